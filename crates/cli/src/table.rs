//! Tables for people: as wide as the terminal, the last column taking what is left.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Rows that are laid out together.
pub struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
    color: bool,
    width: usize,
}

/// No column but the last is wider.
const COLUMN_MAX: usize = 28;

impl Table {
    /// An empty table.
    pub fn new(head: &[&str], width: usize, color: bool) -> Self {
        Self { head: head.iter().map(|&h| h.to_owned()).collect(), rows: Vec::new(), color, width }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells.iter().map(|c| clean(c)).collect());
    }

    /// All rows, each ended by a line feed.
    pub fn to_text(&self) -> String {
        let wide = |column: usize| {
            let cells = self.rows.iter().map(|r| r[column].width());
            cells.chain([self.head[column].width()]).max().unwrap_or(0).min(COLUMN_MAX)
        };
        let last = self.head.len() - 1;
        let mut widths: Vec<usize> = (0..last).map(wide).collect();
        let taken: usize = widths.iter().map(|w| w + 2).sum();
        widths.push(self.width.saturating_sub(taken).max(20));
        let mut out = String::new();
        let line = line(&self.head, &widths);
        out.push_str(&if self.color { format!("\x1b[2m{line}\x1b[0m\n") } else { format!("{line}\n") });
        for row in &self.rows {
            out.push_str(&crate::table::line(row, &widths));
            out.push('\n');
        }
        out
    }
}

fn line(cells: &[String], widths: &[usize]) -> String {
    let mut out = String::new();
    for (at, (cell, &width)) in cells.iter().zip(widths).enumerate() {
        let cell = cut(cell, width);
        out.push_str(&cell);
        if at + 1 < cells.len() {
            out.push_str(&" ".repeat(width.saturating_sub(cell.width()) + 2));
        }
    }
    out.trim_end().to_owned()
}

/// As much of a text as fits.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for c in text.chars() {
        let wide = c.width().unwrap_or(0);
        if used + wide + 1 > width {
            break;
        }
        used += wide;
        out.push(c);
    }
    out.push('…');
    out
}

/// On one line, without what a terminal would obey.
fn clean(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_cut_where_the_terminal_ends() {
        let mut table = Table::new(&["id", "quote"], 30, false);
        table.row(vec!["a".into(), "x".repeat(40)]);
        table.row(vec!["漢字".into(), "two\nlines\u{1b}[0m".into()]);
        let text = table.to_text();
        assert_eq!(text, format!("id    quote\na     {}…\n漢字  two lines [0m\n", "x".repeat(23)));
    }
}
