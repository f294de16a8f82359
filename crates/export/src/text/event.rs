//! An event: who does what to whom, where and when, and who puts it forward.

use sayso_model::{Casualty, Event, Ledger, Place, Quantity, Span, Statement, StatementId};

use super::figure;
use super::page::{Page, Run, run};
use super::passage::{self, Mark};
use super::statement::{name, party, words};
use super::style::{self, EVENT, FAINT, PLAIN, SETTING, STRONG};

/// Columns that hold the names of fields.
const NAME_COLUMNS: usize = 11;
/// Columns that hold how a source presents the event.
const STATUS_COLUMNS: usize = 13;

/// A field of a record: its name, and its value beside it.
pub fn field(page: &mut Page, name: &str, value: Vec<Run>) {
    let first = [run(format!("     {name:<NAME_COLUMNS$}"), FAINT)];
    let rest = [run(" ".repeat(5 + NAME_COLUMNS), PLAIN)];
    page.flow(&first, &rest, &value);
}

pub fn show(ledger: &Ledger, event: &Event, page: &mut Page) {
    page.blank();
    head(event, page);
    for (label, parties) in [("who", &event.actors), ("whom", &event.recipients)] {
        if !parties.is_empty() {
            let mut value = Vec::new();
            for (i, each) in parties.iter().enumerate() {
                if i > 0 {
                    value.push(run(", ", PLAIN));
                }
                value.extend(party(ledger, each));
            }
            field(page, label, value);
        }
    }
    event.places.iter().for_each(|p| field(page, "where", place(ledger, p)));
    if let Some(date) = &event.date {
        let said = format!("“{}”", words(ledger, date.span));
        let value = match figure::interval(date) {
            Some(days) => vec![run(days, SETTING), run(format!(" {said}"), FAINT)],
            None => vec![run(said, SETTING), run(" (no date can be told from it)", FAINT)],
        };
        field(page, "when", value);
    }
    event.casualties.iter().for_each(|c| casualty(ledger, c, page));
    event.quantities.iter().for_each(|q| quantity(ledger, q, page));
    for (i, claim) in event.claims.iter().enumerate() {
        let label = if i == 0 { "says who" } else { "" };
        let first = [
            run(format!("     {label:<NAME_COLUMNS$}"), FAINT),
            run(format!("{:<STATUS_COLUMNS$}", claim.status.as_str()), style::status(claim.status)),
        ];
        let rest = [run(" ".repeat(5 + NAME_COLUMNS + STATUS_COLUMNS), PLAIN)];
        page.flow(&first, &rest, &speaker(ledger, claim.statement));
    }
    let mut marks: Vec<(Span, Mark)> = vec![(event.trigger, Mark::Key)];
    let block = ledger.document.blocks.iter().find(|b| b.span.contains(event.trigger)).map(|b| b.span);
    let near = |span: &Span| block.is_none_or(|b| b.contains(*span));
    let parties = event.actors.iter().chain(&event.recipients).filter_map(|p| p.span);
    marks.extend(parties.filter(|s| near(s)).map(|s| (s, Mark::Party)));
    let settings = event.places.iter().map(|p| p.span).chain(event.date.iter().map(|d| d.span));
    marks.extend(settings.filter(|s| near(s)).map(|s| (s, Mark::Setting)));
    passage::show(ledger, &marks, page);
}

fn head(event: &Event, page: &mut Page) {
    let id = format!("e{}", event.id.0);
    let mut left = vec![run(format!(" {id:<4}"), STRONG), run(event.kind.as_str(), EVENT)];
    if let Some(mode) = &event.mode {
        left.push(run(format!(" {mode}"), PLAIN));
    }
    if !event.contexts.is_empty() {
        left.push(run(format!(" · {}", event.contexts.join(", ")), FAINT));
    }
    if event.derived {
        left.push(run(" · from what is said", FAINT));
    }
    let code = event.cameo.as_ref().map(|c| format!("CAMEO {c} · ")).unwrap_or_default();
    page.line(&left, &format!("{code}{:.2}", event.confidence));
}

fn place(ledger: &Ledger, place: &Place) -> Vec<Run> {
    let said = words(ledger, place.span);
    let name = place.name.clone().unwrap_or_else(|| said.clone());
    let mut value = vec![run(&name, SETTING)];
    let within: Vec<&str> =
        [place.admin1.as_deref(), place.country.as_deref()].into_iter().flatten().collect();
    let within: Vec<&str> = within.into_iter().filter(|w| *w != name).collect();
    if !within.is_empty() {
        value.push(run(format!(", {}", within.join(", ")), PLAIN));
    }
    if said != name {
        value.push(run(format!(" “{said}”"), FAINT));
    }
    if let (Some(latitude), Some(longitude)) = (place.latitude, place.longitude) {
        let precision = place.precision.as_ref().map(|p| format!(" ({p})")).unwrap_or_default();
        value.push(run(format!(" {latitude:.2}, {longitude:.2}{precision}"), FAINT));
    }
    value
}

fn casualty(ledger: &Ledger, casualty: &Casualty, page: &mut Page) {
    let said = format!(" “{}”", words(ledger, casualty.span));
    let mut value = vec![run(figure::range(casualty.range), STRONG), run(said, FAINT), run(" – ", FAINT)];
    value.extend(speaker(ledger, casualty.statement));
    field(page, casualty.kind.as_str(), value);
}

fn quantity(ledger: &Ledger, quantity: &Quantity, page: &mut Page) {
    let unit = quantity.unit.as_ref().map(|u| format!(" {u}")).unwrap_or_default();
    let said = format!(" “{}”", words(ledger, quantity.span));
    let number = run(figure::range(quantity.range) + &unit, STRONG);
    let mut value = vec![number, run(said, FAINT), run(" – ", FAINT)];
    value.extend(speaker(ledger, quantity.statement));
    field(page, quantity.kind.as_str(), value);
}

/// The innermost source of a statement, and its number.
fn speaker(ledger: &Ledger, id: Option<StatementId>) -> Vec<Run> {
    let Some(id) = id else { return vec![run("the article itself", PLAIN)] };
    let mut value = vec![run(format!("s{} ", id.0), FAINT)];
    let statement: Option<&Statement> = ledger.statements.iter().find(|s| s.id == id);
    let names: Vec<String> =
        statement.iter().flat_map(|s| s.sources.iter().map(|p| name(ledger, p))).collect();
    value.push(run(if names.is_empty() { "unidentified".to_owned() } else { names.join(" › ") }, PLAIN));
    value
}
