//! `sayso code --follow`: articles as they come, until there are no more or the user ends it.
//!
//! One thread waits for articles, so that a wish to end is heard while none come; this one codes and writes them. All that was
//! taken from a pipe is coded before the program ends.

use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use sayso_intake::{Arrived, Failure, Format, Record, Source, Watch};
use sayso_ledger::{Pipeline, order};

use crate::command::code::{Coded, code};
use crate::command::emit::Emit;
use crate::command::seen::Seen;
use crate::exit::Exit;
use crate::request::CodeRequest;
use crate::{interrupt, message};

/// Articles that wait, for each thread.
const WAITING_PER_THREAD: usize = 8;
/// How often it is looked whether the user wants an end.
const PATIENCE: Duration = Duration::from_millis(50);
/// How often a folder is looked at, unless a look takes more than a tenth of this.
const PAUSE: Duration = Duration::from_millis(200);
const PAUSE_FOR_LOOK: u32 = 10;

/// How to follow.
#[derive(Clone, Debug)]
pub struct Follow {
    /// How long a file stays the same before it is whole.
    pub settle: Duration,
    /// Where it is noted which files were read.
    pub seen: Option<PathBuf>,
}

/// What comes from the thread that waits.
enum Fed {
    Record(Box<Result<Record, Failure>>),
    /// All records of a file have come.
    Read(Arrived),
}

enum Done {
    Coded(Coded),
    Read(Arrived),
}

/// Follows the sources of a request. `Err` has told the user what is wrong.
pub fn run(
    request: &CodeRequest,
    follow: &Follow,
    pipeline: &Pipeline,
    emit: &mut Emit<'_>,
) -> Result<(), Exit> {
    let stop = interrupt::flag();
    let mut seen = follow.seen.as_deref().map(Seen::open).transpose()?;
    let most = request.threads * WAITING_PER_THREAD;
    let (send, fed) = sync_channel(most);
    feed(request, follow, seen.as_ref(), Feed { send, stop: Arc::clone(&stop) })?;
    while let Some(batch) = next(&fed, &stop, most) {
        let threads = request.threads.min(batch.len());
        let work = |fed| match fed {
            Fed::Record(record) => Done::Coded(code(*record, pipeline, request)),
            Fed::Read(file) => Done::Read(file),
        };
        let mut ended = None;
        order::map(batch, threads, work, |done| {
            let flow = match done {
                Done::Coded(coded) => emit.take(&coded),
                Done::Read(file) => seen.as_mut().map_or(ControlFlow::Continue(()), |seen| seen.add(&file)),
            };
            if flow.is_break() {
                ended = Some(());
            }
            flow
        });
        if ended.is_some() {
            break;
        }
    }
    Ok(())
}

/// What has come, at least one; nothing at the end.
fn next(fed: &Receiver<Fed>, stop: &AtomicBool, most: usize) -> Option<Vec<Fed>> {
    loop {
        match fed.recv_timeout(PATIENCE) {
            Ok(first) => return Some(std::iter::once(first).chain(fed.try_iter().take(most - 1)).collect()),
            Err(RecvTimeoutError::Timeout) if stop.load(Ordering::Relaxed) => return None,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
}

/// Where articles are put by the thread that waits for them.
struct Feed {
    send: SyncSender<Fed>,
    stop: Arc<AtomicBool>,
}

impl Feed {
    /// False if no more are wanted.
    fn put(&self, fed: Fed) -> bool {
        !self.stop.load(Ordering::Relaxed) && self.send.send(fed).is_ok()
    }

    fn sleep(&self, time: Duration) -> bool {
        let until = Instant::now() + time;
        while Instant::now() < until {
            if self.stop.load(Ordering::Relaxed) {
                return false;
            }
            std::thread::sleep(PATIENCE.min(until.saturating_duration_since(Instant::now())));
        }
        true
    }
}

/// Starts the thread that waits.
fn feed(request: &CodeRequest, follow: &Follow, seen: Option<&Seen>, feed: Feed) -> Result<(), Exit> {
    if request.sources == [Source::Stdin] {
        let format = request.intake.input.unwrap_or(Format::Jsonl);
        let lines = sayso_intake::live("-", BufReader::new(std::io::stdin()), format, &request.intake);
        let Some(mut lines) = lines else {
            let hint = "name a folder into which such articles come";
            message::error(
                "`--follow` reads standard input as JSONL, CSV or TSV, an article a line",
                Some(hint),
            );
            return Err(Exit::Usage);
        };
        std::thread::spawn(move || lines.all(|record| feed.put(Fed::Record(Box::new(record)))));
        return Ok(());
    }
    let folder = |source: &Source| match source {
        Source::Path(path) if path.is_dir() => Ok(path.clone()),
        other => {
            let hint = "for one run over files or addresses leave `--follow` out";
            message::error(
                format_args!("`--follow` takes `-` or folders, and `{other}` is none"),
                Some(hint),
            );
            Err(Exit::Usage)
        }
    };
    let folders = request.sources.iter().map(folder).collect::<Result<Vec<PathBuf>, Exit>>()?;
    let mut watch = Watch::new(folders, follow.settle);
    seen.into_iter().flat_map(Seen::files).for_each(|(path, stamp)| watch.skip(path.clone(), *stamp));
    let options = request.intake.clone();
    std::thread::spawn(move || {
        loop {
            let begin = Instant::now();
            for found in watch.look(begin) {
                let goes_on = match found {
                    Ok(file) => {
                        let mut records = sayso_intake::found(&file.path, options.clone());
                        records.all(|record| feed.put(Fed::Record(Box::new(record))))
                            && feed.put(Fed::Read(file))
                    }
                    Err(failure) => feed.put(Fed::Record(Box::new(Err(failure)))),
                };
                if !goes_on {
                    return;
                }
            }
            if !feed.sleep(PAUSE.max(begin.elapsed() * PAUSE_FOR_LOOK)) {
                return;
            }
        }
    });
    Ok(())
}
