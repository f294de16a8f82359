//! What reads, with the files that it is tried on.

use std::io::Write;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock};

use sayso_intake::{Format, Options, Source};
use sayso_ledger::{Dictionaries, Pipeline};
use sayso_store::query::{Cast, Query};
use sayso_store::{Open, Store};

use crate::hostile::packed;
use crate::run::folder;

/// Something that reads.
pub struct Target {
    pub name: &'static str,
    /// Files of the corpus.
    pub corpus: &'static [&'static str],
    pub run: fn(&Bench, &[u8]),
}

/// All that reads what users, crawlers and strangers write.
pub const TARGETS: &[Target] = &[
    Target { name: "plain text", corpus: &["article.txt", "odd.txt"], run: |b, i| b.intake(Format::Text, i) },
    Target { name: "web page", corpus: &["page.html", "odd.html"], run: |b, i| b.intake(Format::Html, i) },
    Target {
        name: "feed",
        corpus: &["feed.rss", "feed.atom", "feed.json"],
        run: |b, i| b.intake(Format::Feed, i),
    },
    Target { name: "JSONL", corpus: &["lines.jsonl"], run: |b, i| b.intake(Format::Jsonl, i) },
    Target { name: "CSV", corpus: &["table.csv"], run: |b, i| b.intake(Format::Csv, i) },
    Target { name: "TSV", corpus: &["table.tsv"], run: |b, i| b.intake(Format::Tsv, i) },
    Target { name: "WARC", corpus: &["archive.warc"], run: |b, i| b.intake(Format::Warc, i) },
    Target { name: "WARC, packed", corpus: &["archive.warc.gz"], run: |b, i| b.intake(Format::Warc, i) },
    Target { name: "WACZ", corpus: &["archive.wacz"], run: |b, i| b.intake(Format::Wacz, i) },
    Target { name: "any format, by content", corpus: ALL, run: |b, i| b.read(None, i) },
    Target { name: "rules", corpus: &["rules.rules"], run: rules },
    Target { name: "lexicons", corpus: &["lexicon.tsv"], run: lexicons },
    Target {
        name: "dictionaries, coded with",
        corpus: &["verbs.txt", "actors.txt", "agents.txt"],
        run: dictionaries,
    },
    Target { name: "filters, asked of a ledger", corpus: &["filters.txt"], run: filters },
    Target { name: "addresses of the server", corpus: &["addresses.txt"], run: addresses },
    Target { name: "ledger file", corpus: &["ledger.db"], run: ledger_file },
    Target { name: "all stages, to JSON", corpus: &["article.txt", "odd.txt"], run: stages },
];

const ALL: &[&str] = &[
    "article.txt",
    "page.html",
    "feed.rss",
    "feed.json",
    "lines.jsonl",
    "table.csv",
    "archive.warc",
    "archive.warc.gz",
    "archive.wacz",
];

/// What targets share.
pub struct Bench {
    folder: PathBuf,
    pipeline: OnceLock<Pipeline>,
    /// Takes users' lexicons.
    lexicons: Mutex<Option<Pipeline>>,
    /// Takes users' dictionaries.
    dictionaries: Mutex<Option<Pipeline>>,
    ledger: OnceLock<PathBuf>,
}

impl Bench {
    pub fn new() -> Self {
        Self {
            folder: folder("hostile"),
            pipeline: OnceLock::new(),
            lexicons: Mutex::default(),
            dictionaries: Mutex::default(),
            ledger: OnceLock::new(),
        }
    }

    pub fn corpus(&self, names: &[&str]) -> Vec<Vec<u8>> {
        names.iter().map(|name| self.file(name)).collect()
    }

    fn file(&self, name: &str) -> Vec<u8> {
        match name {
            "archive.warc.gz" => packed(&self.file("archive.warc")),
            "archive.wacz" => zipped(&self.file("archive.warc.gz")),
            "ledger.db" => std::fs::read(self.ledger()).unwrap(),
            name => {
                let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/corpus");
                std::fs::read(corpus.join(name)).unwrap()
            }
        }
    }

    /// A ledger with the corpus in it.
    fn ledger(&self) -> &PathBuf {
        self.ledger.get_or_init(|| {
            let path = self.folder.join("made.db");
            let mut store = Store::open(path.to_str().unwrap(), Open::Create).unwrap();
            let text = self.folder.join("made.txt");
            std::fs::write(&text, self.file("article.txt")).unwrap();
            let plan = sayso_ingest::Plan {
                sources: vec![Source::Path(text)],
                intake: Options::default(),
                coding: Default::default(),
                threads: 1,
                strict: true,
                arguments: Vec::new(),
            };
            let tally = sayso_ingest::run(&mut store, &plan, &Default::default(), &mut |_| {}).unwrap();
            assert!(tally.claims > 0);
            path
        })
    }

    fn pipeline(&self) -> &Pipeline {
        self.pipeline.get_or_init(|| Pipeline::load(Default::default()).unwrap())
    }

    /// Keeps an input that something went wrong with.
    pub fn keep(&self, target: &str, input: &[u8]) -> PathBuf {
        let path =
            self.folder.join(format!("failed-{}", target.replace(|c: char| !c.is_alphanumeric(), "-")));
        std::fs::write(&path, input).unwrap();
        path
    }

    fn intake(&self, format: Format, input: &[u8]) {
        self.read(Some(format), input);
    }

    /// Every document is sound, and every failure says something.
    fn read(&self, format: Option<Format>, input: &[u8]) {
        let path = self.folder.join("input");
        std::fs::write(&path, input).unwrap();
        let options = Options { input: format, ..Options::default() };
        let records = sayso_intake::open(vec![Source::Path(path)], options.clone());
        for record in records {
            match record.and_then(|record| record.read(&options)) {
                Ok(reading) => {
                    let text = &reading.document.text;
                    let mut at = 0;
                    for block in &reading.document.blocks {
                        let span = block.span;
                        assert!(at <= span.start() && span.end() <= text.len(), "{span:?}");
                        assert!(text.is_char_boundary(span.start()) && text.is_char_boundary(span.end()));
                        at = span.end();
                    }
                }
                Err(failure) => assert!(!failure.reason.is_empty()),
            }
        }
    }
}

fn zipped(archive: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in [("archive/data.warc.gz", archive), ("datapackage.json", b"{}".as_slice())] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn lossy(input: &[u8]) -> String {
    String::from_utf8_lossy(input).into_owned()
}

fn rules(_: &Bench, input: &[u8]) {
    let text = lossy(input);
    let built = sayso_rules::RuleSet::builder()
        .lexicon("l.tsv", "# class: say\nsay\n")
        .rules("r.rules", &text)
        .user_rules("u.rules", &text)
        .build();
    if let Err(problems) = built {
        assert!(!problems.to_string().is_empty());
    }
}

fn lexicons(bench: &Bench, input: &[u8]) {
    let text = lossy(input);
    let _ = sayso_rules::RuleSet::builder().lexicon("l.tsv", &text).user_lexicon("u.tsv", &text).build();
    // As `--lexicon` hands it in.
    let mut pipeline = bench.lexicons.lock().unwrap();
    let pipeline = pipeline.get_or_insert_with(|| Pipeline::load(Default::default()).unwrap());
    for file in ["user.tsv", "types.tsv"] {
        let _ = pipeline.add_lexicon(file.as_ref(), &text);
    }
}

/// As files of every kind at once, and a text is coded with what is read of them.
fn dictionaries(bench: &Bench, input: &[u8]) {
    let text = lossy(input);
    let files = ["verbs.txt", "actors.txt", "agents.txt", "discards.txt"];
    let (read, problems) = Dictionaries::read(files.map(|file| (file, text.as_str())));
    assert!(problems.iter().all(|p| !p.to_string().is_empty()));
    let mut kept = bench.dictionaries.lock().unwrap();
    let pipeline = kept.take().unwrap_or_else(|| Pipeline::load(Default::default()).unwrap());
    let pipeline = pipeline.with_dictionaries(read);
    let news = b"Plekszy Gladz met Syldavian police, who were arrested by Bordurian students.".to_vec();
    let record = sayso_intake::Record::from_bytes("x".into(), news, None, Format::Text);
    let outcome = pipeline.code_timed(record.read(&Options::default()).unwrap().document);
    assert!(outcome.failure.is_none(), "{:?}", outcome.failure);
    assert_eq!(outcome.ledger.first_bad_span(), None);
    *kept = Some(pipeline);
}

fn filters(bench: &Bench, input: &[u8]) {
    let mut store = Store::open(bench.ledger().to_str().unwrap(), Open::Existing).unwrap();
    for line in lossy(input).lines().take(20) {
        let Ok(filter) = line.parse() else { continue };
        let query = Query { filter, limit: Some(5), ..Query::default() };
        store.claims(&query).unwrap_or_else(|e| panic!("{line:?}: {e}"));
        store.documents(&query).unwrap_or_else(|e| panic!("{line:?}: {e}"));
        store.actors(&query, Cast::Sources).unwrap_or_else(|e| panic!("{line:?}: {e}"));
        let _ = store.entry_at(line);
    }
}

fn addresses(_: &Bench, input: &[u8]) {
    for line in lossy(input).lines() {
        let _ = sayso_serve::ask::Ask::read(line, &["view"]);
    }
}

/// A damaged ledger is refused or read; whatever it holds, nothing panics.
fn ledger_file(bench: &Bench, input: &[u8]) {
    let path = bench.folder.join("bent.db");
    for ending in ["", "-wal", "-shm", "-journal"] {
        let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
    }
    std::fs::write(&path, input).unwrap();
    let Ok(mut store) = Store::open(path.to_str().unwrap(), Open::Existing) else { return };
    let _ = store.verify();
    let _ = store.claims(&Query::default());
    let _ = store.documents(&Query::default());
    let _ = store.counts();
    let _ = store.fingerprint();
}

/// A text through all stages: no stage fails, and no record points outside of the text.
fn stages(bench: &Bench, input: &[u8]) {
    let options = Options::default();
    let text = lossy(input).replace('\0', "");
    let record = sayso_intake::Record::from_bytes("x".into(), text.into_bytes(), None, Format::Text);
    let Ok(reading) = record.read(&options) else { return };
    let outcome = bench.pipeline().code_timed(reading.document);
    assert!(outcome.failure.is_none(), "{:?}", outcome.failure);
    assert_eq!(outcome.ledger.first_bad_span(), None);
    let mut line = Vec::new();
    sayso_export::json::write_line(&outcome.ledger, "x", &mut line).unwrap();
    serde_json::from_slice::<serde_json::Value>(&line).unwrap();
    sayso_store::Coded::new(&outcome.ledger, "x").unwrap();
}
