//! Names while they are repaired: no two overlap, and each token knows its own.

use sayso_model::{Annotated, Entity, EntityKind, TokenIx};

/// How sure a name's kind is, least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Evidence {
    /// The tagger says so.
    Tagger,
    /// A noun or title beside it says so.
    Context,
    /// The list of names says so.
    Known,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub start: TokenIx,
    /// One past the last token.
    pub end: TokenIx,
    pub kind: EntityKind,
    pub evidence: Evidence,
}

pub(super) struct Spans {
    names: Vec<Option<Name>>,
    owner: Vec<Option<u32>>,
}

impl Spans {
    pub fn new(tokens: usize) -> Self {
        Self { names: Vec::new(), owner: vec![None; tokens] }
    }

    /// The name that a token is part of.
    pub fn at(&self, i: TokenIx) -> Option<Name> {
        self.owner.get(i as usize).copied().flatten().and_then(|n| self.names[n as usize])
    }

    /// Adds a name; those it overlaps go.
    pub fn put(&mut self, name: Name) {
        if name.start >= name.end || name.end as usize > self.owner.len() {
            return;
        }
        for i in name.start..name.end {
            if let Some(old) = self.at(i) {
                self.remove(old);
            }
        }
        for i in name.start..name.end {
            self.owner[i as usize] = Some(self.names.len() as u32);
        }
        self.names.push(Some(name));
    }

    /// Takes a name out.
    pub fn remove(&mut self, name: Name) {
        if let Some(n) = self.owner[name.start as usize].take() {
            self.names[n as usize] = None;
            self.owner[name.start as usize..name.end as usize].fill(None);
        }
    }

    /// Gives a name another kind.
    pub fn set_kind(&mut self, name: Name, kind: EntityKind, evidence: Evidence) {
        if let Some(n) = self.owner[name.start as usize] {
            self.names[n as usize] = Some(Name { kind, evidence, ..name });
        }
    }

    /// All names, in no order.
    pub fn all(&self) -> impl Iterator<Item = Name> + '_ {
        self.names.iter().flatten().copied()
    }

    /// Writes the names into the document, in order.
    pub fn write(&self, annotated: &mut Annotated) {
        annotated.entities.clear();
        let mut before = None;
        for (i, token) in annotated.tokens.iter_mut().enumerate() {
            let owner = self.owner[i];
            if let Some(n) = owner
                && owner != before
                && let Some(name) = self.names[n as usize]
            {
                annotated.entities.push(Entity { start: name.start, end: name.end, kind: name.kind });
            }
            before = owner;
            token.entity = owner.map(|_| annotated.entities.len() as u32 - 1);
        }
    }
}
