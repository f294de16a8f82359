//! Reads one line from left to right.

use crate::problem::Fault;

/// A place in a line.
#[derive(Clone)]
pub(crate) struct Cursor<'a> {
    pub text: &'a str,
    at: usize,
    /// How deep in brackets; keeps recursion on hostile text short.
    pub depth: u32,
}

/// Brackets may nest this deep.
const MAX_DEPTH: u32 = 12;

impl<'a> Cursor<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    pub fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub fn skip_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Skips white space; true if nothing is left.
    pub fn at_end(&mut self) -> bool {
        self.skip_space();
        self.rest().is_empty()
    }

    /// Steps over `token` if it comes next.
    pub fn eat(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    /// Steps over the keyword `word` if it comes next as a whole word.
    pub fn eat_word(&mut self, word: &str) -> bool {
        self.skip_space();
        let mut ahead = self.clone();
        let found =
            ahead.name() == word && ahead.peek().is_none_or(|c| c.is_whitespace() || "><~+(".contains(c));
        if found {
            self.at = ahead.at;
        }
        found
    }

    /// A name: letters, digits, `-`, `_`, `.`; empty if none stands here.
    pub fn name(&mut self) -> &'a str {
        self.take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
    }

    pub fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// A value: a word up to white space or one of `| , ] ) "`, or anything in double quotes with `\"` and `\\`.
    pub fn value(&mut self) -> Result<String, Fault> {
        if self.peek() == Some('"') {
            return self.quoted();
        }
        let word = self.take_while(|c| !c.is_whitespace() && !matches!(c, '|' | ',' | ']' | ')' | '"'));
        match word {
            "" => Err(Fault::new("RU013", format!("a value is missing before `{}`", self.shown()))
                .hint("put marks such as `,` in double quotes: `lower=\",\"`")),
            _ => Ok(word.to_owned()),
        }
    }

    /// Text in double quotes. `\"` is a quotation mark, `\\` a backslash; other backslashes stay.
    pub fn quoted(&mut self) -> Result<String, Fault> {
        let start = self.shown();
        if !self.eat("\"") {
            return Err(Fault::new("RU013", format!("text in double quotes expected at `{start}`")));
        }
        let mut text = String::new();
        loop {
            match self.bump() {
                Some('"') => return Ok(text),
                Some('\\') if matches!(self.peek(), Some('"' | '\\')) => text.extend(self.bump()),
                Some(c) => text.push(c),
                None => {
                    return Err(Fault::new("RU013", format!("no closing quotation mark for `{start}`"))
                        .hint("write `\\\"` for a quotation mark inside the text"));
                }
            }
        }
    }

    /// A value up to white space, or anything in double quotes.
    pub fn whole_value(&mut self) -> Result<String, Fault> {
        match self.peek() {
            None => self.value(),
            Some('"') => self.quoted(),
            Some(_) => Ok(self.take_while(|c| !c.is_whitespace()).to_owned()),
        }
    }

    /// Values between `|`.
    pub fn values(&mut self) -> Result<Vec<String>, Fault> {
        let mut all = vec![self.value()?];
        while self.eat("|") {
            all.push(self.value()?);
        }
        Ok(all)
    }

    /// Goes one bracket deeper.
    pub fn deeper(&mut self) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Fault::new("RU018", format!("brackets nest deeper than {MAX_DEPTH}")));
        }
        Ok(())
    }

    pub fn shallower(&mut self) {
        self.depth -= 1;
    }

    /// The start of what is left, for messages.
    pub fn shown(&self) -> String {
        let rest = self.rest().trim_start();
        match rest.char_indices().nth(24) {
            Some((end, _)) => format!("{}…", &rest[..end]),
            None if rest.is_empty() => "the end of the line".to_owned(),
            None => rest.to_owned(),
        }
    }
}

/// The line without its comment: `#` at the start or after white space, outside double quotes.
pub(crate) fn without_comment(line: &str) -> &str {
    let (mut in_quotes, mut escaped, mut before) = (false, false, ' ');
    for (at, c) in line.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_quotes => escaped = true,
            '"' => in_quotes = !in_quotes,
            '#' if !in_quotes && before.is_whitespace() => return &line[..at],
            _ => {}
        }
        before = c;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_start_after_white_space_and_outside_quotes() {
        for (line, expect) in [
            ("a b # c", "a b "),
            ("# c", ""),
            ("a#b", "a#b"),
            ("yes \"No. # 1\" # c", "yes \"No. # 1\" "),
            ("yes \"a \\\" # b\"", "yes \"a \\\" # b\""),
        ] {
            assert_eq!(without_comment(line), expect);
        }
    }

    #[test]
    fn values_end_at_bars_and_brackets_and_may_be_quoted() {
        let mut cursor = Cursor::new("a|\"b c\"|\",\"] rest");
        assert_eq!(cursor.values().unwrap(), ["a", "b c", ","]);
        assert_eq!(cursor.rest(), "] rest");
        assert!(Cursor::new("\"open").value().is_err());
        assert!(Cursor::new(" x").value().is_err());
    }
}
