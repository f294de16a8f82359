//! What is wrong with a rule or lexicon file, where, and what to write instead.

use std::fmt;

/// One mistake in a rule or lexicon file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Stable code, `RU` and three digits; docs/rules.md lists them.
    pub code: &'static str,
    /// Name of the file, as it was given.
    pub file: String,
    /// Line in the file, from 1.
    pub line: u32,
    /// One sentence without a full stop.
    pub message: String,
    /// What to write instead.
    pub hint: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {} ({})", self.file, self.line, self.message, self.code)?;
        match &self.hint {
            Some(hint) => write!(f, "\n  hint: {hint}"),
            None => Ok(()),
        }
    }
}

/// Every mistake found, in order of the files and lines; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.0.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// A mistake whose place is known to the caller.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub code: &'static str,
    pub message: String,
    pub hint: Option<String>,
}

impl Fault {
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: None }
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// A name that is not among those that are known; the hint is the nearest of them, or all.
    pub fn unknown<'a>(
        code: &'static str,
        what: &str,
        name: &str,
        known: impl Iterator<Item = &'a str>,
    ) -> Self {
        let known: Vec<&str> = known.collect();
        let fault = Fault::new(code, format!("unknown {what} `{name}`"));
        match nearest(name, &known) {
            Some(near) => fault.hint(format!("did you mean `{near}`?")),
            None if known.is_empty() => fault.hint(format!("no {what} is declared")),
            None if known.len() <= 24 => fault.hint(format!("one of {}", known.join(", "))),
            None => fault,
        }
    }

    pub fn at(self, file: &str, line: u32) -> Problem {
        Problem { code: self.code, file: file.to_owned(), line, message: self.message, hint: self.hint }
    }
}

/// The known name that is most like `name`, if one is like it enough.
fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let length = name.chars().count();
    if length > 64 {
        return None;
    }
    let limit = 1 + length / 4;
    known
        .iter()
        .map(|k| (edits(&name.to_lowercase(), &k.to_lowercase()), *k))
        .filter(|&(d, _)| d <= limit)
        .min()
        .map(|(_, k)| k)
}

/// Insertions, deletions, changes and swaps of neighbours from one word to the other.
fn edits(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let change = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                let swap = if swapped { table[i - 2][j - 2] + 1 } else { change };
                change.min(swap).min(table[i - 1][j] + 1).min(table[i][j - 1] + 1)
            };
        }
    }
    table[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_name_gets_the_nearest_known_one() {
        let fault = Fault::unknown("RU009", "dependency label", "nsbj", ["nsubj", "dobj"].into_iter());
        assert_eq!(fault.hint.as_deref(), Some("did you mean `nsubj`?"));
        let fault = Fault::unknown("RU009", "part of speech", "FOO", ["NOUN", "VERB"].into_iter());
        assert_eq!(fault.hint.as_deref(), Some("one of NOUN, VERB"));
    }

    #[test]
    fn problems_read_as_file_line_message_hint() {
        let problem = Fault::new("RU001", "what").hint("this").at("a.rules", 3);
        assert_eq!(problem.to_string(), "a.rules:3: what (RU001)\n  hint: this");
    }
}
