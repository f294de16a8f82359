//! Where is that? Place names become places of the gazetteer.

pub mod atlas;
pub mod gazetteer;
mod nominal;
pub mod rank;
mod site;
pub mod spelling;
mod stray;
pub mod surface;

use sayso_model::{Place, PlaceCandidate, Span};
use smol_str::SmolStr;

use atlas::Atlas;
use gazetteer::{Kind, PlaceIx};
use rank::{Containers, Publisher, Scored, Weights};
use surface::{KindWords, Toponym};

/// Names that settle each other: those of an article. A book's chapters are not about one region.
const PASSAGE: usize = 400;
/// Other places of a name that a record lists, and the least chance that they have.
const MOST_CANDIDATES: usize = 3;
const LEAST_CHANCE: f64 = 0.01;

/// What is known of a document beside its text that may tell where it is about.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints<'a> {
    /// Name or address of the publisher.
    pub publisher: Option<&'a str>,
}

/// Knows the places of the world.
#[derive(Clone, Debug)]
pub struct PlaceResolver {
    atlas: Atlas,
    words: KindWords,
    weights: Weights,
}

impl PlaceResolver {
    /// Opens what is built in; `None` if a data file is broken.
    pub fn load() -> Option<Self> {
        let weights = Weights::parse(include_str!("../../../../data/world/gazetteer/weights.tsv"))?;
        Some(Self { atlas: Atlas::load()?, words: KindWords::load()?, weights })
    }

    /// The same with other weights, for training.
    pub fn with_weights(self, weights: Weights) -> Self {
        Self { weights, ..self }
    }

    /// The places that can be meant.
    pub fn atlas(&self) -> &Atlas {
        &self.atlas
    }

    /// Which places the names at `spans` mean, with the precision of each. A name that is not known keeps its words.
    pub fn resolve_toponyms(&self, text: &str, spans: &[Span], hints: Hints) -> Vec<Place> {
        let (toponyms, ranked) = self.read_and_rank(text, spans, hints);
        std::iter::zip(&toponyms, &ranked).map(|(toponym, scored)| self.place(toponym, scored)).collect()
    }

    /// All candidates of the names at `spans` with their scores.
    pub fn rank(&self, text: &str, spans: &[Span], hints: Hints) -> Vec<Vec<Scored>> {
        self.read_and_rank(text, spans, hints).1
    }

    fn read_and_rank(&self, text: &str, spans: &[Span], hints: Hints) -> (Vec<Toponym>, Vec<Vec<Scored>>) {
        let mut toponyms: Vec<Toponym> =
            spans.iter().map(|&span| surface::read(&self.atlas, &self.words, text, span)).collect();
        surface::share_kinds(text, &mut toponyms);
        let publisher = Publisher { places: self.publisher_places(hints) };
        let mut ranked = Vec::with_capacity(toponyms.len());
        for passage in toponyms.chunks_mut(PASSAGE) {
            let of = passage.iter().map(|t| self.containers(text, t.span)).collect();
            let containers = Containers { of };
            let rank = |passage: &[Toponym]| {
                rank::rank(&self.atlas, &self.weights, passage, &containers, &publisher)
            };
            let mut scored = rank(passage);
            if stray::respell(&self.atlas, passage, &scored) {
                scored = rank(passage);
            }
            ranked.extend(scored);
        }
        stray::drop(&self.atlas, &toponyms, &mut ranked);
        site::fall_back(&self.atlas, text, &mut toponyms, &mut ranked);
        (toponyms, ranked)
    }

    fn place(&self, toponym: &Toponym, scored: &[Scored]) -> Place {
        let mut place = Place { span: toponym.span, ..Place::default() };
        let Some(best) = best(scored) else { return place };
        let entry = self.atlas.entry(best.candidate.place);
        place.name = Some(entry.name.to_owned());
        place.geonames = entry.geonames;
        place.latitude = Some(entry.at.0);
        place.longitude = Some(entry.at.1);
        place.country = entry.country.map(|c| SmolStr::new(self.atlas.country_code(c)));
        place.admin1 = self.atlas.admin1(best.candidate.place).map(|a| self.atlas.entry(a).name.to_owned());
        // A building takes its town's coordinates, and says so.
        let is_site = toponym.is_site && matches!(entry.kind, Kind::City | Kind::Capital);
        let kind = if is_site { Kind::Facility } else { entry.kind };
        place.precision = Some(SmolStr::new_static(kind.precision()));
        place.score = Some(best.probability as f32);
        let others = others(best, scored);
        place.evidence = rank::evidence(&self.weights, best, others.first().copied());
        place.candidates = self.candidates(&others);
        place
    }

    /// The likeliest of the other places.
    fn candidates(&self, others: &[&Scored]) -> Vec<PlaceCandidate> {
        let shown = |s: &Scored| {
            let entry = self.atlas.entry(s.candidate.place);
            PlaceCandidate {
                name: entry.name.to_owned(),
                geonames: entry.geonames,
                country: entry.country.map(|c| SmolStr::new(self.atlas.country_code(c))),
                admin1: self.atlas.admin1(s.candidate.place).map(|a| self.atlas.entry(a).name.to_owned()),
                score: s.probability as f32,
            }
        };
        let likely = others.iter().take(MOST_CANDIDATES).filter(|s| s.probability >= LEAST_CHANCE);
        likely.map(|s| shown(s)).collect()
    }

    /// Countries and divisions named right before or after a name: "the Syrian town of Azaz": "Paris, Texas", "Springfield (Ill.)".
    fn containers(&self, text: &str, span: Span) -> Vec<PlaceIx> {
        if let Some(holder) = surface::holder_before(&self.words, text, span) {
            let places = self.holders(holder);
            if !places.is_empty() {
                return places;
            }
        }
        let after = &text[span.end()..];
        let Some(rest) = after.strip_prefix(", ").or_else(|| after.strip_prefix(" (")) else {
            return Vec::new();
        };
        let mut ends = Vec::new();
        let mut at = 0;
        for word in rest.split_inclusive([' ', ',', ')', ';', '\n']).take(3) {
            let bare = word.trim_end_matches([' ', ',', ')', ';', '\n']);
            if !bare.chars().next().is_some_and(char::is_uppercase) {
                break;
            }
            ends.push(at + bare.len());
            at += word.len();
            if bare.len() + 1 < word.len() || !word.ends_with(' ') {
                break;
            }
        }
        for &end in ends.iter().rev() {
            let name = rest[..end].trim_end_matches("'s").trim_end_matches("’s");
            let divisions = |&p: &PlaceIx| self.atlas.entry(p).kind != Kind::Region;
            let places: Vec<PlaceIx> = self.holders(name).into_iter().filter(divisions).collect();
            if !places.is_empty() {
                return places;
            }
        }
        Vec::new()
    }

    /// Countries, divisions and regions of a name.
    fn holders(&self, name: &str) -> Vec<PlaceIx> {
        let holds = |kind| matches!(kind, Kind::Country | Kind::Admin1 | Kind::Admin2 | Kind::Region);
        let hits = self.atlas.find(&crate::actor::fold::fold(name)).into_iter().map(|h| h.place);
        hits.filter(|&p| holds(self.atlas.entry(p).kind)).collect()
    }

    /// Places in the publisher's name: "The Roanoke Times".
    fn publisher_places(&self, hints: Hints) -> Vec<PlaceIx> {
        let Some(publisher) = hints.publisher else { return Vec::new() };
        let words: Vec<&str> = publisher.split_whitespace().collect();
        for length in (1..=3.min(words.len())).rev() {
            for run in words.windows(length) {
                if !run[0].chars().next().is_some_and(char::is_uppercase) {
                    continue;
                }
                let found = self.atlas.find(&crate::actor::fold::fold(&run.join(" ")));
                let places: Vec<PlaceIx> =
                    found.into_iter().filter(|h| h.canonical).map(|h| h.place).take(3).collect();
                if !places.is_empty() {
                    return places;
                }
            }
        }
        Vec::new()
    }
}

/// The candidates that were not chosen, the likeliest first.
fn others<'s>(chosen: &Scored, scored: &'s [Scored]) -> Vec<&'s Scored> {
    let mut others: Vec<&Scored> =
        scored.iter().filter(|s| s.candidate.place != chosen.candidate.place).collect();
    others.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    others
}

/// The most probable candidate.
pub fn best(scored: &[Scored]) -> Option<&Scored> {
    // The first of equals: candidates come by importance.
    scored.iter().rev().max_by(|a, b| a.probability.total_cmp(&b.probability))
}
