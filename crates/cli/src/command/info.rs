//! `sayso info`

use crate::exit::Exit;
use crate::output::Output;

pub fn run() -> Exit {
    let text = format!(
        "| what | value |\n|---|---|\n| program | {} |\n| system | {} {} |\n",
        sayso_ledger::VERSION,
        std::env::consts::OS,
        std::env::consts::ARCH,
    );
    match Output::open(None).and_then(|mut out| out.put(text.as_bytes())) {
        Ok(()) => Exit::Done,
        Err(exit) => exit,
    }
}
