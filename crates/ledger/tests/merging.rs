//! Which mentions in an article tell of one deed, and which of another?

use sayso_ledger::{Options, Pipeline};

/// Deeds of force of a text: each by the words of its mentions, with the names of those who do it.
fn deeds(pipeline: &Pipeline, text: &str) -> Vec<String> {
    let (document, _) = sayso_intake::plain::read("a", text.as_bytes(), &Default::default()).unwrap();
    let ledger = pipeline.code(document);
    let name = |p: &sayso_model::Party| {
        p.actor.and_then(|a| ledger.actors.iter().find(|x| x.id == a)).map(|a| a.name.to_string())
    };
    let force = ledger.events.iter().filter(|e| e.kind == "ASSAULT");
    force
        .map(|e| {
            let words: Vec<&str> = std::iter::once(&e.trigger)
                .chain(&e.mentions)
                .map(|span| span.text(&ledger.document.text))
                .collect();
            let doers: Vec<String> = e.actors.iter().filter_map(name).collect();
            format!("{}: {}", doers.join(", "), words.join(" "))
        })
        .collect()
}

#[test]
fn a_deed_that_is_known_by_its_doer_is_another_one() {
    let pipeline = Pipeline::load(Options::default()).unwrap();
    let text = "Israel struck a camp on Saturday. A second camp was also hit overnight, killing six people.\n\n\
                The war began after the Hamas attack in October.";
    let found = deeds(&pipeline, text);
    assert!(found.iter().any(|d| d.starts_with(": hit")), "{found:?}");
    assert!(found.iter().any(|d| d == "Hamas: attack"), "{found:?}");
    // Where only one was told of, it is that one.
    let text = "A camp was hit on Saturday, killing six people.\n\nHamas's attack was condemned.";
    assert_eq!(deeds(&pipeline, text).len(), 1);
}

#[test]
fn a_war_with_a_name_is_not_the_one_that_was_told_of() {
    let pipeline = Pipeline::load(Options::default()).unwrap();
    let text = "Palestinian groups attacked Israel on Monday.\n\nMany families came to France after the Algerian War.";
    let found = deeds(&pipeline, text);
    assert!(found.iter().all(|d| !(d.contains("attacked") && d.contains("War"))), "{found:?}");
}
