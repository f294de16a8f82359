//! Which lines are headlines and sub-heads?
//!
//! A heading carries no records, so that a sentence taken for one is lost: where both are possible a line is
//! running text. Either way it is a block of its own, and no sentence runs over its end.

use crate::paragraph::{self, Paragraph};

/// What a paragraph stands among.
pub struct Context<'a> {
    /// The text.
    pub text: &'a str,
    /// The paragraph before, boilerplate and captions left out; `None` at the head of the text.
    pub before: Option<Neighbour<'a>>,
    /// The paragraph after, boilerplate and captions left out.
    pub after: Option<Paragraph>,
    /// One of the next few paragraphs is a sentence.
    pub heads_sentences: bool,
    /// A line of dashes stands right after it.
    pub underlined: bool,
    /// A blank line stands right after it.
    pub set_off: bool,
    /// Running text has begun.
    pub in_body: bool,
    /// Most paragraphs of the text end as sentences do.
    pub punctuated: bool,
}

/// A paragraph before, and whether it was a heading.
#[derive(Clone, Copy)]
pub struct Neighbour<'a> {
    pub text: &'a str,
    pub heading: bool,
}

const HEADLINE_CHARS_MAX: usize = 200;
const STANDFIRST_CHARS_MAX: usize = 110;
const SUBHEAD_CHARS_MAX: usize = 80;
const SUBHEAD_WORDS_MAX: usize = 12;
const SENTENCE_CHARS_MIN: usize = 40;

/// True if the paragraph is a headline or a sub-head.
pub fn is_heading(paragraph: Paragraph, context: &Context) -> bool {
    let line = paragraph.text(context.text);
    let heads_next = context.after.is_some_and(|next| is_sentence(next.text(context.text)));
    match context.before {
        None => {
            (heads_next || context.heads_sentences || context.underlined)
                && is_headline(line, paragraph, context)
        }
        Some(before) if !context.in_body => heads_next && before.heading && is_standfirst(line, context),
        Some(before) => heads_next && is_subhead(line, paragraph, before, context),
    }
}

/// The first line of a text.
fn is_headline(line: &str, paragraph: Paragraph, context: &Context) -> bool {
    if paragraph.lines > 3
        || line.chars().count() > HEADLINE_CHARS_MAX
        || !line.chars().any(char::is_alphabetic)
    {
        return false;
    }
    if context.underlined {
        return true;
    }
    let cut_off = ["...", "…", "...'", "...’"].iter().any(|end| line.ends_with(end));
    if paragraph::ends_sentence(line) && !cut_off {
        // A question set off at the head of a text states nothing that could be lost.
        return is_title(line) || (line.ends_with('?') && context.set_off && line.chars().count() <= 100);
    }
    !line.ends_with([',', ';']) && (context.punctuated || is_title_case(line) || is_capitals(line))
}

/// A line under the headline that sums the report up.
fn is_standfirst(line: &str, context: &Context) -> bool {
    context.punctuated
        && !paragraph::ends_sentence(line)
        && !line.ends_with([':', ';', ','])
        && !line.starts_with(['"', '“', '‘', '(', '-', '–', '—'])
        && !breaks_off(line)
        && line.chars().count() <= STANDFIRST_CHARS_MAX
}

/// "secured qualification for": something tore the line out of its sentence.
fn breaks_off(line: &str) -> bool {
    line.rsplit(char::is_whitespace).next().is_some_and(crate::en::is_function_word)
}

/// A line between paragraphs.
fn is_subhead(line: &str, paragraph: Paragraph, before: Neighbour, context: &Context) -> bool {
    let chars = line.chars().count();
    let words = line.split_whitespace().count();
    if paragraph.lines > 1 || chars > SUBHEAD_CHARS_MAX || words > SUBHEAD_WORDS_MAX || chars < 3 {
        return false;
    }
    if is_capitals(line) && words <= 8 && !line.ends_with([',', ';', ':']) {
        return before.heading || paragraph::ends_sentence(before.text);
    }
    let opens = line.starts_with(|c: char| {
        c.is_uppercase() || c.is_ascii_digit() || c.is_alphabetic() && !c.is_lowercase()
    });
    let loose = ['@', '#', '/', '|', '\t'].iter().any(|c| line.contains(*c))
        || [" – ", " — ", " - ", ": ", "  "].iter().any(|mark| line.contains(mark));
    context.punctuated
        && opens
        && !loose
        && !breaks_off(line)
        && !paragraph::ends_sentence(line)
        && !line.ends_with([':', ';', ',', '-', '–', '—', '"', '”'])
        && (before.heading || paragraph::ends_sentence(before.text) || before.text.ends_with(':'))
        && (words <= 8 || is_title_case(line))
}

/// True for a paragraph that is one sentence or more.
pub fn is_sentence(text: &str) -> bool {
    text.len() >= SENTENCE_CHARS_MIN
        && (paragraph::ends_sentence(text) || text.ends_with([':', ',']) || text.len() > HEADLINE_CHARS_MAX)
}

/// True if there are letters, and all of them are capitals.
fn is_capitals(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() >= 4 && letters.clone().all(|c| c.is_uppercase())
}

/// True if every word begins with a capital but for the small ones that titles keep small.
fn is_title(line: &str) -> bool {
    let words: Vec<&str> =
        line.split(|c: char| c.is_whitespace() || c == '-').filter(|w| !w.is_empty()).collect();
    let small = |w: &str| w.len() <= 4 && crate::en::is_function_word(w);
    words.len() >= 4
        && words.iter().all(|word| {
            let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
            !word.starts_with(char::is_lowercase) || small(word)
        })
}

/// True if at least four of five longer words begin with a capital, and there are four of them.
fn is_title_case(line: &str) -> bool {
    let long: Vec<&str> =
        line.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() >= 4).collect();
    let capital =
        long.iter().filter(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())).count();
    long.len() >= 4 && capital * 5 >= long.len() * 4
}
