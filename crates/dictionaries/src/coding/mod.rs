//! Who does what to whom, by the dictionaries?
//!
//! The way of PETRARCH, over our own annotation: noun phrases get codes from names and agents (`noun`), each verb of the
//! verb dictionary is tried with its patterns on the words before and after it (`sequence`, `fit`), and what the pattern
//! does not bind is found by grammar: the source is the verb's logical subject, the target the first party after it.

mod composed;
mod fit;
mod noun;
mod party;
mod sequence;

use jiff::civil::Date;
use sayso_model::{Annotated, ArgumentRole, Dep, Pos, Sentence, Tag, TokenIx};
use smol_str::SmolStr;

use crate::verb::Verb;
use crate::{Dictionaries, Line, Options, phrase};
use fit::Fit;
use noun::Noun;
pub(crate) use party::Coded;
use sequence::Sequence;

/// An event as the dictionaries code it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coding {
    /// Who does it.
    pub source: Role,
    /// To whom it is done.
    pub target: Role,
    /// Code of the event.
    pub code: SmolStr,
    /// The verb.
    pub trigger: TokenIx,
    /// Line of the verb or pattern.
    pub line: Line,
}

/// A party of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Its code; `---` where the dictionaries give none.
    pub code: SmolStr,
    /// Head of the words that name it.
    pub head: TokenIx,
}

/// A verb of the dictionaries that gave no event, or a sentence that none was looked for in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uncoded {
    /// The verb.
    pub trigger: TokenIx,
    /// Why there is no event.
    pub reason: &'static str,
    /// Line of the verb or pattern.
    pub line: Line,
}

/// A phrase that keeps words from being coded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discarded {
    /// True if the whole text is discarded.
    pub whole_text: bool,
    /// Line of the phrase.
    pub line: Line,
}

/// What came of a text.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Events in order of the text.
    pub codings: Vec<Coding>,
    /// What was seen and gave none.
    pub uncoded: Vec<Uncoded>,
    /// Sentences that were discarded.
    pub discarded: Vec<Discarded>,
}

impl Dictionaries {
    /// Codes a text, as of a day.
    pub fn code(&self, annotated: &Annotated, day: Option<Date>, options: &Options) -> Outcome {
        let mut out = Outcome::default();
        for &sentence in &annotated.sentences {
            let words: Vec<_> =
                (sentence.start..sentence.end).filter_map(|t| phrase::word(annotated, t)).collect();
            if let Some(discard) = self.discards.find(&words) {
                let whole_text = discard.whole_text;
                out.discarded.push(Discarded { whole_text, line: discard.line.clone() });
                if whole_text {
                    out.codings.clear();
                    return out;
                }
                continue;
            }
            self.code_sentence(annotated, sentence, day, options, &mut out);
        }
        out
    }

    /// The code that a word bears as a verb of the dictionaries with what stands around it, whoever the parties are: that
    /// of the pattern of most words, or its own. `---` is no event; `None` no verb of theirs.
    pub fn verb_code(&self, annotated: &Annotated, token: TokenIx) -> Option<&str> {
        let sentence = annotated.sentence_of(token);
        let verbs = self.verbs_at(annotated, sentence, token);
        let &(first, start, end) = verbs.first()?;
        let after = Sequence::near(annotated, end, sentence.end, false);
        let before = Sequence::near(annotated, sentence.start, start, true);
        let own = verbs.iter().map(|v| v.0).find(|v| v.code.there.is_some()).unwrap_or(first);
        let mut best = (0, &own.code);
        for pattern in verbs.iter().flat_map(|v| self.verbs.patterns(v.0)) {
            let words = pattern.words();
            if words > best.0 && fit::has_words(pattern, &self.verbs.synsets, &before, &after) {
                best = (words, &pattern.code);
            }
        }
        Some(best.1.there.as_deref().unwrap_or(Coded::NONE))
    }

    /// Labels of the sets of synonyms that a word in capitals is in, in order.
    pub fn sets_of(&self, word: &str) -> &[SmolStr] {
        self.verbs.synsets.labels(word)
    }

    fn code_sentence(
        &self,
        annotated: &Annotated,
        sentence: Sentence,
        day: Option<Date>,
        options: &Options,
        out: &mut Outcome,
    ) {
        let nouns = noun::find(self, annotated, sentence, day, options);
        // What a coded verb governs is not looked at again.
        let mut resume = sentence.start;
        for token in sentence.start..sentence.end {
            if token < resume || !is_verb(annotated, token, &nouns) {
                continue;
            }
            let verbs = self.verbs_at(annotated, sentence, token);
            let Some(&(first, start, end)) = verbs.first() else { continue };
            let close = sequence::end_of_phrase(annotated, token).max(end);
            let before = Sequence::before(annotated, &nouns, sentence, start);
            let after = Sequence::after(annotated, &nouns, end, close);
            let transitive = annotated.children_by(token, Dep::Dobj).next().is_some()
                && annotated.children_by(token, Dep::Nsubj).next().is_some();
            let fit = verbs.iter().find_map(|(verb, ..)| {
                let patterns = self.verbs.patterns(verb);
                fit::find(patterns, &self.verbs.synsets, &before, &after, &nouns, transitive)
            });
            let verb = verbs.iter().map(|v| v.0).find(|v| v.code.there.is_some()).unwrap_or(first);
            let (code, line) = match &fit {
                Some(fit) => (fit.code, fit.line),
                None => (&verb.code, &verb.line),
            };
            let (Some(there), back) = (&code.there, &code.back) else {
                if fit.is_some() {
                    out.uncoded.push(Uncoded {
                        trigger: token,
                        reason: "its code is `---`",
                        line: line.clone(),
                    });
                }
                continue;
            };
            let uncoded = |reason| Uncoded { trigger: token, reason, line: line.clone() };
            let passive = is_passive(annotated, token);
            if let Some(coding) =
                self.composed(annotated, &nouns, token, &[verb.code.there.as_ref(), Some(there)], line)
            {
                resume = close.max(sequence::end_of_chain(annotated, token));
                if !out.codings.contains(&coding) {
                    out.codings.push(coding);
                }
                continue;
            }
            let parties = parties(annotated, &nouns, token, &before, &after, fit.as_ref(), passive);
            let told = |p: &Result<(usize, usize), _>| p.as_ref().is_ok_and(|p| nouns[p.1].is_coded());
            if !told(&parties)
                && (back.is_some() || composed::is_mutual(there))
                && let Some(joined) = joined(annotated, &nouns, token)
            {
                let mutual = mutual(&nouns[joined], (there, back.as_ref().unwrap_or(there)), token, line);
                if !mutual.is_empty() {
                    resume = close.max(sequence::end_of_chain(annotated, token));
                    out.codings.extend(mutual);
                    continue;
                }
            }
            match parties {
                Ok((source, target)) => {
                    let (codings, reason) =
                        events(&nouns, source, target, (there, back.as_ref()), token, line, options);
                    if let (true, Some(reason)) = (codings.is_empty(), reason) {
                        out.uncoded.push(uncoded(reason));
                    } else {
                        resume = close.max(sequence::end_of_chain(annotated, token));
                    }
                    for coding in codings {
                        if !out.codings.contains(&coding) {
                            out.codings.push(coding);
                        }
                    }
                }
                Err(reason) => out.uncoded.push(uncoded(reason)),
            }
        }
    }

    /// What is said, wanted or refused, as one event with the verb that says so.
    fn composed(
        &self,
        annotated: &Annotated,
        nouns: &[Noun],
        verb: TokenIx,
        above: &[Option<&SmolStr>],
        line: &Line,
    ) -> Option<Coding> {
        let inner = composed::clause(annotated, verb).filter(|_| !is_suffered(annotated, verb))?;
        let within = self.verb_code(annotated, inner).filter(|c| *c != Coded::NONE)?;
        let noun_of = |t: TokenIx| nouns.iter().position(|n| n.start <= t && t < n.end);
        let speaker = subject(annotated, verb, false).and_then(noun_of).filter(|&n| nouns[n].is_coded())?;
        let own = annotated
            .children(inner)
            .iter()
            .copied()
            .find(|&c| matches!(annotated.token(c).dep, Dep::Nsubj | Dep::Nsubjpass) && c < inner);
        let is_pronoun = |t: TokenIx| annotated.token(t).pos == Pos::Pron;
        // "asks X to help": the one asked is to do it.
        let asked =
            || annotated.children_by(verb, Dep::Dobj).chain(annotated.children_by(verb, Dep::Dative)).next();
        let doer = own.filter(|&s| !is_pronoun(s)).or_else(asked).map(noun_of);
        let told = composed::told(annotated, inner);
        // "believed linked to X": a participle tells of no act of the speaker's.
        if own.is_none() && doer.is_none() && told == "done" {
            return None;
        }
        let close = sequence::end_of_phrase(annotated, inner);
        let after = Sequence::after(annotated, nouns, inner + 1, close);
        let coded = |n: &usize| nouns[*n].is_coded();
        let (whose, target) = match doer {
            None => (composed::Whose::Own, after.nouns().find(coded)?),
            Some(doer) => (composed::Whose::Other, doer.filter(coded)?),
        };
        let code = above.iter().flatten().find_map(|a| composed::code(a, within, whose, told))?;
        let (source, target) =
            (nouns[speaker].roles().into_iter().next()?, nouns[target].roles().into_iter().next()?);
        (source.code != target.code).then(|| Coding {
            source,
            target,
            code,
            trigger: verb,
            line: line.clone(),
        })
    }

    /// Verbs whose head is `token`, with the first and one past the last of their words: those of most words, from
    /// every block that has them.
    fn verbs_at(
        &self,
        annotated: &Annotated,
        sentence: Sentence,
        token: TokenIx,
    ) -> Vec<(&Verb, TokenIx, TokenIx)> {
        let Some(head) = phrase::word(annotated, token) else { return Vec::new() };
        let stands = |verb: &Verb| {
            let (mut start, mut end) = (token, token + 1);
            for want in verb.before.iter().rev() {
                start = (sentence.start..start).rev().find(|&t| phrase::word(annotated, t).is_some())?;
                (phrase::word(annotated, start)? == *want).then_some(())?;
            }
            for want in &verb.after {
                let at = (end..sentence.end).find(|&t| phrase::word(annotated, t).is_some())?;
                (phrase::word(annotated, at)? == *want).then_some(())?;
                end = at + 1;
            }
            Some((start, end))
        };
        let words = |v: &Verb| v.before.len() + v.after.len();
        let mut out: Vec<(&Verb, TokenIx, TokenIx)> = Vec::new();
        for verb in self.verbs.of(&head) {
            if let Some((start, end)) = stands(verb)
                && out.first().is_none_or(|(first, ..)| words(first) == words(verb))
            {
                out.push((verb, start, end));
            }
        }
        out
    }
}

/// A verb by its tag that does not stand inside a noun phrase ("the affected towns") nor in a relative clause.
fn is_verb(annotated: &Annotated, token: TokenIx, nouns: &[Noun]) -> bool {
    let t = annotated.token(token);
    let tagged = matches!(t.tag, Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbp | Tag::Vbz);
    let inside = || nouns.iter().any(|n| n.start <= token && token < n.end);
    let relative = || {
        std::iter::once(token).chain(annotated.ancestors(token)).any(|a| annotated.token(a).dep == Dep::Relcl)
    };
    tagged && matches!(t.pos, Pos::Verb | Pos::Aux) && !inside() && !relative()
}

/// "was hit by": the one who does it stands after the verb.
fn is_passive(annotated: &Annotated, token: TokenIx) -> bool {
    let has = |dep| annotated.children_by(token, dep).next().is_some();
    let reduced = annotated.token(token).dep == Dep::Acl && annotated.token(token).tag == Tag::Vbn;
    has(Dep::Agent) && (has(Dep::Auxpass) || has(Dep::Nsubjpass)) || reduced
}

/// Source and target as indices of nouns: what the pattern binds, and grammar for the rest.
fn parties(
    annotated: &Annotated,
    nouns: &[Noun],
    verb: TokenIx,
    before: &Sequence,
    after: &Sequence,
    fit: Option<&Fit<'_>>,
    passive: bool,
) -> Result<(usize, usize), &'static str> {
    let (source, target) = fit.map_or((None, None), |f| (f.source, f.target));
    if let (Some(source), Some(target)) = (source, target) {
        return Ok((source, target));
    }
    let noun_of = |t: TokenIx| nouns.iter().position(|n| n.start <= t && t < n.end);
    let subject = subject(annotated, verb, passive).and_then(noun_of);
    let coded = |&n: &usize| nouns[n].is_coded();
    let first = |mut list: Vec<usize>, other: Option<usize>| {
        list.retain(|&n| other.is_none_or(|o| !nouns[n].same_codes(&nouns[o])));
        list.iter().copied().find(coded).or(list.first().copied())
    };
    let above = |other: Option<usize>| {
        let near = subject.filter(coded).filter(|&n| other.is_none_or(|o| !nouns[n].same_codes(&nouns[o])));
        let list: Vec<_> = before.nouns().collect();
        near.or_else(|| list.iter().copied().filter(coded).find(|&n| first(vec![n], other).is_some()))
            .or(subject)
            .or_else(|| first(list, other))
    };
    let upper = match (source, target) {
        // In a passive the pattern's parties are already those of the act.
        (Some(s), None) => Some(s),
        (None, Some(t)) => above(Some(t)),
        _ => above(None),
    };
    let upper = upper.ok_or("no source is named")?;
    let lower = match target {
        Some(t) => Some(t),
        None => first(after.nouns().collect(), Some(upper)),
    };
    let lower = lower.ok_or("no target is named")?;
    // "was hit by X": what a pattern takes for its target may be the doer.
    let doer =
        annotated.children_by(verb, Dep::Agent).flat_map(|p| annotated.children_by(p, Dep::Pobj)).next();
    if passive && source.is_none() && target.is_some() && target == doer.and_then(noun_of) && lower != upper {
        return Ok((lower, upper));
    }
    Ok(if passive && fit.is_none_or(|f| f.source.is_none() && f.target.is_none()) {
        (lower, upper)
    } else {
        (upper, lower)
    })
}

/// The word before the verb whose act or state it tells: its subject, or that of a verb above it.
fn subject(annotated: &Annotated, verb: TokenIx, passive: bool) -> Option<TokenIx> {
    let role = if passive { ArgumentRole::Object } else { ArgumentRole::Subject };
    let here = annotated.arguments.of(verb, role).next();
    let by_tree = || {
        std::iter::once(verb).chain(annotated.ancestors(verb)).take(4).find_map(|v| {
            let subject = |d: Dep| annotated.children_by(v, d).next();
            subject(Dep::Nsubj).or_else(|| subject(Dep::Nsubjpass)).filter(|&s| s < verb)
        })
    };
    here.filter(|&s| s < verb).or_else(by_tree)
}

/// A passive or a participle that hangs on a noun: who stands before it does not do it.
fn is_suffered(annotated: &Annotated, verb: TokenIx) -> bool {
    let t = annotated.token(verb);
    t.dep == Dep::Acl || annotated.children_by(verb, Dep::Auxpass).next().is_some()
}

/// The joined parties that a verb tells of, where it has no other: "X, Y and Z met".
fn joined(annotated: &Annotated, nouns: &[Noun], verb: TokenIx) -> Option<usize> {
    let subject = subject(annotated, verb, false)?;
    nouns.iter().position(|n| n.start <= subject && subject < n.end)
}

/// Events of each of some parties with each other.
fn mutual(noun: &Noun, code: (&SmolStr, &SmolStr), trigger: TokenIx, line: &Line) -> Vec<Coding> {
    let roles: Vec<Role> = noun.roles().into_iter().filter(|r| r.code != Coded::NONE).collect();
    let mut out = Vec::new();
    for (i, source) in roles.iter().enumerate() {
        for (j, target) in roles.iter().enumerate().filter(|(_, r)| r.code != source.code) {
            let (source, target, line) = (source.clone(), target.clone(), line.clone());
            let code = if i < j { code.0.clone() } else { code.1.clone() };
            out.push(Coding { source, target, code, trigger, line });
        }
    }
    out
}

/// An event for each pair of codes, or the reason why there is none.
fn events(
    nouns: &[Noun],
    source: usize,
    target: usize,
    code: (&SmolStr, Option<&SmolStr>),
    trigger: TokenIx,
    line: &Line,
    options: &Options,
) -> (Vec<Coding>, Option<&'static str>) {
    let mut out = Vec::new();
    let mut reason = None;
    let (sources, targets) = (nouns[source].roles(), nouns[target].roles());
    let mut add = |source: &Role, target: &Role, code: &SmolStr| {
        let none = |r: &Role| r.code == Coded::NONE;
        if source.code == target.code {
            reason = Some("source and target bear one code");
        } else if options.both_parties && none(source) {
            reason = Some("the source has no code");
        } else if options.both_parties && none(target) {
            reason = Some("the target has no code");
        } else {
            let (source, target, line) = (source.clone(), target.clone(), line.clone());
            out.push(Coding { source, target, code: code.clone(), trigger, line });
        }
    };
    for s in &sources {
        for t in &targets {
            add(s, t, code.0);
            if let Some(back) = code.1 {
                add(t, s, back);
            }
        }
    }
    (out, reason)
}
