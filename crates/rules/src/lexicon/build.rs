//! Reads lexicon files and puts them together, those of the user last.

use rustc_hash::FxHashMap;
use sayso_model::Pos;
use smol_str::SmolStr;

use super::{Class, ClassId, Entry, Lexicon, MAX_CLASSES, PosSet};
use crate::problem::{Fault, Problem};
use crate::scan::Cursor;

/// An entry may have this many words.
const MAX_WORDS: usize = 8;
/// A lexicon may have this many entries.
const MAX_ENTRIES: usize = 1 << 20;

/// Lines of several lexicon files on their way into one [`Lexicon`].
#[derive(Default)]
pub(crate) struct LexiconBuilder {
    lexicon: Lexicon,
    files: Vec<String>,
    lines: Vec<Line>,
    problems: Vec<Problem>,
}

/// A line that is no comment and no declaration.
struct Line {
    file: usize,
    number: u32,
    text: String,
    /// From the user: replaces and removes what is there.
    overlay: bool,
}

/// An entry with the place it was read at.
struct Placed {
    entry: Entry,
    file: usize,
    number: u32,
    overlay: bool,
}

impl LexiconBuilder {
    /// Takes a file in. Declarations count for all files, wherever they stand.
    pub fn add(&mut self, name: &str, text: &str, overlay: bool) {
        let file = self.files.len();
        self.files.push(name.to_owned());
        for (number, text) in (1u32..).zip(text.lines()) {
            let text = text.trim_end();
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            if text.starts_with('@') {
                if let Err(fault) = self.declare(text) {
                    self.problems.push(fault.at(name, number));
                }
            } else {
                self.lines.push(Line { file, number, text: text.to_owned(), overlay });
            }
        }
    }

    /// `@class<TAB>name<TAB>description<TAB>key key …`
    fn declare(&mut self, text: &str) -> Result<(), Fault> {
        let wrong = |why: &str| {
            Fault::new("RU026", why)
                .hint("write `@class<TAB>name<TAB>what its words have in common<TAB>key key …`")
        };
        let mut columns = columns(text);
        if columns.next() != Some("@class") {
            return Err(wrong("only `@class` is declared in a lexicon"));
        }
        let name = columns
            .next()
            .filter(|n| is_name(n))
            .ok_or_else(|| wrong("the name of a class is letters in lower case, digits, `-` and `_`"))?;
        let about = columns.next().ok_or_else(|| wrong("a class needs a description"))?.to_owned();
        let lexicon = &mut self.lexicon;
        if lexicon.class(name).is_some() {
            return Err(wrong(&format!("class `{name}` is declared twice")));
        }
        if lexicon.classes.len() == MAX_CLASSES {
            return Err(Fault::new("RU018", format!("more than {MAX_CLASSES} classes")));
        }
        let mut keys = Vec::new();
        for key in columns.flat_map(str::split_whitespace) {
            if !is_name(key) || matches!(key, "lemma" | "lower" | "class") {
                return Err(wrong(&format!("`{key}` cannot be the name of an attribute")));
            }
            keys.push(key_number(&mut lexicon.keys, key));
        }
        let id = ClassId(lexicon.classes.len() as u8);
        lexicon.class_ids.insert(name.into(), id);
        lexicon.classes.push(Class { name: name.into(), about, keys });
        Ok(())
    }

    /// Reads the lines and indexes the entries.
    pub fn build(mut self) -> (Lexicon, Vec<Problem>) {
        let mut placed: Vec<Placed> = Vec::new();
        // Entries by words and class, to find doubles.
        let mut seen: FxHashMap<(String, ClassId), Vec<usize>> = FxHashMap::default();
        for line in std::mem::take(&mut self.lines) {
            if let Err(fault) = self.read(&line, &mut placed, &mut seen) {
                self.problems.push(fault.at(&self.files[line.file], line.number));
            }
        }
        let mut lexicon = self.lexicon;
        let mut entries: Vec<(u32, Entry)> = placed
            .into_iter()
            .filter(|p| p.entry.pos.0 != 0)
            .map(|p| (lexicon.intern(&p.entry.words[0]), p.entry))
            .collect();
        entries.sort_by_key(|(symbol, _)| *symbol);
        lexicon.by_symbol = vec![0..0; lexicon.symbols.len() + 1];
        for (i, (symbol, entry)) in (0u32..).zip(entries) {
            let range = &mut lexicon.by_symbol[symbol as usize];
            *range = if range.end == 0 { i..i + 1 } else { range.start..i + 1 };
            if entry.words.len() > 1 {
                lexicon.phrase_starts.insert(entry.words[0].clone(), symbol);
            }
            lexicon.entries.push(entry);
        }
        (lexicon, self.problems)
    }

    fn read(
        &mut self,
        line: &Line,
        placed: &mut Vec<Placed>,
        seen: &mut FxHashMap<(String, ClassId), Vec<usize>>,
    ) -> Result<(), Fault> {
        let mut columns = columns(&line.text);
        let (Some(lemma), Some(pos), Some(class)) = (columns.next(), columns.next(), columns.next()) else {
            return Err(Fault::new("RU020", "a lexicon line has at least three columns")
                .hint("write `lemma<TAB>pos<TAB>class<TAB>key=value …` with tabs between the columns"));
        };
        if lemma.chars().any(char::is_uppercase) {
            return Err(Fault::new("RU025", format!("`{lemma}` has capital letters"))
                .hint("lemmas are compared in lower case; write them so"));
        }
        let words: Box<[SmolStr]> = lemma.split(' ').map(SmolStr::new).collect();
        if words.iter().any(|w| w.is_empty()) || words.len() > MAX_WORDS {
            return Err(Fault::new(
                "RU025",
                format!("`{lemma}` is not one to {MAX_WORDS} words with one space between"),
            ));
        }
        let pos = pos_set(pos)?;
        let removal = class.strip_prefix('-').filter(|_| line.overlay);
        let class = self.lexicon.class(removal.unwrap_or(class)).ok_or_else(|| {
            let known = self.lexicon.classes.iter().map(|c| c.name.as_str());
            let fault = Fault::unknown("RU022", "class", class, known);
            if fault.hint.is_some() { fault } else { fault.hint("declare it with a line `@class`") }
        })?;
        let attributes = self.attributes(columns, class)?;
        let same = seen.entry((lemma.to_owned(), class)).or_default();
        let mut replaced = false;
        for &i in same.iter() {
            let other: &mut Placed = &mut placed[i];
            if other.entry.pos.0 & pos.0 == 0 {
                continue;
            }
            if !line.overlay || other.overlay {
                let (file, number) = (&self.files[other.file], other.number);
                return Err(Fault::new(
                    "RU023",
                    format!("`{lemma}` is in this class already, at {file}:{number}"),
                )
                .hint("keep one of the two lines"));
            }
            other.entry.pos.0 &= !pos.0;
            replaced = true;
        }
        if removal.is_some() {
            return match replaced {
                true => Ok(()),
                false => {
                    Err(Fault::new("RU027", format!("`{lemma}` is not in the class it is removed from")))
                }
            };
        }
        if placed.len() == MAX_ENTRIES {
            return Err(Fault::new("RU018", format!("more than {MAX_ENTRIES} entries")));
        }
        same.push(placed.len());
        let entry = Entry { words, class, pos, attributes };
        placed.push(Placed { entry, file: line.file, number: line.number, overlay: line.overlay });
        Ok(())
    }

    fn attributes<'a>(
        &self,
        columns: impl Iterator<Item = &'a str>,
        class: ClassId,
    ) -> Result<Box<[(u16, SmolStr)]>, Fault> {
        let mut attributes: Vec<(u16, SmolStr)> = Vec::new();
        for column in columns {
            let mut cursor = Cursor::new(column);
            while !cursor.at_end() {
                let name = cursor.name();
                if name.is_empty() || !cursor.eat("=") {
                    return Err(Fault::new("RU024", format!("`{column}` is not `key=value`")));
                }
                let key = self.lexicon.key(class, name).ok_or_else(|| {
                    let fault = Fault::unknown("RU024", "attribute", name, self.lexicon.key_names(class));
                    let class = self.lexicon.class_name(class);
                    match fault.hint {
                        Some(ref near) if near.starts_with("did") => fault,
                        _ => fault
                            .hint(format!("the line `@class<TAB>{class}` lists the attributes there may be")),
                    }
                })?;
                if attributes.iter().any(|(k, _)| *k == key) {
                    return Err(Fault::new("RU024", format!("`{name}` is given twice")));
                }
                attributes.push((key, cursor.whole_value()?.into()));
            }
        }
        Ok(attributes.into())
    }
}

/// Columns between tabs; a run of tabs is one, so that columns can be aligned.
fn columns(line: &str) -> impl Iterator<Item = &str> {
    line.split('\t').map(str::trim).filter(|c| !c.is_empty())
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'))
}

fn key_number(keys: &mut Vec<SmolStr>, key: &str) -> u16 {
    let at = keys.iter().position(|k| k == key).unwrap_or_else(|| {
        keys.push(key.into());
        keys.len() - 1
    });
    at as u16
}

/// `VERB`, `NOUN|PROPN` or `*`.
fn pos_set(text: &str) -> Result<PosSet, Fault> {
    if text == "*" {
        return Ok(PosSet::ANY);
    }
    let mut set = PosSet(0);
    for label in text.split('|') {
        let pos = Pos::from_label(label).ok_or_else(|| {
            Fault::unknown("RU021", "part of speech", label, Pos::ALL.iter().map(|p| p.as_str()))
        })?;
        set.0 |= PosSet::of(pos).0;
    }
    Ok(set)
}
