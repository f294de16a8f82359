//! Records as they are written, whole, and what holds for any of them.

mod common;

use proptest::prelude::*;
use sayso_export::text::{self, View};
use sayso_export::{Error, json};
use sayso_model::{Diagnostic, Ledger, Span};

fn object(ledger: &Ledger) -> String {
    let mut out = Vec::new();
    json::write_object(ledger, "0.1.0", &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn page(ledger: &Ledger, view: View) -> String {
    let mut out = Vec::new();
    text::write(ledger, view, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn json_is_the_contract() {
    insta::assert_snapshot!("object", object(&common::ledger()));
}

#[test]
fn a_line_is_the_object_on_one_line() {
    let mut out = Vec::new();
    json::write_line(&common::ledger(), "0.1.0", &mut out).unwrap();
    let line = String::from_utf8(out).unwrap();
    assert_eq!(line.matches('\n').count(), 1);
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(value(&line), value(&object(&common::ledger())));
}

#[test]
fn the_page_without_colors() {
    insta::assert_snapshot!("page", page(&common::ledger(), View { color: false, width: 80 }));
}

#[test]
fn colors_add_nothing_but_colors() {
    let colored = page(&common::ledger(), View { color: true, width: 80 });
    let mut bare = String::new();
    let mut rest = colored.as_str();
    while let Some(at) = rest.find('\u{1b}') {
        bare.push_str(&rest[..at]);
        rest = &rest[at + rest[at..].find('m').unwrap() + 1..];
    }
    bare.push_str(rest);
    // What stands for colours is gone.
    for words in ["two witnesses", "denied", "at least 30", "the hills", "Kabul, AFG"] {
        assert!(bare.contains(words), "{words}: {bare}");
    }
    assert!(!bare.contains("<shell>") && bare.contains("shell"));
    insta::assert_snapshot!("page_in_color", colored.replace('\u{1b}', "␛"));
}

#[test]
fn lines_fit_the_width() {
    for width in [40, 57, 80, 110] {
        for line in page(&common::ledger(), View { color: false, width }).lines() {
            assert!(line.chars().count() <= width, "{width}: {line}");
        }
    }
}

#[test]
fn what_a_terminal_would_obey_does_not_reach_it() {
    let mut ledger = common::ledger();
    let bad = "\u{1b}[31mred\u{7}\u{202E}";
    ledger.document.title.as_mut().unwrap().text.push_str(bad);
    ledger.actors[0].name.push_str(bad);
    ledger.diagnostics[0].message.push_str(bad);
    for color in [false, true] {
        let page = page(&ledger, View { color, width: 80 });
        assert!(!page.contains(['\u{7}', '\u{202E}']));
        assert!(!page.contains("\u{1b}[31mred"));
        assert!(color || !page.contains('\u{1b}'));
    }
}

#[test]
fn a_record_outside_the_text_stops_the_writer() {
    let mut ledger = common::ledger();
    // In the middle of the helicopter.
    let inside = ledger.document.text.find('🚁').unwrap() + 1;
    ledger.statements[0].cue = Some(Span::new(inside, inside + 1));
    let mut out = Vec::new();
    let error = json::write_object(&ledger, "0", &mut out).unwrap_err();
    assert!(matches!(error, Error::BadSpan { .. }), "{error}");
    assert!(text::write(&ledger, View::default(), &mut out).is_err());
    assert!(out.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any span of any text: the words are the text's at the offsets, counted in characters.
    #[test]
    fn words_stand_where_offsets_say(text in "\\PC{0,40}(\\n|\\t|🚁|é|العربية|\\PC){0,300}", cuts in prop::collection::vec((0usize..400, 0usize..400), 1..8)) {
        let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        let span = |(a, b): (usize, usize)| {
            let (a, b) = (starts[a % starts.len()], starts[b % starts.len()]);
            Span::new(a.min(b), a.max(b))
        };
        let spans: Vec<Span> = cuts.into_iter().map(span).collect();
        let mut ledger = common::ledger();
        ledger.document.text = text.clone();
        ledger.document.blocks.clear();
        ledger.actors[0].mentions = spans.clone();
        for actor in &mut ledger.actors[1..] {
            actor.mentions.clear();
        }
        ledger.statements.truncate(1);
        ledger.statements[0].cue = Some(spans[0]);
        ledger.statements[0].content = spans.clone();
        ledger.statements[0].sources[0].span = spans.first().copied();
        ledger.events.clear();
        ledger.diagnostics = vec![Diagnostic { code: "EX001", message: String::new(), span: spans.first().copied() }];
        let value: serde_json::Value = serde_json::from_str(&object(&ledger)).unwrap();
        let chars: Vec<char> = text.chars().collect();
        let check = |words: &serde_json::Value| {
            let at = |key: &str| words[key].as_u64().unwrap() as usize;
            let slice: String = chars[at("start")..at("end")].iter().collect();
            assert_eq!(words["text"].as_str().unwrap(), slice);
        };
        value["actors"][0]["mentions"].as_array().unwrap().iter().for_each(check);
        value["statements"][0]["content"].as_array().unwrap().iter().for_each(check);
        check(&value["statements"][0]["cue"]);
        check(&value["statements"][0]["sources"][0]);
        page(&ledger, View { color: true, width: 60 });
        prop_assert_eq!(value["document"]["characters"].as_u64().unwrap() as usize, chars.len());
    }
}
