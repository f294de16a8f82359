//! A lab's own dictionaries in a ledger.

use sayso_ledger::{Dictionaries, Options, Pipeline};
use sayso_model::Ledger;

const FILES: [(&str, &str); 3] = [
    (
        "lab.verbs.txt",
        "--- HOUND [173] ---\nHOUND\n--- SAY [---] ---\nSAY {SAID}\n- * KILLED [190]\n--- TICK [777] ---\nTICK\n",
    ),
    ("lab.actors.txt", "FRANCE [FRX]\nFRENCH [FRX]\nSPAIN [ESX]\n"),
    ("lab.agents.txt", "POLICE {} [~COP]\n"),
];

fn ledger(text: &str) -> Ledger {
    let (dictionaries, problems) = Dictionaries::read(FILES);
    assert_eq!(problems, []);
    let pipeline = Pipeline::load(Options::default()).unwrap().with_dictionaries(dictionaries);
    let (document, _) = sayso_intake::plain::read("a.txt", text.as_bytes(), &Default::default()).unwrap();
    pipeline.code(document)
}

#[test]
fn a_verb_of_the_lab_is_an_event_with_its_claims() {
    let ledger = ledger("The minister said on Monday that French police had hounded Spain for years.");
    let event = ledger.events.iter().find(|e| e.rule == "dictionary.lab.verbs.txt:2").expect("an event");
    assert_eq!((event.kind.as_str(), event.mode.as_deref()), ("COERCE", Some("arrest")));
    assert_eq!(event.cameo.as_deref(), Some("173"));
    assert!(event.claims[0].statement.is_some(), "{:?}", event.claims);
    let actor = |p: &sayso_model::Party| ledger.actors.iter().find(|a| Some(a.id) == p.actor).unwrap();
    let source = actor(&event.actors[0]);
    assert_eq!((source.country.as_deref(), source.role.as_deref()), (Some("FRX"), Some("COP")));
    assert_eq!(actor(&event.recipients[0]).country.as_deref(), Some("ESX"));
    assert_eq!(ledger.first_bad_span(), None);
}

#[test]
fn what_would_make_a_doer_of_a_speaker_is_left_out() {
    let codes = |text: &str| ledger(text).diagnostics.iter().map(|d| d.code).collect::<Vec<_>>();
    let told = codes("France said on Monday that bandits had killed people in Spain.");
    assert!(told.contains(&"LG005"), "{told:?}");
    let told = codes("France ticked Spain on Monday.");
    assert!(told.contains(&"LG004"), "{told:?}");
}
