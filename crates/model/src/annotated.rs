use smol_str::SmolStr;

use crate::{Dep, EntityKind, Pos, Span, Tag};

/// Index of a token in [`Annotated::tokens`].
pub type TokenIx = u32;

/// A document's words, parse, names, quotations and coreference. Every later stage reads it.
#[derive(Clone, Debug, Default)]
pub struct Annotated {
    /// Tokens of all blocks in order of the text. Tokens of white space are left out.
    pub tokens: Vec<Token>,
    /// Sentences in order; each lies in one block.
    pub sentences: Vec<Sentence>,
    /// Names, numbers and dates in order, without overlap.
    pub entities: Vec<Entity>,
    /// Quotations, outer before inner, in order of their opening mark.
    pub quotations: Vec<Quotation>,
    /// For each quotation: head token of who speaks, where a verb of saying beside it or a neighbour tells. Empty or as
    /// long as the list of quotations.
    pub speakers: Vec<Option<TokenIx>>,
    /// For each token that heads a mention: what it refers to.
    pub coreference: Coreference,
    /// Arguments by meaning: passives, control, relative clauses and coordination seen through.
    pub arguments: Arguments,
    /// Children of every token, in order of the text: `children[child_start[i]..child_start[i + 1]]`.
    pub(crate) children: Vec<TokenIx>,
    pub(crate) child_start: Vec<u32>,
    /// Left-most and right-most token of every token's subtree.
    pub(crate) edges: Vec<(TokenIx, TokenIx)>,
}

/// A word or mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Bytes of the token.
    pub span: Span,
    /// Dictionary form, lower case but for names.
    pub lemma: SmolStr,
    /// The word in lower case, with curly quotation marks and dashes made straight.
    pub lower: SmolStr,
    /// Penn Treebank tag.
    pub tag: Tag,
    /// Universal part of speech.
    pub pos: Pos,
    /// Relation to the head.
    pub dep: Dep,
    /// Head of the token; its own index for a root.
    pub head: TokenIx,
    /// Index in [`Annotated::sentences`].
    pub sentence: u32,
    /// Index in [`Annotated::entities`], if it is part of one.
    pub entity: Option<u32>,
    /// Index in [`Annotated::quotations`] of the innermost quotation it stands in, marks excluded.
    pub quotation: Option<u32>,
}

/// A sentence, or a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// First token.
    pub start: TokenIx,
    /// One past the last token.
    pub end: TokenIx,
    /// Index in [`crate::Document::blocks`].
    pub block: u32,
}

/// A name, number or date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entity {
    /// First token.
    pub start: TokenIx,
    /// One past the last token.
    pub end: TokenIx,
    /// Kind of name, after OntoNotes 5.
    pub kind: EntityKind,
}

/// Words between quotation marks. May run over sentences and paragraphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// First token inside the marks.
    pub start: TokenIx,
    /// One past the last token inside the marks.
    pub end: TokenIx,
    /// Bytes between the marks.
    pub inner: Span,
    /// Bytes with the marks.
    pub outer: Span,
    /// The quotation that this one stands in.
    pub parent: Option<u32>,
    /// What the marks are for.
    pub kind: QuotationKind,
}

/// What quotation marks are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuotationKind {
    /// One or more whole clauses.
    Speech,
    /// A part of a clause: “deeply involved”.
    Phrase,
    /// A title, a nickname or a word spoken of as a word.
    Title,
}

/// Which mentions refer to the same thing, by their head tokens.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coreference {
    /// For each token: the head token of the mention it refers to, or its own index if it heads the first, fullest
    /// or only mention. Mostly that mention stands before; a short name may point forward to its full form, a noun
    /// to the name in apposition to it ("a spokesman, Adam Reed"). `None` for a token that heads no mention. As long as the list of tokens.
    pub antecedent: Vec<Option<TokenIx>>,
}

/// Which token is the logical subject or object of which predicate (verb, participle or noun of action), whatever
/// the construction: "X was hit by Y", "Y, which hit X", "Y tried to hit X", "Y came and hit X" all make Y the
/// subject and X the object of the hitting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arguments {
    /// Sorted by predicate, role and argument.
    arcs: Vec<(TokenIx, ArgumentRole, TokenIx)>,
    /// The same arcs turned round: sorted by argument, role and predicate.
    turned: Vec<(TokenIx, ArgumentRole, TokenIx)>,
}

/// What an argument is to its predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ArgumentRole {
    /// Logical subject: who does it.
    Subject,
    /// Logical object: to whom it is done.
    Object,
}

impl Arguments {
    /// Sorts the arcs and drops repetitions.
    pub fn new(mut arcs: Vec<(TokenIx, ArgumentRole, TokenIx)>) -> Self {
        arcs.sort_unstable();
        arcs.dedup();
        let mut turned: Vec<_> =
            arcs.iter().map(|&(predicate, role, argument)| (argument, role, predicate)).collect();
        turned.sort_unstable();
        Self { arcs, turned }
    }

    /// Adds arcs.
    pub fn add(&mut self, arcs: impl IntoIterator<Item = (TokenIx, ArgumentRole, TokenIx)>) {
        let mut all = std::mem::take(&mut self.arcs);
        all.extend(arcs);
        *self = Self::new(all);
    }

    /// Arguments of a predicate in a role, in order of the text.
    pub fn of(&self, predicate: TokenIx, role: ArgumentRole) -> impl Iterator<Item = TokenIx> + '_ {
        other_ends(&self.arcs, predicate, role)
    }

    /// Predicates that a token is an argument of in a role, in order of the text.
    pub fn predicates(&self, argument: TokenIx, role: ArgumentRole) -> impl Iterator<Item = TokenIx> + '_ {
        other_ends(&self.turned, argument, role)
    }
}

fn other_ends(
    arcs: &[(TokenIx, ArgumentRole, TokenIx)],
    end: TokenIx,
    role: ArgumentRole,
) -> impl Iterator<Item = TokenIx> + '_ {
    let from = arcs.partition_point(|&(e, r, _)| (e, r) < (end, role));
    arcs[from..].iter().take_while(move |&&(e, r, _)| (e, r) == (end, role)).map(|&(_, _, other)| other)
}

impl Annotated {
    /// Puts tokens, sentences and the layers over them together and indexes the trees.
    /// Heads must stay inside their sentence.
    pub fn new(tokens: Vec<Token>, sentences: Vec<Sentence>) -> Self {
        let n = tokens.len();
        let mut child_start = vec![0u32; n + 1];
        for (i, token) in tokens.iter().enumerate() {
            if token.head as usize != i {
                child_start[token.head as usize + 1] += 1;
            }
        }
        for i in 0..n {
            child_start[i + 1] += child_start[i];
        }
        let mut children = vec![0; child_start[n] as usize];
        let mut next = child_start.clone();
        for (i, token) in tokens.iter().enumerate() {
            let head = token.head as usize;
            if head != i {
                children[next[head] as usize] = i as TokenIx;
                next[head] += 1;
            }
        }
        let mut edges: Vec<(TokenIx, TokenIx)> = (0..n as TokenIx).map(|i| (i, i)).collect();
        for start in 0..n {
            // Climbs from every token; trees of sentences are shallow.
            let (mut at, mut steps) = (start, 0);
            while tokens[at].head as usize != at && steps < n {
                at = tokens[at].head as usize;
                edges[at].0 = edges[at].0.min(start as TokenIx);
                edges[at].1 = edges[at].1.max(start as TokenIx);
                steps += 1;
            }
        }
        let coreference = Coreference { antecedent: vec![None; n] };
        Self { tokens, sentences, coreference, children, child_start, edges, ..Self::default() }
    }

    /// Gives a token another head and relation and indexes the trees again.
    pub fn reattach(&mut self, changes: &[(TokenIx, TokenIx, Dep)]) {
        if changes.is_empty() {
            return;
        }
        for &(token, head, dep) in changes {
            self.tokens[token as usize].head = head;
            self.tokens[token as usize].dep = dep;
        }
        let again = Self::new(std::mem::take(&mut self.tokens), std::mem::take(&mut self.sentences));
        self.tokens = again.tokens;
        self.sentences = again.sentences;
        self.children = again.children;
        self.child_start = again.child_start;
        self.edges = again.edges;
    }

    /// The token at `i`.
    pub fn token(&self, i: TokenIx) -> &Token {
        &self.tokens[i as usize]
    }

    /// Children of a token in order of the text.
    pub fn children(&self, i: TokenIx) -> &[TokenIx] {
        &self.children[self.child_start[i as usize] as usize..self.child_start[i as usize + 1] as usize]
    }

    /// Children of a token with a relation.
    pub fn children_by(&self, i: TokenIx, dep: Dep) -> impl Iterator<Item = TokenIx> + '_ {
        self.children(i).iter().copied().filter(move |&c| self.token(c).dep == dep)
    }

    /// Head of a token, `None` for a root.
    pub fn head(&self, i: TokenIx) -> Option<TokenIx> {
        let head = self.token(i).head;
        (head != i).then_some(head)
    }

    /// Heads of a token from the nearest up.
    pub fn ancestors(&self, i: TokenIx) -> impl Iterator<Item = TokenIx> + '_ {
        std::iter::successors(self.head(i), |&h| self.head(h))
    }

    /// First and last token of the subtree under `i`.
    pub fn edges(&self, i: TokenIx) -> (TokenIx, TokenIx) {
        self.edges[i as usize]
    }

    /// True if `i` is `top` or stands under it.
    pub fn is_under(&self, i: TokenIx, top: TokenIx) -> bool {
        // Most pairs are told apart without climbing, which matters in sentences without end.
        let (first, last) = self.edges(top);
        (first..=last).contains(&i) && (i == top || self.ancestors(i).any(|a| a == top))
    }

    /// Bytes from the first to the last token of the subtree under `i`.
    pub fn subtree_span(&self, i: TokenIx) -> Span {
        let (left, right) = self.edges(i);
        self.token(left).span.cover(self.token(right).span)
    }

    /// Bytes of tokens `start..end`.
    pub fn tokens_span(&self, start: TokenIx, end: TokenIx) -> Span {
        self.token(start).span.cover(self.token(end - 1).span)
    }

    /// The sentence that a token is in.
    pub fn sentence_of(&self, i: TokenIx) -> Sentence {
        self.sentences[self.token(i).sentence as usize]
    }

    /// The entity that a token is part of.
    pub fn entity_of(&self, i: TokenIx) -> Option<Entity> {
        self.token(i).entity.map(|e| self.entities[e as usize])
    }

    /// Index of the first token that ends after byte `at`.
    pub fn token_at(&self, at: usize) -> Option<TokenIx> {
        let i = self.tokens.partition_point(|t| t.span.end() <= at);
        (i < self.tokens.len()).then_some(i as TokenIx)
    }

    /// The first mention of what `i` refers to: follows antecedents to their end.
    pub fn referent(&self, i: TokenIx) -> TokenIx {
        let mut at = i;
        for _ in 0..64 {
            match self.coreference.antecedent.get(at as usize).copied().flatten() {
                Some(next) if next != at => at = next,
                _ => break,
            }
        }
        at
    }
}
