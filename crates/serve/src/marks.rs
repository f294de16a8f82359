//! Which words of a text carry which marks? Spans that nest and cross become stretches that do not.

use std::collections::BTreeSet;

use sayso_model::{Ledger, Party, Span};
use sayso_store::record::claim::Claim;

/// Lanes under the text; events beyond them share the last.
const LANES: usize = 4;

/// One mark on a stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Names of the classes: what it is and in which lane.
    pub class: String,
    /// Number of the event, if it is of one.
    pub event: Option<u32>,
}

/// A stretch of text over which nothing changes.
#[derive(Clone, Debug)]
pub struct Piece<'a> {
    /// The words.
    pub text: &'a str,
    /// Marks, the outer first.
    pub marks: Vec<Mark>,
    /// Statements whose words they are, the outer first.
    pub said: Vec<u32>,
    /// True inside of what the reader came for, and at its beginning.
    pub here: bool,
    /// See above.
    pub first_here: bool,
}

struct Marked {
    span: Span,
    role: &'static str,
    event: Option<u32>,
    lane: usize,
}

/// All marks of a document.
pub struct Marks {
    all: Vec<Marked>,
    said: Vec<(Span, u32)>,
    here: Option<Span>,
    /// First byte of each event's trigger, with its number.
    triggers: Vec<(usize, u32)>,
}

impl Marks {
    /// Reads the records of a document.
    pub fn new(ledger: &Ledger, here: Option<Span>) -> Self {
        let mut all = Vec::new();
        let mut taken: Vec<Vec<Span>> = vec![Vec::new(); LANES];
        let chars = |at: usize| ledger.document.text.get(..at).map_or(0, |t| t.chars().count());
        let mut triggers = Vec::new();
        for event in &ledger.events {
            let mut own: Vec<(Span, &'static str)> = vec![(event.trigger, "trigger")];
            let parties = |list: &[Party], role| {
                list.iter().filter_map(move |p| Some((p.span?, role))).collect::<Vec<_>>()
            };
            own.extend(parties(&event.actors, "actor"));
            own.extend(parties(&event.recipients, "target"));
            own.extend(event.places.iter().map(|p| (p.span, "place")));
            own.extend(event.date.iter().map(|d| (d.span, "time")));
            own.extend(event.casualties.iter().map(|c| (c.span, "number")));
            own.extend(event.quantities.iter().map(|q| (q.span, "number")));
            let extent =
                own.iter().map(|o| o.0).filter(|s| near(*s, event.trigger)).fold(event.trigger, Span::cover);
            let lane = taken.iter().position(|t| t.iter().all(|s| !s.overlaps(extent))).unwrap_or(LANES - 1);
            taken[lane].push(extent);
            all.extend(own.into_iter().map(|(span, role)| Marked {
                span,
                role,
                event: Some(event.id.0),
                lane,
            }));
            triggers.push((chars(event.trigger.start()), event.id.0));
        }
        let mut said = Vec::new();
        for statement in &ledger.statements {
            let sources = statement.sources.iter().filter_map(|p| p.span).map(|s| (s, "source"));
            let cue = statement.cue.map(|s| (s, "cue"));
            all.extend(sources.chain(cue).map(|(span, role)| Marked { span, role, event: None, lane: 0 }));
            said.extend(statement.content.iter().map(|&s| (s, statement.id.0)));
        }
        Self { all, said, here, triggers }
    }

    /// Number of a claim's event.
    pub fn event_of(&self, claim: &Claim) -> u32 {
        self.triggers.iter().find(|t| t.0 == claim.trigger.start).map_or(0, |t| t.1)
    }

    /// The stretches of a block.
    pub fn pieces<'a>(&self, text: &'a str, block: Span) -> Vec<Piece<'a>> {
        let inside: Vec<&Marked> = self.all.iter().filter(|m| m.span.overlaps(block)).collect();
        let said: Vec<&(Span, u32)> = self.said.iter().filter(|s| s.0.overlaps(block)).collect();
        let spans = inside.iter().map(|m| m.span).chain(said.iter().map(|s| s.0)).chain(self.here);
        let mut cuts: BTreeSet<usize> = spans
            .flat_map(|s| [s.start(), s.end()])
            .filter(|&at| at > block.start() && at < block.end())
            .collect();
        cuts.extend([block.start(), block.end()]);
        let cuts: Vec<usize> = cuts.into_iter().filter(|&at| text.is_char_boundary(at)).collect();
        cuts.windows(2)
            .filter_map(|cut| {
                let (from, to) = (cut[0], cut[1]);
                let covers = |s: Span| s.start() <= from && to <= s.end() && from < to;
                let mut on: Vec<&&Marked> = inside.iter().filter(|m| covers(m.span)).collect();
                on.sort_by_key(|m| (std::cmp::Reverse(m.span.end() - m.span.start()), m.lane));
                let mut marks: Vec<Mark> = Vec::new();
                for m in on {
                    let mark = Mark { class: format!("m role-{} lane-{}", m.role, m.lane), event: m.event };
                    if !marks.contains(&mark) {
                        marks.push(mark);
                    }
                }
                let mut speakers: Vec<&&(Span, u32)> = said.iter().filter(|s| covers(s.0)).collect();
                speakers.sort_by_key(|s| std::cmp::Reverse(s.0.end() - s.0.start()));
                let here = self.here.is_some_and(covers);
                Some(Piece {
                    text: text.get(from..to)?,
                    marks,
                    said: speakers.iter().map(|s| s.1).collect(),
                    here,
                    first_here: here
                        && self.here.is_some_and(|h| {
                            h.start() == from || (h.start() < block.start() && from == block.start())
                        }),
                })
            })
            .collect()
    }
}

/// Within a few sentences: a place that stands far off does not take the lane of all between.
fn near(a: Span, b: Span) -> bool {
    a.start().abs_diff(b.start()) < 600
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_make_up_the_text_whatever_crosses() {
        let text = "Medics said “30 people were killed in él Fasher”.";
        let mut marks =
            Marks { all: Vec::new(), said: Vec::new(), here: Some(Span::new(10, 30)), triggers: Vec::new() };
        for (from, to, role) in
            [(0, 6, "source"), (15, 24, "target"), (20, 36, "trigger"), (15, 17, "number")]
        {
            marks.all.push(Marked { span: Span::new(from, to), role, event: Some(1), lane: 0 });
        }
        marks.said.push((Span::new(12, text.len()), 1));
        let pieces = marks.pieces(text, Span::new(0, text.len()));
        assert_eq!(pieces.iter().map(|p| p.text).collect::<String>(), text);
        assert_eq!(pieces.iter().filter(|p| p.first_here).count(), 1);
        assert!(pieces.iter().any(|p| p.marks.len() > 1), "what crosses is marked twice");
    }
}
