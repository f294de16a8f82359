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
            .map(|c| if c.is_whitespace() { ' ' } else { c })
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
        self.open(first);
        let mut used = columns(first);
        let mut fresh = true;
        let mut last = PLAIN;
        for (word, wide) in words(runs) {
            if !fresh && used + 1 + wide > self.view.width {
                self.close();
                self.open(rest);
                (used, fresh) = (columns(rest), true);
            }
            if !fresh {
                // A space between two words of one style is underlined with them.
                let same = word.first().is_some_and(|r| r.style == last);
                (if same { last } else { PLAIN }).paint(" ", self.view.color, &mut self.out);
                used += 1;
            }
            last = word.last().map_or(PLAIN, |r| r.style);
            word.iter().for_each(|r| r.style.paint(&r.text, self.view.color, &mut self.out));
            (used, fresh) = (used + wide, false);
        }
        self.close();
    }

    /// A line with something at its right edge, where there is room for it.
    pub fn line(&mut self, left: &[Run], right: &str) {
        let used: usize = left.iter().map(|r| width(&r.text)).sum();
        if used + 2 + width(right) > self.view.width {
            let hang = [run("       ", PLAIN)];
            self.flow(&[], &hang, left);
            return;
        }
        self.open(left);
        if !right.is_empty() {
            self.out.push_str(&" ".repeat(self.view.width - used - width(right)));
            FAINT.paint(right, self.view.color, &mut self.out);
        }
        self.close();
    }

    fn open(&mut self, runs: &[Run]) {
        runs.iter().for_each(|r| r.style.paint(&r.text, self.view.color, &mut self.out));
    }

    fn close(&mut self) {
        while self.out.ends_with(' ') {
            self.out.pop();
        }
        self.out.push('\n');
    }
}

/// Splits runs at white space. A word may hold several runs: `[Asif]`, where the name is underlined.
fn words(runs: &[Run]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    for run in runs {
        for c in run.text.chars() {
            if c.is_whitespace() {
                open = false;
                continue;
            }
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
