//! An article a line, with its text and all its records as the ledger keeps them: nothing is lost, and the same ledger is made
//! from it again.

use std::collections::{BTreeMap, HashMap};

use sayso_model::Ledger;
use sayso_store::query::assemble;
use sayso_store::record::coding::Coding;
use sayso_store::record::document::Document;
use sayso_store::{Error, Result, Store};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// `articles`.
    pub grain: String,
    /// Identifier.
    pub doc_id: String,
    /// What the ledger keeps of the document. Spans count bytes of the text in UTF-8.
    pub document: Document,
    /// The canonical text.
    pub text: String,
    /// The order of its records, the version that made them, and what it saw besides.
    pub coding: Coding,
    /// Bodies of actors, statements and events by identifier.
    pub records: BTreeMap<String, Value>,
}

impl Article {
    /// What the ledger says of an article; none if it is not there or not coded.
    pub fn of(store: &mut Store, id: &str, as_of: Option<i64>) -> Result<Option<Self>> {
        let Some(text) = store.document(id)? else { return Ok(None) };
        let Some((coding, bodies)) = store.coded(id, as_of)? else { return Ok(None) };
        let records = bodies.into_iter().map(|(id, body)| {
            let value = serde_json::from_str(&body).map_err(|e| damaged(&id, &e))?;
            Ok((id, value))
        });
        Ok(Some(Self {
            grain: "articles".to_owned(),
            doc_id: id.to_owned(),
            document: Document::new(&text),
            text: text.text,
            coding,
            records: records.collect::<Result<_>>()?,
        }))
    }

    /// The document with its records, as the stages made them, and the version of the program that did.
    pub fn ledger(self) -> Result<(Ledger, String)> {
        let text = self.document.with_text(self.text)?;
        let bodies: HashMap<String, String> =
            self.records.into_iter().map(|(id, body)| (id, body.to_string())).collect();
        assemble(&self.doc_id, text, self.coding, bodies)
    }
}

/// Reads a line back.
pub fn read_article(line: &str) -> Result<Article> {
    serde_json::from_str(line).map_err(|e| damaged("an article of an export", &e))
}

fn damaged(what: &str, error: &serde_json::Error) -> Error {
    Error::Damaged { what: format!("{what}: {error}") }
}
