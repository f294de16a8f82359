//! `sayso-eval all`: every verb over the shared data, as one table, one JSON object or the page docs/RESULTS.md.

mod page;

use std::path::{Path, PathBuf};

use serde_json::Value;
use serde_json::value::RawValue;

use crate::score::Named;
use crate::{
    Error, Report, actors, attribution, event_place, factuality, ledger, petrarch, relations, spans, times,
    toponyms,
};

/// Score everything that the shared data has gold for
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Args {
    /// Folder with `gold/` and `data/`; `SAYSO_SHARED`, or `../shared`
    #[arg(long, value_name = "DIR")]
    shared: Option<PathBuf>,
    /// Print the page docs/RESULTS.md
    #[arg(long)]
    markdown: bool,
}

/// One row of the table: a verb on a set.
struct Part {
    /// Name in the JSON object.
    name: &'static str,
    /// File or folder of the set, from the shared folder.
    data: &'static str,
    run: fn(&Path) -> Result<Report, Error>,
}

/// What was scored.
struct Scored {
    part: &'static Part,
    report: Report,
}

impl Scored {
    /// A figure of the report by its path, such as `/content/f1`.
    fn figure(&self, pointer: &str) -> Option<f64> {
        serde_json::from_str::<Value>(&self.report.json).ok()?.pointer(pointer)?.as_f64()
    }
}

const PARTS: &[Part] = &[
    Part { name: "ledger", data: "gold", run: |dir| ledger::run(&ledger::Args::of(golds(dir)?)) },
    Part {
        name: "attribution",
        data: "data/polnear/dev",
        run: |dir| attribution::run(&attribution::Args::of(dir, false)),
    },
    Part {
        name: "attribution, quoted",
        data: "data/polnear/dev",
        run: |dir| attribution::run(&attribution::Args::of(dir, true)),
    },
    Part {
        name: "relations",
        data: "data/plover-relations/train.tsv",
        run: |file| relations::run(&relations::Args::of(file)),
    },
    Part {
        name: "petrarch, unit",
        data: "data/petrarch/PETR.UnitTest.records.xml",
        run: |file| petrarch::run(&petrarch::Args::beside(file, "dictionaries")),
    },
    Part {
        name: "petrarch, real actors",
        data: "data/petrarch/PETR2_GSR_validation.xml",
        run: |file| petrarch::run(&petrarch::Args::beside(file, "cameo")),
    },
    Part {
        name: "spans 1",
        data: "data/cameo-spans/round1-summary_v2.csv",
        run: |file| spans::run(&spans::Args::of(file)),
    },
    Part {
        name: "spans 2",
        data: "data/cameo-spans/round2-summary.csv",
        run: |file| spans::run(&spans::Args::of(file)),
    },
    Part {
        name: "spans 3",
        data: "data/cameo-spans/round3-summary_v2.csv",
        run: |file| spans::run(&spans::Args::of(file)),
    },
    Part {
        name: "spans 4",
        data: "data/cameo-spans/round4-summary_v2.csv",
        run: |file| spans::run(&spans::Args::of(file)),
    },
    Part {
        name: "spans",
        data: "data/cameo-spans/round5-summary.csv",
        run: |file| spans::run(&spans::Args::of(file)),
    },
    Part {
        name: "toponyms, LGL",
        data: "data/geoparsing/lgl.xml",
        run: |file| toponyms::run(&toponyms::Args::of(file)),
    },
    Part {
        name: "toponyms, GeoWebNews",
        data: "data/geoparsing/GWN.xml",
        run: |file| toponyms::run(&toponyms::Args::of(file)),
    },
    Part {
        name: "toponyms found, LGL",
        data: "data/geoparsing/lgl.xml",
        run: |file| toponyms::run(&toponyms::Args::end_to_end_of(file)),
    },
    Part {
        name: "toponyms found, GeoWebNews",
        data: "data/geoparsing/GWN.xml",
        run: |file| toponyms::run(&toponyms::Args::end_to_end_of(file)),
    },
    Part {
        name: "actors",
        data: "data/actors/strings.tsv",
        run: |file| actors::run(&actors::Args::of(file)),
    },
    Part {
        name: "event-place",
        data: "data/event-location/train.jsonl",
        run: |file| event_place::run(&event_place::Args::of(file)),
    },
    Part {
        name: "times, TimeBank",
        data: "data/timeml/TimeBank",
        run: |dir| times::run(&times::Args::of(dir)),
    },
    Part {
        name: "times, AQUAINT",
        data: "data/timeml/AQUAINT",
        run: |dir| times::run(&times::Args::of(dir)),
    },
    Part {
        name: "factuality",
        data: "data/factuality/uw-dev.jsonl",
        run: |file| factuality::run(&factuality::Args::of(file)),
    },
];

/// Scores every part whose data is there.
pub fn run(args: &Args) -> Result<Report, Error> {
    let shared = shared(args.shared.as_deref());
    let mut scored = Vec::new();
    let mut text = String::new();
    for part in PARTS {
        let path = shared.join(part.data);
        if !path.exists() {
            text.push_str(&format!("== {}\nskipped: no `{}`\n\n", part.name, path.display()));
            continue;
        }
        let report = (part.run)(&path)?;
        text.push_str(&format!("== {} ({})\n{}\n", part.name, part.data, report.text));
        scored.push(Scored { part, report });
    }
    let raw = |s: &Scored| RawValue::from_string(s.report.json.clone()).expect("reports are JSON");
    let object = Named(scored.iter().map(|s| (s.part.name, raw(s))).collect());
    let text = if args.markdown { page::write(&scored) } else { text };
    Ok(Report::new(text, &object))
}

/// The shared folder, also where none is named.
pub(crate) fn shared(named: Option<&Path>) -> PathBuf {
    let set = || std::env::var_os("SAYSO_SHARED").map(PathBuf::from);
    named.map(Path::to_owned).or_else(set).unwrap_or_else(|| PathBuf::from("../shared"))
}

/// The hand-made ledgers of a folder.
pub(crate) fn golds(dir: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = std::fs::read_dir(dir).map_err(|e| Error::new(dir, e))?;
    let mut files: Vec<_> = entries.flatten().map(|e| e.path()).collect();
    files.retain(|p| p.to_string_lossy().ends_with(".gold.json"));
    files.sort();
    Ok(files)
}
