//! What opens and closes the view of a document.

use sayso_model::Ledger;

use super::figure::count;
use super::page::{Page, run};
use super::statement::name;
use super::style::{FAINT, PARTY, PLAIN, STRONG};

/// Sources named at the head; the rest are counted.
const SOURCES_MAX: usize = 12;

/// Title, facts about the text, and who speaks in it.
pub fn head(ledger: &Ledger, page: &mut Page) {
    let document = &ledger.document;
    let title = document.title.as_ref().map_or(document.id.as_str(), |t| t.text.as_str());
    page.flow(&[], &[], &[run(title, STRONG.underline())]);
    let mut facts: Vec<String> = Vec::new();
    if document.title.is_some() {
        facts.push(document.id.clone());
    }
    facts.extend(document.publisher.clone());
    facts.push(document.published.map_or("no date".to_owned(), |d| d.to_string()));
    facts.extend(document.language.clone());
    facts.push(count(ledger.statements.len(), "statement"));
    facts.push(count(ledger.events.len(), "event"));
    page.flow(
        &[],
        &[],
        &[run(facts.iter().map(|f| f.replace(' ', "\u{A0}")).collect::<Vec<_>>().join(" · "), FAINT)],
    );
    let sources = sources(ledger);
    if sources.is_empty() {
        return;
    }
    let mut value = vec![run(format!("{}: ", count(sources.len(), "source")), FAINT)];
    for (i, (source, times)) in sources.iter().take(SOURCES_MAX).enumerate() {
        let comma = if i > 0 { ", " } else { "" };
        let times = if *times > 1 { format!(" ×{times}") } else { String::new() };
        value.extend([run(comma, PLAIN), run(source, PARTY), run(times, FAINT)]);
    }
    if sources.len() > SOURCES_MAX {
        value.push(run(format!(" and {} more", sources.len() - SOURCES_MAX), FAINT));
    }
    page.flow(&[], &[run("  ", PLAIN)], &value);
}

/// Innermost sources in order of appearance, and how often each speaks.
fn sources(ledger: &Ledger) -> Vec<(String, usize)> {
    let mut sources: Vec<(String, usize)> = Vec::new();
    for statement in &ledger.statements {
        let source = statement.sources.last().map_or("unidentified".to_owned(), |p| name(ledger, p));
        match sources.iter_mut().find(|(s, _)| *s == source) {
            Some((_, times)) => *times += 1,
            None => sources.push((source, 1)),
        }
    }
    sources
}

/// What was seen and not coded.
pub fn foot(ledger: &Ledger, page: &mut Page) {
    if ledger.diagnostics.is_empty() {
        return;
    }
    page.section("Notes", "");
    for diagnostic in &ledger.diagnostics {
        let mut text = diagnostic.message.clone();
        if let Some(span) = diagnostic.span {
            let words = span.text(&ledger.document.text);
            let short: String =
                words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(60).collect();
            text.push_str(&format!(": “{short}{}”", if words.chars().count() > 60 { "…" } else { "" }));
        }
        let first = [run(format!("     {:<NOTE_COLUMNS$}", diagnostic.code), FAINT)];
        let rest = [run(" ".repeat(5 + NOTE_COLUMNS), PLAIN)];
        page.flow(&first, &rest, &[run(text, FAINT)]);
    }
}

const NOTE_COLUMNS: usize = 7;
