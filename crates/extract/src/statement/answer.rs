//! Which statement does a denial deny, a confirmation confirm, a retraction take back?
//!
//! The claim that it names ("rejected US claims that X"), else the saying before that a word for it stands for ("denied the
//! accusation"), else the saying of somebody else that has most words in common with it. Where none of this holds, none.

use std::{cell::OnceCell, collections::BTreeSet};

use sayso_model::{Act, Answer, AnswerKind, Pos, TokenIx};
use smol_str::SmolStr;

use super::context::Context;
use super::draft::Draft;
use super::source;

/// A word for a saying stands for one at most so many sentences before.
const REACH_SENTENCES: u32 = 6;
/// A saying has words in common with what it answers at most so many sayings away: a text of any length ends in bounded time.
const REACH_SAYINGS: usize = 200;
/// Part of the words of the shorter that two sayings have to share.
const LIKENESS: f32 = 0.5;
/// Words that they have to share at least.
const SHARED_MIN: usize = 3;

/// What every draft answers, by its place among the others. Drafts are in order of the text.
pub(crate) fn answers(context: Context<'_>, drafts: &[Draft]) -> Vec<Option<Answer>> {
    let search = Search { context, drafts, words: vec![OnceCell::new(); drafts.len()] };
    (0..drafts.len())
        .map(|i| {
            let kind = search.kind_of(i)?;
            let statement =
                search.named(i).or_else(|| search.stood_for(i, kind)).or_else(|| search.alike(i, kind))?;
            Some(Answer { kind, statement: statement as u32 })
        })
        .collect()
}

struct Search<'a> {
    context: Context<'a>,
    drafts: &'a [Draft],
    /// What [`Search::words`] found.
    words: Vec<OnceCell<BTreeSet<SmolStr>>>,
}

impl Search<'_> {
    fn kind_of(&self, i: usize) -> Option<AnswerKind> {
        let draft = &self.drafts[i];
        let takes_back = draft.cue.iter().any(|&c| self.context.is(c, self.context.classes.retractions));
        match draft.act {
            _ if takes_back => Some(AnswerKind::Retracts),
            Act::Deny => Some(AnswerKind::Denies),
            Act::Confirm => Some(AnswerKind::Confirms),
            _ => None,
        }
    }

    /// A claim of others told in what is said, or beside the verb that denies it.
    fn named(&self, i: usize) -> Option<usize> {
        let draft = &self.drafts[i];
        let is_claim =
            |d: &Draft| d.cue_head().is_some_and(|c| self.context.is(c, self.context.classes.claims));
        (0..self.drafts.len()).find(|&j| {
            let other = &self.drafts[j];
            let beside = other.beside.is_some() && other.beside == draft.cue_head();
            let inside = other.parent == Some(i) && is_claim(other);
            j != i && (beside || inside) && !self.is_one_source(i, j)
        })
    }

    /// The saying that "the accusation", "the report" stands for: the last one before of the author that it names, or else the last
    /// accusation or claim of somebody else.
    fn stood_for(&self, i: usize, kind: AnswerKind) -> Option<usize> {
        let (text, draft) = (self.context.text, &self.drafts[i]);
        let is_claim = |t: TokenIx| self.context.is(t, self.context.classes.claims);
        let main = draft.main.filter(|&m| text.token(m).pos == Pos::Noun && is_claim(m))?;
        let author = text
            .children(main)
            .iter()
            .copied()
            .find(|&c| source::is_named(text, c) && text.token(c).pos != Pos::Noun)
            .map(|c| text.token(text.referent(c)).lemma.clone());
        let is_author = |d: &Draft| {
            author.as_ref().is_none_or(|a| {
                d.source.head.is_some_and(|h| {
                    let (left, right) = text.edges(text.referent(h));
                    (left..=right).any(|t| text.token(t).lemma == *a)
                })
            })
        };
        let before = |act: Option<Act>| {
            (0..i).rev().find(|&j| {
                let other = &self.drafts[j];
                self.is_near(i, j)
                    && self.may_answer(i, j, kind)
                    && is_author(other)
                    && act.is_none_or(|a| other.act == a)
            })
        };
        before(Some(Act::Accuse)).or_else(|| before(None))
    }

    /// The saying before that tells of the same, in so many words.
    fn alike(&self, i: usize, kind: AnswerKind) -> Option<usize> {
        let words = self.words(i);
        let mut best: Option<(usize, usize)> = None;
        let near = i.saturating_sub(REACH_SAYINGS)..(i + REACH_SAYINGS).min(self.drafts.len());
        for j in near.filter(|&j| j != i && self.may_answer(i, j, kind)) {
            let other = self.words(j);
            let shared = words.intersection(other).count();
            let least = words.len().min(other.len());
            let is_like = shared >= SHARED_MIN && shared as f32 >= LIKENESS * least as f32;
            // Of equals the first: what is denied has been said before.
            if is_like && best.is_none_or(|(most, _)| shared > most) {
                best = Some((shared, j));
            }
        }
        best.map(|(_, j)| j)
    }

    /// True if draft `j` may be what draft `i` answers: said by another, or for a retraction by the same, and not part of it.
    fn may_answer(&self, i: usize, j: usize, kind: AnswerKind) -> bool {
        let related = self.drafts[i].parent == Some(j) || self.drafts[j].parent == Some(i);
        let own = self.is_one_source(i, j);
        let answers = self.kind_of(j) == Some(AnswerKind::Denies);
        !related && own == (kind == AnswerKind::Retracts) && !answers && self.drafts[j].source.head.is_some()
    }

    fn is_near(&self, i: usize, j: usize) -> bool {
        let sentence = |d: &Draft| self.context.text.token(d.start()).sentence;
        sentence(&self.drafts[j]) + REACH_SENTENCES >= sentence(&self.drafts[i])
    }

    fn is_one_source(&self, i: usize, j: usize) -> bool {
        let text = self.context.text;
        let who = |d: &Draft| d.source.head.map(|h| text.referent(h));
        let name = |d: &Draft| who(d).map(|h| &text.token(h).lemma);
        who(&self.drafts[i]) == who(&self.drafts[j]) || name(&self.drafts[i]) == name(&self.drafts[j])
    }

    /// Names, nouns and verbs of what is said; a pronoun counts as the noun that it stands for.
    fn words(&self, i: usize) -> &BTreeSet<SmolStr> {
        let text = self.context.text;
        let tells = |t: &TokenIx| {
            matches!(text.token(*t).pos, Pos::Noun | Pos::Propn | Pos::Verb | Pos::Num | Pos::Adj)
        };
        self.words[i].get_or_init(|| {
            let tokens = self.drafts[i].content.iter().flat_map(|p| p.tokens());
            let tokens = tokens.map(|t| text.referent(t)).filter(tells);
            tokens.map(|t| text.token(t).lemma.to_lowercase().into()).collect()
        })
    }
}
