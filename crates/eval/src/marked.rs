//! How is a record shown in its text? `[The minister]{source} [said]{cue} that [talks failed]{content}.`

/// A text by characters, for records whose offsets count characters.
#[derive(Debug)]
pub struct Page {
    chars: Vec<char>,
}

/// How much of a paragraph is shown on either side of a record, at most.
const AROUND: usize = 160;

impl Page {
    /// A page of `text`.
    pub fn new(text: &str) -> Self {
        Self { chars: text.chars().collect() }
    }

    /// Number of characters.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// True if the text is empty.
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The character at `i`.
    pub fn char(&self, i: usize) -> Option<char> {
        self.chars.get(i).copied()
    }

    /// The characters of a range, cut to the text.
    pub fn text(&self, start: usize, end: usize) -> String {
        let end = end.min(self.chars.len());
        self.chars[start.min(end)..end].iter().collect()
    }

    /// The sentence or so around `spans`, with each span in brackets and named. Line ends become spaces.
    pub fn marked<'a>(&self, spans: &[((usize, usize), &'a str)]) -> String {
        let cut = |s: &((usize, usize), &'a str)| ((s.0.0, s.0.1.min(self.chars.len())), s.1);
        let spans: Vec<_> = spans.iter().map(cut).filter(|s| s.0.0 < s.0.1).collect();
        let Some(first) = spans.iter().map(|s| s.0.0).min() else { return String::new() };
        let last = spans.iter().map(|s| s.0.1).max().unwrap_or(first);
        let (start, end) = (self.opening(first), self.closing(last));
        let mut out = String::new();
        for at in start..=end {
            // Closes before it opens, inner before outer.
            let mut closing: Vec<_> = spans.iter().filter(|s| s.0.1 == at).collect();
            closing.sort_by_key(|s| std::cmp::Reverse(s.0.0));
            closing.iter().for_each(|s| out.extend(["]{", s.1, "}"]));
            let opening = spans.iter().filter(|s| s.0.0 == at).count();
            out.extend(std::iter::repeat_n('[', opening));
            if at < end {
                let c = self.chars[at];
                out.push(if c.is_whitespace() { ' ' } else { c });
            }
        }
        let head = if start > 0 && self.chars[start - 1] != '\n' { "… " } else { "" };
        let tail = if end < self.chars.len() && self.chars[end] != '\n' { " …" } else { "" };
        format!("{head}{}{tail}", out.trim())
    }

    /// Where the sentence around `at` opens, as far as full stops tell.
    fn opening(&self, at: usize) -> usize {
        let at = at.min(self.chars.len());
        let floor = at.saturating_sub(AROUND);
        (floor..at).rev().find(|&i| self.chars[i] == '\n' || self.stops(i)).map_or(floor, |i| i + 1)
    }

    /// Where the sentence around `at` closes.
    fn closing(&self, at: usize) -> usize {
        let at = at.min(self.chars.len());
        let roof = (at + AROUND).min(self.chars.len());
        match (at.saturating_sub(1)..roof).find(|&i| self.chars[i] == '\n' || self.stops(i)) {
            Some(i) if self.chars[i] == '\n' => i.max(at),
            Some(i) => (i + 1).max(at),
            None => roof,
        }
    }

    /// A full stop before white space and after a small letter, a digit or a mark.
    fn stops(&self, i: usize) -> bool {
        let before = i.checked_sub(1).and_then(|i| self.char(i)).is_some_and(|c| !c.is_uppercase());
        let after = self.char(i + 1).is_none_or(|c| c.is_whitespace() || "\"”’'".contains(c));
        "?!.".contains(self.chars[i]) && before && after
    }
}

/// Every place where `words` stand in `text`, in characters.
pub fn occurrences(text: &str, words: &str) -> crate::chars::Chars {
    let length = words.chars().count();
    let starts = text.match_indices(words).filter(|_| length > 0).map(|(at, _)| text[..at].chars().count());
    crate::chars::Chars::new(starts.map(|start| (start, start + length)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_named_in_their_sentence() {
        let check = |text, spans: &[((usize, usize), &str)], expect| {
            assert_eq!(Page::new(text).marked(spans), expect);
        };
        let spans = [((11, 23), "source"), ((24, 28), "cue"), ((35, 47), "content")];
        let marked = "… [The minister]{source} [said]{cue} that \"[talks failed]{content}\" again. …";
        check("It rained. The minister said that \"talks failed\" again. Nobody answered.", &spans, marked);
        let marked = "[The minister]{source} [said]{cue}: \"It [rained]{content}.";
        let spans = [((0, 12), "source"), ((13, 17), "cue"), ((23, 29), "content")];
        check("The minister\nsaid: \"It rained.\nIt snowed.\"", &spans, marked);
        check("a b", &[((0, 3), "content"), ((2, 3), "cue")], "[a [b]{cue}]{content}");
    }

    #[test]
    fn spans_outside_the_text_do_no_harm() {
        assert_eq!(
            Page::new("short").marked(&[((2, 900), "content"), ((4000, 4001), "cue")]),
            "sh[ort]{content}"
        );
        assert_eq!(Page::new("").marked(&[((0, 3), "cue")]), "");
    }
}
