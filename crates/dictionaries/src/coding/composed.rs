//! Which code have a verb of saying or wanting and the act in its clause together?
//!
//! "X said that Y attacked" is an accusation, "X wants to help Y" an intention, "X said it would not help Y" a refusal. The
//! table is `data/ontology/cameo-composed.tsv`; codes that it does not have stay what the dictionaries say.

use sayso_model::{Annotated, Dep, Pos, Tag, TokenIx};
use smol_str::SmolStr;

const TABLE: &str = include_str!("../../../../data/ontology/cameo-composed.tsv");

/// Whose the act in the clause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// Of who speaks or wants.
    Own,
    /// Of somebody else.
    Other,
}

/// The verb of the clause that says what is said or wanted.
pub(super) fn clause(annotated: &Annotated, verb: TokenIx) -> Option<TokenIx> {
    let dep = |c: TokenIx| annotated.token(c).dep;
    let child = |want: Dep| annotated.children(verb).iter().copied().find(|&c| c > verb && dep(c) == want);
    child(Dep::Ccomp).or_else(|| child(Dep::Xcomp)).filter(|&c| annotated.token(c).pos == Pos::Verb)
}

/// The code of both, if the table has one.
pub(super) fn code(above: &str, within: &str, whose: Whose, told: &str) -> Option<SmolStr> {
    let begins = |code: &str, list: &str| list.split('|').any(|l| code.starts_with(l));
    let whose = if whose == Whose::Own { "own" } else { "other" };
    let rows = TABLE.lines().filter(|l| !l.starts_with('#'));
    rows.map(|l| l.split('\t').collect::<Vec<_>>()).find_map(|row| {
        let &[a, w, who, how, code] = row.as_slice() else { return None };
        let fits = begins(above, a) && begins(within, w) && who == whose && (how == "-" || how == told);
        fits.then(|| code.into())
    })
}

/// True for a code of what joined parties do to each other.
pub(super) fn is_mutual(code: &str) -> bool {
    let rows = TABLE.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect::<Vec<_>>());
    rows.filter(|row| row.get(2) == Some(&"each")).any(|row| row[1].split('|').any(|l| code.starts_with(l)))
}

/// How the clause tells of its act: `done`, `come` or `not`.
pub(super) fn told(annotated: &Annotated, verb: TokenIx) -> &'static str {
    let children = |dep: Dep| annotated.children_by(verb, dep);
    let to_come = |c: TokenIx| {
        let t = annotated.token(c);
        (t.tag == Tag::Md || t.pos == Pos::Part) && c < verb
    };
    if children(Dep::Neg).next().is_some() {
        "not"
    } else if children(Dep::Aux).any(to_come) {
        "come"
    } else {
        "done"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_five_columns_and_can_be_reached() {
        for line in TABLE.lines().filter(|l| !l.starts_with('#')) {
            let row: Vec<_> = line.split('\t').collect();
            assert_eq!(row.len(), 5, "{line}");
            if row[2] == "each" {
                assert!(is_mutual(row[1].split('|').next().unwrap()), "{line}");
                continue;
            }
            let first = |list: &str| list.split('|').next().unwrap().to_owned();
            let whose = if row[2] == "own" { Whose::Own } else { Whose::Other };
            let told = if row[3] == "-" { "done" } else { row[3] };
            assert_eq!(code(&first(row[0]), &first(row[1]), whose, told).as_deref(), Some(row[4]), "{line}");
        }
    }
}
