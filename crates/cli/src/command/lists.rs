//! `sayso docs`, `sayso sources`, `sayso actors`

use std::ops::ControlFlow;

use sayso_store::Open;
use sayso_store::query::Cast;

use crate::exit::Exit;
use crate::flags::{Layout, ListFlags};
use crate::ledger;
use crate::output::Output;
use crate::request::Surroundings;
use crate::shape::Shape;
use crate::table::Table;

pub fn documents(flags: &ListFlags, around: &Surroundings) -> Result<Exit, Exit> {
    let query = &flags.query;
    let shape = Shape::new(&query.shape, around);
    let mut store = ledger::open(&query.ledger, Open::Existing)?;
    let asked = ledger::query(query, &mut store, shape.to_terminal)?;
    let mut output = Output::open(query.shape.output.as_deref())?;
    let mut table = Table::new(
        &["document", "published", "publisher", "language", "claims", "title"],
        shape.width,
        shape.color,
    );
    let (mut found, mut ended) = (0, None);
    let done = store.each_document(&asked, |row| {
        found += 1;
        if shape.layout == Layout::Jsonl {
            let line = serde_json::to_string(&row).expect("rows are JSON") + "\n";
            ended = output.add(line.as_bytes()).err();
        } else {
            table.row(vec![
                row.id,
                row.published.unwrap_or_default(),
                row.publisher.unwrap_or_default(),
                row.language.unwrap_or_default(),
                row.claims.to_string(),
                row.title.unwrap_or(row.name),
            ]);
        }
        Ok(if ended.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    });
    done.map_err(|e| ledger::fail(&e))?;
    ended.map_or(Ok(()), Err)?;
    close(&mut output, shape.layout, &table, found, query.exit_status)
}

pub fn actors(flags: &ListFlags, cast: Cast, around: &Surroundings) -> Result<Exit, Exit> {
    let query = &flags.query;
    let shape = Shape::new(&query.shape, around);
    let mut store = ledger::open(&query.ledger, Open::Existing)?;
    let asked = ledger::query(query, &mut store, shape.to_terminal)?;
    let rows = store.actors(&asked, cast).map_err(|e| ledger::fail(&e))?;
    let mut output = Output::open(query.shape.output.as_deref())?;
    let head: &[&'static str] = match cast {
        Cast::Parties => &["acts", "suffers", "documents", "country", "role", "key", "name"],
        Cast::Sources => &["says", "documents", "country", "role", "key", "name"],
    };
    let mut table = Table::new(head, shape.width, shape.color);
    let found = rows.len();
    for row in rows {
        if shape.layout == Layout::Jsonl {
            let line = serde_json::to_string(&row).expect("rows are JSON") + "\n";
            output.add(line.as_bytes())?;
            continue;
        }
        let mut cells = match cast {
            Cast::Parties => vec![row.acts.to_string(), row.suffers.to_string()],
            Cast::Sources => vec![row.says.to_string()],
        };
        let words = [row.country, row.role, Some(row.key), row.name];
        cells.push(row.documents.to_string());
        cells.extend(words.into_iter().map(Option::unwrap_or_default));
        table.row(cells);
    }
    close(&mut output, shape.layout, &table, found, query.exit_status)
}

fn close(
    output: &mut Output,
    layout: Layout,
    table: &Table,
    found: usize,
    asked: bool,
) -> Result<Exit, Exit> {
    let text = if layout == Layout::Table && found > 0 { table.to_text() } else { String::new() };
    output.put(text.as_bytes())?;
    Ok(if asked && found == 0 { Exit::NothingFound } else { Exit::Done })
}
