//! Lines of styled words, broken at the width of the page.

use unicode_width::UnicodeWidthChar;

use super::View;
use super::style::{FAINT, PLAIN, STRONG, Style};

/// What is written to the terminal, line by line.
pub struct Page {
    view: View,
    out: String,
}

/// Words in one style. White space at their edges parts them from their neighbours.
#[derive(Clone, Debug)]
pub struct Run {
    pub text: String,
    pub style: Style,
}

/// A run of words, without what a terminal would obey: control characters, and those that turn the direction of
/// what follows.
pub fn run(text: impl Into<String>, style: Style) -> Run {
    let mut text: String = text.into();
    let obeyed = |c: char| {
        c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    if text.contains(obeyed) {
        text = text
            .chars()
            .filter(|&c| c.is_whitespace() || !obeyed(c))
            .map(|c| if obeyed(c) { ' ' } else { c })
            .collect();
    }
    Run { text, style }
}

/// Words that are not broken, and their width in columns.
type Word = (Vec<Run>, usize);

impl Page {
    pub fn new(view: View) -> Self {
        Self { view, out: String::new() }
    }

    pub fn color(&self) -> bool {
        self.view.color
    }

    pub fn finish(mut self) -> String {
        self.out.push('\n');
        self.out
    }

    /// A heading after an empty line. `key` explains the brackets that stand for colours where there are none.
    pub fn section(&mut self, title: &str, key: &str) {
        self.out.push('\n');
        STRONG.paint(title, self.view.color, &mut self.out);
        if !self.view.color && !key.is_empty() {
            self.out.push_str("  ");
            self.out.push_str(key);
        }
        self.out.push('\n');
    }

    pub fn blank(&mut self) {
        self.out.push('\n');
    }

    /// A paragraph. `first` opens its first line, `rest` the others; both are as wide as they are long.
    pub fn flow(&mut self, first: &[Run], rest: &[Run], runs: &[Run]) {
        let columns = |runs: &[Run]| runs.iter().map(|r| width(&r.text)).sum::<usize>();
        let mut line = first.to_vec();
        let (mut used, mut fresh) = (columns(first), true);
        for (word, wide) in words(runs) {
            if !fresh && used + 1 + wide > self.view.width {
                self.put(&std::mem::replace(&mut line, rest.to_vec()));
                (used, fresh) = (columns(rest), true);
            }
            if !fresh {
                // A space between two words of one style is underlined with them.
                let style = line.last().map_or(PLAIN, |r| r.style);
                line.push(Run {
                    text: " ".into(),
                    style: if word[0].style == style { style } else { PLAIN },
                });
                used += 1;
            }
            line.extend(word);
            (used, fresh) = (used + wide, false);
        }
        self.put(&line);
    }

    /// A line with something at its right edge, where there is room for it.
    pub fn line(&mut self, left: &[Run], right: &str) {
        let used: usize = left.iter().map(|r| width(&r.text)).sum();
        if used + 2 + width(right) > self.view.width {
            self.flow(&[], &[run("       ", PLAIN)], left);
            return;
        }
        let mut line = left.to_vec();
        if !right.is_empty() {
            line.push(run(" ".repeat(self.view.width - used - width(right)), PLAIN));
            line.push(run(right, FAINT));
        }
        self.put(&line);
    }

    /// Writes a line; neighbours in one style are painted at once.
    fn put(&mut self, line: &[Run]) {
        for runs in line.chunk_by(|a, b| a.style == b.style) {
            let text: String = runs.iter().map(|r| r.text.as_str()).collect();
            runs[0].style.paint(&text, self.view.color, &mut self.out);
        }
        while self.out.ends_with(' ') {
            self.out.pop();
        }
        self.out.push('\n');
    }
}

/// Splits runs at white space, but not at no-break spaces. A word may hold several runs: `[Asif]`, where the name is underlined.
fn words(runs: &[Run]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    for run in runs {
        for c in run.text.chars() {
            if c.is_whitespace() && c != '\u{A0}' {
                open = false;
                continue;
            }
            let c = if c == '\u{A0}' { ' ' } else { c };
            if !open {
                words.push((Vec::new(), 0));
                open = true;
            }
            let (parts, wide) = words.last_mut().expect("a word is open");
            match parts.last_mut() {
                Some(last) if last.style == run.style => last.text.push(c),
                _ => parts.push(Run { text: c.to_string(), style: run.style }),
            }
            *wide += c.width().unwrap_or(0);
        }
    }
    words
}

/// Columns of a text.
pub fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}
