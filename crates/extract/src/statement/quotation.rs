//! Who speaks where no rule has tied a quotation to a verb? A verb of saying beside it, a name before a colon,
//! or whoever spoke last.

use sayso_model::{Act, ArgumentRole, Dep, Form, PartyMention, Pos, Quotation, QuotationKind, Tag, TokenIx};
use sayso_rules::Match;
use smol_str::SmolStr;

use super::context::Context;
use super::draft::{Carried, Draft, Signed};
use super::en;
use super::source;
use super::stretch::{Stretch, shared, size, union};

/// A quotation this far into a sentence has its verb of saying further away than people write.
const REACH: TokenIx = 24;
/// A speaker carries over at most this many sentences without a saying of his own.
const CARRY_SENTENCES: u32 = 2;

/// A name under a quotation is at most this long.
const SIGNATURE_WORDS_MAX: usize = 5;
/// How often a name under a quotation is its speaker's.
const SIGNED: f32 = 0.9;

/// Finds speakers of quotations.
pub(crate) struct Speakers<'a> {
    pub context: Context<'a>,
    /// Speakers that rules tell for verbs of saying without content.
    pub told: &'a [&'a Match],
}

impl Speakers<'_> {
    /// Adds drafts for the quotations of whole clauses that no draft says, and joins the parts of one that is
    /// broken by its verb of saying. `drafts` are in order of the text.
    pub fn complete(&self, drafts: &mut Vec<Draft>, is_coded: impl Fn(TokenIx) -> bool) {
        for quotation in &self.context.text.quotations {
            let speech = quotation.kind == QuotationKind::Speech && quotation.parent.is_none();
            if !speech || quotation.start >= quotation.end || !is_coded(quotation.start) {
                continue;
            }
            let inner = Stretch { start: quotation.start, end: quotation.end };
            let is_said = drafts.iter().any(|d| {
                let said = shared(&d.content, &[inner]);
                2 * said >= size(&[inner]) && d.cue_head().is_none_or(|c| !inner.contains(c))
            });
            let signed = self.signed(quotation);
            if is_said && signed.is_none() {
                continue;
            }
            if let Some(first) = self.continues(drafts, quotation).filter(|_| signed.is_none()) {
                drafts[first].content.push(inner);
                drafts[first].content = union(std::mem::take(&mut drafts[first].content));
                continue;
            }
            let draft = signed
                .or_else(|| self.beside(quotation))
                .or_else(|| self.after_colon(quotation))
                .or_else(|| self.carried(drafts, quotation));
            if let Some(draft) = draft {
                // "…?” Trump said of Apple": what is said is the quotation, not Apple.
                let is_its_verb = |c: TokenIx| draft.cue_head() == Some(c);
                drafts.retain(|d| !d.cue_head().is_some_and(is_its_verb));
                let at = drafts.partition_point(|d| d.start() <= draft.start());
                drafts.insert(at, draft);
            }
        }
    }

    /// Gives participles without a subject the speaker of the quotation that they follow: “…,” adding that.
    /// Those that follow none are dropped.
    pub fn lend(&self, drafts: &mut Vec<Draft>, participles: Vec<Draft>) {
        let text = self.context.text;
        for mut draft in participles {
            let Some(cue) = draft.cue_head() else { continue };
            let before = |t: &TokenIx| self.context.is_mark(*t) || text.token(*t).pos == Pos::Punct;
            let Some(last) = cue.checked_sub(1).filter(before) else { continue };
            let end = (0..=last).rev().take(4).take_while(before).last().unwrap_or(last);
            let lender = drafts.iter().find(|d| {
                d.form == Form::Direct && d.content.iter().any(|p| p.end == end || p.end == end + 1)
            });
            if let Some(lender) = lender {
                draft.source = lender.source.clone();
                let at = drafts.partition_point(|d| d.start() <= draft.start());
                drafts.insert(at, draft);
            }
        }
    }

    /// A quotation with a name under it: “…” ― Carla Sanchez.
    fn signed(&self, quotation: &Quotation) -> Option<Draft> {
        let text = self.context.text;
        let count = text.tokens.len() as TokenIx;
        let dash = (quotation.end..count).take(3).find(|&t| en::ends_in_dash(&text.token(t).lower))?;
        if !(quotation.end..dash).all(|t| self.context.is_mark(t)) {
            return None;
        }
        let is_name = |t: &TokenIx| text.token(*t).pos == Pos::Propn;
        let name = dash + 1..(dash + 1..count).take(SIGNATURE_WORDS_MAX + 1).take_while(is_name).last()? + 1;
        let ends = name.end == count
            || name.end == text.sentence_of(name.end - 1).end
            || en::is_separator(&text.token(name.end).lower)
            || self.context.is_mark(name.end);
        if name.len() > SIGNATURE_WORDS_MAX || !ends {
            return None;
        }
        let last = name.end - 1;
        let mut draft = self.draft("quote.signed", quotation, vec![dash], source::party(text, last));
        draft.source.span = Some(text.tokens_span(name.start, name.end));
        draft.confidence = SIGNED;
        draft.is_judged = true;
        Some(draft)
    }

    /// The draft whose quotation goes on in this one: “…,” he said, “…”.
    fn continues(&self, drafts: &[Draft], quotation: &Quotation) -> Option<usize> {
        let sentence = self.context.text.token(quotation.start).sentence;
        drafts.iter().rposition(|d| {
            let Some(cue) = d.cue_head() else { return false };
            let Some(last) = d.content.last() else { return false };
            let stops = (last.end..quotation.start).any(|t| self.context.text.token(t).lower == ".");
            d.form == Form::Direct
                && last.end <= cue
                && cue < quotation.start
                && !stops
                && self.context.text.token(cue).sentence == sentence
        })
    }

    /// A verb of saying outside of the marks and near to them: after the close, or before the opening.
    fn beside(&self, quotation: &Quotation) -> Option<Draft> {
        let text = self.context.text;
        // A participle has its speaker from elsewhere: “…,” adding that.
        let is_told = |t: TokenIx| self.told.iter().any(|m| m.anchor() == t);
        let tells = |t: &TokenIx| self.context.tells(*t);
        let is_cue = |t: &TokenIx| tells(t) && (text.token(*t).tag != Tag::Vbg || is_told(*t));
        let after = self.rest_after(quotation);
        let before = self.lead_in(quotation);
        let opens = before
            .clone()
            .rev()
            .take(4)
            .any(|t| matches!(text.token(t).lower.as_str(), "," | ":") || tells(&t));
        // What follows a participle of saying is its own content, and no verb in it tells of the quotation.
        let is_loose = |t: &TokenIx| tells(t) && !is_cue(t);
        let (cue, speaker) = after
            .clone()
            .take_while(|t| !is_loose(t))
            .filter(is_cue)
            .find_map(|t| self.speaker_between(after.start, t).map(|s| (t, s)))
            .or_else(|| {
                before.rev().filter(|_| opens).filter(tells).find_map(|t| self.subject(t).map(|s| (t, s)))
            })
            .or_else(|| self.any_verb(after.clone()))
            .or_else(|| self.any_noun(quotation, after))?;
        let mut draft = self.draft("quote.beside", quotation, vec![cue], source::party(text, speaker));
        if let Some(found) = self.told.iter().find(|m| m.anchor() == cue) {
            draft.source = source::party(text, found.token("source")?);
            draft.via = source::parties(text, &found.tokens("via").collect::<Vec<_>>());
        }
        Some(draft)
    }

    /// Any verb right after the close: "…,” Hannity pressed."
    fn any_verb(&self, after: std::ops::Range<TokenIx>) -> Option<(TokenIx, TokenIx)> {
        let text = self.context.text;
        let verb = after.clone().take(5).find(|&t| text.token(t).pos == Pos::Verb)?;
        let finite = matches!(text.token(verb).tag, Tag::Vbd | Tag::Vbz | Tag::Vbp);
        let bare = !text.children(verb).iter().any(|&c| {
            c > verb
                && matches!(text.token(c).dep, Dep::Dobj | Dep::Ccomp | Dep::Xcomp | Dep::Attr | Dep::Acomp)
        });
        let subject = self.subject(verb).filter(|&s| s >= after.start && s < verb)?;
        (finite && bare).then_some((verb, subject))
    }

    /// A noun after a comma, whatever follows it: "…,” the editorial read", with a verb that is taken for a noun.
    fn any_noun(&self, quotation: &Quotation, after: std::ops::Range<TokenIx>) -> Option<(TokenIx, TokenIx)> {
        let text = self.context.text;
        let is_noun = |t: &TokenIx| matches!(text.token(*t).pos, Pos::Propn | Pos::Noun | Pos::Pron);
        let comma = text.token(quotation.end - 1).lower == ",";
        let opens_phrase = |t: &TokenIx| is_noun(t) || matches!(text.token(*t).pos, Pos::Det | Pos::Adj);
        let first = after.clone().take(3).take_while(opens_phrase).find(is_noun).filter(|_| comma)?;
        let noun = (first..after.end).take_while(is_noun).last()?;
        let last = (first..after.end).find(|&t| text.token(t).pos == Pos::Verb).unwrap_or(noun);
        (last > first).then_some((last, if last == noun { noun - 1 } else { noun }))
    }

    /// What stands before a quotation in its sentence, or the sentence before it that ends in a colon.
    fn lead_in(&self, quotation: &Quotation) -> std::ops::Range<TokenIx> {
        let text = self.context.text;
        let mut start = text.sentence_of(quotation.start).start;
        let mark = quotation.start.saturating_sub(1);
        let alone = (start..quotation.start).all(|t| self.context.is_mark(t));
        let colon = start.checked_sub(1).filter(|&t| alone && text.token(t).lower == ":");
        if let Some(colon) = colon {
            start = text.sentence_of(colon).start;
        }
        start.max(mark.saturating_sub(REACH))..quotation.start
    }

    /// What follows a quotation in its sentence, or in the next where a question mark has parted them.
    fn rest_after(&self, quotation: &Quotation) -> std::ops::Range<TokenIx> {
        let text = self.context.text;
        let last = text.sentence_of(quotation.end - 1);
        let mut from = quotation.end;
        while (from as usize) < text.tokens.len() && self.context.is_mark(from) {
            from += 1;
        }
        if from < last.end {
            return from..last.end.min(from + REACH);
        }
        let parted = en::is_pause(&text.token(quotation.end - 1).lower);
        match text.tokens.get(from as usize) {
            Some(_) if parted && text.sentence_of(from).block == last.block => {
                let next = text.sentence_of(from);
                from..next.end.min(from + REACH / 2)
            }
            _ => from..from,
        }
    }

    /// Who speaks after a quotation: the first noun before the verb, "Ramos, 58, told", or the one after it,
    /// "said Asif".
    fn speaker_between(&self, from: TokenIx, verb: TokenIx) -> Option<TokenIx> {
        let text = self.context.text;
        if text.children_by(verb, Dep::Ccomp).any(|c| c > verb && text.token(c).quotation.is_none()) {
            return None;
        }
        if let Some(subject) = self.subject(verb).filter(|&s| s >= from) {
            return Some(subject);
        }
        let is_noun =
            |t: &TokenIx| matches!(text.token(*t).pos, Pos::Propn | Pos::Noun | Pos::Pron | Pos::Num);
        let first = (from..verb).find(is_noun);
        match first {
            // The last word of the name or of the compound that it opens.
            Some(first) => (first..verb).take_while(is_noun).last(),
            None => (verb + 1..text.sentence_of(verb).end)
                .take(4)
                .find(is_noun)
                .and_then(|first| (first..text.sentence_of(verb).end).take_while(is_noun).last()),
        }
    }

    /// The subject of a verb by meaning, outside of quotations.
    fn subject(&self, verb: TokenIx) -> Option<TokenIx> {
        let text = self.context.text;
        let outside = |t: &TokenIx| text.token(*t).quotation.is_none();
        text.arguments
            .of(verb, ArgumentRole::Subject)
            .find(outside)
            .or_else(|| text.children_by(verb, Dep::Nsubj).find(outside))
    }

    /// A name before a colon: `Asif: “…”`.
    fn after_colon(&self, quotation: &Quotation) -> Option<Draft> {
        let text = self.context.text;
        let sentence = text.sentence_of(quotation.start);
        let colon = (sentence.start..quotation.start).rev().take(3).find(|&t| text.token(t).lower == ":")?;
        let name = colon.checked_sub(1).filter(|&t| t >= sentence.start)?;
        let is_name =
            matches!(text.token(name).pos, Pos::Propn | Pos::Pron) || text.entity_of(name).is_some();
        let whole = (sentence.start..name).all(|t| text.token(t).pos != Pos::Verb);
        (is_name && whole)
            .then(|| self.draft("quote.colon", quotation, vec![colon], source::party(text, name)))
    }

    /// Whoever spoke last, if he spoke just before.
    fn carried(&self, drafts: &[Draft], quotation: &Quotation) -> Option<Draft> {
        let text = self.context.text;
        let sentence = text.token(quotation.start).sentence;
        let last = drafts
            .iter()
            .filter(|d| d.end() <= quotation.start && d.source.head.is_some())
            .filter(|d| !d.cue_head().is_some_and(|c| self.context.in_speech(c)))
            .max_by_key(|d| (d.end(), std::cmp::Reverse(d.start())))?;
        let before = text.token(last.end() - 1).sentence;
        if before + CARRY_SENTENCES < sentence {
            return None;
        }
        let block = |sentence: u32| text.sentences[sentence as usize].block;
        let mut draft = self.draft("quote.carried", quotation, Vec::new(), last.source.clone());
        draft.carried = Some(Carried {
            from_direct: last.form == Form::Direct,
            same_block: block(before) == block(sentence),
            distance: sentence - before,
        });
        Some(draft)
    }

    fn draft(&self, rule: &str, quotation: &Quotation, cue: Vec<TokenIx>, source: PartyMention) -> Draft {
        let text = self.context.text;
        let main = (quotation.start..quotation.end).find(|&t| {
            text.token(t).dep == Dep::Root
                || text.head(t).is_none_or(|h| h < quotation.start || h >= quotation.end)
        });
        Draft {
            rule: SmolStr::new(rule),
            cue,
            source,
            via: Vec::new(),
            content: vec![Stretch { start: quotation.start, end: quotation.end }],
            main,
            targets: Vec::new(),
            signed: Signed::default(),
            act: Act::Claim,
            form: Form::Direct,
            confidence: 0.0,
            is_judged: false,
            beside: None,
            side: None,
            carried: None,
            parent: None,
            is_within: false,
        }
    }
}
