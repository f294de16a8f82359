//! One incident in one file, which opens from disk and loads nothing.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::incident::{inside, title};
use crate::desk::Work;
use crate::problem::Problem;

/// The file.
pub fn dossier(work: &mut Work, id: &str) -> Result<Markup, Problem> {
    let linked = work.incidents()?;
    let index = work.index()?;
    let one = linked.find(id).ok_or_else(|| Problem::missing(format!("there is no incident `{id}`")))?;
    let head = work.store.head()?;
    Ok(html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title(one)) }
                style { (PreEscaped(include_str!("../assets/sayso.css"))) }
            }
            body.dossier {
                main {
                    article.incident { (inside(&linked, one, &index, false)) }
                    p.muted { "Made by Sayso " (sayso_ledger::VERSION) " from entry " (head.seq) " of its ledger, hash "
                        code { (sayso_store::id::hex(&head.hash)) } ". Claims are those of their sources; nothing here is confirmed." }
                }
            }
        }
    })
}
