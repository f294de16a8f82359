//! Articles that were asked for.

use maud::{Markup, html};
use rustc_hash::FxHashSet;
use sayso_store::query::Query;

use super::ledger::joined;
use super::narrow::narrow;
use super::{Frame, page, sign};
use crate::ask::Ask;
use crate::desk::Work;
use crate::problem::Problem;

/// Articles of a page.
const ROWS: usize = 60;

/// The articles that pass, the newest first.
pub fn rows(
    work: &mut Work,
    ask: &Ask,
    most: usize,
) -> Result<Vec<sayso_store::query::DocumentRow>, Problem> {
    let as_of = ask.as_of.as_deref().map(|m| work.moment(m)).transpose()?;
    let most = ask.limit.unwrap_or(most);
    let limit = Some(most).filter(|_| !ask.is_of_index());
    let query = Query { filter: ask.filter.clone(), as_of, after: ask.after, limit, newest_first: true };
    let mut rows = work.store.documents(&query)?;
    if ask.is_of_index() {
        let index = work.index_for(ask)?;
        let chosen = work.chosen(&index, ask)?;
        let held: FxHashSet<&str> =
            chosen.iter().map(|&at| index.word(index.lines[at as usize].document)).collect();
        rows.retain(|r| held.contains(r.id.as_str()));
        rows.truncate(most);
    }
    Ok(rows)
}

/// The page.
pub fn articles(work: &mut Work, ask: &Ask) -> Result<Markup, Problem> {
    let rows = rows(work, ask, ROWS)?;
    let index = work.index_for(ask)?;
    let chosen = work.chosen(&index, ask)?;
    let narrow = narrow(work, "/articles", &index, &chosen, ask, html! {})?;
    let body = html! {
        h1 { "Articles" }
        div.split {
            (narrow.facets)
            section {
                table.list.cards {
                    thead { tr { th scope="col" { "Published" } th scope="col" { "Publisher" } th scope="col" { "Headline" } th.number scope="col" { "Claims" } } }
                    tbody { @for row in &rows { tr data-id=(row.id) {
                        td.when { (row.published.as_deref().unwrap_or("")) }
                        td { (row.publisher.as_deref().unwrap_or("")) }
                        td.wide dir="auto" { a.open href={ "/articles/" (row.id) } { (row.title.as_deref().unwrap_or(&row.name)) } }
                        td.number data-label="claims" { (sign::count(row.claims as usize)) }
                    } } }
                }
                @if rows.is_empty() { div.empty { p { "No article passes these tests." } } }
                @if rows.len() == ask.limit.unwrap_or(ROWS) {
                    p.pager { a rel="next" href={ "/articles" (joined(&ask.query(), "after", &rows[rows.len() - 1].seq.to_string())) } { "Next" } }
                }
            }
        }
    };
    let frame = Frame {
        ask: Some(ask),
        counts: narrow.counts,
        files: &["csv", "json"],
        ..Frame::new("Articles", "/articles")
    };
    Ok(page(&frame, &body))
}
