//! Which sector does a word speak of? The nouns and modifiers of data/en/actors.

use rustc_hash::FxHashMap;
use sayso_model::SourceClass;
use smol_str::SmolStr;

use super::fold::fold;
use crate::Error;

static NOUNS: &str = include_str!("../../../../data/en/actors/nouns.tsv");
static MODIFIERS: &str = include_str!("../../../../data/en/actors/modifiers.tsv");

/// A noun for a party without a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Noun {
    /// Sector of PLOVER, `IGO` or `NGO`; `None` for nouns that say nothing of it.
    pub sector: Option<SmolStr>,
    /// What kind of source it is.
    pub class: SourceClass,
    /// How far it holds against the words around it.
    pub strength: Strength,
    /// It can stand for the whole body that is named before it.
    pub is_body: bool,
    /// It stands for the state that it belongs to: "the Afghan government".
    pub is_state: bool,
    /// Written in the plural.
    pub is_plural: bool,
}

/// How far a noun's sector holds against the words around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Says nothing: "a team of".
    Through,
    /// Takes the sector of its modifiers.
    Weak,
    /// Takes the sector of armed groups and the opposition only.
    Firm,
    /// Keeps its sector.
    Strong,
}

/// What a word does in a phrase when it is not its head.
#[derive(Clone, Debug, PartialEq)]
pub enum Modifier {
    /// The head belongs to a sector.
    Sector(SmolStr),
    /// The head's office is held no more.
    Former,
    /// Says nothing, and no name begins with it.
    Skip,
    /// A preposition whose complement says whose the head is.
    Of,
    /// A word whose complement is somebody else.
    Other,
    /// A word that ties the head to the country before it: backed, led, linked.
    Tie,
    /// A word that sets the head for or against what follows: pro, anti.
    Stance,
    /// A word that sets the head apart from the country that the text is about: foreign, international.
    Abroad,
}

/// Words by folded form.
pub struct Lexicon {
    nouns: FxHashMap<String, Noun>,
    modifiers: FxHashMap<String, Vec<Modifier>>,
    /// Words of the longest entry.
    longest: usize,
}

impl Lexicon {
    /// The words that are part of the program.
    pub fn load() -> Result<Self, Error> {
        let mut lexicon = Self { nouns: FxHashMap::default(), modifiers: FxHashMap::default(), longest: 1 };
        for (at, line) in rows(NOUNS) {
            lexicon.add_nouns(line).ok_or_else(|| Error::knowledge(format!("nouns.tsv:{at}: `{line}`")))?;
        }
        for (at, line) in rows(MODIFIERS) {
            lexicon
                .add_modifiers(line)
                .ok_or_else(|| Error::knowledge(format!("modifiers.tsv:{at}: `{line}`")))?;
        }
        Ok(lexicon)
    }

    fn add_nouns(&mut self, line: &str) -> Option<()> {
        let mut fields = line.split('\t');
        let sector = fields.next()?;
        let class = SourceClass::from_name(fields.next()?)?;
        let strength = match fields.next()? {
            "through" => Strength::Through,
            "weak" => Strength::Weak,
            "firm" => Strength::Firm,
            "strong" => Strength::Strong,
            _ => return None,
        };
        for word in fields.next()?.split(';').filter(|w| !w.is_empty()) {
            let is_body = word.ends_with('*');
            let is_state = word.ends_with('+');
            let word = fold(word.trim_end_matches(['*', '+']));
            let noun = Noun {
                sector: (!sector.is_empty()).then(|| sector.into()),
                class,
                strength,
                is_body,
                is_state,
                is_plural: false,
            };
            self.longest = self.longest.max(word.split(' ').count());
            let plural = Noun { is_plural: true, ..noun.clone() };
            self.nouns.entry(plural_of(&word)).or_insert(plural);
            self.nouns.insert(word, noun);
        }
        Some(())
    }

    fn add_modifiers(&mut self, line: &str) -> Option<()> {
        let (what, words) = line.split_once('\t')?;
        let modifier = match what {
            "former" => Modifier::Former,
            "skip" => Modifier::Skip,
            "of" => Modifier::Of,
            "other" => Modifier::Other,
            "tie" => Modifier::Tie,
            "stance" => Modifier::Stance,
            "abroad" => Modifier::Abroad,
            sector if sector.len() <= 3 => Modifier::Sector(sector.into()),
            _ => return None,
        };
        for word in words.split(';').filter(|w| !w.is_empty()) {
            // Articles are words here, not something to fold away.
            let word = if word.contains(' ') {
                fold(word)
            } else {
                word.to_lowercase().replace('-', " ").trim().to_owned()
            };
            self.modifiers.entry(word).or_default().push(modifier.clone());
        }
        Some(())
    }

    /// The noun written so, folded.
    pub fn noun(&self, folded: &str) -> Option<&Noun> {
        self.nouns.get(folded)
    }

    /// What the word does before or after a head.
    pub fn modifier(&self, folded: &str) -> &[Modifier] {
        self.modifiers.get(folded).map_or(&[], Vec::as_slice)
    }

    /// True if it is listed as doing `what`.
    pub fn is(&self, folded: &str, what: &Modifier) -> bool {
        self.modifier(folded).contains(what)
    }

    /// Words of the longest noun.
    pub fn longest(&self) -> usize {
        self.longest
    }
}

fn rows(text: &'static str) -> impl Iterator<Item = (usize, &'static str)> {
    text.lines()
        .enumerate()
        .filter(|(_, l)| !l.starts_with('#') && !l.trim().is_empty())
        .map(|(i, l)| (i + 1, l))
}

/// The regular plural of the last word; of the first in "minister of …", "commander in chief".
fn plural_of(noun: &str) -> String {
    if let Some((first, rest)) = noun.split_once(' ')
        && (rest.starts_with("of ") || rest.starts_with("in ") || rest.starts_with("for "))
    {
        return format!("{} {rest}", plural_of(first));
    }
    let vowel = |c: u8| matches!(c, b'a' | b'e' | b'i' | b'o' | b'u');
    let bytes = noun.as_bytes();
    match bytes {
        [.., before, b'y'] if !vowel(*before) => format!("{}ies", &noun[..noun.len() - 1]),
        [.., b's' | b'x' | b'z'] | [.., b'c' | b's', b'h'] => format!("{noun}es"),
        [.., b'm', b'a', b'n'] if !noun.ends_with("human") && !noun.ends_with("german") => {
            format!("{}men", &noun[..noun.len() - 3])
        }
        _ => format!("{noun}s"),
    }
}
