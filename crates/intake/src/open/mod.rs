//! Which records does a source hold? Sources are opened one after the other and read as a stream: what is held in
//! memory is one record, whatever the size of the source.

mod bytes;
mod folder;
mod gzip;

use std::path::Path;
use std::sync::Arc;

use crate::{Failure, Format, Options, Record, Source};
use bytes::Stream;
use folder::Folder;

/// Records of one source, or what is wrong with them.
type Inner = Box<dyn Iterator<Item = Result<Record, Failure>>>;

/// What was left out without being a failure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    /// Files of a folder that hold no text.
    pub files: usize,
    /// Records of archives that are no page: requests, images, redirects.
    pub records: usize,
}

/// All records of some sources, in order. Failures are values: the iterator goes on after them.
///
/// ```no_run
/// use sayso_intake::{Options, Source, open};
/// for record in open(vec![Source::new("news/".as_ref())], Options::default()) {
///     match record.and_then(|record| record.read(&Options::default())) {
///         Ok(reading) => println!("{}", reading.document.id),
///         Err(failure) => eprintln!("{failure}"),
///     }
/// }
/// ```
pub fn open(sources: Vec<Source>, options: Options) -> Records {
    Records {
        sources: sources.into_iter(),
        folder: None,
        inner: None,
        options: Arc::new(options),
        skipped: Skipped::default(),
    }
}

/// See [`open`].
pub struct Records {
    sources: std::vec::IntoIter<Source>,
    folder: Option<Folder>,
    inner: Option<Inner>,
    options: Arc<Options>,
    skipped: Skipped,
}

impl Records {
    /// What was left out so far.
    pub fn skipped(&self) -> Skipped {
        self.skipped
    }

    fn begin(&mut self, source: Source) -> Result<(), Failure> {
        match source {
            Source::Path(path) if path.is_dir() => {
                self.folder = Some(Folder::new(path));
                Ok(())
            }
            Source::Path(path) => self.file(&path, false),
            Source::Stdin => {
                let stream = Stream::new("-".into(), Box::new(std::io::stdin()))?;
                self.stream(stream)
            }
            Source::Url(url) => Err(Failure::source(url, "addresses are not fetched yet")),
        }
    }

    fn file(&mut self, path: &Path, in_folder: bool) -> Result<(), Failure> {
        let name = path.display().to_string();
        let file = std::fs::File::open(path).map_err(|e| Failure::io(&name, &e))?;
        let stream = Stream::new(name, Box::new(file))?;
        let format = self.format(&stream);
        if in_folder && format == Format::Text && stream.is_binary() {
            self.skipped.files += 1;
            return Ok(());
        }
        if format.is_single() && !stream.is_packed() {
            // Read by the thread that works on it.
            let record = Record::file(path.to_owned(), format);
            self.inner = Some(Box::new(std::iter::once(Ok(record))));
            return Ok(());
        }
        self.stream(stream)
    }

    fn format(&self, stream: &Stream) -> Format {
        self.options.input.unwrap_or_else(|| Format::recognise(stream.head(), stream.name()))
    }

    fn stream(&mut self, stream: Stream) -> Result<(), Failure> {
        let format = self.format(&stream);
        let limits = self.options.limits;
        let inner: Inner = match format {
            Format::Text | Format::Html => {
                let name = stream.name().to_owned();
                let bytes_max =
                    if format == Format::Html { limits.page_bytes_max } else { limits.text_bytes_max };
                let bytes = stream.read_all(bytes_max)?;
                Box::new(std::iter::once(Ok(Record::bytes(name, format, bytes))))
            }
            _ => return Err(Failure::source(stream.name(), format!("format `{format}` is not read yet"))),
        };
        self.inner = Some(inner);
        Ok(())
    }
}

impl Iterator for Records {
    type Item = Result<Record, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(inner) = &mut self.inner {
                match inner.next() {
                    Some(item) => return Some(item),
                    None => self.inner = None,
                }
            }
            let begun = if let Some(folder) = &mut self.folder {
                match folder.next() {
                    Some(Ok(path)) => self.file(&path, true),
                    Some(Err(failure)) => Err(failure),
                    None => {
                        self.folder = None;
                        continue;
                    }
                }
            } else {
                let source = self.sources.next()?;
                self.begin(source)
            };
            if let Err(failure) = begun {
                return Some(Err(failure));
            }
        }
    }
}
