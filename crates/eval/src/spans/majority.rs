//! What did most coders mark?
//!
//! Marks of actions that share a character are one action; it stands if more than half of the coders have it. A root
//! stands as often as more than half of them have it.

use super::gold::Marks;
use crate::chars::Chars;

/// What more than half of the coders marked.
pub(super) fn majority(coders: &[&Marks]) -> Marks {
    let most = |n: usize| 2 * n > coders.len();
    let mut actions: Vec<Chars> = Vec::new();
    let mut all: Vec<&Chars> = coders.iter().flat_map(|m| &m.actions).collect();
    all.sort_by(|a, b| a.ranges().cmp(b.ranges()));
    for mark in all {
        match actions.iter_mut().find(|a| a.meets(mark)) {
            Some(action) => *action = Chars::new(action.ranges().iter().chain(mark.ranges()).copied()),
            None => actions.push(mark.clone()),
        }
    }
    actions.retain(|a| most(coders.iter().filter(|m| m.actions.iter().any(|mark| mark.meets(a))).count()));
    let times = |marks: &Marks, root: &String| marks.roots.iter().filter(|r| *r == root).count();
    let mut known: Vec<&String> = coders.iter().flat_map(|m| &m.roots).collect();
    known.sort_unstable();
    known.dedup();
    let mut roots = Vec::new();
    for root in known {
        let stands = |n: &usize| most(coders.iter().filter(|m| times(m, root) >= *n).count());
        roots.extend((1..10).take_while(stands).map(|_| root.clone()));
    }
    Marks { actions, roots, ..Marks::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_must_have_marked_it() {
        let marks = |actions: &[(usize, usize)], roots: &[&str]| Marks {
            actions: actions.iter().map(|&a| Chars::new([a])).collect(),
            roots: roots.iter().map(|r| (*r).to_owned()).collect(),
            ..Marks::default()
        };
        let coders = [
            marks(&[(0, 6), (20, 25)], &["18", "01"]),
            marks(&[(2, 9)], &["18"]),
            marks(&[(20, 22), (40, 44)], &["18", "18"]),
        ];
        let most = majority(&coders.iter().collect::<Vec<_>>());
        assert_eq!(most.actions, [Chars::new([(0, 9)]), Chars::new([(20, 25)])]);
        assert_eq!(most.roots, ["18"]);
        assert_eq!(majority(&[&coders[0], &coders[2]]).roots, ["18"]);
    }
}
