//! Where may a sentence start? Only behind the end of another, so that no comma or bracket is taken for one. Which of
//! the allowed places are starts is up to the parser, which knows abbreviations.

use sayso_model::Span;

use crate::parse::SentenceStart;

/// Forbids the start of a sentence at every token but those behind `.`, `?`, `!`, `…` or `:`, or behind quotation marks
/// and brackets that close after one of them; and at words in small letters, which go on with the sentence behind an
/// abbreviation or a quotation.
pub(crate) fn restrict(text: &str, tokens: &[Span], starts: &mut [SentenceStart]) {
    // True behind the end of a sentence, and as long as only closing marks follow it.
    let mut ended = false;
    let mut previous_end = 0;
    for (i, (token, start)) in tokens.iter().zip(starts).enumerate() {
        let word = token.text(text);
        let touches = i > 0 && token.start() == previous_end;
        previous_end = token.end();
        let closes = closes(word, touches);
        if i > 0 && (!ended || closes || is_never_first(word)) {
            *start = SentenceStart::Never;
        }
        if word.chars().all(char::is_whitespace) {
            // A line break between words ends a sentence even without a mark.
            ended |= word.contains('\n');
        } else if !(ended && closes) {
            ended = word.ends_with(['.', '?', '!', '…', ':']);
        }
    }
}

/// Forbids the start of a sentence everywhere but at the first token.
pub(crate) fn forbid(starts: &mut [SentenceStart]) {
    starts.iter_mut().skip(1).for_each(|s| *s = SentenceStart::Never);
}

/// Marks and words that go on with what stands before them. Names such as `eBay` and `al-Bab` may come first.
fn is_never_first(word: &str) -> bool {
    let is_mark =
        matches!(word, "," | ";" | ":" | "." | "?" | "!" | "…" | "..." | "%" | "'s" | "’s" | "'S" | "’S");
    let goes_on =
        word.starts_with(char::is_lowercase) && !word.contains(|c: char| c == '-' || c.is_uppercase());
    is_mark || goes_on
}

/// Quotation marks and brackets that close. A straight mark closes if it touches what stands before it.
fn closes(word: &str, touches: bool) -> bool {
    match word {
        "\"" | "'" | "''" => touches,
        "”" | "’" | "»" | ")" | "]" | "}" => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words are separated by spaces, or by `|` where they touch; returns those at which a sentence may start.
    fn allowed(words: &str) -> Vec<String> {
        let (mut text, mut tokens) = (String::new(), Vec::new());
        for group in words.split(' ') {
            if !text.is_empty() {
                text.push(' ');
            }
            for word in group.split('|') {
                tokens.push(Span::new(text.len(), text.len() + word.len()));
                text.push_str(word);
            }
        }
        let mut starts = vec![SentenceStart::Free; tokens.len()];
        restrict(&text, &tokens, &mut starts);
        let free = tokens.iter().zip(&starts).filter(|(_, s)| **s == SentenceStart::Free);
        free.map(|(t, _)| t.text(&text).to_string()).collect()
    }

    #[test]
    fn sentences_start_behind_ends_only() {
        assert_eq!(allowed("He came|, she said|. They left"), ["He", "They"]);
        assert_eq!(allowed("“|Go|.|” He went"), ["“", "He"]);
        assert_eq!(allowed("He met Mr. Jones (|twice|.|) Then"), ["He", "Jones", "Then"]);
        assert_eq!(allowed("Why|?|! Because|: it is"), ["Why", "Because"]);
    }

    #[test]
    fn words_in_small_letters_go_on() {
        assert_eq!(allowed("“|Go|!|” he said|. al-Bab fell|. eBay rose|."), ["“", "al-Bab", "eBay"]);
        assert_eq!(allowed("The U.S. said so"), ["The"]);
        assert_eq!(allowed("The U.S.|'s plan"), ["The"]);
    }

    #[test]
    fn straight_marks_open_and_close() {
        assert_eq!(allowed("He left|. \"|We won|,|\" Ann said|."), ["He", "\""]);
        assert_eq!(allowed("\"|We won|.|\" Ann left|."), ["\"", "Ann"]);
    }
}
