//! Pages written for this project, in layouts that newspapers have. In them `data-gold=keep` marks text of the article
//! and `data-gold=drop` what is none; the marks are taken out before a page is read.
//!
//! `cargo test -p sayso-intake --test pages -- --nocapture` prints the figures, beside those of the extractor alone.

use std::path::Path;

use sayso_intake::{Format, Options, Reading, Record};
use sayso_model::{BlockKind, Field};

struct Page {
    name: String,
    html: String,
    keep: Vec<String>,
    drop: Vec<String>,
}

fn pages() -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| page(path)).collect()
}

fn page(path: &Path) -> Page {
    let marked = std::fs::read_to_string(path).unwrap();
    let sentences = |mark: &str| marked_texts(&marked, mark).iter().flat_map(|t| sentences(t)).collect();
    let html = ["keep", "drop", "neutral"]
        .iter()
        .fold(marked.clone(), |html, mark| html.replace(&format!(" data-gold={mark}"), ""));
    assert!(!html.contains("data-gold"), "{}", path.display());
    let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
    Page { name, html, keep: sentences("keep"), drop: sentences("drop") }
}

/// The texts of the elements with a mark: letters and marks of speech, without tags.
fn marked_texts(html: &str, mark: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for (at, found) in html.match_indices(&format!(" data-gold={mark}")) {
        let open = html[..at].rfind('<').unwrap();
        let name = html[open + 1..].split(|c: char| !c.is_alphanumeric()).next().unwrap();
        let start = at + found.len() + html[at + found.len()..].find('>').unwrap() + 1;
        let end = start + html[start..].find(&format!("</{name}>")).unwrap();
        let mut text = String::new();
        for (i, piece) in html[start..end].split('<').enumerate() {
            text.push_str(if i == 0 { piece } else { piece.split_once('>').map_or(piece, |(_, t)| t) });
        }
        for (entity, char) in [
            ("&ldquo;", "“"),
            ("&rdquo;", "”"),
            ("&rsquo;", "’"),
            ("&nbsp;", " "),
            ("&#8220;", "“"),
            ("&#8221;", "”"),
            ("&#8217;", "’"),
            ("&#8207;", ""),
            ("&shy;", ""),
        ] {
            text = text.replace(entity, char);
        }
        texts.push(text);
    }
    texts
}

fn sentences(text: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut ended = false;
    for word in text.split_whitespace() {
        let opens = word.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '('));
        if ended && opens {
            out.push(String::new());
        }
        let last = out.last_mut().unwrap();
        last.push_str(word);
        last.push(' ');
        ended = word.trim_end_matches(['”', '"']).ends_with(['.', '!', '?']) && word.len() > 2;
    }
    out.retain(|s| !s.trim().is_empty());
    out
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn read(page: &Page) -> Reading {
    let record = Record::from_bytes(page.name.clone(), page.html.clone().into_bytes(), None, Format::Html);
    record.read(&Options::default()).unwrap()
}

/// The coded text, and the whole of it with datelines and credits.
fn texts(reading: &Reading) -> (String, String) {
    let document = &reading.document;
    let of = |keep: &dyn Fn(BlockKind) -> bool| {
        let blocks = document.blocks.iter().filter(|b| keep(b.kind));
        blocks.map(|b| letters(b.span.text(&document.text))).collect::<String>()
    };
    (of(&|k| k == BlockKind::Body), of(&|_| true))
}

#[test]
fn no_boilerplate_is_coded_and_no_sentence_is_lost() {
    let (mut ours, mut theirs) = ([0, 0], [0, 0]);
    let (mut kept, mut dropped) = (0, 0);
    let mut wrong = Vec::new();
    for page in pages() {
        let reading = read(&page);
        let (coded, whole) = texts(&reading);
        let alone = trafilatura::extract(
            &page.html,
            &trafilatura::Options::default().with_fallback(true).with_exclude_comments(true),
        );
        let alone = letters(&alone.map(|r| r.content_text).unwrap_or_default());
        let missing = |text: &str| {
            page.keep.iter().filter(|s| !text.contains(&letters(s))).cloned().collect::<Vec<_>>()
        };
        let present =
            |text: &str| page.drop.iter().filter(|s| text.contains(&letters(s))).cloned().collect::<Vec<_>>();
        let (lost, coded) = (missing(&whole), present(&coded));
        let counts = [missing(&alone).len(), present(&alone).len()];
        println!(
            "{:16} sentences {:2} lost {} · boilerplate {:2} coded {} · extractor alone: lost {} kept {}",
            page.name,
            page.keep.len(),
            lost.len(),
            page.drop.len(),
            coded.len(),
            counts[0],
            counts[1],
        );
        (kept, dropped) = (kept + page.keep.len(), dropped + page.drop.len());
        for i in 0..2 {
            ours[i] += [lost.len(), coded.len()][i];
            theirs[i] += counts[i];
        }
        wrong.extend(lost.iter().map(|s| format!("{}: lost: {s}", page.name)));
        wrong.extend(coded.iter().map(|s| format!("{}: coded: {s}", page.name)));
    }
    println!("of {kept} sentences lost {}, extractor alone {}", ours[0], theirs[0]);
    println!("of {dropped} sentences of boilerplate coded {}, extractor alone kept {}", ours[1], theirs[1]);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(kept > 60 && dropped > 40);
}

/// Every piece of the canonical text is a piece of the page, but for tags, entities and white space.
#[test]
fn pieces_point_back_into_the_page() {
    for page in pages() {
        let reading = read(&page);
        let document = &reading.document;
        let chars: Vec<char> = page.html.chars().collect();
        let mut covered = 0;
        for piece in &document.provenance.page {
            let raw: String =
                chars[piece.page_start_char as usize..piece.page_end_char as usize].iter().collect();
            assert_eq!(letters(&bare(&raw)), letters(piece.text.text(&document.text)), "{}", page.name);
            covered += letters(piece.text.text(&document.text)).len();
        }
        let from_data = reading.diagnostics.iter().any(|d| d.code == "IN007");
        assert_eq!(covered, if from_data { 0 } else { letters(&document.text).len() }, "{}", page.name);
    }
}

/// Markup as its reader sees it, decoded by a parser that is not ours.
fn bare(raw: &str) -> String {
    let tree = trafilatura::dom::Document::parse(&format!("<body><div>{raw}</div></body>"));
    tree.text_content(tree.root()).replace(['\u{AD}', '\u{200B}'], "")
}

#[test]
fn metadata_comes_with_its_origin() {
    type Row = (&'static str, &'static [(Field, &'static str, &'static str)]);
    let table: &[Row] = &[
        (
            "agency-copy",
            &[
                (Field::Title, "Border post shelled as talks stall", "json-ld headline"),
                (Field::Author, "Meridian News Agency", "json-ld author"),
                (Field::Publisher, "The Harrow Courier", "json-ld publisher"),
                (Field::Published, "2026-02-11T18:42:00+00:00", "json-ld datePublished"),
                (Field::Modified, "2026-02-11T19:10:00+00:00", "json-ld dateModified"),
                (
                    Field::Url,
                    "https://www.harrowcourier.example/world/2026/02/11/border-post-shelled-talks-stall",
                    "link canonical",
                ),
                (Field::Section, "World", "json-ld articleSection"),
            ],
        ),
        (
            "live-blog",
            &[
                (Field::Published, "2026-03-04T07:00:12+02:00", "meta article:published_time"),
                (Field::Publisher, "Portside Daily", "meta og:site_name"),
            ],
        ),
        ("liveticker", &[(Field::Published, "2026-05-19T06:30:00+0200", "meta date")]),
        ("amp", &[(Field::Author, "Marta Quiroga", "json-ld author")]),
        ("comments", &[(Field::Title, "Council votes to close the Ashdown mine", "h1")]),
        ("cookie-wall", &[(Field::Published, "20260402", "meta pubdate")]),
        ("paywall", &[(Field::Author, "Ines Carrow", "json-ld author")]),
        ("tables-captions", &[(Field::Published, "2026-08-15", "meta dc.date.issued")]),
        ("mixed-direction", &[(Field::Published, "2026-09-01T08:00:00+03:00", "meta datepublished")]),
        ("broken", &[(Field::Published, "March 9, 1999", "meta date")]),
        ("inline-promos", &[(Field::Author, "Karim Voss", "meta author")]),
        ("script-only", &[(Field::Publisher, "Ridge Wire", "json-ld publisher")]),
        (
            "press-release",
            &[(Field::Publisher, "Ministry of Foreign Affairs of Aldermoor", "meta dc.publisher")],
        ),
    ];
    let pages = pages();
    for (name, expect) in table {
        let reading = read(pages.iter().find(|p| p.name == *name).unwrap());
        for (field, value, origin) in *expect {
            let found = reading.document.provenance.first(*field);
            let found = found.map(|m| (m.value.as_str(), m.origin.as_str()));
            assert_eq!(found, Some((*value, *origin)), "{name} {field:?}");
        }
        assert!(reading.document.published.is_some(), "{name}");
    }
}

#[test]
fn what_a_page_is_not_is_told() {
    let codes = |name: &str| -> Vec<&str> {
        let reading = read(pages().iter().find(|p| p.name == name).unwrap());
        reading.diagnostics.iter().map(|d| d.code).collect()
    };
    assert_eq!(codes("index"), ["IN004"]);
    assert_eq!(codes("paywall"), ["IN006"]);
    assert_eq!(codes("script-only"), ["IN007"]);
    assert_eq!(codes("arabic"), ["IN002"]);
    assert_eq!(codes("agency-copy"), [""; 0]);
}
