//! Which code does a verb bear, alone and in its patterns?

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::actor::brackets;
use crate::lines::lines;
use crate::pattern::{Code, Pattern};
use crate::phrase;
use crate::synset::Synsets;
use crate::{Line, Problem, inflect};

/// Verbs with their patterns.
#[derive(Clone, Debug, Default)]
pub(crate) struct Verbs {
    pub synsets: Synsets,
    blocks: Vec<Vec<Pattern>>,
    forms: FxHashMap<SmolStr, Vec<Verb>>,
}

/// A form of a verb.
#[derive(Clone, Debug)]
pub(crate) struct Verb {
    /// Words right before it: `WIRE` of `WIRE_+TAPPED`.
    pub before: Vec<SmolStr>,
    /// Words right after it: `OFF` of `+CALLED_OFF`.
    pub after: Vec<SmolStr>,
    /// Code where no pattern matches.
    pub code: Code,
    block: u32,
    /// Where it stands.
    pub line: Line,
}

impl Verbs {
    /// Adds a file.
    pub fn read(&mut self, file: &str, text: &str, problems: &mut Vec<Problem>) {
        let lines = lines(file, text, problems);
        // Sets may be defined after the patterns that name them.
        let mut label = None;
        for (line, text) in &lines {
            let text = text.trim();
            match (text.strip_prefix('&'), text.strip_prefix('+'), &label) {
                (Some(name), ..) => label = Some(self.synsets.open(name.trim())),
                (_, Some(member), Some(label)) => {
                    if let Err(message) = self.synsets.add(line, label, member) {
                        problems.push(Problem { line: line.clone(), message });
                    }
                }
                _ => label = None,
            }
        }
        self.synsets.settle(problems);
        let mut in_set = false;
        let mut block: Option<(u32, Code)> = None;
        for (line, text) in &lines {
            let text = text.trim();
            in_set = text.starts_with('&') || in_set && text.starts_with('+');
            let read = match () {
                () if in_set => Ok(()),
                () if text.starts_with("---") => self.open(text).map(|opened| block = Some(opened)),
                () => match &block {
                    None => Err("stands before the first block `--- NAME [code] ---`".to_owned()),
                    Some((at, _)) if text.starts_with('-') => Pattern::read(line, text, &self.synsets)
                        .map(|pattern| self.blocks[*at as usize].push(pattern)),
                    Some((at, code)) => self.add(line, text, *at, code),
                },
            };
            if let Err(message) = read {
                problems.push(Problem { line: line.clone(), message });
            }
        }
    }

    /// Makes the verbs ready to be looked up.
    pub fn settle(&mut self) {
        self.synsets.index();
        self.blocks.iter_mut().for_each(|b| b.sort_by_key(|p| std::cmp::Reverse(p.length())));
        for list in self.forms.values_mut() {
            list.sort_by_key(|v| std::cmp::Reverse(v.before.len() + v.after.len()));
        }
    }

    /// Verbs that a word is a form of, those of more words first.
    pub fn of(&self, word: &str) -> &[Verb] {
        self.forms.get(word).map_or(&[], Vec::as_slice)
    }

    /// Patterns of a verb, the longest first.
    pub fn patterns(&self, verb: &Verb) -> &[Pattern] {
        &self.blocks[verb.block as usize]
    }

    /// How many forms and patterns there are.
    pub fn len(&self) -> (usize, usize) {
        (self.forms.values().map(Vec::len).sum(), self.blocks.iter().map(Vec::len).sum())
    }

    fn open(&mut self, text: &str) -> Result<(u32, Code), String> {
        self.blocks.push(Vec::new());
        let at = self.blocks.len() as u32 - 1;
        let codes: Vec<_> = brackets(text).collect::<Result<_, _>>()?;
        // Of two codes the last is the verb's: the first is left from an older scheme.
        let code = codes.last().map_or(Ok(Code::default()), |code| Code::read(code))?;
        Ok((at, code))
    }

    /// `GIVE {GAVE GIVEN} [070]`
    fn add(&mut self, line: &Line, text: &str, block: u32, code: &Code) -> Result<(), String> {
        let own = brackets(text).next().transpose()?.map(Code::read).transpose()?;
        let code = own.unwrap_or_else(|| code.clone());
        let base = text.split(['{', '[']).next().unwrap_or_default().trim();
        let forms = match text.split_once('{') {
            Some((_, rest)) => {
                let (forms, _) = rest.split_once('}').ok_or_else(|| format!("`{{{rest}` has no `}}`"))?;
                Some(forms)
            }
            None => None,
        };
        let mut add = |text: &str, inflected: bool| -> Result<(), String> {
            let (before, head, after) = split(text)?;
            let mut heads = vec![head.clone()];
            if inflected {
                heads.extend(inflect::verb(&head));
            }
            for head in heads {
                let verb = Verb {
                    before: before.clone(),
                    after: after.clone(),
                    code: code.clone(),
                    block,
                    line: line.clone(),
                };
                self.forms.entry(head).or_default().push(verb);
            }
            Ok(())
        };
        add(base, forms.is_none())?;
        if let Some(forms) = forms {
            // A form of several words keeps together by `_`.
            forms.split_whitespace().try_for_each(|form| add(form, false))?;
        }
        Ok(())
    }
}

/// Words before the verb, the verb, and words after it: `WIRE_+TAP`, `+CALL_OFF`, `LASH OUT`.
fn split(text: &str) -> Result<(Vec<SmolStr>, SmolStr, Vec<SmolStr>), String> {
    let upper = text.to_uppercase();
    let (left, right) = upper.split_once('+').unwrap_or(("", &upper));
    let words =
        |text: &str| -> Vec<SmolStr> { text.split(['_', ' ', '\t']).flat_map(phrase::parts).collect() };
    let mut after = words(right);
    if after.is_empty() {
        return Err(format!("`{text}` has no verb"));
    }
    let head = after.remove(0);
    Ok((words(left), head, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_give_codes_and_forms() {
        let text = "&AID_\n+BREAD\n--- GIVE [070] ---\nGIVE {GAVE GIVEN}\n+HAND_OUT [071]\nCLARIFY\n- * &AID [072]\n\
                    - * &LATER [073]\n- * &NEVER [074]\n--- TAP [---] ---\nWIRE_+TAP {WIRE_+TAPPED}\n&LATER\n+RICE";
        let (mut verbs, mut problems) = (Verbs::default(), Vec::new());
        verbs.read("v.txt", text, &mut problems);
        verbs.settle();
        let check = |form: &str, expect: Option<Option<&str>>| {
            let code = verbs.of(form).first().map(|v| v.code.there.as_deref());
            assert_eq!(code, expect, "{form}");
        };
        check("GAVE", Some(Some("070")));
        check("GIVES", None);
        check("HANDED", Some(Some("071")));
        check("CLARIFIES", Some(Some("070")));
        check("TAPPED", Some(None));
        assert_eq!(verbs.of("TAPPED")[0].before, ["WIRE"]);
        assert_eq!(verbs.patterns(&verbs.of("GAVE")[0]).len(), 2);
        let told: Vec<_> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(told, ["v.txt:9: `&NEVER` is not defined"]);
        verbs.read("w.txt", "GIVE\n", &mut problems);
        assert!(problems[1].message.contains("before the first block"));
    }
}
