//! The stack, the buffer and the arcs found so far.

use super::{Label, SentenceStart};

const NONE: u32 = u32::MAX;

/// Which kinds of moves a state allows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Valid {
    pub shift: bool,
    pub reduce: bool,
    pub arc: bool,
    pub break_: bool,
}

#[derive(Debug)]
pub(super) struct State {
    len: u32,
    /// First token that was never shifted.
    next: u32,
    stack: Vec<u32>,
    /// Tokens that went from the stack back to the front of the buffer; the last one is first.
    returned: Vec<u32>,
    /// True if a token went back and must get a head before it is shifted again.
    unshiftable: Vec<bool>,
    starts: Vec<bool>,
    never_starts: Vec<bool>,
    heads: Vec<u32>,
    labels: Vec<Label>,
    /// Last dependent to the left and to the right, and the dependent on the same side that was there before it.
    last_left: Vec<u32>,
    last_right: Vec<u32>,
    previous: Vec<u32>,
}

fn present(token: u32) -> Option<u32> {
    (token != NONE).then_some(token)
}

impl State {
    pub(super) fn new(starts: &[SentenceStart]) -> Self {
        let n = starts.len();
        let mut state = Self {
            len: n as u32,
            next: 0,
            stack: Vec::new(),
            returned: Vec::new(),
            unshiftable: vec![false; n],
            starts: starts.iter().map(|&s| s == SentenceStart::Always).collect(),
            never_starts: starts.iter().map(|&s| s == SentenceStart::Never).collect(),
            heads: vec![NONE; n],
            labels: vec![Label::default(); n],
            last_left: vec![NONE; n],
            last_right: vec![NONE; n],
            previous: vec![NONE; n],
        };
        if let Some(first) = state.starts.first_mut() {
            *first = true;
        }
        state
    }

    /// Heads (`None` for roots) and labels of all tokens.
    pub(super) fn into_arcs(self) -> (Vec<Option<u32>>, Vec<Label>) {
        (self.heads.into_iter().map(present).collect(), self.labels)
    }

    pub(super) fn is_final(&self) -> bool {
        self.stack.is_empty() && self.buffered() == 0
    }

    fn buffered(&self) -> usize {
        (self.len - self.next) as usize + self.returned.len()
    }

    fn stacked(&self, i: usize) -> Option<u32> {
        self.stack.len().checked_sub(i + 1).map(|at| self.stack[at])
    }

    fn buffer(&self, i: usize) -> Option<u32> {
        match self.returned.len().checked_sub(i + 1) {
            Some(at) => Some(self.returned[at]),
            None => {
                let token = self.next + (i - self.returned.len()) as u32;
                (token < self.len).then_some(token)
            }
        }
    }

    /// The tokens that the networks see of a state.
    pub(super) fn context(&self) -> [Option<u32>; 8] {
        let (b0, s0) = (self.buffer(0), self.stacked(0));
        let last = |of: &[u32], token: Option<u32>| token.and_then(|t| present(of[t as usize]));
        [
            b0,
            self.buffer(1),
            s0,
            self.stacked(1),
            self.stacked(2),
            last(&self.last_left, b0),
            last(&self.last_left, s0),
            last(&self.last_right, s0),
        ]
    }

    pub(super) fn valid(&self) -> Valid {
        let (depth, buffered) = (self.stack.len(), self.buffered());
        let is = |of: &[bool], token: Option<u32>| token.is_some_and(|t| of[t as usize]);
        let (b0, b1) = (self.buffer(0), self.buffer(1));
        let b0_starts = is(&self.starts, b0);
        Valid {
            shift: depth == 0 || (buffered >= 2 && !b0_starts && !is(&self.unshiftable, b0)),
            reduce: depth != 0 && (buffered == 0 || depth != 1 || !is(&self.never_starts, b0)),
            arc: depth != 0 && buffered != 0 && !b0_starts,
            break_: buffered >= 2
                && b1 == b0.map(|b| b + 1)
                && !is(&self.starts, b1)
                && !is(&self.never_starts, b1),
        }
    }

    pub(super) fn shift(&mut self) {
        let token = self.returned.pop().unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        });
        self.stack.push(token);
    }

    pub(super) fn reduce(&mut self) {
        let alone = self.stack.len() == 1;
        let Some(top) = self.stack.pop() else { return };
        if self.heads[top as usize] == NONE && !alone {
            self.unshiftable[top as usize] = true;
            self.returned.push(top);
        }
    }

    pub(super) fn left(&mut self, label: Label) {
        let (Some(head), Some(child)) = (self.buffer(0), self.stack.pop()) else { return };
        self.attach(head, child, label);
        self.unshiftable[head as usize] = false;
    }

    pub(super) fn right(&mut self, label: Label) {
        let (Some(head), Some(child)) = (self.stacked(0), self.buffer(0)) else { return };
        self.attach(head, child, label);
        self.shift();
    }

    pub(super) fn break_(&mut self) {
        if let Some(token) = self.buffer(1) {
            self.starts[token as usize] = true;
        }
    }

    fn attach(&mut self, head: u32, child: u32, label: Label) {
        let c = child as usize;
        let old = self.heads[c];
        if old != NONE {
            let last = if old > child { &mut self.last_left } else { &mut self.last_right };
            // A token that has a head and stands on the stack is the last dependent that its head got.
            if last[old as usize] == child {
                last[old as usize] = self.previous[c];
            }
        }
        let last = if head > child { &mut self.last_left } else { &mut self.last_right };
        self.previous[c] = std::mem::replace(&mut last[head as usize], child);
        self.heads[c] = head;
        self.labels[c] = label;
    }
}
