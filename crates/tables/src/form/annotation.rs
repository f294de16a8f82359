//! W3C Web Annotation: an annotation for each claim, on the words that say so.

use serde_json::{Map, Value, json};

use super::Form;
use crate::Result;
use crate::file::{File, value};
use crate::list::List;
use crate::losses::Losses;
use crate::manifest::Piece;
use crate::member::{Member, lines, members, object};
use crate::reports::{self, Row};
use crate::sink::Out;

pub(crate) static FORM: Form = Form {
    name: "annotations",
    about: "W3C Web Annotation as JSON-LD: a collection with an annotation for each claim in each article. Positions count Unicode \
            code points of the article's canonical text, as the standard asks; the address of the page gets the words alone, since \
            the page has other text around them.",
    lines: || lines("", MEMBERS),
    never: &["the article's text: `sayso export --grain articles -f jsonl` has it"],
};

/// Members of an annotation.
static MEMBERS: &[Member<Row>] = members![Row;
    "id" "string" "`urn:sayso:` and the claim." "claim.id" |r| json!(urn(&r.claim.id));
    "type" "string" "Always `Annotation`." "" |_| json!("Annotation");
    "motivation" "string" "Always `describing`." "" |_| json!("describing");
    "body" "array" "A `TextualBody` that tells the claim in a line, and a `sayso:Claim` whose `claim` holds the columns of `reports`." "claim" body;
    "target" "array" "The words in the canonical text (`urn:sayso:` and the article; a `TextPositionSelector` with `start` and `end` in code points, and a `TextQuoteSelector`), and in the page, if its address is known." "claim.quote" target;
];

/// Characters before and after the words.
const AROUND: usize = 32;

fn urn(id: &str) -> String {
    format!("urn:sayso:{id}")
}

fn body(row: &Row) -> Value {
    let columns = reports::COLUMNS.iter().map(|c| (c.name.to_owned(), value((c.cell)(row))));
    let columns: Map<String, Value> = columns.filter(|(_, v)| !v.is_null()).collect();
    let line = json!({"type": "TextualBody", "purpose": "describing", "format": "text/plain", "language": "en", "value": row.told()});
    json!([line, {"id": urn(&row.claim.event), "type": "sayso:Claim", "claim": columns}])
}

fn target(row: &Row) -> Value {
    let words = &row.claim.quote;
    let mut quote = json!({"type": "TextQuoteSelector", "exact": words.text});
    if let Some(document) = &row.document {
        let text = &document.text;
        let byte = |at: usize| text.char_indices().nth(at).map_or(text.len(), |c| c.0);
        let (start, end) = (byte(words.start), byte(words.end));
        let before: Vec<char> = text[..start].chars().rev().take(AROUND).collect();
        quote["prefix"] = json!(before.into_iter().rev().collect::<String>());
        quote["suffix"] = json!(text[end..].chars().take(AROUND).collect::<String>());
    }
    let position = json!({"type": "TextPositionSelector", "start": words.start, "end": words.end});
    let canonical = json!({
        "source": {"id": urn(&row.claim.document), "type": "Text", "format": "text/plain", "sha256": row.sha256},
        "selector": [position, quote],
    });
    match &row.claim.url {
        Some(url) => json!([canonical, {"source": url, "selector": quote}]),
        None => json!([canonical]),
    }
}

/// A collection of annotations.
pub(crate) struct Annotations(List);

impl Annotations {
    /// `id` names the export.
    pub fn new(out: Out, id: &str) -> Result<Self> {
        let context = json!(["http://www.w3.org/ns/anno.jsonld", {
            "@version": 1.1, "sayso": "urn:sayso:terms:", "sha256": "sayso:sha256",
            "claim": {"@id": "sayso:claim", "@type": "@json"},
        }]);
        let (id, page) = (json!(urn(id)), json!(urn(&format!("{id}:1"))));
        let begin = format!(
            "{{\"@context\":{context},\"id\":{id},\"type\":\"AnnotationCollection\",\"label\":\"Claims of a ledger\",\
             \"first\":{{\"id\":{page},\"type\":\"AnnotationPage\",\"startIndex\":0,\"items\":["
        );
        Ok(Self(List::within(out, &begin, "]}}")?))
    }
}

impl File<Row> for Annotations {
    fn row(&mut self, row: &Row, _: &mut Losses) -> Result<bool> {
        self.0.add(&object(MEMBERS, row))?;
        Ok(true)
    }

    fn finish(self: Box<Self>) -> Result<Vec<Piece>> {
        Ok(vec![self.0.finish()?])
    }
}
