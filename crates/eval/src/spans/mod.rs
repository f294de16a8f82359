//! `sayso-eval spans FILE.csv`: actions, their parties and CAMEO roots, as several coders marked them.
//!
//! Every coder is the gold in turn, for us and for each other coder; marks agree if they share a character, one mark
//! with one. Public statements are actions there, so that our statements' cues and sources count beside our events, as far
//! as a party of them is political: it has a country or a sector of state, politics or arms. What more than half of the coders
//! marked is the gold for us once more, and what most of the others did for each coder, of whom the median is told.

mod gold;
mod majority;

use std::path::{Path, PathBuf};

use gold::{Marks, Sentence};
use majority::majority;

use crate::chars::Chars;
use crate::coder::{Coder, Text};
use crate::contract::{Output, Party};
use crate::matching::pairs;
use crate::score::{Count, Named};
use crate::{Error, Report, table};
use std::collections::BTreeMap;

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
    let mut each: BTreeMap<usize, Named<Count>> = BTreeMap::new();
    for (Sentence { coders, .. }, output) in std::iter::zip(&sentences, &outputs) {
        let all: Vec<&Marks> = coders.iter().collect();
        agree(MOST, &majority(&all), &ours(output), &mut counts);
        for coder in coders {
            let others: Vec<&Marks> = coders.iter().filter(|m| m.coder != coder.coder).collect();
            // Of one other coder there is no majority.
            if others.len() > 1 {
                agree(MEDIAN, &majority(&others), coder, each.entry(coder.coder).or_default());
            }
        }
    }
    for name in MEDIAN {
        let mut of: Vec<Count> = each.values_mut().map(|c| *c.at(name)).filter(|c| c.gold > 0).collect();
        of.sort_by(|a, b| a.f1().total_cmp(&b.f1()));
        if let Some(median) = of.get(of.len() / 2) {
            *counts.at(name) = *median;
        }
    }
    let rows = Named(counts.0.iter().map(|(name, c)| (*name, c.row())).collect());
    Ok(Report::new(table::counts("spans", &counts), &rows))
}

const OURS: [&str; 4] = ["action", "source", "target", "CAMEO root"];
const CODERS: [&str; 4] = ["coders: action", "coders: source", "coders: target", "coders: CAMEO root"];

const MOST: [&str; 2] = ["majority: action", "majority: CAMEO root"];
const MEDIAN: [&str; 2] = ["majority: action, median coder", "majority: root, median coder"];

/// Counts actions and roots.
fn agree(names: [&'static str; 2], gold: &Marks, given: &Marks, counts: &mut Named<Count>) {
    let hit = pairs(&gold.actions, &given.actions, f64::MIN_POSITIVE, Chars::overlap).len();
    counts.at(names[0]).add(hit, gold.actions.len(), given.actions.len());
    let same = |a: &String, b: &String| f64::from(u8::from(a == b));
    let hit = pairs(&gold.roots, &given.roots, 1.0, same).len();
    counts.at(names[1]).add(hit, gold.roots.len(), given.roots.len());
}

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
    let political = |parties: &[Party]| parties.iter().any(|p| is_political(output, p));
    let mut roots = Vec::new();
    for event in output.events.iter().filter(|e| political(&e.actors) || political(&e.recipients)) {
        add(|m| &mut m.actions, Some(event.trigger.span()));
        event.mentions.iter().for_each(|w| add(|m| &mut m.actions, Some(w.span())));
        event.actors.iter().for_each(|p| add(|m| &mut m.sources, at(p)));
        event.recipients.iter().for_each(|p| add(|m| &mut m.targets, at(p)));
        roots.extend(event.cameo.iter().map(|code| code.chars().take(2).collect::<String>()));
    }
    for statement in output.statements.iter().filter(|s| political(&s.sources)) {
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

/// True if the actor has a country, or a sector of state, politics or arms.
fn is_political(output: &Output, party: &Party) -> bool {
    const OTHERS: [&str; 7] = ["CVL", "MED", "BUS", "JRN", "EDU", "ELI", "CRM"];
    let actor = output.actors.iter().find(|a| Some(&a.id) == party.actor.as_ref());
    actor
        .is_some_and(|a| a.country.is_some() || a.role.as_deref().is_some_and(|role| !OTHERS.contains(&role)))
}
