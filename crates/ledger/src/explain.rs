//! Why was a text coded so, and not otherwise?

use sayso_model::{Annotated, BlockKind, Document, Ledger};
use sayso_rules::Attempt;

use crate::Pipeline;

/// A document with its words, its records, and what every rule made of every sentence.
pub struct Explanation {
    /// The records.
    pub ledger: Ledger,
    /// The words.
    pub annotated: Annotated,
    /// Sentences of running text, in order.
    pub sentences: Vec<Explained>,
}

/// What the rules made of a sentence.
pub struct Explained {
    /// Index in [`Annotated::sentences`].
    pub sentence: u32,
    /// Rules that could start at one of its words, and what became of them.
    pub attempts: Vec<Attempt>,
    /// Its words as a table: form, lemma, tags, relation, head, classes of the lexicons, arguments.
    pub table: String,
}

impl Pipeline {
    /// Codes a document and keeps what the rules made of it. Panics are not caught: what is asked about is one text.
    pub fn explain(&self, document: Document) -> Explanation {
        let (annotated, _) = self.annotate(&document);
        let rules = self.extractor.statement_rules();
        let words = rules.lexicon().classify(&annotated);
        let is_body =
            |block: u32| document.blocks.get(block as usize).is_some_and(|b| b.kind == BlockKind::Body);
        let sentences = (0..annotated.sentences.len() as u32)
            .filter(|&s| is_body(annotated.sentences[s as usize].block))
            .map(|sentence| Explained {
                sentence,
                attempts: sayso_rules::explain(rules, &annotated, sentence).attempts,
                table: sayso_rules::draw(&annotated, &words, sentence),
            })
            .collect();
        Explanation { ledger: self.code(document), annotated, sentences }
    }
}
