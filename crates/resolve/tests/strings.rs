//! Strings with dates, and the country and sector that they mean.

use std::path::PathBuf;

use jiff::civil::{Date, date};
use sayso_resolve::Resolver;

struct Score {
    rows: usize,
    country: usize,
    sector: usize,
    misses: Vec<String>,
}

/// Columns text, date, country, sector; `today` is the middle of 2023.
fn score(resolver: &Resolver, tsv: &str) -> Score {
    let mut score = Score { rows: 0, country: 0, sector: 0, misses: Vec::new() };
    for line in tsv.lines().skip(1).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let mut fields = line.split('\t');
        let mut next = || fields.next().unwrap_or("");
        let (text, day, country, sector) = (next(), next(), next(), next());
        let day = match day {
            "" | "today" => Some(date(2023, 7, 1)),
            "12 April 2022" => Some(date(2022, 4, 12)),
            day => Some(day.parse::<Date>().unwrap()),
        };
        let found = resolver.actor_string(text, day);
        let (c, s) = (found.country.as_deref().unwrap_or(""), found.sector.as_deref().unwrap_or(""));
        score.rows += 1;
        score.country += usize::from(c == country);
        score.sector += usize::from(s == sector);
        if c != country || s != sector {
            score
                .misses
                .push(format!("{text} ({day:?}): wanted {country} {sector}, got {c} {s}, {:?}", found.name));
        }
    }
    score
}

fn check(name: &str, tsv: &str, least_country: f64, least_sector: f64) {
    let score = score(&Resolver::load().unwrap(), tsv);
    let share = |n: usize| n as f64 / score.rows as f64;
    println!(
        "{name}: {} strings, country {:.3}, sector {:.3}",
        score.rows,
        share(score.country),
        share(score.sector)
    );
    for miss in &score.misses {
        println!("  {miss}");
    }
    assert!(share(score.country) >= least_country, "country {:.3}", share(score.country));
    assert!(share(score.sector) >= least_sector, "sector {:.3}", share(score.sector));
}

#[test]
fn strings_of_a_peer() {
    let shared = std::env::var_os("SAYSO_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let Ok(tsv) = std::fs::read_to_string(shared.join("data/actors/strings.tsv")) else {
        println!("skipped: no data/actors/strings.tsv in {}", shared.display());
        return;
    };
    check("strings.tsv", &tsv, 0.94, 0.91);
}

#[test]
fn offices_groups_seats_and_phrases() {
    check("actors.tsv", include_str!("actors.tsv"), 0.97, 0.97);
}

/// Written before anybody looked at what the program says of them; their first score is in docs/actors.md.
#[test]
fn strings_written_without_a_look() {
    check("actors-fresh.tsv", include_str!("actors-fresh.tsv"), 0.95, 0.95);
}

proptest::proptest! {
    #[test]
    fn no_string_breaks_the_reader(text in "(\\PC|[ .,'’\\-]){0,60}") {
        thread_local! {
            static RESOLVER: Resolver = Resolver::load().unwrap();
        }
        RESOLVER.with(|resolver| resolver.actor_string(&text, None));
    }
}
