//! Which of the words that another program has read stand in a passage, and what are they to each other there?

use sayso_model::Span;

use crate::spacy::Word;

/// The words that begin in a passage, counted and placed from its beginning. A word whose head stands elsewhere, or is
/// its own head by way of others, is a root.
pub(crate) fn cut(words: &[Word], passage: Span) -> Vec<Word> {
    let from = words.partition_point(|w| w.span.start() < passage.start());
    let to = from + words[from..].partition_point(|w| w.span.start() < passage.end());
    let mut out: Vec<Word> = words[from..to].to_vec();
    for (i, word) in out.iter_mut().enumerate() {
        // A word that runs on into the next passage ends here: no sentence is in two.
        let end = word.span.end().min(passage.end());
        word.span = Span::new(word.span.start() - passage.start(), end - passage.start());
        word.head = match word.head as usize {
            head if (from..to).contains(&head) => (head - from) as u32,
            _ => i as u32,
        };
    }
    cut_rings(&mut out);
    out
}

/// Later stages climb from head to head until there is none.
fn cut_rings(words: &mut [Word]) {
    // 0 for a word that was not seen, otherwise the climb on which it was.
    let mut seen = vec![0; words.len()];
    for start in 0..words.len() {
        let mut at = start;
        while seen[at] == 0 {
            seen[at] = start + 1;
            at = words[at].head as usize;
        }
        if seen[at] == start + 1 {
            words[at].head = at as u32;
        }
    }
}

#[cfg(test)]
mod tests {
    use sayso_model::{Dep, Tag};

    use super::*;
    use crate::spacy::Mark;

    fn word(start: usize, end: usize, head: u32) -> Word {
        let (tag, dep, mark) = (Tag::Nn, Dep::Dep, Mark::Out);
        Word { span: Span::new(start, end), tag, dep, head, starts_sentence: false, mark }
    }

    #[test]
    fn words_are_counted_from_the_passage() {
        let words = [word(0, 2, 1), word(3, 5, 1), word(6, 9, 3), word(10, 14, 1), word(15, 16, 3)];
        let found = cut(&words, Span::new(6, 12));
        assert_eq!(found, [word(0, 3, 1), word(4, 6, 1)]);
        assert_eq!(cut(&words, Span::new(20, 30)), []);
    }

    #[test]
    fn rings_of_heads_are_cut() {
        for heads in [[1, 0, 1, 2], [1, 2, 3, 1], [0, 0, 0, 0], [3, 3, 3, 0]] {
            let mut words: Vec<Word> = heads.iter().map(|&h| word(0, 1, h)).collect();
            cut_rings(&mut words);
            for start in 0..4 {
                let top = (0..4).fold(start, |at, _| words[at].head as usize);
                assert_eq!(words[top].head as usize, top, "{heads:?}");
            }
        }
    }
}
