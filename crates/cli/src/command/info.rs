//! `sayso info`

use sayso_ledger::Pipeline;

use crate::exit::Exit;
use crate::message;
use crate::output::Output;

/// Prints a table in Markdown, to be put into a report of a fault.
pub fn run() -> Exit {
    let pipeline = match Pipeline::load(sayso_ledger::Options::default()) {
        Ok(pipeline) => pipeline,
        Err(error) => {
            message::error(error, None);
            return Exit::Incomplete;
        }
    };
    let system = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
    let items = pipeline.inventory();
    let rows = items.iter().map(|i| (i.what, i.value.as_str())).chain([("system", system.as_str())]);
    let rows: Vec<(&str, &str)> = rows.collect();
    let wide = |column: fn(&(&str, &str)) -> usize| rows.iter().map(column).max().unwrap_or(0);
    let (left, right) = (wide(|r| r.0.chars().count()), wide(|r| r.1.chars().count()));
    let mut text =
        format!("| {:left$} | {:right$} |\n|{:-<left$}--|{:-<right$}--|\n", "what", "value", "", "");
    for (what, value) in &rows {
        text.push_str(&format!("| {what:left$} | {value:right$} |\n"));
    }
    match Output::open(None).and_then(|mut out| out.put(text.as_bytes())) {
        Ok(()) => Exit::Done,
        Err(exit) => exit,
    }
}
