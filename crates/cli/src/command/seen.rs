//! Which files were read, so that a run that begins again does not read them again. A line of JSON for each.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use sayso_intake::{Arrived, Stamp, reason};
use serde_json::{Value, json};

use crate::exit::Exit;
use crate::message;

/// The list, and the file that it stands in.
pub struct Seen {
    files: BTreeMap<PathBuf, Stamp>,
    list: File,
    name: String,
}

impl Seen {
    /// Opens a list, or begins one. What is no longer there is dropped from it.
    pub fn open(path: &Path) -> Result<Self, Exit> {
        let fail = |error: std::io::Error| {
            message::error(format_args!("cannot use `{}`: {}", path.display(), reason(&error)), None);
            Exit::Incomplete
        };
        let text = match std::fs::read_to_string(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            text => text.map_err(fail)?,
        };
        // The last line may be cut off: its file is read again.
        let files: BTreeMap<PathBuf, Stamp> =
            text.lines().filter_map(read).filter(|(path, _)| path.exists()).collect();
        let mut kept = path.as_os_str().to_owned();
        kept.push(".tmp");
        let lines: String = files.iter().map(|(path, stamp)| line(path, *stamp)).collect();
        std::fs::write(&kept, lines).and_then(|()| std::fs::rename(&kept, path)).map_err(fail)?;
        let list = OpenOptions::new().append(true).open(path).map_err(fail)?;
        Ok(Self { files, list, name: path.display().to_string() })
    }

    /// The files.
    pub fn files(&self) -> impl Iterator<Item = (&PathBuf, &Stamp)> {
        self.files.iter()
    }

    /// Notes a file, all records of which are written.
    pub fn add(&mut self, file: &Arrived) -> ControlFlow<()> {
        match self.list.write_all(line(&file.path, file.stamp).as_bytes()) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                message::error(format_args!("cannot write `{}`: {}", self.name, reason(&error)), None);
                ControlFlow::Break(())
            }
        }
    }
}

fn line(path: &Path, stamp: Stamp) -> String {
    let line =
        json!({"path": path.to_string_lossy(), "bytes": stamp.bytes, "modified_ns": stamp.modified_ns});
    format!("{line}\n")
}

fn read(line: &str) -> Option<(PathBuf, Stamp)> {
    let value: Value = serde_json::from_str(line).ok()?;
    let stamp = Stamp { bytes: value["bytes"].as_u64()?, modified_ns: value["modified_ns"].as_u64()? };
    Some((PathBuf::from(value["path"].as_str()?), stamp))
}
