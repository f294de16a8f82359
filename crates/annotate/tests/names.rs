//! Names: extents, kinds, and short forms that follow their full form.

mod sentence;

use sayso_model::EntityKind;

/// Checks that all of `expect` are among the names: `KIND name`, each as often as it is listed.
#[track_caller]
fn check(text: &str, expect: &[&str]) {
    let (annotated, document) = sentence::annotate(text);
    let found: Vec<String> = annotated
        .entities
        .iter()
        .map(|e| {
            format!("{} {}", e.kind.as_str(), annotated.tokens_span(e.start, e.end).text(&document.text))
        })
        .collect();
    for name in expect {
        let count = |list: &mut dyn Iterator<Item = &str>| list.filter(|n| n == name).count();
        let wanted = count(&mut expect.iter().copied());
        assert_eq!(count(&mut found.iter().map(String::as_str)), wanted, "{name} in {found:?}\n{text}");
    }
    for (i, entity) in annotated.entities.iter().enumerate() {
        assert!(entity.start < entity.end);
        assert!((entity.start..entity.end).all(|t| annotated.token(t).entity == Some(i as u32)));
    }
}

#[test]
fn titles_stand_apart() {
    check(
        "Defence Minister Karim Lodhi met Interior Minister Anna Weiss.",
        &["PERSON Karim Lodhi", "PERSON Anna Weiss"],
    );
    check(
        "UN Humanitarian Coordinator Lena Hartmann left Gaza.",
        &["ORG UN", "PERSON Lena Hartmann", "GPE Gaza"],
    );
    check(
        "US State Department spokesman Paul Reed declined.",
        &["ORG US State Department", "PERSON Paul Reed"],
    );
}

#[test]
fn known_names_are_whole() {
    check(
        "Members of Tehreek-e-Taliban Pakistan (TTP) fled. TTP denied it.",
        &["ORG Tehreek-e-Taliban Pakistan", "ORG TTP", "ORG TTP"],
    );
    check("Da’esh and the Houthis spoke to France 24.", &["ORG Da’esh", "ORG Houthis", "ORG France 24"]);
}

#[test]
fn acronyms_show_their_name() {
    check(
        "The Lower Marsh Liberation Front (LMLF) struck. The LMLF has many men.",
        &["ORG Lower Marsh Liberation Front", "ORG LMLF", "ORG LMLF"],
    );
}

#[test]
fn short_forms_follow_the_full_form() {
    let text = "Foreign Minister Karim Lodhi spoke on Monday.\nLodhi said talks went on.\nReporters asked Lodhi about Kabul.";
    check(text, &["PERSON Karim Lodhi", "PERSON Lodhi", "PERSON Lodhi", "GPE Kabul"]);
}

#[test]
fn nouns_tell_the_kind() {
    check("The fire was reported by private shipping firm Norvik.", &["ORG Norvik"]);
    check("Troops raided the village of Nabi Saleh.", &["GPE Nabi Saleh"]);
    check("The army denied that an air strike killed civilians in Omdurman on Monday.", &["GPE Omdurman"]);
}

#[test]
fn possessive_and_article_stand_outside() {
    let text = "The United Nations’ envoy praised the International Crisis Group’s work.";
    check(text, &["ORG United Nations", "ORG International Crisis Group"]);
    let (annotated, _) = sentence::annotate(text);
    assert!(annotated.entities.iter().all(|e| e.kind != EntityKind::Person));
}

#[test]
fn names_that_the_tagger_has_not_seen() {
    check("Iggy Fanlo, chief revenue officer at a firm, said that sales had risen.", &["PERSON Iggy Fanlo"]);
    check("The PA did not respond to a request for comment.", &["ORG PA"]);
    // A bracket that does not close in the name ends it.
    let (annotated, document) = sentence::annotate("— Rosa Adeyemi (@rosa_adeyemi) May 3, 2024");
    let mut names =
        annotated.entities.iter().map(|e| annotated.tokens_span(e.start, e.end).text(&document.text));
    assert!(names.all(|n| !n.contains('(')));
}

#[test]
fn whoever_speaks_and_is_taken_up_by_he_is_a_person() {
    check(
        "Nashif noted that the events placed pressure on the firm. “There is an imbalance,” he said.",
        &["PERSON Nashif"],
    );
    // Of whom another tells, or who is taken up by nobody.
    check(
        "Karim Lodhi said Veritas would announce its plans. He said more would follow.",
        &["PERSON Karim Lodhi"],
    );
}
