//! What do the words of a noun phrase say of the party?
//!
//! The phrase is cut into segments, each the longest that the knowledge base or the lexicon has: "two | former | CIA |
//! officials | in | Kabul". The last segment before the first preposition is the head; what stands before it and what
//! follows "of", "in" or "for" gives what the head leaves open: the sector of a weak head, the country of any.

use jiff::civil::Date;
use rustc_hash::FxHashSet;
use sayso_model::SourceClass;
use smol_str::SmolStr;

use super::entry::{Entry, EntryId};
use super::knowledge::KnowledgeBase;
use super::lexicon::{Lexicon, Modifier, Noun, Strength};
use super::sector::{body_class, class_of, standing_on};
use super::words::Word;
use crate::place::atlas::Atlas;

/// What a noun phrase says of the party it names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The entry that it names, if it is a name.
    pub entry: Option<EntryId>,
    /// ISO 3166-1 alpha-3 code, or a code of PLOVER for bodies of many countries: `IGO`, `UNO`, `EUR`, `NGO`.
    pub country: Option<SmolStr>,
    /// `state`, a sector of PLOVER, `IGO`, `NGO`.
    pub sector: Option<SmolStr>,
    /// What kind of source it would be.
    pub class: Option<SourceClass>,
    /// A person by name.
    pub is_person: bool,
    /// A place name that can stand for a government.
    pub is_seat: bool,
    /// An adjective or the nationals of a state.
    pub is_national: bool,
    /// The head is a common noun.
    pub is_common: bool,
    /// A town or province.
    pub is_place: bool,
    /// Set apart from the country that the text is about: foreign, international.
    pub is_abroad: bool,
    /// A noun that stands for the state whose it is: "the Afghan government".
    pub stands_for_state: bool,
    /// Other entries of the same name.
    pub others: Vec<EntryId>,
}

/// One piece of a phrase.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) what: What,
}

#[derive(Clone, Debug)]
pub(crate) enum What {
    /// Entries that bear the name, best first.
    Name(Vec<EntryId>),
    /// An adjective of a state ("Afghan"), or its nationals ("Afghans").
    Adjective(EntryId),
    National(EntryId),
    Seat(EntryId),
    /// A town or province, by the code of its country.
    Place(SmolStr),
    Noun(Noun),
    Modifier(Vec<Modifier>),
    Unknown,
}

/// Reads phrases with a knowledge base and a lexicon.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// Names.
    pub knowledge: &'a KnowledgeBase,
    /// Common nouns.
    pub lexicon: &'a Lexicon,
    /// Towns and provinces.
    pub atlas: &'a Atlas,
    /// The day to which offices are looked up; `None` is the latest that is known.
    pub date: Option<Date>,
    /// The country that a name shared by several belongs to, if the text makes it plain.
    pub country: Option<&'a str>,
    /// Countries that the text names: a family name alone means nobody of another.
    pub named: Option<&'a FxHashSet<SmolStr>>,
    /// The phrase stands alone, not in a text that may speak of people whom nobody knows.
    pub is_alone: bool,
}

impl Reader<'_> {
    /// Reads a whole phrase; `head` is the index of its head word if a parse gives it.
    pub fn read(&self, words: &[Word], head: Option<usize>) -> Reading {
        let segments = self.cut(words);
        let nucleus_end = self.nucleus_end(&segments, head);
        self.compose(words, &segments, nucleus_end, 0)
    }

    /// Index of the segment after the head: the first preposition, comma or clause after a word that can be a head.
    fn nucleus_end(&self, segments: &[Segment], head: Option<usize>) -> usize {
        if let Some(head) = head
            && let Some(i) = segments.iter().position(|s| s.start <= head && head < s.end)
        {
            return i + 1;
        }
        let mut seen = false;
        for (i, segment) in segments.iter().enumerate() {
            match &segment.what {
                What::Modifier(m) if m.iter().any(|m| matches!(m, Modifier::Of | Modifier::Other)) => {
                    // "Iran-backed militias", not "militias backed by Iran".
                    let ties = m.contains(&Modifier::Tie)
                        && i.checked_sub(1).is_some_and(|b| {
                            matches!(segments[b].what, What::Name(_) | What::Adjective(_) | What::Seat(_))
                        });
                    if seen && !ties {
                        return i;
                    }
                }
                What::Modifier(m) if m.contains(&Modifier::Skip) => {}
                _ => seen = true,
            }
        }
        segments.len()
    }

    pub(crate) fn compose(&self, words: &[Word], segments: &[Segment], end: usize, depth: usize) -> Reading {
        let before = &segments[..end];
        // "Several of the …", "20 men of": nothing but degree before the preposition leaves the head to what follows.
        let Some(head_at) = before.iter().rposition(|s| !self.is_skip(s)) else {
            return self.complement(words, segments, end, depth).unwrap_or_default();
        };
        let head = &before[head_at];
        let modifiers = &before[..head_at];
        let after_name = head_at.checked_sub(1).is_some_and(|b| {
            let last = &words[before[b].end - 1];
            matches!(before[b].what, What::Unknown)
                && last.text.starts_with(char::is_uppercase)
                && !last.possessive
                && !last.stop
        });
        let mut reading = match &head.what {
            // "Michael Jordan" is no kingdom.
            What::Name(ids) if after_name && head.end - head.start == 1 && self.is_state(ids) => {
                Reading::default()
            }
            What::Name(ids) => self.owned(words, modifiers, ids),
            What::Seat(id) => Reading { is_seat: true, ..self.state(*id) },
            What::Place(_) if let Some(known) = self.head_of_state(words, head) => known,
            What::Place(country) => Reading {
                country: Some(country.clone()),
                sector: self.is_alone.then(|| "CVL".into()),
                class: Some(SourceClass::Public),
                is_place: true,
                ..Reading::default()
            },
            // "Israeli" alone, of an act or a thing, is the state's.
            What::Adjective(id) => self.state(*id),
            What::National(id) => self.nationals(*id),
            What::Noun(noun) => return self.common(words, segments, end, head_at, noun, depth),
            What::Modifier(m) => match m.iter().find_map(sector_of) {
                Some(sector) => Reading {
                    class: Some(class_of(&sector)),
                    sector: Some(sector),
                    is_common: true,
                    ..Reading::default()
                },
                None => Reading { is_common: true, ..Reading::default() },
            },
            What::Unknown => return self.unknown(words, segments, end, head_at, depth),
        };
        if reading.is_person {
            let title = modifiers.iter().rev().find_map(|s| match &s.what {
                What::Noun(noun) if noun.strength >= Strength::Firm => noun.sector.clone(),
                _ => None,
            });
            // "Defence Secretary Ben Wallace", "ex-president Evo Morales": the text says whether the office is held.
            if title.as_deref() == Some("ELI") || reading.sector.as_deref().is_none_or(|s| s == "ELI") {
                reading.sector = title.or(reading.sector);
            }
        }
        self.add_modifiers(&mut reading, modifiers, Strength::Strong);
        if let Some(Reading { country: Some(country), .. }) = self.complement(words, segments, end, depth)
            && reading.country.is_none()
            && !reading.is_person
            && reading.entry.is_none()
        {
            reading.country = Some(country);
        }
        reading
    }

    pub(super) fn is_skip(&self, segment: &Segment) -> bool {
        matches!(&segment.what, What::Modifier(m) if m.contains(&Modifier::Skip))
    }

    /// A name with its owner before it: "Israel's National Security Council" is not the one of another country.
    fn owned(&self, words: &[Word], modifiers: &[Segment], ids: &[EntryId]) -> Reading {
        let owner = modifiers.last().and_then(|s| match &s.what {
            What::Adjective(id) => self.knowledge.entry(*id).country,
            What::Name(owner) if self.is_state(owner) && words[s.end - 1].possessive => {
                self.knowledge.entry(owner[0]).country
            }
            _ => None,
        });
        let Some(owner) = owner else { return self.name(ids) };
        let entries = || ids.iter().map(|&id| self.knowledge.entry(id));
        let is_foreign = |e: &Entry| {
            matches!(e.kind.as_str(), "agency" | "party") && e.country.as_ref().is_some_and(|c| *c != owner)
        };
        if !entries().next().is_some_and(|e| is_foreign(&e)) {
            return self.name(ids);
        }
        match entries().find(|e| !is_foreign(e)) {
            Some(fit) => self.name(&[fit.id]),
            None => Reading { entry: None, country: Some(owner), others: Vec::new(), ..self.name(ids) },
        }
    }

    /// A named entry, on the day.
    pub fn name(&self, ids: &[EntryId]) -> Reading {
        let Some(&id) = ids.first() else { return Reading::default() };
        let entry = self.knowledge.entry(id);
        if entry.kind == "state" {
            return self.state(id);
        }
        let (sector, country) = standing_on(&entry, self.date);
        Reading {
            entry: Some(id),
            country,
            class: Some(if entry.kind == "person" {
                SourceClass::Person
            } else {
                body_class(&entry, sector.as_deref())
            }),
            is_person: entry.kind == "person",
            sector,
            others: ids[1..].to_vec(),
            ..Reading::default()
        }
    }

    fn state(&self, id: EntryId) -> Reading {
        let entry = self.knowledge.entry(id);
        Reading {
            entry: Some(id),
            country: entry.country,
            sector: entry.sector,
            class: Some(SourceClass::Government),
            ..Reading::default()
        }
    }

    fn nationals(&self, id: EntryId) -> Reading {
        let entry = self.knowledge.entry(id);
        Reading {
            country: entry.country,
            sector: Some("CVL".into()),
            class: Some(SourceClass::Public),
            is_national: true,
            ..Reading::default()
        }
    }

    pub(super) fn is_state(&self, ids: &[EntryId]) -> bool {
        ids.first().is_some_and(|&id| self.knowledge.entry(id).kind == "state")
    }

    pub(super) fn is_state_name(&self, segment: &Segment) -> bool {
        matches!(&segment.what, What::Name(ids) if self.is_state(ids))
    }

    /// Modifiers give a country, and a sector to a head that is open to it.
    pub(super) fn add_modifiers(&self, reading: &mut Reading, modifiers: &[Segment], strength: Strength) {
        let mut former = false;
        let mut sector: Option<SmolStr> = None;
        for (i, segment) in modifiers.iter().enumerate().rev() {
            // "India-backed", "anti-Israel": a tie to a country is no home.
            let tied = |at: Option<usize>, tie: &Modifier| {
                at.and_then(|at| modifiers.get(at))
                    .is_some_and(|s| matches!(&s.what, What::Modifier(m) if m.contains(tie)))
            };
            if tied(Some(i + 1), &Modifier::Tie) || tied(i.checked_sub(1), &Modifier::Stance) {
                continue;
            }
            let mut offer = |s: Option<SmolStr>| {
                if sector.is_none() {
                    sector = s;
                }
            };
            match &segment.what {
                What::Adjective(id) | What::Seat(id) | What::National(id) => {
                    reading.country = reading.country.take().or_else(|| self.knowledge.entry(*id).country);
                }
                What::Place(country) => {
                    reading.country = reading.country.take().or_else(|| Some(country.clone()));
                }
                What::Name(ids) => {
                    let named = self.name(ids);
                    // Who works for a medium, school or charity may be from anywhere.
                    let employs = matches!(named.sector.as_deref(), Some("JRN" | "EDU" | "NGO"));
                    if named.sector.as_deref() != Some("state") && !named.is_person {
                        offer(named.sector);
                    }
                    if !employs {
                        reading.country = reading.country.take().or(named.country);
                    }
                }
                What::Noun(noun) => {
                    // "the army's critics", "schoolchildren's parents": an owner says nothing of what is owned
                    // if both are people.
                    offer(
                        noun.sector
                            .clone()
                            .filter(|_| noun.strength > Strength::Weak || noun.sector.is_some()),
                    );
                }
                What::Modifier(m) => {
                    former |= m.contains(&Modifier::Former);
                    reading.is_abroad |= m.contains(&Modifier::Abroad);
                    offer(m.iter().find_map(sector_of));
                }
                What::Unknown => {}
            }
        }
        let opens = match strength {
            Strength::Strong => false,
            Strength::Firm => {
                matches!(sector.as_deref(), Some("REB" | "UAF" | "PRM" | "OPP" | "CRM" | "COP" | "SPY"))
            }
            Strength::Weak | Strength::Through => sector.is_some(),
        };
        if opens && let Some(sector) = sector {
            let class = class_of(&sector);
            reading.class = Some(match reading.class {
                Some(SourceClass::UnnamedOfficial) => SourceClass::UnnamedOfficial,
                Some(SourceClass::Document) => SourceClass::Document,
                _ => class,
            });
            reading.sector = Some(sector);
        }
        if former
            && matches!(
                reading.sector.as_deref(),
                Some("GOV" | "LEG" | "JUD" | "SPY" | "PTY" | "MIL" | "COP" | "IGO" | "OPP")
            )
        {
            reading.sector = Some("ELI".into());
            if !reading.is_person {
                reading.class = Some(SourceClass::Other);
            }
        }
    }

    /// What follows the first "of", "in" or "for" after the head.
    pub(super) fn complement(
        &self,
        words: &[Word],
        segments: &[Segment],
        end: usize,
        depth: usize,
    ) -> Option<Reading> {
        if depth > 3 {
            return None;
        }
        let mut at = end;
        while let Some(segment) = segments.get(at) {
            if let What::Modifier(m) = &segment.what {
                if m.contains(&Modifier::Of) {
                    let rest = &segments[at + 1..];
                    if rest.is_empty() {
                        return None;
                    }
                    let inner_end = self.nucleus_end(rest, None);
                    let reading = self.compose(words, rest, inner_end, depth + 1);
                    if reading.sector.is_some() || reading.country.is_some() {
                        return Some(reading);
                    }
                } else if m.contains(&Modifier::Other)
                    && !matches!(words[segment.start].folded.as_str(), "and" | "or")
                {
                    return None;
                }
            }
            at += 1;
        }
        None
    }
}

fn sector_of(modifier: &Modifier) -> Option<SmolStr> {
    match modifier {
        Modifier::Sector(sector) => Some(sector.clone()),
        _ => None,
    }
}
