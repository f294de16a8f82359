//! What is true of the annotation of any text?

use std::{sync::LazyLock, time::Instant};

use proptest::prelude::*;
use sayso_annotate::{Annotator, conllu};
use sayso_model::{Annotated, Block, BlockKind, Document, Span};

static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(|| Annotator::load().unwrap());

/// One block for each line.
fn document(text: &str, kind: BlockKind) -> Document {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let lead = line.len() - line.trim_start().len();
        let len = line.trim().len();
        if len > 0 {
            blocks.push(Block { span: Span::new(start + lead, start + lead + len), kind });
        }
        start += line.len();
    }
    Document { text: text.into(), blocks, ..Document::default() }
}

fn check(document: &Document, annotated: &Annotated) {
    let Annotated { tokens, sentences, entities, .. } = annotated;
    // Tokens lie in order, and all that is between them in a block is white space.
    let mut words = String::new();
    for pair in tokens.windows(2) {
        assert!(pair[0].span.end() <= pair[1].span.start());
    }
    for token in tokens {
        let word = token.span.text(&document.text);
        assert!(!word.is_empty() && !word.chars().all(char::is_whitespace), "{word:?}");
        words.push_str(word);
        assert!(!token.tag.as_str().is_empty() && !token.pos.as_str().is_empty(), "{word:?}");
        assert!(!token.dep.as_str().is_empty(), "{word:?}");
    }
    let blocks = document.blocks.iter().map(|b| b.span.text(&document.text)).collect::<String>();
    let solid = |s: &str| s.chars().filter(|c| !is_space(*c)).collect::<String>();
    assert_eq!(solid(&words), solid(&blocks));
    // Sentences part the tokens, and each has its words under its own roots.
    let mut next = 0;
    for (i, sentence) in sentences.iter().enumerate() {
        assert_eq!(sentence.start, next);
        assert!(sentence.end > sentence.start);
        next = sentence.end;
        let block = document.blocks[sentence.block as usize].span;
        assert!(block.contains(annotated.tokens_span(sentence.start, sentence.end)));
        for t in sentence.start..sentence.end {
            assert_eq!(annotated.token(t).sentence, i as u32);
            assert!((sentence.start..sentence.end).contains(&annotated.token(t).head));
            let root = annotated.ancestors(t).take(tokens.len()).last().unwrap_or(t);
            assert_eq!(annotated.token(root).head, root, "a circle");
        }
    }
    assert_eq!(next as usize, tokens.len());
    for (i, entity) in entities.iter().enumerate() {
        assert!(entity.start < entity.end);
        for t in entity.start..entity.end {
            assert_eq!(annotated.token(t).entity, Some(i as u32));
            assert_eq!(annotated.token(t).sentence, annotated.token(entity.start).sentence);
        }
    }
}

/// White space as Python draws it.
fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\x1c'..='\x1f').contains(&c)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn holds_on_any_text(text in any::<String>()) {
        let document = document(&text, BlockKind::Body);
        check(&document, &ANNOTATOR.annotate(&document).0);
    }

    #[test]
    fn holds_on_words_in_disorder(text in r#"([A-Za-z]{1,8}[.,:;!?…'"”’)]{0,2}[ \n\t\u{a0}]{1,2}[(“‘"'—#$]?|[0-9]{1,4}%? |\u{1f}){0,60}"#) {
        for kind in [BlockKind::Body, BlockKind::Heading] {
            let document = document(&text, kind);
            let (annotated, _) = ANNOTATOR.annotate(&document);
            check(&document, &annotated);
            let lines = conllu::write(&document, &annotated);
            let rows: Vec<&str> = lines.lines().filter(|l| !l.is_empty() && !l.starts_with("# ")).collect();
            prop_assert!(rows.iter().all(|r| r.split('\t').count() == 10));
        }
    }
}

#[test]
fn what_was_read_before_changes_nothing() {
    let text =
        "Rebels seized the town of Lirna on Monday, Ms. Varga's office said.\n“We hold it,” they wrote.";
    let first = Annotator::load().unwrap().annotate(&document(text, BlockKind::Body)).0;
    let used = Annotator::load().unwrap();
    for n in 0..200 {
        used.annotate(&document(&format!("Word{n} ruled on {n} May; “so{n}”, he said."), BlockKind::Body));
    }
    let again = used.annotate(&document(text, BlockKind::Body)).0;
    assert_eq!(first.tokens, again.tokens);
    assert_eq!(first.entities, again.entities);
}

#[test]
fn threads_agree() {
    let document =
        document("The army shelled Posk, killing nine, its mayor said.\nNo one replied.", BlockKind::Body);
    let expected = ANNOTATOR.annotate(&document).0.tokens;
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..4).map(|_| scope.spawn(|| ANNOTATOR.annotate(&document).0.tokens)).collect();
        runs.into_iter().for_each(|run| assert_eq!(run.join().unwrap(), expected));
    });
}

#[test]
fn headings_are_one_sentence() {
    let document = document("War in Lirna: Army advances. Mayor flees! What now?", BlockKind::Heading);
    assert_eq!(ANNOTATOR.annotate(&document).0.sentences.len(), 1);
}

/// Texts that make careless tokenisers and parsers slow.
#[test]
fn long_blocks_take_bounded_time() {
    for unit in
        ["(", "a", "a.", "a@", "a@a.", "x-", "( ", "the man who said that ", "...", "\u{301}", "http://"]
    {
        let start = Instant::now();
        let text = unit.repeat(60_000 / unit.len());
        let document = document(&text, BlockKind::Body);
        check(&document, &ANNOTATOR.annotate(&document).0);
        // The limit is generous: machines that test are busy.
        assert!(start.elapsed().as_secs() < 60, "{unit:?} took {:?}", start.elapsed());
        println!("{unit:?} {:?}", start.elapsed());
    }
}
