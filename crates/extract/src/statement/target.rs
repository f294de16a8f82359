//! Whom is it said to or against?
//!
//! Those the construction names come first (accused of, told to), then those that the sign of the act names, then
//! whoever the content shows: the doer in an accusation, the place or people threatened, the author of a claim denied.

use sayso_model::{Act, ArgumentRole, Dep, EntityKind, PartyMention, Pos, TokenIx};

use super::context::Context;
use super::draft::Draft;
use super::stretch::Stretch;
use super::{en, source};

/// More targets than this in one saying are a list that nobody means.
const TARGETS_MAX: usize = 6;

/// Parties that a saying is aimed at; `condition` are the words of what it depends on.
pub(crate) fn targets(context: Context<'_>, draft: &Draft, condition: Option<Stretch>) -> Vec<PartyMention> {
    let text = context.text;
    let search = Search { context, draft };
    let mut heads: Vec<TokenIx> = Vec::new();
    let explicit = draft.targets.iter().chain(&draft.signed.targets).flat_map(|&t| search.resolve(t));
    for head in explicit {
        search.add(&mut heads, head);
    }
    if heads.is_empty() {
        for head in search.implied(condition) {
            search.add(&mut heads, head);
        }
    }
    heads.truncate(TARGETS_MAX);
    heads.into_iter().map(|h| source::party(text, h)).collect()
}

/// True if what is said names somebody who is not the speaker.
pub(crate) fn names_other(context: Context<'_>, draft: &Draft) -> bool {
    let search = Search { context, draft };
    let pronoun = |t: TokenIx| en::is_other_person(&context.text.token(t).lower);
    let mut tokens = draft.content.iter().flat_map(|p| p.tokens());
    tokens.any(|t| (search.is_name(t) || pronoun(t)) && !search.is_own(t))
}

/// True if a party is the speaker or carries the name of his side.
pub(crate) fn is_own(context: Context<'_>, draft: &Draft, head: TokenIx) -> bool {
    Search { context, draft }.is_own(head)
}

struct Search<'a> {
    context: Context<'a>,
    draft: &'a Draft,
}

impl Search<'_> {
    /// Takes a party in, once, unless it is the speaker or a medium.
    fn add(&self, heads: &mut Vec<TokenIx>, head: TokenIx) {
        let text = self.context.text;
        let referent = text.referent(head);
        let is_new = !heads
            .iter()
            .any(|&h| text.referent(h) == referent || text.token(h).lemma == text.token(head).lemma);
        // In "I cannot promise you" nobody knows who is spoken to.
        let is_anybody = text.referent(head) == head && en::is_addressee(&text.token(head).lower);
        let is_party = self.is_party(head) && !is_anybody;
        if is_new && is_party && !self.is_own(head) && !self.is_medium(head) {
            heads.push(head);
        }
    }

    /// A party, those joined to it, or the parties that its phrase names: "the Israeli strikes".
    fn resolve(&self, head: TokenIx) -> Vec<TokenIx> {
        let text = self.context.text;
        let mut all = vec![head];
        all.extend(source::conjuncts(text, head));
        all.into_iter().flat_map(|t| if self.is_party(t) { vec![t] } else { self.named_under(t) }).collect()
    }

    fn implied(&self, condition: Option<Stretch>) -> Vec<TokenIx> {
        let text = self.context.text;
        let draft = self.draft;
        let Some(main) = draft.main else { return Vec::new() };
        match draft.act {
            Act::Accuse => {
                let doers: Vec<TokenIx> =
                    text.arguments.of(main, ArgumentRole::Subject).flat_map(|s| self.resolve(s)).collect();
                let others = || self.named_in_content(|t| self.is_whereabouts(t) || self.is_patient(t));
                if doers.is_empty() { others() } else { doers }
            }
            Act::Threaten => {
                let subject = text.arguments.of(main, ArgumentRole::Subject).next();
                // "The North will face fury": harm is announced to a subject that is not the speaker's side.
                let faced: Vec<TokenIx> =
                    subject.into_iter().flat_map(|s| self.resolve(s)).filter(|&t| !self.is_own(t)).collect();
                if !faced.is_empty() {
                    return faced;
                }
                let bound = condition.map_or(Vec::new(), |c| self.bound(c));
                if !bound.is_empty() {
                    return bound;
                }
                let in_condition = |t: TokenIx| condition.is_some_and(|c| c.contains(t));
                let there = self
                    .named_in_content(|t| in_condition(t) || subject.is_some_and(|s| text.is_under(t, s)));
                if there.is_empty() { self.named_beside() } else { there }
            }
            Act::Deny => {
                let claims: Vec<TokenIx> = std::iter::once(main)
                    .chain(text.arguments.of(main, ArgumentRole::Subject))
                    .filter(|&t| self.is_claim(t))
                    .collect();
                let authors: Vec<TokenIx> = claims.iter().flat_map(|&c| self.authors(c)).collect();
                if authors.is_empty() { self.authors_beside() } else { authors }
            }
            Act::Refuse => text
                .children_by(main, Dep::Prep)
                .chain(text.children_by(main, Dep::Dobj).flat_map(|o| text.children_by(o, Dep::Prep)))
                .flat_map(|p| text.children_by(p, Dep::Pobj))
                .flat_map(|o| self.resolve(o))
                .collect(),
            Act::Condemn | Act::Praise => {
                let own_words = |t: TokenIx| matches!(text.token(t).pos, Pos::Noun | Pos::Propn);
                if own_words(main) { self.resolve(main) } else { Vec::new() }
            }
            Act::Propose => {
                text.arguments.of(main, ArgumentRole::Subject).flat_map(|s| self.resolve(s)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whom a condition binds, if not the speaker: "the North" of "if the North threatens us".
    fn bound(&self, condition: Stretch) -> Vec<TokenIx> {
        let text = self.context.text;
        let verb = condition.tokens().find(|&t| text.head(t).is_none_or(|h| !condition.contains(h)));
        let subjects = verb.into_iter().flat_map(|v| text.arguments.of(v, ArgumentRole::Subject));
        subjects.flat_map(|s| self.resolve(s)).filter(|&t| !self.is_own(t)).collect()
    }

    /// Who makes a claim: "the US claim", "accusations of the US".
    fn authors(&self, claim: TokenIx) -> Vec<TokenIx> {
        let text = self.context.text;
        let modifiers = text
            .children(claim)
            .iter()
            .copied()
            .filter(|&c| matches!(text.token(c).dep, Dep::Poss | Dep::Amod | Dep::Compound | Dep::Nmod));
        let after = text.children_by(claim, Dep::Prep).flat_map(|p| text.children_by(p, Dep::Pobj));
        modifiers.chain(after).filter(|&t| self.is_name(t)).collect()
    }

    /// Authors of claims that the sentence speaks of outside of what is said: "when asked about the US accusation".
    fn authors_beside(&self) -> Vec<TokenIx> {
        let sentence = self.sentence();
        let claims = sentence.tokens().filter(|&t| !self.draft.says(t) && self.is_claim(t));
        claims.flat_map(|c| self.authors(c)).collect()
    }

    /// Names that stand before a deed in the sentence, outside of what is said: "after an Israeli strike".
    fn named_beside(&self) -> Vec<TokenIx> {
        let text = self.context.text;
        self.sentence()
            .tokens()
            .filter(|&t| !self.draft.says(t) && self.is_name(t))
            .filter(|&t| matches!(text.token(t).dep, Dep::Amod | Dep::Compound | Dep::Poss))
            .filter(|&t| text.head(t).is_some_and(|h| self.context.is(h, self.context.classes.harms)))
            .collect()
    }

    fn named_in_content(&self, is_left_out: impl Fn(TokenIx) -> bool) -> Vec<TokenIx> {
        let tokens = self.draft.content.iter().flat_map(|p| p.tokens());
        tokens.filter(|&t| self.is_name(t) && !is_left_out(t)).collect()
    }

    /// True for a name of those to whom something is done in what is said, and who do nothing themselves: "Reed has been subjected to
    /// abuse", "aggression against the Palestinian people".
    fn is_patient(&self, token: TokenIx) -> bool {
        let text = self.context.text;
        let noun = match text.token(token).dep {
            Dep::Amod | Dep::Compound | Dep::Poss | Dep::Nmod => text.head(token).unwrap_or(token),
            _ => token,
        };
        let is = |role, t: TokenIx| {
            let mut deeds = self.draft.content.iter().flat_map(|p| p.tokens());
            // An allegation is against whom it accuses.
            deeds.any(|deed| !self.is_claim(deed) && text.arguments.of(deed, role).any(|o| o == t))
        };
        let does = is(ArgumentRole::Subject, token) || is(ArgumentRole::Subject, noun);
        !does && (is(ArgumentRole::Object, token) || is(ArgumentRole::Object, noun))
    }

    /// True for a name that tells where or where to: "from Russian ports to North Korea", "crimes in Gaza".
    fn is_whereabouts(&self, token: TokenIx) -> bool {
        let text = self.context.text;
        let noun = match text.token(token).dep {
            Dep::Amod | Dep::Compound | Dep::Poss => text.head(token).unwrap_or(token),
            _ => token,
        };
        let link = Some(noun).filter(|&n| text.token(n).dep == Dep::Pobj).and_then(|n| text.head(n));
        link.is_some_and(|l| en::is_whereabouts(&text.token(l).lower))
    }

    fn named_under(&self, head: TokenIx) -> Vec<TokenIx> {
        let text = self.context.text;
        let (left, right) = text.edges(head);
        (left..=right).filter(|&t| self.is_name(t) && text.is_under(t, head) && self.draft.says(t)).collect()
    }

    fn sentence(&self) -> Stretch {
        let sentence = self.context.text.sentence_of(self.draft.cue_head().unwrap_or(self.draft.start()));
        Stretch { start: sentence.start, end: sentence.end }
    }

    fn is_claim(&self, token: TokenIx) -> bool {
        self.context.is(token, self.context.classes.claims)
    }

    fn is_medium(&self, token: TokenIx) -> bool {
        let whole = self.context.text.entity_of(token).map_or(token..token + 1, |e| e.start..e.end);
        whole.clone().any(|t| self.context.is(t, self.context.classes.press))
    }

    /// The head of the name of a state, people, body or person.
    fn is_name(&self, token: TokenIx) -> bool {
        let text = self.context.text;
        text.entity_of(token).is_some_and(|e| {
            matches!(e.kind, EntityKind::Gpe | EntityKind::Norp | EntityKind::Org | EntityKind::Person)
                && text.head(token).is_none_or(|h| h < e.start || h >= e.end)
        })
    }

    fn is_party(&self, head: TokenIx) -> bool {
        let text = self.context.text;
        let token = text.token(head);
        match token.pos {
            Pos::Pron => en::is_other_person(&token.lower),
            Pos::Noun => {
                self.is_name(head)
                    || self.context.is(head, self.context.classes.parties)
                    // "Russian ships": a noun with a people's name does something, if it is no deed itself.
                    || !en::is_abstract(&token.lemma) && text.children_by(head, Dep::Amod).any(|c| {
                        text.entity_of(c).is_some_and(|e| e.kind == EntityKind::Norp)
                    }) && !self.context.is(head, self.context.classes.harms) && !self.is_claim(head)
            }
            _ => self.is_name(head),
        }
    }

    /// True for the speaker, for what stands for him, and for a name of one stem with a word of his phrase.
    fn is_own(&self, head: TokenIx) -> bool {
        let text = self.context.text;
        if source::is_first_person(text, head) {
            return true;
        }
        let is_signed = |&own: &TokenIx| {
            text.referent(own) == text.referent(head)
                || one_stem(&text.token(own).lemma, &text.token(head).lemma)
        };
        if self.draft.signed.own.iter().any(is_signed) {
            return true;
        }
        let Some(speaker) = self.draft.source.head else { return false };
        let first = text.referent(speaker);
        let side = self.draft.side.as_ref().is_some_and(|side| one_stem(side, &text.token(head).lemma));
        if side || text.referent(head) == first {
            return true;
        }
        let (left, right) = text.edges(first);
        let (near, far) = text.edges(speaker);
        (left..=right).chain(near..=far).any(|t| {
            matches!(text.token(t).pos, Pos::Propn | Pos::Adj)
                && one_stem(&text.token(t).lemma, &text.token(head).lemma)
        })
    }
}

/// "Iran" and "Iranian", "Turkey" and "Turkish".
fn one_stem(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < 4 || !short.starts_with(char::is_uppercase) {
        return a == b;
    }
    let stem = short.len().saturating_sub(2).max(4);
    short.get(..stem).is_some_and(|s| long.starts_with(s))
}

#[cfg(test)]
mod tests {
    use super::one_stem;

    #[test]
    fn a_state_and_its_people_have_one_stem() {
        for (a, b, expect) in [
            ("Iran", "Iranian", true),
            ("Turkey", "Turkish", true),
            ("Israel", "Israeli", true),
            ("Iran", "Iraq", false),
            ("US", "Russia", false),
            ("Russian", "Ukraine", false),
        ] {
            assert_eq!(one_stem(a, b), expect, "{a} {b}");
        }
    }
}
