//! Flags of the commands that write a ledger for other programs.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use sayso_store::review::Layer;
use sayso_tables::Shape;
use sayso_tables::theirs::Whose;

use super::{LedgerFlags, ShapeFlags};

pub const EXPORT_HELP: &str = "\
Beside FILE stand FILE.manifest.json (what was asked of which ledger, rows, SHA-256), FILE.losses.json (what the format could not
hold, with the rows) and FILE.codebook.md (what each column means). docs/exports.md tells of each format. In CSV, text that a
spreadsheet would run as a formula has an apostrophe before it, unless --no-guard is given.

Examples:
  sayso export -f csv -o out/                                one row for each claim in each article
  sayso export -f parquet -o claims.parquet type:ASSAULT country:SDN
  sayso export --grain incidents --rule lowest -f csv -o out/ since:2024-01-01
  sayso export --grain articles -f jsonl -o out/             texts and all records: nothing is lost
  sayso export -f gexf -o out/ country:SDN                   who did what to whom, accuses whom, quotes whom
  sayso export -f html -o out/ --incident inc_…              a dossier that opens from disk";

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
    /// Format: csv, parquet, jsonl; polecat, plover, icews, eventreport; acled, ucdp; geojson; gexf, graphml; annotation (W3C); ftm
    /// (FollowTheMoney); stix; brat, citron; html (a dossier for each incident)
    #[arg(short, long, value_name = "FORMAT", value_parser = shape)]
    pub format: Shape,
    /// What a row is [default: reports; incidents for acled, ucdp and html; articles for brat and citron]
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
    /// Whose values: machine; reviewed (what somebody accepted or corrected); merged (all that nobody rejected, corrected)
    #[arg(long, value_name = "LAYER", default_value = "machine", value_parser = layer)]
    pub layer: Layer,
    /// With html: this incident alone; may be given more than once
    #[arg(long, value_name = "INCIDENT")]
    pub incident: Vec<String>,
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

fn layer(text: &str) -> Result<Layer, String> {
    let found = Layer::ALL.into_iter().find(|l| l.1 == text).map(|l| l.0);
    found.ok_or_else(|| "one of machine, reviewed, merged".to_owned())
}

fn shape(text: &str) -> Result<Shape, String> {
    Shape::ALL.into_iter().find(|s| s.as_str() == text).ok_or_else(|| {
        let names: Vec<&str> = Shape::ALL.iter().map(|s| s.as_str()).collect();
        format!("one of {}", names.join(", "))
    })
}

pub const COMPARE_HELP: &str = "\
Reads files of ACLED (CSV), UCDP's georeferenced events (CSV) and POLECAT (TSV) as they are published, and looks for each of their
events among the incidents of the ledger: within some days, in one country or near by, of one type, with the same sides and dead.
Whose file it is is told by its header. docs/exports.md tells how events are matched.

Exit status: 0 done; 1 the ledger has none of their events and --exit-status was given; 2 a file is none of these; 3 done, but
some lines did not read.

Examples:
  sayso compare acled.csv --db ledger.db
  sayso compare GEDEvent_v24_1.csv country:SDN -f jsonl -o ucdp.jsonl
  sayso compare acled.csv -f jsonl | jq -r 'select(.differs.deaths) | .theirs.id'";

#[derive(Debug, Args)]
pub struct CompareFlags {
    /// File of another data set
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Tests for the claims that incidents are made of, as of `sayso claims`
    #[arg(value_name = "FILTER")]
    pub filter: Vec<String>,
    /// The same as one argument
    #[arg(long = "filter", value_name = "FILTER", id = "filter_flag")]
    pub more: Vec<String>,
    #[command(flatten)]
    pub ledger: LedgerFlags,
    /// Whose file it is: acled, ucdp, polecat [default: as its header tells]
    #[arg(long, value_name = "WHOSE", value_parser = whose)]
    pub whose: Option<Whose>,
    /// By which rule one value is picked where the sources of an incident differ
    #[arg(long, value_name = "RULE", default_value = "most-sources")]
    pub rule: String,
    /// Most days between two records of one event
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(i32).range(0..=366))]
    pub days: i32,
    /// Kilometres within which two places are one
    #[arg(long, value_name = "KM", default_value_t = 50.0)]
    pub km: f64,
    /// Score from which on two records are of one event
    #[arg(long, value_name = "SCORE", default_value_t = 4.0)]
    pub least: f64,
    #[command(flatten)]
    pub shape: ShapeFlags,
    /// End with status 1 if the ledger has none of them
    #[arg(short, long)]
    pub exit_status: bool,
    /// Say nothing but errors
    #[arg(short, long)]
    pub quiet: bool,
}

fn whose(text: &str) -> Result<Whose, String> {
    Whose::ALL
        .into_iter()
        .find(|w| w.as_str() == text)
        .ok_or_else(|| "one of acled, ucdp, polecat".to_owned())
}
