use proptest::prelude::*;
use sayso_model::{Block, BlockKind, Document, Span};

use super::find;

/// A document whose paragraphs are the lines of `text`.
fn document(text: &str) -> Document {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let body = line.trim();
        if !body.is_empty() {
            let start = at + line.len() - line.trim_start().len();
            blocks.push(Block { span: Span::new(start, start + body.len()), kind: BlockKind::Body });
        }
        at += line.len() + 1;
    }
    Document { text: text.to_owned(), blocks, ..Document::default() }
}

#[track_caller]
fn check(text: &str, expect: &[&str]) {
    let document = document(text);
    let found: Vec<&str> = find(&document).iter().map(|p| &text[p.inner_start..p.inner_end]).collect();
    assert_eq!(found, expect, "in {text}");
}

#[test]
fn curly_and_straight_doubles() {
    check("“We will stay,” she said. “For now.”", &["We will stay,", "For now."]);
    check("\"We will stay,\" she said. \"For now.\"", &["We will stay,", "For now."]);
    check("''We will stay,'' she said. ``For now.''", &["We will stay,", "For now."]);
    check("\"I disagree,” said the envoy. “So do I,\" said the other.", &["I disagree,", "So do I,"]);
    check("He called it—“madness”—and left (“for good”).", &["madness", "for good"]);
    check("«Nous restons», he said, or »wir bleiben«.", &["Nous restons", "wir bleiben"]);
    check("She said „no“ and left.", &["no"]);
}

#[test]
fn nested() {
    check("“He told me ‘never’ twice,” she said.", &["He told me ‘never’ twice,", "never"]);
    check("\"He told me 'never' twice,\" she said.", &["He told me 'never' twice,", "never"]);
    check("‘He told me “never” twice,’ she said.", &["He told me “never” twice,", "never"]);
    check("“They asked, ‘Who won?’”", &["They asked, ‘Who won?’", "Who won?"]);
    check("''They asked, 'Who won?''' she said.", &["They asked, 'Who won?'", "Who won?"]);
    check("'''Who won?' they asked,'' she said.", &["'Who won?' they asked,", "Who won?"]);
}

#[test]
fn apostrophes_are_no_marks() {
    check("The workers' rights and Mosul's mayor don't mix; the '90s were rock 'n' roll.", &[]);
    check("The workers’ rights, Sana’a’s mayor, the ‘90s and get ‘em.", &[]);
    check("‘Abd al-Karim spoke of the Ka‘ba.", &[]);
    check("The minister called it 'the workers' party' and left.", &["the workers' party"]);
    check("The minister called it 'the workers' and left.", &["the workers"]);
    check("He said 'the workers' rights matter,' and left.", &["the workers' rights matter,"]);
    check("The 'bosses' met 'friends' there.", &["bosses", "friends"]);
    check("I’m talkin’ ’bout dogs’ lives.", &[]);
}

#[test]
fn inches_and_feet() {
    check("The 6'2\" guard carried a 12\" blade and a 20' pole.", &[]);
    check("\"The blade was 12\" long,\" he said.", &["The blade was 12\" long,"]);
    check("\"Room 12\" was locked.", &["Room 12"]);
}

#[test]
fn continued_paragraphs() {
    check("“We came.\n“We saw.\n“We left,” he said. “Gone.”", &["We came.\n“We saw.\n“We left,", "Gone."]);
    check("\"We came.\n\n\"We saw,\" he said.", &["We came.\n\n\"We saw,"]);
    check("‘We came.\n‘We didn’t see,’ he said.", &["We came.\n‘We didn’t see,"]);
    check("“We came.\nWe saw,” he said.\n“No.”", &["We came.\nWe saw,", "No."]);
}

#[test]
fn unclosed_ends_with_its_paragraph() {
    check("He said “we came.\nThe rest is history. “Fine.”", &["we came.", "Fine."]);
    check("“We came, he said. “We saw,” he said.", &["We came, he said.", "We saw,"]);
    check("He said \"we came and left.\nNobody saw it.", &["we came and left."]);
}

#[test]
fn close_without_opening_begins_with_its_sentence() {
    check("They left. We will win,” he said.", &["We will win,"]);
    check("the end of it” is near", &[]);
}

proptest! {
    #[test]
    fn any_text_gives_nested_quotations(text in "[a s.,0-9'\"“”‘’«»`\n—]{0,80}") {
        let document = document(&text);
        let found = find(&document);
        for pair in &found {
            prop_assert!(pair.outer_start <= pair.inner_start && pair.inner_start <= pair.inner_end);
            prop_assert!(pair.inner_end <= pair.outer_end);
            prop_assert!(text.is_char_boundary(pair.inner_start) && text.is_char_boundary(pair.inner_end));
        }
    }
}

/// Share of PolNeAR's contents with quotation marks whose marks a quotation covers.
#[test]
fn covers_polnear() {
    let shared = std::env::var("SAYSO_SHARED").unwrap_or_else(|_| "../../../shared".to_owned());
    let dir = std::path::Path::new(&shared).join("data/polnear/train");
    if !dir.is_dir() {
        eprintln!("skipped: no PolNeAR under {}", dir.display());
        return;
    }
    let (mut with_marks, mut covered, mut marks, mut inside) = (0, 0, 0, 0);
    for file in std::fs::read_dir(dir.join("attributions")).unwrap() {
        let path = file.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        // NAME_ANNOTATOR.ann annotates NAME.txt.
        let Some((name, _)) = stem.rsplit_once('_') else { continue };
        let text = std::fs::read_to_string(dir.join("text").join(format!("{name}.txt"))).ok();
        let Some(text) = text else { continue };
        let document = document(&text);
        let chars: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let outer: Vec<Span> =
            find(&document).iter().map(|p| Span::new(p.outer_start, p.outer_end)).collect();
        for line in std::fs::read_to_string(&path).unwrap().lines().filter(|l| l.contains("\tContent ")) {
            let pieces = line.split('\t').nth(1).unwrap().split_once(' ').unwrap().1;
            let (mut seen, mut kept) = (0, 0);
            for piece in pieces.split(';') {
                let (from, to) = piece.split_once(' ').unwrap();
                let (from, to): (usize, usize) = (from.parse().unwrap(), to.parse().unwrap());
                if to >= chars.len() {
                    continue;
                }
                for &at in &chars[from..to] {
                    if text[at..].starts_with(['"', '“', '”']) || text[at..].starts_with("''") {
                        seen += 1;
                        kept += usize::from(outer.iter().any(|q| q.start() <= at && at < q.end()));
                    }
                }
            }
            marks += seen;
            inside += kept;
            with_marks += usize::from(seen > 0);
            covered += usize::from(seen > 0 && seen == kept);
        }
    }
    eprintln!("contents with marks {with_marks}, all covered {covered}; marks {marks}, covered {inside}");
    assert!(with_marks > 1000 && covered * 100 >= with_marks * 98);
}
