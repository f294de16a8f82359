//! Where and when does it happen? Our own sentences, and the sentences of an event-location set where it is at hand.

use sayso_annotate::Annotator;
use sayso_extract::setting::SettingFinder;
use sayso_model::{Annotated, Block, BlockKind, Document, Span};

fn document(text: &str) -> Document {
    let start = text.len() - text.trim_start().len();
    let block = Block { span: Span::new(start, text.trim_end().len().max(start)), kind: BlockKind::Body };
    Document { text: text.to_owned(), blocks: vec![block], ..Document::default() }
}

struct Setting {
    annotator: Annotator,
    finder: SettingFinder,
}

impl Setting {
    fn load() -> Self {
        let annotator = Annotator::load().expect("the model is sound");
        Self { annotator, finder: SettingFinder::load().expect("the lexicon is sound") }
    }

    fn annotate(&self, text: &str) -> Annotated {
        self.annotator.annotate(&document(text)).0
    }

    /// Checks the places and the time of the word in braces.
    #[track_caller]
    fn check(&self, marked: &str, places: &[&str], time: Option<&str>) {
        let at = marked.find('{').expect("a word is marked");
        let text = marked.replace(['{', '}'], "");
        let annotated = self.annotate(&text);
        let trigger = annotated.token_at(at).expect("a token is there");
        let found = self.finder.event_place(&annotated, trigger);
        let found: Vec<&str> = found.iter().map(|p| p.span.text(&text)).collect();
        assert_eq!(found, places, "{marked}");
        let times = self.finder.times(&document(&text), &annotated, &[]);
        let found = self.finder.event_time(&annotated, &times, trigger).map(|t| t.span.text(&text));
        assert_eq!(found, time, "{marked}");
    }
}

#[test]
fn places_and_times_of_events() {
    let s = Setting::load();
    s.check("Gunmen {killed} ten people in Baghdad on Monday.", &["Baghdad"], Some("Monday"));
    s.check("The army carried out {strikes} near the town of Idlib on Sunday.", &["Idlib"], Some("Sunday"));
    s.check("A bomb exploded in Kabul, {killing} three guards.", &["Kabul"], None);
    s.check("Police {raided} a house in Helmand province last week.", &["Helmand"], Some("last week"));
    s.check("The minister said in Geneva that troops {fired} on a crowd in Homs.", &["Homs"], None);
    s.check("On Friday the ministers {met}.", &[], Some("Friday"));
    s.check("In 2019 he was given a prize in Oslo and {met} the king.", &[], Some("2019"));
    s.check("A {truce} that began on Sunday ended the fighting.", &[], Some("Sunday"));
    s.check("The clash came in May, when the army {attacked} a village.", &[], Some("May"));
    s.check("The ministry said on Wednesday it had {tested} a missile.", &[], None);
    s.check("Iran-{backed} rebels in Yemen have attacked ships.", &[], None);
    s.check("The envoy {arrived} on Tuesday after talks in Doha collapsed.", &[], Some("Tuesday"));
}

#[test]
fn a_deed_told_beside_another_has_its_own_place_and_time() {
    let s = Setting::load();
    s.check("The envoy left Doha on Tuesday after gunmen {attacked} a convoy.", &[], None);
    s.check("Jets bombed Homs on Friday in retaliation for an {attack} on a base.", &[], None);
    s.check("It was the deadliest {raid} since 2014.", &[], None);
    s.check("Judges put off a ruling this week on an appeal by families facing {expulsion}.", &[], None);
    s.check("The truce that began on Sunday halted the {shelling}.", &[], None);
    s.check("Troops {massed} on the border with Sudan on Monday.", &["Sudan"], Some("Monday"));
    s.check("Glasgow, United Kingdom – Civilians were {killed} on Sunday.", &[], Some("Sunday"));
    s.check("Planes {killed} ten people in October and November.", &[], Some("October and November"));
    s.check("Since the war began on May 3, the army has {killed} hundreds.", &[], Some("May 3"));
}

#[test]
fn places_of_an_event_location_set() {
    let shared = std::env::var("SAYSO_SHARED").unwrap_or_else(|_| "../../../shared".to_owned());
    let path = format!("{shared}/data/event-location/train.jsonl");
    let Ok(file) = std::fs::read_to_string(&path) else {
        println!("skipped: no `{path}`");
        return;
    };
    let s = Setting::load();
    let (mut hit, mut given, mut gold) = (0u32, 0, 0);
    // The second half was not looked at while the rules were written.
    for (i, line) in file.lines().enumerate().filter(|(i, _)| i % 2 == 1).take(1500) {
        let row: serde_json::Value =
            serde_json::from_str(line).unwrap_or_else(|e| panic!("{path}:{}: {e}", i + 1));
        if row["answer"] != "accept" {
            continue;
        }
        let text = row["text"].as_str().unwrap();
        let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        bytes.push(text.len());
        let byte = |v: &serde_json::Value| bytes[v.as_u64().unwrap() as usize];
        let spans = row["spans"].as_array().unwrap();
        let labelled = |label: &str| {
            let of = spans.iter().filter(|s| s["label"] == label);
            of.map(|s| Span::new(byte(&s["start"]), byte(&s["end"]))).collect::<Vec<_>>()
        };
        let (verbs, places) = (labelled("VERB"), labelled("LOCATION"));
        // One letter is a slip of the annotator's hand.
        if verbs.is_empty() || places.iter().any(|p| p.len() < 2) {
            continue;
        }
        let annotated = s.annotate(text);
        let Some(trigger) = annotated.token_at(verbs[0].start()) else { continue };
        let found = s.finder.event_place(&annotated, trigger);
        gold += places.len();
        given += found.len();
        hit += found.iter().filter(|f| places.contains(&f.span)).count() as u32;
    }
    let (p, r) = (f64::from(hit) / given as f64, f64::from(hit) / gold as f64);
    println!("exact spans: precision {p:.3} recall {r:.3} of {gold}");
    assert!(p > 0.55 && r > 0.4, "precision {p:.3} recall {r:.3}");
}
