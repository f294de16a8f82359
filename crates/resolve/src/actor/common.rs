//! What does a common noun say of the party, with the words around it: "Afghan officials", "a spokesman for the army"?

use sayso_model::SourceClass;

use super::lexicon::{Noun, Strength};
use super::phrase::{Reader, Reading, Segment, What};
use super::sector::class_of;
use super::words::Word;

impl Reader<'_> {
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
}

/// True if the head is followed by "for".
fn is_for(words: &[Word], segments: &[Segment], end: usize) -> bool {
    segments.get(end).is_some_and(|s| words[s.start].folded == "for")
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
