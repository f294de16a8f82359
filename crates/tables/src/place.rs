//! Where do the files of an export go?

use std::path::{Path, PathBuf};

use crate::shape::Shape;
use crate::{Error, Result};

/// Where the files go: into a folder, or beside one file.
pub(crate) struct Place {
    folder: PathBuf,
    file: Option<String>,
}

impl Place {
    pub fn new(out: &Path, shape: Shape) -> Result<Self> {
        let is_file = out.extension().is_some_and(|e| e == shape.ending()) && !out.is_dir();
        let (folder, file) = match is_file {
            true => {
                let name = out.file_name().unwrap_or_default().to_string_lossy().into_owned();
                (out.parent().map(Path::to_owned).unwrap_or_default(), Some(name))
            }
            false => (out.to_owned(), None),
        };
        if !folder.as_os_str().is_empty() {
            std::fs::create_dir_all(&folder).map_err(Error::write(&folder))?;
        }
        Ok(Self { folder, file })
    }

    /// Where a table goes; `name` is its own.
    pub fn data(&self, name: &str, ending: &str) -> PathBuf {
        match &self.file {
            Some(file) => self.folder.join(file),
            None if ending.is_empty() => self.folder.join(format!("sayso-{name}")),
            None => self.folder.join(format!("sayso-{name}.{ending}")),
        }
    }
}

/// Where that goes which belongs to a file: its name stays in front, so that exports into one folder keep apart.
pub(crate) fn beside(path: &Path, name: &str) -> PathBuf {
    let mut whole = path.as_os_str().to_owned();
    whole.push(".");
    whole.push(name);
    PathBuf::from(whole)
}

/// Where the members of incidents go.
pub(crate) fn members_of(path: &Path, ending: &str) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}-members.{ending}"))
}
