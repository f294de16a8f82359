//! Words and trees of a document as CoNLL-U (Universal Dependencies v2): ten columns, one sentence after another.
//!
//! Labels are the annotator's own: relations of ClearNLP, tags of the Penn Treebank. The last column holds
//! `SpaceAfter=No`, `Entity=` with the kind of name where one begins or goes on (`B-GPE`, `I-GPE`), and `Start=`
//! and `End=`, offsets in characters.

use std::io::Write;

use sayso_model::{Annotated, Document, OffsetIndex};

use crate::Error;

/// Writes all sentences, each followed by an empty line.
pub fn write(document: &Document, annotated: &Annotated, out: &mut impl Write) -> Result<(), Error> {
    let text = document.text.as_str();
    let index = OffsetIndex::new(text);
    writeln!(out, "# newdoc id = {}", one_line(&document.id))?;
    let mut block = None;
    for (number, sentence) in annotated.sentences.iter().enumerate() {
        if sentence.start >= sentence.end {
            continue;
        }
        if block != Some(sentence.block) {
            block = Some(sentence.block);
            writeln!(out, "# newpar")?;
        }
        writeln!(out, "# sent_id = {}", number + 1)?;
        writeln!(
            out,
            "# text = {}",
            one_line(annotated.tokens_span(sentence.start, sentence.end).text(text))
        )?;
        for i in sentence.start..sentence.end {
            let token = annotated.token(i);
            let head = annotated.head(i).map_or(0, |head| head - sentence.start + 1);
            let or = |label: &'static str| if label.is_empty() { "_" } else { label };
            write!(
                out,
                "{}\t{}\t{}\t",
                i - sentence.start + 1,
                one_line(token.span.text(text)),
                one_line(&token.lemma)
            )?;
            write!(
                out,
                "{}\t{}\t_\t{head}\t{}\t_\t",
                or(token.pos.as_str()),
                or(token.tag.as_str()),
                or(token.dep.as_str())
            )?;
            let next = (i + 1 < sentence.end).then(|| annotated.token(i + 1));
            if next.is_some_and(|next| next.span.start() == token.span.end()) {
                write!(out, "SpaceAfter=No|")?;
            }
            if let Some(entity) = annotated.entity_of(i) {
                let place = if entity.start == i { "B" } else { "I" };
                write!(out, "Entity={place}-{}|", entity.kind.as_str())?;
            }
            let at = |byte| index.char_at(text, byte);
            writeln!(out, "Start={}|End={}", at(token.span.start()), at(token.span.end()))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Columns and comments may hold neither tabs nor line ends.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
