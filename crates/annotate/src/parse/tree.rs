//! From arcs to trees: crossing arcs are put back in place (Nivre & Nilsson 2005), and sentences are read off.

use sayso_model::Dep;

/// Label of an arc. If the arc was lifted to be parsed without crossing, the word that it belongs under has the
/// relation `lifted_over`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Label {
    pub dep: Dep,
    pub lifted_over: Option<Dep>,
}

/// Trees of a text.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    /// Head of each token, its own index for a root.
    pub heads: Vec<u32>,
    pub deps: Vec<Dep>,
    /// True if a sentence starts at the token.
    pub starts: Vec<bool>,
}

impl Tree {
    pub(super) fn new(heads: Vec<Option<u32>>, mut labels: Vec<Label>, is_space: &[bool]) -> Self {
        let mut heads: Vec<u32> = heads.iter().zip(0..).map(|(head, i)| head.unwrap_or(i)).collect();
        for (i, label) in labels.iter_mut().enumerate() {
            if heads[i] as usize == i {
                *label = Label { dep: Dep::Root, lifted_over: None };
            }
        }
        let mut edges = None;
        for i in 0..heads.len() {
            if let Some(over) = labels[i].lifted_over {
                // Not computed again while heads change, as in spaCy.
                let edges: &Vec<(u32, u32)> = edges.get_or_insert_with(|| edges_of(&heads));
                let wanted = Label { dep: over, lifted_over: None };
                heads[i] = find_head(&heads, &labels, edges, is_space, i as u32, wanted);
                labels[i].lifted_over = None;
            }
        }
        let mut starts = vec![false; heads.len()];
        for (i, &(left, _)) in edges_of(&heads).iter().enumerate() {
            if heads[i] as usize == i {
                starts[left as usize] = true;
            }
        }
        Self { deps: labels.into_iter().map(|l| l.dep).collect(), heads, starts }
    }
}

/// The first token under the head of `token` with the wanted label, breadth first; the head itself if there is none.
fn find_head(
    heads: &[u32],
    labels: &[Label],
    edges: &[(u32, u32)],
    is_space: &[bool],
    token: u32,
    wanted: Label,
) -> u32 {
    let children = Children::new(heads);
    let mut level = vec![heads[token as usize]];
    // A bound, should trees ever be none.
    for _ in 0..heads.len() {
        let mut next = Vec::new();
        for &parent in &level {
            let (left, right) = edges[parent as usize];
            for &child in children.of(parent) {
                let c = child as usize;
                if child < left || child > right || is_space[c] || child == token {
                    continue;
                }
                if labels[c] == wanted {
                    return child;
                }
                next.push(child);
            }
        }
        if next.is_empty() || next.len() > heads.len() {
            break;
        }
        level = next;
    }
    heads[token as usize]
}

/// Dependents of every token, in order.
struct Children {
    starts: Vec<u32>,
    tokens: Vec<u32>,
}

impl Children {
    fn new(heads: &[u32]) -> Self {
        let mut starts = vec![0; heads.len() + 2];
        let dependents = || heads.iter().zip(0..).filter(|&(&head, i)| head != i);
        for (&head, _) in dependents() {
            starts[head as usize + 2] += 1;
        }
        for i in 2..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut tokens = vec![0; heads.len()];
        for (&head, i) in dependents() {
            let next = &mut starts[head as usize + 1];
            tokens[*next as usize] = i;
            *next += 1;
        }
        Self { starts, tokens }
    }

    fn of(&self, token: u32) -> &[u32] {
        &self.tokens[self.starts[token as usize] as usize..self.starts[token as usize + 1] as usize]
    }
}

/// Left-most and right-most token under each token. Heads may be known before or after their dependents, so that the
/// edges are moved until no head lies outside its sentence, but not for ever.
fn edges_of(heads: &[u32]) -> Vec<(u32, u32)> {
    let mut edges: Vec<(u32, u32)> = (0..heads.len() as u32).map(|i| (i, i)).collect();
    for _ in 0..12 {
        let widen = |edges: &mut Vec<(u32, u32)>, i: usize| {
            let (left, right) = edges[i];
            let head = &mut edges[heads[i] as usize];
            *head = (head.0.min(left), head.1.max(right));
        };
        (0..heads.len()).for_each(|i| widen(&mut edges, i));
        (0..heads.len()).rev().for_each(|i| widen(&mut edges, i));
        if heads_stay_in_sentences(heads, &edges) {
            break;
        }
    }
    edges
}

fn heads_stay_in_sentences(heads: &[u32], edges: &[(u32, u32)]) -> bool {
    let n = heads.len();
    let mut starts = vec![false; n];
    for (i, &head) in heads.iter().enumerate() {
        if head as usize == i {
            starts[edges[i].0 as usize] = true;
        }
    }
    let mut start = 0;
    for i in 0..n {
        if (i > 0 && starts[i]) || i + 1 == n {
            if heads[start..i].iter().any(|&h| (h as usize) < start || h as usize > i) {
                return false;
            }
            start = i;
        }
    }
    true
}
