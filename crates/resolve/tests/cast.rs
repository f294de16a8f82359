//! Who takes part in a text: one actor for all that mean it, two for those who only share a name.

use sayso_annotate::Annotator;
use sayso_model::{Actor, Block, BlockKind, Document, Mentions, PartyMention, Span, StatementMention};
use sayso_resolve::Resolver;

/// Actors of a text in which the words marked with braces are sources of statements.
fn actors(marked: &str, date: &str) -> (String, Vec<Actor>) {
    let mut text = String::new();
    let mut spans = Vec::new();
    for (i, piece) in marked.split(['{', '}']).enumerate() {
        let start = text.len();
        text.push_str(piece);
        if i % 2 == 1 {
            spans.push(Span::new(start, text.len()));
        }
    }
    let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body };
    let document = Document {
        text: text.clone(),
        blocks: vec![block],
        published: Some(date.parse().unwrap()),
        ..Document::default()
    };
    let (annotated, _) = Annotator::load().unwrap().annotate(&document);
    let statements = spans
        .into_iter()
        .map(|span| StatementMention {
            parent: None,
            sources: vec![PartyMention { head: None, span: Some(span) }],
            cue: None,
            content: Vec::new(),
            sign: None,
            act: sayso_model::Act::Claim,
            form: sayso_model::Form::Indirect,
            targets: Vec::new(),
            medium: None,
            time: None,
            condition: None,
            answers: None,
            anonymity: None,
            rule: "test".into(),
            confidence: 1.0,
        })
        .collect();
    let mentions = Mentions { statements, ..Mentions::default() };
    let (ledger, _) = Resolver::load().unwrap().resolve(document, &annotated, mentions);
    assert_eq!(ledger.first_bad_span(), None);
    (text, ledger.actors)
}

/// `expect`: "name country role: mention | mention" for each actor looked for.
#[track_caller]
fn check(marked: &str, date: &str, expect: &[&str]) {
    let (text, found) = actors(marked, date);
    let shown: Vec<String> = found
        .iter()
        .map(|a| {
            let mentions: Vec<&str> = a.mentions.iter().map(|m| m.text(&text)).collect();
            let (country, role) = (a.country.as_deref().unwrap_or("-"), a.role.as_deref().unwrap_or("-"));
            format!("{} {country} {role}: {}", a.name, mentions.join(" | "))
        })
        .collect();
    for line in expect {
        assert!(shown.iter().any(|s| s == line), "no `{line}` among\n{}", shown.join("\n"));
    }
}

#[test]
fn spellings_and_acronyms_are_one_actor() {
    check(
        "{Tehreek-e-Taliban Pakistan} said it was ready. The army blamed {the TTP} for it.",
        "2023-05-01",
        &["Tehrik-i-Taliban Pakistan PAK REB: Tehreek-e-Taliban Pakistan | TTP"],
    );
    check(
        "{The Islamic State group} claimed the bombing, officials said. {Da’esh} had warned of it.",
        "2023-05-01",
        &["Islamic State - REB: Islamic State group | Da’esh"],
    );
    check(
        "{The Northern Fishing Board} objected. A spokesman for {the NFB} declined to comment.",
        "2023-05-01",
        &["Northern Fishing Board - GOV: Northern Fishing Board | NFB"],
    );
}

#[test]
fn a_capital_is_its_state_where_it_acts() {
    check(
        "{Kabul} denied the charge. Talks were held in Doha. {Pakistan} said that {Islamabad} would wait.",
        "2025-05-01",
        &["Afghanistan AFG state: Kabul", "Pakistan PAK state: Pakistan | Islamabad"],
    );
    let (_, found) = actors("Envoys met in Istanbul and Doha. {Turkey} said they had agreed.", "2025-05-01");
    assert!(!found.iter().any(|a| a.name == "Qatar"), "{found:?}");
}

#[test]
fn a_government_is_its_state_and_its_officials_are_not() {
    check(
        "{The Afghan government} rejected the report. {Afghan officials} said it was false.",
        "2025-05-01",
        &["Afghanistan AFG state: Afghan government", "Afghan officials AFG GOV: Afghan officials"],
    );
}

#[test]
fn a_person_has_the_office_of_the_day_or_of_the_text() {
    check(
        "{Angela Merkel} spoke first. {Merkel} then left.",
        "2012-05-01",
        &["Angela Merkel DEU GOV: Angela Merkel | Merkel"],
    );
    check("{Angela Merkel} spoke first.", "2023-05-01", &["Angela Merkel DEU ELI: Angela Merkel"]);
    check(
        "Kenya’s Interior Minister {Jane Wafula} said so. {Wafula} left later.",
        "2023-05-01",
        &["Jane Wafula KEN GOV: Jane Wafula | Wafula"],
    );
}

#[test]
fn who_works_for_a_medium_may_be_from_anywhere() {
    check(
        "Al Jazeera’s {Maria Stone} said the road was closed.",
        "2023-05-01",
        &["Maria Stone - JRN: Maria Stone"],
    );
}

#[test]
fn two_of_one_family_are_two() {
    let (_, found) = actors(
        "{Mahinda Rajapaksa} resigned on Monday. {Gotabaya Rajapaksa} stayed in office.",
        "2022-05-10",
    );
    assert_eq!(found.iter().filter(|a| a.name.ends_with("Rajapaksa")).count(), 2, "{found:?}");
}

#[test]
fn a_family_name_does_not_join_two_full_names() {
    let (_, found) = actors(
        "{Karim Zubeidi} spoke. {Zubeidi} said that he was tired. {Tarek Zubeidi}, his son, was silent.",
        "2022-05-10",
    );
    assert_eq!(found.iter().filter(|a| a.name.ends_with("Zubeidi")).count(), 2, "{found:?}");
}

#[test]
fn a_namesake_of_an_office_holder_is_not_taken_for_him() {
    check(
        "{Omar Assad} died after troops had detained him. {Assad} was a citizen of Syria.",
        "2022-05-11",
        &["Omar Assad - -: Omar Assad | Assad"],
    );
    // The short name first, as in a heading.
    check(
        "{Henry} scored twice. {Thierry Henry} said that Haiti had played well.",
        "2024-02-01",
        &["Thierry Henry - -: Henry | Thierry Henry"],
    );
    // Another spelling of one name is no other person.
    check(
        "{Sergey Lavrov} met ministers in Russia. {Lavrov} said so.",
        "2023-10-09",
        &["Sergey Lavrov RUS GOV: Sergey Lavrov | Lavrov"],
    );
}

#[test]
fn a_family_name_alone_is_that_of_a_country_that_the_text_names() {
    check(
        "{Albanese} told Australia's parliament so.",
        "2023-05-04",
        &["Anthony Albanese AUS GOV: Albanese"],
    );
    check("{Albanese} said that Israel broke the law.", "2023-05-04", &["Albanese - -: Albanese"]);
}

#[test]
fn a_body_of_one_country_is_not_that_of_another() {
    check(
        "{Israel's National Security Council} raised its warnings.",
        "2023-10-21",
        &["National Security Council ISR GOV: National Security Council"],
    );
}

#[test]
fn its_soldiers_are_those_of_whom_it_means() {
    check(
        "Chad and Sudan traded blame. Chad closed a road. Chad said that {its soldiers} had come under fire from Sudan.",
        "2023-05-01",
        &["soldiers TCD MIL: soldiers"],
    );
}

#[test]
fn a_name_written_nearly_so_is_proposed_and_not_merged() {
    let (_, found) = actors("{Angela Markel} left the hall.", "2012-05-01");
    let actor = found.iter().find(|a| a.name == "Angela Markel").expect("it is an actor of its own");
    assert_eq!((actor.entry.as_deref(), actor.country.as_deref()), (None, None));
    let proposed: Vec<_> = actor.candidates.iter().map(|c| (c.name.as_str(), c.evidence.as_str())).collect();
    assert_eq!(proposed, [("Angela Merkel", "one letter apart")]);
    let (_, found) = actors("{Merkel} met {Angela Merkel}.", "2012-05-01");
    let known = found.iter().find(|a| a.name == "Angela Merkel").unwrap();
    assert!(known.candidates.is_empty() && known.evidence.iter().any(|e| e == "name"), "{known:?}");
}

#[test]
fn an_army_is_that_of_the_country_spoken_of() {
    check(
        "Chad closed its border with Libya. Chad recalled its envoy. {The army} said two soldiers were hurt.",
        "2023-05-01",
        &["army TCD MIL: army"],
    );
}

/// A land that the knowledge base lacks was given the country of whoever else the text named.
#[test]
fn a_land_that_is_not_known_takes_no_other_country() {
    check(
        "{The Ruritanian army} fired on the capital on Monday, officials in Ruritania said. Ruritania denied it. \
         Norway, which brokered the truce, was worried, and {Norway's foreign ministry} called for talks. \
         {General Oto Brandek} said Ruritania would respond. {The government} did not comment.",
        "2026-03-12",
        &[
            "Ruritanian army - MIL: Ruritanian army",
            "Norway's foreign ministry NOR GOV: Norway's foreign ministry",
            "Oto Brandek - MIL: Oto Brandek",
            "government - GOV: government",
        ],
    );
}
