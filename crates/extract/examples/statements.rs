//! Prints the statements of text files, one line each, or as lines of JSON in the shape that the scorers read, with
//! parties under the words that first name them.
//!
//!     cargo run -p sayso-extract --example statements -- [--json] [--rule NAME] FILE…

use std::time::{Duration, Instant};

use sayso_model::{Annotated, Document, OffsetIndex, PartyMention, Span, StatementMention};
use serde_json::{Value, json};

fn main() {
    let mut json = false;
    let mut rule: Option<String> = None;
    let mut files = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--json" => json = true,
            "--rule" => rule = arguments.next(),
            _ => files.push(argument),
        }
    }
    let started = Instant::now();
    let annotator = sayso_annotate::Annotator::load().expect("the model is part of the program");
    let annotator_ready = started.elapsed();
    let finder = sayso_extract::statement::StatementFinder::load().unwrap_or_else(|e| {
        eprintln!("{e}");
        std::process::exit(1);
    });
    eprintln!("annotator ready after {annotator_ready:?}, statements after {:?}", started.elapsed());
    let (mut annotating, mut finding) = (Duration::ZERO, Duration::ZERO);
    for file in &files {
        let bytes = std::fs::read(file).expect("a file that can be read");
        let (document, _) = sayso_intake::plain::read(file, &bytes, &Default::default()).expect("a text");
        let start = Instant::now();
        let (annotated, _) = annotator.annotate(&document);
        annotating += start.elapsed();
        let start = Instant::now();
        let (statements, _) = finder.find(&document, &annotated);
        finding += start.elapsed();
        if json {
            println!("{}", record(&document, &annotated, &statements));
            continue;
        }
        println!("=== {file}");
        for (i, statement) in statements.iter().enumerate() {
            if rule.as_ref().is_none_or(|r| statement.rule.starts_with(r.as_str())) {
                print(&document, i, statement);
            }
        }
    }
    let share = 100.0 * finding.as_secs_f64() / annotating.as_secs_f64();
    eprintln!("annotating {annotating:?}, finding statements {finding:?}: {share:.1} %");
}

fn print(document: &Document, i: usize, statement: &StatementMention) {
    let text = |span: Span| span.text(&document.text).replace('\n', " ");
    let name = |p: &PartyMention| p.span.map_or("unidentified".to_owned(), text);
    let names = |all: &[PartyMention]| all.iter().map(name).collect::<Vec<_>>().join(" > ");
    let content: Vec<String> = statement.content.iter().map(|&s| text(s)).collect();
    println!(
        "s{} [{}] <{}> {{{}}} {} {} {:.2} {}{}{}",
        i + 1,
        names(&statement.sources),
        statement.cue.map_or("-".to_owned(), text),
        content.join(" … "),
        statement.act,
        statement.form,
        statement.confidence,
        statement.rule,
        if statement.targets.is_empty() {
            String::new()
        } else {
            format!(" to [{}]", names(&statement.targets))
        },
        statement.condition.map_or(String::new(), |c| format!(" if [{}]", text(c))),
    );
}

fn record(document: &Document, annotated: &Annotated, statements: &[StatementMention]) -> Value {
    let index = OffsetIndex::new(&document.text);
    let at = |span: Span| {
        let (start, end) =
            (index.char_at(&document.text, span.start()), index.char_at(&document.text, span.end()));
        json!({"start": start, "end": end, "text": span.text(&document.text)})
    };
    let name = |party: &PartyMention| match party.head {
        None => "unidentified".to_owned(),
        Some(head) => {
            let first = annotated.referent(head);
            let span = if first == head { party.span } else { None };
            span.unwrap_or_else(|| annotated.subtree_span(first)).text(&document.text).to_owned()
        }
    };
    let party = |party: &PartyMention| {
        let mut value = party.span.map_or(json!({}), at);
        value["name"] = json!(name(party));
        value
    };
    let headings: Vec<Value> =
        document.blocks.iter().filter(|b| !b.kind.is_coded()).map(|b| at(b.span)).collect();
    let statements: Vec<Value> = statements
        .iter()
        .enumerate()
        .map(|(i, s)| {
            json!({
                "id": format!("s{}", i + 1),
                "parent": s.parent.map(|p| format!("s{}", p + 1)),
                "sources": s.sources.iter().map(party).collect::<Vec<_>>(),
                "cue": s.cue.map(at),
                "content": s.content.iter().map(|&c| at(c)).collect::<Vec<_>>(),
                "act": s.act.as_str(),
                "form": s.form.as_str(),
                "targets": s.targets.iter().map(name).collect::<Vec<_>>(),
                "conditional": s.condition.is_some(),
                "rule": s.rule.as_str(),
                "confidence": s.confidence,
            })
        })
        .collect();
    json!({"document": {"id": document.id, "headings": headings}, "actors": [], "statements": statements, "events": []})
}
