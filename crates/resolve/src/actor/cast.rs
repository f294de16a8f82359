//! Who takes part in a document: which mentions mean one actor?

use rustc_hash::FxHashMap;
use sayso_model::{
    Actor, ActorId, Annotated, Dep, Document, EntityKind, Party, PartyMention, Pos, SourceClass, Span,
    TokenIx,
};
use smol_str::SmolStr;

use super::entry::EntryId;
use super::fold::fold;
use super::mention::{Manner, Mention, is_name, mention};
use super::metonym::is_actor_here;
use super::phrase::{Reader, Reading};
use super::sighting::Sightings;

/// The actors of one document and where they are mentioned.
pub struct Cast {
    actors: Vec<Actor>,
    classes: Vec<SourceClass>,
    named: Vec<bool>,
    by_head: FxHashMap<TokenIx, ActorId>,
    /// Parties whose words have no head: from the bytes of their span.
    by_span: FxHashMap<Span, ActorId>,
}

/// Mentions that are thought to mean one actor.
struct Group {
    mentions: Vec<Mention>,
    reading: Reading,
    is_person: bool,
}

impl Cast {
    /// Reads all parties of the records and all names of the text.
    pub fn new<'p>(
        reader: &Reader,
        document: &Document,
        annotated: &Annotated,
        parties: impl Iterator<Item = &'p PartyMention>,
    ) -> Self {
        let mut heads: Vec<TokenIx> = Vec::new();
        for party in parties {
            if let Some(head) = party.head.or_else(|| party.span.and_then(|s| last_token(annotated, s))) {
                heads.push(head);
                heads.push(annotated.referent(head));
            }
        }
        let sightings = Sightings::new(reader.knowledge, document, annotated);
        heads.extend(names(reader, document, annotated));
        heads.extend(known_names(reader, annotated, &sightings));
        heads.sort_unstable();
        heads.dedup();
        let mut builder = Builder::new(reader, document, annotated, &sightings);
        for head in heads {
            builder.add(head);
        }
        builder.finish()
    }

    /// The actors, in order of their first mention.
    pub fn into_actors(self) -> Vec<Actor> {
        self.actors
    }

    /// The actor that a party of a record is.
    pub fn party(&self, annotated: &Annotated, mention: &PartyMention) -> Party {
        Party { actor: self.actor(annotated, mention), span: mention.span }
    }

    /// The actor that a party of a record is, if it is one.
    pub fn actor(&self, annotated: &Annotated, mention: &PartyMention) -> Option<ActorId> {
        let head = mention.head.or_else(|| mention.span.and_then(|s| last_token(annotated, s)))?;
        let referent = annotated.referent(head);
        self.by_head
            .get(&referent)
            .or_else(|| self.by_head.get(&head))
            .or_else(|| mention.span.as_ref().and_then(|s| self.by_span.get(s)))
            .copied()
    }

    /// What is known of an actor.
    pub fn get(&self, actor: ActorId) -> &Actor {
        &self.actors[actor.0 as usize - 1]
    }

    /// True if the text calls an actor by a name, not only by a noun.
    pub fn is_named(&self, actor: ActorId) -> bool {
        self.named[actor.0 as usize - 1]
    }

    /// True if the knowledge base has an entry for an actor.
    pub fn is_known(&self, actor: ActorId) -> bool {
        self.actors[actor.0 as usize - 1].entry.is_some()
    }

    /// What kind of source an actor is.
    pub fn source_class(&self, actor: Option<ActorId>) -> SourceClass {
        actor.map_or(SourceClass::Other, |id| self.classes[id.0 as usize - 1])
    }
}

/// Heads of the names that can be actors where they stand.
fn names<'a>(
    reader: &'a Reader,
    document: &'a Document,
    annotated: &'a Annotated,
) -> impl Iterator<Item = TokenIx> + 'a {
    annotated.entities.iter().filter(|e| is_name(e.kind)).filter_map(move |entity| {
        let head = head_of(annotated, entity.start, entity.end);
        let wanted = match entity.kind {
            EntityKind::Person | EntityKind::Org => true,
            EntityKind::Gpe | EntityKind::Loc => is_actor_here(annotated, head),
            EntityKind::Norp => {
                annotated.token(head).pos != sayso_model::Pos::Adj && is_actor_here(annotated, head)
            }
            // The White House is a building to the tagger and an actor to the reader.
            _ => !reader
                .knowledge
                .named(annotated.tokens_span(entity.start, entity.end).text(&document.text))
                .is_empty(),
        };
        wanted.then_some(head)
    })
}

/// Heads of known names of several words of persons and bodies, whatever the tagger makes of them.
fn known_names<'a>(
    reader: &'a Reader,
    annotated: &'a Annotated,
    sightings: &'a Sightings,
) -> impl Iterator<Item = TokenIx> + 'a {
    sightings.iter().filter(|s| s.end - s.start > 1).filter_map(move |s| {
        let kind = reader.knowledge.entry(s.entry).kind;
        let head = head_of(annotated, s.start, s.end);
        // A name that another noun builds on ("Red Cross worker") is no actor here.
        let builds = matches!(annotated.token(head).dep, Dep::Compound | Dep::Nmod | Dep::Amod);
        (!builds && !matches!(kind.as_str(), "state" | "territory" | "people")).then_some(head)
    })
}

/// The token of `start..end` whose head lies outside.
fn head_of(annotated: &Annotated, start: TokenIx, end: TokenIx) -> TokenIx {
    (start..end)
        .find(|&t| {
            let up = annotated.token(t).head;
            up < start || up >= end || up == t
        })
        .unwrap_or(end - 1)
}

fn last_token(annotated: &Annotated, span: Span) -> Option<TokenIx> {
    let first = annotated.token_at(span.start())?;
    (first..annotated.tokens.len() as TokenIx)
        .take_while(|&t| annotated.token(t).span.end() <= span.end())
        .last()
}

struct Builder<'a> {
    reader: &'a Reader<'a>,
    document: &'a Document,
    annotated: &'a Annotated,
    sightings: &'a Sightings,
    groups: Vec<Group>,
    by_entry: FxHashMap<EntryId, usize>,
    by_name: FxHashMap<String, usize>,
    by_head: FxHashMap<TokenIx, usize>,
}

impl<'a> Builder<'a> {
    fn new(
        reader: &'a Reader<'a>,
        document: &'a Document,
        annotated: &'a Annotated,
        sightings: &'a Sightings,
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
        }
    }

    fn add(&mut self, head: TokenIx) {
        let mut found = mention(self.reader, self.document, self.annotated, self.sightings, head);
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
            reading.country = if reading.is_person {
                self.sightings.home()
            } else {
                self.sightings.country_at(self.annotated, found.head)
            };
            found.is_placed = true;
        }
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
        self.annotated.token(head).pos == sayso_model::Pos::Adj
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
                            || words.len() > 1 && theirs.len() > words.len() && theirs.ends_with(&words)
                    }
                })
                .then_some(i)
        })
    }

    /// "the consulate" after "the Iranian consulate": the latest with the same noun, if the phrase is definite and
    /// says nothing that sets it apart.
    fn of_noun(&self, found: &Mention) -> Option<usize> {
        if let Some(&group) = self.by_name.get(&found.folded)
            && (found.is_definite || found.folded.contains(' '))
        {
            return Some(group);
        }
        if !found.is_definite || found.folded.contains(' ') {
            return None;
        }
        let lemma = &self.annotated.token(found.head).lemma;
        if let Some(person) = self.of_title(&lemma.to_lowercase()) {
            return Some(person);
        }
        let country = found.reading.country.as_deref();
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

    fn finish(mut self) -> Cast {
        let mut order: Vec<usize> = (0..self.groups.len()).collect();
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
        let by_span = FxHashMap::default();
        let by_head = std::mem::take(&mut self.by_head).into_iter().map(|(h, g)| (h, ids[g])).collect();
        Cast { actors, classes, named, by_head, by_span }
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
            entry: entry.map(|e| SmolStr::new(format!("{}/{}", e.kind, fold(&e.name).replace(' ', "-")))),
            title: group.mentions.iter().find_map(|m| m.title.clone()),
            mentions,
        };
        (actor, class)
    }
}

impl Group {
    fn has_name(&self) -> bool {
        self.mentions.iter().any(|m| m.manner == Manner::Name)
    }

    /// Takes in a mention; what it says fills what is not known yet.
    fn join(&mut self, found: Mention) {
        let theirs = &found.reading;
        let mine = &mut self.reading;
        if mine.entry.is_none() && theirs.entry.is_some() {
            let kept = mine.clone();
            *mine = theirs.clone();
            mine.country = mine.country.take().or(kept.country);
            mine.sector = mine.sector.take().or(kept.sector);
        } else {
            mine.country = mine.country.take().or_else(|| theirs.country.clone());
            if mine.sector.is_none() {
                mine.sector = theirs.sector.clone();
                mine.class = mine.class.or(theirs.class);
            }
        }
        self.is_person |= theirs.is_person;
        self.mentions.push(found);
    }
}

/// A short form of a person's name: every word of it is a word of the full one, or its initial.
fn is_part_of_person(part: &[&str], whole: &[&str]) -> bool {
    let (part, whole) = if part.len() <= whole.len() { (part, whole) } else { (whole, part) };
    let mut at = 0;
    part.iter().all(|word| {
        match whole[at..].iter().position(|w| w == word || word.len() == 1 && w.starts_with(word)) {
            Some(i) => {
                at += i + 1;
                true
            }
            None => false,
        }
    }) && part.iter().any(|w| w.len() > 1)
}

fn is_initials(name: &str) -> bool {
    super::source::is_acronym(name)
}

/// True if the letters are the initials of the words, small words left out or not.
fn is_made_of(letters: &[&str], words: &[&str]) -> bool {
    let [letters] = letters else { return false };
    let all: String = words.iter().filter_map(|w| w.chars().next()).collect();
    let main: String = words
        .iter()
        .filter(|w| {
            !matches!(**w, "of" | "the" | "and" | "for" | "in" | "e" | "i" | "de" | "la" | "du" | "al")
        })
        .filter_map(|w| w.chars().next())
        .collect();
    letters.len() >= 2 && (*letters == all || *letters == main)
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
