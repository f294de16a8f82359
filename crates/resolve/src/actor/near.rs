//! Which names are one letter apart from a name?

use fst::raw::Node;

use super::entry::EntryId;
use super::knowledge::{KnowledgeBase, entries};

impl KnowledgeBase {
    /// Entries under the keys of a class that differ from a folded name by one letter: changed, added, left out, or
    /// two neighbours exchanged.
    pub fn near(&self, class: char, folded: &str) -> Vec<EntryId> {
        let mut found = Vec::new();
        let fst = self.keys.as_fst();
        let root = fst.root();
        if let Some(input) = root.find_input(class as u8) {
            let step = root.transition(input);
            let search = Search { fst, name: folded.as_bytes() };
            search.go(&fst.node(step.addr), 0, step.out.value(), true, &mut found);
        }
        let own =
            |key: &str| key.strip_prefix(class).is_some_and(|name| strsim::osa_distance(name, folded) == 1);
        found.extend(self.own_keys.iter().filter(|(key, _)| own(key)).flat_map(|(_, ids)| ids));
        found.sort_unstable();
        found.dedup();
        found
    }
}

struct Search<'a> {
    fst: &'a fst::raw::Fst<&'static [u8]>,
    name: &'a [u8],
}

impl Search<'_> {
    /// Goes on from a node of the table at byte `at` of the name; `may` say whether a letter may still differ.
    fn go(&self, node: &Node<'_>, at: usize, out: u64, may: bool, found: &mut Vec<EntryId>) {
        let follow = |node: &Node<'_>, byte: u8| {
            node.find_input(byte).map(|i| node.transition(i)).map(|t| (self.fst.node(t.addr), t.out.value()))
        };
        let next = self.name.get(at).copied();
        if next.is_none() && !may && node.is_final() {
            found.extend(entries(out + node.final_output().value()));
        }
        if let Some((then, more)) = next.and_then(|b| follow(node, b)) {
            self.go(&then, at + 1, out + more, may, found);
        }
        if !may {
            return;
        }
        if next.is_some() {
            self.go(node, at + 1, out, false, found);
        }
        for step in node.transitions() {
            let then = self.fst.node(step.addr);
            let out = out + step.out.value();
            self.go(&then, at, out, false, found);
            if next.is_some_and(|b| b != step.inp) {
                self.go(&then, at + 1, out, false, found);
            }
        }
        if let (Some(a), Some(&b)) = (next, self.name.get(at + 1))
            && a != b
            && let Some((between, first)) = follow(node, b)
            && let Some((then, second)) = follow(&between, a)
        {
            self.go(&then, at + 2, out + first + second, false, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::source::key;
    use super::*;

    #[test]
    fn one_letter_and_no_more() {
        let mut knowledge = KnowledgeBase::load().unwrap();
        knowledge.add("own", "#shape body\n#kind group\nOrder of the Lantern\tFRA\tREB\n").unwrap();
        let check = |name: &str, of: &str, expect: bool| {
            let found = knowledge.near(key::NAME, name);
            assert_eq!(found.iter().any(|&id| knowledge.entry(id).name == of), expect, "{name}");
        };
        check("angela merkl", "Angela Merkel", true);
        check("angela merkell", "Angela Merkel", true);
        check("angela markel", "Angela Merkel", true);
        check("anegla merkel", "Angela Merkel", true);
        check("angela merkel", "Angela Merkel", false);
        check("angel markel", "Angela Merkel", false);
        check("order of the lanterm", "Order of the Lantern", true);
    }
}
