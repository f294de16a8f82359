//! A box to paste a text or drop a file into, and its ledger at once. Nothing of it is kept.

use maud::{Markup, html};
use sayso_model::{Document, Ledger};
use sayso_store::Coded;
use sayso_store::record::claim::Claim;

use super::{Frame, article, page, sign};
use crate::desk::Work;
use crate::problem::Problem;

/// The longest text that is coded while somebody waits.
pub const BYTES_MAX: usize = 400 << 10;

/// What was pasted.
#[derive(Clone, Debug, Default)]
pub struct Pasted {
    /// The text.
    pub text: String,
    /// Day of publication.
    pub published: String,
    /// Who published it.
    pub publisher: String,
}

/// The empty box.
pub fn paste() -> Markup {
    page(&Frame::new("Paste", "/paste"), &form(&Pasted::default()))
}

fn form(pasted: &Pasted) -> Markup {
    html! {
        h1 { "Paste a text, see its ledger" }
        form id="paste" method="post" action="/paste" {
            label.hidden-label for="text" { "The text of an article" }
            textarea id="text" name="text" dir="auto" spellcheck="false" placeholder="Paste an article here, or drop a file. Nothing of it is kept." required { (pasted.text) }
            div.fields {
                label { "Published " input type="date" name="published" value=(pasted.published); }
                label { "By " input name="publisher" value=(pasted.publisher) autocomplete="off"; }
                button { "Code it" }
            }
        }
    }
}

/// The ledger of a text.
pub fn coded(work: &mut Work, pasted: &Pasted) -> Result<Ledger, Problem> {
    if pasted.text.len() > BYTES_MAX {
        let problem =
            Problem::new(axum::http::StatusCode::PAYLOAD_TOO_LARGE, "the text is too long for the box");
        return Err(problem.hint("take it in with `sayso ingest`"));
    }
    let published = match pasted.published.as_str() {
        "" => None,
        day => Some(
            day.parse().map_err(|_| Problem::bad(format!("`{day}` is no day")).hint("such as 2024-04-01"))?,
        ),
    };
    let options = sayso_intake::Options {
        published,
        publisher: Some(pasted.publisher.trim().to_owned()).filter(|p| !p.is_empty()),
        ..sayso_intake::Options::default()
    };
    let (document, _): (Document, _) = sayso_intake::plain::read("pasted", pasted.text.as_bytes(), &options)
        .map_err(|error| Problem::bad(error.to_string()))?;
    Ok(work.desk.pipeline()?.code(document))
}

/// The page of a text that was pasted.
pub fn result(work: &mut Work, pasted: &Pasted) -> Result<Markup, Problem> {
    let ledger = coded(work, pasted)?;
    let coded = Coded::new(&ledger, sayso_ledger::VERSION)?;
    let mut claims: Vec<Claim> = coded.claims().cloned().collect();
    claims.sort_by_key(|c| (c.trigger.start, c.quote.start));
    let body = html! {
        header.article-head {
            p.eyebrow { "Pasted; nothing of it is kept" }
            h1 dir="auto" { (ledger.document.title.as_ref().map_or("A text", |t| t.text.as_str())) }
            p.lead { (sign::counted(claims.len(), "claim")) " · " (sign::counted(ledger.statements.len(), "statement")) " · " (sign::counted(ledger.events.len(), "event")) }
        }
        (article::reader(&ledger, &claims, None, None, false))
        details { summary { "Another text" } (form(pasted)) }
    };
    Ok(page(&Frame::new("Paste", "/paste"), &body))
}
