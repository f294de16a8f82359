//! Which noun phrases does a sentence have, and which codes do they bear?

use jiff::civil::Date;
use sayso_model::{Annotated, Dep, Pos, Sentence, Tag, TokenIx};
use smol_str::{SmolStr, ToSmolStr};

use super::{Coded, Role};
use crate::{Dictionaries, Options, phrase};

/// A noun phrase: one thing, or several that are joined by "and".
#[derive(Clone, Debug)]
pub(crate) struct Noun {
    /// First token.
    pub start: TokenIx,
    /// One past the last token.
    pub end: TokenIx,
    /// Its parts, one unless it is joined.
    pub parts: Vec<Part>,
}

/// One thing of a noun phrase.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    head: TokenIx,
    code: SmolStr,
}

impl Noun {
    /// True if a part bears a code.
    pub fn is_coded(&self) -> bool {
        self.parts.iter().any(|p| p.code != Coded::NONE)
    }

    /// True if both bear the same codes.
    pub fn same_codes(&self, other: &Self) -> bool {
        let codes = |n: &Self| n.parts.iter().map(|p| p.code.clone()).collect::<Vec<_>>();
        codes(self) == codes(other)
    }

    /// Its codes. `FRO/BIL` is two; of joined things those without a code are left out if another has one.
    pub fn roles(&self) -> Vec<Role> {
        let some = self.is_coded();
        let parts = self.parts.iter().filter(|p| !some || p.code != Coded::NONE);
        let split = |p: &Part| {
            let head = p.head;
            p.code.split('/').map(|code| Role { code: code.into(), head }).collect::<Vec<_>>()
        };
        parts.flat_map(split).collect()
    }
}

/// All noun phrases of a sentence in order, without overlap.
pub(crate) fn find(
    dictionaries: &Dictionaries,
    annotated: &Annotated,
    sentence: Sentence,
    day: Option<Date>,
    options: &Options,
) -> Vec<Noun> {
    let mut out: Vec<Noun> = Vec::new();
    let code = |words: &[TokenIx]| {
        let words: Vec<_> = words.iter().filter_map(|&t| phrase::word(annotated, t)).collect();
        let coded = Coded::of(dictionaries, &words, day);
        if coded.code != Coded::NONE || options.new_actor_words_max == 0 {
            return coded;
        }
        let fits = words.len() <= options.new_actor_words_max;
        let code = if fits { words.join(" ").to_smolstr() } else { coded.code };
        Coded { code, named: coded.named }
    };
    for token in sentence.start..sentence.end {
        if !is_head(annotated, token) || out.last().is_some_and(|n| token < n.end) {
            continue;
        }
        out.push(noun(annotated, token, &code));
    }
    // A phrase that begins inside the one before it gives its words up to that.
    for i in 1..out.len() {
        out[i].start = out[i].start.max(out[i - 1].end);
    }
    out.retain(|n| n.start < n.end);
    out
}

/// A noun that is not a part of a longer noun phrase.
fn is_head(annotated: &Annotated, token: TokenIx) -> bool {
    let t = annotated.token(token);
    let nominal = |i: TokenIx| is_nominal(annotated, i);
    let part = matches!(
        t.dep,
        Dep::Compound | Dep::Poss | Dep::Nmod | Dep::Amod | Dep::Det | Dep::Predet | Dep::Quantmod
    );
    let joined = t.dep == Dep::Conj && annotated.head(token).is_some_and(nominal);
    nominal(token) && !part && !joined
}

/// The phrase of a head: its modifiers, what is joined to it, and one phrase that a preposition hangs on it.
fn noun(annotated: &Annotated, head: TokenIx, code: &impl Fn(&[TokenIx]) -> Coded) -> Noun {
    let (start, last) = extent(annotated, head);
    let segments = segments(annotated, start, last);
    // The last thing's preposition may belong to all of them.
    let tail = tail(annotated, last).or_else(|| (last != head).then(|| tail(annotated, head)).flatten());
    let tail = tail.filter(|(from, _)| *from > last);
    let mut end = last + 1;
    let mut parts = Vec::new();
    let mut shared: Vec<TokenIx> = Vec::new();
    let many = segments.len() > 1;
    for (i, own) in segments.iter().enumerate() {
        let h = own.iter().copied().rfind(|&t| is_nominal(annotated, t)).unwrap_or(own[own.len() - 1]);
        let mut words = own.clone();
        if i > 0 && own.len() == 1 {
            // "foreign media and officials": the adjective is said of both.
            words.splice(0..0, shared.iter().copied());
        }
        if i == 0 {
            shared = own.iter().copied().filter(|&t| annotated.token(t).pos == Pos::Adj).collect();
        }
        if many && i + 1 < segments.len() && is_modifier(annotated, h, last) {
            // "French and German envoys": the noun is said of both.
            words.push(last);
        }
        let named = code(&words).named;
        match &tail {
            Some((from, inner)) if i + 1 == segments.len() || !named => {
                end = end.max(inner.iter().flatten().copied().max().unwrap_or(last) + 1);
                for q in inner {
                    let words: Vec<_> =
                        words.iter().copied().chain([*from]).chain(q.iter().copied()).collect();
                    parts.push(Part { head: h, code: code(&words).code });
                }
            }
            _ => parts.push(Part { head: h, code: code(&words).code }),
        }
    }
    Noun { start, end, parts }
}

fn is_nominal(annotated: &Annotated, t: TokenIx) -> bool {
    matches!(annotated.token(t).pos, Pos::Noun | Pos::Propn | Pos::Pron)
}

/// True if `t` stands before `head` to tell more of it.
fn is_modifier(annotated: &Annotated, t: TokenIx, head: TokenIx) -> bool {
    let chain = std::iter::once(t).chain(annotated.ancestors(t));
    let top = chain.take_while(|&a| a != head).last().unwrap_or(t);
    let near = annotated.head(top) == Some(head) && top < head;
    near && matches!(annotated.token(top).dep, Dep::Nmod | Dep::Amod | Dep::Compound)
}

/// First and last token of a noun with its modifiers and the nouns that are joined to it.
fn extent(annotated: &Annotated, head: TokenIx) -> (TokenIx, TokenIx) {
    let mut last = head;
    let mut at = head;
    loop {
        let next =
            |dep: Dep| annotated.children_by(at, dep).filter(|&c| c > at && is_nominal(annotated, c)).last();
        // "head Minerva McGonagall", and the second of a list, which parsers take for an apposition.
        let named = next(Dep::Appos).filter(|&c| {
            let list = [at, c].iter().any(|&x| annotated.children_by(x, Dep::Conj).any(|j| j > c));
            list || left_edge(annotated, c) == at + 1
        });
        let Some(found) = next(Dep::Conj).or(named) else { break };
        (at, last) = (found, last.max(found));
    }
    let clause =
        |t: TokenIx| matches!(annotated.token(t).dep, Dep::Relcl | Dep::Acl | Dep::Advcl | Dep::Ccomp);
    if (head..=last).any(clause) {
        last = head;
    }
    let left = annotated.edges(head).0;
    // Commas before the noun part a list only if an "and" stands there too.
    let list = (left..head).any(|t| annotated.token(t).dep == Dep::Cc);
    (if list { left } else { left_edge(annotated, head) }, last)
}

/// The things of a list: its words between commas and conjunctions.
fn segments(annotated: &Annotated, start: TokenIx, last: TokenIx) -> Vec<Vec<TokenIx>> {
    if !(start..=last).any(|t| annotated.token(t).dep == Dep::Cc) {
        return vec![(start..=last).collect()];
    }
    let mut out: Vec<Vec<TokenIx>> = vec![Vec::new()];
    let mut aside = false;
    for t in start..=last {
        let token = annotated.token(t);
        match token.lower.as_str() {
            "(" => aside = true,
            ")" => aside = false,
            "," => out.push(Vec::new()),
            _ if token.dep == Dep::Cc || token.dep == Dep::Preconj => out.push(Vec::new()),
            _ if !aside => out.last_mut().expect("never empty").push(t),
            _ => {}
        }
    }
    let thing = |words: &Vec<TokenIx>| {
        words.iter().any(|&t| matches!(annotated.token(t).pos, Pos::Noun | Pos::Propn | Pos::Pron | Pos::Adj))
    };
    out.retain(thing);
    // Adjectives that are joined to each other are of one thing: "the evil and awful minister".
    let mut merged: Vec<Vec<TokenIx>> = Vec::new();
    for words in out {
        match merged.last_mut() {
            Some(before) if !before.iter().any(|&t| is_thing(annotated, t)) => before.extend(words),
            _ => merged.push(words),
        }
    }
    if merged.is_empty() { vec![(start..=last).collect()] } else { merged }
}

/// A noun, or an adjective of a people.
fn is_thing(annotated: &Annotated, t: TokenIx) -> bool {
    let token = annotated.token(t);
    is_nominal(annotated, t) && token.dep != Dep::Poss
        || token.tag == Tag::Jj && token.lemma.starts_with(char::is_uppercase)
        || token.entity.is_some() && token.dep != Dep::Poss
}

/// A noun with those that are joined to it, in order.
fn joined(annotated: &Annotated, head: TokenIx) -> Vec<TokenIx> {
    let mut out = vec![head];
    let mut at = head;
    while let Some(next) = annotated.children_by(at, Dep::Conj).find(|&c| c > at && is_nominal(annotated, c))
    {
        out.push(next);
        at = next;
    }
    out
}

/// Where the words of a noun begin: modifiers before it, without clauses.
fn left_edge(annotated: &Annotated, head: TokenIx) -> TokenIx {
    let left = annotated.edges(head).0;
    // A clause before the noun, or a mark, is none of its words.
    let stops = |t: TokenIx| annotated.token(t).pos == Pos::Punct && !is_hyphen(annotated, t);
    (left..head).rev().find(|&t| stops(t)).map_or(left, |t| t + 1)
}

fn is_hyphen(annotated: &Annotated, t: TokenIx) -> bool {
    matches!(annotated.token(t).lower.as_str(), "-" | "'s" | "'")
}

/// The preposition after a noun and the words of the nouns it leads to, if nothing hangs on these in turn.
fn tail(annotated: &Annotated, head: TokenIx) -> Option<(TokenIx, Vec<Vec<TokenIx>>)> {
    let preposition = annotated.children_by(head, Dep::Prep).find(|&p| p > head)?;
    let object = annotated.children_by(preposition, Dep::Pobj).next()?;
    let nominal = matches!(annotated.token(object).pos, Pos::Noun | Pos::Propn);
    let inner = joined(annotated, object);
    let deeper = inner.iter().any(|&q| annotated.children_by(q, Dep::Prep).next().is_some());
    let (start, last) = extent(annotated, object);
    (nominal && !deeper).then(|| (preposition, segments(annotated, start, last)))
}
