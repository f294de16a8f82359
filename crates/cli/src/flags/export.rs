//! Flags of the commands that write a ledger for other programs.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use sayso_tables::Shape;

use super::LedgerFlags;

pub const EXPORT_HELP: &str = "\
Beside FILE stand FILE.manifest.json (what was asked of which ledger, rows, SHA-256), FILE.losses.json (what the format could not
hold, with the rows) and FILE.codebook.md (what each column means). docs/exports.md tells of each format. In CSV, text that a
spreadsheet would run as a formula has an apostrophe before it, unless --no-guard is given.

Examples:
  sayso export -f csv -o out/                                one row for each claim in each article
  sayso export -f parquet -o claims.parquet type:ASSAULT country:SDN
  sayso export --grain incidents --rule lowest -f csv -o out/ since:2024-01-01
  sayso export --grain articles -f jsonl -o out/             texts and all records: nothing is lost";

#[derive(Debug, Args)]
pub struct ExportFlags {
    /// Tests that all hold, as of `sayso claims`
    #[arg(value_name = "FILTER")]
    pub filter: Vec<String>,
    /// The same as one argument
    #[arg(long = "filter", value_name = "FILTER", id = "filter_flag")]
    pub more: Vec<String>,
    #[command(flatten)]
    pub ledger: LedgerFlags,
    /// Format: csv, parquet, jsonl; polecat, icews, eventreport; acled, ucdp
    #[arg(short, long, value_name = "FORMAT", value_parser = shape)]
    pub format: Shape,
    /// What a row is [default: reports, incidents for acled and ucdp]
    #[arg(long, value_enum, value_name = "GRAIN")]
    pub grain: Option<ExportGrain>,
    /// Folder to write into, which is made, or a file whose name ends as the format does
    #[arg(short, long = "out", visible_alias = "output", value_name = "FOLDER|FILE")]
    pub out: PathBuf,
    /// By which rule one value is picked where the sources of an incident differ
    #[arg(long, value_name = "RULE", default_value = "most-sources")]
    pub rule: String,
    /// Name the incident of each claim, for which all articles are compared
    #[arg(long)]
    pub link: bool,
    /// Leave text as it is, also where a spreadsheet would run it as a formula
    #[arg(long)]
    pub no_guard: bool,
    /// As the ledger was after an entry, on a day or at a time
    #[arg(long, value_name = "ENTRY|DAY|TIME")]
    pub as_of: Option<String>,
    /// How many at most
    #[arg(short = 'n', long, value_name = "N")]
    pub limit: Option<usize>,
    /// Only after this entry: the column `entry` of the last row that was seen
    #[arg(long, value_name = "ENTRY")]
    pub after: Option<i64>,
    /// Say nothing but errors
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportGrain {
    /// A claim of one source in one article
    Reports,
    /// An event of the world as its reports tell it
    Incidents,
    /// An article with its text and all its records
    Articles,
}

fn shape(text: &str) -> Result<Shape, String> {
    Shape::ALL.into_iter().find(|s| s.as_str() == text).ok_or_else(|| {
        let names: Vec<&str> = Shape::ALL.iter().map(|s| s.as_str()).collect();
        format!("one of {}", names.join(", "))
    })
}
