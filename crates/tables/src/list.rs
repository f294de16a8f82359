//! Objects in one file: one a line, or as the items of one object, still one a line.

use serde_json::Value;

use crate::Result;
use crate::file::File;
use crate::losses::Losses;
use crate::manifest::Piece;
use crate::member::{Member, object};
use crate::sink::Out;

/// A file of objects that is being written.
pub(crate) struct List {
    out: Out,
    /// What stands after the last; none where objects stand alone, one a line.
    end: Option<&'static str>,
    count: u64,
}

impl List {
    /// Objects that stand alone.
    pub fn lines(out: Out) -> Self {
        Self { out, end: None, count: 0 }
    }

    /// Objects between a beginning and an end.
    pub fn within(mut out: Out, begin: &str, end: &'static str) -> Result<Self> {
        out.put(begin.as_bytes())?;
        Ok(Self { out, end: Some(end), count: 0 })
    }

    pub fn add(&mut self, value: &Value) -> Result<()> {
        let text = match self.end {
            None => format!("{value}\n"),
            Some(_) if self.count == 0 => format!("\n{value}"),
            Some(_) => format!(",\n{value}"),
        };
        self.count += 1;
        self.out.put(text.as_bytes())
    }

    pub fn finish(mut self) -> Result<Piece> {
        if let Some(end) = self.end {
            self.out.put(format!("\n{end}\n").as_bytes())?;
        }
        self.out.finish(self.count)
    }
}

/// An object for each row, made of members.
pub(crate) struct Objects<R: 'static> {
    pub members: &'static [Member<R>],
    pub list: List,
}

impl<R> File<R> for Objects<R> {
    fn row(&mut self, row: &R, _: &mut Losses) -> Result<bool> {
        self.list.add(&object(self.members, row))?;
        Ok(true)
    }

    fn finish(self: Box<Self>) -> Result<Vec<Piece>> {
        Ok(vec![self.list.finish()?])
    }
}
