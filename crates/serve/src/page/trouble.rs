//! What does a person see when something cannot be answered?

use maud::{Markup, html};

use super::{Frame, page};
use crate::problem::Problem;

/// A page for a problem.
pub fn trouble(problem: &Problem) -> Markup {
    let body = html! {
        section.trouble {
            h1 { (problem.title) }
            @if let Some(hint) = &problem.hint { p { (hint) } }
            p { a href="/claims" { "Back to the ledger" } }
        }
    };
    page(&Frame::new(&problem.title, ""), &body)
}
