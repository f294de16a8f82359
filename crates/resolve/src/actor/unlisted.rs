//! What does a phrase say whose head is in no list: a name, or a rare noun?

use rustc_hash::FxHashSet;
use sayso_model::SourceClass;
use smol_str::SmolStr;

use super::entry::{Entry, EntryId};
use super::lexicon::Strength;
use super::phrase::{Reader, Reading, Segment, What};
use super::sector::standing_on;
use super::source::key;
use super::words::{Word, join};

impl Reader<'_> {
    /// A head that nothing knows: a name after a title ("Interior Minister Jane Doe"), or a noun that is not listed.
    pub(super) fn unknown(
        &self,
        words: &[Word],
        segments: &[Segment],
        end: usize,
        head_at: usize,
        depth: usize,
    ) -> Reading {
        let is_name = |s: &Segment| words[s.start].text.starts_with(|c: char| c.is_uppercase());
        let mut first = head_at;
        if is_name(&segments[head_at]) {
            while first > 0 && !words[segments[first - 1].end - 1].possessive {
                match &segments[first - 1].what {
                    What::Unknown if is_name(&segments[first - 1]) => first -= 1,
                    _ => break,
                }
            }
            let title = &segments[..first];
            if let Some(at) = title.iter().rposition(|s| !self.is_skip(s))
                && let What::Noun(noun) = &title[at].what
            {
                let mut reading = self.common(words, &segments[..at + 1], at + 1, at, noun, depth + 1);
                if let Some(known) = self.by_family(words, &segments[first..=head_at], &reading) {
                    return known;
                }
                if reading.country.is_none() {
                    reading.country = self.complement(words, segments, end, depth).and_then(|r| r.country);
                }
                if !noun.is_body && noun.class != SourceClass::Document {
                    reading.is_person = true;
                    reading.class = Some(SourceClass::Person);
                }
                return reading;
            }
            if title.iter().all(|s| self.is_skip(s))
                && let Some(known) = self.by_name(words, &segments[first..=head_at], first > 0)
            {
                return known;
            }
            let mut reading = Reading::default();
            self.add_modifiers(&mut reading, title, Strength::Strong);
            reading.sector = None;
            if let Some(after) = self.complement(words, segments, end, depth) {
                let employs = matches!(after.sector.as_deref(), Some("JRN" | "EDU" | "NGO"));
                if after.entry.is_some() && after.sector.as_deref() != Some("state") && !after.is_person {
                    // "Wright of the Union of Concerned Scientists"
                    reading.sector = after.sector;
                }
                if !employs {
                    reading.country = reading.country.or(after.country);
                }
            }
            return reading;
        }
        let mut reading = Reading { is_common: true, ..Reading::default() };
        self.add_modifiers(&mut reading, &segments[..head_at], Strength::Weak);
        if let Some(after) = self.complement(words, segments, end, depth) {
            if reading.country.is_none() {
                reading.country = after.country;
            }
            if reading.sector.is_none() && after.sector.as_deref() != Some("state") {
                reading.sector = after.sector;
            }
        }
        reading
    }

    /// A town's name that is also the family name of one who heads a state: "Obama", "Meloni".
    pub(super) fn head_of_state(&self, words: &[Word], head: &Segment) -> Option<Reading> {
        self.is_alone.then(|| self.by_name(words, std::slice::from_ref(head), false))?
    }

    /// A name that is not listed as it is written: another transliteration of one that stands alone, or the family name of the one who heads a
    /// state or government on the day. In a text that names no day, "Mr Blair" may be one who did, and in any text it is one of a
    /// country that the text names.
    fn by_name(&self, words: &[Word], name: &[Segment], has_title: bool) -> Option<Reading> {
        let (first, last) = (name.first()?, name.last()?);
        let folded = join(&words[first.start..last.end]);
        let alike = self.knowledge.alike(&folded);
        // In a text the likeness is proposed and not taken for the person: who is told of may be anybody.
        if self.is_alone
            && let [one] = alike.as_slice()
        {
            return Some(self.name(&[*one]));
        }
        let family = self.knowledge.find(key::FAMILY, &folded);
        // A string that stands alone can only mean those who are known; if they stand alike, it does not matter which.
        if self.is_alone
            && let Some((first, rest)) = family.split_first()
        {
            let standing = |id: &EntryId| standing_on(&self.knowledge.entry(*id), self.date);
            if rest.iter().all(|id| standing(id) == standing(first)) {
                return Some(self.name(&family));
            }
        }
        let heads: Vec<EntryId> = family
            .into_iter()
            .filter(|&id| {
                let entry = self.knowledge.entry(id);
                self.is_named(&entry)
                    && entry.terms.iter().any(|t| {
                        matches!(
                            t.office.as_str(),
                            "PRES" | "PM" | "LEADER" | "KING" | "FM" | "SOS" | "DM" | "VP"
                        ) && self.date.map_or(t.to.is_none() || has_title && !self.is_alone, |d| t.covers(d))
                    })
            })
            .collect();
        let [one] = heads.as_slice() else { return None };
        Some(self.name(&[*one]))
    }

    /// True if the text names the country of an entry, or there is no text.
    fn is_named(&self, entry: &Entry) -> bool {
        let is_there = |named: &FxHashSet<SmolStr>| entry.country.as_ref().is_some_and(|c| named.contains(c));
        self.named.is_none_or(is_there)
    }

    /// "Deputy Secretary Hicks": the one of that family name who held such an office on the day.
    fn by_family(&self, words: &[Word], name: &[Segment], title: &Reading) -> Option<Reading> {
        let last = name.last()?;
        let folded = join(&words[name.first()?.start..last.end]);
        let found: Vec<EntryId> = self
            .knowledge
            .find(key::FAMILY, &folded)
            .into_iter()
            .filter(|&id| {
                let entry = self.knowledge.entry(id);
                let (sector, _) = standing_on(&entry, self.date);
                let is_there =
                    title.country == entry.country || title.country.is_none() && self.is_named(&entry);
                is_there && sector == title.sector
            })
            .collect();
        let [one] = found.as_slice() else { return None };
        Some(self.name(&[*one]))
    }
}
