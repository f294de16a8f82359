//! Where reporting participles and inverted tags hang.

mod sentence;

use sayso_model::ArgumentRole;

/// Checks that `predicate` has `subject` as its only logical subject.
#[track_caller]
fn check(text: &str, predicate: &str, subject: &str) {
    let (annotated, document) = sentence::annotate(text);
    let word = |i| annotated.token(i).span.text(&document.text);
    let at = (0..annotated.tokens.len() as u32).find(|&i| word(i) == predicate).unwrap();
    let found: Vec<&str> = annotated.arguments.of(at, ArgumentRole::Subject).map(word).collect();
    assert_eq!(found, [subject], "{predicate} in {text}");
}

#[test]
fn who_adds_is_who_speaks() {
    check("The envoy said the two armies were moving, warning that war was near.", "warning", "envoy");
    check(
        "The envoy said officials conceded that rebels were hiding there, acknowledging failures.",
        "acknowledging",
        "officials",
    );
    check(
        "“We will stay as long as they need us,” the envoy said, adding that talks went on.",
        "adding",
        "envoy",
    );
    check("Russia announced it was leaving the pact, accusing Kyiv of bad faith.", "accusing", "Russia");
}

#[test]
fn a_clause_beside_keeps_its_participle() {
    check(
        "The mayor threatened to resign, and a union bought an advert, calling him a coward.",
        "calling",
        "union",
    );
}

#[test]
fn outside_a_quotation_nothing_hangs_on_its_words() {
    let text = "“We will not wait,” the envoy said. “They keep arming these groups,” adding that Kabul knew.";
    let (annotated, document) = sentence::annotate(text);
    let adding = (0..annotated.tokens.len() as u32)
        .find(|&i| annotated.token(i).span.text(&document.text) == "adding")
        .unwrap();
    assert_eq!(annotated.head(adding), None);
}

#[test]
fn participle_before_a_name_opens_the_sentence() {
    let text =
        "Highlighting Norway’s proud record in United Nations relief missions, she said aid would grow.";
    check(text, "Highlighting", "she");
}

#[test]
fn who_speaks_stands_behind_the_verb() {
    check("“Who will feed us now?” asked the boy.", "asked", "boy");
    check(
        "The ferry was empty and had been on its way north, reported rescue firm Norvik.",
        "reported",
        "Norvik",
    );
}

#[test]
fn main_verb_behind_an_insertion() {
    let text = "Meanwhile, EU Envoy Lena Hartmann, who was in Kyiv inspecting the ruins of the old port, called on both sides to stop.";
    check(text, "called", "Hartmann");
    check(
        "Lena Hartmann, an envoy who has pushed for talks, called Monday’s raid a mistake.",
        "called",
        "Hartmann",
    );
}
