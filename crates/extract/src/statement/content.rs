//! Which words are said? From the heads that a rule found to stretches of tokens.
//!
//! The content is what hangs under its heads, without the cue, whoever speaks and what else hangs on the cue; without
//! the `that` which links it, and without marks at its ends. A quotation that it reaches into belongs to it whole.

use std::collections::BTreeSet;

use sayso_model::{Annotated, Dep, EntityKind, Form, Pos, QuotationKind, Tag, TokenIx};

use super::condition::Conditions;
use super::context::Context;
use super::en;
use super::proposal::Proposal;
use super::stretch::{Stretch, minus, union};

/// The words of a content, and whose words they are.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    /// In order, without overlap.
    pub pieces: Vec<Stretch>,
    /// Whether it is quoted.
    pub form: Form,
}

/// The content of a proposal; `None` if nothing is left of it.
pub(crate) fn content_of(
    context: Context<'_>,
    conditions: &Conditions,
    proposal: &Proposal,
) -> Option<Content> {
    let text = context.text;
    let cue = proposal.cue_head()?;
    let mut heads = proposal.pieces.clone();
    let mut taken: Vec<TokenIx> = Vec::new();
    for head in &mut heads {
        // The branch that the cue is on, looked for before the clause is widened: "A did this and B did that,
        // according to C" leaves out no more than C.
        let branch = std::iter::once(cue).chain(text.ancestors(cue)).take_while(|t| t != head).last();
        let branch = branch.filter(|_| text.is_under(cue, *head)).unwrap_or(cue);
        if proposal.reaches_clause {
            *head = clause_of(text, *head, cue);
        }
        collect(text, complement_of_what(text, *head), branch, &mut taken);
    }
    taken.retain(|t| !proposal.cue.contains(t));
    for &speaker in &proposal.sources {
        // "Seen as humiliating by the press": whoever says it is no part of it, nor is the "by".
        let agent = text.head(speaker).filter(|&h| matches!(text.token(h).dep, Dep::Agent | Dep::Prep));
        let top = agent.filter(|a| taken.contains(a)).unwrap_or(speaker);
        if !heads.contains(&top) && !heads.iter().any(|&h| text.is_under(h, top)) {
            taken.retain(|&t| !text.is_under(t, top));
        }
    }
    taken.sort_unstable();
    taken.dedup();
    let pieces = taken.iter().map(|&t| Stretch { start: t, end: t + 1 }).collect();
    let mut pieces = bridge(text, union(pieces), &taken, proposal);
    if let Some(last) = pieces.last_mut().filter(|last| last.start > cue) {
        last.start = after_time(text, cue, *last);
        last.end = reach(context, conditions, proposal, *last);
    }
    lead_in_subject(text, proposal, cue, &mut pieces);
    let mut pieces: Vec<Stretch> = pieces.into_iter().filter_map(|p| trim(text, p, &heads)).collect();
    // A relative pronoun stands for the noun outside.
    let is_relative = |t: TokenIx| matches!(text.token(t).tag, Tag::Wdt | Tag::Wp);
    pieces.retain(|p| !(p.end - p.start == 1 && is_relative(p.start)));
    if let Some(first) = pieces.first_mut()
        && en::is_role_link(&text.token(first.start).lower)
        && text.token(first.start).dep == Dep::Prep
    {
        // "what they described as raids": nothing stands before that the "as" would link.
        *first = Stretch::new(first.start + 1, first.end)?;
    }
    for piece in pieces.iter_mut().skip(1) {
        // A preposition links pieces that stand together and belongs to none that stands alone.
        let links = text.token(piece.start).dep == Dep::Prep && heads.contains(&piece.start);
        if links && piece.start + 1 < piece.end {
            piece.start += 1;
        }
    }
    let pieces = settle_quotations(text, pieces, cue);
    let pieces = near_cue(text, pieces, cue);
    let pieces: Vec<Stretch> = pieces.into_iter().filter_map(|p| trim(text, p, &heads)).collect();
    let form = form_of(text, &pieces, Some(cue));
    let lone_verb = matches!(text.token(*heads.last()?).pos, Pos::Verb | Pos::Aux)
        && pieces.iter().map(|p| p.end - p.start).sum::<TokenIx>() < 2;
    (!pieces.is_empty() && !lone_verb).then_some(Content { pieces, form })
}

/// How far an object reaches with the phrases that the parser has hung on its verb: "oppose the deal with Tehran".
fn object_end(text: &Annotated, cue: TokenIx, mut end: TokenIx) -> TokenIx {
    for link in text.children_by(cue, Dep::Prep) {
        let (left, right) = text.edges(link);
        if left == end && en::stays_with_object(&text.token(link).lower) {
            end = right + 1;
        }
    }
    end
}

/// Takes in a subject that the parser has hung on the cue as its object: "said single people would qualify".
fn lead_in_subject(text: &Annotated, proposal: &Proposal, cue: TokenIx, pieces: &mut [Stretch]) {
    let (Some(main), Some(first)) = (proposal.main, pieces.first_mut()) else { return };
    let subjects = [Dep::Nsubj, Dep::Nsubjpass, Dep::Csubj, Dep::Expl];
    let has_subject = text.children(main).iter().any(|&c| subjects.contains(&text.token(c).dep));
    let is_clause = matches!(text.token(main).dep, Dep::Ccomp) && text.token(main).tag != Tag::Vbg;
    let infinitive = text.children_by(main, Dep::Aux).any(|c| text.token(c).tag == Tag::To);
    if has_subject || !is_clause || infinitive || first.start <= cue + 1 || main < first.start {
        return;
    }
    let gap = cue + 1..first.start;
    let stray = text.children_by(cue, Dep::Dobj).find(|&o| gap.contains(&o));
    let stray = stray.filter(|o| !proposal.targets.contains(o) && !proposal.sources.contains(o));
    if stray.is_some_and(|o| text.edges(o).0 == cue + 1 && text.token(cue + 1).quotation.is_none()) {
        first.start = cue + 1;
    }
}

/// Keeps of pieces that reach over the end of a sentence, a bracket or a colon before a quotation what stands on the side
/// of the cue: the parser has taken a sentence before it for a clause.
fn near_cue(text: &Annotated, pieces: Vec<Stretch>, cue: TokenIx) -> Vec<Stretch> {
    let count = pieces.len();
    pieces
        .into_iter()
        .enumerate()
        .filter_map(|(i, mut piece)| {
            if piece.end <= cue {
                if let Some(from) = piece.tokens().rev().find(|&t| opens_anew(text, t, piece)) {
                    piece.start = from + 1;
                }
                // "It was unlikely; the team says she will go on": the clause after the cue is what is said.
                let parted = en::is_break(&text.token(piece.end).lower);
                return Some(piece).filter(|_| !(parted && i + 1 < count));
            }
            if piece.start > cue
                && let Some(to) = piece.tokens().find(|&t| ends_before(text, t, piece))
            {
                piece.end = to;
            }
            Some(piece)
        })
        .filter(|p| p.start < p.end)
        .collect()
}

/// True for a bracket that opens in a piece and does not close there, and for the mark before a quotation that is the
/// rest of it.
fn opens_anew(text: &Annotated, token: TokenIx, piece: Stretch) -> bool {
    let word = text.token(token);
    if en::is_opening_bracket(&word.lower) {
        return !(token..piece.end).any(|t| en::is_closing_bracket(&text.token(t).lower));
    }
    let rest = (token + 1..piece.end).find(|&t| !is_mark(text, t));
    word.quotation.is_none()
        && en::ends_sentence(&word.lower)
        && token + 1 < piece.end
        && is_mark(text, token + 1)
        && rest.is_some_and(|t| quotation_end(text, t) + 1 >= piece.end)
}

/// True for a bracket that closes in a piece and does not open there, and for the end of a sentence before a quotation.
fn ends_before(text: &Annotated, token: TokenIx, piece: Stretch) -> bool {
    let word = text.token(token);
    if en::is_closing_bracket(&word.lower) {
        return !(piece.start..token).any(|t| en::is_opening_bracket(&text.token(t).lower));
    }
    word.quotation.is_none()
        && word.lower == "."
        && token + 1 < piece.end
        && is_mark(text, token + 1)
        && token > piece.start
}

/// A stretch without the marks and links at its ends; `None` if nothing is left.
pub(crate) fn trimmed(text: &Annotated, stretch: Stretch) -> Option<Stretch> {
    trim(text, stretch, &[])
}

/// A stretch without the marks at its end; `None` if nothing is left.
pub(crate) fn trimmed_end(text: &Annotated, mut stretch: Stretch) -> Option<Stretch> {
    while stretch.start < stretch.end && is_separator(text, stretch.end - 1) {
        stretch.end -= 1;
    }
    Stretch::new(stretch.start, stretch.end)
}

/// "What they say are vessels": the content is the vessels.
fn complement_of_what(text: &Annotated, head: TokenIx) -> TokenIx {
    let is_what = |c: TokenIx| en::is_free_relative(&text.token(c).lower) && text.token(c).dep == Dep::Nsubj;
    let copula = en::is_copula(&text.token(head).lemma) && text.children(head).iter().any(|&c| is_what(c));
    let complement = || text.children_by(head, Dep::Attr).chain(text.children_by(head, Dep::Acomp)).next();
    if copula { complement().unwrap_or(head) } else { head }
}

/// Where a content starts that follows its cue, without the time of the saying: "said on Wednesday it had …".
fn after_time(text: &Annotated, cue: TokenIx, piece: Stretch) -> TokenIx {
    if piece.start != cue + 1 {
        return piece.start;
    }
    let is_time =
        |t: TokenIx| text.entity_of(t).is_some_and(|e| matches!(e.kind, EntityKind::Date | EntityKind::Time));
    let mut at = piece.start;
    if text.token(at).pos == Pos::Adp && at + 1 < piece.end && is_time(at + 1) {
        at += 1;
    }
    let from = at;
    while at < piece.end && is_time(at) {
        at += 1;
    }
    // What is left must still be a clause of its own.
    let goes_on =
        at < piece.end && !matches!(text.token(at).pos, Pos::Punct | Pos::Verb | Pos::Aux | Pos::Adp);
    if at > from && goes_on { at } else { piece.start }
}

/// How far a content reaches that follows its cue: over a condition, a second clause and a list after a colon that
/// the parser has hung on the cue.
fn reach(context: Context<'_>, conditions: &Conditions, proposal: &Proposal, piece: Stretch) -> TokenIx {
    let text = context.text;
    let (Some(cue), Some(main)) = (proposal.cue_head(), proposal.main) else { return piece.end };
    let is_clause =
        matches!(text.token(main).pos, Pos::Verb | Pos::Aux) && text.token(main).dep == Dep::Ccomp;
    let sentence = text.sentence_of(cue);
    if text.token(main).dep == Dep::Dobj {
        return object_end(text, cue, piece.end);
    }
    let mut end = piece.end;
    if !is_clause || end >= sentence.end || text.token(end - 1).quotation.is_some() {
        return end;
    }
    let next_word = |from: TokenIx| (from..sentence.end).find(|&t| !is_separator(text, t));
    if let Some(condition) = next_word(end).and_then(|t| conditions.at(t)) {
        end = condition.end.min(sentence.end);
    }
    for &clause in text.children(cue) {
        let (left, right) = text.edges(clause);
        let joined = text.token(clause).dep == Dep::Conj && clause > end;
        // "Says it offered but Israel refused": past goes with past, whatever the second verb is.
        let present = matches!(text.token(cue).tag, Tag::Vbz | Tag::Vbp);
        let backs = present && text.token(clause).tag == Tag::Vbd && text.token(main).tag == Tag::Vbd;
        let subject =
            text.children_by(clause, Dep::Nsubj).chain(text.children_by(clause, Dep::Nsubjpass)).next();
        let own_subject = subject.is_some_and(|s| matches!(text.token(s).pos, Pos::Noun | Pos::Propn));
        let between = end..left;
        let close = between.clone().all(|t| is_separator(text, t) || text.token(t).dep == Dep::Cc);
        if joined && own_subject && close && (backs || !context.is(clause, context.classes.sayings)) {
            end = right + 1;
        }
    }
    if end < sentence.end && text.token(end).lower == ":" {
        let rest = Stretch { start: end, end: sentence.end };
        if rest.tokens().all(|t| !context.is_mark(t) && !context.tells(t)) {
            end = sentence.end;
        }
    }
    end
}

/// Everything under `head` but one branch.
fn collect(text: &Annotated, head: TokenIx, branch: TokenIx, taken: &mut Vec<TokenIx>) {
    let mut open = vec![head];
    while let Some(token) = open.pop() {
        if token == branch {
            continue;
        }
        taken.push(token);
        open.extend_from_slice(text.children(token));
    }
}

/// The head of the clause that `token` belongs to. At the end or the start of a sentence, a source vouches for all of it.
fn clause_of(text: &Annotated, token: TokenIx, cue: TokenIx) -> TokenIx {
    let sentence = text.sentence_of(cue);
    let branch =
        std::iter::once(cue).chain(text.ancestors(cue)).take_while(|&t| t != token).last().unwrap_or(cue);
    let (left, right) = text.edges(branch);
    let word = |t: TokenIx| text.token(t).pos != Pos::Punct;
    let at_edge = (sentence.start..left).all(|t| !word(t)) || (right + 1..sentence.end).all(|t| !word(t));
    let mut at = token;
    for _ in 0..64 {
        let dep = text.token(at).dep;
        let is_clause = matches!(text.token(at).pos, Pos::Verb | Pos::Aux)
            && matches!(dep, Dep::Root | Dep::Ccomp | Dep::Advcl | Dep::Relcl | Dep::Parataxis | Dep::Conj);
        let higher = at_edge && matches!(dep, Dep::Ccomp | Dep::Advcl | Dep::Conj | Dep::Relcl);
        match text.head(at) {
            Some(head) if !is_clause || higher => at = head,
            _ => break,
        }
    }
    at
}

/// Joins pieces over gaps in which nothing of the cue or the source stands.
fn bridge(text: &Annotated, pieces: Vec<Stretch>, taken: &[TokenIx], proposal: &Proposal) -> Vec<Stretch> {
    let Some(cue) = proposal.cue_head() else { return pieces };
    let of_saying = |t: TokenIx| {
        proposal.cue.contains(&t)
            || (text.is_under(t, cue) && taken.binary_search(&t).is_err() && text.token(t).pos != Pos::Punct)
            || proposal.sources.iter().any(|&s| text.is_under(t, s))
    };
    let mut joined: Vec<Stretch> = Vec::new();
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if !(last.end..piece.start).any(of_saying) => last.end = piece.end,
            _ => joined.push(piece),
        }
    }
    joined
}

/// A piece without the marks and links at its ends.
fn trim(text: &Annotated, piece: Stretch, heads: &[TokenIx]) -> Option<Stretch> {
    let (mut start, mut end) = (piece.start, piece.end);
    while start < end {
        let token = text.token(start);
        let links = token.dep == Dep::Mark && en::is_complementizer(&token.lower)
            || token.dep == Dep::Cc && heads.contains(&token.head) && start == piece.start;
        if !links && !is_separator(text, start) {
            break;
        }
        start += 1;
    }
    while start < end {
        let last = end - 1;
        if !is_separator(text, last) && text.token(last).dep != Dep::Cc {
            break;
        }
        // “…,” keeps the comma that stands inside the marks.
        if text.token(last).quotation.is_some() && end == quotation_end(text, last) {
            break;
        }
        end -= 1;
    }
    Stretch::new(start, end)
}

fn quotation_end(text: &Annotated, token: TokenIx) -> TokenIx {
    text.token(token).quotation.map_or(0, |q| text.quotations[q as usize].end)
}

fn is_separator(text: &Annotated, token: TokenIx) -> bool {
    en::is_separator(&text.token(token).lower) && text.token(token).pos == Pos::Punct
}

/// Takes quotations in whole that a piece reaches into from outside, and leaves out the marks around a piece.
fn settle_quotations(text: &Annotated, pieces: Vec<Stretch>, cue: TokenIx) -> Vec<Stretch> {
    let mut settled = Vec::with_capacity(pieces.len());
    for mut piece in pieces {
        for q in quotations_in(text, piece) {
            let quotation = &text.quotations[q as usize];
            let inner = Stretch { start: quotation.start, end: quotation.end };
            if quotation.start >= quotation.end || !piece.overlaps(inner) || inner.contains(cue) {
                continue;
            }
            // An inner quotation lies in its parent, which is looked at first.
            if quotation.parent.is_some() && piece.covers(inner) {
                continue;
            }
            let words_outside = piece
                .tokens()
                .any(|t| !inner.contains(t) && !is_mark(text, t) && text.token(t).pos != Pos::Punct);
            if !words_outside {
                piece = inner;
            } else if quotation.kind == QuotationKind::Speech || !piece.covers(inner) {
                piece = Stretch { start: piece.start.min(inner.start), end: piece.end.max(inner.end) };
            }
        }
        settled.push(piece);
    }
    let settled: Vec<Stretch> = union(settled).into_iter().map(|p| close_marks(text, p)).collect();
    let cue = Stretch { start: cue, end: cue + 1 };
    minus(&settled, &[cue])
}

/// Quotations that a token of the piece stands in, outer before inner.
fn quotations_in(text: &Annotated, piece: Stretch) -> Vec<u32> {
    let mut found = BTreeSet::new();
    for token in piece.tokens() {
        // What a known one stands in is known.
        let mut at = text.token(token).quotation;
        while let Some(q) = at.filter(|&q| found.insert(q)) {
            at = text.quotations[q as usize].parent.filter(|&p| p < q);
        }
    }
    found.into_iter().collect()
}

/// Takes in the marks of quotations that a piece covers to their first or last word, and leaves out single ones.
fn close_marks(text: &Annotated, mut piece: Stretch) -> Stretch {
    let inner: Vec<Stretch> = quotations_in(text, piece)
        .into_iter()
        .map(|q| &text.quotations[q as usize])
        .map(|q| Stretch { start: q.start, end: q.end })
        .collect();
    let covered: Vec<Stretch> = inner.iter().copied().filter(|i| piece.covers(*i) && piece != *i).collect();
    if covered.iter().any(|i| i.start == piece.start && is_mark_before(text, i.start)) {
        piece.start -= 1;
    }
    if covered.iter().any(|i| i.end == piece.end && is_mark_at(text, i.end)) {
        piece.end += 1;
    }
    // A mark at an end whose partner is not in the piece.
    while piece.end - piece.start > 1
        && is_mark(text, piece.start)
        && !inner.iter().any(|i| i.start == piece.start + 1 && i.end < piece.end)
    {
        piece.start += 1;
    }
    while piece.end - piece.start > 1
        && is_mark(text, piece.end - 1)
        && !inner.iter().any(|i| i.end == piece.end - 1 && i.start > piece.start)
    {
        piece.end -= 1;
    }
    piece
}

fn is_mark_before(text: &Annotated, token: TokenIx) -> bool {
    token > 0 && is_mark(text, token - 1)
}

fn is_mark_at(text: &Annotated, token: TokenIx) -> bool {
    (token as usize) < text.tokens.len() && is_mark(text, token)
}

/// True for a quotation mark.
pub(crate) fn is_mark(text: &Annotated, token: TokenIx) -> bool {
    en::is_quotation_mark(&text.token(token).lower)
        && matches!(text.token(token).pos, Pos::Punct | Pos::Sym | Pos::X | Pos::Part)
}

/// Whether pieces are quoted: all of their words, some, or none. Inside the quoted words of another all is quoted.
pub(crate) fn form_of(text: &Annotated, pieces: &[Stretch], cue: Option<TokenIx>) -> Form {
    let in_speech = |t: TokenIx| text.token(t).quotation.is_some();
    if cue.is_some_and(|c| {
        text.token(c).quotation.is_some_and(|q| text.quotations[q as usize].kind == QuotationKind::Speech)
    }) {
        return Form::Direct;
    }
    let words = || {
        pieces
            .iter()
            .flat_map(|p| p.tokens())
            .filter(|&t| text.token(t).pos != Pos::Punct && !is_mark(text, t))
    };
    match (words().any(in_speech), words().all(in_speech)) {
        (true, true) => Form::Direct,
        (true, false) => Form::Mixed,
        _ => Form::Indirect,
    }
}
