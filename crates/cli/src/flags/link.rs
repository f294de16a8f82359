//! Flags of the commands that keep incidents and what people decide about them.

use clap::Args;

use super::LedgerFlags;

pub const LINK_HELP: &str = "\
`sayso incidents` is up to date without it: this writes incidents into the ledger, so that `changes` tells what became of
them, `show` gives their history, and questions read less. A new article changes only what it touches; Ctrl-C ends with the
ledger whole, and the same command goes on from there.

Examples:
  sayso ingest news/ && sayso link
  sayso changes --kind incident --since 2024-04-01";

#[derive(Debug, Args)]
pub struct LinkFlags {
    #[command(flatten)]
    pub ledger: LedgerFlags,
    /// Say nothing but errors
    #[arg(short, long)]
    pub quiet: bool,
}

pub const SAME_HELP: &str = "\
A decision comes before all that is worked out. It is an entry of its own: nothing is rewritten, `--undo` takes it back, and of
two decisions on one pair the later one counts. With an incident all its reports are meant.

Examples:
  sayso same inc_0c810ad36ec3 inc_5d1f0b9a7c22 --why 'one raid, told from both sides of the border'
  sayso same evt_6m1c8vr3kd2p9x0t inc_5d1f0b9a7c22
  sayso same inc_0c810ad36ec3 --undo --why 'the second raid was a day later'";

pub const DIFFERENT_HELP: &str = "\
A decision comes before all that is worked out. It is an entry of its own: nothing is rewritten, `--undo` takes it back, and of
two decisions on one pair the later one counts. With an incident all its reports are meant, but for the other one itself: that
is how a report is taken out of its incident.

Examples:
  sayso different evt_6m1c8vr3kd2p9x0t inc_0c810ad36ec3 --why 'the raid of the day before'
  sayso different clm_zx9qkc58zq1szk7h clm_0q5r7m2v8c4t1x9k --by 'M. Weiss'";

#[derive(Debug, Args)]
pub struct DecisionFlags {
    /// An event, a claim of it, or an incident: `evt_…`, `clm_…`, `inc_…`
    #[arg(value_name = "ID")]
    pub one: String,
    /// Another; without it, `--undo` is of all decisions about the first
    #[arg(value_name = "ID", required_unless_present = "undo")]
    pub other: Option<String>,
    #[command(flatten)]
    pub ledger: LedgerFlags,
    /// The reason, which is kept with the decision
    #[arg(long, value_name = "TEXT")]
    pub why: Option<String>,
    /// Who decides [default: the user of this machine]
    #[arg(long, value_name = "NAME", env = "SAYSO_BY", hide_env_values = true)]
    pub by: Option<String>,
    /// Take decisions of this kind back: those about one of the two, or between them
    #[arg(long)]
    pub undo: bool,
}
