//! Plain tables, readable without colour.

use std::fmt::Write as _;

use crate::score::{Count, Named, Share};

/// One row for each name: precision, recall, F1 and the counts behind them.
pub fn counts(title: &str, counts: &Named<Count>) -> String {
    let mut out = format!("{title:32}{:>7}{:>7}{:>7}   right/gold/given\n", "P", "R", "F1");
    for (name, c) in &counts.0 {
        let (p, r, f) = (c.precision(), c.recall(), c.f1());
        let _ = writeln!(out, "{name:32}{p:7.3}{r:7.3}{f:7.3}   {}/{}/{}", c.hit, c.gold, c.given);
    }
    out
}

/// Rows of cells under a head; the first column is left-aligned, the others right-aligned.
pub fn columns(head: &[&str], rows: &[Vec<String>]) -> String {
    let width = |i: usize| {
        let cells = rows.iter().filter_map(|r| r.get(i)).map(|c| c.chars().count());
        cells.chain([head[i].chars().count()]).max().unwrap_or(0)
    };
    let widths: Vec<_> = (0..head.len()).map(width).collect();
    let mut out = String::new();
    let head = head.iter().map(|h| h.to_string()).collect::<Vec<_>>();
    for row in std::iter::once(&head).chain(rows) {
        let mut line = String::new();
        for (i, cell) in row.iter().enumerate() {
            let pad = widths[i].saturating_sub(cell.chars().count());
            match i {
                0 => line.extend([cell.as_str(), &" ".repeat(pad)]),
                _ => line.extend(["  ", &" ".repeat(pad), cell]),
            }
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// One row for each name: the part that is right, and the counts behind it.
pub fn shares(title: &str, shares: &Named<Share>) -> String {
    let cell = |s: &Share| vec![format!("{:.3}", s.accuracy()), format!("{}/{}", s.right, s.all)];
    let rows: Vec<_> = shares.0.iter().map(|(n, s)| [vec![n.to_string()], cell(s)].concat()).collect();
    columns(&[title, "right", "of"], &rows)
}
