//! What do the words of a noun phrase say of the party?
//!
//! The phrase is cut into segments, each the longest that the knowledge base or the lexicon has: "two | former | CIA |
//! officials | in | Kabul". The last segment before the first preposition is the head; what stands before it and what
//! follows "of", "in" or "for" gives what the head leaves open: the sector of a weak head, the country of any.

use jiff::civil::Date;
use sayso_model::SourceClass;
use smol_str::SmolStr;

use super::entry::EntryId;
use super::knowledge::KnowledgeBase;
use super::lexicon::{Lexicon, Modifier, Noun, Strength};
use super::sector::{body_class, class_of, standing_on};
use super::source::{acronym, is_acronym, key};
use super::words::{Word, join};
use crate::place::atlas::Atlas;
use crate::place::gazetteer::Kind;

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

/// Inhabitants of a town that a text may name without more ado.
const LARGE: u32 = 50_000;

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

    /// Longest pieces from the left.
    pub(crate) fn cut(&self, words: &[Word]) -> Vec<Segment> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let segment = self.longest_at(words, at);
            at = segment.end;
            out.push(segment);
        }
        self.find_places(words, &mut out);
        out
    }

    /// Runs of unknown names that are a place of the gazetteer as a whole: "police in San Luis Potosí", not the two
    /// halves of a person's name that are towns somewhere.
    fn find_places(&self, words: &[Word], segments: &mut Vec<Segment>) {
        let is_name = |s: &Segment| {
            matches!(s.what, What::Unknown) && words[s.start].text.starts_with(char::is_uppercase)
        };
        let mut at = 0;
        while at < segments.len() {
            let run = segments[at..].iter().take_while(|s| is_name(s)).count();
            let ends = (1..=run).find(|n| {
                let last = &words[segments[at + n - 1].end - 1];
                last.possessive || last.stop
            });
            let run = ends.unwrap_or(run);
            if run > 0 {
                let (start, end) = (segments[at].start, segments[at + run - 1].end);
                if let Some(country) = self.country_of_place(&join(&words[start..end])) {
                    segments.splice(at..at + run, [Segment { start, end, what: What::Place(country) }]);
                }
            }
            at += run.max(1);
        }
    }

    /// Country of the most important place of a name. Small places are not taken for granted inside a text.
    fn country_of_place(&self, folded: &str) -> Option<SmolStr> {
        let hit = self.atlas.find(folded).into_iter().find(|h| h.canonical || self.is_alone)?;
        let place = self.atlas.entry(hit.place);
        let kind = matches!(place.kind, Kind::Admin1 | Kind::Capital) || self.is_alone;
        (hit.listed || kind || place.population >= LARGE)
            .then(|| place.country.map(|c| SmolStr::new(self.atlas.country_code(c))))
            .flatten()
    }

    fn longest_at(&self, words: &[Word], at: usize) -> Segment {
        let limit = (words.len() - at).min(self.lexicon.longest().max(9));
        let reach = (1..limit).find(|&n| words[at + n - 1].stop).unwrap_or(limit);
        for n in (1..=reach).rev() {
            let slice = &words[at..at + n];
            // "People's Liberation Army" is a name, "Iran's foreign ministry" is none.
            let owned = slice[..n - 1].iter().any(|w| w.possessive);
            if let Some(what) = if owned { self.known_owned(slice) } else { self.known(slice) } {
                return Segment { start: at, end: at + n, what };
            }
        }
        Segment { start: at, end: at + 1, what: What::Unknown }
    }

    /// A name or noun with a genitive in it.
    fn known_owned(&self, slice: &[Word]) -> Option<What> {
        let last = slice.len() - 1;
        let words: Vec<String> = slice
            .iter()
            .enumerate()
            .map(|(i, w)| {
                if w.possessive && i < last {
                    format!("{}s", w.folded.trim_end_matches('s'))
                } else {
                    w.folded.clone()
                }
            })
            .collect();
        let folded = words.join(" ");
        let names = self.knowledge.find(key::NAME, &folded);
        if !names.is_empty() {
            return Some(What::Name(self.rank(names)));
        }
        self.lexicon.noun(&folded).map(|noun| What::Noun(noun.clone()))
    }

    fn known(&self, slice: &[Word]) -> Option<What> {
        let folded = join(slice);
        let first = &slice[0];
        let named = first.text.starts_with(|c: char| c.is_ascii_digit())
            || slice.iter().any(|w| w.text.chars().any(char::is_uppercase));
        if slice.len() == 1 {
            let plain = self.lexicon.modifier(&folded);
            if plain.iter().any(|m| matches!(m, Modifier::Skip | Modifier::Of | Modifier::Other))
                && !is_acronym(&first.text)
            {
                return Some(What::Modifier(plain.to_vec()));
            }
            if is_acronym(&first.text) {
                let exact = self.knowledge.find(key::EXACT, &acronym(&first.text));
                if !exact.is_empty() {
                    return Some(What::Name(self.rank(exact)));
                }
            }
        }
        if named && !self.lexicon.is(&first.folded, &Modifier::Skip) {
            let one = |class| self.knowledge.find(class, &folded).first().copied();
            if let Some(id) = one(key::SEAT) {
                return Some(What::Seat(id));
            }
            let names = self.knowledge.find(key::NAME, &folded);
            let noun = self.lexicon.noun(&folded);
            // "Justice", "Parliament": a body of a country bears the name of its kind.
            let all_capitals =
                slice.len() > 1 && slice.iter().all(|w| w.text.starts_with(char::is_uppercase));
            if !names.is_empty() && (noun.is_none() || all_capitals) {
                return Some(What::Name(self.rank(names)));
            }
            if let Some(id) = one(key::ADJECTIVE) {
                return Some(What::Adjective(id));
            }
            if let Some(id) = one(key::NATIONAL) {
                return Some(What::National(id));
            }
        }
        if let Some(noun) = self.lexicon.noun(&folded) {
            return Some(What::Noun(noun.clone()));
        }
        let modifiers = self.lexicon.modifier(&folded);
        (!modifiers.is_empty()).then(|| What::Modifier(modifiers.to_vec()))
    }

    /// Entries of one name: of the country at hand first, then those in office, then states and bodies before persons.
    pub(crate) fn rank(&self, mut ids: Vec<EntryId>) -> Vec<EntryId> {
        if ids.len() > 1 {
            ids.sort_by_cached_key(|&id| {
                let entry = self.knowledge.entry(id);
                let at_home = self.country.is_some() && entry.country.as_deref() == self.country;
                let in_office = self.date.is_some_and(|d| entry.terms.iter().any(|t| t.covers(d)));
                (!self.knowledge.is_own(id), !at_home, !in_office, id)
            });
        }
        ids
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
            What::Name(ids) => self.name(ids),
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

    /// A phrase whose head is a common noun.
    pub(super) fn common(
        &self,
        words: &[Word],
        segments: &[Segment],
        end: usize,
        head_at: usize,
        noun: &Noun,
        depth: usize,
    ) -> Reading {
        let modifiers = &segments[..head_at];
        let mut reading = Reading {
            sector: noun.sector.clone(),
            class: Some(noun.class),
            is_common: true,
            ..Reading::default()
        };
        let after = self.complement(words, segments, end, depth);
        if noun.strength == Strength::Through
            && let Some(after) = &after
        {
            // "a team of police": the complement is the party.
            let mut through = Reading { is_common: true, entry: None, is_person: false, ..after.clone() };
            self.add_modifiers(&mut through, modifiers, Strength::Strong);
            return through;
        }
        let after_is_state =
            after.as_ref().is_some_and(|a| a.sector.as_deref() == Some("state") && !a.is_seat);
        self.add_modifiers(&mut reading, modifiers, noun.strength);
        if noun.is_body
            && let Some(named) = self.named_body(modifiers, noun)
        {
            return named;
        }
        if let Some(after) = after {
            let open = noun.strength <= Strength::Weak && reading.sector == noun.sector;
            if open
                && let Some(sector) = &after.sector
                && sector != "state"
                && sector != "CVL"
                && sector != "UNK"
            {
                reading.sector = after.sector.clone();
                reading.class = merged_class(noun, after.class);
            } else if open && noun.sector.is_none() && after.sector.as_deref() == Some("state") {
                reading.sector = Some("GOV".into());
                reading.class = merged_class(noun, Some(SourceClass::Government));
            } else if is_office(noun)
                && matches!(
                    after.sector.as_deref(),
                    Some("LEG" | "JUD" | "PTY" | "JRN" | "BUS" | "EDU" | "NGO" | "IGO" | "LAB" | "SPY")
                )
                && after.entry.is_some()
            {
                // "president of the Riigikogu": an office in a body that has a sector of its own.
                reading.sector = after.sector.clone();
            }
            let employs =
                matches!(after.sector.as_deref(), Some("JRN" | "EDU" | "NGO")) && after.entry.is_some();
            // A force for Gaza is not Gaza's, a spokesman for Hamas is.
            let theirs = noun.strength == Strength::Weak || !is_for(words, segments, end);
            if reading.country.is_none() && !employs && theirs {
                reading.country = after.country;
            }
        }
        if matches!(reading.country.as_deref(), Some("IGO" | "UNO" | "EUR"))
            && reading.class != Some(SourceClass::Document)
        {
            reading.class = Some(SourceClass::Igo);
        }
        reading.stands_for_state = noun.is_state
            && reading.sector == noun.sector
            && (modifiers.iter().any(|s| matches!(s.what, What::Adjective(_)) || self.is_state_name(s))
                || after_is_state);
        if reading.sector.is_none()
            && reading.country.is_some()
            && noun.strength == Strength::Weak
            && modifiers
                .iter()
                .any(|s| matches!(s.what, What::Adjective(_) | What::Seat(_)) || self.is_state_name(s))
            && is_leader(noun, words, &segments[head_at])
        {
            // "the Russian leader", "a Chinese spokesman"
            reading.sector = Some("GOV".into());
            reading.class = Some(SourceClass::Government);
        }
        if reading.sector.is_none() && is_leader(noun, words, &segments[head_at]) {
            // "Putin's spokesman"
            reading.sector = modifiers.iter().rev().find_map(|s| match &s.what {
                What::Name(ids) => Some(self.name(ids)).filter(|r| r.is_person).and_then(|r| r.sector),
                _ => None,
            });
            reading.class = reading.sector.as_deref().map(class_of).or(reading.class);
        }
        reading
    }

    fn is_state(&self, ids: &[EntryId]) -> bool {
        ids.first().is_some_and(|&id| self.knowledge.entry(id).kind == "state")
    }

    fn is_state_name(&self, segment: &Segment) -> bool {
        matches!(&segment.what, What::Name(ids) if self.is_state(ids))
    }

    /// "Houthi rebels", "Mehr news agency", "the rebel FDLR force": the body named before a noun for it.
    fn named_body(&self, modifiers: &[Segment], noun: &Noun) -> Option<Reading> {
        let last = modifiers.iter().rev().find(|s| !self.is_skip(s))?;
        let What::Name(ids) = &last.what else { return None };
        let named = self.name(ids);
        if named.is_person || named.sector.as_deref() == Some("state") {
            return None;
        }
        let armed = |s: Option<&str>| matches!(s, Some("REB" | "UAF" | "PRM" | "CRM" | "GOV" | "MIL"));
        let fits = noun.sector.is_none()
            || noun.sector == named.sector
            || matches!(noun.sector.as_deref(), Some("REB" | "UAF" | "PRM" | "CRM"))
                && armed(named.sector.as_deref())
            || noun.sector.as_deref() == Some("NGO") && named.country.as_deref() == Some("NGO")
            || noun.sector.as_deref() == Some("PTY")
                && matches!(named.sector.as_deref(), Some("OPP" | "GOV"));
        fits.then_some(named)
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

/// True if the head is followed by "for".
fn is_for(words: &[Word], segments: &[Segment], end: usize) -> bool {
    segments.get(end).is_some_and(|s| words[s.start].folded == "for")
}

fn sector_of(modifier: &Modifier) -> Option<SmolStr> {
    match modifier {
        Modifier::Sector(sector) => Some(sector.clone()),
        _ => None,
    }
}

/// The class of a weak noun is that of the body it speaks for; officials and documents keep theirs.
fn merged_class(noun: &Noun, after: Option<SourceClass>) -> Option<SourceClass> {
    match noun.class {
        SourceClass::Other => after.or(Some(SourceClass::Other)),
        class => Some(class),
    }
}

fn is_office(noun: &Noun) -> bool {
    noun.sector.as_deref() == Some("GOV") && !noun.is_body
}

/// Weak nouns for those who speak for a state when no body is named: leader, spokesman, representative.
fn is_leader(noun: &Noun, words: &[Word], head: &Segment) -> bool {
    noun.class == SourceClass::Other
        && matches!(
            words[head.end - 1].folded.trim_end_matches('s'),
            "leader"
                | "spokesman"
                | "spokeswoman"
                | "spokesperson"
                | "representative"
                | "delegate"
                | "envoy"
                | "leadership"
                | "chief"
        )
}
