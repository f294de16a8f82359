//! Texts written beside a rule that say what it must and must not match.

use sayso_model::Span;
use smol_str::SmolStr;

use crate::problem::Fault;
use crate::scan::Cursor;

/// A text that a rule must or must not match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// True for `yes`, false for `no`.
    pub wanted: bool,
    /// The text without its brackets.
    pub text: String,
    /// Marked words, in order of their closing brackets.
    pub brackets: Vec<Bracket>,
    /// Attributes that the match must have.
    pub with: Vec<(SmolStr, SmolStr)>,
    /// Nodes that must stay without a token.
    pub without: Vec<SmolStr>,
    /// Line in the file of the rule.
    pub line: u32,
}

/// Words marked as `[…]{role}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bracket {
    /// Name of the node whose token heads the words.
    pub role: SmolStr,
    /// Bytes of the words in [`Example::text`].
    pub span: Span,
}

impl Example {
    /// Reads what follows `yes` or `no`.
    pub(crate) fn parse(wanted: bool, line: u32, cursor: &mut Cursor<'_>) -> Result<Example, Fault> {
        cursor.skip_space();
        let marked = cursor.quoted()?;
        let (text, brackets) = unmark(&marked)?;
        if text.trim().is_empty() {
            return Err(Fault::new("RU016", "the example has no text"));
        }
        let mut example = Example { wanted, text, brackets, with: Vec::new(), without: Vec::new(), line };
        while !cursor.at_end() {
            if cursor.eat_word("with") {
                loop {
                    cursor.skip_space();
                    let key = cursor.name();
                    if key.is_empty() || !cursor.eat("=") {
                        return Err(wrong(cursor));
                    }
                    example.with.push((key.into(), cursor.value()?.into()));
                    if !another(cursor) {
                        break;
                    }
                }
            } else if cursor.eat_word("without") {
                loop {
                    cursor.skip_space();
                    match cursor.name() {
                        "" => return Err(wrong(cursor)),
                        name => example.without.push(name.into()),
                    }
                    if !another(cursor) {
                        break;
                    }
                }
            } else {
                return Err(wrong(cursor));
            }
        }
        Ok(example)
    }
}

fn wrong(cursor: &Cursor<'_>) -> Fault {
    Fault::new("RU016", format!("`{}` after the example is not understood", cursor.shown()))
        .hint("write `yes \"text\" with key=value, key=value without node, node`")
}

fn another(cursor: &mut Cursor<'_>) -> bool {
    cursor.skip_space();
    cursor.eat(",")
}

/// Takes the brackets out of a text. `\[` and `\]` are brackets of the text itself.
fn unmark(marked: &str) -> Result<(String, Vec<Bracket>), Fault> {
    let fault = |why: &str| {
        Fault::new("RU016", why)
            .hint("mark words as `[the words]{node}`; write `\\[` for a bracket of the text")
    };
    let (mut text, mut brackets, mut open) = (String::new(), Vec::new(), Vec::new());
    let mut chars = marked.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if matches!(chars.peek(), Some('[' | ']')) => text.extend(chars.next()),
            '[' => open.push(text.len()),
            ']' => {
                let start = open.pop().ok_or_else(|| fault("`]` without `[`"))?;
                if chars.next() != Some('{') {
                    return Err(fault("`]` is not followed by `{node}`"));
                }
                let mut role = String::new();
                loop {
                    match chars.next() {
                        Some('}') => break,
                        Some(c) => role.push(c),
                        None => return Err(fault("`{` without `}`")),
                    }
                }
                if start == text.len() {
                    return Err(fault("there are no words between `[` and `]`"));
                }
                brackets.push(Bracket { role: role.into(), span: Span::new(start, text.len()) });
            }
            c => text.push(c),
        }
    }
    match open.is_empty() {
        true => Ok((text, brackets)),
        false => Err(fault("`[` without `]`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Example, Fault> {
        Example::parse(true, 1, &mut Cursor::new(text))
    }

    #[test]
    fn brackets_may_nest_and_be_part_of_the_text() {
        let example = parse(r#""[The head of [the army]{body}]{source} \[sic\] said so""#).unwrap();
        assert_eq!(example.text, "The head of the army [sic] said so");
        let marked: Vec<_> =
            example.brackets.iter().map(|b| (b.role.as_str(), b.span.text(&example.text))).collect();
        assert_eq!(marked, [("body", "the army"), ("source", "The head of the army")]);
    }

    #[test]
    fn attributes_and_empty_nodes_follow_the_text() {
        let example = parse(r#""He said so" with act=say, force="very low" without target"#).unwrap();
        assert_eq!(example.with, [("act".into(), "say".into()), ("force".into(), "very low".into())]);
        assert_eq!(example.without, ["target"]);
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, part) in [
            (r#""[a b""#, "without `]`"),
            (r#""a]{x}""#, "without `[`"),
            (r#""[a] b""#, "not followed by"),
            (r#""[]{x} b""#, "no words"),
            (r#""[a]{x b""#, "without `}`"),
            (r#""a" because"#, "because"),
            (r#""""#, "no text"),
        ] {
            let message = parse(text).unwrap_err().message;
            assert!(message.contains(part), "{text}: {message}");
        }
    }
}
