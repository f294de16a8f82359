//! Where do the bytes go? Into a file, counted and hashed on the way.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::losses::Losses;
use crate::manifest::Piece;
use crate::{Cell, Error, Result};

/// Takes rows, one after the other.
pub(crate) trait Sink {
    /// Writes a row; `id` names it where something of it is lost.
    fn row(&mut self, id: &str, cells: &[Cell<'_>], losses: &mut Losses) -> Result<()>;
    /// Writes what is left.
    fn finish(self: Box<Self>) -> Result<Piece>;
}

/// A file that is being written.
pub(crate) struct Out {
    path: PathBuf,
    file: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
}

impl Out {
    pub fn create(path: &Path) -> Result<Self> {
        let file = File::create(path).map_err(Error::write(path))?;
        let file = BufWriter::with_capacity(1 << 18, file);
        Ok(Self { path: path.to_owned(), file, hash: Sha256::new(), bytes: 0 })
    }

    /// Writes bytes, and says which file could not be written.
    pub fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.write_all(bytes).map_err(Error::write(&self.path))
    }

    /// What was written.
    pub fn finish(mut self, rows: u64) -> Result<Piece> {
        self.file.flush().map_err(Error::write(&self.path))?;
        let name = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Piece { name, rows, bytes: self.bytes, sha256: sayso_store::id::hex(&self.hash.finalize()) })
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file.write_all(bytes)?;
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}
