//! `sayso-eval spans FILE.csv`: actions, their parties and CAMEO roots, as several coders marked them.
//!
//! Every coder is the gold in turn, for us and for each other coder; marks agree if they share a character, one mark
//! with one. Public statements are actions there, so that our statements' cues and sources count beside our events.

mod gold;

use std::path::{Path, PathBuf};

use gold::{Marks, Sentence};

use crate::chars::Chars;
use crate::coder::{Coder, Text};
use crate::contract::{Output, Party};
use crate::matching::pairs;
use crate::score::{Count, Named};
use crate::{Error, Report, table};

/// Score spans of actions and actors, and CAMEO roots, against several coders
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// A round's CSV file with columns for each coder
    pub file: PathBuf,
    #[command(flatten)]
    coder: Coder,
}

impl Args {
    /// A round with nothing else asked for.
    pub fn of(file: &Path) -> Self {
        Self { file: file.to_owned(), coder: Coder::default() }
    }
}

/// Scores the sentences of a round.
pub fn run(args: &Args) -> Result<Report, Error> {
    let sentences = gold::read(&args.file)?;
    let texts: Vec<_> = sentences.iter().map(|s| Text::sentence(&s.text)).collect();
    let outputs = args.coder.code(&texts)?;
    let mut counts: Named<Count> = Named::default();
    for (sentence, output) in std::iter::zip(&sentences, &outputs) {
        let ours = ours(output);
        for coder in &sentence.coders {
            compare(OURS, coder, &ours, &mut counts);
        }
    }
    for Sentence { coders, .. } in &sentences {
        for (i, gold) in coders.iter().enumerate() {
            for (_, other) in coders.iter().enumerate().filter(|(j, _)| *j != i) {
                compare(CODERS, gold, other, &mut counts);
            }
        }
    }
    let rows = Named(counts.0.iter().map(|(name, c)| (*name, c.row())).collect());
    Ok(Report::new(table::counts("spans", &counts), &rows))
}

const OURS: [&str; 4] = ["action", "source", "target", "CAMEO root"];
const CODERS: [&str; 4] = ["coders: action", "coders: source", "coders: target", "coders: CAMEO root"];

fn compare(names: [&'static str; 4], gold: &Marks, given: &Marks, counts: &mut Named<Count>) {
    let spans =
        [(&gold.actions, &given.actions), (&gold.sources, &given.sources), (&gold.targets, &given.targets)];
    for (name, (gold, given)) in std::iter::zip(names, spans) {
        let hit = pairs(gold, given, f64::MIN_POSITIVE, Chars::overlap).len();
        counts.at(name).add(hit, gold.len(), given.len());
    }
    let same = |a: &String, b: &String| f64::from(u8::from(a == b));
    let hit = pairs(&gold.roots, &given.roots, 1.0, same).len();
    counts.at(names[3]).add(hit, gold.roots.len(), given.roots.len());
}

/// What we would have marked.
fn ours(output: &Output) -> Marks {
    let mut marks = Marks::default();
    let mut add = |list: fn(&mut Marks) -> &mut Vec<Chars>, span: Option<(usize, usize)>| {
        let span = Chars::new(span);
        if !span.is_empty() && !list(&mut marks).contains(&span) {
            list(&mut marks).push(span);
        }
    };
    let at = |p: &Party| p.start.zip(p.end);
    let mut roots = Vec::new();
    for event in &output.events {
        add(|m| &mut m.actions, Some(event.trigger.span()));
        event.mentions.iter().for_each(|w| add(|m| &mut m.actions, Some(w.span())));
        event.actors.iter().for_each(|p| add(|m| &mut m.sources, at(p)));
        event.recipients.iter().for_each(|p| add(|m| &mut m.targets, at(p)));
        roots.extend(event.cameo.iter().map(|code| code.chars().take(2).collect::<String>()));
    }
    for statement in &output.statements {
        add(|m| &mut m.actions, statement.cue.as_ref().map(|c| c.span()));
        statement.sources.iter().for_each(|p| add(|m| &mut m.sources, at(p)));
        let cue = statement.cue.as_ref().map(|c| c.span());
        if !output.events.iter().any(|e| Some(e.trigger.span()) == cue) {
            roots.push("01".to_owned());
        }
    }
    marks.roots = roots;
    marks
}
