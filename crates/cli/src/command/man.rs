//! `sayso man`

use clap::CommandFactory;

use crate::exit::Exit;
use crate::flags::Flags;
use crate::output::Output;

/// Prints one page with all commands, for `man -l`.
pub fn run() -> Exit {
    let mut command = Flags::command();
    command.build();
    let mut page = Vec::new();
    let mut write = || -> std::io::Result<()> {
        let main = clap_mangen::Man::new(command.clone());
        main.render(&mut page)?;
        for verb in command.get_subcommands().filter(|c| c.get_name() != "help") {
            use std::io::Write as _;
            let man = clap_mangen::Man::new(verb.clone());
            writeln!(page, ".SH SAYSO {}", verb.get_name().to_uppercase())?;
            man.render_synopsis_section(&mut page)?;
            man.render_description_section(&mut page)?;
            man.render_options_section(&mut page)?;
            man.render_extra_section(&mut page)?;
        }
        Ok(())
    };
    write().expect("a page in memory can be written");
    match Output::open(None).and_then(|mut out| out.put(&page)) {
        Ok(()) => Exit::Done,
        Err(exit) => exit,
    }
}
