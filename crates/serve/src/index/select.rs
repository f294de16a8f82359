//! Which lines were asked for, and in which order?

use sayso_store::query::Query;
use sayso_store::{Result, Store};

use super::{Index, Line, NO_DAY, NO_NUMBER};
use crate::ask::Ask;
use crate::incidents::Joined;

/// In which order claims are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As they came into the ledger, the newest first.
    #[default]
    Newest,
    /// As they came into the ledger.
    Oldest,
    /// By day, the latest first.
    Latest,
    /// By day.
    Earliest,
    /// The most dead first.
    Deadliest,
    /// The surest first.
    Surest,
    /// The least sure first: what a reviewer should see.
    Doubtful,
}

impl Order {
    /// All orders with the word of the address and what a reader calls them.
    pub const ALL: [(Order, &'static str, &'static str); 7] = [
        (Order::Newest, "newest", "newest in the ledger"),
        (Order::Oldest, "oldest", "oldest in the ledger"),
        (Order::Latest, "latest", "latest day"),
        (Order::Earliest, "earliest", "earliest day"),
        (Order::Deadliest, "deadliest", "most dead"),
        (Order::Surest, "surest", "surest first"),
        (Order::Doubtful, "doubtful", "least sure first"),
    ];

    /// The order of a word.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|o| o.1 == name).map(|o| o.0)
    }

    /// The word of the address.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|o| o.0 == self).map_or("newest", |o| o.1)
    }

    fn sort(self, index: &Index, chosen: &mut [u32]) {
        let line = |at: &u32| &index.lines[*at as usize];
        let killed = |l: &Line| if l.killed == NO_NUMBER { -1 } else { i64::from(l.killed) };
        match self {
            Order::Oldest => {}
            Order::Newest => chosen.reverse(),
            Order::Latest => {
                chosen.sort_by_key(|a| (std::cmp::Reverse(line(a).day()), std::cmp::Reverse(*a)))
            }
            Order::Earliest => chosen.sort_by_key(|a| {
                let day = line(a).day();
                (if day == NO_DAY { i32::MAX } else { day }, *a)
            }),
            Order::Deadliest => chosen.sort_by_key(|a| (-killed(line(a)), std::cmp::Reverse(*a))),
            Order::Surest => {
                chosen.sort_by(|a, b| line(b).confidence.total_cmp(&line(a).confidence).then(a.cmp(b)))
            }
            Order::Doubtful => {
                chosen.sort_by(|a, b| line(a).confidence.total_cmp(&line(b).confidence).then(a.cmp(b)))
            }
        }
    }
}

/// The places of the lines that pass, in the order that was asked for.
pub fn select(index: &Index, store: &mut Store, ask: &Ask, joined: Option<&Joined>) -> Result<Vec<u32>> {
    let mut chosen: Vec<u32> = if ask.filter.is_empty() {
        (0..index.lines.len() as u32).filter(|&at| !index.lines[at as usize].gone).collect()
    } else {
        let query = Query { filter: ask.filter.clone(), as_of: Some(index.head), ..Query::default() };
        let numbers = store.claim_numbers(&query)?;
        numbers.into_iter().filter_map(|seq| index.at(seq).map(|at| at as u32)).collect()
    };
    if !ask.review.is_empty() {
        chosen.retain(|&at| {
            let state = index.standing(&index.lines[at as usize]).map_or("open", |s| s.state());
            ask.review.iter().any(|r| r == state)
        });
    }
    if !ask.standing.is_empty() {
        chosen.retain(|&at| {
            let standing = joined.and_then(|j| j.at(at)).map_or("none", |l| l.standing);
            ask.standing.iter().any(|s| s == standing)
        });
    }
    if !ask.precision.is_empty() {
        chosen.retain(|&at| {
            let precision = index.precision(&index.lines[at as usize]);
            ask.precision.iter().any(|p| p == precision)
        });
    }
    ask.order.sort(index, &mut chosen);
    Ok(chosen)
}
