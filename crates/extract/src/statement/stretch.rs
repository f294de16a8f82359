//! Runs of tokens: what a piece of content is made of before it becomes bytes.

use sayso_model::{Annotated, Span, TokenIx};

/// Tokens `start..end`, never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Stretch {
    pub start: TokenIx,
    pub end: TokenIx,
}

impl Stretch {
    /// A stretch, or `None` if there is nothing in it.
    pub fn new(start: TokenIx, end: TokenIx) -> Option<Self> {
        (start < end).then_some(Self { start, end })
    }

    /// Its tokens.
    pub fn tokens(self) -> std::ops::Range<TokenIx> {
        self.start..self.end
    }

    /// True if the token is in it.
    pub fn contains(self, token: TokenIx) -> bool {
        self.tokens().contains(&token)
    }

    /// True if all of `other` is in it.
    pub fn covers(self, other: Stretch) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True if a token is in both.
    pub fn overlaps(self, other: Stretch) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Bytes from its first to its last token.
    pub fn span(self, text: &Annotated) -> Span {
        text.tokens_span(self.start, self.end)
    }
}

/// Sorts and joins stretches that touch or overlap.
pub(crate) fn union(mut pieces: Vec<Stretch>) -> Vec<Stretch> {
    pieces.sort_unstable();
    let mut joined: Vec<Stretch> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if piece.start <= last.end => last.end = last.end.max(piece.end),
            _ => joined.push(piece),
        }
    }
    joined
}

/// What is left of sorted, disjoint `pieces` without the tokens of `holes`.
pub(crate) fn minus(pieces: &[Stretch], holes: &[Stretch]) -> Vec<Stretch> {
    let mut left = pieces.to_vec();
    for hole in holes {
        left = left
            .into_iter()
            .flat_map(|piece| {
                if !piece.overlaps(*hole) {
                    return [Some(piece), None];
                }
                [
                    Stretch::new(piece.start, hole.start.min(piece.end)),
                    Stretch::new(hole.end.max(piece.start), piece.end),
                ]
            })
            .flatten()
            .collect();
    }
    left
}

/// Number of tokens in both of two sorted, disjoint lists.
pub(crate) fn shared(a: &[Stretch], b: &[Stretch]) -> u32 {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i], b[j]);
        count += x.end.min(y.end).saturating_sub(x.start.max(y.start));
        if x.end <= y.end { i += 1 } else { j += 1 }
    }
    count
}

/// Number of tokens in a list of disjoint stretches.
pub(crate) fn size(pieces: &[Stretch]) -> u32 {
    pieces.iter().map(|p| p.end - p.start).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(ranges: &[(u32, u32)]) -> Vec<Stretch> {
        ranges.iter().map(|&(start, end)| Stretch { start, end }).collect()
    }

    #[test]
    fn a_hole_in_the_middle_leaves_two_pieces() {
        assert_eq!(minus(&pieces(&[(0, 10)]), &pieces(&[(3, 5)])), pieces(&[(0, 3), (5, 10)]));
        assert_eq!(minus(&pieces(&[(0, 4), (6, 9)]), &pieces(&[(3, 7)])), pieces(&[(0, 3), (7, 9)]));
        assert_eq!(minus(&pieces(&[(2, 4)]), &pieces(&[(0, 9)])), []);
    }

    #[test]
    fn pieces_that_touch_become_one() {
        assert_eq!(union(pieces(&[(5, 6), (0, 2), (2, 4)])), pieces(&[(0, 4), (5, 6)]));
    }

    #[test]
    fn tokens_in_both_lists_are_counted_once() {
        assert_eq!(shared(&pieces(&[(0, 4), (6, 9)]), &pieces(&[(3, 7)])), 2);
        assert_eq!(size(&pieces(&[(0, 4), (6, 9)])), 7);
    }
}
