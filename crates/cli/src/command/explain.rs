//! `sayso explain`

use std::fmt::Write;

use sayso_ledger::{Attempt, Explained, Explanation, Fate, Pipeline};
use sayso_model::{OffsetIndex, Span};

use crate::exit::Exit;
use crate::flags::ExplainFlags;
use crate::input;
use crate::message;
use crate::output::Output;

pub fn run(flags: ExplainFlags) -> Exit {
    let (sources, options) = match input::sources(flags.intake) {
        Ok(sources) => sources,
        Err(exit) => return exit,
    };
    let mut output = match Output::open(None) {
        Ok(output) => output,
        Err(exit) => return exit,
    };
    // Loaded when there is a text: a file that is not there is told of at once.
    let mut pipeline = None;
    let view = View { words: flags.words, rule: flags.rule };
    let written = input::each(sources, &options, |document| {
        let pipeline = match &pipeline {
            Some(pipeline) => pipeline,
            None => {
                let loaded = Pipeline::load(sayso_ledger::Options::default()).map_err(|error| {
                    message::error(error, None);
                    Exit::Incomplete
                })?;
                pipeline.insert(loaded)
            }
        };
        let explanation = pipeline.explain(document);
        let index = OffsetIndex::new(&explanation.ledger.document.text);
        let page = Page { index, explanation: &explanation, view: &view };
        explanation.sentences.iter().try_for_each(|s| output.put(page.sentence(s).as_bytes()))
    });
    match written {
        Ok(true) => Exit::Done,
        Ok(false) => Exit::SomeFailed,
        Err(early) => early,
    }
}

/// What is shown of each sentence.
struct View {
    words: bool,
    rule: Option<String>,
}

struct Page<'a> {
    explanation: &'a Explanation,
    view: &'a View,
    index: OffsetIndex,
}

impl Page<'_> {
    /// A sentence, its words if they are asked for, the rules that match, those that do not, and the records.
    fn sentence(&self, explained: &Explained) -> String {
        let annotated = &self.explanation.annotated;
        let sentence = annotated.sentences[explained.sentence as usize];
        let span = annotated.tokens_span(sentence.start, sentence.end);
        let attempts: Vec<&Attempt> = explained.attempts.iter().filter(|a| self.is_asked_for(a)).collect();
        let mut out = String::new();
        if self.view.rule.is_some() && attempts.is_empty() {
            return out;
        }
        let _ = writeln!(out, "{} {}", self.offsets(span), self.words(span));
        if self.view.words {
            explained.table.lines().for_each(|line| out.push_str(&format!("    {line}\n")));
        }
        attempts
            .iter()
            .filter(|a| !matches!(a.outcome, Fate::Missed(_)))
            .for_each(|a| self.match_of(a, &mut out));
        for record in self.records(span) {
            let _ = writeln!(out, "  = {record}");
        }
        for attempt in attempts {
            if let Fate::Missed(why) = &attempt.outcome {
                let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
                let _ = writeln!(out, "  - {} at “{}”: {why}", attempt.rule, self.word(attempt.anchor));
            }
        }
        out.push('\n');
        out
    }

    fn is_asked_for(&self, attempt: &Attempt) -> bool {
        self.view.rule.as_ref().is_none_or(|rule| attempt.rule.starts_with(rule.as_str()))
    }

    fn match_of(&self, attempt: &Attempt, out: &mut String) {
        let (found, note) = match &attempt.outcome {
            Fate::Matched(found) => (found, String::new()),
            Fate::Outranked(found, by) => (found, format!(", which gives way to {by}")),
            Fate::Missed(_) => return,
        };
        let _ = write!(out, "  + {} at “{}”{note}:", attempt.rule, self.word(attempt.anchor));
        for (role, token) in found.bindings() {
            let _ = write!(out, " {role} “{}”", self.word(token));
        }
        for (key, value) in found.attributes() {
            let _ = write!(out, " {key}={value}");
        }
        out.push('\n');
    }

    /// Records whose cue or trigger stands in the sentence.
    fn records(&self, sentence: Span) -> Vec<String> {
        let ledger = &self.explanation.ledger;
        let statements = ledger.statements.iter().filter_map(|s| {
            let at = s.cue.or(s.content.first().copied()).filter(|&at| sentence.overlaps(at))?;
            Some(format!("s{} {} at “{}” by {} {:.2}", s.id.0, s.act, self.words(at), s.rule, s.confidence))
        });
        let events = ledger.events.iter().filter(|e| sentence.overlaps(e.trigger)).map(|e| {
            let mode = e.mode.as_ref().map(|m| format!(" {m}")).unwrap_or_default();
            let at = self.words(e.trigger);
            format!("e{} {}{mode} at “{at}” by {} {:.2}", e.id.0, e.kind, e.rule, e.confidence)
        });
        statements.chain(events).collect()
    }

    fn word(&self, token: u32) -> String {
        self.words(self.explanation.annotated.token(token).span)
    }

    fn words(&self, span: Span) -> String {
        let text = span.text(&self.explanation.ledger.document.text);
        text.split(|c: char| c.is_whitespace() || c.is_control())
            .filter(|w| !w.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn offsets(&self, span: Span) -> String {
        let text = &self.explanation.ledger.document.text;
        format!("[{}–{}]", self.index.char_at(text, span.start()), self.index.char_at(text, span.end()))
    }
}
