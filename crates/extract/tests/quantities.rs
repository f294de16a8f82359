//! Crowds, aircraft and money of single texts: `TYPE kind low..high unit by whom`.

use std::sync::OnceLock;

use sayso_annotate::Annotator;
use sayso_extract::Extractor;
use sayso_model::{Block, BlockKind, Document, Span};

fn stages() -> &'static (Annotator, Extractor) {
    static STAGES: OnceLock<(Annotator, Extractor)> = OnceLock::new();
    STAGES.get_or_init(|| {
        (Annotator::load().expect("the annotator loads"), Extractor::load().expect("the extractor loads"))
    })
}

fn read(text: &str) -> Vec<String> {
    let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body };
    let document = Document { text: text.to_owned(), blocks: vec![block], ..Document::default() };
    let (annotated, _) = stages().0.annotate(&document);
    let (mentions, _) = stages().1.extract(&document, &annotated);
    let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    let mut lines = Vec::new();
    for event in &mentions.events {
        for q in &event.quantities {
            let about = if q.range.approximate { "~" } else { "" };
            let unit = q.unit.as_ref().map(|u| format!(" {u}")).unwrap_or_default();
            let speaker = q.statement.and_then(|s| {
                mentions.statements[s.0 as usize - 1]
                    .sources
                    .last()?
                    .span
                    .map(|s| format!(" by {}", s.text(text)))
            });
            assert!(
                event.claims.iter().any(|c| c.statement == q.statement),
                "who gives the figure puts the event forward\n{text}"
            );
            lines.push(format!(
                "{} {} {about}{}..{}{unit}{} “{}”",
                event.kind,
                q.kind,
                number(q.range.low),
                number(q.range.high),
                speaker.unwrap_or_default(),
                q.span.text(text),
            ));
        }
    }
    lines
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(read(text), expected, "\n{text}\n");
}

#[test]
fn who_demonstrates_is_counted() {
    check(
        "Some 300 workers rallied outside the ministry on Monday.",
        &["PROTEST crowd ~300..300 “Some 300”"],
    );
    check(
        "Thousands of people took to the streets of Amman on Saturday.",
        &["PROTEST crowd 2000.. “Thousands”"],
    );
    check(
        "Hundreds of thousands of people took to the streets of Sanaa.",
        &["PROTEST crowd 200000.. “Hundreds of thousands”"],
    );
    check(
        "The demonstration was attended by more than 50,000 people.",
        &["PROTEST crowd 50001.. “more than 50,000”"],
    );
    check(
        "More than half a million people joined the protests in Madrid.",
        &["PROTEST crowd 500001.. “More than half a million”"],
    );
    check(
        "Between 200 and 300 students rallied outside the embassy.",
        &["PROTEST crowd 200..300 “Between 200 and 300”"],
    );
}

#[test]
fn each_claimant_has_a_figure_of_its_own() {
    check(
        "Police said 5,000 people took part in the demonstration, but organisers said 20,000 people attended.",
        &["PROTEST crowd 5000..5000 by Police “5,000”", "PROTEST crowd 20000..20000 by organisers “20,000”"],
    );
}

#[test]
fn those_whom_something_is_done_to_are_no_crowd() {
    check("Protesters denounced the shelling that has killed more than 1,500 people.", &[]);
    check("Palestinians protested in solidarity with six men who had escaped a prison.", &[]);
    check("Many people protested in Delhi.", &[]);
}

#[test]
fn aircraft_are_counted_by_their_class() {
    check("Russia attacked Kyiv with 30 drones overnight.", &["ASSAULT aircraft 30..30 drone “30”"]);
    check("Ukrainian forces shot down three helicopters.", &["ASSAULT aircraft 3..3 helicopter “three”"]);
    check("Turkey deployed 12 fighter jets to the border.", &["MOBILIZE aircraft 12..12 aircraft “12”"]);
}

#[test]
fn money_has_its_currency() {
    check(
        "The United States gave Ukraine $400 million in military aid.",
        &["AID money 400000000..400000000 USD “$400 million”"],
    );
    check(
        "The US imposed sanctions on Iranian oil worth about £1.2bn.",
        &["SANCTION money ~1200000000..1200000000 GBP “about £1.2bn”"],
    );
    check(
        "France provided Mali with two to three million euros in humanitarian aid.",
        &["AID money 2000000..3000000 EUR “two to three million euros”"],
    );
    check(
        "India gave Nepal 50 million rupees in humanitarian aid.",
        &["AID money 50000000..50000000 “50 million rupees”"],
    );
    check("Oil rose to $90 a barrel after the attack.", &[]);
}

#[test]
fn types_with_quantities_are_types_of_the_ontology() {
    let rows = |text: &'static str| text.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t'));
    let known: Vec<&str> =
        rows(include_str!("../../../data/ontology/plover.tsv")).filter_map(|mut r| r.next()).collect();
    for types in rows(include_str!("../../../data/ontology/quantity.tsv")).filter_map(|mut r| r.nth(1)) {
        for kind in types.split(' ') {
            assert!(known.contains(&kind), "`{kind}` is no type");
        }
    }
}
