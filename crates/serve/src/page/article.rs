//! One article: its text with a mark for every word that something was coded from, and what was coded beside it.

use maud::{Markup, html};
use sayso_model::{BlockKind, Ledger, Span, Statement};
use sayso_store::query::Query;
use sayso_store::record::claim::Claim;

use super::{Frame, page, sign};
use crate::desk::Work;
use crate::marks::{Marks, Piece};
use crate::problem::Problem;

/// The page; `chosen` is the claim that the reader comes for.
pub fn article(work: &mut Work, id: &str, chosen: Option<&str>) -> Result<Markup, Problem> {
    let missing = || Problem::missing(format!("the ledger holds no article `{id}`"));
    let (ledger, version) =
        work.store.ledger(id, None)?.filter(|_| id.starts_with("doc_")).ok_or_else(missing)?;
    let query = Query { filter: format!("document:{id}").parse().unwrap_or_default(), ..Query::default() };
    let mut claims: Vec<Claim> =
        work.store.claims(&query)?.iter().filter_map(|r| serde_json::from_str(&r.body).ok()).collect();
    claims.sort_by_key(|c| (c.trigger.start, c.quote.start));
    let here = chosen.and_then(|id| claims.iter().find(|c| c.id == id)).map(|c| span_of(&ledger, c));
    let head = header(work, id, &ledger, &version, claims.len());
    let title = ledger.document.title.as_ref().map_or("Article", |t| t.text.as_str()).to_owned();
    let body = html! { (head) (reader(&ledger, &claims, chosen, here, true)) };
    let frame = Frame { read_only: work.desk.settings.read_only, ..Frame::new(&title, "/articles") };
    Ok(page(&frame, &body))
}

/// The bytes of a claim's words, which count characters.
fn span_of(ledger: &Ledger, claim: &Claim) -> Span {
    let text = &ledger.document.text;
    let byte = |at: usize| text.char_indices().nth(at).map_or(text.len(), |c| c.0);
    Span::new(byte(claim.quote.start), byte(claim.quote.end))
}

fn header(work: &mut Work, id: &str, ledger: &Ledger, version: &str, claims: usize) -> Markup {
    let document = &ledger.document;
    let linked = work.known_incidents();
    let copies = linked.as_ref().map_or_else(Vec::new, |l| l.copies_of(id));
    let (before, after) = neighbours(work, id);
    html! {
        header.article-head {
            p.eyebrow { b { (document.publisher.as_deref().unwrap_or("unknown publisher")) } @if let Some(day) = document.published { " · " (day) } @if let Some(l) = &document.language { " · " (l) } }
            h1 dir="auto" { (document.title.as_ref().map_or(document.id.as_str(), |t| t.text.as_str())) }
            p.lead {
                (sign::counted(claims, "claim")) " · " (sign::counted(ledger.statements.len(), "statement")) " · " (sign::counted(ledger.events.len(), "event"))
            }
            @if !copies.is_empty() {
                p.family { "One text with " (sign::counted(copies.len(), "other article")) ", so one origin and not " (copies.len() + 1) ": "
                    @for (at, copy) in copies.iter().take(6).enumerate() { @if at > 0 { ", " } a href={ "/articles/" (copy.id) } { (copy.publisher.as_deref().unwrap_or(&copy.name)) @if let Some(day) = &copy.published { " " (day) } } }
                    @if copies.len() > 6 { " and " (copies.len() - 6) " more" } }
            }
            p.muted { @if let Some(url) = &document.url { span.url { (url) } " · " } "sha256 " code { (document.sha256.get(..12).unwrap_or("")) } " · coded by " (version)
                " · " a href={ "/articles/" (id) ".json" } { "JSON" } " · " a href={ "/claims?document=" (id) } { "as a table" }
                @if let Some(id) = before { " · " a href={ "/articles/" (id) } data-before { "previous article " kbd { "[" } } }
                @if let Some(id) = after { " · " a href={ "/articles/" (id) } data-after { "next article " kbd { "]" } } } }
        }
    }
}

/// The articles that came into the ledger before and after.
fn neighbours(work: &mut Work, id: &str) -> (Option<String>, Option<String>) {
    let Ok(Some(entry)) = work.store.record(id, None) else { return (None, None) };
    let mut next = |newest_first| {
        let query = Query { after: Some(entry.seq), limit: Some(1), newest_first, ..Query::default() };
        work.store.documents(&query).ok()?.into_iter().next().map(|row| row.id)
    };
    (next(true), next(false))
}

/// The text and its claims, side by side.
pub fn reader(
    ledger: &Ledger,
    claims: &[Claim],
    chosen: Option<&str>,
    here: Option<Span>,
    kept: bool,
) -> Markup {
    let marks = Marks::new(ledger, here);
    html! {
        div.reader id="reader" {
            div.legend aria-label="Legend" {
                span { mark.m.role-trigger { "what" } } span { mark.m.role-actor { "who" } } span { mark.m.role-target { "to whom" } }
                span { mark.m.role-place { "where" } } span { mark.m.role-time { "when" } } span { mark.m.role-number { "how many" } }
                span { mark.m.role-source { "source" } } span { mark.m.role-cue { "says so" } }
                button type="button" class="quiet" data-do="marks" aria-pressed="true" hidden { "Marks " kbd { "m" } }
            }
            div.text lang=[ledger.document.language.as_deref()] {
                @for (at, block) in ledger.document.blocks.iter().enumerate() { (paragraph(ledger, &marks, at, block.span, block.kind)) }
            }
            aside.beside aria-label="Claims of the article" {
                h2 { "Claims, in reading order" }
                @if claims.is_empty() { p.muted { "Nothing was coded. What was seen and left out is listed below." } }
                ol.claims {
                    @for claim in claims {
                        @let on = chosen == Some(claim.id.as_str());
                        li id=(claim.id) class=[on.then_some("chosen")] data-id=(claim.id) data-e=(marks.event_of(claim)) tabindex="-1" {
                            p.claim-head {
                                (sign::status(&claim.status)) " "
                                @if kept { a.open href={ "/claims/" (claim.id) } { span.kind { (claim.kind) } } } @else { span.kind { (claim.kind) } }
                            }
                            p { (sign::parties(claim)) }
                            p.second { (sign::chain(claim)) }
                            p.second {
                                (sign::place(claim)) @if let Some(days) = &claim.date { " · " (sign::days(days)) }
                                @if !claim.casualties.is_empty() { " · " (sign::figures(claim)) }
                            }
                        }
                    }
                }
            }
        }
        @if !ledger.diagnostics.is_empty() {
            details.uncoded { summary { "What was seen and not coded, and why (" (ledger.diagnostics.len()) ")" }
                ul.plain { @for seen in &ledger.diagnostics {
                    li { code { (seen.code) } " " (seen.message) @if let Some(span) = seen.span { " " q dir="auto" { (ledger.document.text.get(span.start()..span.end()).unwrap_or("")) } } }
                } }
            }
        }
    }
}

fn paragraph(ledger: &Ledger, marks: &Marks, at: usize, span: Span, kind: BlockKind) -> Markup {
    let pieces = marks.pieces(&ledger.document.text, span);
    let inner = html! { @for piece in &pieces { (nest(piece)) } };
    let starts = |s: &&Statement| {
        s.content
            .first()
            .or(s.cue.as_ref())
            .is_some_and(|c| c.start() >= span.start() && c.start() < span.end())
    };
    let said: Vec<&Statement> = ledger.statements.iter().filter(starts).collect();
    html! {
        div.block id={ "b" (at) } {
            ul.ribbon aria-label=[(!said.is_empty()).then_some("Who speaks here")] {
                @for statement in said {
                    li data-s=(statement.id.0) class={ "ribbon-line depth-" (depth(ledger, statement).min(3)) " act-" (statement.act.as_str()) } { span.speaker { (speaker(ledger, statement)) } }
                }
            }
            @match kind {
                BlockKind::Heading => h2.body dir="auto" { (inner) },
                BlockKind::Body => p.body dir="auto" { (inner) },
                _ => p.body.aside-text dir="auto" { (inner) },
            }
        }
    }
}

fn depth(ledger: &Ledger, statement: &Statement) -> usize {
    let mut depth = 0;
    let mut parent = statement.parent;
    while let Some(id) = parent.filter(|_| depth < 8) {
        depth += 1;
        parent = ledger.statements.iter().find(|s| s.id == id).and_then(|s| s.parent);
    }
    depth
}

fn speaker(ledger: &Ledger, statement: &Statement) -> String {
    let name = |party: &sayso_model::Party| {
        let actor = party.actor.and_then(|id| ledger.actors.iter().find(|a| a.id == id));
        let words = party.span.and_then(|s| ledger.document.text.get(s.start()..s.end()));
        actor.map(|a| a.name.as_str()).or(words).unwrap_or("unidentified").to_owned()
    };
    let names: Vec<String> = statement.sources.iter().map(name).collect();
    if names.is_empty() { "unidentified".into() } else { names.join(" ▸ ") }
}

/// A stretch of text inside of all its marks.
fn nest(piece: &Piece<'_>) -> Markup {
    let mut out = html! { (piece.text) };
    for mark in piece.marks.iter().rev() {
        out = html! { mark class=(mark.class) data-e=[mark.event] { (out) } };
    }
    if !piece.said.is_empty() {
        let list = piece.said.iter().map(u32::to_string).collect::<Vec<_>>().join(" ");
        out = html! { span.said data-s=(list) { (out) } };
    }
    match (piece.here, piece.first_here) {
        (_, true) => html! { span.here id="here" { (out) } },
        (true, _) => html! { span.here { (out) } },
        _ => out,
    }
}
