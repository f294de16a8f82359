//! What do lexicons know of a word?

use rustc_hash::FxHashMap;
use sayso_dictionaries::Dictionaries;
use sayso_model::{Annotated, TokenIx};
use smol_str::SmolStr;

/// Triggers of events, signs of modality, and the CAMEO verb dictionary.
pub(crate) struct Lexicon {
    /// Lemmas of a trigger by the first, with its type.
    triggers: FxHashMap<SmolStr, Vec<(Vec<SmolStr>, SmolStr)>>,
    /// Words that speak for a type, by the first.
    cues: FxHashMap<SmolStr, Vec<(Vec<SmolStr>, SmolStr)>>,
    modality: FxHashMap<SmolStr, char>,
    /// Types of CAMEO codes by their beginnings.
    types: FxHashMap<SmolStr, SmolStr>,
    cameo: Dictionaries,
}

macro_rules! data {
    ($($path:literal),* $(,)?) => {
        [$(($path, include_str!(concat!("../../../", $path)))),*]
    };
}

const TRIGGERS: [(&str, &str); 15] = data![
    "data/en/lexicon/event/accuse.tsv",
    "data/en/lexicon/event/agree.tsv",
    "data/en/lexicon/event/aid.tsv",
    "data/en/lexicon/event/assault.tsv",
    "data/en/lexicon/event/coerce.tsv",
    "data/en/lexicon/event/concede.tsv",
    "data/en/lexicon/event/consult.tsv",
    "data/en/lexicon/event/cooperate.tsv",
    "data/en/lexicon/event/mobilize.tsv",
    "data/en/lexicon/event/protest.tsv",
    "data/en/lexicon/event/reject.tsv",
    "data/en/lexicon/event/retreat.tsv",
    "data/en/lexicon/event/sanction.tsv",
    "data/en/lexicon/event/support.tsv",
    "data/en/lexicon/event/threaten.tsv",
];

const CUES: [(&str, &str); 1] = data!["data/en/lexicon/cues.tsv"];
const MODALITY: [(&str, &str); 1] = data!["data/en/lexicon/modality.tsv"];
const CODES: [(&str, &str); 1] = data!["data/ontology/cameo.tsv"];
const CAMEO: [(&str, &str); 1] = data!["data/en/lexicon/cameo-verbs.txt"];

/// Most words that may stand between two words of a cue.
const CUE_GAP_MAX: usize = 3;

impl Lexicon {
    pub(crate) fn load() -> Result<Self, String> {
        let mut triggers: FxHashMap<SmolStr, Vec<_>> = FxHashMap::default();
        for (file, text) in TRIGGERS {
            for (n, cells) in rows(text) {
                let pairs = cells.get(3).copied().unwrap_or_default().split(' ');
                let kind = pairs.filter_map(|p| p.strip_prefix("type=")).next();
                let kind = kind.ok_or_else(|| format!("{file}:{n}: has no type"))?;
                let words: Vec<SmolStr> = cells[0].split([' ', '-']).map(SmolStr::new).collect();
                triggers.entry(words[0].clone()).or_default().push((words, older(kind).into()));
            }
        }
        let mut cues: FxHashMap<SmolStr, Vec<_>> = FxHashMap::default();
        for (file, text) in CUES {
            for (n, cells) in rows(text) {
                let [phrase, kind] = cells[..] else { return Err(format!("{file}:{n}: needs two columns")) };
                let words: Vec<SmolStr> = phrase.replace('-', " - ").split(' ').map(SmolStr::new).collect();
                cues.entry(words[0].clone()).or_default().push((words, kind.into()));
            }
        }
        let mut modality = FxHashMap::default();
        for (file, text) in MODALITY {
            for (n, cells) in rows(text) {
                let [lemma, sign] = cells[..] else { return Err(format!("{file}:{n}: needs two columns")) };
                let sign = sign.chars().next().ok_or_else(|| format!("{file}:{n}: has no sign"))?;
                modality.insert(SmolStr::new(lemma), sign);
            }
        }
        let mut types = FxHashMap::default();
        for (file, text) in CODES {
            for (n, cells) in rows(text) {
                let [code, kind, _] = cells[..] else {
                    return Err(format!("{file}:{n}: needs three columns"));
                };
                types.insert(SmolStr::new(code), older(kind).into());
            }
        }
        // Lines of the dictionary that its own format refuses are known, and told of in docs/types.md.
        let (cameo, _) = Dictionaries::read(CAMEO);
        Ok(Self { triggers, cues, modality, types, cameo })
    }

    /// Types of the triggers that begin at a token.
    pub(crate) fn triggers(&self, lemmas: &[SmolStr], at: usize) -> impl Iterator<Item = &str> {
        let list = self.triggers.get(&lemmas[at]).map_or(&[][..], Vec::as_slice);
        let rest = &lemmas[at..];
        let stands = move |words: &Vec<SmolStr>| {
            words.len() <= rest.len() && std::iter::zip(words, rest).all(|(a, b)| a == b)
        };
        let mut kinds: Vec<_> = list.iter().filter(|t| stands(&t.0)).map(|t| t.1.as_str()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds.into_iter()
    }

    /// Types that words from a token on speak for, with how many words do.
    pub(crate) fn cues(&self, lemmas: &[SmolStr], at: usize) -> Vec<(usize, &str)> {
        let list = self.cues.get(&lemmas[at]).map_or(&[][..], Vec::as_slice);
        let stands = |words: &[SmolStr]| {
            let mut from = at + 1;
            words[1..].iter().all(|word| {
                let near = &lemmas[from.min(lemmas.len())..(from + CUE_GAP_MAX + 1).min(lemmas.len())];
                near.iter().position(|l| l == word).map(|n| from += n + 1).is_some()
            })
        };
        list.iter()
            .filter(|(words, _)| stands(words))
            .map(|(words, kind)| (words.len(), kind.as_str()))
            .collect()
    }

    /// The sign of a word that presents an act: `W` will or is ready to, `T` threatens, `F` fails or refuses, `C` calls for, `N` not.
    pub(crate) fn modality(&self, lemma: &str) -> Option<char> {
        self.modality.get(lemma).copied()
    }

    /// The type of the code that the CAMEO dictionary gives to a verb where it stands; `-` for no event.
    pub(crate) fn cameo(&self, annotated: &Annotated, token: TokenIx) -> Option<&str> {
        let code = self.cameo.verb_code(annotated, token)?;
        let beginnings = (2..=code.len()).rev().filter_map(|n| code.get(..n));
        Some(beginnings.filter_map(|b| self.types.get(b)).next().map_or("-", SmolStr::as_str))
    }

    /// Labels of the CAMEO dictionary's sets of synonyms that a word is in.
    pub(crate) fn sets(&self, word: &str) -> &[SmolStr] {
        self.cameo.sets_of(word)
    }
}

/// PLOVER's older name for a type.
fn older(kind: &str) -> &str {
    match kind {
        "CONCEDE" | "RETREAT" => "YIELD",
        _ => kind,
    }
}

fn rows(text: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    let lines = text.lines().enumerate().filter(|(_, l)| !l.starts_with('#') && !l.trim().is_empty());
    lines.map(|(n, l)| (n + 1, l.split('\t').map(str::trim).collect()))
}
