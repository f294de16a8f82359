//! Where may a sentence start? Only behind the end of another, so that no comma or bracket is taken for one. Which of
//! the allowed places are starts is up to the parser, which knows abbreviations.

use sayso_model::Span;

use crate::parse::SentenceStart;

/// Forbids the start of a sentence at every token but those behind `.`, `?`, `!`, `…` or `:`, or behind quotation marks
/// and brackets that close after one of them.
pub(crate) fn restrict(text: &str, tokens: &[Span], starts: &mut [SentenceStart]) {
    // True behind the end of a sentence, and as long as only closing marks follow it.
    let mut ended = false;
    for (i, (token, start)) in tokens.iter().zip(starts).enumerate() {
        let word = token.text(text);
        if i > 0 && (!ended || is_never_first(word)) {
            *start = SentenceStart::Never;
        }
        if word.chars().all(char::is_whitespace) {
            // A blank line between words ends a sentence even without a mark.
            ended |= word.contains('\n');
        } else if !(ended && closes(word)) {
            ended = word.ends_with(['.', '?', '!', '…', ':']);
        }
    }
}

/// Forbids the start of a sentence everywhere but at the first token.
pub(crate) fn forbid(starts: &mut [SentenceStart]) {
    starts.iter_mut().skip(1).for_each(|s| *s = SentenceStart::Never);
}

/// Marks that belong to what stands before them.
fn is_never_first(word: &str) -> bool {
    matches!(word, "," | ";" | ":" | ")" | "]" | "}" | "”" | "’" | "»" | "." | "?" | "!" | "…" | "..." | "%")
}

/// Quotation marks and brackets that may close a sentence.
fn closes(word: &str) -> bool {
    matches!(word, "\"" | "'" | "''" | "”" | "’" | "»" | ")" | "]" | "}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `words` are separated by spaces; returns those at which a sentence may start.
    fn allowed(words: &str) -> Vec<&str> {
        let mut at = 0;
        let tokens: Vec<Span> = words
            .split(' ')
            .map(|w| {
                let span = Span::new(at, at + w.len());
                at += w.len() + 1;
                span
            })
            .collect();
        let mut starts = vec![SentenceStart::Free; tokens.len()];
        restrict(words, &tokens, &mut starts);
        let free = tokens.iter().zip(&starts).filter(|(_, s)| **s == SentenceStart::Free);
        free.map(|(t, _)| t.text(words)).collect()
    }

    #[test]
    fn sentences_start_behind_ends_only() {
        assert_eq!(allowed("He came , she said . They left"), ["He", "They"]);
        assert_eq!(allowed("“ Go . ” He went"), ["“", "He"]);
        assert_eq!(allowed("He met Mr. Jones ( twice . ) Then"), ["He", "Jones", "Then"]);
        assert_eq!(allowed("Why ? ! Because : it is"), ["Why", "Because", "it"]);
    }
}
