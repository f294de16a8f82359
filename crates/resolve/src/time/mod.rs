//! When is that? The time words of a record become days.

use jiff::civil::Date;
use sayso_model::{Interval, Span, TimeExpression, TimeKind, TimeMention};
use smol_str::SmolStr;

/// The time expressions of one document.
#[derive(Clone, Debug, Default)]
pub struct Times {
    expressions: Vec<TimeExpression>,
    published: Option<Date>,
}

impl Times {
    /// The times that extraction found in a document that was published on a day.
    pub fn new(expressions: Vec<TimeExpression>, published: Option<Date>) -> Self {
        Self { expressions, published }
    }

    /// The days of a mention, from the first to the last of several. A mention that no expression meets keeps its words
    /// without days.
    pub fn interval(&self, mention: &TimeMention) -> Interval {
        let met = || self.expressions.iter().filter(|t| t.span.overlaps(mention.span));
        let span = met().fold(mention.span, |span, t| span.cover(t.span));
        let mut dated = met().filter(|t| t.kind != TimeKind::Set).filter_map(|t| Some((t, t.interval?)));
        let Some((first, (from, mut to))) = dated.next() else { return unresolved(span) };
        to = dated.fold(to, |to, (_, other)| to.max(other.1));
        if mention.since
            && let Some(published) = self.published
        {
            to = to.max(published);
        }
        Interval { span, from: Some(from), to: Some(to), precision: SmolStr::new_static(first.precision) }
    }
}

fn unresolved(span: Span) -> Interval {
    Interval { span, from: None, to: None, precision: SmolStr::new_static("vague") }
}
