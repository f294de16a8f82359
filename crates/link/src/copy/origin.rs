//! Whose text is it that a group of copies carries?

use std::collections::BTreeMap;

use super::agency::Agency;
use super::credit::{Credit, CreditKind};

/// A document of a group of copies, as far as its origin is asked for.
#[derive(Clone, Debug, Default)]
pub struct Member {
    /// Its number.
    pub document: u64,
    /// When it was published, as exactly as it says: texts of one form compare, such as `2026-02-11T05:20:00Z`.
    pub published: Option<String>,
    /// The agencies that it names as where it comes from.
    pub credits: Vec<Credit>,
}

/// Whose text it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The agency that wrote it.
    pub agency: Option<Agency>,
    /// The document that is the origin's own, if one is: all others are carriers.
    pub document: Option<u64>,
    /// Why, strongest first. Empty where nothing says whose it is.
    pub reasons: Vec<Reason>,
}

/// Why a text is taken for somebody's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A document names the agency.
    Credited {
        /// Which document.
        document: u64,
        /// In what place.
        kind: CreditKind,
    },
    /// A document came out before all others.
    Earliest {
        /// Which document.
        document: u64,
        /// When.
        published: String,
    },
}

/// Whose text a group of copies carries: the agency that its members credit; else the document that was first, if the
/// times tell; else nobody's that is known.
///
/// A member that names an agency only as a help says nothing of the whole text. Of several agencies the one with the
/// stronger credit is taken, then the one that more members credit; `agencies` without a name only if there is no other.
pub fn origin(members: &[Member]) -> Origin {
    let mut votes: BTreeMap<Agency, Vec<(CreditKind, u64)>> = BTreeMap::new();
    for member in members {
        for credit in member.credits.iter().filter(|c| c.kind != CreditKind::With) {
            votes.entry(credit.agency).or_default().push((credit.kind, member.document));
        }
    }
    for credits in votes.values_mut() {
        credits.sort_unstable();
    }
    let weight = |credits: &[(CreditKind, u64)]| {
        let mut carriers: Vec<u64> = credits.iter().map(|c| c.1).collect();
        carriers.sort_unstable();
        carriers.dedup();
        (credits[0].0, std::cmp::Reverse(carriers.len()))
    };
    let chosen =
        votes.iter().min_by_key(|(agency, credits)| (agency.id == "agencies", weight(credits), agency.id));
    if let Some((&agency, credits)) = chosen {
        let own = credits.iter().find(|c| c.0 == CreditKind::Publisher).map(|c| c.1);
        let reasons = credits.iter().map(|&(kind, document)| Reason::Credited { document, kind }).collect();
        return Origin { agency: Some(agency), document: own, reasons };
    }
    let mut dated: Vec<(&str, u64)> =
        members.iter().filter_map(|m| Some((m.published.as_deref()?, m.document))).collect();
    dated.sort_unstable();
    let first = match dated[..] {
        // Of two that are only known by the day neither is the earlier.
        [(first, document), (second, _), ..] if dated.len() == members.len() && precedes(first, second) => {
            Some((first.to_owned(), document))
        }
        _ => None,
    };
    let reasons =
        first.iter().map(|(p, d)| Reason::Earliest { document: *d, published: p.clone() }).collect();
    Origin { agency: None, document: first.map(|(_, d)| d), reasons }
}

/// True if the first time is surely before the second: on an earlier day, or both known to the same exactness.
fn precedes(first: &str, second: &str) -> bool {
    // Midnight to the second is how programs write a day.
    let exact = |time: &'_ str| time.split_once("T00:00:00").map_or(time.len(), |(day, _)| day.len());
    let (a, b) = (&first[..exact(first)], &second[..exact(second)]);
    match (a.get(..10), b.get(..10)) {
        (Some(day), Some(other)) if day != other => day < other,
        _ => a.len() == b.len() && a < b,
    }
}

#[cfg(test)]
mod tests {
    use super::super::agencies;
    use super::*;

    fn member(document: u64, published: &str, credits: &[(&str, CreditKind)]) -> Member {
        let credit = |(name, kind): &(&str, CreditKind)| Credit {
            agency: agencies().named(name).unwrap(),
            kind: *kind,
            span: None,
            origin: None,
        };
        Member {
            document,
            published: Some(published.to_owned()).filter(|p| !p.is_empty()),
            credits: credits.iter().map(credit).collect(),
        }
    }

    #[test]
    fn an_agency_is_the_origin_though_an_outlet_was_first() {
        let found = origin(&[
            member(1, "2026-02-11", &[]),
            member(2, "2026-02-12", &[("Reuters", CreditKind::Dateline), ("agencies", CreditKind::Author)]),
            member(3, "2026-02-12", &[("AFP", CreditKind::With)]),
        ]);
        assert_eq!(found.agency.unwrap().id, "reuters");
        assert_eq!(found.document, None);
        assert_eq!(found.reasons, [Reason::Credited { document: 2, kind: CreditKind::Dateline }]);
        let own = origin(&[
            member(4, "", &[("AP", CreditKind::Line)]),
            member(7, "", &[("AP", CreditKind::Publisher)]),
        ]);
        assert_eq!((own.agency.unwrap().id, own.document), ("ap", Some(7)));
    }

    #[test]
    fn without_an_agency_the_first_is_the_origin_if_times_tell() {
        let first = origin(&[member(1, "2026-02-12", &[]), member(2, "2026-02-11", &[])]);
        assert_eq!((first.agency, first.document), (None, Some(2)));
        for published in ["2026-02-11", "", "2026-02-11T05:00:00Z", "2026-02-11T00:00:00Z"] {
            let unknown = origin(&[member(1, published, &[]), member(2, "2026-02-11", &[])]);
            assert_eq!((unknown.document, unknown.reasons.len()), (None, 0), "{published}");
        }
    }
}
