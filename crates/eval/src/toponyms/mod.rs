//! `sayso-eval toponyms FILE.xml`: which places do the names of an article mean?

mod end_to_end;
mod gold;
mod train;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use sayso_model::Span;
use sayso_resolve::place::atlas::distance_km;
use sayso_resolve::place::{Hints, PlaceResolver, best};
use serde::Serialize;

pub use gold::{Article, GoldToponym, read};

use crate::times::Half;
use crate::{Error, Report};

/// Distance that counts as found, from the literature: a hundred miles.
const NEAR_KM: f64 = 161.0;

/// Score toponym resolution, with the names given or found by the annotator
///
/// FILE is XML of the Local-Global Lexicon or of GeoWebNews. A name is right if its place has the gold's GeoNames identifier.
/// With `--end-to-end` the names are those that the program finds; one counts as found if it shares a character with the gold's.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// XML file
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Only every second article, from the first (`even`) or from the second (`odd`)
    #[arg(long)]
    pub half: Option<Half>,
    /// List names that were resolved otherwise
    #[arg(long)]
    pub misses: bool,
    /// Let the program find the names itself
    #[arg(long, conflicts_with = "train")]
    pub end_to_end: bool,
    /// Learn the weights from these articles and print them instead of scoring
    #[arg(long)]
    pub train: bool,
}

impl Args {
    /// All articles of a file, to be scored.
    pub fn of(file: &Path) -> Self {
        Self { files: vec![file.to_owned()], half: None, misses: false, end_to_end: false, train: false }
    }

    /// All articles of a file, to be scored with the names that the program finds.
    pub fn end_to_end_of(file: &Path) -> Self {
        Self { end_to_end: true, ..Self::of(file) }
    }
}

#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Row {
    articles: usize,
    gold: usize,
    known: usize,
    exact: usize,
    within_161_km: usize,
    exact_share: f64,
    within_161_km_share: f64,
    /// Over the names that were given any place.
    mean_error_km: f64,
    median_error_km: f64,
}

/// Scores, or trains on, the articles of files.
pub fn run(args: &Args) -> Result<Report, Error> {
    let resolver =
        PlaceResolver::load().ok_or_else(|| Error::new(&args.files[0], "the gazetteer is broken"))?;
    let mut articles = Vec::new();
    for file in &args.files {
        let all = read(&crate::error::read(file)?).into_iter().enumerate();
        let kept = all.filter(|(i, _)| args.half.is_none_or(|half| (i % 2 == 0) == (half == Half::Even)));
        articles.extend(kept.map(|(_, a)| a));
    }
    if args.train {
        let text = train::train(resolver, &articles);
        return Ok(Report::new(text.clone(), &text));
    }
    if args.end_to_end {
        return end_to_end::score(&resolver, &articles, args.misses)
            .map_err(|e| Error::new(&args.files[0], e));
    }
    let (mut row, mut listing, mut errors) = (Row::default(), String::new(), Vec::new());
    for article in &articles {
        row.articles += 1;
        score(&resolver, article, &mut row, &mut errors, args.misses.then_some(&mut listing));
    }
    (row.mean_error_km, row.median_error_km) = mean_and_median(&mut errors);
    row.exact_share = row.exact as f64 / row.gold.max(1) as f64;
    row.within_161_km_share = row.within_161_km as f64 / row.gold.max(1) as f64;
    let text = format!(
        "{listing}articles {}  names {}  candidate there {}  exact {:.3}  within 161 km {:.3}  mean error {:.0} km\n",
        row.articles, row.gold, row.known, row.exact_share, row.within_161_km_share, row.mean_error_km
    );
    Ok(Report::new(text, &row))
}

/// Mean and median of distances.
fn mean_and_median(errors: &mut [f64]) -> (f64, f64) {
    errors.sort_unstable_by(f64::total_cmp);
    let mean = errors.iter().sum::<f64>() / errors.len().max(1) as f64;
    (mean, errors.get(errors.len() / 2).copied().unwrap_or_default())
}

fn score(
    resolver: &PlaceResolver,
    article: &Article,
    row: &mut Row,
    errors: &mut Vec<f64>,
    mut listing: Option<&mut String>,
) {
    let spans: Vec<Span> = article.toponyms.iter().map(|t| t.span).collect();
    let ranked = resolver.rank(&article.text, &spans, Hints::default());
    for (gold, scored) in std::iter::zip(&article.toponyms, &ranked) {
        let atlas = resolver.atlas();
        let id = |place| atlas.entry(place).geonames;
        let given = best(scored).map(|s| atlas.entry(s.candidate.place));
        let exact = given.as_ref().is_some_and(|e| e.geonames == Some(gold.geonames));
        let known = scored.iter().any(|s| id(s.candidate.place) == Some(gold.geonames));
        row.gold += 1;
        row.known += usize::from(known);
        row.exact += usize::from(exact);
        errors.extend(given.as_ref().map(|e| if exact { 0.0 } else { distance_km(e.at, gold.at) }));
        let near = exact || given.as_ref().is_some_and(|e| distance_km(e.at, gold.at) <= NEAR_KM);
        row.within_161_km += usize::from(near);
        if let Some(listing) = listing.as_deref_mut().filter(|_| !exact) {
            let from = article.text.floor_char_boundary(gold.span.start().saturating_sub(40));
            let to = article.text.ceil_char_boundary((gold.span.end() + 30).min(article.text.len()));
            let _ = writeln!(
                listing,
                "{}\t{}\t{} ({:.2},{:.2})\t{}\t{}",
                if !known {
                    "unknown"
                } else if near {
                    "near"
                } else {
                    "far"
                },
                gold.span.text(&article.text),
                gold.geonames,
                gold.at.0,
                gold.at.1,
                given.map_or_else(
                    || "-".to_owned(),
                    |e| format!("{} {:?} {:?} ({:.2},{:.2})", e.name, e.geonames, e.kind, e.at.0, e.at.1)
                ),
                article.text[from..to].replace('\n', " ")
            );
        }
    }
}
