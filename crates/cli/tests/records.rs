//! What holds for the records of any text.

use std::sync::LazyLock;

use proptest::prelude::*;
use sayso_ledger::{Options, Pipeline};
use serde_json::Value;

use crate::run::{folder, sayso};

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::load(Options::default()).unwrap());

/// Sentences with much to code, between things that move offsets and upset readers.
fn article() -> impl Strategy<Value = String> {
    let speaker = prop_oneof![
        Just("The Defence Minister"),
        Just("A spokesman for the rebels"),
        Just("Médecins Sans Frontières"),
        Just("He"),
        Just("🚁 Officials"),
        Just("Witnesses in El Fasher"),
    ];
    let verb =
        prop_oneof![Just("said"), Just("denied"), Just("warned"), Just("alleged"), Just("told Reuters")];
    let content = prop_oneof![
        Just("that at least 30 people had been killed in an air strike on Kabul on Monday"),
        Just("that Afghan officials conceded that talks had failed"),
        Just("“the army will attack unless Da’esh leaves,” and left"),
        Just("it had shelled the town, wounding dozens"),
        Just("nothing"),
    ];
    let sentence = (speaker, verb, content).prop_map(|(s, v, c)| format!("{s} {v} {c}."));
    let noise = prop_oneof![
        "\\PC{0,25}",
        Just("“".to_owned()),
        Just("\n\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("Subhead here\n".to_owned()),
        Just("שלום 字 e\u{301}\u{202E}".to_owned()),
        Just("KABUL (Reuters) — ".to_owned()),
    ];
    let joint = prop_oneof![Just(" "), Just("\n"), Just("")];
    prop::collection::vec((prop_oneof![3 => sentence, 1 => noise], joint), 0..14)
        .prop_map(|parts| parts.into_iter().map(|(p, j)| p + j).collect())
}

/// Every object with `start`, `end` and `text` says what the text says there.
fn check_words(value: &Value, text: &[char]) {
    match value {
        Value::Object(fields) => {
            if let (Some(start), Some(end), Some(words)) =
                (fields.get("start"), fields.get("end"), fields.get("text"))
                && let (Some(start), Some(end)) = (start.as_u64(), end.as_u64())
            {
                let slice: String = text[start as usize..end as usize].iter().collect();
                assert_eq!(words.as_str().unwrap(), slice);
            }
            fields.values().for_each(|v| check_words(v, text));
        }
        Value::Array(items) => items.iter().for_each(|v| check_words(v, text)),
        _ => {}
    }
}

/// Every reference to an actor or a statement is to one that is there.
fn check_references(value: &Value) {
    let ids = |list: &str| -> Vec<&str> {
        value[list].as_array().unwrap().iter().map(|v| v["id"].as_str().unwrap()).collect()
    };
    let (actors, statements) = (ids("actors"), ids("statements"));
    let is_actor = |v: &Value| assert!(v.is_null() || actors.contains(&v.as_str().unwrap()), "{v}");
    let is_statement = |v: &Value| assert!(v.is_null() || statements.contains(&v.as_str().unwrap()), "{v}");
    for statement in value["statements"].as_array().unwrap() {
        is_statement(&statement["parent"]);
        statement["sources"].as_array().unwrap().iter().for_each(|s| is_actor(&s["actor"]));
        statement["targets"].as_array().unwrap().iter().for_each(is_actor);
    }
    for event in value["events"].as_array().unwrap() {
        for party in event["actors"].as_array().unwrap().iter().chain(event["recipients"].as_array().unwrap())
        {
            is_actor(&party["actor"]);
        }
        for part in ["claims", "casualties"] {
            event[part].as_array().unwrap().iter().for_each(|c| is_statement(&c["statement"]));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn records_of_any_article_are_sound(text in article()) {
        prop_assume!(!text.contains('\0'));
        let published = "2024-04-03".parse().ok();
        let options = sayso_intake::Options { published, ..Default::default() };
        let (document, _) = sayso_intake::plain::read("x", text.as_bytes(), &options).unwrap();
        let outcome = PIPELINE.code_timed(document);
        prop_assert_eq!(outcome.failure, None);
        let mut out = Vec::new();
        sayso_export::json::write_line(&outcome.ledger, "0", &mut out).unwrap();
        let value: Value = serde_json::from_slice(&out).unwrap();
        check_words(&value, &text.chars().collect::<Vec<_>>());
        check_references(&value);
        for color in [false, true] {
            let view = sayso_export::text::View { color, width: 72 };
            sayso_export::text::write(&outcome.ledger, view, &mut out).unwrap();
        }
    }
}

#[test]
fn the_number_of_threads_does_not_change_the_output() {
    let folder = folder("threads");
    let files: Vec<String> = (0..40)
        .map(|i| {
            let path = folder.join(format!("{i}.txt"));
            let body = format!(
                "Minister number {i} said on Monday that {i} people had been killed in the raid. The rebels denied it. "
            );
            std::fs::write(&path, body.repeat(1 + i % 7)).unwrap();
            path.to_str().unwrap().to_owned()
        })
        .collect();
    let run = |jobs: &str| {
        let mut args = vec!["code", "-f", "jsonl", "-q", "-j", jobs];
        args.extend(files.iter().map(String::as_str));
        let run = sayso(&args, b"");
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        assert_eq!(run.stderr, "");
        run.stdout
    };
    let one = run("1");
    assert_eq!(one.iter().filter(|&&b| b == b'\n').count(), 40);
    assert!(one == run("2") && one == run("7"));
}

#[test]
fn a_source_and_an_event_are_found() {
    let text = "The minister said on Monday that rebels had attacked the village.";
    let run = sayso(&["code", "-f", "json", "--published", "2024-04-03", "-"], text.as_bytes());
    let value: Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(value["statements"][0]["cue"]["text"], "said");
    assert_eq!(value["document"]["published"], "2024-04-03");
    assert!(value["events"].as_array().unwrap().iter().any(|e| e["type"] == "ASSAULT"), "{value}");
    assert!(value["version"].as_str().unwrap().starts_with("0.1.0+rules."));
    let page = sayso(&["code", "-f", "text", "-"], text.as_bytes());
    assert!(String::from_utf8(page.stdout).unwrap().contains("<said>"));
}

#[test]
fn nothing_found_is_told_by_the_exit_status_only_if_asked_for() {
    let text = b"The weather is fine.";
    assert_eq!(sayso(&["code", "-"], text).status, Some(0));
    assert_eq!(sayso(&["code", "-e", "-"], text).status, Some(1));
}
