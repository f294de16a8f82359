//! What are the words of a document, and how do they hang together? The neural annotator, spaCy's
//! `en_core_web_sm` 3.8 in plain Rust: tokens, tags, heads, names, sentences and lemmas, token for token.
//!
//! ```
//! use sayso_model::{Block, BlockKind, Document, Span};
//!
//! let annotator = sayso_annotate::Annotator::load().unwrap();
//! let text = "The minister said talks had failed.".to_string();
//! let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body };
//! let (annotated, _) = annotator.annotate(&Document { text, blocks: vec![block], ..Document::default() });
//! assert_eq!(annotated.tokens[2].lemma, "say");
//! ```

mod annotator;
pub mod conllu;
mod data;
mod document;
mod error;
mod given;
pub mod layer;
mod lemma;
mod ner;
mod nn;
mod parse;
mod ruler;
mod sentence;
pub mod spacy;
mod tag;
mod tokenize;
mod vocab;

pub use annotator::Annotator;
pub use error::Error;
