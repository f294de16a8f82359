//! What holds for any bytes.

use proptest::prelude::*;
use sayso_intake::{Limits, Options, plain};

/// Blocks are in order, apart, not empty, on boundaries of characters, and leave out nothing but blanks.
fn check(bytes: &[u8], options: &Options) {
    let Ok((document, _)) = plain::read("x", bytes, options) else {
        assert!(
            bytes.contains(&0)
                || std::str::from_utf8(bytes).is_err()
                || bytes.len() > options.limits.text_bytes_max
        );
        return;
    };
    let text = &document.text;
    assert_eq!(text.as_bytes(), bytes, "the canonical text is the file");
    let blank = |gap: &str| gap.chars().all(|c| !c.is_alphanumeric());
    let mut at = 0;
    for block in &document.blocks {
        let span = block.span;
        assert!(at <= span.start() && !span.is_empty() && span.end() <= text.len());
        assert!(text.is_char_boundary(span.start()) && text.is_char_boundary(span.end()));
        assert!(span.len() <= options.limits.block_bytes_max.max(8));
        assert!(blank(&text[at..span.start()]), "{:?}", &text[at..span.start()]);
        assert_eq!(span.text(text), span.text(text).trim());
        at = span.end();
    }
    assert!(blank(&text[at..]));
    if let Some(title) = &document.title {
        assert!(!title.text.is_empty());
    }
}

/// Texts made of what articles are made of, and of what upsets readers of them.
fn article() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[A-Z][a-z]{1,9}( [a-z]{1,9}){0,12}[.?!]?",
        "[A-Z ]{1,20}",
        "[A-Z]{3,9}(, [A-Z][a-z]{2,8})?( \\(Reuters\\))? (—|-|--) [A-Z][a-z ]{10,60}\\.",
        Just("-----".to_owned()),
        Just("\u{FEFF}".to_owned()),
        Just("שלום עולם 🚁👩‍👩‍👧".to_owned()),
        Just("By Jane Roe".to_owned()),
        Just("(Reporting by A. Bee)".to_owned()),
        Just("Photo: x".to_owned()),
        "\\PC{0,30}",
    ];
    let joint = prop_oneof![
        Just("\n"),
        Just("\n\n"),
        Just("\r\n"),
        Just(" "),
        Just("\u{2028}"),
        Just("\t"),
        Just("\r")
    ];
    prop::collection::vec((piece, joint), 0..30)
        .prop_map(|parts| parts.into_iter().map(|(p, j)| p + j).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_a_document_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check(&bytes, &Options::default());
    }

    #[test]
    fn any_article_is_cut_into_sound_blocks(text in article(), block_bytes_max in 1usize..200) {
        check(text.as_bytes(), &Options::default());
        let limits = Limits { block_bytes_max, ..Limits::default() };
        check(text.as_bytes(), &Options { limits, ..Options::default() });
    }
}

#[test]
fn large_texts_are_read_in_seconds() {
    let million_lines = "A line of the text.\n".repeat(1_000_000);
    let rules = "-----\n".repeat(1_000_000);
    let one_line = "The army said that it had left. ".repeat(600_000);
    let no_spaces = "x".repeat(4 << 20);
    let open = "(".repeat(1 << 20);
    for text in [million_lines, rules, one_line, no_spaces, open] {
        check(text.as_bytes(), &Options::default());
    }
}

#[test]
fn a_text_above_the_limit_is_an_error() {
    let options =
        Options { limits: Limits { text_bytes_max: 1000, ..Limits::default() }, ..Options::default() };
    let error = plain::read("x", &[b'a'; 1001], &options).unwrap_err();
    assert_eq!(error.to_string(), "text of 1001 bytes is longer than the limit of 1000 bytes");
}
