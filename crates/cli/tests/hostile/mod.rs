//! Bytes that mean harm, for everything that reads: a seeded mutator over a corpus of small files. No input may end the
//! program, take long, or give a record that points outside its text.
//!
//! `SAYSO_FUZZ_SECONDS` is how long each target is tried (1 unless given), `SAYSO_FUZZ_TARGET` names one of them; a failure names
//! the input, which is kept.

mod limits;
mod mutate;
mod targets;

use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use mutate::Mutator;
use targets::{Bench, TARGETS};

/// Bytes as gzip packs them.
fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Longest time for one small input, on a machine that does other things, too.
const INPUT_SECONDS_MAX: u64 = 20;

#[test]
fn every_reader_takes_any_bytes() {
    let seconds: f64 = std::env::var("SAYSO_FUZZ_SECONDS").ok().and_then(|s| s.parse().ok()).unwrap_or(1.0);
    let only = std::env::var("SAYSO_FUZZ_TARGET").ok();
    let bench = Bench::new();
    for target in TARGETS.iter().filter(|t| only.as_deref().is_none_or(|name| t.name == name)) {
        let corpus = bench.corpus(target.corpus);
        let mut mutator = Mutator::new(corpus.clone());
        let begun = Instant::now();
        let (mut tried, mut slowest) = (0, Duration::ZERO);
        while tried < corpus.len() || begun.elapsed().as_secs_f64() < seconds {
            // The corpus as it is comes first.
            let input = corpus.get(tried).cloned().unwrap_or_else(|| mutator.make());
            let start = Instant::now();
            let done = catch_unwind(AssertUnwindSafe(|| (target.run)(&bench, &input)));
            let took = start.elapsed();
            if done.is_err() || took.as_secs() >= INPUT_SECONDS_MAX {
                let kept = bench.keep(target.name, &input);
                panic!("{}: input {tried}, kept as {}, took {took:?}", target.name, kept.display());
            }
            slowest = slowest.max(took);
            tried += 1;
        }
        println!(
            "figure: {} | {tried} | {:.0} | {:.2} | 0",
            target.name,
            begun.elapsed().as_secs_f64(),
            slowest.as_secs_f64()
        );
    }
}
