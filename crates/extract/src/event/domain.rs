//! Is it a conflict at all, or a match, a film, a game, a market?
//!
//! What a document and a sentence are about is read off their words. Where that is sport, the arts, computing or trade, a
//! trigger that is often said of other things ("beat", "hit", "battle") counts only beside words of real conflict.

use rustc_hash::{FxHashMap, FxHashSet};
use sayso_model::{Annotated, Dep, Document, EntityKind, Pos, Tag, TokenIx};
use smol_str::SmolStr;

use super::table::{data_file, rows};
use super::trigger::Found;
use crate::Error;

/// What a word speaks of, as bits.
type Signs = u32;

const SPORT: Signs = 1;
const SCREEN: Signs = 1 << 1;
const GAME: Signs = 1 << 2;
const COMPUTING: Signs = 1 << 3;
const MARKET: Signs = 1 << 4;
const WEATHER: Signs = 1 << 5;
const FICTION: Signs = 1 << 6;
const GRAVE: Signs = 1 << 7;
const LAW: Signs = 1 << 8;
const LOOSE: Signs = 1 << 9;
const ACCIDENT: Signs = 1 << 10;
const REFLEXIVE: Signs = 1 << 11;
const BLOODLESS: Signs = 1 << 12;
const EASE: Signs = 1 << 13;
const NAMING: Signs = 1 << 14;
const SPOKEN: Signs = 1 << 15;
const CONTEST: Signs = 1 << 16;
const IDEA: Signs = 1 << 17;

const NAMES: [(&str, Signs); 18] = [
    ("sport", SPORT),
    ("screen", SCREEN),
    ("game", GAME),
    ("computing", COMPUTING),
    ("market", MARKET),
    ("weather", WEATHER),
    ("fiction", FICTION),
    ("grave", GRAVE),
    ("law", LAW),
    ("loose", LOOSE),
    ("accident", ACCIDENT),
    ("reflexive", REFLEXIVE),
    ("bloodless", BLOODLESS),
    ("ease", EASE),
    ("naming", NAMING),
    ("spoken", SPOKEN),
    ("contest", CONTEST),
    ("idea", IDEA),
];

const DOMAINS: [Signs; 6] = [SPORT, SCREEN, GAME, COMPUTING, MARKET, WEATHER];

/// A document is of a domain if one word of so many is of it, and more than of conflict.
const TOKENS_A_WORD: usize = 40;
/// and if it has so many of its words: a network whose file goes to court is not computing.
const KINDS_MIN: usize = 3;
/// The same for what parties do to each other at polls.
const CONTEST_TOKENS_A_WORD: usize = 80;
/// Words of a domain in a sentence that make it of that domain, in a document of another.
const SENTENCE_WORDS_MIN: usize = 3;

/// Words that show what a text is about.
pub(crate) struct DomainWords {
    signs: FxHashMap<SmolStr, Signs>,
}

/// What a document is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Domain(Signs);

impl Domain {
    /// Its name in the list of words; the first of several.
    pub(crate) fn name(self) -> &'static str {
        NAMES.iter().find(|(_, sign)| self.0 & sign != 0).map_or("none", |(name, _)| name)
    }
}

fn is_party(kind: EntityKind) -> bool {
    matches!(
        kind,
        EntityKind::Person | EntityKind::Gpe | EntityKind::Norp | EntityKind::Org | EntityKind::Loc
    )
}

impl DomainWords {
    pub(crate) fn load() -> Result<Self, Error> {
        let mut signs: FxHashMap<SmolStr, Signs> = FxHashMap::default();
        let (file, text) = data_file!("data/en/lexicon/event/domain.tsv");
        for row in rows(file, text) {
            let name = row.cell(1)?;
            let sign = NAMES.iter().find(|(n, _)| *n == name).map(|&(_, s)| s);
            let sign = sign.ok_or_else(|| row.error(format!("no class `{name}`")))?;
            *signs.entry(row.cell(0)?.into()).or_default() |= sign;
        }
        Ok(Self { signs })
    }

    fn of(&self, annotated: &Annotated, token: TokenIx) -> Signs {
        let t = annotated.token(token);
        let at = |word: &str| self.signs.get(word).copied().unwrap_or(0);
        match t.pos {
            Pos::Propn => at(&t.lower),
            _ => at(&t.lemma) | if t.lower == t.lemma { 0 } else { at(&t.lower) },
        }
    }

    /// The domain that the running text of a document is of, if it is of one.
    pub(crate) fn of_document(&self, document: &Document, annotated: &Annotated) -> Domain {
        let (mut counts, mut grave, mut words, mut contest) = ([0usize; DOMAINS.len()], 0, 0, 0);
        let mut kinds: [FxHashSet<&str>; DOMAINS.len()] = Default::default();
        for sentence in &annotated.sentences {
            if document.blocks.get(sentence.block as usize).is_some_and(|b| !b.kind.is_coded()) {
                continue;
            }
            for token in sentence.start..sentence.end {
                let signs = self.of(annotated, token);
                words += 1;
                grave += usize::from(signs & GRAVE != 0);
                contest += usize::from(signs & CONTEST != 0);
                for (i, _) in DOMAINS.into_iter().enumerate().filter(|(_, d)| signs & d != 0) {
                    counts[i] += 1;
                    kinds[i].insert(&annotated.token(token).lemma);
                }
            }
        }
        let least = (words / TOKENS_A_WORD).max(2).max(3 * grave);
        let rich = kinds.iter().map(|k| k.len() >= KINDS_MIN);
        let found = DOMAINS
            .into_iter()
            .zip(counts)
            .zip(rich)
            .filter(|&((_, n), rich)| rich && n > least)
            .map(|(d, _)| d);
        let contest =
            if contest > (words / CONTEST_TOKENS_A_WORD).max(2).max(3 * grave) { CONTEST } else { 0 };
        let domain = found.fold(contest, |all, (domain, _)| all | domain);
        // A little of everything but conflict: a museum's web site, a singer's race.
        let most = DOMAINS.into_iter().zip(counts).max_by_key(|&(_, n)| n);
        match most {
            Some((most, n))
                if domain & !CONTEST == 0 && n > grave && counts.iter().sum::<usize>() > 2 * least =>
            {
                Domain(most | domain)
            }
            _ => Domain(domain),
        }
    }

    /// Leaves the events that the text is really about. `is_conflict` says which types are deeds against somebody, `is_cue`
    /// which words the text says something by.
    pub(crate) fn keep(
        &self,
        annotated: &Annotated,
        domain: Domain,
        found: &mut Vec<Found<'_>>,
        is_conflict: impl Fn(&str) -> bool,
        is_cue: impl Fn(TokenIx) -> bool,
    ) {
        found.retain(|f| !is_conflict(&f.trigger.kind) || self.is_deed(annotated, domain, f, &is_cue));
    }

    /// "launched an attack on the chief, calling him a liar": what follows tells that it was one of words.
    fn is_of_words(&self, annotated: &Annotated, f: &Found<'_>) -> bool {
        let above = (f.trigger.pos == Pos::Noun).then(|| annotated.token(f.token).head);
        std::iter::once(f.token).chain(above).any(|verb| {
            annotated.children(verb).iter().any(|&c| {
                matches!(annotated.token(c).dep, Dep::Advcl | Dep::Acl)
                    && annotated.token(c).tag == Tag::Vbg
                    && self.of(annotated, c) & NAMING != 0
            })
        })
    }

    /// `is_cue` says that a statement takes a word for its cue.
    fn is_deed(
        &self,
        annotated: &Annotated,
        domain: Domain,
        f: &Found<'_>,
        is_cue: &impl Fn(TokenIx) -> bool,
    ) -> bool {
        let has = |t: TokenIx, sign: Signs| self.of(annotated, t) & sign != 0;
        // "killed himself", "a court battle", "a heart attack"
        let in_phrase =
            |t: TokenIx| f.trigger.words.len() > 1 && f.trigger.words.contains(&annotated.token(t).lemma);
        let bloodless = annotated.children(f.token).iter().any(|&c| {
            matches!(annotated.token(c).dep, Dep::Compound | Dep::Amod | Dep::Nmod)
                && has(c, BLOODLESS)
                && !in_phrase(c)
        });
        // "hard to beat": what it would be like, not what is done.
        let is_eased = annotated.token(f.token).tag == Tag::Vb
            && annotated.head(f.token).is_some_and(|h| annotated.token(h).pos == Pos::Adj && has(h, EASE));
        if bloodless || is_eased || f.parties.objects.iter().any(|&o| has(o, REFLEXIVE)) {
            return false;
        }
        // "attacked the legislation", "hit the target", "captured the mood"
        let is_idea = |&o: &TokenIx| {
            matches!(annotated.token(o).dep, Dep::Dobj | Dep::Nsubjpass | Dep::Conj)
                && has(o, IDEA)
                && annotated.entity_of(o).is_none_or(|e| !is_party(e.kind))
        };
        let of_ideas = !f.parties.objects.is_empty() && f.parties.objects.iter().all(is_idea);
        if of_ideas && has(f.token, LOOSE) {
            return false;
        }
        let sentence = annotated.sentence_of(f.token);
        let count = |sign: Signs| {
            (sentence.start..sentence.end)
                .filter(|&t| (t < f.extent.0 || t > f.extent.1) && has(t, sign))
                .count()
        };
        let (grave, law) = (count(GRAVE), count(LAW));
        let nobody = f.parties.actors.is_empty();
        if f.trigger.casualty.is_some() && nobody && grave == 0 && count(ACCIDENT) > 0 {
            return false;
        }
        let is_loose = f.trigger.words.len() == 1 && has(f.token, LOOSE);
        if is_loose
            && has(f.token, SPOKEN)
            && grave + law == 0
            && (self.is_of_words(annotated, f) || is_cue(f.token))
        {
            return false;
        }
        // Parties attack, fight and beat each other in words and at polls.
        if is_loose && has(f.token, SPOKEN) && grave + law == 0 {
            let in_contest = domain.0 & CONTEST != 0 || count(CONTEST) >= SENTENCE_WORDS_MIN;
            if in_contest {
                return false;
            }
        }
        if domain.0 & !CONTEST == 0 {
            let other = DOMAINS.into_iter().any(|d| count(d) >= SENTENCE_WORDS_MIN);
            return !(is_loose && other && grave + law == 0);
        }
        if domain.0 & (SCREEN | GAME) != 0 && law == 0 {
            // What a novel or game is said to be about runs on over its sentences.
            let before = sentence.start.checked_sub(1).map(|t| annotated.sentence_of(t));
            let told = before
                .is_some_and(|b| b.block == sentence.block && (b.start..b.end).any(|t| has(t, FICTION)));
            if count(FICTION) > 0 || told && is_loose || is_loose && domain.0 & GAME != 0 {
                return false;
            }
        }
        if is_loose {
            return grave > 0 && DOMAINS.into_iter().all(|d| domain.0 & d == 0 || count(d) == 0);
        }
        // Arrests and sentences have somebody whom they hit.
        !f.parties.recipients.is_empty() && law + grave > 0
    }
}
