//! Which files does a folder of dictionaries hold, and of which kind is each?

use std::path::Path;

use crate::actor::Actors;
use crate::agent::Agents;
use crate::discard::Discards;
use crate::verb::Verbs;
use crate::{Line, Problem};

/// Dictionaries, ready to code with.
#[derive(Clone, Debug, Default)]
pub struct Dictionaries {
    pub(crate) verbs: Verbs,
    pub(crate) actors: Actors,
    pub(crate) agents: Agents,
    pub(crate) discards: Discards,
}

/// What a dictionary tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Verbs, patterns and sets of synonyms.
    Verbs,
    /// Names.
    Actors,
    /// Common nouns for roles.
    Agents,
    /// Phrases that keep a sentence from being coded.
    Discards,
}

impl Kind {
    /// The kind that a file's name tells: it holds `verb`, `actor`, `agent` or `discard`, as the field's files do.
    pub fn of_file(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let kinds = [
            ("verb", Kind::Verbs),
            ("discard", Kind::Discards),
            ("agent", Kind::Agents),
            ("actor", Kind::Actors),
        ];
        kinds.into_iter().find(|(word, _)| name.contains(word)).map(|(_, kind)| kind)
    }
}

impl Dictionaries {
    /// Reads files by name and text, and tells of each line that was refused.
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Self, Vec<Problem>) {
        let mut out = Self::default();
        let mut problems = Vec::new();
        for (name, text) in files {
            match Kind::of_file(name) {
                Some(Kind::Verbs) => out.verbs.read(name, text, &mut problems),
                Some(Kind::Actors) => out.actors.read(name, text, &mut problems),
                Some(Kind::Agents) => out.agents.read(name, text, &mut problems),
                Some(Kind::Discards) => out.discards.read(name, text, &mut problems),
                None => problems.push(Problem {
                    line: Line { file: name.into(), number: 1 },
                    message: "the name tells no kind: it must hold `verb`, `actor`, `agent` or `discard`"
                        .into(),
                }),
            }
        }
        out.verbs.settle();
        out.actors.settle();
        out.agents.settle();
        (out, problems)
    }

    /// Reads the `.txt` files of a folder, in order of their names; what is no dictionary is passed over.
    pub fn open(folder: &Path) -> std::io::Result<(Self, Vec<Problem>)> {
        let mut files = Vec::new();
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.extension().is_some_and(|e| e == "txt") && Kind::of_file(&name).is_some() {
                // Old dictionaries are in Latin-1 here and there; their names are compared in ASCII.
                let bytes = std::fs::read(&path)?;
                files.push((name, String::from_utf8_lossy(&bytes).into_owned()));
            }
        }
        files.sort();
        Ok(Self::read(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))))
    }

    /// How many forms of verbs, patterns, names, nouns and discards there are.
    pub fn counts(&self) -> [(&'static str, usize); 5] {
        let (forms, patterns) = self.verbs.len();
        [
            ("forms of verbs", forms),
            ("patterns", patterns),
            ("names", self.actors.len()),
            ("agents", self.agents.len()),
            ("discards", self.discards.len()),
        ]
    }
}
