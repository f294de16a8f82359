//! Flags of the commands that know a ledger.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{IntakeFlags, Progress, When};

/// Which ledger.
#[derive(Clone, Debug, Args)]
pub struct LedgerFlags {
    /// The ledger: a file, or `postgres://…` where this is built in
    #[arg(long, value_name = "LEDGER", env = "SAYSO_DB", default_value = "sayso.db", hide_env_values = true)]
    pub db: String,
}

pub const INGEST_HELP: &str = "\
What the ledger holds is skipped: a run that was stopped, by whatever means, is finished by running it again. Ctrl-C ends
after what is in work; a second Ctrl-C at once, with no harm to the ledger.

Exit status: 0 done; 2 the command line is wrong; 3 done, but some inputs failed; 5 the ledger is locked, or a later version
made it; 6 the ledger could not be written; 130 ended by Ctrl-C.

Examples:
  sayso ingest news/ --db ledger.db
  sayso ingest feed.xml crawl.warc.gz articles.csv --map text=body,published=date
  sayso ingest --published 2024-04-01 --publisher \"The Courier\" article.txt
  sayso ingest --failed failed.txt --progress json news/ 2> progress.jsonl";

#[derive(Debug, Args)]
pub struct IngestFlags {
    #[command(flatten)]
    pub intake: IntakeFlags,
    #[command(flatten)]
    pub ledger: LedgerFlags,
    /// Threads [default: as many as there are cores]; they never change the ledger
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// Write the names of inputs that failed, one a line
    #[arg(long, value_name = "FILE")]
    pub failed: Option<PathBuf>,
    /// Stop at the first input that fails
    #[arg(long)]
    pub strict: bool,
    /// How to tell of progress on standard error
    #[arg(long, value_enum, value_name = "HOW", default_value = "auto")]
    pub progress: Progress,
    /// Say nothing but errors
    #[arg(short, long)]
    pub quiet: bool,
}

/// Which records.
#[derive(Clone, Debug, Args)]
pub struct QueryFlags {
    /// Tests that all hold: `type:ASSAULT`, `killed>=10`, `-source:army`, `\"air strike\"` (`sayso claims --help` lists the fields)
    #[arg(value_name = "FILTER")]
    pub filter: Vec<String>,
    /// The same as one argument
    #[arg(long = "filter", value_name = "FILTER", id = "filter_flag")]
    pub more: Vec<String>,
    #[command(flatten)]
    pub ledger: LedgerFlags,
    /// As the ledger was after an entry, on a day or at a time
    #[arg(long, value_name = "ENTRY|DAY|TIME")]
    pub as_of: Option<String>,
    /// How many at most [default: 50 in a terminal, all elsewhere]
    #[arg(short = 'n', long, value_name = "N")]
    pub limit: Option<usize>,
    /// Only after this cursor: `seq` of the last record that was seen
    #[arg(long, value_name = "ENTRY")]
    pub after: Option<i64>,
    /// The newest first
    #[arg(long)]
    pub newest: bool,
    #[command(flatten)]
    pub shape: ShapeFlags,
    /// End with status 1 if there is none
    #[arg(short, long)]
    pub exit_status: bool,
}

/// How records are laid out.
#[derive(Clone, Debug, Args)]
pub struct ShapeFlags {
    /// Layout [default: table in a terminal, jsonl elsewhere, or by the ending of --output]
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub format: Option<Layout>,
    /// File to write; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// When to use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub color: When,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Layout {
    /// For reading
    Table,
    /// An object a line, with all that there is
    Jsonl,
}

pub const CLAIMS_HELP: &str = "\
A filter is tests that all hold, set apart by blanks: `field:value` or `field=value`. Several values with commas mean any of
them; quotation marks hold a value together; `-` before a test means that it does not hold. Numbers and days take `>=`, `<=`,
`>`, `<` and ranges `a..b`. What has no field are words of the text. Capitals and diacritics make no difference.

Fields:
  type mode context cameo derived      what happened: type:ASSAULT mode:aerial
  status act                           how it is presented: status:alleged,denied
  actor target party                   who, to whom, either: a name, a word of it, ISO code, item, sector
  source origin speaker class depth    on whose say-so: anywhere in the chain, outermost, innermost
  place country geonames               where
  date published since until           when: date:2024-03 published:2024-03-01..2024-03-15
  killed wounded missing displaced detained   figures: killed>=10
  confidence rule event statement document publisher language text

Examples:
  sayso claims type:ASSAULT country:SDN since:2024-01-01
  sayso claims 'killed>=10' status:denied -source:army
  sayso claims party:\"Israel\" \"air strike\" | jq -r '[.status, .quote.text] | @tsv'
  sayso claims --as-of 2024-04-01 type:PROTEST -n 10";

#[derive(Debug, Args)]
pub struct ClaimsFlags {
    #[command(flatten)]
    pub query: QueryFlags,
    /// Print how many there are, and nothing else
    #[arg(short, long)]
    pub count: bool,
}

pub const DOCS_HELP: &str = "\
Example: sayso docs publisher:Reuters published:2024-03 '\"air strike\"'

With tests about claims, articles that hold such a claim are listed, and how many. `sayso claims --help` lists the fields.";

pub const ACTORS_HELP: &str = "\
Counts are of claims; `documents` of articles. `sayso claims --help` lists the fields of the filter.

Examples:
  sayso actors type:ASSAULT country:SDN
  sayso sources status:denied -n 20";

#[derive(Debug, Args)]
pub struct ListFlags {
    #[command(flatten)]
    pub query: QueryFlags,
}

pub const INCIDENTS_HELP: &str = "\
Events of many articles are joined by type, place, time, parties and figures. Articles, claims, origins and incidents are
four different counts. Values are those that the rule picks among the claims; nothing is averaged, nothing is confirmed.

Rules: lowest (conservative), highest (informative), most-sources (representative), most-recent, official

Examples:
  sayso incidents country:SDN since:2024-01-01
  sayso incidents --disputed --rule highest -f jsonl | jq .values";

#[derive(Debug, Args)]
pub struct IncidentFlags {
    #[command(flatten)]
    pub query: QueryFlags,
    /// By which rule one value is picked where sources differ
    #[arg(long, value_name = "RULE", default_value = "most-sources")]
    pub rule: String,
    /// Only those of which some deny or contradict what others say
    #[arg(long)]
    pub disputed: bool,
}

pub const CONFLICTS_HELP: &str = "\
Rows are origins: who put a claim into the world. In the head of a column, `=` is agreed, `~` differs and can all be so, `≠` is
contradicted. `–` is silence, and (…) what the same origin has replaced since. Below stand outlets that cite each other in a
ring, denials and retractions, how figures moved over time and by whom, the discrepancy scores of R's `eventreport`, what a named
rule picks, and what people decided.

Examples:
  sayso conflicts inc_0c810ad36ec3
  sayso conflicts country:UKR since:2024-01-01";

#[derive(Debug, Args)]
pub struct ConflictFlags {
    #[command(flatten)]
    pub query: QueryFlags,
    /// Only this incident, which may also stand among the filters [default: all that are disputed]
    #[arg(long, value_name = "ID")]
    pub incident: Option<String>,
    /// By which rule one value is picked where sources differ: see `sayso incidents --help`
    #[arg(long, value_name = "RULE", default_value = "most-sources")]
    pub rule: String,
}

pub const COMMITMENTS_HELP: &str = "\
Threats, promises, demands and refusals by speaker, and what later articles report of the condition and the deed. An open one may
have been kept unseen.

Example: sayso commitments party:IRN since:2024-01-01";

pub const SHOW_HELP: &str = "\
An article is shown with its records; anything else as it stands, with all that was said of it before.

Examples:
  sayso show doc_xswbjfbsmat6yzsb
  sayso show clm_zx9qkc58zq1szk7h --history";

#[derive(Debug, Args)]
pub struct ShowFlags {
    /// Identifier: `doc_…`, `clm_…`, `evt_…`, `stm_…`, `act_…`
    #[arg(value_name = "ID")]
    pub id: String,
    #[command(flatten)]
    pub ledger: LedgerFlags,
    /// As the ledger was after an entry, on a day or at a time
    #[arg(long, value_name = "ENTRY|DAY|TIME")]
    pub as_of: Option<String>,
    /// All that was said of it, the first first
    #[arg(long)]
    pub history: bool,
    #[command(flatten)]
    pub shape: ShapeFlags,
}

pub const CHANGES_HELP: &str = "\
An object a line: `op` is insert, correct or retract; `cursor` is what `--since` takes to go on from there; a correction lists
the fields that are other, with old and new.

Examples:
  sayso changes --since 2024-04-01
  sayso changes --since 1200 --kind claim | jq -c '{op, id, fields}'";

#[derive(Debug, Args)]
pub struct ChangesFlags {
    #[command(flatten)]
    pub ledger: LedgerFlags,
    /// Only after an entry, or a day or time [default: from the beginning]
    #[arg(long, value_name = "ENTRY|DAY|TIME")]
    pub since: Option<String>,
    /// Only of these kinds [default: all but inputs, codings and runs]
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub kind: Vec<String>,
    /// How many at most
    #[arg(short = 'n', long, value_name = "N")]
    pub limit: Option<usize>,
    #[command(flatten)]
    pub shape: ShapeFlags,
}

pub const DIFF_HELP: &str = "\
Inputs, runs, and where and when an entry stands make no difference. Exit status 4 if there is one.

Examples:
  sayso diff monday.db friday.db
  sayso diff ledger.db@2024-04-01 ledger.db";

#[derive(Debug, Args)]
pub struct DiffFlags {
    /// A ledger, or `LEDGER@ENTRY` or `LEDGER@DAY` as it was then
    #[arg(value_name = "LEDGER")]
    pub old: String,
    /// Another, or the same at another time
    #[arg(value_name = "LEDGER")]
    pub new: String,
    #[command(flatten)]
    pub shape: ShapeFlags,
}

pub const VERIFY_HELP: &str = "\
Checks the hash of every entry over the one before, the text of every document, every span and every quotation. Exit status 4
if something is not as it was written; the first broken entry is named.

Examples:
  sayso verify
  sayso verify monday.snapshot";

#[derive(Debug, Args)]
pub struct VerifyFlags {
    #[command(flatten)]
    pub ledger: LedgerFlags,
    /// A snapshot to check instead
    #[arg(value_name = "SNAPSHOT")]
    pub snapshot: Option<PathBuf>,
    /// Also print a digest of all that was said, whatever the order: equal for ledgers of the same articles
    #[arg(long)]
    pub fingerprint: bool,
}

#[derive(Debug, Args)]
pub struct SnapshotFlags {
    #[command(flatten)]
    pub ledger: LedgerFlags,
    /// Folder to make
    #[arg(short, long, value_name = "FOLDER")]
    pub output: PathBuf,
}

pub const RECODE_HELP: &str = "\
Codes the texts that the ledger keeps with the program of today. What is other is written as corrections, new records and
retractions, and listed like `sayso changes` does; nothing that was said before is lost. Decisions stay with the records that
they are about; those whose record is gone are listed as orphans.

Examples:
  sayso recode --dry-run
  sayso recode publisher:Reuters published:2024-03";

#[derive(Debug, Args)]
pub struct RecodeFlags {
    /// Which articles [default: all]
    #[arg(value_name = "FILTER")]
    pub filter: Vec<String>,
    /// The same as one argument
    #[arg(long = "filter", value_name = "FILTER", id = "filter_flag")]
    pub more: Vec<String>,
    #[command(flatten)]
    pub ledger: LedgerFlags,
    /// Also those that this version coded
    #[arg(long)]
    pub all: bool,
    /// Write nothing, and tell how much would change
    #[arg(long)]
    pub dry_run: bool,
    /// Threads [default: as many as there are cores]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    #[command(flatten)]
    pub shape: ShapeFlags,
}
