//! Words that another program has read take the place of the own annotator.

use sayso_annotate::Annotator;
use sayso_annotate::spacy::Scratch;
use sayso_ledger::{Options, Pipeline, Word};
use sayso_model::{Dep, Document, Span};

const PARAGRAPH: &str = "The army shelled the town of Omdurman on Monday, killing 12 people, a local doctor said. A spokesman \
                         for the army denied that it had attacked civilians. “We will retaliate,” the minister told Reuters.";

fn document(text: &str) -> Document {
    sayso_intake::plain::read("a", text.as_bytes(), &Default::default()).unwrap().0
}

/// The words of a text as spaCy would read it.
fn read(text: &str, start: usize) -> Vec<Word> {
    let annotator = Annotator::load().unwrap();
    let raw = annotator.pipeline().run(&text[start..], &mut Scratch::default());
    let word = |t: sayso_annotate::spacy::Token| Word {
        span: Span::new(start + t.span.start(), start + t.span.end()),
        tag: t.tag,
        dep: t.dep,
        head: t.head,
        starts_sentence: t.starts_sentence,
        mark: t.mark,
    };
    raw.into_iter().map(word).collect()
}

#[test]
fn the_same_words_give_the_same_records() {
    let pipeline = Pipeline::load(Options::default()).unwrap();
    let ours = pipeline.code(document(PARAGRAPH));
    let theirs = pipeline.code_words(document(PARAGRAPH), &read(PARAGRAPH, 0)).ledger;
    assert!(!ours.events.is_empty() && !ours.statements.is_empty());
    assert_eq!(format!("{theirs:?}"), format!("{ours:?}"));
}

#[test]
fn another_tree_gives_other_parties() {
    let pipeline = Pipeline::load(Options::default()).unwrap();
    let text = "Rebels attacked soldiers.";
    let mut words = read(text, 0);
    (words[0].dep, words[2].dep) = (Dep::Dobj, Dep::Nsubj);
    let ledger = pipeline.code_words(document(text), &words).ledger;
    let actor = ledger.events[0].actors[0].span.unwrap();
    assert_eq!(actor.text(text), "soldiers");
}

#[test]
fn words_of_any_kind_stop_nothing() {
    let pipeline = Pipeline::load(Options::default()).unwrap();
    let text = format!("HEADING\n\nKABUL (Reuters) - {PARAGRAPH}\n\n{PARAGRAPH}");
    let words = read(&text, 0);
    for change in 0..6 {
        let mut words = words.clone();
        let most = words.len() as u32;
        for (i, word) in words.iter_mut().enumerate() {
            match change {
                0 => word.head = (i as u32 + 1) % most,
                1 => word.head = u32::MAX,
                2 => word.starts_sentence = i % 2 == 0,
                3 => word.dep = Dep::Nsubj,
                4 => word.tag = sayso_model::Tag::None,
                _ => word.head = most - 1 - i as u32,
            }
        }
        let outcome = pipeline.code_words(document(&text), &words);
        assert_eq!(outcome.failure, None, "change {change}");
    }
    assert!(pipeline.code_words(document(&text), &[]).ledger.events.is_empty());
}
