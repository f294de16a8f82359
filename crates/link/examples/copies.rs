//! Prints groups of copies among articles, and whose text each carries:
//! `cargo run --release -p sayso-link --example copies -- articles.jsonl`.

use std::time::Instant;

use sayso_intake::{Options, Source, open};
use sayso_link::copy::{Member, Memory, Reason, Relation, Sketch, credits, groups, neighbours, origin};

fn main() {
    let sources: Vec<Source> = std::env::args_os().skip(1).map(|s| Source::new(&s)).collect();
    let options = Options::default();
    let (mut memory, mut documents) = (Memory::default(), Vec::new());
    for record in open(sources, options.clone()) {
        match record.and_then(|record| record.read(&options)) {
            Ok(reading) => documents.push(reading.document),
            Err(failure) => eprintln!("{failure}"),
        }
    }
    let start = Instant::now();
    let (mut copies, mut parts) = (Vec::new(), 0usize);
    for (number, document) in documents.iter().enumerate() {
        let sketch = Sketch::of_document(document);
        for found in neighbours(&sketch, &memory) {
            match found.relation {
                Relation::Copy => copies.push((found.document, number as u64)),
                Relation::Part => parts += 1,
            }
        }
        memory.add(number as u64, sketch);
    }
    let taken = start.elapsed();
    let pairs = copies.len();
    let groups = groups(copies);
    for group in &groups {
        let member = |&n: &u64| Member {
            document: n,
            published: documents[n as usize]
                .provenance
                .first(sayso_model::Field::Published)
                .map(|m| m.value.clone()),
            credits: credits(&documents[n as usize]),
        };
        let members: Vec<Member> = group.iter().map(member).collect();
        let found = origin(&members);
        let whose = match (found.agency, found.document) {
            (Some(agency), _) => agency.name.to_owned(),
            (None, Some(document)) => documents[document as usize].id.clone(),
            (None, None) => "unknown".to_owned(),
        };
        let reason = found.reasons.first().map(|reason| match reason {
            Reason::Credited { kind, .. } => format!("{kind:?}"),
            Reason::Earliest { .. } => "Earliest".to_owned(),
        });
        println!("{whose} ({})", reason.unwrap_or_default());
        for &n in group {
            let document = &documents[n as usize];
            println!("    {}", document.url.as_deref().unwrap_or(&document.id));
        }
    }
    let credited = documents.iter().filter(|d| !credits(d).is_empty()).count();
    println!(
        "{} documents, {credited} with a credit; {pairs} pairs of copies in {} groups, {parts} parts; {taken:.1?}",
        documents.len(),
        groups.len()
    );
}
