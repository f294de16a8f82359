//! Reads sources and says how many documents there are, how fast they come, and how much memory that takes at most:
//! `cargo run --release -p sayso-intake --example read -- crawl.warc.gz`.

use std::time::Instant;

use sayso_intake::{Options, Source, open};

fn main() {
    let sources: Vec<Source> = std::env::args_os().skip(1).map(|s| Source::new(&s)).collect();
    let options = Options::default();
    let start = Instant::now();
    let (mut documents, mut failures, mut bytes) = (0usize, 0usize, 0usize);
    let mut records = open(sources, options.clone());
    for record in records.by_ref() {
        match record.and_then(|record| record.read(&options)) {
            Ok(reading) => {
                documents += 1;
                bytes += reading.document.text.len();
            }
            Err(failure) => {
                failures += 1;
                eprintln!("{failure}");
            }
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or("unknown").trim().to_owned();
    println!(
        "{documents} documents, {failures} failures, skipped {:?}, {bytes} bytes of text, {seconds:.2} s, {:.0} documents/s, \
         peak memory {peak}",
        records.skipped(),
        documents as f64 / seconds
    );
}
