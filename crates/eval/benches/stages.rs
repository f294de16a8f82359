//! How fast is each stage? `cargo bench -p sayso-eval`; the column `words/s` is what counts.
//!
//! Every stage runs over the same articles on one thread: those of `raw-news` in the shared data, or the examples
//! where it is absent. A word is what stands between white space.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use divan::{Bencher, counter::ItemsCount};
use sayso_annotate::Annotator;
use sayso_extract::Extractor;
use sayso_intake::{Options, plain};
use sayso_model::{Annotated, Document};
use sayso_resolve::Resolver;

/// How many articles are taken from a folder of thousands.
const ARTICLES: usize = 60;

fn main() {
    let words: usize = TEXTS.iter().map(|(_, t)| t.split_whitespace().count()).sum();
    println!("{} articles, {words} words; items are words\n", TEXTS.len());
    divan::main();
}

/// Names and texts of the articles.
static TEXTS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let shared = std::env::var_os("SAYSO_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    let mut files = texts(&shared.join("data/raw-news"));
    if files.is_empty() {
        println!("skipped: no articles under `{}`; the examples serve instead", shared.display());
        files = texts(&root.join("examples"));
    }
    let n = ARTICLES.min(files.len());
    let chosen = (0..n).map(|i| &files[i * files.len() / n]);
    chosen
        .map(|f| (f.display().to_string(), std::fs::read_to_string(f).expect("articles are UTF-8")))
        .collect()
});

fn texts(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            out.extend(texts(&path));
        } else if path.extension().is_some_and(|e| e == "txt") {
            out.push(path);
        }
    }
    out.sort();
    out
}

static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(|| Annotator::load().unwrap());
static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::load().unwrap());
static RESOLVER: LazyLock<Resolver> = LazyLock::new(|| Resolver::load().unwrap());
static DOCUMENTS: LazyLock<Vec<Document>> = LazyLock::new(|| TEXTS.iter().map(document).collect());
static ANNOTATED: LazyLock<Vec<Annotated>> =
    LazyLock::new(|| DOCUMENTS.iter().map(|d| ANNOTATOR.annotate(d).0).collect());

fn document((id, text): &(String, String)) -> Document {
    plain::read(id, text.as_bytes(), &Options::default()).expect("articles are text").0
}

fn words() -> ItemsCount {
    ItemsCount::new(TEXTS.iter().map(|(_, t)| t.split_whitespace().count()).sum::<usize>())
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn intake(bencher: Bencher<'_, '_>) {
    bencher.counter(words()).bench(|| TEXTS.iter().map(document).collect::<Vec<_>>());
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn annotate(bencher: Bencher<'_, '_>) {
    let documents = &*DOCUMENTS;
    bencher.counter(words()).bench(|| documents.iter().map(|d| ANNOTATOR.annotate(d)).collect::<Vec<_>>());
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn extract(bencher: Bencher<'_, '_>) {
    let annotated = &*ANNOTATED;
    let pairs = || std::iter::zip(&*DOCUMENTS, annotated);
    bencher.counter(words()).bench(|| pairs().map(|(d, a)| EXTRACTOR.extract(d, a)).collect::<Vec<_>>());
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn resolve(bencher: Bencher<'_, '_>) {
    let mentions: Vec<_> =
        std::iter::zip(&*DOCUMENTS, &*ANNOTATED).map(|(d, a)| EXTRACTOR.extract(d, a).0).collect();
    bencher.counter(words()).with_inputs(|| (DOCUMENTS.clone(), mentions.clone())).bench_values(
        |(documents, mentions)| {
            let parts = documents.into_iter().zip(&*ANNOTATED).zip(mentions);
            parts.map(|((d, a), m)| RESOLVER.resolve(d, a, m)).collect::<Vec<_>>()
        },
    );
}

/// From bytes to ledger.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn all_stages(bencher: Bencher<'_, '_>) {
    bencher.counter(words()).bench(|| {
        let ledger = |text| {
            let document = document(text);
            let annotated = ANNOTATOR.annotate(&document).0;
            let mentions = EXTRACTOR.extract(&document, &annotated).0;
            RESOLVER.resolve(document, &annotated, mentions).0
        };
        TEXTS.iter().map(ledger).collect::<Vec<_>>()
    });
}
