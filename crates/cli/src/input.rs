//! Where texts come from.

use std::path::Path;

use sayso_intake::{Failure, Options, Record, Records, Source};

use crate::exit::Exit;
use crate::flags::IntakeFlags;
use crate::message;

/// What the user named, and what is known of it. `Err` has told the user what is wrong.
pub fn sources(flags: IntakeFlags) -> Result<(Vec<Source>, Options), Exit> {
    let sources: Vec<Source> = flags.sources.iter().map(|s| Source::new(s)).collect();
    if sources.iter().filter(|&s| *s == Source::Stdin).count() > 1 {
        message::error("`-` is given more than once, and standard input can be read only once", None);
        return Err(Exit::Usage);
    }
    let options = Options {
        published: flags.published,
        publisher: flags.publisher,
        overrule: flags.overrule,
        input: flags.input,
        columns: flags.map.unwrap_or_default(),
        ..Options::default()
    };
    Ok((sources, options))
}

/// How many documents the sources hold, where that can be told without reading them: each is a file of its own.
pub fn count(sources: &[Source], options: &Options) -> Option<usize> {
    let single = |source: &Source| match source {
        Source::Stdin => options.input.is_none_or(|f| f.is_single()),
        Source::Path(path) => options.input.map_or_else(|| is_single(path), |f| f.is_single()),
        Source::Url(_) => false,
    };
    sources.iter().all(single).then_some(sources.len())
}

/// By its name alone: what a bar of progress shows is no promise.
fn is_single(path: &Path) -> bool {
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    !path.is_dir() && matches!(ending, "" | "txt" | "text" | "html" | "htm" | "xhtml")
}

/// Tells the user what could not be read.
pub fn tell(failure: &Failure) {
    message::error(failure, failure.hint);
}

/// Reads all documents of some sources one after the other. True if none failed.
pub fn each(
    sources: Vec<Source>,
    options: &Options,
    mut take: impl FnMut(sayso_model::Document) -> Result<(), Exit>,
) -> Result<bool, Exit> {
    let mut whole = true;
    let records: Records = sayso_intake::open(sources, options.clone());
    for record in records {
        match record.and_then(|record: Record| record.read(options)) {
            Ok(reading) => take(reading.document)?,
            Err(failure) => {
                tell(&failure);
                whole = false;
            }
        }
    }
    Ok(whole)
}
