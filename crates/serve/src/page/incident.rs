//! One incident: who says what of it, how its toll rose, which articles are copies, and why the reports are one.

use maud::{Markup, html};
use sayso_link::matrix::{Attribute, Column, Row, Value, Verdict};
use sayso_link::{Report, Rule};

use super::{Frame, page, sign, toll};
use crate::desk::Work;
use crate::incidents::{Incidents, Linked};
use crate::index::Index;
use crate::problem::Problem;

/// The page.
pub fn incident(work: &mut Work, id: &str) -> Result<Markup, Problem> {
    let linked = work.incidents()?;
    let index = work.index()?;
    let one = linked.find(id).ok_or_else(|| Problem::missing(format!("there is no incident `{id}`")))?;
    let title = title(one);
    let body = html! { article.incident { (inside(&linked, one, &index, true)) } };
    Ok(page(&Frame::new(&title, "/incidents"), &body))
}

/// A heading from what most origins say.
pub fn title(one: &Linked) -> String {
    let picked = one.picked(Rule::MostSources);
    let cell = |a: Attribute| picked.get(&a).cloned();
    let mut out = one.told[0].kind.to_string();
    if let Some(mode) = &one.told[0].mode {
        out = format!("{out}/{mode}");
    }
    let doer = cell(Attribute::Doer).unwrap_or_else(|| "?".into());
    let recipient = cell(Attribute::Recipient).unwrap_or_else(|| "?".into());
    out = format!("{out}: {doer} → {recipient}");
    let place = cell(Attribute::Place).filter(|p| *p != recipient);
    for part in place.into_iter().chain(cell(Attribute::Date).map(|d| sign::spanned(&d))) {
        out = format!("{out}, {part}");
    }
    out
}

/// What is shown of an incident; `linked_up` with links into the ledger.
pub fn inside(linked: &Incidents, one: &Linked, index: &Index, linked_up: bool) -> Markup {
    let matrix = &one.matrix;
    html! {
        header.incident-head {
            p.eyebrow { (sign::status(one.standing)) " · " (one.incident.id) }
            h1 { (title(one)) }
            p.lead {
                b { (sign::counted(matrix.articles, "article")) } " · " (sign::counted(matrix.rows.len(), "origin")) ", "
                (matrix.independent) " independent"
                @for ring in &matrix.rings { " · circular: " (ring.join(", ")) " cite each other" }
            }
            (in_short(one))
            @if linked_up {
                p { a href={ "/incidents/" (one.incident.id) ".json" } { "JSON" } " · "
                    a href={ "/incidents/" (one.incident.id) ".html" } download { "Dossier, one file" } }
            }
        }
        section aria-labelledby="says" {
            h2 id="says" { "Who says what" }
            p.muted { "A row is an origin: who put a claim into the world. “silent” is not disagreement. Columns with the most dispute come first." }
            div.scroll tabindex="0" role="region" aria-label="Matrix of origins and attributes" { (grid(linked, one, index, linked_up)) }
        }
        (toll::tolls(one))
        (rules(one))
        (articles(linked, one, linked_up))
        (joins(linked, one))
    }
}

/// Who says that it happened and who does not, and between which figures the toll lies, in plain words.
fn in_short(one: &Linked) -> Markup {
    let rows = &one.matrix.rows;
    let says = |row: &&Row, status: &str| {
        row.cells.get(&Attribute::Happened).is_some_and(|c| c.iter().any(|v| v.text == status))
    };
    let deny: Vec<&Row> = rows.iter().filter(|r| says(r, "denied")).collect();
    let rest = || rows.iter().filter(|r| !says(r, "denied"));
    let assert = rest().filter(|r| says(r, "asserted")).count();
    let allege = rest().filter(|r| !says(r, "asserted") && says(r, "alleged")).count();
    let names = |rows: &[&Row]| {
        let names: Vec<&str> = rows.iter().take(3).map(|r| r.origin.name.as_str()).collect();
        let more = rows.len().saturating_sub(3);
        format!("{}{}", names.join(", "), if more > 0 { format!(" and {more} more") } else { String::new() })
    };
    let told: Vec<String> = [
        (assert > 0).then(|| {
            format!(
                "{} {} that it happened",
                sign::counted(assert, "origin"),
                if assert == 1 { "says" } else { "say" }
            )
        }),
        (allege > 0).then(|| {
            format!("{} {} it as a charge", sign::count(allege), if allege == 1 { "puts" } else { "put" })
        }),
        (!deny.is_empty())
            .then(|| format!("{} {}", names(&deny), if deny.len() == 1 { "denies it" } else { "deny it" })),
    ]
    .into_iter()
    .flatten()
    .collect();
    let tolls = columns(one).into_iter().filter_map(|c| toll::between(one, c.attribute)).collect::<Vec<_>>();
    html! {
        @if !told.is_empty() || !tolls.is_empty() {
            p.in-short {
                @if !told.is_empty() { (told.join("; ")) ". " }
                @for text in &tolls { (text) ". " }
            }
        }
    }
}

/// Columns, the most disputed first.
fn columns(one: &Linked) -> Vec<&Column> {
    let weight = |c: &Column| match c.verdict {
        Verdict::Denied => 0,
        Verdict::Contradicted => 1,
        Verdict::Compatible => 2,
        _ => 3,
    };
    let mut all: Vec<&Column> = one.matrix.columns.iter().collect();
    all.sort_by_key(|c| (weight(c), c.attribute));
    all
}

/// What a column is called.
pub fn heading(attribute: Attribute) -> &'static str {
    match attribute {
        Attribute::Happened => "Did it happen?",
        Attribute::Doer => "Who?",
        Attribute::Recipient => "To whom?",
        Attribute::Place => "Where?",
        Attribute::Date => "When?",
        Attribute::Killed => "Killed",
        Attribute::Wounded => "Wounded",
        Attribute::Missing => "Missing",
        Attribute::Displaced => "Displaced",
        Attribute::Detained => "Detained",
    }
}

fn verdict(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Denied => ("denied", "⊘"),
        Verdict::Contradicted => ("contradicted", "≠"),
        Verdict::Compatible => ("differs, can all be so", "~"),
        Verdict::Agreed => ("agreed", "="),
        Verdict::Single => ("one origin", "·"),
        Verdict::Silent => ("silent", ""),
    }
}

fn grid(linked: &Incidents, one: &Linked, index: &Index, linked_up: bool) -> Markup {
    let columns = columns(one);
    html! {
        table.matrix {
            thead { tr {
                th scope="col" { "Origin" }
                @for column in &columns {
                    @let (words, glyph) = verdict(column.verdict);
                    th scope="col" class={ "v-" (sign::class(words)) } {
                        (heading(column.attribute))
                        span.verdict-word { span.glyph aria-hidden="true" { (glyph) } (words)
                            @if let Some(range) = column.range.filter(|r| *r > 0) { ", range " (range) } }
                    }
                }
            } }
            tbody {
                @for row in &one.matrix.rows {
                    tr {
                        th scope="row" { (origin(one, row)) }
                        @for column in &columns { (cell(linked, row, column, index, linked_up)) }
                    }
                }
            }
        }
    }
}

fn origin(one: &Linked, row: &Row) -> Markup {
    html! {
        span.source { (row.origin.name) }
        span.second {
            @if row.origin.own_voice { "in its own voice" }
            @else if !row.origin.named { "not named" }
            @else if let Some(class) = &row.origin.class { (class) }
            " · " (sign::counted(row.articles.len(), "article"))
        }
        @for chain in &row.chains { span.second { "by way of " (chain.join(" ▸ ")) } }
        @if !row.denies.is_empty() { span.second.denies { "⊘ " (denial(one, row)) } }
    }
}

/// Whom a denial is against: by name, as long as they are few.
fn denial(one: &Linked, row: &Row) -> String {
    let against = one.matrix.rows.iter().filter(|r| row.denies.contains(&r.origin.id));
    let names: Vec<&str> = against.map(|r| r.origin.name.as_str()).collect();
    match names[..] {
        [one] => format!("denies what {one} says"),
        _ if names.len() <= 3 => format!("denies what {} say", names.join(", ")),
        _ => format!("denies what {} origins say", names.len()),
    }
}

fn cell(linked: &Incidents, row: &Row, column: &Column, index: &Index, linked_up: bool) -> Markup {
    let Some(values) = row.cells.get(&column.attribute) else { return html! { td.silent { "silent" } } };
    let (words, _) = verdict(column.verdict);
    html! {
        td class={ "v-" (sign::class(words)) } {
            @for value in values {
                div.value-line {
                    @let target = claim_of(linked, row, value, index).filter(|_| linked_up);
                    @if let Some((href, quote)) = target {
                        a.cell href=(href) title=(quote) { (shown(column.attribute, value)) }
                    } @else { (shown(column.attribute, value)) }
                    @if value.reports.len() > 1 { span.muted { " ×" (value.reports.len()) } }
                }
            }
        }
    }
}

fn shown(attribute: Attribute, value: &Value) -> Markup {
    html! {
        @if attribute == Attribute::Happened { (sign::status(&value.text)) }
        @else if attribute == Attribute::Date { span.when { (sign::spanned(&value.text)) } }
        @else if value.superseded { s title="the same origin gave another figure later" { (value.text) } }
        @else { (value.text) }
    }
}

/// Where a value stands: the claim of this origin in the first report that carries it.
fn claim_of(linked: &Incidents, row: &Row, value: &Value, index: &Index) -> Option<(String, String)> {
    for key in &value.reports {
        let (Some(event), Some(article)) = (linked.event(key), linked.article(key)) else { continue };
        let Some(word) = index.find_word(event) else { continue };
        let mut lines = index.lines.iter().filter(|l| l.event == word && !l.gone);
        let all: Vec<_> = lines.by_ref().collect();
        let own = all.iter().find(|l| {
            if row.origin.own_voice { l.depth == 0 } else { index.word(l.origin) == row.origin.name }
        });
        if let Some(line) = own.or(all.first()) {
            let claim = index.word(line.claim);
            return Some((format!("/articles/{}?claim={claim}#here", article.id), article.name.clone()));
        }
    }
    None
}

/// What each rule would pick: nothing is averaged.
fn rules(one: &Linked) -> Markup {
    let columns: Vec<Attribute> =
        columns(one).iter().map(|c| c.attribute).filter(|a| *a != Attribute::Happened).collect();
    html! {
        section {
            h2 { "One value by a named rule" }
            p.muted { "Lowest is how ACLED codes; lowest and highest are the bounds of UCDP. Nothing is averaged, nothing is called confirmed." }
            div.scroll tabindex="0" role="region" aria-label="Values by rule" {
                table.list.small {
                    thead { tr { th scope="col" { "Rule" } @for a in &columns { th scope="col" { (heading(*a)) } } } }
                    tbody { @for rule in Rule::ALL {
                        @let picked = one.picked(rule);
                        tr { th scope="row" { (rule.as_str()) } @for a in &columns { td { (picked.get(a).map_or("–", String::as_str)) } } }
                    } }
                }
            }
        }
    }
}

fn articles(linked: &Incidents, one: &Linked, linked_up: bool) -> Markup {
    let mut families: Vec<(Option<&str>, Vec<&Report>)> = Vec::new();
    let mut listed: Vec<&str> = Vec::new();
    for report in &one.told {
        if listed.contains(&report.key.document.as_str()) {
            continue;
        }
        listed.push(&report.key.document);
        let family = report.copies.as_deref();
        match families.iter_mut().find(|f| f.0 == family && family.is_some()) {
            Some(known) => known.1.push(report),
            None => families.push((family, vec![report])),
        }
    }
    html! {
        section {
            h2 { "Articles" }
            @for (family, members) in &families {
                @if family.is_some() && members.len() > 1 { p.family { (members.len()) " copies of one text: one origin, not " (members.len()) } }
                ul.plain class=[family.map(|_| "family")] {
                    @for report in members {
                        @if let Some(article) = linked.article(&report.key) {
                            li {
                                span.when { (article.published.as_deref().unwrap_or("")) " " } b { (article.publisher.as_deref().unwrap_or("")) } " "
                                @if linked_up { a href={ "/articles/" (article.id) } { (article.name) } } @else { (article.name) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn joins(linked: &Incidents, one: &Linked) -> Markup {
    let name = |key: &sayso_link::Key| linked.article(key).map_or("", |a| a.name.as_str());
    let (within, across): (Vec<_>, Vec<_>) =
        one.incident.joins.iter().partition(|j| j.report.document == j.with.document);
    html! {
        @if !one.incident.joins.is_empty() {
            section {
                details {
                    summary { h2 { "Why these reports are one incident" } }
                    p.muted { "Each line is a pair of reports that were found to be one, with what speaks for it and against it. What one article tells in several places counts too (" (within.len()) ")." }
                    ul.plain {
                        @for join in &across {
                            li {
                                (name(&join.report)) span.muted { " with " } (name(&join.with))
                                span.second { @for reason in &join.link.reasons { span.reason { (reason.name) " " (format!("{:+.1}", reason.weight)) } " " } }
                            }
                        }
                    }
                }
            }
        }
    }
}
