//! How the ledger was made, what it means and what it does not, and how to cite it. Linked from every export.

use maud::{Markup, html};
use sayso_store::filter::FIELDS;

use super::{Frame, page, sign};
use crate::ask::Ask;
use crate::desk::Work;
use crate::problem::Problem;

/// The page.
pub fn methods(work: &mut Work, _ask: &Ask) -> Result<Markup, Problem> {
    let (counts, head) = (work.store.counts()?, work.store.head()?);
    let place = work.store.file().and_then(|f| f.file_name().map(|n| n.to_string_lossy().into_owned()));
    let body = html! {
        article.prose {
            h1 { "Methods" }
            p.lead { "A ledger of what news articles say: who did what to whom, where and when, and on whose say-so. Each record names the characters that say so and the rule that found it." }
            h2 { "What is in this ledger" }
            dl.facts {
                dt { "Ledger" } dd { (place.as_deref().unwrap_or("a database")) }
                dt { "Articles" } dd { (sign::count(counts.documents as usize)) }
                dt { "Claims that hold" } dd { (sign::count(counts.claims as usize)) }
                dt { "Inputs that gave none" } dd { (sign::count(counts.failures as usize)) }
                dt { "Entries" } dd { (sign::count(head.seq as usize)) }
                dt { "Hash of the last" } dd { code.url { (sayso_store::id::hex(&head.hash)) } }
                dt { "Program" } dd { code.url { (sayso_ledger::VERSION) } }
            }
            h2 { "Four counts that are never mixed" }
            ul {
                li { b { "Articles" } " are texts, copies among them." }
                li { b { "Claims" } " are what one source says of one event in one article." }
                li { b { "Origins" } " are those who put a claim into the world: the innermost source of a chain, or the voice of an article." }
                li { b { "Incidents" } " are events that happened, or are said to have: reports of many articles, joined by type, place, day, parties and figures." }
            }
            h2 { "What it does not say" }
            ul {
                li { "Nothing is called confirmed. Two origins may both be wrong, and ten copies of one agency’s text are one origin." }
                li { "Nothing is averaged. A value for an incident is picked by a named rule, and the rule is stamped on every export." }
                li { "Nothing is guessed to fill a field. A day is not the day of publication, a place is not where the article was filed; where the text is silent the field is empty." }
                li { "It reads English. What it sees and does not code is listed under each article, with the reason." }
                li { "It is a program and errs: “such records are right N times in 100” is measured on articles coded by hand, and the review layer is there to correct it." }
            }
            h2 { "Status" }
            p { "How a source presents an event: " @for status in sayso_model::Status::ALL { (sign::status(status.as_str())) " " } "." }
            h2 { "What can be asked for" }
            p { "In the search box, on the command line and in addresses: tests set apart by blanks, which all hold. " code { "status:denied,alleged" } " means any of them, " code { "-source:army" } " none, " code { "killed>=10" } " at least, " code { "\"air strike\"" } " words side by side. In an address " code { "killed__gte=10" } " says the same." }
            div.scroll tabindex="0" role="region" aria-label="Fields of the filter" {
                table.list.small { thead { tr { th scope="col" { "Field" } th scope="col" { "Asks" } } } tbody { @for field in FIELDS { tr { td { code { (field.name) } } td { (field.about) } } } } }
            }
            h2 { "Geography" }
            p { "Places come from GeoNames (CC BY 4.0). Coastlines are Natural Earth’s, in the public domain. A city is drawn as a dot, a province as an area, and a country not as a dot at its middle but in the list beside the map." }
            h2 { "For programs" }
            p { "Every list is also JSON, CSV and GeoJSON under the same address with another ending; " a href="/openapi.json" { "openapi.json" } " describes them." }
            h2 { "How to cite" }
            p { "Name the claim’s identifier, the hash of the last entry above, and the version of the program; " kbd { "c" } " copies a citation of the claim that is chosen. The texts belong to their publishers." }
        }
    };
    Ok(page(&Frame::new("Methods", "/methods"), &body))
}
