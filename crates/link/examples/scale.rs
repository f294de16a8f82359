//! How long does linking take, as the number of events grows? Prints a table for docs/SPEED.md.
//!
//!     cargo run --release -p sayso-link --example scale -- 10000 100000 1000000
//!
//! Invented reports: for every ten thousand a year of news from 60 countries, each event told by one to eight articles. Seeded,
//! so that every run links the same reports.

use std::collections::BTreeMap;
use std::sync::Arc;

use sayso_link::report::{Days, Key, Party, Place, Report, Toll, View};
use sayso_link::story::{Background, Sketch};
use sayso_link::{Decisions, block, incidents};

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }
}

const KINDS: [&str; 8] = ["ASSAULT", "ASSAULT", "ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "CONSULT", "AID"];
const COUNTRIES: u64 = 60;
const TOWNS: u64 = 40;
/// Events in the news of one year: more of them are more years.
const EVENTS_PER_YEAR: u64 = 10_000;

fn main() {
    println!("{:>10} {:>10} {:>10} {:>12} {:>10}", "events", "blocks", "incidents", "CPU µs each", "peak MB");
    for count in std::env::args().skip(1).filter_map(|a| a.parse::<usize>().ok()) {
        let reports = made(count);
        let mut blocks: BTreeMap<_, Vec<Report>> = BTreeMap::new();
        for report in reports {
            blocks.entry(block(&report)).or_default().push(report);
        }
        let begin = cpu_seconds();
        let found: usize = blocks.values().map(|b| incidents(b, &Decisions::default()).len()).sum();
        let micros = (cpu_seconds() - begin) * 1e6 / count as f64;
        println!("{count:>10} {:>10} {found:>10} {micros:>12.1} {:>10}", blocks.len(), peak_mb());
    }
}

fn made(count: usize) -> Vec<Report> {
    let background = Background::read("@articles\t100000\n");
    let mut random = Random(1);
    let start: jiff::civil::Date = "1990-01-01".parse().expect("a date");
    let days = (365 * (count as u64).div_ceil(EVENTS_PER_YEAR)).min(365 * 200);
    let mut out = Vec::with_capacity(count);
    let mut event = 0u64;
    while out.len() < count {
        event += 1;
        let (country, town, kind) = (random.below(COUNTRIES), random.below(TOWNS), random.below(8));
        let day = start.saturating_add(jiff::Span::new().days(random.below(days) as i64));
        let (who, whom, dead) = (random.below(6), random.below(6), random.below(60));
        let code: smol_str::SmolStr = format!("C{country:02}").into();
        let party = |n: u64, role: &str| Party {
            entry: None,
            name: format!("Group {country}-{n}"),
            country: Some(code.clone()),
            role: Some(role.into()),
        };
        for teller in 0..=random.below(8) {
            let words: String = (0..40)
                .map(|n| match random.below(2) {
                    0 => format!("e{event}w{n} "),
                    _ => format!("c{country}w{} ", random.below(400)),
                })
                .collect();
            out.push(Report {
                key: Key { document: format!("{event:08x}{teller}").into(), event: 1 },
                published: Some(day),
                publisher: None,
                copies: None,
                kind: KINDS[kind as usize].into(),
                mode: None,
                trigger: "struck".into(),
                actors: vec![party(who, "REB")],
                recipients: vec![party(whom, "GOV")],
                places: vec![Place {
                    name: format!("Town {country}-{town}"),
                    geonames: Some((country * TOWNS + town) as u32),
                    point: Some((town as f64, country as f64)),
                    country: Some(code.clone()),
                    admin1: None,
                    precision: Some("city".into()),
                }],
                date: (teller % 3 != 0).then_some(Days { from: day, to: day }),
                views: vec![View { statement: None, chain: vec![], status: "asserted".into() }],
                tolls: vec![Toll {
                    kind: "killed".into(),
                    low: Some(dead + teller % 2),
                    high: None,
                    approximate: false,
                    statement: None,
                }],
                home: None,
                story: Arc::new(Sketch::of_words("", &words, &background)),
            });
        }
    }
    out.truncate(count);
    out
}

/// Seconds of processor time that this process has used, by `/proc/self/stat` in hundredths of a second.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

/// Highest resident memory of this process in MB, 0 where the system does not tell.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM:"));
    line.and_then(|l| l.split_whitespace().nth(1)?.parse::<u64>().ok()).map_or(0, |kb| kb / 1024)
}
