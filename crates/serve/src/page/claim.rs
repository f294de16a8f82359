//! One claim: its sentence, the chain of its sources hop by hop, why it was coded so, and what people decided of it.

use axum::http::StatusCode;
use maud::{Markup, html};
use sayso_model::{Ledger, Party, Span, Status};
use sayso_store::entry::Entry;
use sayso_store::query::Query;
use sayso_store::record::claim::Claim;

use super::ledger::badge;
use super::{Frame, page, sign};
use crate::desk::Work;
use crate::index::{FACETS, Index, Scope};
use crate::problem::Problem;
use crate::review::{self, Standing};

/// A claim with all that is shown of it.
pub struct View {
    /// The claim.
    pub claim: Claim,
    /// Number of its entry.
    pub seq: i64,
    /// What people decided.
    pub standing: Option<Standing>,
    /// The paragraph it stands in: before, within and after its words.
    pub passage: [String; 3],
    /// SHA-256 of the text.
    pub sha256: String,
    /// What else a field could be, by its name: what the article names, the nearest first.
    pub others: Vec<(&'static str, Vec<String>)>,
}

/// Reads a claim by its identifier.
pub fn view(work: &mut Work, id: &str) -> Result<View, Problem> {
    let missing = || Problem::missing(format!("the ledger holds no claim `{id}`"));
    if !id.starts_with("clm_") {
        return Err(missing());
    }
    let Some(entry) = work.store.record(id, None)? else {
        let last = work.store.history(id)?.pop().ok_or_else(missing)?;
        let gone =
            Problem::new(StatusCode::GONE, format!("the claim `{id}` was taken back by entry {}", last.seq));
        return Err(gone.hint(format!("it still stands in the ledger as of {}", last.seq - 1)));
    };
    let claim: Claim = serde_json::from_str(entry.body.as_deref().unwrap_or("")).map_err(|_| missing())?;
    let index = work.index()?;
    let standing = index.at(entry.seq).and_then(|at| index.standing(&index.lines[at])).cloned();
    let document = work.store.document(&claim.document)?.ok_or_else(missing)?;
    let byte = |at: usize| document.text.char_indices().nth(at).map_or(document.text.len(), |c| c.0);
    let (start, end) = (byte(claim.quote.start), byte(claim.quote.end));
    let block = document.blocks.iter().map(|b| b.span).find(|b| b.start() <= start && end <= b.end());
    let (from, to) = block.map_or((start, end), |b| (b.start(), b.end()));
    let text = |a: usize, b: usize| document.text.get(a..b).unwrap_or("").to_owned();
    let passage = [text(from, start), text(start, end), text(end, to)];
    let others = match work.store.ledger(&claim.document, None)? {
        Some((ledger, _)) => others(&ledger, &index, start),
        None => Vec::new(),
    };
    Ok(View { claim, seq: entry.seq, standing, passage, sha256: document.sha256, others })
}

/// Values that the article offers for each field, those that stand nearest to a byte first.
fn others(ledger: &Ledger, index: &Index, start: usize) -> Vec<(&'static str, Vec<String>)> {
    let far = |span: Span| span.start().abs_diff(start);
    let near = |mut all: Vec<(usize, String)>| {
        all.sort();
        let mut out: Vec<String> = Vec::new();
        for (_, value) in all {
            if !out.contains(&value) && out.len() < 30 {
                out.push(value);
            }
        }
        out
    };
    let mut parties = Vec::new();
    let mut party = |p: &Party| {
        let named =
            p.actor.and_then(|id| ledger.actors.iter().find(|a| a.id == id)).map(|a| a.name.to_string());
        let words = p.span.and_then(|s| ledger.document.text.get(s.start()..s.end())).map(str::to_owned);
        parties.extend(p.span.zip(named.or(words)).map(|(span, name)| (far(span), name)));
    };
    ledger.events.iter().flat_map(|e| e.actors.iter().chain(&e.recipients)).for_each(&mut party);
    ledger.statements.iter().flat_map(|s| &s.sources).for_each(&mut party);
    let parties = near(parties);
    let places = ledger.events.iter().flat_map(|e| &e.places).map(|p| {
        let words = ledger.document.text.get(p.span.start()..p.span.end()).unwrap_or("");
        (far(p.span), words.to_owned())
    });
    let mut kinds: Vec<String> = FACETS
        .iter()
        .find(|f| f.name == "type")
        .map(|f| {
            f.count(Scope { index, joined: None }, &(0..index.lines.len() as u32).collect::<Vec<_>>(), 40)
        })
        .unwrap_or_default()
        .into_iter()
        .map(|t| t.value)
        .collect();
    kinds.sort();
    let statuses = Status::ALL.iter().map(|s| s.as_str().to_owned()).collect();
    vec![
        ("type", kinds),
        ("status", statuses),
        ("actor", parties.clone()),
        ("target", parties.clone()),
        ("source", parties),
        ("place", near(places.collect())),
    ]
}

/// The page of a claim.
pub fn claim(work: &mut Work, id: &str) -> Result<Markup, Problem> {
    let view = match view(work, id) {
        Err(problem) if problem.code() == StatusCode::GONE => return gone(work, id, &problem),
        other => other?,
    };
    let body = html! { h1.hidden-label { "A claim" } article.claim-page { (peek(work, &view)) (history(work, &view)?) } };
    let frame = Frame { read_only: work.desk.settings.read_only, ..Frame::new("Claim", "/claims") };
    Ok(page(&frame, &body))
}

/// The page of a claim that was taken back: what it said, and what became of it.
fn gone(work: &mut Work, id: &str, problem: &Problem) -> Result<Markup, Problem> {
    let entries = work.store.history(id)?;
    let last = entries.iter().rev().find_map(|e| serde_json::from_str::<Claim>(e.body.as_deref()?).ok());
    let body = html! {
        h1 { "A claim that was taken back" }
        article.claim-page {
            p { (problem.title) ". Nothing moved to another place: what was said stays in the history." }
            @if let Some(claim) = &last {
                p.parties { (sign::status(&claim.status)) " " span.kind { (claim.kind) } " " (sign::parties(claim)) }
                blockquote dir="auto" { s { (claim.quote.text) } }
                p.second { (sign::chain(claim)) }
                p { a href={ "/articles/" (claim.document) } { (claim.title.as_deref().unwrap_or("The article")) } " · "
                    a href={ "/claims?document=" (claim.document) } { "claims of this article now" } }
            }
            section { h2 { "History" } (told(&entries)) }
        }
    };
    Ok(page(&Frame::new("A claim that was taken back", "/claims"), &body))
}

fn told(entries: &[Entry]) -> Markup {
    html! { ul.plain { @for entry in entries {
        li { "entry " (entry.seq) ": " (entry.op.as_str()) @if let Some(why) = &entry.why { " (" (why) ")" } }
    } } }
}

/// What is shown of a claim beside the table, and on its page.
pub fn peek(work: &Work, view: &View) -> Markup {
    let View { claim, passage, .. } = view;
    let incidents = work.known_incidents();
    let in_article = format!("/articles/{}?claim={}#here", claim.document, claim.id);
    html! {
        div.peek-body data-claim=(claim.id) data-citation=(citation(view, Form::Plain)) {
            h2.peek-title { (claim.kind) @if let Some(mode) = &claim.mode { "/" (mode) } " · " (sign::status(&claim.status)) }
            p.parties { (sign::parties(claim)) }
            blockquote dir="auto" { span.muted { (passage[0]) } mark.here { (passage[1]) } span.muted { (passage[2]) } }
            dl.facts {
                dt { "Who says so" } dd { (tree(claim)) }
                @if !claim.places.is_empty() { dt { "Where" } dd { (sign::place(claim)) } }
                @if let Some(days) = &claim.date { dt { "When" } dd { (sign::days(days)) span.muted { " “" (days.text) "”" } } }
                @if !claim.casualties.is_empty() { dt { "Toll" } dd {
                    @for figure in &claim.casualties { (sign::figure(figure)) " " (figure.kind) span.muted { " “" (figure.text) "” " } }
                } }
                @if !claim.quantities.is_empty() { dt { "Size" } dd {
                    @for quantity in &claim.quantities { (sign::quantity(quantity)) span.muted { " “" (quantity.text) "” " } }
                } }
                dt { "Article" } dd {
                    a href=(in_article) { (claim.title.as_deref().unwrap_or("the article")) }
                    span.muted { " " (claim.publisher.as_deref().unwrap_or("")) " " (claim.published.as_deref().unwrap_or("")) }
                }
                @if incidents.as_ref().is_some_and(|i| i.of_event.contains_key(&claim.event)) {
                    dt { "Incident" } dd { (badge(claim, incidents.as_deref())) }
                }
                dt { "Why" } dd { "rule " code { (claim.rule) } ", such records are right " (format!("{:.0}", claim.confidence * 100.0)) " times in 100"
                    @if let Some(cameo) = &claim.cameo { "; CAMEO " code { (cameo) } } }
            }
            (decisions(view.standing.as_ref()))
            @if !work.desk.settings.read_only { (forms(view)) }
            p.peek-foot {
                a href={ "/claims/" (claim.id) } { "Permalink" } " · "
                a href={ "/claims/" (claim.id) ".json" } { "JSON" } " · "
                a href={ "/claims/" (claim.id) ".bib" } { "BibTeX" } " · "
                button type="button" class="link" data-do="cite" hidden { "Copy citation " kbd { "c" } }
            }
        }
    }
}

/// One line a hop.
fn tree(claim: &Claim) -> Markup {
    html! {
        ol.tree {
            li { span.source { (claim.publisher.as_deref().unwrap_or("the article")) }
                @if claim.says.is_empty() { span.muted { " in its own voice" } } }
            @for hop in &claim.says {
                li {
                    span.source { (sign::actor_link(hop)) }
                    @if let Some(class) = &hop.class { span.muted { " " (class) } }
                    @if hop.key.is_none() { span.muted { ", not named" } }
                    @if let Some(text) = hop.text.as_deref().filter(|t| *t != sign::name(hop)) { span.muted { " “" (text) "”" } }
                }
            }
        }
        @if let Some(act) = &claim.act { p.muted { "by an act of the kind " code { (act) } } }
    }
}

fn decisions(standing: Option<&Standing>) -> Markup {
    html! {
        @if let Some(standing) = standing {
            section.decisions aria-label="Decisions" {
                h3 { "Review: " (sign::status(standing.state())) }
                ul {
                    @for d in &standing.decisions {
                        li {
                            b { (d.by) } " " (d.body.action)
                            @if let Some(field) = &d.body.field {
                                ": " (field) " " s { (d.body.old.as_deref().unwrap_or("")) } " → " (d.body.new.as_deref().unwrap_or("nothing"))
                            }
                            @if let Some(reason) = &d.body.reason { " (" (reason) ")" }
                            @if let Some(note) = &d.note { " “" (note) "”" }
                            span.muted { " " (d.at()) }
                        }
                    }
                }
            }
        }
    }
}

/// Forms that work without a script; with one, keys do the same.
fn forms(view: &View) -> Markup {
    let claim = &view.claim;
    html! {
        div.verdict {
            form method="post" action="/decisions" data-review {
                input type="hidden" name="target" value=(claim.id);
                input type="hidden" name="then" value={ "/claims/" (claim.id) };
                div.buttons {
                    button name="action" value="accept" { "Accept " kbd { "a" } }
                    button name="action" value="reject" { "Reject " kbd { "x" } }
                    button name="action" value="unsure" { "Unsure " kbd { "u" } }
                }
                label { "Reason " select name="reason" { option value="" { "none" } @for (code, _, words) in review::REASONS { option value=(code) { (words) } } } }
            }
            details.correct {
                summary { "Correct a field " kbd { "e" } }
                form method="post" action="/decisions" data-correct {
                    input type="hidden" name="target" value=(claim.id);
                    input type="hidden" name="action" value="correct";
                    input type="hidden" name="then" value={ "/claims/" (claim.id) };
                    label { "Field "
                        select name="field" { @for (field, words) in review::FIELDS {
                            option value=(field) data-old=(review::value_of(claim, field)) { (words) }
                        } }
                    }
                    label { "Is " input name="new" autocomplete="off" spellcheck="false" aria-describedby="new-help"; }
                    @for (field, values) in &view.others { datalist id={ "is-" (field) } { @for value in values { option value=(value) {} } } }
                    label { "Note " input name="note" autocomplete="off"; }
                    p.muted id="new-help" { "A day is 2024-03-01 or 2024-03-01..2024-03-04; a number 12 or 12..20; empty says that the text gives none." }
                    button { "Save the correction" }
                }
            }
        }
    }
}

fn history(work: &mut Work, view: &View) -> Result<Markup, Problem> {
    let entries = work.store.history(&view.claim.id)?;
    let same = Query {
        filter: format!("event:{}", view.claim.event).parse().unwrap_or_default(),
        ..Query::default()
    };
    let others: Vec<Claim> =
        work.store.claims(&same)?.iter().filter_map(|r| serde_json::from_str(&r.body).ok()).collect();
    Ok(html! {
        @if others.len() > 1 {
            section { h2 { "Who else speaks of it in this article" } ul.plain {
                @for other in others.iter().filter(|o| o.id != view.claim.id) {
                    li { a href={ "/claims/" (other.id) } { (sign::status(&other.status)) " " (sign::chain(other)) } }
                }
            } }
        }
        section { h2 { "History" } (told(&entries)) }
    })
}

/// How a citation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For a note.
    Plain,
    /// For a list of references.
    Bibtex,
}

/// The words of a claim with who says so, where it stands, and its hash.
pub fn citation(view: &View, form: Form) -> String {
    let View { claim, sha256, .. } = view;
    let title = claim.title.as_deref().unwrap_or("untitled");
    let publisher = claim.publisher.as_deref().unwrap_or("unknown publisher");
    let day = claim.published.as_deref().unwrap_or("no date");
    let url = claim.url.as_deref().unwrap_or("");
    match form {
        Form::Plain => {
            let url = if url.is_empty() { String::new() } else { format!(" {url}.") };
            format!(
                "“{}” ({}; {}). {publisher}, “{title}”, {day}.{url} Characters {}–{}, sha256 {}, {}.",
                claim.quote.text,
                sign::chain_text(claim),
                claim.status,
                claim.quote.start,
                claim.quote.end,
                &sha256[..12.min(sha256.len())],
                claim.id
            )
        }
        Form::Bibtex => {
            let clean =
                |text: &str| text.chars().filter(|c| !matches!(c, '{' | '}' | '\\')).collect::<String>();
            format!(
                "@misc{{{},\n  title = {{{}}},\n  publisher = {{{}}},\n  date = {{{}}},\n  url = {{{}}},\n  note = {{{}; {}; characters {}--{}; sha256 {}}},\n  abstract = {{{}}}\n}}\n",
                claim.id,
                clean(title),
                clean(publisher),
                clean(day),
                clean(url),
                clean(&sign::chain_text(claim)),
                claim.status,
                claim.quote.start,
                claim.quote.end,
                sha256,
                clean(&claim.quote.text)
            )
        }
    }
}
