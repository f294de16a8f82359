//! Annotates short texts for the tests of the layers.

use std::sync::LazyLock;

use sayso_annotate::Annotator;
use sayso_model::{Annotated, Block, BlockKind, Document, Span};

static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(|| Annotator::load().unwrap());

/// Every line of `text` is a paragraph.
pub fn annotate(text: &str) -> (Annotated, Document) {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let body = line.trim();
        if !body.is_empty() {
            let start = at + line.len() - line.trim_start().len();
            blocks.push(Block { span: Span::new(start, start + body.len()), kind: BlockKind::Body });
        }
        at += line.len() + 1;
    }
    let document = Document { text: text.to_owned(), blocks, ..Document::default() };
    let (annotated, _) = ANNOTATOR.annotate(&document);
    (annotated, document)
}
