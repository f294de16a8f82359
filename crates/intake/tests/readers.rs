//! Any bytes in any format: readers end, never panic, and what they give holds together.

use proptest::prelude::*;
use sayso_intake::{Format, Limits, Options, Reading, Record, Source, open};

/// Pieces that the formats are made of, so that what is random comes near to what is read.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<div class='related'>",
    "</div>",
    "<br>",
    "<br/>",
    "<b>",
    "</i>",
    "<table><tr><td>",
    "<script>",
    "</script>",
    "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",",
    "\"headline\":\"x\"}",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&amp;",
    "&#x2019;",
    "&#99999999;",
    "&notit;",
    "<h1>",
    "</h1>",
    "<title>",
    "<meta name=date content='2026-02-30'>",
    "<time datetime='2026-02-11'>",
    "<a href='",
    "' title=\"",
    "The army left the town on Monday, officials said. ",
    "<rss version='2.0'><channel>",
    "<item><title>",
    "</item>",
    "<description>",
    "<feed xmlns='http://www.w3.org/2005/Atom'>",
    "<entry>",
    "{\"text\": \"",
    "\"}",
    "\n",
    "\r\n",
    ",",
    "\t",
    "\"",
    "WARC/1.0\r\n",
    "WARC-Type: response\r\n",
    "Content-Type: application/http\r\n",
    "Content-Length: 30\r\n\r\n",
    "HTTP/1.1 200 OK\r\n",
    "Content-Type: text/html\r\n\r\n",
    "\u{200F}",
    "字",
    "é",
    "\u{0}",
    "😀",
    "\u{AD}",
    " ",
];

fn near() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        8 => prop::sample::select(PIECES).prop_map(|p| p.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..6),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn options(format: Format) -> Options {
    let limits = Limits { record_bytes_max: 600, page_bytes_max: 4000, ..Limits::default() };
    Options { input: Some(format), limits, ..Options::default() }
}

/// Reads bytes as a file of a format, through the same door as users' files.
fn read(bytes: &[u8], format: Format, name: &str) -> Vec<Reading> {
    let path = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.{format}"));
    std::fs::write(&path, bytes).unwrap();
    let options = options(format);
    let records = open(vec![Source::Path(path)], options.clone());
    records.filter_map(|record| record.and_then(|record| record.read(&options)).ok()).collect()
}

/// Blocks stand in order on the edges of characters, and pieces within the text and in order of the page.
fn check(reading: &Reading) {
    let document = &reading.document;
    let text = &document.text;
    let mut end = 0;
    for block in &document.blocks {
        assert!(
            block.span.start() >= end && block.span.end() <= text.len() && !block.span.text(text).is_empty()
        );
        assert_eq!(block.span.text(text).trim(), block.span.text(text));
        end = block.span.end();
    }
    for piece in &document.provenance.page {
        assert!(piece.page_start_char < piece.page_end_char && piece.text.end() <= text.len());
        assert!(!piece.text.text(text).is_empty());
    }
    for metadatum in &document.provenance.metadata {
        assert!(!metadatum.value.is_empty() && !metadatum.origin.is_empty());
    }
    assert_eq!(document.sha256.len(), 64);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_format_bears_any_bytes(bytes in near(), format in prop::sample::select(&Format::ALL[..])) {
        for reading in read(&bytes, format, "any") {
            check(&reading);
        }
    }

    #[test]
    fn packed_bytes_are_borne_too(bytes in near(), at in any::<prop::sample::Index>(), flip in 1u8..) {
        use std::io::Write;
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(&bytes).unwrap();
        let mut packed = encoder.finish().unwrap();
        let at = at.index(packed.len().max(1)).max(3);
        packed[at] ^= flip;
        for format in [Format::Html, Format::Jsonl, Format::Warc] {
            read(&packed, format, "packed").iter().for_each(check);
        }
    }

    #[test]
    fn recognising_a_format_never_fails(bytes in near(), name in "[a-z./?#]{0,12}") {
        let _ = Format::recognise(&bytes, &name);
    }

    /// What a page gives comes of its bytes alone.
    #[test]
    fn pages_read_alike_twice(bytes in near()) {
        let read = || {
            let record = Record::from_bytes("p".into(), bytes.clone(), None, Format::Html);
            record.read(&Options::default()).map(|r| (r.document.text, r.document.provenance, r.diagnostics))
        };
        prop_assert_eq!(read().ok(), read().ok());
    }
}

#[test]
fn pages_made_to_be_hard_are_read_in_time() {
    let start = std::time::Instant::now();
    let sentence = "<p>The minister said on Monday that the talks in the capital had failed for good.</p>";
    for (name, page) in [
        ("deep", format!("{}{sentence}{sentence}", "<div>".repeat(100_000))),
        ("open", format!("{sentence}{}", "<b><a><p>".repeat(60_000))),
        ("many", sentence.repeat(60_000)),
        ("attributes", format!("<p {}>{sentence}", "a=b ".repeat(500_000))),
        ("brackets", "<".repeat(1 << 20)),
        ("entities", "&".repeat(1 << 20)),
        ("comments", "<!--".repeat(1 << 18)),
        ("scripts", "<script>".repeat(1 << 17)),
        ("quotes", "<a href=\"".repeat(1 << 17)),
        ("cells", format!("{}{sentence}", "<table><tr><td>".repeat(30_000))),
    ] {
        let record = Record::from_bytes(name.into(), page.into_bytes(), None, Format::Html);
        check(&record.read(&Options::default()).unwrap());
        assert!(start.elapsed().as_secs() < 120, "{name}: {:?}", start.elapsed());
        println!("{name} {:.1?}", start.elapsed());
    }
}
