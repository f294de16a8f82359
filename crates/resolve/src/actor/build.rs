//! How do the mentions of a document become actors? In order of the text, each joins the group that it fits.

use rustc_hash::{FxHashMap, FxHashSet};
use sayso_model::{
    Actor, ActorId, Annotated, Dep, Document, EntityKind, Pos, SourceClass, Span, Tag, TokenIx,
};
use smol_str::SmolStr;

use super::candidate;
use super::cast::Cast;
use super::entry::EntryId;
use super::group::{Group, is_initials, is_made_of, is_part_of_person};
use super::mention::{Manner, Mention, mention};
use super::namesake;
use super::phrase::Reader;
use super::sighting::Sightings;

pub(super) struct Builder<'a> {
    reader: &'a Reader<'a>,
    document: &'a Document,
    annotated: &'a Annotated,
    sightings: &'a Sightings,
    groups: Vec<Group>,
    by_entry: FxHashMap<EntryId, usize>,
    by_name: FxHashMap<String, usize>,
    by_head: FxHashMap<TokenIx, usize>,
    /// Heads of the parties of records.
    parties: &'a FxHashSet<TokenIx>,
}

impl<'a> Builder<'a> {
    pub fn new(
        reader: &'a Reader<'a>,
        document: &'a Document,
        annotated: &'a Annotated,
        sightings: &'a Sightings,
        parties: &'a FxHashSet<TokenIx>,
    ) -> Self {
        Self {
            reader,
            document,
            annotated,
            sightings,
            groups: Vec::new(),
            by_entry: FxHashMap::default(),
            by_name: FxHashMap::default(),
            by_head: FxHashMap::default(),
            parties,
        }
    }

    pub fn add(&mut self, head: TokenIx) {
        let mut found = mention(self.reader, self.document, self.annotated, self.sightings, head);
        namesake::part(self.reader, &mut found);
        let referent = self.annotated.referent(head);
        let refers = (referent != head).then(|| self.by_head.get(&referent).copied()).flatten();
        if found.manner != Manner::Pronoun {
            self.place_body(&mut found);
            self.stand_for_state(&mut found);
        }
        let group = match found.manner {
            Manner::Pronoun => refers,
            Manner::Name => self.of_name(&found).or(refers.filter(|&g| self.agrees(g, &found))),
            Manner::Noun => found
                .reading
                .entry
                .and_then(|id| self.by_entry.get(&id).copied())
                .or(refers)
                .or_else(|| self.of_noun(&found)),
        };
        let at = group.unwrap_or(self.groups.len());
        if let Some(group) = self.groups.get_mut(at) {
            namesake::unname(self.reader, group, &mut found);
            let before = group.reading.entry;
            if namesake::rename(self.reader, group, &found) {
                self.by_entry.retain(|id, _| Some(*id) != before);
            }
        }
        if let Some(id) = found.reading.entry {
            self.by_entry.entry(id).or_insert(at);
        }
        if found.manner != Manner::Pronoun {
            self.by_name.entry(found.folded.clone()).or_insert(at);
        }
        self.by_head.insert(head, at);
        if at == self.groups.len() {
            let is_person = found.reading.is_person;
            self.groups.push(Group { reading: found.reading.clone(), mentions: vec![found], is_person });
        } else {
            self.groups[at].join(found);
        }
    }

    /// "the army", "police": those of the country that the text speaks of here.
    fn place_body(&self, found: &mut Mention) {
        let reading = &mut found.reading;
        let is_body =
            reading.is_common && found.manner == Manner::Noun || reading.is_person && reading.entry.is_none();
        if reading.country.is_none()
            && !reading.is_abroad
            && is_body
            && !is_of_stranger(self.annotated, self.sightings, found.head)
            && (matches!(reading.sector.as_deref(), Some("MIL" | "COP" | "JUD" | "LEG" | "GOV"))
                // The country's own media, not the press at large.
                || reading.sector.as_deref() == Some("JRN") && found.folded.contains("state "))
        {
            reading.country = match self.owner(found.head) {
                Some(owner) => owner,
                None if reading.is_person => self.sightings.home(),
                None => self.sightings.country_at(self.annotated, found.head),
            };
            found.is_placed = true;
        }
    }

    /// Whose a party is by a pronoun: "its soldiers" are of the country of whom "its" means; the inner `None` if that is not
    /// known.
    fn owner(&self, head: TokenIx) -> Option<Option<SmolStr>> {
        let pronoun = self
            .annotated
            .children_by(head, Dep::Poss)
            .find(|&t| self.annotated.token(t).tag == Tag::PrpS)?;
        let group = self.by_head.get(&self.annotated.referent(pronoun))?;
        Some(self.groups[*group].reading.country.clone())
    }

    /// "the Afghan government", "Israel's authorities": the state itself.
    fn stand_for_state(&self, found: &mut Mention) {
        if !(found.reading.stands_for_state || self.is_demonym_adjective(found.head))
            || found.reading.entry.is_some()
        {
            return;
        }
        if let Some(state) = found.reading.country.as_deref().and_then(|c| self.reader.knowledge.state(c)) {
            found.reading.entry = Some(state);
            found.reading.sector = Some("state".into());
        }
    }

    /// "Israeli air strikes": the adjective is the doer, and means the state.
    fn is_demonym_adjective(&self, head: TokenIx) -> bool {
        self.annotated.token(head).pos == Pos::Adj
            && self.annotated.entity_of(head).is_some_and(|e| e.kind == EntityKind::Norp)
    }

    /// The group that a name belongs to: by the entry, the same words, a part of the words, or their initials.
    fn of_name(&self, found: &Mention) -> Option<usize> {
        if let Some(id) = found.reading.entry
            && let Some(&group) = self.by_entry.get(&id)
        {
            return Some(group);
        }
        if let Some(&group) = self.by_name.get(&found.folded)
            && self.agrees(group, found)
        {
            return Some(group);
        }
        let words: Vec<&str> = found.folded.split(' ').collect();
        let initials = is_initials(found.span.text(&self.document.text));
        // The latest that fits: a family name means whom the text spoke of last.
        self.groups.iter().enumerate().rev().find_map(|(i, group)| {
            (group.has_name() && self.agrees(i, found)).then_some(())?;
            // "Tareq Zubeidi" is not Razek Zubeidi, who has been called Zubeidi too.
            let is_other = |m: &&Mention| {
                let theirs: Vec<&str> = m.folded.split(' ').collect();
                let both = theirs.len() > 1 && words.len() > 1;
                m.manner == Manner::Name && both && !is_part_of_person(&words, &theirs)
            };
            if found.reading.is_person && group.is_person && group.mentions.iter().any(|m| is_other(&m)) {
                return None;
            }
            group
                .mentions
                .iter()
                .filter(|m| m.manner == Manner::Name)
                .any(|m| {
                    let theirs: Vec<&str> = m.folded.split(' ').collect();
                    let is_state = group.reading.sector.as_deref() == Some("state");
                    if is_state && found.is_definite && found.reading.entry.is_none() {
                        // "the North" after North Korea.
                        return words.len() == 1 && theirs.len() == 2 && words[0] == theirs[0];
                    }
                    if group.is_person || found.reading.is_person {
                        is_part_of_person(&words, &theirs)
                    } else {
                        initials && is_made_of(&words, &theirs)
                            || is_initials(m.span.text(&self.document.text)) && is_made_of(&theirs, &words)
                            || (words.len() > 1 || self.is_noun_of_body(found))
                                && theirs.len() > words.len()
                                && theirs.ends_with(&words)
                    }
                })
                .then_some(i)
        })
    }

    /// "the Council" after "the Security Council".
    fn is_noun_of_body(&self, found: &Mention) -> bool {
        found.is_definite
            && found.reading.entry.is_none()
            && self.reader.lexicon.noun(&found.folded).is_some()
    }

    /// "the consulate" after "the Iranian consulate": the latest with the same noun, if the phrase is definite and
    /// says nothing that sets it apart.
    fn of_noun(&self, found: &Mention) -> Option<usize> {
        if let Some(&group) = self.by_name.get(&found.folded)
            && (found.is_definite || found.folded.contains(' '))
        {
            return Some(group);
        }
        let is_told = found.is_definite || self.is_bare_police(found);
        if !is_told || found.folded.contains(' ') {
            return None;
        }
        let lemma = &self.annotated.token(found.head).lemma;
        if let Some(person) = self.of_title(&lemma.to_lowercase()) {
            return Some(person);
        }
        let country = found.reading.country.as_deref().filter(|_| !found.is_placed);
        self.groups.iter().enumerate().rev().find_map(|(i, group)| {
            group
                .mentions
                .iter()
                .any(|m| {
                    m.head != found.head
                        && self.annotated.token(m.head).lemma.eq_ignore_ascii_case(lemma)
                        && m.manner != Manner::Pronoun
                })
                .then_some(i)
                .filter(|_| {
                    country.is_none()
                        || group.reading.country.is_none()
                        || group.reading.country.as_deref() == country
                })
        })
    }

    /// "police said": the body, as with an article.
    fn is_bare_police(&self, found: &Mention) -> bool {
        let noun = self.reader.lexicon.noun(&found.folded);
        noun.is_some_and(|n| n.sector.as_deref() == Some("COP") && !n.is_plural)
            && !self.annotated.children_by(found.head, Dep::Det).any(|_| true)
    }

    /// "the minister" after "Defence Minister Khawaja Asif".
    fn of_title(&self, office: &str) -> Option<usize> {
        self.groups.iter().enumerate().rev().find_map(|(i, group)| {
            let held = |m: &Mention| {
                m.title
                    .as_deref()
                    .is_some_and(|t| t.split_whitespace().any(|w| w.eq_ignore_ascii_case(office)))
            };
            (group.is_person && group.mentions.iter().any(held)).then_some(i)
        })
    }

    /// True if a name may belong to a group: not two entries, not a person and a body.
    fn agrees(&self, group: usize, found: &Mention) -> bool {
        let group = &self.groups[group];
        if let (Some(a), Some(b)) = (group.reading.entry, found.reading.entry) {
            return a == b;
        }
        if group.is_person == found.reading.is_person || !group.has_name() {
            return true;
        }
        // The tagger may take a family name for a place; what the knowledge base knows is no family name.
        if group.is_person { found.reading.entry.is_none() } else { group.reading.entry.is_none() }
    }

    pub fn finish(mut self) -> Cast {
        let mut order: Vec<usize> = (0..self.groups.len()).filter(|&g| self.is_cast(g)).collect();
        order.sort_by_key(|&g| self.groups[g].mentions.iter().map(|m| m.span.start_byte).min());
        let mut actors = Vec::new();
        let mut classes = Vec::new();
        let mut named = Vec::new();
        let mut ids = vec![ActorId(0); self.groups.len()];
        for g in order {
            let id = ActorId(actors.len() as u32 + 1);
            ids[g] = id;
            let (actor, class) = self.actor(g, id);
            actors.push(actor);
            classes.push(class);
            named.push(self.groups[g].has_name());
        }
        let heads = std::mem::take(&mut self.by_head).into_iter();
        let by_head = heads.filter(|&(_, g)| ids[g].0 > 0).map(|(h, g)| (h, ids[g])).collect();
        Cast { actors, classes, named, by_head }
    }

    /// A name in no record of which nothing is known is no actor: the tagger takes many a thing for a body.
    fn is_cast(&self, group: usize) -> bool {
        let Group { reading, mentions, .. } = &self.groups[group];
        let is_known = reading.entry.is_some() || reading.country.is_some() || reading.sector.is_some();
        is_known || self.groups[group].is_person || mentions.iter().any(|m| self.parties.contains(&m.head))
    }

    fn actor(&self, at: usize, id: ActorId) -> (Actor, SourceClass) {
        let group = &self.groups[at];
        let text = &self.document.text;
        let entry = group.reading.entry.map(|id| self.reader.knowledge.entry(id));
        let longest = |manner: Manner| {
            group.mentions.iter().filter(|m| m.manner == manner).max_by_key(|m| {
                (m.folded.split(' ').count(), m.folded.len(), std::cmp::Reverse(m.span.start_byte))
            })
        };
        let named = longest(Manner::Name);
        let name = match &entry {
            Some(entry) if entry.kind != "person" => entry.name.to_string(),
            // A family name alone does not tell who it is.
            Some(entry) if named.is_none_or(|m| !m.folded.contains(' ')) => entry.name.to_string(),
            _ => {
                let best = named
                    .or_else(|| group.mentions.iter().find(|m| m.manner == Manner::Noun))
                    .unwrap_or(&group.mentions[0]);
                one_line(best.span.text(text))
            }
        };
        let mut country = group.reading.country.clone();
        let mut role = group.reading.sector.clone();
        match country.as_deref() {
            Some("IGO" | "UNO" | "EUR") => {
                country = None;
                role = Some("IGO".into());
            }
            Some("NGO") => {
                country = None;
                role = Some("NGO".into());
            }
            _ => {}
        }
        // Unknown is no sector of the coding manual.
        role = role.filter(|r| r != "UNK");
        let class = if group.is_person && named.is_some() {
            SourceClass::Person
        } else {
            group.reading.class.unwrap_or(SourceClass::Other)
        };
        let mut mentions: Vec<Span> =
            group.mentions.iter().filter(|m| m.manner != Manner::Pronoun).map(|m| m.span).collect();
        mentions.sort_unstable();
        mentions.dedup();
        let actor = Actor {
            id,
            name,
            country,
            role,
            wikidata: None,
            entry: entry.as_ref().map(candidate::entry_name),
            title: group.mentions.iter().find_map(|m| m.title.clone()),
            mentions,
            evidence: candidate::evidence(self.reader, text, group),
            candidates: candidate::candidates(self.reader, group),
        };
        (actor, class)
    }
}

/// A phrase that runs over a line is one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "the Ruritanian army", "Ruritania's army": somebody's whom the knowledge base lacks, and nobody else's.
fn is_of_stranger(annotated: &Annotated, sightings: &Sightings, head: TokenIx) -> bool {
    let is_stranger = |t: TokenIx| {
        let is_name = annotated
            .entity_of(t)
            .is_some_and(|e| matches!(e.kind, EntityKind::Gpe | EntityKind::Norp | EntityKind::Loc));
        is_name && sightings.at(t).is_none()
    };
    annotated.children(head).iter().any(|&c| {
        let token = annotated.token(c);
        let modifies = matches!(token.dep, Dep::Amod | Dep::Compound | Dep::Nmod | Dep::Poss);
        let is_written_as_name = matches!(token.pos, Pos::Propn | Pos::Adj);
        modifies && c < head && is_written_as_name && is_stranger(c)
    })
}
