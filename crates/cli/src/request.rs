//! What the flags mean, checked and with defaults filled in.

use std::io::{IsTerminal, stderr, stdout};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sayso_export::text::View;
use sayso_intake::Source;

use crate::command::follow::Follow;
use crate::flags::{CodeFlags, Format, Progress, When};
use crate::input;

/// What `sayso code` is asked to do.
#[derive(Debug)]
pub struct CodeRequest {
    pub sources: Vec<Source>,
    /// Documents in them, where that can be told.
    pub count: Option<usize>,
    pub intake: sayso_intake::Options,
    pub pipeline: sayso_ledger::Options,
    pub format: Format,
    pub view: View,
    pub lexicon: Option<PathBuf>,
    pub output: Option<PathBuf>,
    pub threads: usize,
    pub dictionaries: Option<PathBuf>,
    pub failed: Option<PathBuf>,
    pub strict: bool,
    pub exit_status: bool,
    pub progress: Progress,
    pub timings: bool,
    pub quiet: bool,
    pub follow: Option<Follow>,
}

/// Standard output, standard error and the environment, as far as they decide anything.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    pub stdout_columns: Option<usize>,
    pub stdout_is_terminal: bool,
    pub stderr_is_terminal: bool,
    pub no_color: bool,
    pub cores: usize,
}

impl Surroundings {
    pub fn look() -> Self {
        Self {
            stdout_columns: terminal_size::terminal_size_of(stdout()).map(|(w, _)| usize::from(w.0)),
            stdout_is_terminal: stdout().is_terminal(),
            stderr_is_terminal: stderr().is_terminal(),
            no_color: std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty()),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
        }
    }
}

impl CodeRequest {
    /// Fills in defaults. `Err` has told the user what is wrong.
    pub fn new(flags: CodeFlags, around: &Surroundings) -> Result<Self, crate::exit::Exit> {
        let (sources, intake) = input::sources(flags.intake)?;
        let follow =
            flags.follow.then(|| Follow { settle: Duration::from_secs_f32(flags.settle), seen: flags.seen });
        let count = input::count(&sources, &intake).filter(|_| follow.is_none());
        let to_terminal =
            around.stdout_is_terminal && flags.output.as_deref().is_none_or(|p| p == Path::new("-"));
        let format = flags.format.unwrap_or_else(|| match flags.output.as_deref().and_then(by_ending) {
            Some(format) => format,
            None if to_terminal => Format::Text,
            None => Format::Jsonl,
        });
        let color = match flags.talk.color {
            When::Always => true,
            When::Never => false,
            When::Auto => to_terminal && !around.no_color,
        };
        let width = around.stdout_columns.filter(|_| to_terminal).unwrap_or(View::default().width);
        let progress = match flags.talk.progress {
            Progress::Auto if !around.stderr_is_terminal || flags.talk.quiet => Progress::None,
            // Records in a terminal are progress enough.
            Progress::Auto if to_terminal => Progress::None,
            asked => asked,
        };
        let threads =
            flags.jobs.map_or(around.cores.max(1), usize::from).min(count.unwrap_or(usize::MAX).max(1));
        Ok(Self {
            sources,
            count,
            intake,
            lexicon: flags.lexicon,
            pipeline: sayso_ledger::Options { min_confidence: flags.min_confidence },
            format,
            view: View { color, width },
            output: flags.output,
            threads,
            dictionaries: flags.dictionaries,
            failed: flags.failed,
            strict: flags.strict,
            exit_status: flags.exit_status,
            progress,
            timings: flags.talk.timings,
            quiet: flags.talk.quiet,
            follow,
        })
    }
}

/// The format that the ending of a file's name stands for.
fn by_ending(path: &Path) -> Option<Format> {
    match path.extension()?.to_str()? {
        "json" => Some(Format::Json),
        "jsonl" | "ndjson" => Some(Format::Jsonl),
        "txt" => Some(Format::Text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::flags::{Command, Flags};

    fn request(line: &str, around: &Surroundings) -> CodeRequest {
        let flags = Flags::try_parse_from(line.split(' ')).unwrap();
        let Command::Code(flags) = flags.command else { panic!("{line}") };
        CodeRequest::new(flags, around).unwrap()
    }

    #[test]
    fn layout_goes_by_where_the_output_goes() {
        let terminal = Surroundings {
            stdout_columns: Some(120),
            stdout_is_terminal: true,
            stderr_is_terminal: true,
            no_color: false,
            cores: 2,
        };
        let pipe = Surroundings { cores: 2, ..Surroundings::default() };
        for (line, around, format, color, width) in [
            ("sayso code a", &terminal, Format::Text, true, 120),
            ("sayso code a", &pipe, Format::Jsonl, false, 80),
            ("sayso code -o x.json a", &terminal, Format::Json, false, 80),
            ("sayso code -o - a", &terminal, Format::Text, true, 120),
            ("sayso code -f text a", &pipe, Format::Text, false, 80),
            ("sayso code -f text --color always a", &pipe, Format::Text, true, 80),
            ("sayso code --color never a", &terminal, Format::Text, false, 120),
        ] {
            let found = request(line, around);
            assert_eq!((found.format, found.view.color, found.view.width), (format, color, width), "{line}");
        }
        let silent = Surroundings { no_color: true, ..terminal.clone() };
        assert!(!request("sayso code a", &silent).view.color);
        assert_eq!(request("sayso code a b c", &terminal).threads, 2);
        assert_eq!(request("sayso code a", &terminal).threads, 1);
        assert_eq!(request("sayso code -j 1 a b c", &terminal).threads, 1);
    }

    #[test]
    fn standard_input_is_read_once() {
        let flags = Flags::try_parse_from(["sayso", "code", "-", "-"]).unwrap();
        let Command::Code(flags) = flags.command else { unreachable!() };
        assert_eq!(CodeRequest::new(flags, &Surroundings::default()).unwrap_err(), crate::exit::Exit::Usage);
    }
}
