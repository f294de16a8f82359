//! The worked example of docs/dictionaries.md, read from the page itself.

use sayso_annotate::Annotator;
use sayso_dictionaries::{Dictionaries, Options};
use sayso_model::{Block, BlockKind, Document, Span};

const PAGE: &str = include_str!("../../../docs/dictionaries.md");

/// The indented lines after `` `name` ``, without their indent.
fn file(name: &str) -> String {
    let (_, rest) = PAGE.split_once(&format!("\n`{name}`\n")).expect("the page has the file");
    let lines = rest.trim_start_matches('\n').lines().take_while(|l| l.is_empty() || l.starts_with("    "));
    lines.map(|l| format!("{}\n", l.strip_prefix("    ").unwrap_or(l))).collect()
}

#[test]
fn sentences_are_coded_as_the_page_says() {
    let names = ["lab.actors.txt", "lab.agents.txt", "lab.verbs.txt"];
    let texts = names.map(file);
    let files = std::iter::zip(names, texts.iter().map(String::as_str));
    let (dictionaries, problems) = Dictionaries::read(files);
    assert_eq!(problems, []);
    let annotator = Annotator::load().unwrap();
    let check = |text: &str, expect: &[&str]| {
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body };
        let document = Document { text: text.to_owned(), blocks: vec![block], ..Document::default() };
        let (annotated, _) = annotator.annotate(&document);
        let day = Some("1950-06-01".parse().unwrap());
        let outcome = dictionaries.code(&annotated, day, &Options::default());
        let got: Vec<_> = outcome
            .codings
            .iter()
            .map(|c| format!("{} {} {}", c.source.code, c.target.code, c.code))
            .collect();
        assert_eq!(got, expect, "{text}");
    };
    check("The Syldavian government gave the Bordurians a loan.", &["SYL BRD 071"]);
    check("Syldavian students were arrested by Bordurian police.", &["BRDCOP SYLEDU 173"]);
    check("Gladz met Syldavian officials.", &[]);
    check("Pleksy Gladz met Syldavian officials.", &[]);
    check("Plekszy Gladz met Syldavian officials.", &["BRDGOV SYL 040", "SYL BRDGOV 040"]);
    check("Borduria handed out bread to Syldavia.", &["BRD SYL 070"]);
    check(
        "Spokeswomen in Borduria met the students of Syldavia.",
        &["BRDGOV SYLEDU 040", "SYLEDU BRDGOV 040"],
    );
}
