//! Prints what the layers make of text files: `layers quotes|arguments|tree|names|coreference FILE…`.
//! Every line is a paragraph.

use std::{env, fs, process::ExitCode, time::Instant};

use sayso_annotate::Annotator;
use sayso_model::{Annotated, ArgumentRole, Block, BlockKind, Document, Span, TokenIx};

fn read(path: &str) -> std::io::Result<Document> {
    let text = fs::read_to_string(path)?;
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
    Ok(Document { id: path.to_owned(), text, blocks, ..Document::default() })
}

fn print(what: &str, annotated: &Annotated, document: &Document) {
    let word = |i: TokenIx| annotated.token(i).span.text(&document.text);
    let phrase = |start, end| annotated.tokens_span(start, end).text(&document.text);
    match what {
        "quotes" => {
            for q in &annotated.quotations {
                println!(
                    "{:?}\t{}\t{:?}",
                    q.kind,
                    u8::from(q.parent.is_some()),
                    q.outer.text(&document.text)
                );
            }
        }
        "tree" => {
            for (i, t) in annotated.tokens.iter().enumerate() {
                let labels = [t.lemma.as_str(), t.tag.as_str(), t.pos.as_str(), t.dep.as_str()].join("\t");
                println!("{i}\t{}\t{labels}\t{}\t{}", word(i as TokenIx), t.head, word(t.head));
            }
        }
        "names" => {
            for e in &annotated.entities {
                let span = annotated.tokens_span(e.start, e.end);
                println!("{}\t{}\t{span:?}", e.kind.as_str(), phrase(e.start, e.end));
            }
        }
        _ => {
            for s in &annotated.sentences {
                println!("\n{}", phrase(s.start, s.end));
                for i in s.start..s.end {
                    if what == "arguments" {
                        let of =
                            |role| annotated.arguments.of(i, role).map(word).collect::<Vec<_>>().join("+");
                        let (subject, object) = (of(ArgumentRole::Subject), of(ArgumentRole::Object));
                        if !subject.is_empty() || !object.is_empty() {
                            println!("   {subject} <{}> {object}", word(i));
                        }
                    } else if let Some(to) = annotated.coreference.antecedent[i as usize].filter(|&a| a != i)
                    {
                        let first = annotated.subtree_span(annotated.referent(i)).text(&document.text);
                        println!("   {} → {} ({first})", word(i), word(to));
                    }
                }
            }
        }
    }
}

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let what = arguments.next().unwrap_or_default();
    let annotator = match Annotator::load() {
        Ok(annotator) => annotator,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let (mut tokens, start) = (0, Instant::now());
    for path in arguments {
        match read(&path) {
            Ok(document) => {
                let (annotated, _) = annotator.annotate(&document);
                tokens += annotated.tokens.len();
                print(&what, &annotated, &document);
            }
            Err(error) => eprintln!("{path}: {error}"),
        }
    }
    eprintln!(
        "{tokens} tokens, {:.3} µs a token",
        start.elapsed().as_secs_f64() * 1e6 / tokens.max(1) as f64
    );
    ExitCode::SUCCESS
}
