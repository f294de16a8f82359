//! brat's standoff: a `.txt` and an `.ann` for each article, and an `annotation.conf` that makes the folder open.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::rc::Rc;

use sayso_model::{ActorId, Event, Party, Span, StatementId};

use super::super::Form;
use super::{Marked, file, words};
use crate::Result;
use crate::codebook::Line;
use crate::losses::Losses;
use crate::manifest::Piece;

pub(crate) static FORM: Form = Form {
    name: "brat",
    about: "brat's standoff: a text and a file of marks for each article, named after it. Positions count Unicode scalar values of the \
            `.txt`; what runs over several lines is marked in pieces, as brat has it.",
    lines: || {
        let line = |name: &str, meaning: &str, from: &str| Line {
            name: name.to_owned(),
            kind: "mark",
            meaning: meaning.to_owned(),
            from: from.to_owned(),
        };
        vec![
            line(
                "Cue",
                "The words of saying, and the event of a statement with `Source`, `Via` and `Content`.",
                "statement.cue",
            ),
            line(
                "Source",
                "The words of a source; the innermost speaks, outer ones pass on (`Via`).",
                "statement.sources",
            ),
            line("Content", "What is said, in one or more pieces.", "statement.content"),
            line("Says", "Relation from source to content where there is no cue.", "statement"),
            line(
                "Event types",
                "The word that carries an event, and the event with `Actor`, `Recipient`, `Place` and `Time`; named as PLOVER's types.",
                "event",
            ),
            line(
                "Actor, Place, Time",
                "The words of parties, places and days.",
                "event.actors, event.places, event.date",
            ),
            line("Act", "Attribute of a cue: what is done by saying it.", "statement.act"),
            line(
                "Status",
                "Attribute of an event: how its first claim presents it. Notes tell the others.",
                "event.claims",
            ),
        ]
    },
    never: &[
        "who an actor is besides the words; codes, degrees, days of the calendar, numbers of victims",
        "statements whose source or content the text leaves to be understood",
    ],
};

/// Writes the files of an article.
pub(crate) fn write(folder: &Path, marked: &Rc<Marked>, losses: &mut Losses) -> Result<Vec<Piece>> {
    let text = &marked.ledger.document.text;
    if text.contains('\r') {
        losses.add(
            "carriage returns became blanks: readers that make one end of line of two would shift",
            &marked.id,
        );
    }
    let text = text.replace('\r', " ");
    let mut marks = Marks { marked, out: String::new(), spans: BTreeMap::new(), counts: [0; 5] };
    marks.statements();
    marks.events();
    let rows = marks.out.lines().count();
    Ok(vec![
        file(folder, &format!("{}.txt", marked.id), &text, 1)?,
        file(folder, &format!("{}.ann", marked.id), &marks.out, rows)?,
    ])
}

/// Lines of marks. Numbers are counted for each kind of mark.
struct Marks<'a> {
    marked: &'a Marked,
    out: String,
    spans: BTreeMap<(String, Vec<(usize, usize)>), usize>,
    counts: [usize; 5],
}

const KINDS: [char; 5] = ['T', 'E', 'R', 'A', '#'];

impl Marks<'_> {
    fn number(&mut self, kind: char) -> usize {
        let at = KINDS.iter().position(|k| *k == kind).expect("it is a kind of mark");
        self.counts[at] += 1;
        self.counts[at]
    }

    fn line(&mut self, kind: char, rest: &str) -> usize {
        let number = self.number(kind);
        writeln!(self.out, "{kind}{number}\t{rest}").expect("a string takes all that is written");
        number
    }

    /// A mark on words, in pieces that hold no end of a line; the same words are marked once.
    fn mark(&mut self, name: &str, spans: &[Span]) -> Option<usize> {
        let marked = self.marked;
        let pieces: Vec<(usize, usize, &str)> = spans.iter().flat_map(|s| pieces(marked, *s)).collect();
        if pieces.is_empty() {
            return None;
        }
        let places: Vec<(usize, usize)> = pieces.iter().map(|p| (p.0, p.1)).collect();
        let key = (name.to_owned(), places.clone());
        if let Some(&known) = self.spans.get(&key) {
            return Some(known);
        }
        let places: Vec<String> = places.iter().map(|(start, end)| format!("{start} {end}")).collect();
        let words: Vec<&str> = pieces.iter().map(|p| p.2).collect();
        let number = self.line('T', &format!("{name} {}\t{}", places.join(";"), words.join(" ")));
        self.spans.insert(key, number);
        Some(number)
    }

    fn statements(&mut self) {
        let marked = self.marked;
        for said in &marked.ledger.statements {
            let content = self.mark("Content", &said.content);
            let (last, outer) = match said.sources.split_last() {
                Some((last, outer)) => (self.mark("Source", &words([last])), outer),
                None => (None, &[][..]),
            };
            let Some(cue) = said.cue.and_then(|cue| self.mark("Cue", &[cue])) else {
                if let (Some(source), Some(content)) = (last, content) {
                    self.line('R', &format!("Says Arg1:T{source} Arg2:T{content}"));
                }
                continue;
            };
            let mut arguments = format!("Cue:T{cue}");
            let outer: Vec<usize> = outer.iter().filter_map(|p| self.mark("Source", &words([p]))).collect();
            let all = last.map(|t| ("Source", t)).into_iter().chain(outer.into_iter().map(|t| ("Via", t)));
            arguments += &numbered(all.chain(content.map(|t| ("Content", t))));
            let event = self.line('E', &arguments);
            self.line('A', &format!("Act E{event} {}", said.act));
        }
    }

    fn events(&mut self) {
        let marked = self.marked;
        for event in &marked.ledger.events {
            let Some(trigger) = self.mark(&event.kind, &[event.trigger]) else { continue };
            let mut all = Vec::new();
            for (role, name, spans) in [
                ("Actor", "Actor", parties(&event.actors)),
                ("Recipient", "Actor", parties(&event.recipients)),
                ("Place", "Place", event.places.iter().map(|p| p.span).collect()),
                ("Time", "Time", event.date.iter().map(|d| d.span).collect()),
            ] {
                all.extend(spans.into_iter().filter_map(|s| Some((role, self.mark(name, &[s])?))));
            }
            let number = self.line('E', &format!("{}:T{trigger}{}", event.kind, numbered(all.into_iter())));
            if let Some(claim) = event.claims.first() {
                self.line('A', &format!("Status E{number} {}", claim.status));
            }
            if let Some(mode) = &event.mode {
                self.line('A', &format!("Mode E{number} {mode}"));
            }
            let told = self.claims(event);
            self.line('#', &format!("AnnotatorNotes E{number}\t{told}"));
        }
    }

    /// Who says so, and how.
    fn claims(&self, event: &Event) -> String {
        let claim = |statement: Option<StatementId>| match statement {
            None => "the article".to_owned(),
            Some(id) => {
                let said = self.marked.ledger.statements.iter().find(|s| s.id == id);
                let sources = said.iter().flat_map(|s| &s.sources).map(|p| self.name(p.actor));
                sources.collect::<Vec<_>>().join(" > ")
            }
        };
        let all = event.claims.iter().map(|c| format!("{}: {}", claim(c.statement), c.status));
        all.collect::<Vec<_>>().join("; ")
    }

    /// A name without what would end the line.
    fn name(&self, actor: Option<ActorId>) -> String {
        let known = actor.and_then(|id| self.marked.ledger.actors.iter().find(|a| a.id == id));
        let name = known.map_or("unidentified", |a| a.name.as_str());
        name.chars().map(|c| if is_break(c) { ' ' } else { c }).collect()
    }
}

/// The parts of words between ends of lines and other controls: first character, one past the last, words.
fn pieces(marked: &Marked, span: Span) -> impl Iterator<Item = (usize, usize, &str)> {
    let words = marked.text(span);
    words
        .split(is_break)
        .scan(marked.chars(span).0, |at, piece| {
            let begin = *at;
            *at += piece.chars().count() + 1;
            Some((begin, *at - 1, piece))
        })
        .filter(|p| p.0 < p.1)
}

fn is_break(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

fn parties(all: &[Party]) -> Vec<Span> {
    words(all)
}

/// Arguments of an event. The second of a role is `Actor2`, as brat has it.
fn numbered(all: impl Iterator<Item = (&'static str, usize)>) -> String {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    all.fold(String::new(), |mut out, (role, mark)| {
        let count = seen.entry(role).or_default();
        *count += 1;
        let suffix = if *count > 1 { count.to_string() } else { String::new() };
        write!(out, " {role}{suffix}:T{mark}").expect("a string takes all that is written");
        out
    })
}

/// What brat wants to know of the folder.
pub(crate) fn configuration(folder: &Path) -> Result<Piece> {
    let plover =
        include_str!("../../../../../data/ontology/plover.tsv").lines().filter(|l| !l.starts_with('#'));
    let rows: Vec<Vec<&str>> = plover.map(|l| l.split('\t').collect()).collect();
    let mut kinds: Vec<&str> = rows.iter().map(|r| r[0]).collect();
    kinds.dedup();
    let mut modes: Vec<&str> = rows.iter().filter_map(|r| r.get(1).copied()).filter(|m| *m != "-").collect();
    modes.sort_unstable();
    modes.dedup();
    let mut out = String::from(
        "[entities]\nSource\nContent\nActor\nPlace\nTime\n\n[relations]\nSays Arg1:Source, Arg2:Content\n\n[events]\n",
    );
    out += "Cue Source*:Source, Via*:Source, Content*:Content\n";
    kinds
        .iter()
        .for_each(|k| out += &format!("{k} Actor*:Actor, Recipient*:Actor, Place*:Place, Time*:Time\n"));
    let names = |all: &mut dyn Iterator<Item = &str>| all.collect::<Vec<_>>().join("|");
    let acts = names(&mut sayso_model::Act::ALL.iter().map(|a| a.as_str()));
    let statuses = names(&mut sayso_model::Status::ALL.iter().map(|s| s.as_str()));
    out += &format!(
        "\n[attributes]\nAct Arg:Cue, Value:{acts}\nStatus Arg:<EVENT>, Value:{statuses}\nMode Arg:<EVENT>, Value:{}\n",
        modes.join("|")
    );
    file(folder, "annotation.conf", &out, 0)
}
