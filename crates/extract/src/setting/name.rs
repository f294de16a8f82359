//! Which place does a noun phrase name, and which words are its name?

use sayso_model::{Annotated, Dep, EntityKind, PlaceMention, Pos, Tag, TokenIx};

use super::lexicon::PlaceWords;

/// How deep phrases may hang in each other.
const DEPTH: u32 = 6;

pub(crate) struct Names<'a> {
    pub text: &'a Annotated,
    pub words: &'a PlaceWords,
    /// True if "the city" counts too, which means what was named before.
    pub nominals: bool,
}

impl Names<'_> {
    /// Names of the objects of a preposition.
    pub fn of_objects(&self, preposition: TokenIx, found: &mut Vec<PlaceMention>) {
        self.objects(preposition, 0, found);
    }

    /// The place that a noun phrase names: the name itself, or the one in "town of X", "X province", "a market in X".
    /// `located`: any name in it can be a place.
    pub fn of_phrase(&self, head: TokenIx, located: bool, found: &mut Vec<PlaceMention>) {
        self.phrase(head, located, 0, found);
    }

    /// A day or hour.
    pub fn is_time(&self, token: TokenIx) -> bool {
        let kind = self.text.entity_of(token).map(|e| e.kind);
        matches!(kind, Some(EntityKind::Date | EntityKind::Time))
    }

    /// A name that the annotation holds for a place.
    pub fn is_place(&self, token: TokenIx) -> bool {
        let kind = self.text.entity_of(token).map(|e| e.kind);
        matches!(kind, Some(EntityKind::Gpe | EntityKind::Loc | EntityKind::Fac))
    }

    /// A named building; the annotation takes some for bodies.
    pub fn is_building(&self, token: TokenIx) -> bool {
        let kind = self.text.entity_of(token).map(|e| e.kind);
        kind == Some(EntityKind::Fac)
            || kind == Some(EntityKind::Org) && self.words.is_part(&self.text.token(token).lower)
    }

    fn objects(&self, preposition: TokenIx, depth: u32, found: &mut Vec<PlaceMention>) {
        for object in self.text.children_by(preposition, Dep::Pobj) {
            self.phrase(object, true, depth, found);
        }
        // A name that the tagger takes for a participle: "in Sagaing".
        for object in self.text.children_by(preposition, Dep::Pcomp).filter(|&o| self.is_place(o)) {
            self.phrase(object, true, depth, found);
        }
        // "from outside X"
        for inner in self.text.children_by(preposition, Dep::Prep) {
            self.objects(inner, depth + 1, found);
        }
    }

    /// `located`: the phrase stands after a preposition of place, so that any name in it can be a place.
    fn phrase(&self, head: TokenIx, located: bool, depth: u32, found: &mut Vec<PlaceMention>) {
        if depth > DEPTH || self.is_other(head) {
            return;
        }
        let text = self.text;
        let before = found.len();
        let token = text.token(head);
        let proper_part = token.pos == Pos::Propn && self.words.is_part(&token.lower);
        // "the German Consulate in the hub of X": the town is told.
        if self.is_building(head) {
            for prep in text.children_by(head, Dep::Prep) {
                if found.len() == before && self.words.is_at(&text.token(prep).lower) {
                    self.objects(prep, depth + 1, found);
                }
            }
        }
        if found.len() > before {
        } else if self.is_place(head) || (located || proper_part) && self.may_be_place(head) {
            found.push(self.mention(head));
        } else {
            let settlement = self.words.is_settlement(&token.lower);
            let part = settlement || self.words.is_part(&token.lower);
            let modifier = self.modifier(head, part);
            // "the West Bank city of X", but "X village of Y Local Government".
            if settlement && modifier.is_none_or(|m| self.is_place(m)) {
                self.of(head, true, depth, found);
            }
            if found.len() == before {
                found.extend(modifier.map(|m| self.mention(m)));
            }
            for appos in text.children_by(head, Dep::Appos) {
                if found.len() == before {
                    self.phrase(appos, part, depth + 1, found);
                }
            }
            if found.len() == before {
                self.of(head, part, depth, found);
            }
            for prep in text.children_by(head, Dep::Prep) {
                if found.len() == before && self.words.is_at(&text.token(prep).lower) {
                    self.objects(prep, depth + 1, found);
                }
            }
        }
        // "the border with X"
        if found.len() == before && self.words.is_barrier(&token.lower) {
            for prep in text.children_by(head, Dep::Prep).filter(|&p| text.token(p).lower == "with") {
                self.objects(prep, depth + 1, found);
            }
        }
        if found.len() == before && located && self.nominals {
            found.extend(self.nominal(head));
        }
        if found.len() > before {
            for next in text.children_by(head, Dep::Conj) {
                self.phrase(next, located, depth + 1, found);
            }
        }
    }

    /// "the besieged enclave", "this town": a kind of place that stands for one named before.
    fn nominal(&self, head: TokenIx) -> Option<PlaceMention> {
        let text = self.text;
        let noun = text.token(head);
        let children = text.children(head);
        let first = *children.first()?;
        let is_known = text.token(first).pos == Pos::Det && self.words.is_known(&text.token(first).lower);
        // "the northern city", "the city that it took", "the other town" are told apart by what stands beside them.
        let is_bare = children.iter().all(|&c| {
            let token = text.token(c);
            c == first
                || token.pos == Pos::Punct
                || token.dep == Dep::Amod && self.words.is_added(&token.lower)
        });
        let fits = noun.tag == Tag::Nn && noun.entity.is_none() && self.words.is_nominal(&noun.lower);
        (fits && is_known && is_bare)
            .then(|| PlaceMention { head, span: text.tokens_span(first.min(head), head + 1) })
    }

    fn of(&self, head: TokenIx, located: bool, depth: u32, found: &mut Vec<PlaceMention>) {
        let text = self.text;
        for prep in text.children_by(head, Dep::Prep).filter(|&p| text.token(p).lower == "of") {
            for object in text.children_by(prep, Dep::Pobj) {
                self.phrase(object, located, depth + 1, found);
            }
        }
    }

    /// "Dhamar province", "a Barcelona suburb", "Mogadishu's Wadajir district".
    fn modifier(&self, head: TokenIx, part: bool) -> Option<TokenIx> {
        let fits = |c: TokenIx| self.is_place(c) || part && self.may_be_place(c);
        let of = |deps: &[Dep]| {
            let mut children = self.text.children(head).iter().rev().copied();
            children.find(|&c| deps.contains(&self.text.token(c).dep) && fits(c))
        };
        of(&[Dep::Compound, Dep::Nmod, Dep::Amod]).or_else(|| of(&[Dep::Poss]).filter(|_| part))
    }

    /// People, peoples, times and figures.
    fn is_other(&self, head: TokenIx) -> bool {
        let token = self.text.token(head);
        let kind = self.text.entity_of(head).map(|e| e.kind);
        self.words.is_none(&token.lower)
            || matches!(
                kind,
                Some(
                    EntityKind::Date
                        | EntityKind::Time
                        | EntityKind::Norp
                        | EntityKind::Money
                        | EntityKind::Percent
                        | EntityKind::Ordinal
                        | EntityKind::Cardinal
                        | EntityKind::Event
                        | EntityKind::Law
                        | EntityKind::Language
                        | EntityKind::WorkOfArt
                )
            )
    }

    /// A name after a preposition of place, whatever the annotation holds it for; of bodies only those that are named after a
    /// kind of place ("Imam Ali Hospital").
    fn may_be_place(&self, token: TokenIx) -> bool {
        let t = self.text.token(token);
        let kind = self.text.entity_of(token).map(|e| e.kind);
        let body = matches!(kind, Some(EntityKind::Org));
        // The tagger takes a common noun for a name now and then: "on the eastern bank".
        let capital = t.lemma.chars().any(char::is_uppercase);
        t.pos == Pos::Propn && capital && !self.is_other(token) && (!body || self.words.is_part(&t.lower))
    }

    /// The words of the name that a token is part of, without an article: the entity, or the run of names.
    pub(super) fn mention(&self, token: TokenIx) -> PlaceMention {
        let text = self.text;
        let sentence = text.sentence_of(token);
        let place = self.is_place(token);
        let (mut start, mut end) = match text.entity_of(token) {
            Some(e) => (e.start, e.end),
            None => (token, token + 1),
        };
        // An entity that is a place keeps its words; other names run as far as their words hang together.
        let open = |t: TokenIx| {
            text.token(t).entity.is_none()
                || !place && text.head(t).is_some_and(|h| (start..end).contains(&h))
        };
        let named = |t: TokenIx| text.token(t).pos == Pos::Propn && text.token(t).lower != "'s" && open(t);
        let glued = |t: TokenIx| text.token(t).span.end_byte == text.token(t + 1).span.start_byte;
        let joint = |t: TokenIx| matches!(&*text.token(t).lower, "-" | "'" | "‘");
        let (mut left, mut right) = (start, end);
        while left > sentence.start {
            let before = left - 1;
            let mark = joint(before) && glued(before) && text.token(before).entity.is_none();
            if !mark && (!named(before) || self.words.is_none(&text.token(before).lower)) {
                break;
            }
            left = before;
        }
        while right < sentence.end {
            if named(right) && text.token(right).dep != Dep::Appos {
                right += 1;
            } else if right + 1 < sentence.end
                && joint(right)
                && glued(right - 1)
                && glued(right)
                && named(right + 1)
            {
                right += 2;
            } else {
                break;
            }
        }
        (start, end) = (left, right);
        // Entities run over brackets now and then.
        if let Some(bracket) = (start..end).find(|&t| matches!(&*text.token(t).lower, "(" | "[" | ","))
            && bracket > start
        {
            end = bracket;
        }
        while start + 1 < end && matches!(text.token(start).pos, Pos::Det | Pos::Punct) {
            start += 1;
        }
        while end > start + 1 && (text.token(end - 1).lower == "'s" || text.token(end - 1).pos == Pos::Punct)
        {
            end -= 1;
        }
        PlaceMention { head: token, span: text.tokens_span(start, end) }
    }
}
