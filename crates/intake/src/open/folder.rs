//! Which files are in a folder? All, in the order of their names, folders in their turn; not those whose name begins
//! with a dot. Links to folders are not followed, so that a ring of them ends.

use std::fs::{self, DirEntry};
use std::path::PathBuf;

use crate::Failure;

/// Files of a folder, one by one. Holds the names of the folders that are open.
pub struct Folder {
    /// Listings still to go through, the innermost last, each in reverse.
    open: Vec<Vec<DirEntry>>,
    start: Option<PathBuf>,
}

impl Folder {
    pub fn new(path: PathBuf) -> Self {
        Self { open: Vec::new(), start: Some(path) }
    }

    fn enter(&mut self, path: &std::path::Path) -> Result<(), Failure> {
        let failed = |e: std::io::Error| Failure::io(path.display().to_string(), &e);
        let mut entries: Vec<DirEntry> =
            fs::read_dir(path).map_err(failed)?.collect::<Result<_, _>>().map_err(failed)?;
        entries.retain(|e| !e.file_name().as_encoded_bytes().starts_with(b"."));
        entries.sort_by_key(|e| std::cmp::Reverse(e.file_name()));
        self.open.push(entries);
        Ok(())
    }
}

impl Iterator for Folder {
    type Item = Result<PathBuf, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(path) = self.start.take()
            && let Err(failure) = self.enter(&path)
        {
            return Some(Err(failure));
        }
        loop {
            let Some(entry) = self.open.last_mut()?.pop() else {
                self.open.pop();
                continue;
            };
            let path = entry.path();
            let entered = match entry.file_type() {
                Ok(kind) if kind.is_dir() => self.enter(&path),
                Ok(kind) if kind.is_file() || (kind.is_symlink() && path.is_file()) => {
                    return Some(Ok(path));
                }
                // Sockets, pipes and dead links hold no text.
                Ok(_) => Ok(()),
                Err(error) => Err(Failure::io(path.display().to_string(), &error)),
            };
            if let Err(failure) = entered {
                return Some(Err(failure));
            }
        }
    }
}
