//! The rules of statements do on their own examples what these say.

use sayso_model::{Annotated, Block, BlockKind, Document, Span};

fn annotate(annotator: &sayso_annotate::Annotator, text: &str) -> Annotated {
    let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body };
    let document = Document { text: text.to_owned(), blocks: vec![block], ..Document::default() };
    let (annotated, _) = annotator.annotate(&document);
    annotated
}

#[test]
fn examples_come_out_as_they_say() {
    let annotator = sayso_annotate::Annotator::load().unwrap();
    let finder = sayso_extract::statement::StatementFinder::load().unwrap();
    let failures = sayso_rules::check_examples(finder.rules(), |text| annotate(&annotator, text));
    let told: Vec<String> = failures.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "{} examples fail:\n{}", told.len(), told.join("\n"));
}
