//! Which code do the words of a noun phrase bear?

use jiff::civil::Date;
use smol_str::{SmolStr, format_smolstr};

use crate::Dictionaries;

/// The code of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Coded {
    /// Letters of a name, or `---`, with those of agents.
    pub code: SmolStr,
    /// True if a name is among the words.
    pub named: bool,
}

impl Coded {
    /// The code of what the dictionaries do not know.
    pub const NONE: &'static str = "---";

    /// Reads words in capitals: the first name gives the base, and each agent outside it adds its letters, once.
    pub fn of(dictionaries: &Dictionaries, words: &[SmolStr], day: Option<Date>) -> Self {
        let mut names =
            (0..words.len()).filter_map(|at| Some((at, dictionaries.actors.at(&words[at..], day)?)));
        let name = names.find(|(_, found)| found.code.is_some());
        let taken = name.as_ref().map_or(0..0, |(at, found)| *at..*at + found.length);
        let known = name.and_then(|(_, found)| found.code);
        let named = known.as_deref().is_some_and(|code| code != Self::NONE);
        let mut code = known.unwrap_or_else(|| SmolStr::new_static(Self::NONE));
        let mut at = 0;
        while at < words.len() {
            let found = (!taken.contains(&at)).then(|| dictionaries.agents.at(&words[at..])).flatten();
            let Some((agent, length)) = found else {
                at += 1;
                continue;
            };
            if !holds(&code, &agent.code) {
                code = match agent.before {
                    true => format_smolstr!("{}{code}", agent.code),
                    false => format_smolstr!("{code}{}", agent.code),
                };
            }
            at += length;
        }
        Self { code, named }
    }
}

/// True if the letters stand in the code at a multiple of three, as CAMEO's codes are built.
fn holds(code: &str, letters: &str) -> bool {
    (0..code.len()).step_by(3).any(|at| code.get(at..).is_some_and(|rest| rest.starts_with(letters)))
}
