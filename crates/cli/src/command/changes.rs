//! `sayso changes`, and how `diff` and `recode` tell what is other.

use std::ops::ControlFlow;

use sayso_store::entry::{Kind, Op};
use sayso_store::query::{Change, FieldChange};
use sayso_store::{Difference, Open, Store};
use serde_json::{Value, json};

use crate::exit::Exit;
use crate::flags::{ChangesFlags, DiffFlags, Layout};
use crate::output::Output;
use crate::request::Surroundings;
use crate::shape::Shape;
use crate::{ledger, message};

/// What a reader asks for who does not say: what is said, not how it came about.
const USUAL: [Kind; 7] =
    [Kind::Document, Kind::Actor, Kind::Statement, Kind::Event, Kind::Claim, Kind::Incident, Kind::Decision];

pub fn run(flags: &ChangesFlags, around: &Surroundings) -> Result<Exit, Exit> {
    let shape = Shape::new(&flags.shape, around);
    let mut store = ledger::open(&flags.ledger, Open::Existing)?;
    let since = match &flags.since {
        Some(text) => ledger::since(&mut store, text)?,
        None => 0,
    };
    let kinds = kinds(&flags.kind)?;
    let mut output = Output::open(flags.shape.output.as_deref())?;
    print(&mut store, since, &kinds, flags.limit, shape.layout, &mut output)?;
    output.put(b"")?;
    Ok(Exit::Done)
}

/// Prints the entries after one.
pub fn print(
    store: &mut Store,
    since: i64,
    kinds: &[Kind],
    limit: Option<usize>,
    layout: Layout,
    output: &mut Output,
) -> Result<usize, Exit> {
    let (mut count, mut ended) = (0, None);
    let limit = limit.unwrap_or(usize::MAX);
    let kinds = if kinds.is_empty() { &USUAL } else { kinds };
    let done = store.each_change(since, kinds, |change| {
        if count >= limit {
            return Ok(ControlFlow::Break(()));
        }
        count += 1;
        let line = match layout {
            Layout::Jsonl => format!("{}\n", object(&change)),
            Layout::Table => text(&change),
        };
        ended = output.add(line.as_bytes()).err();
        Ok(if ended.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    });
    done.map_err(|e| ledger::fail(&e))?;
    ended.map_or(Ok(count), Err)
}

fn kinds(names: &[String]) -> Result<Vec<Kind>, Exit> {
    names
        .iter()
        .map(|name| {
            Kind::from_name(name).ok_or_else(|| {
                let all = Kind::ALL.iter().map(|k| k.as_str()).collect::<Vec<_>>().join(", ");
                message::error(format_args!("`{name}` is no kind of entry"), Some(&format!("one of {all}")));
                Exit::Usage
            })
        })
        .collect()
}

fn object(change: &Change) -> Value {
    let Change { entry, fields, by } = change;
    let at = jiff::Timestamp::from_millisecond(entry.at_ms).map(|t| t.to_string()).unwrap_or_default();
    let body: Option<Value> = entry.body.as_deref().and_then(|b| serde_json::from_str(b).ok());
    json!({
        "cursor": entry.seq, "at": at, "by": by, "op": entry.op.as_str(), "kind": entry.kind.as_str(),
        "id": entry.id, "rev": entry.rev, "why": entry.why, "fields": fields,
        "record": if entry.op == Op::Insert { body } else { None },
    })
}

fn text(change: &Change) -> String {
    let entry = &change.entry;
    let mut out = format!("{:>8}  {} {} {}\n", entry.seq, sign(entry.op), entry.kind, entry.id);
    out.push_str(&field_lines(&change.fields));
    out
}

fn sign(op: Op) -> &'static str {
    match op {
        Op::Insert => "+",
        Op::Correct => "~",
        Op::Retract => "-",
    }
}

fn field_lines(fields: &[FieldChange]) -> String {
    let short = |value: &Value| {
        let text: String = value.to_string();
        if text.chars().count() > 70 { text.chars().take(69).chain(['…']).collect() } else { text }
    };
    fields
        .iter()
        .map(|f| format!("            {}: {} → {}\n", f.field, short(&f.old), short(&f.new)))
        .collect()
}

/// `sayso diff`
pub fn diff(flags: &DiffFlags, around: &Surroundings) -> Result<Exit, Exit> {
    let shape = Shape::new(&flags.shape, around);
    let (mut old, old_at) = ledger::open_at(&flags.old)?;
    let (mut new, new_at) = ledger::open_at(&flags.new)?;
    let mut output = Output::open(flags.shape.output.as_deref())?;
    let (mut count, mut ended) = (0, None);
    let done = old.each_difference(old_at, &mut new, new_at, |difference| {
        count += 1;
        let Difference { id, op, fields } = difference;
        let line = match shape.layout {
            Layout::Jsonl => format!("{}\n", json!({ "op": op.as_str(), "id": id, "fields": fields })),
            Layout::Table => format!("{} {id}\n{}", sign(op), field_lines(&fields)),
        };
        ended = output.add(line.as_bytes()).err();
        Ok(if ended.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    });
    done.map_err(|e| ledger::fail(&e))?;
    ended.map_or(Ok(()), Err)?;
    output.put(b"")?;
    eprintln!("{count} difference{}", if count == 1 { "" } else { "s" });
    Ok(if count == 0 { Exit::Done } else { Exit::NotMet })
}
