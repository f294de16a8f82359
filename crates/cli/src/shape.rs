//! How are records laid out, and for whom?

use std::path::Path;

use crate::flags::{Layout, ShapeFlags, When};
use crate::request::Surroundings;

/// Layout with defaults filled in.
pub struct Shape {
    pub layout: Layout,
    pub to_terminal: bool,
    pub color: bool,
    pub width: usize,
}

impl Shape {
    pub fn new(flags: &ShapeFlags, around: &Surroundings) -> Self {
        let file = flags.output.as_deref().filter(|p| *p != Path::new("-"));
        let to_terminal = around.stdout_is_terminal && file.is_none();
        let by_ending =
            file.and_then(Path::extension).map(|e| if e == "txt" { Layout::Table } else { Layout::Jsonl });
        let layout = flags.format.or(by_ending);
        let layout = layout.unwrap_or(if to_terminal { Layout::Table } else { Layout::Jsonl });
        let color = match flags.color {
            When::Always => true,
            When::Never => false,
            When::Auto => to_terminal && !around.no_color,
        };
        Self {
            layout,
            to_terminal,
            color,
            width: around.stdout_columns.filter(|_| to_terminal).unwrap_or(160),
        }
    }
}
