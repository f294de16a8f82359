//! `sayso completions`

use clap::CommandFactory;

use crate::exit::Exit;
use crate::flags::Flags;
use crate::output::Output;

pub fn run(shell: clap_complete::Shell) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Flags::command(), "sayso", &mut script);
    match Output::open(None).and_then(|mut out| out.put(&script)) {
        Ok(()) => Exit::Done,
        Err(exit) => exit,
    }
}
