//! Does the annotator say of a text what spaCy says, token for token? `oracle/english.jsonl` was written by
//! `tools/spacy_oracle.py`; its texts are hard cases made for this test.

use sayso_annotate::{
    Annotator,
    spacy::{Mark, Scratch, Token},
};
use serde_json::{Value, json};

/// A token in the form of the oracle.
fn row(token: &Token) -> Value {
    let mark = match token.mark {
        Mark::Out => "O".to_string(),
        Mark::Begin(kind) => format!("B-{}", kind.as_str()),
        Mark::In(kind) => format!("I-{}", kind.as_str()),
    };
    json!([
        token.span.start(),
        token.span.end(),
        token.tag.as_str(),
        token.pos.as_str(),
        token.head,
        token.dep.as_str(),
        token.lemma.as_str(),
        mark,
        u8::from(token.starts_sentence),
    ])
}

#[test]
fn agrees_with_spacy_on_every_token() {
    let annotator = Annotator::load().unwrap();
    let mut scratch = Scratch::default();
    let mut tokens = 0;
    for line in include_str!("oracle/english.jsonl").lines() {
        let entry: Value = serde_json::from_str(line).unwrap();
        let text = entry["text"].as_str().unwrap();
        let expected = entry["tokens"].as_array().unwrap();
        let got: Vec<Value> = annotator.pipeline().run(text, &mut scratch).iter().map(row).collect();
        for (expected, got) in expected.iter().zip(&got) {
            assert_eq!(got, expected, "in {text:?}");
        }
        assert_eq!(got.len(), expected.len(), "number of tokens of {text:?}");
        tokens += got.len();
    }
    assert!(tokens > 9_000, "the oracle has only {tokens} tokens");
}
