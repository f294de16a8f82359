//! `sayso-eval attribution DIR`: who says what, against PolNeAR.

mod compare;
mod gold;
mod misses;

use std::path::{Path, PathBuf};

pub use compare::{Given, Measure, Row, Tally};
pub use gold::{Annotated, Attribution, read};

use crate::coder::{Coder, Text};
use crate::score::Named;
use crate::{Error, Report, table};

/// Score statements against PolNeAR's attributions
///
/// DIR holds `text/` and `attributions/`, such as `data/polnear/dev`. A statement is right if its content and its
/// innermost source each share a character with the gold's; the strict rows need an overlap of 0.8 for the content.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// Folder with `text/` and `attributions/`
    pub dir: PathBuf,
    /// Only gold whose content holds a quotation mark
    #[arg(long)]
    pub quoted: bool,
    #[command(flatten)]
    coder: Coder,
    #[command(flatten)]
    misses: misses::Listing,
}

impl Args {
    /// A folder, all of its gold or that with quotation marks.
    pub fn of(dir: &Path, quoted: bool) -> Self {
        Self { dir: dir.to_owned(), quoted, coder: Coder::default(), misses: misses::Listing::default() }
    }
}

/// Scores the texts of a folder.
pub fn run(args: &Args) -> Result<Report, Error> {
    let texts = gold::read(&args.dir)?;
    let to_code: Vec<_> = texts.iter().map(|t| Text::file(&t.path, None)).collect();
    let outputs = args.coder.code(&to_code)?;
    let mut tallies: Named<Tally> = Named::default();
    let mut calibration = crate::calibration::Calibration::default();
    let mut misses = misses::Misses::new(&args.misses);
    for (text, output) in std::iter::zip(&texts, &outputs) {
        let page = crate::marked::Page::new(&text.text);
        let quoted = |g: &&Attribution| {
            g.content.positions().any(|i| page.char(i).is_some_and(|c| matches!(c, '"' | '“' | '”')))
        };
        let gold: Vec<_> = text.attributions.iter().filter(|g| !args.quoted || quoted(g)).cloned().collect();
        let given: Vec<Given> = output.statements.iter().map(Given::from).collect();
        for measure in Measure::ALL {
            tallies.at(measure.name()).add(measure, &gold, &given);
        }
        // Against a part of the gold the others would look wrong.
        for (statement, p) in std::iter::zip(&output.statements, &given).filter(|_| !args.quoted) {
            let right = gold.iter().any(|g| Measure::ContentSource.agrees(g, p));
            if let Some(confidence) = statement.confidence.filter(|_| right || !p.nested) {
                calibration.add(confidence, right);
            }
        }
        misses.add(text, &page, &gold, &output.statements, &given);
    }
    let rows = Named(tallies.0.iter().map(|(name, t)| (*name, t.row())).collect());
    Ok(Report::new(format!("{}{}{}", print(&rows), calibration.print(), misses.print()), &rows))
}

fn print(rows: &Named<Row>) -> String {
    let cells: Vec<_> = rows
        .0
        .iter()
        .map(|(name, row)| {
            let figures = [row.p, row.r, row.f1].map(|x| format!("{x:.3}"));
            let mut cells = vec![name.to_string()];
            cells.extend(figures);
            cells.push(format!("{}/{}", row.gold, row.given));
            cells
        })
        .collect();
    table::columns(&["attribution", "P", "R", "F1", "gold/given"], &cells)
}
