//! Which records does a source hold? Sources are opened one after the other and read as a stream: what is held in
//! memory is one record, whatever the size of the source.

mod bytes;
mod fetch;
pub(crate) mod folder;
mod gzip;
mod lines;
mod rows;
mod wacz;
mod warc;

use std::io::BufRead;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use sayso_model::{Field, Metadatum};

use crate::record::Body;
use crate::{Failure, Format, Options, Record, Source, feed};
use bytes::Stream;
use folder::Folder;
use lines::Lines;
use rows::Rows;
use warc::Warc;

/// Records of one source, or what is wrong with them.
type Inner = Box<dyn Iterator<Item = Result<Record, Failure>> + Send>;

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
        unread: None,
        inner: None,
        options: Arc::new(options),
        skipped_files: 0,
        skipped_records: Arc::default(),
    }
}

/// The records of a file that was found in a folder: one that holds no text is left out.
pub fn found(path: &Path, options: Options) -> Records {
    let mut records = open(Vec::new(), options);
    if let Err(failure) = records.file(path, true) {
        records.inner = Some(Box::new(std::iter::once(Err(failure))));
    }
    records
}

/// The records of a source that is written to while it is read: each is given as soon as its line is whole, since nobody looks
/// ahead. `None` for a format in which a line is no record.
pub fn live(
    name: &str,
    source: impl BufRead + Send + 'static,
    format: Format,
    options: &Options,
) -> Option<Box<dyn Iterator<Item = Result<Record, Failure>> + Send>> {
    let (name, bytes_max) = (name.to_owned(), options.limits.record_bytes_max);
    Some(match format {
        Format::Jsonl => Box::new(Lines::new(name, source, bytes_max)),
        Format::Csv | Format::Tsv => Box::new(Rows::new(name, source, format, bytes_max)),
        _ => return None,
    })
}

/// See [`open`].
pub struct Records {
    sources: std::vec::IntoIter<Source>,
    folder: Option<Folder>,
    /// Name of the open folder, until something is read in it.
    unread: Option<String>,
    inner: Option<Inner>,
    options: Arc<Options>,
    skipped_files: usize,
    skipped_records: Arc<AtomicUsize>,
}

impl Records {
    /// What was left out so far.
    pub fn skipped(&self) -> Skipped {
        Skipped { files: self.skipped_files, records: self.skipped_records.load(Ordering::Relaxed) }
    }

    fn begin(&mut self, source: Source) -> Result<(), Failure> {
        match source {
            Source::Path(path) if path.is_dir() => {
                self.unread = Some(path.display().to_string());
                self.folder = Some(Folder::new(path));
                Ok(())
            }
            Source::Path(path) => self.file(&path, false),
            Source::Stdin => {
                let stream = Stream::new("-".into(), Box::new(std::io::stdin()))?;
                let format = self.format(&stream);
                self.stream(stream, format, None)
            }
            Source::Url(url) => self.fetch(&url),
        }
    }

    fn fetch(&mut self, url: &str) -> Result<(), Failure> {
        let answer = fetch::fetch(url, self.options.limits)?;
        let stream = Stream::new(url.to_owned(), answer.body)?;
        let told = answer.content_type.as_deref().and_then(by_media_type);
        let format = match self.format(&stream) {
            found if self.options.input.is_some() => found,
            // What the bytes leave open the server may know.
            Format::Text => told.unwrap_or(Format::Text),
            found => told.filter(|&f| f != Format::Html).unwrap_or(found),
        };
        let given = Metadatum { field: Field::Url, value: answer.url, origin: "fetched address".into() };
        self.stream(stream, format, Some((answer.content_type, given)))
    }

    fn file(&mut self, path: &Path, in_folder: bool) -> Result<(), Failure> {
        let name = path.display().to_string();
        let file = std::fs::File::open(path).map_err(|e| Failure::io(&name, &e));
        let file = file.inspect_err(|_| self.unread = None)?;
        let stream = Stream::new(name, Box::new(file))?;
        let format = self.format(&stream);
        if in_folder && self.options.input.is_none() && format == Format::Text && stream.is_binary() {
            self.skipped_files += 1;
            return Ok(());
        }
        self.unread = None;
        // A pipe gives its bytes only once.
        if format.is_single() && !stream.is_packed() && path.is_file() {
            // Read by the thread that works on it.
            let record = Record::file(path.to_owned(), format);
            self.inner = Some(Box::new(std::iter::once(Ok(record))));
            return Ok(());
        }
        if format == Format::Wacz {
            return self.wacz(path, stream.name());
        }
        self.stream(stream, format, None)
    }

    fn format(&self, stream: &Stream) -> Format {
        self.options.input.unwrap_or_else(|| Format::recognise(stream.head(), stream.name()))
    }

    fn wacz(&mut self, path: &Path, name: &str) -> Result<(), Failure> {
        let parts = wacz::parts(path, name)?;
        let (path, bytes_max) = (path.to_owned(), self.options.limits.record_bytes_max);
        let skipped = Arc::clone(&self.skipped_records);
        let records = parts.into_iter().flat_map(move |part| -> Inner {
            match part.open(&path) {
                Ok(stream) => {
                    Box::new(Warc::new(part.name, stream.into_read(), bytes_max, Arc::clone(&skipped)))
                }
                Err(failure) => Box::new(std::iter::once(Err(failure))),
            }
        });
        self.inner = Some(Box::new(records));
        Ok(())
    }

    /// Opens a stream; `answer` is what a server said of it.
    fn stream(
        &mut self,
        stream: Stream,
        format: Format,
        answer: Option<(Option<String>, Metadatum)>,
    ) -> Result<(), Failure> {
        let limits = self.options.limits;
        let name = stream.name().to_owned();
        let bytes_max = limits.record_bytes_max;
        self.inner = Some(match format {
            Format::Text => {
                let body = Body::Text(stream.read_all(limits.text_bytes_max)?);
                Box::new(std::iter::once(Ok(Record::new(name, format, body))))
            }
            Format::Html => {
                let (content_type, given) = answer.unzip();
                let body = Body::Page(stream.read_all(limits.page_bytes_max)?, content_type.flatten());
                let record = Record::new(name, format, body).given(given.into_iter().collect());
                Box::new(std::iter::once(Ok(record)))
            }
            Format::Feed => {
                let bytes = stream.read_all(limits.feed_bytes_max)?;
                if bytes.len() > limits.feed_bytes_max {
                    let what = format!("feed is longer than the limit of {} bytes", limits.feed_bytes_max);
                    return Err(Failure::source(name, what));
                }
                Box::new(feed::records(&name, &bytes)?.into_iter().map(Ok))
            }
            Format::Jsonl => Box::new(Lines::new(name, stream.into_read(), bytes_max)),
            Format::Csv | Format::Tsv => Box::new(Rows::new(name, stream.into_read(), format, bytes_max)),
            Format::Warc => {
                let skipped = Arc::clone(&self.skipped_records);
                Box::new(Warc::new(name, stream.into_read(), bytes_max, skipped))
            }
            Format::Wacz => {
                return Err(Failure::source(name, "a zip file can only be read from a file of its own")
                    .hint("save it, and give the file"));
            }
        });
        Ok(())
    }
}

/// The format that a server's `Content-Type` stands for, where it says more than the bytes.
fn by_media_type(media: &str) -> Option<Format> {
    let media = media.split(';').next().unwrap_or(media).trim().to_ascii_lowercase();
    match media.as_str() {
        "text/html" | "application/xhtml+xml" => Some(Format::Html),
        "text/csv" => Some(Format::Csv),
        "text/tab-separated-values" => Some(Format::Tsv),
        "application/x-ndjson" | "application/jsonl" => Some(Format::Jsonl),
        "application/rss+xml" | "application/atom+xml" | "application/feed+json" => Some(Format::Feed),
        _ => None,
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
                        match self.unread.take() {
                            Some(name) => Err(Failure::source(name, "the folder holds no file with a text")),
                            None => continue,
                        }
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
