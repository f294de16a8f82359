//! Where records go.

use std::fs::File;
use std::io::{self, BufWriter, Write, stdout};
use std::path::{Path, PathBuf};

use crate::exit::Exit;
use crate::message;

/// Standard output, or a file.
pub struct Output {
    writer: BufWriter<Box<dyn Write>>,
    name: String,
}

impl Output {
    /// Opens a file, or standard output if there is none or it is `-`.
    pub fn open(path: Option<&Path>) -> Result<Self, Exit> {
        Self::begin(path, |path| File::create(path))
    }

    /// Opens a file so that what it holds stays, or standard output.
    pub fn append(path: Option<&Path>) -> Result<Self, Exit> {
        Self::begin(path, |path| File::options().append(true).create(true).open(path))
    }

    fn begin(path: Option<&Path>, make: impl FnOnce(&PathBuf) -> io::Result<File>) -> Result<Self, Exit> {
        let path: Option<PathBuf> = path.filter(|p| p.as_os_str() != "-").map(Path::to_owned);
        let (writer, name): (Box<dyn Write>, String) = match path {
            None => (Box::new(stdout()), "standard output".to_owned()),
            Some(path) => match make(&path) {
                Ok(file) => (Box::new(file), path.display().to_string()),
                Err(error) => {
                    message::error(
                        format_args!("cannot write `{}`: {}", path.display(), sayso_intake::reason(&error)),
                        None,
                    );
                    return Err(Exit::Incomplete);
                }
            },
        };
        Ok(Self { writer: BufWriter::with_capacity(1 << 16, writer), name })
    }

    /// Writes a record to its end, so that a reader has it at once.
    pub fn put(&mut self, record: &[u8]) -> Result<(), Exit> {
        let written = self.writer.write_all(record).and_then(|()| self.writer.flush());
        written.map_err(|error| self.fail(&error))
    }

    /// Writes a record, and lets it wait for others: for records that come fast.
    pub fn add(&mut self, record: &[u8]) -> Result<(), Exit> {
        self.writer.write_all(record).map_err(|error| self.fail(&error))
    }

    fn fail(&self, error: &io::Error) -> Exit {
        // The reader has seen enough: `sayso code … | head`.
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Exit::Done;
        }
        message::error(
            format_args!("{} is incomplete: {}", self.name, sayso_intake::reason(error)),
            Some("what was written before is whole, but records are missing"),
        );
        Exit::Incomplete
    }
}
