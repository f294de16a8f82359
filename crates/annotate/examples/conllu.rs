//! Prints a text as CoNLL-U. Blank lines in the file part its blocks.

use sayso_model::{Block, BlockKind, Document, Span};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: conllu FILE")?;
    let text = std::fs::read_to_string(&path)?;
    let mut blocks = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive("\n\n") {
        let lead = part.len() - part.trim_start().len();
        if !part.trim().is_empty() {
            let span = Span::new(start + lead, start + lead + part.trim().len());
            blocks.push(Block { span, kind: BlockKind::Body });
        }
        start += part.len();
    }
    let document = Document { id: path, text, blocks, ..Document::default() };
    let (annotated, _) = sayso_annotate::Annotator::load()?.annotate(&document);
    print!("{}", sayso_annotate::conllu::write(&document, &annotated));
    Ok(())
}
