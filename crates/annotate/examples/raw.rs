//! Annotates texts as spaCy does: JSON strings on stdin, one a line; tokens in the form of
//! `tools/spacy_oracle.py` on stdout.

use std::io::{BufRead, BufWriter, Write};

use sayso_annotate::{
    Annotator,
    spacy::{Mark, Scratch},
};
use serde_json::json;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let annotator = Annotator::load()?;
    let mut scratch = Scratch::default();
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let text: String = serde_json::from_str(&line?)?;
        let tokens: Vec<_> = annotator
            .pipeline()
            .run(&text, &mut scratch)
            .into_iter()
            .map(|t| {
                let mark = match t.mark {
                    Mark::Out => "O".to_string(),
                    Mark::Begin(kind) => format!("B-{}", kind.as_str()),
                    Mark::In(kind) => format!("I-{}", kind.as_str()),
                };
                let (tag, pos, dep) = (t.tag.as_str(), t.pos.as_str(), t.dep.as_str());
                let start = u8::from(t.starts_sentence);
                json!([t.span.start(), t.span.end(), tag, pos, t.head, dep, t.lemma.as_str(), mark, start])
            })
            .collect();
        serde_json::to_writer(&mut out, &json!({"text": text, "tokens": tokens}))?;
        writeln!(out)?;
    }
    Ok(())
}
