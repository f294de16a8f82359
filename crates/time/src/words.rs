//! What are the words of the text, and which of them are words of time?

use rustc_hash::FxHashMap;
use sayso_model::{Pos, Span, Tag};
use smol_str::SmolStr;

use crate::frame::{Field, parse_assignment};

/// A word, number or mark of the text. Letters and digits are never mixed: `1990s` is two of them.
#[derive(Clone, Debug)]
pub struct Word {
    /// Bytes of the word.
    pub span: Span,
    /// In lower case, without the points of an abbreviation: `pm` for `p.m.`
    pub lower: SmolStr,
    /// No white space before it.
    pub glued: bool,
    /// Starts with a capital letter.
    pub capital: bool,
    /// Tag, where the text is annotated.
    pub tag: Tag,
    /// Part of speech, where the text is annotated.
    pub pos: Pos,
    /// Value, if it is written in digits; thousands' separators are read over.
    pub number: Option<u32>,
    /// Number of digits.
    pub digits: u8,
    /// Tenths of a decimal fraction.
    pub tenths: u8,
    /// Number of its readings in the lexicon.
    pub entry: Option<u32>,
    /// Classes of the readings that its letters and tag allow.
    pub classes: ClassSet,
    /// What it counts, if it is a cardinal in letters.
    pub cardinal: Option<i32>,
    /// What it counts, if it is an ordinal in letters.
    pub ordinal: Option<i32>,
}

/// A set of classes of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClassSet([u64; ClassSet::SIZE / 64]);

impl ClassSet {
    /// How many classes a grammar may have.
    pub const SIZE: usize = 512;

    /// Adds a class.
    pub fn insert(&mut self, class: u16) {
        self.0[usize::from(class) / 64] |= 1 << (class % 64);
    }

    /// True if a class is in it.
    pub fn contains(&self, class: u16) -> bool {
        self.0[usize::from(class) / 64] & 1 << (class % 64) != 0
    }

    /// True if the two share a class.
    pub fn meets(&self, other: &Self) -> bool {
        std::iter::zip(self.0, other.0).any(|(a, b)| a & b != 0)
    }

    /// Adds all classes of another set.
    pub fn extend(&mut self, other: &Self) {
        for (a, b) in std::iter::zip(&mut self.0, other.0) {
            *a |= b;
        }
    }
}

/// Splits a stretch of text that starts at byte `at` of its document.
pub fn split(text: &str, at: usize, words: &mut Vec<Word>) {
    let bytes = text.as_bytes();
    let mut i = 0;
    let mut previous_end = usize::MAX;
    while i < bytes.len() {
        let c = text[i..].chars().next().expect("i is a boundary");
        if c.is_whitespace() {
            i += c.len_utf8();
            continue;
        }
        let start = i;
        let mut word = Word {
            span: Span::default(),
            lower: SmolStr::default(),
            glued: previous_end == start,
            capital: c.is_uppercase(),
            tag: Tag::None,
            pos: Pos::None,
            number: None,
            digits: 0,
            tenths: 0,
            entry: None,
            classes: ClassSet::default(),
            cardinal: None,
            ordinal: None,
        };
        if c.is_ascii_digit() {
            i = number_end(bytes, start, &mut word);
            word.lower = SmolStr::new(&text[start..i]);
        } else if c.is_alphabetic() {
            i = letters_end(text, start);
            word.lower = lower_case(&text[start..i]);
            // `a.m.`, `U.S.`: single letters with points between are one word.
            let abbreviation = points_end(bytes, start);
            if abbreviation > i {
                word.lower = text[start..abbreviation]
                    .chars()
                    .filter(|&c| c != '.')
                    .flat_map(char::to_lowercase)
                    .collect();
                i = abbreviation;
            }
        } else {
            i += c.len_utf8();
            word.lower = match c {
                '’' | '‘' | '`' => SmolStr::new_static("'"),
                '–' | '—' | '‐' | '‑' | '−' => SmolStr::new_static("-"),
                _ => SmolStr::new(&text[start..i]),
            };
            if word.lower == "'" && text[i..].starts_with(['s', 'S']) {
                let rest = text[i + 1..].chars().next();
                if rest.is_none_or(|c| !c.is_alphanumeric()) {
                    i += 1;
                    word.lower = SmolStr::new_static("'s");
                }
            }
        }
        word.span = Span::new(at + start, at + i);
        previous_end = i;
        words.push(word);
    }
}

fn lower_case(text: &str) -> SmolStr {
    if text.bytes().any(|b| b.is_ascii_uppercase() || !b.is_ascii()) {
        text.chars().flat_map(char::to_lowercase).collect()
    } else {
        SmolStr::new(text)
    }
}

fn letters_end(text: &str, start: usize) -> usize {
    text[start..].find(|c: char| !c.is_alphabetic()).map_or(text.len(), |n| start + n)
}

fn points_end(bytes: &[u8], start: usize) -> usize {
    let mut end = start;
    let mut i = start;
    while i + 1 < bytes.len() && bytes[i].is_ascii_alphabetic() && bytes[i + 1] == b'.' {
        end = i + 2;
        i += 2;
    }
    // One letter with a point is an initial, or the end of a sentence.
    if end >= start + 4 {
        return end;
    }
    // `p.m` at the end of a sentence has lost its second point.
    let letter = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_alphabetic);
    if end == start + 2
        && matches!(bytes[start], b'a' | b'p')
        && bytes.get(end) == Some(&b'm')
        && !letter(end + 1)
    {
        return end + 1;
    }
    start
}

fn number_end(bytes: &[u8], start: usize, word: &mut Word) -> usize {
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut i = start;
    let mut value = 0u32;
    let mut digits = 0u8;
    loop {
        if digit(i) {
            value = value.saturating_mul(10).saturating_add(u32::from(bytes[i] - b'0'));
            digits = digits.saturating_add(1);
            i += 1;
        } else if bytes.get(i) == Some(&b',') && (1..4).all(|k| digit(i + k)) && !digit(i + 4) {
            // A group of thousands takes the number out of the range of years.
            digits = digits.saturating_add(10);
            i += 1;
        } else {
            break;
        }
    }
    if bytes.get(i) == Some(&b'.') && digit(i + 1) && !digit(i + 2) && bytes.get(i + 2) != Some(&b'.') {
        word.tenths = bytes[i + 1] - b'0';
        digits = digits.saturating_add(10);
        i += 2;
    }
    word.number = Some(value);
    word.digits = digits;
    i
}

/// What must hold of a word beside its spelling.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    capital: bool,
    noun: bool,
    adverb: bool,
    adjective: bool,
    not_modal: bool,
}

impl Condition {
    fn parse(&mut self, name: &str) -> bool {
        match name {
            "cap" => self.capital = true,
            "noun" => self.noun = true,
            "adverb" => self.adverb = true,
            "adjective" => self.adjective = true,
            "not-modal" => self.not_modal = true,
            _ => return false,
        }
        true
    }

    fn holds(self, word: &Word) -> bool {
        let known = word.pos != Pos::None;
        (!self.capital || word.capital)
            && (!known
                || (!self.noun || matches!(word.pos, Pos::Noun | Pos::Propn))
                    && (!self.adverb || word.pos == Pos::Adv)
                    && (!self.adjective || word.pos == Pos::Adj)
                    && (!self.not_modal || word.tag != Tag::Md))
    }
}

/// A reading of a word: its class, and the fields that it fills.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Class of words, by number.
    pub class: u16,
    condition: Condition,
    /// Fields and values.
    pub says: Vec<(Field, i32)>,
}

/// Words of time by spelling.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    entries: FxHashMap<SmolStr, u32>,
    readings: Vec<Vec<Reading>>,
    classes: Vec<SmolStr>,
}

impl Lexicon {
    /// Reads `word TAB class TAB name=value …` lines; gives the number and text of the first bad one.
    pub fn parse(tsv: &str) -> Result<Self, (usize, String)> {
        let mut lexicon = Self::default();
        for (number, line) in tsv.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            lexicon.read_line(line).ok_or_else(|| (number + 1, line.to_owned()))?;
        }
        Ok(lexicon)
    }

    fn read_line(&mut self, line: &str) -> Option<()> {
        let mut columns = line.split('\t');
        let (word, class) = (columns.next()?, columns.next()?);
        let mut reading =
            Reading { class: self.class(class), condition: Condition::default(), says: Vec::new() };
        for item in columns.next().unwrap_or_default().split_whitespace() {
            match item.strip_prefix("if=") {
                Some(condition) => reading.condition.parse(condition).then_some(())?,
                None => reading.says.push(parse_assignment(item)?),
            }
        }
        self.add(word, reading);
        Some(())
    }

    fn class(&mut self, name: &str) -> u16 {
        self.find_class(name).unwrap_or_else(|| {
            self.classes.push(SmolStr::new(name));
            self.classes.len() as u16 - 1
        })
    }

    /// Makes a word a class of its own, so that rules can name it.
    pub fn add_literal(&mut self, word: &str) -> u16 {
        if let Some(class) = self.find_class(word) {
            return class;
        }
        let class = self.class(word);
        let reading = Reading { class, condition: Condition::default(), says: Vec::new() };
        self.add(word, reading);
        class
    }

    fn add(&mut self, word: &str, reading: Reading) {
        let next = self.readings.len() as u32;
        let entry = *self.entries.entry(SmolStr::new(word)).or_insert(next);
        if entry == next {
            self.readings.push(Vec::new());
        }
        self.readings[entry as usize].push(reading);
    }

    /// Looks all words of a sentence up, once for all rules.
    pub fn look_up(&self, words: &mut [Word]) {
        let (cardinal, ordinal) = (self.find_class("NUM"), self.find_class("ORDINAL"));
        for word in words {
            word.entry = self.entries.get(&word.lower).copied();
            let mut classes = ClassSet::default();
            for reading in self.readings(word) {
                classes.insert(reading.class);
            }
            word.classes = classes;
            let value = |class: Option<u16>| {
                let reading = self.readings(word).find(|r| Some(r.class) == class)?;
                reading.says.iter().find(|(f, _)| *f == Field::Number).map(|&(_, n)| n)
            };
            (word.cardinal, word.ordinal) = (value(cardinal), value(ordinal));
        }
    }

    /// How many classes there are.
    pub fn class_count(&self) -> usize {
        self.classes.len()
    }

    /// Number of a class.
    pub fn find_class(&self, name: &str) -> Option<u16> {
        self.classes.iter().position(|c| c == name).map(|i| i as u16)
    }

    /// Readings of a word that its letters and tag allow.
    pub fn readings(&self, word: &Word) -> impl Iterator<Item = &Reading> {
        let readings = word.entry.map_or(&[][..], |e| self.readings[e as usize].as_slice());
        readings.iter().filter(|r| r.condition.holds(word))
    }
}
