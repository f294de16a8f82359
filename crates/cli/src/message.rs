//! What is said on standard error: one sentence without a full stop, literals in backticks, hints on a line of
//! their own.

use std::fmt::Display;
use std::io::{IsTerminal, Write, stderr};

/// An input, an output or a stage failed.
pub fn error(what: impl Display, hint: Option<&str>) {
    say("error", "31", what, hint);
}

/// Something is not as the user may think.
pub fn warning(what: impl Display) {
    say("warning", "33", what, None);
}

fn say(label: &str, color: &str, what: impl Display, hint: Option<&str>) {
    let mut err = stderr().lock();
    // If even standard error is closed there is nobody to tell.
    let _ =
        if is_colored() { write!(err, "\x1b[1;{color}m{label}\x1b[0m: ") } else { write!(err, "{label}: ") };
    let _ = writeln!(err, "{}", printable(&what.to_string()));
    if let Some(hint) = hint {
        let _ = writeln!(err, "hint: {hint}");
    }
}

fn is_colored() -> bool {
    stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
}

/// A file's name may hold what a terminal would obey.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}
