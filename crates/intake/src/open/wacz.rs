//! WACZ: a zip file with web archives in its folder `archive/`. Each is read as a stream, out of the zip file.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use zip::{CompressionMethod, ZipArchive};

use crate::Failure;
use crate::open::bytes::{Stream, UntilFault};

/// Where an archive stands in the zip file.
#[derive(Clone, Debug)]
pub struct Part {
    pub name: String,
    start: u64,
    length: u64,
    packed: bool,
}

/// The archives of a zip file, in the order of their names.
pub fn parts(path: &Path, name: &str) -> Result<Vec<Part>, Failure> {
    let file = File::open(path).map_err(|e| Failure::io(name, &e))?;
    let bad = |error: zip::result::ZipError| {
        Failure::source(name, format!("it is no zip file that can be read: {error}"))
    };
    let mut zip = ZipArchive::new(BufReader::new(file)).map_err(bad)?;
    let mut parts = Vec::new();
    for i in 0..zip.len() {
        let entry = zip.by_index_raw(i).map_err(bad)?;
        let inner = entry.name().map_err(bad)?.into_owned();
        let bare = inner.strip_suffix(".gz").unwrap_or(&inner);
        if !bare.ends_with(".warc") {
            continue;
        }
        let packed = match entry.compression() {
            CompressionMethod::Stored => false,
            CompressionMethod::Deflated => true,
            method => {
                return Err(Failure::source(name, format!("`{inner}` in it is packed with {method:?}")));
            }
        };
        let start = entry
            .data_start()
            .ok_or_else(|| Failure::source(name, format!("`{inner}` in it cannot be found")))?;
        parts.push(Part { name: format!("{name}!{inner}"), start, length: entry.compressed_size(), packed });
    }
    parts.sort_by(|a, b| a.name.cmp(&b.name));
    if parts.is_empty() {
        return Err(Failure::source(name, "the zip file holds no web archive")
            .hint("a WACZ file holds `archive/*.warc.gz`; unpack other zip files first"));
    }
    Ok(parts)
}

impl Part {
    /// The archive as a stream.
    pub fn open(&self, path: &Path) -> Result<Stream, Failure> {
        let failed = |e: std::io::Error| Failure::io(&self.name, &e);
        let mut file = File::open(path).map_err(failed)?;
        file.seek(SeekFrom::Start(self.start)).map_err(failed)?;
        let raw = file.take(self.length);
        let source: Box<dyn Read + Send> = if self.packed {
            Box::new(UntilFault::new(flate2::read::DeflateDecoder::new(raw)))
        } else {
            Box::new(raw)
        };
        Stream::new(self.name.clone(), source)
    }
}
