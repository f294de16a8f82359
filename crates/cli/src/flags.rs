//! The command line as it is typed. What it means is told in [`crate::request`].

mod export;
mod link;
mod serve;
mod store;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use export::*;
pub use link::*;
pub use serve::*;
pub use store::*;

/// Who did what to whom, where and when, and on whose say-so.
#[derive(Debug, Parser)]
#[command(
    name = "sayso",
    version,
    about = "Turns news text into a ledger of who did what to whom, where and when, and on whose say-so",
    after_help = EXAMPLES,
    arg_required_else_help = true,
    max_term_width = 100,
    disable_help_subcommand = true
)]
pub struct Flags {
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  sayso code article.txt                              read an article's records in the terminal
  sayso code --published 2024-04-01 *.txt > l.jsonl   one object a line; `on Monday` becomes a date
  sayso code page.html feed.xml crawl.warc.gz         read pages, feeds, tables and archives
  sayso code - < article.txt | jq .events             read standard input, write to another program
  sayso explain article.txt                           see which rules fired, and why others did not

Records go to standard output and nothing else does; a text never leaves this machine,
and nothing is fetched but the addresses that are named.";

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Code articles: statements with their chains of sources, and the events in them
    #[command(after_help = CODE_HELP)]
    Code(CodeFlags),
    /// Take articles into a ledger that keeps
    #[command(after_help = INGEST_HELP)]
    Ingest(IngestFlags),
    /// Ask a ledger for claims: who did what to whom, and on whose say-so
    #[command(after_help = CLAIMS_HELP)]
    Claims(ClaimsFlags),
    /// List the articles of a ledger
    #[command(after_help = DOCS_HELP)]
    Docs(ListFlags),
    /// List on whose say-so claims are made
    #[command(after_help = ACTORS_HELP)]
    Sources(ListFlags),
    /// List who acts and who is acted upon
    #[command(after_help = ACTORS_HELP)]
    Actors(ListFlags),
    /// List incidents: events that one or more articles report, one row each
    #[command(after_help = INCIDENTS_HELP)]
    Incidents(IncidentFlags),
    /// Set side by side what the sources of an incident say
    #[command(after_help = CONFLICTS_HELP)]
    Conflicts(ConflictFlags),
    /// List standing threats, promises and demands, and what became of them
    #[command(after_help = COMMITMENTS_HELP)]
    Commitments(ListFlags),
    /// Bring the incidents of a ledger up to date, as entries of their own
    #[command(after_help = LINK_HELP)]
    Link(LinkFlags),
    /// Decide that two things tell of one event
    #[command(after_help = SAME_HELP)]
    Same(DecisionFlags),
    /// Decide that two things do not tell of one event
    #[command(after_help = DIFFERENT_HELP)]
    Different(DecisionFlags),
    /// Write a ledger as files that other programs read
    #[command(after_help = EXPORT_HELP)]
    Export(ExportFlags),
    /// Look for the events of another data set in a ledger, and tell where they differ
    #[command(after_help = COMPARE_HELP)]
    Compare(CompareFlags),
    /// Show an article with its records, or any record by its identifier
    #[command(after_help = SHOW_HELP)]
    Show(ShowFlags),
    /// Read, compare and correct a ledger in a browser
    #[command(after_help = SERVE_HELP)]
    Serve(ServeFlags),
    /// List what was added, corrected and taken back
    #[command(after_help = CHANGES_HELP)]
    Changes(ChangesFlags),
    /// Compare two ledgers, or one at two times
    #[command(after_help = DIFF_HELP)]
    Diff(DiffFlags),
    /// Code the texts of a ledger again, with the program of today
    #[command(after_help = RECODE_HELP)]
    Recode(RecodeFlags),
    /// Write a ledger into files that others can check
    #[command(after_help = "Example: sayso snapshot -o monday.snapshot && sayso verify monday.snapshot")]
    Snapshot(SnapshotFlags),
    /// Check that a ledger is as it was written
    #[command(after_help = VERIFY_HELP)]
    Verify(VerifyFlags),
    /// Print words, tags, trees and names
    Annotate(AnnotateFlags),
    /// Show which rules fired on a text, and why others did not
    #[command(after_help = EXPLAIN_HELP)]
    Explain(ExplainFlags),
    /// Tell program, rules and model apart, as Markdown for a report
    Info,
    /// Print a page for `man`
    #[command(after_help = "Example: sayso man > ~/.local/share/man/man1/sayso.1")]
    Man,
    /// Print a completion script for a shell
    #[command(
        after_help = "Example: sayso completions bash > ~/.local/share/bash-completion/completions/sayso"
    )]
    Completions {
        /// Shell
        shell: clap_complete::Shell,
    },
}

const CODE_HELP: &str = "\
Exit status: 0 done, also if nothing was found; 1 nothing was found and --exit-status was given;
2 the command line is wrong; 3 done, but some sources or records failed; 6 the output is incomplete.

Sources are plain text, HTML, RSS, Atom, JSON Feed, JSONL, CSV, TSV, WARC and WACZ, packed by gzip or not,
and folders with all that is in them: see docs/intake.md.

Examples:
  sayso code article.txt
  sayso code --map text=body,published=date articles.csv
  sayso code https://example.org/news/article.html
  sayso code --published 2024-04-01 --format json article.txt
  sayso code -j 2 -o ledger.jsonl --failed failed.txt news/*.txt
  sayso code --follow incoming/ --seen seen.jsonl >> ledger.jsonl
  sayso code a.txt | jq -r '.statements[] | [.sources[-1].name, .act] | @tsv'";

#[derive(Debug, Args)]
pub struct CodeFlags {
    #[command(flatten)]
    pub intake: IntakeFlags,
    /// Layout [default: text in a terminal, jsonl elsewhere, or by the ending of --output]
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub format: Option<Format>,
    /// File to write; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Threads [default: as many as there are cores]; they never change the output
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// Leave out records below this confidence, from 0 to 1
    #[arg(long, value_name = "X", default_value_t = 0.0, value_parser = share, hide_default_value = true)]
    pub min_confidence: f32,
    /// Code with a folder of PETRARCH dictionaries, which go before the own lexicons
    #[arg(long, value_name = "DIR")]
    pub dictionaries: Option<PathBuf>,
    /// Folder of `.tsv` files with event types and triggers of your own (docs/ontology.md)
    #[arg(long, value_name = "DIR")]
    pub lexicon: Option<PathBuf>,
    /// Write the names of sources and records that failed, one a line
    #[arg(long, value_name = "FILE")]
    pub failed: Option<PathBuf>,
    /// Stop at the first source or record that fails
    #[arg(long)]
    pub strict: bool,
    /// End with status 1 if no record was found
    #[arg(short, long)]
    pub exit_status: bool,
    /// Go on with what comes: lines on standard input, or files in folders, until Ctrl-C
    #[arg(long)]
    pub follow: bool,
    /// With --follow: seconds for which a file has to stay the same before it is read
    #[arg(long, value_name = "SECONDS", default_value_t = 1.0, value_parser = seconds, requires = "follow")]
    pub settle: f32,
    /// With --follow: note here which files were read, and leave those out in the next run
    #[arg(long, value_name = "FILE", requires = "follow")]
    pub seen: Option<PathBuf>,
    #[command(flatten)]
    pub talk: TalkFlags,
}

/// Where articles come from, and what the user knows of them.
#[derive(Debug, Args)]
pub struct IntakeFlags {
    /// Files, folders or addresses; `-` is standard input
    #[arg(value_name = "SOURCE", required = true)]
    pub sources: Vec<OsString>,
    /// Format of all sources [default: each is recognised by its content and its name]
    #[arg(short, long, value_name = "FORMAT", value_parser = input)]
    pub input: Option<sayso_intake::Format>,
    /// Columns or members that hold what: text, html, id, title, author, publisher, published, url, language
    #[arg(short, long, value_name = "text=COLUMN,…", value_parser = columns)]
    pub map: Option<sayso_intake::Columns>,
    /// Day of publication, from which `on Monday` is counted, for articles that do not say when they were published
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub published: Option<jiff::civil::Date>,
    /// Who published the articles that do not say so
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// Let --published and --publisher stand even where an article says otherwise
    #[arg(long)]
    pub overrule: bool,
}

#[derive(Debug, Args)]
pub struct AnnotateFlags {
    #[command(flatten)]
    pub intake: IntakeFlags,
    /// Layout
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value = "conllu")]
    pub format: AnnotationFormat,
    /// File to write; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

const EXPLAIN_HELP: &str = "\
For each sentence: `+` rules that match, with the words they bind; `=` records made from it;
`-` rules that could start at a word of it, and what was missing.

Examples:
  sayso explain article.txt
  echo 'She said that talks had failed.' | sayso explain --words -
  sayso explain --rule say article.txt";

#[derive(Debug, Args)]
pub struct ExplainFlags {
    #[command(flatten)]
    pub intake: IntakeFlags,
    /// Show the words of each sentence with their tags, heads and classes
    #[arg(short, long)]
    pub words: bool,
    /// Show only rules whose name begins so
    #[arg(short, long, value_name = "NAME")]
    pub rule: Option<String>,
}

#[derive(Debug, Args)]
pub struct TalkFlags {
    /// When to use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub color: When,
    /// How to tell of progress on standard error
    #[arg(long, value_enum, value_name = "HOW", default_value = "auto")]
    pub progress: Progress,
    /// Tell how long each stage took, on standard error
    #[arg(long)]
    pub timings: bool,
    /// Say nothing but errors
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading
    Text,
    /// One object for each document, over many lines
    Json,
    /// One object for each document, on one line
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AnnotationFormat {
    /// CoNLL-U, ten columns
    Conllu,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// In a terminal, unless NO_COLOR is set
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Progress {
    /// A bar in a terminal, nothing elsewhere
    Auto,
    /// A line every five seconds
    Plain,
    /// An object a line every second
    Json,
    None,
}

fn input(text: &str) -> Result<sayso_intake::Format, String> {
    text.parse()
}

fn columns(text: &str) -> Result<sayso_intake::Columns, String> {
    text.parse()
}

fn date(text: &str) -> Result<jiff::civil::Date, String> {
    let plain = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let date = plain.then(|| text.parse().ok()).flatten();
    date.ok_or_else(|| "not a day of the calendar, such as `2024-04-01`".to_owned())
}

fn seconds(text: &str) -> Result<f32, String> {
    let seconds = text.parse().ok().filter(|seconds| (0.0..=86_400.0).contains(seconds));
    seconds.ok_or_else(|| "not a number of seconds, a day at most".to_owned())
}

fn share(text: &str) -> Result<f32, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "not a number from 0 to 1".to_owned())
}
