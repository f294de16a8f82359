//! Where texts come from.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use sayso_intake::{Options, plain};
use sayso_model::{Diagnostic, Document};

/// A file, or standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// `-`
    Stdin,
    /// A path.
    File(PathBuf),
}

impl Input {
    /// What the user gave: `-` is standard input.
    pub fn new(path: PathBuf) -> Self {
        if path.as_os_str() == "-" { Input::Stdin } else { Input::File(path) }
    }

    /// All bytes, but at most `bytes_max` and one, so that a reader can tell that there are more.
    pub fn read(&self, bytes_max: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        match self {
            Input::Stdin => {
                io::stdin().lock().take(bytes_max as u64 + 1).read_to_end(&mut bytes)?;
            }
            Input::File(path) => {
                let file = File::open(path)?;
                let length = file.metadata().map_or(0, |m| m.len());
                bytes.reserve_exact(length.min(bytes_max as u64) as usize + 1);
                file.take(bytes_max as u64 + 1).read_to_end(&mut bytes)?;
            }
        }
        Ok(bytes)
    }
}

/// Why an input gave no document, and what to do about it.
#[derive(Debug)]
pub struct Unread {
    pub what: String,
    pub hint: Option<&'static str>,
}

/// Reads an input as a plain text.
pub fn document(input: &Input, options: &Options) -> Result<(Document, Vec<Diagnostic>), Unread> {
    let bytes = input.read(options.limits.text_bytes_max).map_err(|error| Unread {
        what: format!("cannot read `{input}`: {}", reason(&error)),
        hint: hint(&error),
    })?;
    plain::read(&input.to_string(), &bytes, options)
        .map_err(|error| Unread { what: format!("cannot read `{input}`: {error}"), hint: Some(error.hint()) })
}

/// The name of the document: the path as it was given, or `-`.
impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Input::Stdin => f.write_str("-"),
            Input::File(path) => write!(f, "{}", path.display()),
        }
    }
}

/// What to do about a file that cannot be read.
fn hint(error: &io::Error) -> Option<&'static str> {
    match error.kind() {
        io::ErrorKind::IsADirectory => Some("give the files in it, for example `DIR/*.txt`"),
        _ => None,
    }
}

/// The reason alone, without the number that the system has for it.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a directory".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}
