//! Splits a file of rules into its blocks and gathers the macros.

use std::collections::BTreeMap;

use crate::parse::pattern::starts_path;
use crate::problem::{Fault, Problem};
use crate::scan::{Cursor, without_comment};

/// A header with the lines that are indented under it.
pub(crate) struct Block {
    pub file: usize,
    pub header: Line,
    pub body: Vec<Line>,
}

/// A line without its comment and indentation.
pub(crate) struct Line {
    pub number: u32,
    pub text: String,
}

/// Named pieces of paths and tests: `let subj = >nsubj|nsubjpass`.
#[derive(Default)]
pub(crate) struct Macros(BTreeMap<String, (String, String)>);

/// Macros may use each other this deep.
const MAX_MACRO_DEPTH: u32 = 8;
/// A line may be this long with its macros written out.
const MAX_LINE: usize = 4000;

/// Reads one file: rules become blocks, macros are put to the others.
pub(crate) fn read_blocks(
    file: usize,
    name: &str,
    text: &str,
    macros: &mut Macros,
    problems: &mut Vec<Problem>,
) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    // Indentation of the first line of the body; `None` outside of a block.
    let mut indent: Option<usize> = None;
    let mut in_block = false;
    for (number, raw) in (1u32..).zip(text.lines()) {
        let line = without_comment(raw).trim_end();
        let content = line.trim_start();
        if content.is_empty() {
            continue;
        }
        if raw.len() > MAX_LINE {
            problems.push(
                Fault::new("RU018", format!("the line is longer than {MAX_LINE} bytes")).at(name, number),
            );
            continue;
        }
        let depth = line.len() - content.len();
        let content = Line { number, text: content.to_owned() };
        if depth == 0 {
            (indent, in_block) = (None, false);
            match content.text.split_whitespace().next() {
                Some("rule" | "drop") => {
                    in_block = true;
                    blocks.push(Block { file, header: content, body: Vec::new() });
                }
                Some("let") => {
                    if let Err(fault) = macros.define(&content.text, &format!("{name}:{number}")) {
                        problems.push(fault.at(name, number));
                    }
                }
                Some(word) => problems.push(
                    Fault::new("RU001", format!("`{word}` does not start a rule"))
                        .hint("a line that is not indented starts with `rule`, `let` or `drop`; indent the lines of a rule")
                        .at(name, number),
                ),
                None => {}
            }
            continue;
        }
        let Some(block) = blocks.last_mut().filter(|_| in_block) else {
            problems.push(
                Fault::new("RU002", "an indented line outside of a rule")
                    .hint("start a rule above it with `rule NAME -> KIND`")
                    .at(name, number),
            );
            continue;
        };
        match block.body.last_mut() {
            Some(above) if depth > *indent.get_or_insert(depth) => {
                above.text.push(' ');
                above.text.push_str(&content.text);
            }
            _ => {
                indent.get_or_insert(depth);
                block.body.push(content);
            }
        }
    }
    blocks
}

impl Macros {
    /// `let NAME = TEXT`
    fn define(&mut self, line: &str, place: &str) -> Result<(), Fault> {
        let mut cursor = Cursor::new(line);
        cursor.eat_word("let");
        cursor.skip_space();
        let name = cursor.name();
        cursor.skip_space();
        let (true, true) = (!name.is_empty(), cursor.eat("=")) else {
            return Err(Fault::new("RU014", format!("`{line}` gives no name to anything"))
                .hint("write `let subj = >nsubj|nsubjpass` and use it as `@subj`"));
        };
        let text = cursor.rest().trim();
        if text.is_empty() {
            return Err(Fault::new("RU014", format!("`@{name}` is empty")));
        }
        if let Some((_, other)) = self.0.get(name) {
            return Err(Fault::new("RU014", format!("`@{name}` is defined already, at {other}"))
                .hint("names given with `let` hold for all files; take another"));
        }
        self.0.insert(name.to_owned(), (text.to_owned(), place.to_owned()));
        Ok(())
    }

    /// The line with `@name` replaced, outside of double quotes. Tests are put in brackets, so that `!@name`
    /// negates all of them.
    pub fn write_out(&self, line: &str) -> Result<String, Fault> {
        if !line.contains('@') {
            return Ok(line.to_owned());
        }
        let mut out = String::new();
        self.append(line, 0, &mut out)?;
        Ok(out)
    }

    fn append(&self, line: &str, depth: u32, out: &mut String) -> Result<(), Fault> {
        if depth > MAX_MACRO_DEPTH {
            return Err(Fault::new("RU014", "names given with `let` go round in a circle"));
        }
        let mut in_quotes = false;
        let mut rest = line;
        while let Some(at) = rest.find(['@', '"']) {
            let (before, after) = rest.split_at(at);
            out.push_str(before);
            rest = &after[1..];
            if after.starts_with('"') || in_quotes {
                in_quotes ^= after.starts_with('"') && !before.ends_with('\\');
                out.push_str(&after[..1]);
                continue;
            }
            let mut cursor = Cursor::new(rest);
            let name = cursor.name();
            rest = cursor.rest();
            let (text, _) = self.0.get(name).ok_or_else(|| {
                Fault::unknown("RU014", "name", &format!("@{name}"), self.0.keys().map(String::as_str))
            })?;
            let is_path = starts_path(text);
            if !is_path {
                out.push('(');
            }
            self.append(text, depth + 1, out)?;
            if !is_path {
                out.push(')');
            }
            if out.len() > MAX_LINE {
                return Err(Fault::new(
                    "RU018",
                    format!("the line with its names written out is longer than {MAX_LINE} bytes"),
                ));
            }
        }
        out.push_str(rest);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn macros(lines: &[&str]) -> Macros {
        let mut macros = Macros::default();
        lines.iter().for_each(|l| macros.define(l, "here:1").unwrap());
        macros
    }

    #[test]
    fn names_are_written_out_outside_of_quotes() {
        let macros = macros(&["let subj = >nsubj|csubj", "let person = ent=PERSON pos=@n", "let n = PROPN"]);
        for (line, expect) in [
            ("x: cue @subj @person", "x: cue >nsubj|csubj (ent=PERSON pos=(PROPN))"),
            ("x: lower=\"@subj\" has(@subj)", "x: lower=\"@subj\" has(>nsubj|csubj)"),
        ] {
            assert_eq!(macros.write_out(line).unwrap(), expect);
        }
        assert!(macros.write_out("@sub").unwrap_err().hint.unwrap().contains("subj"));
    }

    #[test]
    fn circles_and_doubles_are_refused() {
        assert!(macros(&["let a = @b", "let b = @a @a"]).write_out("@a").is_err());
        let mut twice = macros(&["let a = >nsubj"]);
        assert!(twice.define("let a = >dobj", "there:2").unwrap_err().message.contains("here:1"));
    }
}
