//! `sayso-eval event-place FILE.jsonl`: where does what this verb tells of take place?
//!
//! Each line has a `text` and `spans`, one with the label `VERB` and any number with `LOCATION`. Lines whose
//! `answer` is not `accept` were not vouched for by the annotators and are left out.

mod gold;
mod train;

use std::path::{Path, PathBuf};

use sayso_annotate::Annotator;
use sayso_extract::setting::SettingFinder;

use crate::chars::Chars;
use crate::coder::{Coder, Text};
use crate::contract::{Event, Words};
use crate::marked::Page;
use crate::score::{Count, Named};
use crate::{Error, Report, table};

pub use gold::Case;

/// Score the places of events
///
/// The row `place of the verb` asks for the place of any marked verb, by exact span; those of `ledger` take what the program
/// writes for the events at the verb.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// One JSON object a line: `text`, `spans`, `answer`
    pub file: PathBuf,
    #[command(flatten)]
    coder: Coder,
    /// List the sentences whose places are others
    #[arg(long)]
    misses: bool,
    /// Learn the weights from these lines and print them instead of scoring
    #[arg(long)]
    train: bool,
    /// Also learn from four fifths of the lines and score the others, for each fifth: the file that the shipped weights were
    /// learnt from is no test of them
    #[arg(long)]
    cross_validate: bool,
    /// Likelihood below which a name is not given
    #[arg(long, default_value_t = 0.0)]
    floor: f32,
}

impl Args {
    /// The file that the shipped weights were learnt from.
    pub fn of(file: &Path) -> Self {
        Self {
            file: file.to_owned(),
            coder: Coder::default(),
            misses: false,
            train: false,
            cross_validate: true,
            floor: 0.0,
        }
    }
}

/// Scores all vouched lines of a file.
pub fn run(args: &Args) -> Result<Report, Error> {
    let annotator = Annotator::load().map_err(|e| Error::new(&args.file, e))?;
    let finder = SettingFinder::load().map_err(|e| Error::new(&args.file, e))?;
    let mut cases = gold::read(&args.file, &annotator)?;
    if args.train {
        let weights = train::Examples::new(&finder, &cases).train();
        return Ok(Report::new(weights.clone(), &weights));
    }
    let mut counts: Named<Count> = Named::default();
    if args.cross_validate {
        let (places, answers) = train::Examples::new(&finder, &cases).cross_validate(args.floor);
        *counts.at("place of the verb, cross-validated") = places;
        *counts.at("whole answer, cross-validated") = answers;
    }
    cases.retain(|c| c.vouched);
    let mut listed = String::new();
    for case in &cases {
        let given = match case.event() {
            Some(event) => finder.rank_places(&case.annotated, event).places(&case.annotated, args.floor),
            None => Vec::new(),
        };
        let hit = given.iter().filter(|g| case.places.contains(&g.span)).count();
        counts.at("place of the verb").add(hit, case.places.len(), given.len());
        let whole = usize::from(hit == case.places.len() && hit == given.len());
        counts.at("whole answer").add(whole, 1, 1);
        if args.misses && whole == 0 {
            let mut spans = vec![(chars(&case.text, case.verb), "verb")];
            spans.extend(case.places.iter().map(|&s| (chars(&case.text, s), "gold")));
            spans.extend(given.iter().map(|g| (chars(&case.text, g.span), "given")));
            listed.push_str(&format!("{}\n", Page::new(&case.text).marked(&spans)));
        }
    }
    ledger(args, &cases, &mut counts)?;
    let rows = Named(counts.0.iter().map(|(name, c)| (*name, c.row())).collect());
    Ok(Report::new(table::counts("event-place", &counts) + &listed, &rows))
}

/// What the program writes for the events at the verbs.
fn ledger(args: &Args, cases: &[Case], counts: &mut Named<Count>) -> Result<(), Error> {
    let texts: Vec<_> = cases.iter().map(|c| Text::sentence(&c.text)).collect();
    for (case, output) in std::iter::zip(cases, args.coder.code(&texts)?) {
        let verb = Chars::new([chars(&case.text, case.verb)]);
        let at_verb = |e: &&Event| {
            std::iter::once(&e.trigger)
                .chain(&e.mentions)
                .any(|w: &Words| Chars::new([w.span()]).meets(&verb))
        };
        let events: Vec<_> = output.events.iter().filter(|e| !e.derived).filter(at_verb).collect();
        let mut given: Vec<(usize, usize)> =
            events.iter().flat_map(|e| e.place.iter().flatten()).map(|p| (p.start, p.end)).collect();
        given.sort_unstable();
        given.dedup();
        let gold: Vec<_> = case.places.iter().map(|&s| chars(&case.text, s)).collect();
        let hit = gold.iter().filter(|g| given.contains(g)).count();
        counts.at("ledger: event at the verb").add(usize::from(!events.is_empty()), 1, 1);
        if !events.is_empty() {
            counts.at("ledger: place, where there is an event").add(hit, gold.len(), given.len());
        }
    }
    Ok(())
}

fn chars(text: &str, span: sayso_model::Span) -> (usize, usize) {
    let from = text[..span.start()].chars().count();
    (from, from + span.text(text).chars().count())
}
