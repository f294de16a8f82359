//! What do many articles report, once it is known which of them are copies of each other?

use std::collections::BTreeMap;

use sayso_model::Ledger;
use smol_str::{SmolStr, format_smolstr};

use crate::commitment::{Pledge, pledges};
use crate::copy::{Memory, Relation, Sketch, groups, neighbours};
use crate::report::Report;
use crate::story::Background;
use crate::{block, reports};

/// Articles as they come.
#[derive(Default)]
pub struct Gathering {
    memory: Memory,
    copies: Vec<(u64, u64)>,
    hashes: Vec<SmolStr>,
    told: Vec<Report>,
    pledges: Vec<Pledge>,
}

/// What they report.
#[derive(Default)]
pub struct Gathered {
    /// All reports, by block.
    pub blocks: BTreeMap<SmolStr, Vec<Report>>,
    /// All threats, promises, demands and refusals.
    pub pledges: Vec<Pledge>,
}

impl Gathering {
    /// Adds the records of an article.
    pub fn add(&mut self, ledger: &Ledger, background: &Background) {
        let number = self.hashes.len() as u64;
        let sketch = Sketch::of_document(&ledger.document);
        let alike = neighbours(&sketch, &self.memory);
        let copies = alike.iter().filter(|n| n.relation == Relation::Copy);
        self.copies.extend(copies.map(|n| (n.document, number)));
        self.memory.add(number, sketch);
        self.hashes.push(SmolStr::new(ledger.document.identity()));
        self.told.extend(reports(ledger, background));
        self.pledges.extend(pledges(ledger, background));
    }

    /// All reports by block, those of copies marked as such.
    pub fn finish(self) -> Gathered {
        let name = |&n: &u64| self.hashes[n as usize].clone();
        let families = groups(self.copies).into_iter().map(|g| g.iter().map(name).collect());
        let family_of = families_of(families);
        let mut blocks: BTreeMap<SmolStr, Vec<Report>> = BTreeMap::new();
        for mut report in self.told {
            report.copies = family_of.get(&report.key.document).cloned();
            blocks.entry(block(&report)).or_default().push(report);
        }
        Gathered { blocks, pledges: self.pledges }
    }
}

/// For each text that has copies, what the group of them is called, by the identifiers of the texts of each group.
///
/// A group has the name of its lowest member, so that it does not depend on the order in which articles came.
pub fn families_of(groups: impl IntoIterator<Item = Vec<SmolStr>>) -> BTreeMap<SmolStr, SmolStr> {
    let mut out = BTreeMap::new();
    for group in groups {
        let Some(first) = group.iter().min().cloned() else { continue };
        for member in group {
            out.insert(member, format_smolstr!("copies of {first}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_called_the_same_in_any_order() {
        let [a, b, c] = ["a1", "b2", "c3"].map(SmolStr::new);
        let one = families_of([vec![c.clone(), a.clone()], vec![b.clone()]]);
        assert_eq!(one, families_of([vec![b.clone()], vec![a.clone(), c.clone()]]));
        assert_eq!(one[&c], "copies of a1");
    }
}
