//! Who says it? From the head of a phrase to a party: its words here, and the name among them.

use sayso_model::{Annotated, Dep, EntityKind, PartyMention, Pos, Span, Tag, TokenIx};

use super::en;

/// The source that a text leaves unidentified.
pub(crate) const UNIDENTIFIED: PartyMention = PartyMention { head: None, span: None };

/// A party from the head of its phrase.
pub(crate) fn party(text: &Annotated, head: TokenIx) -> PartyMention {
    let noun = antecedent(text, head);
    // A relative pronoun is what stands here; its noun is who is meant.
    let span = if noun == head { phrase(text, noun) } else { text.token(head).span };
    let name = name_of(text, noun).unwrap_or(noun);
    PartyMention { head: Some(name), span: Some(span) }
}

/// The noun that a relative pronoun stands for, or the token itself.
fn antecedent(text: &Annotated, token: TokenIx) -> TokenIx {
    if !matches!(text.token(token).tag, Tag::Wdt | Tag::Wp) {
        return token;
    }
    text.ancestors(token)
        .find(|&a| text.token(a).dep == Dep::Relcl)
        .and_then(|a| text.head(a))
        .unwrap_or(token)
}

/// Words of a noun phrase, up to a relative clause, a participle or a second name after a comma.
fn phrase(text: &Annotated, head: TokenIx) -> Span {
    let sentence = text.sentence_of(head);
    let (left, right) = text.edges(head);
    let (left, right) = (left.max(sentence.start), right.min(sentence.end - 1));
    let mut end = right + 1;
    let mut start = left;
    for &child in text.children(head) {
        let (from, _) = text.edges(child);
        let heavy = match text.token(child).dep {
            Dep::Relcl
            | Dep::Acl
            | Dep::Advcl
            | Dep::Conj
            | Dep::Cc
            | Dep::Preconj
            | Dep::Parataxis
            | Dep::Punct => true,
            Dep::Appos => !is_close(text, head, child),
            _ => false,
        };
        if heavy && child > head {
            end = end.min(from);
        } else if heavy && child < head && text.token(child).pos == Pos::Punct {
            start = start.max(child + 1);
        }
    }
    while end > head + 1 && text.token(end - 1).pos == Pos::Punct {
        end -= 1;
    }
    // The mark that closes a quotation before the speaker, the hyphen of "then-Prime Minister".
    while start < head && text.token(start).pos == Pos::Punct {
        start += 1;
    }
    text.tokens_span(start.min(head), end.max(head + 1))
}

/// An apposition without a comma: "spokesman Nasser Kanani".
fn is_close(text: &Annotated, head: TokenIx, apposition: TokenIx) -> bool {
    let (from, _) = text.edges(apposition);
    (head + 1..from).all(|t| text.token(t).pos != Pos::Punct)
}

/// The name in "an expert on missiles, David Wright" and in "spokesman Nasser Kanani".
fn name_of(text: &Annotated, head: TokenIx) -> Option<TokenIx> {
    let is_name = |t: TokenIx| text.entity_of(t).is_some_and(|e| e.kind == EntityKind::Person);
    if is_name(head) || !matches!(text.token(head).pos, Pos::Noun) {
        return None;
    }
    text.children_by(head, Dep::Appos).find(|&a| is_name(a) && text.token(a).pos == Pos::Propn)
}

/// Speakers of one saying: every name that is joined to another by itself, an unnamed crowd as one.
pub(crate) fn parties(text: &Annotated, heads: &[TokenIx]) -> Vec<PartyMention> {
    let mut all: Vec<TokenIx> = Vec::new();
    for &head in heads {
        for token in std::iter::once(head).chain(conjuncts(text, head)) {
            if !all.contains(&token) {
                all.push(token);
            }
        }
    }
    if all.len() > 1 && !all.iter().all(|&t| is_named(text, t)) {
        all.truncate(1);
    }
    all.into_iter().map(|t| party(text, t)).collect()
}

/// Nouns joined to one by "and".
pub(crate) fn conjuncts(text: &Annotated, head: TokenIx) -> Vec<TokenIx> {
    let mut found = Vec::new();
    let mut at = head;
    while let Some(next) = text.children_by(at, Dep::Conj).next() {
        if !matches!(text.token(next).pos, Pos::Noun | Pos::Propn | Pos::Pron) || found.len() > 16 {
            break;
        }
        found.push(next);
        at = next;
    }
    found
}

/// True for a name, or a noun with one: "Iran", "the US military".
pub(crate) fn is_named(text: &Annotated, head: TokenIx) -> bool {
    text.token(head).pos == Pos::Propn || text.entity_of(head).is_some()
}

/// True if a first person speaks of himself or his side. "US" is no pronoun, though it is one in lower case.
pub(crate) fn is_first_person(text: &Annotated, head: TokenIx) -> bool {
    let token = text.token(head);
    token.pos == Pos::Pron && en::is_first_person(&token.lower)
}

/// True for the first person plural: the speaker and his side.
pub(crate) fn is_we(text: &Annotated, head: TokenIx) -> bool {
    is_first_person(text, head) && en::is_first_person_plural(&text.token(head).lower)
}

/// True if `side` is the state or body that a speaker's phrase names: "Iran’s foreign minister" speaks for Iran.
pub(crate) fn stands_for(text: &Annotated, speaker: TokenIx, side: TokenIx) -> bool {
    let name = &text.token(side).lemma;
    let first = text.referent(speaker);
    [speaker, first].iter().any(|&head| {
        let (left, right) = text.edges(head);
        (left..=right).any(|t| t != side && text.token(t).lemma == *name && text.token(t).pos == Pos::Propn)
    })
}

/// The body or state that a speaker stands for when he says "we": the name in his phrase that is not his own, as in
/// "Hamas spokesman Khaled al-Qaddoumi". Himself if there is none.
pub(crate) fn side_of(text: &Annotated, speaker: TokenIx) -> TokenIx {
    let is_side = |t: TokenIx| {
        let kind = text.entity_of(t).map(|e| e.kind);
        matches!(kind, Some(EntityKind::Gpe | EntityKind::Org | EntityKind::Norp)) && t != speaker
    };
    let first = text.referent(speaker);
    [first, speaker]
        .into_iter()
        .find_map(|head| {
            let entity = text.entity_of(head);
            let (left, right) = text.edges(head);
            (left..=right).find(|&t| is_side(t) && entity.is_none_or(|e| t < e.start || t >= e.end))
        })
        .unwrap_or(first)
}
