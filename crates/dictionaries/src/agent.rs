//! Which role does a common noun give to an actor?

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::Problem;
use crate::actor::brackets;
use crate::inflect;
use crate::lines::lines;
use crate::phrase::Phrase;

/// Nouns with their codes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Agents {
    nouns: Vec<Agent>,
    by_first: FxHashMap<SmolStr, Vec<u32>>,
}

/// A noun or phrase with what it adds to the code of an actor.
#[derive(Clone, Debug)]
pub(crate) struct Agent {
    phrase: Phrase,
    /// Letters that are added.
    pub code: SmolStr,
    /// True for `NGO~`: the letters stand before the actor's.
    pub before: bool,
}

impl Agents {
    /// Adds a file.
    pub fn read(&mut self, file: &str, text: &str, problems: &mut Vec<Problem>) {
        let mut sets: FxHashMap<String, Vec<String>> = FxHashMap::default();
        for (line, text) in lines(file, text, problems) {
            let text = text.trim();
            let mut refuse = |message: String| problems.push(Problem { line: line.clone(), message });
            if let Some((name, list)) = text.split_once('=') {
                let name = name.trim().to_owned();
                if name.len() < 3 || !name.starts_with('!') || !name.ends_with('!') {
                    refuse(format!("`{name}` is no name of a set: `!NAME!` is"));
                    continue;
                }
                sets.insert(name, list.split(',').map(|w| w.trim().to_owned()).collect());
                continue;
            }
            let (noun, rest) = text.find(['{', '[']).map_or((text, ""), |at| text.split_at(at));
            let code = match brackets(rest).next() {
                Some(Ok(code)) => code,
                Some(Err(message)) => {
                    refuse(message);
                    continue;
                }
                None => {
                    refuse(format!("`{text}` has no code: `[~GOV]` is one"));
                    continue;
                }
            };
            let (letters, before) = match (code.strip_prefix('~'), code.strip_suffix('~')) {
                (Some(letters), _) => (letters, false),
                (None, Some(letters)) => (letters, true),
                (None, None) => {
                    refuse(format!("`[{code}]` must have a `~` before or after its letters"));
                    continue;
                }
            };
            let plurals = rest.split_once('{').and_then(|(_, p)| p.split_once('}')).map(|(p, _)| p);
            let forms: Vec<String> = match spread(noun, &sets) {
                Ok(forms) => forms,
                Err(message) => {
                    refuse(message);
                    continue;
                }
            };
            let from_set = noun.contains('!');
            for form in forms {
                let Some(phrase) = Phrase::read(&form) else {
                    refuse("a noun is missing".into());
                    continue;
                };
                let agent = |phrase| Agent { phrase, code: letters.trim().into(), before };
                match plurals {
                    Some(list) => {
                        self.nouns.extend(list.split([',', ' ']).filter_map(Phrase::read).map(agent))
                    }
                    None if from_set => {}
                    None => {
                        let last = &phrase.words[phrase.words.len() - 1].0;
                        self.nouns.push(agent(phrase.with_last(&inflect::plural(last))));
                    }
                }
                self.nouns.push(agent(phrase));
            }
        }
    }

    /// Makes the nouns ready to be looked up.
    pub fn settle(&mut self) {
        self.by_first.clear();
        for (at, agent) in self.nouns.iter().enumerate() {
            self.by_first.entry(agent.phrase.first().clone()).or_default().push(at as u32);
        }
        for list in self.by_first.values_mut() {
            list.sort_by_key(|&n| std::cmp::Reverse(self.nouns[n as usize].phrase.words.len()));
        }
    }

    /// The longest noun at the beginning of `words`, with how many words it takes in.
    pub fn at(&self, words: &[SmolStr]) -> Option<(&Agent, usize)> {
        let list = self.by_first.get(words.first()?)?;
        list.iter().find_map(|&n| {
            let agent = &self.nouns[n as usize];
            Some((agent, agent.phrase.length_in(words)?))
        })
    }

    /// How many forms there are.
    pub fn len(&self) -> usize {
        self.nouns.len()
    }
}

/// The noun with each word of the set it names in that name's place.
fn spread(noun: &str, sets: &FxHashMap<String, Vec<String>>) -> Result<Vec<String>, String> {
    let Some((before, rest)) = noun.split_once('!') else { return Ok(vec![noun.to_owned()]) };
    let (name, after) = rest.split_once('!').ok_or_else(|| format!("`{noun}` has a single `!`"))?;
    let words = sets.get(&format!("!{name}!")).ok_or_else(|| format!("`!{name}!` is not defined"))?;
    Ok(words.iter().map(|w| format!("{before}{w}{after}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_made() {
        let text = "!PERSON! = MAN, WOMEN\nCAMP!PERSON! [~CVL]\nATTORNEY_GENERAL {ATTORNEYS_GENERAL} [~GOV]\n\
                    POLICE {} [~COP]\nCHARITY [NGO~]\nSAILOR\nCOOK [MIL]";
        let (mut agents, mut problems) = (Agents::default(), Vec::new());
        agents.read("g.txt", text, &mut problems);
        agents.settle();
        let check = |words: &str, expect: Option<(&str, bool)>| {
            let words: Vec<SmolStr> = words.split(' ').map(SmolStr::new).collect();
            let found = agents.at(&words).map(|(a, _)| (a.code.as_str(), a.before));
            assert_eq!(found, expect, "{words:?}");
        };
        check("CAMPWOMEN", Some(("CVL", false)));
        check("ATTORNEYS GENERAL", Some(("GOV", false)));
        check("POLICES", None);
        check("CHARITIES", Some(("NGO", true)));
        let told: Vec<_> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(told[0], "g.txt:6: `SAILOR` has no code: `[~GOV]` is one");
        assert_eq!(told[1], "g.txt:7: `[MIL]` must have a `~` before or after its letters");
    }
}
