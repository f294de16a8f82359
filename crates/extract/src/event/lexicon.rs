//! Which words carry an event, and what must stand around them?

use rustc_hash::FxHashMap;
use sayso_model::{CasualtyKind, Pos};
use smol_str::SmolStr;

use super::table::{Row, data_file, rows};
use crate::Error;

/// One reading of a word or phrase as the carrier of an event.
#[derive(Clone, Debug)]
pub(crate) struct Trigger {
    /// Lemmas, in order of the text; the head is the last of a noun phrase and the first of a verb phrase.
    pub words: Vec<SmolStr>,
    /// Part of speech of the head.
    pub pos: Pos,
    /// Event type.
    pub kind: SmolStr,
    /// Event mode.
    pub mode: Option<SmolStr>,
    /// Prepositions that lead to a recipient.
    pub to: Vec<SmolStr>,
    /// Prepositions that lead to an actor.
    pub by: Vec<SmolStr>,
    /// Class of words that must stand among its arguments or modifiers.
    pub need: Option<SmolStr>,
    /// What has happened to those it is done to.
    pub casualty: Option<CasualtyKind>,
    /// Whether its parties all act.
    pub reciprocal: Reciprocal,
    /// Construction of its own, if not the ordinary one.
    pub frame: Frame,
    /// True if the deed that it is done to is over by it, and no event of its own: "lifted the sanctions".
    pub undoes: bool,
}

/// What it means for an event that several parties take part in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Reciprocal {
    /// One acts, the other suffers.
    #[default]
    No,
    /// All act and nobody suffers: talks, deals, truces.
    Actors,
    /// All act and all suffer: clashes.
    Both,
    /// As `Both` when the parties are joined ("between X and Y"), as `No` otherwise.
    WhenJoined,
}

/// How the parties of a trigger are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Frame {
    /// Subject acts, object suffers.
    #[default]
    Ordinary,
    /// An adjective that tells of an act: "Iran-backed militia", "the besieged town".
    Epithet,
    /// A noun for what the subject is given: "the group took refuge in X" makes X the one who gives it.
    Given,
    /// What it is done to is the actor's own: troops that are sent, missiles that are tested.
    Own,
    /// What it is done to is another deed, of the class that it needs, and those whom that hits are its recipients:
    /// "halted its raids on X".
    Deed,
    /// A noun for what is done for the subject of the phrase that it stands in: "acted with the help of X".
    Help,
}

/// All triggers, by the lemma of their head.
pub(crate) struct TriggerLexicon {
    by_head: FxHashMap<SmolStr, Vec<Trigger>>,
    /// Types of deeds against somebody.
    conflict: Vec<SmolStr>,
}

/// Quad class of material conflict.
const MATERIAL_CONFLICT: &str = "4";

/// Of two readings that ask for something the one of the earlier file is tried first: whoever expels or withdraws an envoy
/// breaks off relations, and deports nobody; workers who strike hit nobody.
const FILES: &[(&str, &str)] = &[
    data_file!("data/en/lexicon/event/sanction.tsv"),
    data_file!("data/en/lexicon/event/accuse.tsv"),
    data_file!("data/en/lexicon/event/agree.tsv"),
    data_file!("data/en/lexicon/event/aid.tsv"),
    data_file!("data/en/lexicon/event/protest.tsv"),
    data_file!("data/en/lexicon/event/assault.tsv"),
    data_file!("data/en/lexicon/event/coerce.tsv"),
    data_file!("data/en/lexicon/event/concede.tsv"),
    data_file!("data/en/lexicon/event/consult.tsv"),
    data_file!("data/en/lexicon/event/cooperate.tsv"),
    data_file!("data/en/lexicon/event/mobilize.tsv"),
    data_file!("data/en/lexicon/event/reject.tsv"),
    data_file!("data/en/lexicon/event/retreat.tsv"),
    data_file!("data/en/lexicon/event/support.tsv"),
    data_file!("data/en/lexicon/event/threaten.tsv"),
];

impl TriggerLexicon {
    pub(crate) fn load() -> Result<Self, Error> {
        let mut by_head: FxHashMap<SmolStr, Vec<Trigger>> = FxHashMap::default();
        for (file, text) in FILES {
            for row in rows(file, text) {
                let trigger = read(&row)?;
                let head = match trigger.pos {
                    Pos::Verb => trigger.words.first(),
                    _ => trigger.words.last(),
                };
                by_head.entry(head.cloned().unwrap_or_default()).or_default().push(trigger);
            }
        }
        // The longest phrase is tried first, then readings that ask for something, then the plain one.
        for entries in by_head.values_mut() {
            entries.sort_by_key(|t| (std::cmp::Reverse(t.words.len()), t.need.is_none()));
        }
        let (file, text) = data_file!("data/ontology/plover.tsv");
        let mut conflict = Vec::new();
        for row in rows(file, text) {
            if row.cell(3)? == MATERIAL_CONFLICT && !conflict.contains(&SmolStr::new(row.cell(0)?)) {
                conflict.push(row.cell(0)?.into());
            }
        }
        Ok(Self { by_head, conflict })
    }

    /// Adds the triggers of a user's file. They are tried before those of the program.
    pub(crate) fn add(&mut self, file: &str, text: &str) -> Result<(), Error> {
        let own = rows(file, text).map(|row| read(&row)).collect::<Result<Vec<_>, _>>()?;
        for trigger in own.into_iter().rev() {
            let head = match trigger.pos {
                Pos::Verb => trigger.words.first(),
                _ => trigger.words.last(),
            };
            self.by_head.entry(head.cloned().unwrap_or_default()).or_default().insert(0, trigger);
        }
        Ok(())
    }

    /// True for a type of deeds against somebody.
    pub(crate) fn is_conflict(&self, kind: &str) -> bool {
        self.conflict.iter().any(|k| k == kind)
    }

    /// Readings of a word as head of a trigger, the most particular first.
    pub(crate) fn readings(&self, lemma: &str) -> &[Trigger] {
        self.by_head.get(lemma).map_or(&[], Vec::as_slice)
    }
}

fn read(row: &Row<'_>) -> Result<Trigger, Error> {
    let phrase = row.cell(0)?;
    let pos = Pos::from_label(row.cell(1)?)
        .filter(|p| matches!(p, Pos::Verb | Pos::Noun | Pos::Adj))
        .ok_or_else(|| row.error("part of speech must be `VERB`, `NOUN` or `ADJ`"))?;
    let mut trigger = Trigger {
        words: phrase.split([' ', '-']).map(SmolStr::new).collect(),
        pos,
        kind: SmolStr::default(),
        mode: None,
        to: Vec::new(),
        by: Vec::new(),
        need: None,
        casualty: None,
        reciprocal: Reciprocal::No,
        frame: Frame::Ordinary,
        undoes: false,
    };
    for (key, value) in row.pairs(3) {
        let list = || value.split('|').map(SmolStr::new).collect();
        match key {
            "type" => trigger.kind = value.into(),
            "mode" => trigger.mode = Some(value.into()),
            "to" => trigger.to = list(),
            "by" => trigger.by = list(),
            "need" => trigger.need = Some(value.into()),
            "casualty" => {
                let kind = CasualtyKind::from_name(value);
                trigger.casualty =
                    Some(kind.ok_or_else(|| row.error(format!("no casualty kind `{value}`")))?);
            }
            "reciprocal" => {
                trigger.reciprocal = match value {
                    "actors" => Reciprocal::Actors,
                    "yes" => Reciprocal::Both,
                    "maybe" => Reciprocal::WhenJoined,
                    _ => return Err(row.error("`reciprocal` must be `actors`, `yes` or `maybe`")),
                }
            }
            "frame" => {
                trigger.frame = match value {
                    "epithet" => Frame::Epithet,
                    "given" => Frame::Given,
                    "own" => Frame::Own,
                    "deed" => Frame::Deed,
                    "help" => Frame::Help,
                    _ => {
                        return Err(row.error("`frame` must be `epithet`, `given`, `own`, `deed` or `help`"));
                    }
                }
            }
            "undoes" => {
                trigger.undoes = match value {
                    "yes" => true,
                    _ => return Err(row.error("`undoes` must be `yes`")),
                }
            }
            _ => return Err(row.error(format!("no key `{key}`"))),
        }
    }
    if trigger.kind.is_empty() {
        return Err(row.error("needs a key `type`"));
    }
    Ok(trigger)
}
