//! Linking as functions of one group, so that a cluster can run it: no ledger, no state.

use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use sayso_link::Report;
use sayso_link::copy::{Overlap, Relation, Sketch, groups};
use sayso_link::gather::families_of;
use smol_str::SmolStr;

use crate::gather::{Article, Articles, Linked, link, rule};
use crate::problem;

/// A report of a block, the group of copies that its article belongs to, and the article's identifier and name.
type Row = (PyBackedStr, Option<String>, String, String);

/// The incidents of the reports of one block, as the command `sayso incidents` prints them, with the day on which the first of
/// their articles was published. Rows are taken one by one, so that what is read is not held.
#[pyfunction]
#[pyo3(name = "incidents")]
pub fn incidents(py: Python<'_>, rows: &Bound<'_, PyAny>, rule_name: &str) -> PyResult<Vec<String>> {
    let rule = rule(rule_name)?;
    let (mut block, mut articles) = (Vec::new(), Articles::new());
    for row in rows.try_iter()? {
        let (report, copies, id, name): Row = row?.extract()?;
        let mut report: Report =
            serde_json::from_str(&report).map_err(|e| problem::value(e, Some("it is no report")))?;
        report.copies = copies.map(SmolStr::from);
        articles.entry(report.key.document.clone()).or_insert(Article { id, name });
        block.push(report);
    }
    let row = |linked: &Linked<'_>| {
        let mut row = linked.row(rule, &articles);
        row["first_published"] = linked.first_published().map(|day| day.to_string()).into();
        row.to_string()
    };
    Ok(py.detach(|| link(&block).iter().map(row).collect()))
}

/// The few hashes of a sketch by which texts that may be copies are found, as numbers with a sign.
#[pyfunction]
pub fn sketch_keys(sketch: &[u8]) -> PyResult<Vec<i64>> {
    Ok(read(sketch)?.keys().into_iter().map(u64::cast_signed).collect())
}

fn read(bytes: &[u8]) -> PyResult<Sketch> {
    Sketch::from_bytes(bytes).ok_or_else(|| problem::value("it is no sketch", None))
}

/// True if two texts that share so many keys are copies, by the sketches of both.
#[pyfunction]
pub fn are_copies(keys_shared: usize, left: &[u8], right: &[u8]) -> PyResult<bool> {
    let (left, right) = (read(left)?, read(right)?);
    if !sayso_link::copy::is_candidate(keys_shared, &left, &right) {
        return Ok(false);
    }
    Ok(Overlap::between(&left, &right).relation() == Some(Relation::Copy))
}

/// For each text that has copies, the name of the group of them, from pairs of hashes of texts.
#[pyfunction]
pub fn families(pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut hashes: Vec<&String> = pairs.iter().flat_map(|(a, b)| [a, b]).collect();
    hashes.sort_unstable();
    hashes.dedup();
    let number = |hash: &String| hashes.binary_search(&hash).map_or(0, |at| at as u64);
    let numbered: Vec<(u64, u64)> = pairs.iter().map(|(a, b)| (number(a), number(b))).collect();
    let named = groups(numbered)
        .into_iter()
        .map(|group| group.iter().map(|&n| SmolStr::new(hashes[n as usize])).collect::<Vec<_>>());
    families_of(named).into_iter().map(|(hash, name)| (hash.to_string(), name.to_string())).collect()
}
