//! When is that? The time words of a record become days.

use jiff::civil::Date;
use sayso_model::{Annotated, Interval, Span, TimeMention};
use sayso_time::{Kind, TimeExpression, TimeGrammar};
use smol_str::SmolStr;

/// The time expressions of one document.
#[derive(Clone, Debug, Default)]
pub struct Times {
    expressions: Vec<TimeExpression>,
    published: Option<Date>,
}

impl Times {
    /// Finds the times of a document.
    pub fn new(grammar: &TimeGrammar, text: &str, annotated: &Annotated, published: Option<Date>) -> Self {
        Self { expressions: grammar.find(text, annotated, published), published }
    }

    /// The days of a mention. A mention that no expression meets keeps its words without days.
    pub fn interval(&self, text: &str, mention: &TimeMention) -> Interval {
        let met = |t: &&TimeExpression| t.span.overlaps(mention.span);
        let dated = self.expressions.iter().filter(met).find(|t| t.interval.is_some());
        let found = dated.or_else(|| self.expressions.iter().find(met));
        let Some(found) = found else { return unresolved(mention.span) };
        let span = found.span.cover(mention.span);
        let Some((from, mut to)) = found.interval else { return unresolved(span) };
        if found.kind == Kind::Set {
            return unresolved(span);
        }
        // What goes on since a day goes on until the report.
        if opens_stretch(text, found.span)
            && let Some(published) = self.published
        {
            to = to.max(published);
        }
        Interval { span, from: Some(from), to: Some(to), precision: SmolStr::new_static(found.precision) }
    }
}

fn unresolved(span: Span) -> Interval {
    Interval { span, from: None, to: None, precision: SmolStr::new_static("vague") }
}

/// The word before says that it began then: "since May".
fn opens_stretch(text: &str, span: Span) -> bool {
    let before = text[..span.start()].trim_end();
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    en::SINCE.iter().any(|w| word.eq_ignore_ascii_case(w))
}

mod en {
    /// Words that open a stretch of time up to now.
    pub const SINCE: [&str; 1] = ["since"];
}
