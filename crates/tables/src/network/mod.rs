//! Who did what to whom, who accuses whom, who quotes whom? The ties that claims make, for files and for the page that draws them.

mod gexf;
mod graphml;
mod xml;

use std::collections::BTreeMap;

pub use gexf::gexf;
pub use graphml::graphml;
pub(crate) use xml::is_forbidden;

/// What a tie stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// Somebody does something to somebody.
    Did,
    /// Somebody accuses somebody.
    Accuses,
    /// Somebody passes on what somebody says.
    Quotes,
}

impl Network {
    /// All of them.
    pub const ALL: [Network; 3] = [Network::Did, Network::Accuses, Network::Quotes];

    /// The name in files and addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Network::Did => "did",
            Network::Accuses => "accuses",
            Network::Quotes => "quotes",
        }
    }

    /// In words.
    pub fn about(self) -> &'static str {
        match self {
            Network::Did => "who did what to whom",
            Network::Accuses => "who accuses whom",
            Network::Quotes => "who quotes whom",
        }
    }

    /// The ties of one claim, from and to. Nobody is tied to themselves.
    pub fn ties<N: Copy + PartialEq>(self, sides: &Sides<'_, N>, mut tie: impl FnMut(N, N)) {
        let mut add = |from: N, to: N| {
            if from != to {
                tie(from, to);
            }
        };
        match self {
            Network::Quotes => {
                if let (Some(publisher), Some(&Some(first))) = (sides.publisher, sides.says.first()) {
                    add(publisher, first);
                }
                for hop in sides.says.windows(2) {
                    if let [Some(from), Some(to)] = *hop {
                        add(from, to);
                    }
                }
            }
            _ if (self == Network::Accuses) != (sides.kind == "ACCUSE") => {}
            _ => {
                for &actor in sides.actors {
                    sides.targets.iter().for_each(|&target| add(actor, target));
                }
            }
        }
    }
}

/// Who takes part in a claim, and how.
#[derive(Clone, Copy, Debug)]
pub struct Sides<'a, N> {
    /// Type of the event.
    pub kind: &'a str,
    /// Who does it.
    pub actors: &'a [N],
    /// To whom.
    pub targets: &'a [N],
    /// Who published the article.
    pub publisher: Option<N>,
    /// On whose say-so, outermost first; those that are not named are nobody.
    pub says: &'a [Option<N>],
}

/// How many claims a tie stands for, by how they present what they tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tie {
    /// All.
    pub claims: usize,
    /// Those with the status `asserted`.
    pub asserted: usize,
    /// Those with the status `alleged`.
    pub alleged: usize,
    /// Those with the status `denied`.
    pub denied: usize,
    /// Those of what is possible, conditional, planned or demanded: no deeds.
    pub no_deed: usize,
}

impl Tie {
    /// Counts a claim.
    pub fn add(&mut self, status: &str) {
        self.claims += 1;
        *match status {
            "asserted" => &mut self.asserted,
            "alleged" => &mut self.alleged,
            "denied" => &mut self.denied,
            _ => &mut self.no_deed,
        } += 1;
    }
}

/// Ties by their ends.
pub type Ties<N> = BTreeMap<(N, N), Tie>;

/// Somebody as a file names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// Unique in the file, and the same in the next one.
    pub id: String,
    /// Name.
    pub name: String,
    /// ISO 3166-1 alpha-3 code.
    pub country: Option<String>,
    /// Sector, or class of source; `publisher` for who published.
    pub sector: Option<String>,
}

/// The attributes of a tie in files: name, meaning, value.
pub type TieColumn = (&'static str, &'static str, fn(&Tie) -> usize);

/// In the order of the files.
pub const TIE: [TieColumn; 5] = [
    ("claims", "Claims that the tie stands for; also its weight.", |t| t.claims),
    ("asserted", "Of these, claims with the status `asserted`.", |t| t.asserted),
    ("alleged", "Claims with the status `alleged`.", |t| t.alleged),
    ("denied", "Claims with the status `denied`.", |t| t.denied),
    ("no_deed", "Claims of what is possible, conditional, planned or demanded: no deeds.", |t| t.no_deed),
];

/// The attributes of a node in files: name, meaning, value.
pub type NodeColumn = (&'static str, &'static str, fn(&Node) -> Option<&str>);

/// In the order of the files.
pub const NODE: [NodeColumn; 2] = [
    ("country", "ISO 3166-1 alpha-3.", |n| n.country.as_deref()),
    ("sector", "Sector or class of source; `publisher` for who published an article.", |n| {
        n.sector.as_deref()
    }),
];

/// Those who have ties, in the order of their identifiers.
fn nodes<N: Ord + Copy>(ties: &Ties<N>, node: impl Fn(N) -> Node) -> Vec<Node> {
    let mut all: Vec<N> = ties.keys().flat_map(|(from, to)| [*from, *to]).collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter().map(node).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ties(network: Network, kind: &str) -> Vec<(char, char)> {
        let says = [Some('a'), Some('b'), None, Some('c'), Some('c')];
        let sides =
            Sides { kind, actors: &['x', 'y'], targets: &['y', 'z'], publisher: Some('p'), says: &says };
        let mut out = Vec::new();
        network.ties(&sides, |from, to| out.push((from, to)));
        out
    }

    #[test]
    fn each_network_takes_its_own_ties() {
        let parties = [('x', 'y'), ('x', 'z'), ('y', 'z')];
        assert_eq!(ties(Network::Did, "ASSAULT"), parties);
        assert_eq!(ties(Network::Did, "ACCUSE"), []);
        assert_eq!(ties(Network::Accuses, "ACCUSE"), parties);
        assert_eq!(ties(Network::Accuses, "ASSAULT"), []);
        assert_eq!(
            ties(Network::Quotes, "AID"),
            [('p', 'a'), ('a', 'b')],
            "nobody stands for who is not named"
        );
    }
}
