//! `sayso show`

use sayso_export::text::View;
use sayso_export::{json, text};
use sayso_store::Open;
use sayso_store::entry::{Entry, Kind};
use serde_json::{Value, json};

use crate::exit::Exit;
use crate::flags::{Layout, ShowFlags};
use crate::output::Output;
use crate::request::Surroundings;
use crate::shape::Shape;
use crate::{ledger, message};

pub fn run(flags: &ShowFlags, around: &Surroundings) -> Result<Exit, Exit> {
    let shape = Shape::new(&flags.shape, around);
    let mut store = ledger::open(&flags.ledger, Open::Existing)?;
    let as_of = match &flags.as_of {
        Some(text) => Some(ledger::moment(&mut store, text)?),
        None => None,
    };
    let mut output = Output::open(flags.shape.output.as_deref())?;
    let history = store.history(&flags.id).map_err(|e| ledger::fail(&e))?;
    if history.is_empty() {
        message::error(format_args!("the ledger has no `{}`", flags.id), None);
        return Err(Exit::NothingFound);
    }
    if flags.history {
        for entry in &history {
            output.add(format!("{}\n", object(entry)).as_bytes())?;
        }
        output.put(b"")?;
        return Ok(Exit::Done);
    }
    if history[0].kind == Kind::Document {
        let found = store.ledger(&flags.id, as_of).map_err(|e| ledger::fail(&e))?;
        let Some((records, version)) = found else {
            message::error(format_args!("the ledger did not have `{}` then", flags.id), None);
            return Err(Exit::NothingFound);
        };
        let mut out = Vec::new();
        let written = match shape.layout {
            Layout::Table => text::write(&records, View { color: shape.color, width: shape.width }, &mut out),
            Layout::Jsonl => json::write_line(&records, &version, &mut out),
        };
        written.map_err(|error| {
            message::error(error, None);
            Exit::Incomplete
        })?;
        output.put(&out)?;
        return Ok(Exit::Done);
    }
    let Some(entry) = store.record(&flags.id, as_of).map_err(|e| ledger::fail(&e))? else {
        message::error(format_args!("`{}` was taken back", flags.id), Some("`--history` shows what it was"));
        return Err(Exit::NothingFound);
    };
    let object = object(&entry);
    let line = match shape.layout {
        Layout::Jsonl => object.to_string(),
        Layout::Table => serde_json::to_string_pretty(&object).expect("objects are JSON"),
    };
    output.put(format!("{line}\n").as_bytes())?;
    Ok(Exit::Done)
}

fn object(entry: &Entry) -> Value {
    let at = jiff::Timestamp::from_millisecond(entry.at_ms).map(|t| t.to_string()).unwrap_or_default();
    let body: Option<Value> = entry.body.as_deref().and_then(|b| serde_json::from_str(b).ok());
    json!({
        "seq": entry.seq, "at": at, "op": entry.op.as_str(), "kind": entry.kind.as_str(), "id": entry.id,
        "rev": entry.rev, "why": entry.why, "record": body,
    })
}
