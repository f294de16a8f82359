//! How the program ends.

use std::process::ExitCode;

/// Exit status, as other programs read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All went well, also where nothing was found.
    Done = 0,
    /// Nothing was found, and the user asked to be told by `--exit-status`.
    NothingFound = 1,
    /// The command line does not make sense.
    Usage = 2,
    /// Done, but some inputs failed.
    SomeFailed = 3,
    /// What was to be checked is not so.
    NotMet = 4,
    /// The ledger is locked, or a later version made it.
    Locked = 5,
    /// The output could not be written to its end.
    Incomplete = 6,
    /// The user ended it.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}
