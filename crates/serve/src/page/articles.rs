//! Articles that were asked for.

use maud::{Markup, html};
use sayso_store::query::Query;

use super::ledger::{counts, facets, joined};
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
    let query = Query {
        filter: ask.filter.clone(),
        as_of,
        after: ask.after,
        limit: Some(ask.limit.unwrap_or(most)),
        newest_first: true,
    };
    Ok(work.store.documents(&query)?)
}

/// The page.
pub fn articles(work: &mut Work, ask: &Ask) -> Result<Markup, Problem> {
    let rows = rows(work, ask, ROWS)?;
    let index = work.index_for(ask)?;
    let chosen = work.chosen(&index, ask)?;
    let incidents = work.known_incidents();
    let body = html! {
        h1 { "Articles" }
        div.split {
            aside.facets aria-label="Facets" { (facets("/articles", &index, &chosen, ask)) }
            section {
                table.list {
                    thead { tr { th scope="col" { "Published" } th scope="col" { "Publisher" } th scope="col" { "Headline" } th.number scope="col" { "Claims" } } }
                    tbody { @for row in &rows { tr data-id=(row.id) {
                        td.when { (row.published.as_deref().unwrap_or("")) }
                        td { (row.publisher.as_deref().unwrap_or("")) }
                        td dir="auto" { a.open href={ "/articles/" (row.id) } { (row.title.as_deref().unwrap_or(&row.name)) } }
                        td.number { (sign::count(row.claims as usize)) }
                    } } }
                }
                @if rows.is_empty() { div.empty { p { "No article passes these tests." } } }
                @if rows.len() == ask.limit.unwrap_or(ROWS) {
                    p.pager { a rel="next" href={ "/articles" (joined(&ask.query(), "after", &rows[rows.len() - 1].seq.to_string())) } { "Next" } }
                }
            }
        }
    };
    let counts = counts(&index, &chosen, incidents.as_deref());
    let frame =
        Frame { ask: Some(ask), counts, files: &["csv", "json"], ..Frame::new("Articles", "/articles") };
    Ok(page(&frame, &body))
}
