//! The ties among those whom claims name, a file for each network.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use sayso_store::record::claim::Named;

use super::Form;
use crate::Result;
use crate::codebook::Line;
use crate::file::File;
use crate::losses::Losses;
use crate::manifest::Piece;
use crate::network::{NODE, Network, Node, Sides, TIE, Ties, gexf, graphml, is_forbidden};
use crate::reports::{Row, name};
use crate::shape::Shape;
use crate::sink::Out;

pub(crate) static FORM: Form = Form {
    name: "network",
    about: "Three networks, a file each: `did` (who did what to whom), `accuses` (who accuses whom), `quotes` (who quotes whom: from \
            publisher to source, and along the chain of sources). A tie stands for claims, not for deeds that are known; its \
            attributes say how many are denied, and how many tell of no deed.",
    lines: || {
        let line = |name: String, kind, meaning: &str| Line {
            name,
            kind,
            meaning: meaning.to_owned(),
            from: String::new(),
        };
        let mut out = vec![
            line(
                "node id".into(),
                "string",
                "The same actor across articles, as `actor_id` in reports; `publisher:` and the name for who published.",
            ),
            line("node label".into(), "string", "Name; in GraphML the attribute `name`."),
        ];
        out.extend(NODE.iter().map(|c| line(format!("node {}", c.0), "string", c.1)));
        out.extend(TIE.iter().map(|c| line(format!("tie {}", c.0), "integer", c.1)));
        out
    },
    never: &[
        "single claims: what they say, where, when, in which words; which kinds of deeds a tie stands for",
        "ties to oneself",
    ],
};

/// Gathers ties, and writes them at the end.
pub(crate) struct Networks {
    path: PathBuf,
    shape: Shape,
    numbers: HashMap<String, u32>,
    nodes: Vec<Node>,
    ties: [Ties<u32>; 3],
}

impl Networks {
    pub fn new(path: &Path, shape: Shape) -> Self {
        Self {
            path: path.to_owned(),
            shape,
            numbers: HashMap::new(),
            nodes: Vec::new(),
            ties: [BTreeMap::new(), BTreeMap::new(), BTreeMap::new()],
        }
    }

    fn number(&mut self, id: String, node: impl FnOnce(String) -> Node) -> u32 {
        if let Some(&known) = self.numbers.get(&id) {
            return known;
        }
        let number = self.nodes.len() as u32;
        self.nodes.push(node(id.clone()));
        self.numbers.insert(id, number);
        number
    }

    /// The number of somebody; none if nobody can tell who it is.
    fn somebody(&mut self, named: &Named) -> Option<u32> {
        let key = named.key.clone()?;
        Some(self.number(key, |id| Node {
            id,
            name: name(named).to_owned(),
            country: named.country.clone(),
            sector: named.role.clone().or(named.class.clone()),
        }))
    }

    fn path(&self, network: Network) -> PathBuf {
        let stem = self.path.file_stem().unwrap_or_default().to_string_lossy();
        self.path.with_file_name(format!("{stem}-{}.{}", network.as_str(), self.shape.ending()))
    }
}

impl File<Row> for Networks {
    fn row(&mut self, row: &Row, losses: &mut Losses) -> Result<bool> {
        let claim = &row.claim;
        let mut named = |list: &[Named]| -> Vec<Option<u32>> {
            let numbers: Vec<Option<u32>> = list.iter().map(|n| self.somebody(n)).collect();
            if numbers.contains(&None) {
                losses.add("ties to somebody who is not named are left out", &claim.id);
            }
            numbers
        };
        let (actors, targets) = (named(&claim.actors), named(&claim.recipients));
        let says = named(&claim.says);
        let publisher = claim.publisher.as_deref().map(|name| {
            self.number(format!("publisher:{name}"), |id| Node {
                id,
                name: name.to_owned(),
                country: None,
                sector: Some("publisher".to_owned()),
            })
        });
        if claim
            .says
            .iter()
            .chain(&claim.actors)
            .chain(&claim.recipients)
            .any(|n| name(n).contains(is_forbidden))
        {
            losses.add("control characters, which XML cannot write, became U+FFFD", &claim.id);
        }
        let actors: Vec<u32> = actors.into_iter().flatten().collect();
        let targets: Vec<u32> = targets.into_iter().flatten().collect();
        let sides = Sides { kind: &claim.kind, actors: &actors, targets: &targets, publisher, says: &says };
        for (network, ties) in Network::ALL.into_iter().zip(&mut self.ties) {
            network.ties(&sides, |from, to| ties.entry((from, to)).or_default().add(&claim.status));
        }
        Ok(true)
    }

    fn finish(self: Box<Self>) -> Result<Vec<Piece>> {
        let mut out = Vec::new();
        for (network, ties) in Network::ALL.into_iter().zip(&self.ties) {
            let node = |number: u32| self.nodes[number as usize].clone();
            let text = match self.shape {
                Shape::Gexf => gexf(network, ties, node),
                _ => graphml(network, ties, node),
            };
            let mut file = Out::create(&self.path(network))?;
            file.put(text.as_bytes())?;
            out.push(file.finish(ties.len() as u64)?);
        }
        Ok(out)
    }
}
