//! Citron's JSON: who says what by which words, an article a file.

use std::path::Path;
use std::rc::Rc;

use sayso_model::{Span, Statement};
use serde_json::{Value, json};

use super::super::Form;
use super::{Marked, file, words};
use crate::Result;
use crate::losses::Losses;
use crate::manifest::Piece;
use crate::member::{Member, lines, members, object};

pub(crate) static FORM: Form = Form {
    name: "citron",
    about: "Citron's JSON of attributions: an article a file, named after it. Positions count Unicode scalar values of `text`.",
    lines: || {
        let mut out = lines("", ARTICLE);
        out.extend(lines("quotes[].", QUOTE));
        out
    },
    never: &[
        "events and how they are presented; acts, conditions and dates of statements",
        "chains of sources: the innermost source stands in `sources`",
    ],
};

/// Members of a file.
static ARTICLE: &[Member<Rc<Marked>>] = members![Rc<Marked>;
    "text" "string" "The canonical text." "document.text" |m| json!(m.ledger.document.text);
    "quotes" "array" "Statements, in the order of the text." "statements" quotes;
    "coreference_groups" "array" "Words that stand for one actor: `start`, `end`, `text`, for actors with two or more." "actors.mentions" groups;
];

/// A statement in its article.
struct Quote(Rc<Marked>, usize);

impl Quote {
    fn said(&self) -> &Statement {
        &self.0.ledger.statements[self.1]
    }
}

/// Members of a quote.
static QUOTE: &[Member<Quote>] = members![Quote;
    "id" "string" "The statement in its article." "statement.id" |q| json!(format!("s{}", q.said().id.0));
    "cue" "object" "The words of saying: `start`, `end`, `text`. Missing where a quotation runs on or stands alone." "statement.cue" |q| q.said().cue.map_or(Value::Null, |cue| span(&q.0, cue));
    "sources" "array" "The words of the innermost source." "statement.sources[last]" |q| spans(&q.0, &words(q.said().sources.last()));
    "contents" "array" "What is said, in one or more pieces." "statement.content" |q| spans(&q.0, &q.said().content);
    "confidence" "number" "How often such a record is right, from 0 to 1." "statement.confidence" |q| json!(f64::from((q.said().confidence * 1e4).round()) / 1e4);
];

fn span(marked: &Marked, span: Span) -> Value {
    let (start, end) = marked.chars(span);
    json!({"start": start, "end": end, "text": marked.text(span)})
}

fn spans(marked: &Marked, all: &[Span]) -> Value {
    Value::Array(all.iter().map(|s| span(marked, *s)).collect())
}

fn quotes(marked: &Rc<Marked>) -> Value {
    let all = 0..marked.ledger.statements.len();
    Value::Array(all.map(|at| object(QUOTE, &Quote(marked.clone(), at))).collect())
}

fn groups(marked: &Rc<Marked>) -> Value {
    let actors = marked.ledger.actors.iter().filter(|a| a.mentions.len() > 1);
    Value::Array(actors.map(|a| spans(marked, &a.mentions)).collect())
}

/// Writes the file of an article.
pub(crate) fn write(folder: &Path, marked: &Rc<Marked>, losses: &mut Losses) -> Result<Vec<Piece>> {
    for said in marked.ledger.statements.iter().filter(|s| s.cue.is_none()) {
        losses.add(
            "quotes without a cue: nothing in the text says that it is said",
            &format!("{} s{}", marked.id, said.id.0),
        );
    }
    let text = format!("{}\n", object(ARTICLE, marked));
    Ok(vec![file(folder, &format!("{}.json", marked.id), &text, marked.ledger.statements.len())?])
}
