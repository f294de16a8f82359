//! How do others read the annotation? CoNLL-U, the format of Universal Dependencies.

use std::fmt::Write;

use sayso_model::{Annotated, Document};

/// Writes a document's sentences as CoNLL-U. Ids count from 1 in each sentence; the last column has `NER=B-GPE` for
/// names and `SpaceAfter=No` where the next token follows at once. The sets of labels are those of spaCy's English
/// models: Penn tags in the fifth column, ClearNLP relations in the eighth.
///
/// ```
/// use sayso_model::{Block, BlockKind, Document, Span};
///
/// let annotator = sayso_annotate::Annotator::load().unwrap();
/// let text = "Talks failed.".to_string();
/// let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body };
/// let document = Document { id: "a".into(), text, blocks: vec![block], ..Document::default() };
/// let (annotated, _) = annotator.annotate(&document);
/// let text = sayso_annotate::conllu::write(&document, &annotated);
/// assert!(text.contains("2\tfailed\tfail\tVERB\tVBD\t_\t0\tROOT\t_\tSpaceAfter=No\n"), "{text}");
/// ```
pub fn write(document: &Document, annotated: &Annotated) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "# newdoc id = {}", one_line(&document.id));
    let mut block = None;
    for (number, sentence) in annotated.sentences.iter().enumerate() {
        if block.replace(sentence.block) != Some(sentence.block) {
            let _ = writeln!(out, "# newpar");
        }
        let span = annotated.tokens_span(sentence.start, sentence.end);
        let _ = writeln!(out, "# sent_id = {}", number + 1);
        let _ = writeln!(out, "# text = {}", one_line(span.text(&document.text)));
        for i in sentence.start..sentence.end {
            let token = annotated.token(i);
            let head = if token.head == i { 0 } else { token.head - sentence.start + 1 };
            let _ = writeln!(
                out,
                "{}\t{}\t{}\t{}\t{}\t_\t{head}\t{}\t_\t{}",
                i - sentence.start + 1,
                field(token.span.text(&document.text)),
                field(&token.lemma),
                field(token.pos.as_str()),
                field(token.tag.as_str()),
                field(token.dep.as_str()),
                miscellany(annotated, i),
            );
        }
        out.push('\n');
    }
    out
}

fn miscellany(annotated: &Annotated, i: u32) -> String {
    let token = annotated.token(i);
    let name = annotated.entity_of(i).map(|entity| {
        let place = if entity.start == i { 'B' } else { 'I' };
        format!("NER={place}-{}", entity.kind.as_str())
    });
    let next = annotated.tokens.get(i as usize + 1);
    let touches = next.is_none_or(|next| next.span.start() == token.span.end());
    let space = touches.then(|| "SpaceAfter=No".to_string());
    let parts: Vec<String> = name.into_iter().chain(space).collect();
    if parts.is_empty() { "_".into() } else { parts.join("|") }
}

/// Fields are never empty and contain no white space but single spaces.
fn field(text: &str) -> String {
    if text.is_empty() { "_".into() } else { one_line(text) }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
