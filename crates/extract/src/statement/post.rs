//! Posts of social media set into an article: paragraphs with who posted them underneath, “— Jane Roe (@janeroe) May 3, 2024”.
//!
//! The paragraph above the signature is the post, and so are those above it back to the first that looks like one: it names an
//! account, a tag or an address, or speaks in the first person where the article itself does not.

use sayso_model::{Document, EntityKind, PartyMention, Pos, Span, TokenIx};

use super::content;
use super::context::Context;
use super::draft::{Draft, supersede};
use super::en;
use super::stretch::Stretch;

/// Paragraphs of the longest post.
const PARAGRAPHS_MAX: usize = 6;
/// A name of an account is at most this long, in bytes.
const NAME_MAX: usize = 120;
/// Words behind the account: a date.
const AFTER_MAX: usize = 24;
/// Fewer words than this say nothing: a picture, an address.
const WORDS_MIN: usize = 3;
/// How often what stands over a signature is said by whom it names.
const SIGNED: f32 = 0.95;

/// A paragraph in tokens.
#[derive(Clone, Copy)]
struct Paragraph {
    start: TokenIx,
    end: TokenIx,
    is_coded: bool,
}

/// Adds a draft for each post, in place of what has been found of it without its author.
pub(crate) fn complete(
    document: &Document,
    context: Context<'_>,
    drafts: &mut Vec<Draft>,
    is_coded: impl Fn(TokenIx) -> bool,
) {
    let text = context.text;
    let paragraphs: Vec<Paragraph> = text
        .sentences
        .chunk_by(|a, b| a.block == b.block)
        .map(|block| (block[0].start, block[block.len() - 1].end))
        .filter(|(start, end)| start < end)
        .map(|(start, end)| Paragraph { start, end, is_coded: is_coded(start) })
        .collect();
    let signatures: Vec<Option<Signature>> =
        paragraphs.iter().map(|p| signature(document, context, *p)).collect();
    if signatures.iter().all(Option::is_none) {
        return;
    }
    let reader = Reader { document, context, paragraphs: &paragraphs, signatures: &signatures };
    let article_says_i = reader.article_says_i();
    for (at, signature) in signatures.iter().enumerate() {
        if let Some(signature) = signature
            && let Some(draft) = reader.post(at, signature, article_says_i)
        {
            supersede(drafts, draft);
        }
    }
    drafts.sort_by_key(Draft::start);
}

/// Who posted what stands above.
struct Signature {
    dash: TokenIx,
    author: PartyMention,
}

/// “— Jane Roe (@janeroe) May 3, 2024” and nothing else.
fn signature(document: &Document, context: Context<'_>, paragraph: Paragraph) -> Option<Signature> {
    let text = context.text;
    let Paragraph { start, end, .. } = paragraph;
    let span = text.tokens_span(start, end);
    let line = span.text(&document.text);
    let dashes = line.len() - line.trim_start_matches(['-', '–', '—', '―']).len();
    let (name, rest) = line[dashes..].split_once(" (@")?;
    let (account, date) = rest.split_once(')')?;
    let is_account = !account.is_empty() && account.chars().all(|c| c.is_alphanumeric() || c == '_');
    if dashes == 0 || name.len() > NAME_MAX || !is_account || date.len() > AFTER_MAX {
        return None;
    }
    // "Amir Khan | امیر": the name once.
    let name = name.split('|').next().unwrap_or(name);
    let stop = span.start() + dashes + name.len();
    let is_word = |&t: &TokenIx| text.token(t).span.text(&document.text).contains(char::is_alphanumeric);
    let first = (start..end).find(is_word)?;
    let named = (first..end).take_while(|&t| text.token(t).span.end() <= stop).filter(is_word);
    let last = named.last()?;
    let is_place = |t: &TokenIx| text.entity_of(*t).is_some_and(|e| e.kind == EntityKind::Gpe);
    let heads = |t: &TokenIx| text.head(*t).is_none_or(|h| h < first || h > last);
    let is_noun = |t: &TokenIx| matches!(text.token(*t).pos, Pos::Noun | Pos::Propn);
    // "Football Palestine" is no state.
    let is_body = |t: &TokenIx| is_noun(t) && !is_place(t);
    let top = (first..=last).find(heads).unwrap_or(last);
    let head = if is_place(&top) { (first..=last).find(is_body).unwrap_or(top) } else { top };
    let from = text.token(first).span.start();
    let words = document.text[from..stop].trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')');
    let span = Span::new(from, from + words.len());
    Some(Signature { dash: start, author: PartyMention { head: Some(head), span: Some(span) } })
}

struct Reader<'a> {
    document: &'a Document,
    context: Context<'a>,
    paragraphs: &'a [Paragraph],
    signatures: &'a [Option<Signature>],
}

impl Reader<'_> {
    /// True if paragraphs that are no post speak in the first person: the author of the article tells his own story.
    fn article_says_i(&self) -> bool {
        (0..self.paragraphs.len()).any(|i| {
            let near = self.signatures[i..self.signatures.len().min(i + PARAGRAPHS_MAX + 1)].iter();
            near.clone().all(Option::is_none) && self.speaks_of_himself(self.paragraphs[i])
        })
    }

    /// The post over the signature at `at`.
    fn post(&self, at: usize, signature: &Signature, article_says_i: bool) -> Option<Draft> {
        let text = self.context.text;
        let from = at.saturating_sub(PARAGRAPHS_MAX);
        let above =
            (from..at).rev().take_while(|&i| self.signatures[i].is_none() && self.may_be_posted(i, at));
        let looks_posted = |i: &usize| {
            let paragraph = self.paragraphs[*i];
            *i + 1 == at || self.is_marked(paragraph) || !article_says_i && self.speaks_of_himself(paragraph)
        };
        let first = above.filter(looks_posted).last()?;
        let content: Vec<Stretch> = self.paragraphs[first..at]
            .iter()
            .filter_map(|p| content::trimmed(text, Stretch::new(p.start, p.end)?))
            .collect();
        let said = |t: &TokenIx| content.iter().any(|c| c.contains(*t));
        let main =
            (content.first()?.start..content.last()?.end).filter(said).find(|&t| text.head(t).is_none());
        let mut draft = Draft::direct("post.signed", content);
        draft.cue = vec![signature.dash];
        draft.source = signature.author.clone();
        draft.main = main;
        draft.confidence = SIGNED;
        Some(draft)
    }

    /// True if a paragraph over the signature at `at` is not sure to be the article's: running text, and no report of what somebody
    /// has said. The one right above is the post whatever it says.
    fn may_be_posted(&self, i: usize, at: usize) -> bool {
        let text = self.context.text;
        let Paragraph { start, end, is_coded } = self.paragraphs[i];
        let is_word = |t: &TokenIx| !matches!(text.token(*t).pos, Pos::Punct | Pos::X | Pos::Sym);
        if !is_coded || (start..end).filter(is_word).take(WORDS_MIN).count() < WORDS_MIN {
            return false;
        }
        let reports = |t: TokenIx| text.token(t).quotation.is_none() && self.context.tells(t);
        let is_quoted = || (start..end).any(|t| text.token(t).quotation.is_some());
        i + 1 == at || self.is_marked(self.paragraphs[i]) || !(is_quoted() && (start..end).any(reports))
    }

    /// An account, a tag or an address.
    fn is_marked(&self, paragraph: Paragraph) -> bool {
        let span = self.context.text.tokens_span(paragraph.start, paragraph.end);
        span.text(&self.document.text).split_whitespace().any(|word| {
            let word = word.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '@' | '#'));
            let names = word.strip_prefix(['@', '#']).is_some_and(|w| w.starts_with(char::is_alphabetic));
            names || word.contains("://") || word.starts_with("pic.twitter.com/")
        })
    }

    /// The first person, outside of quotations.
    fn speaks_of_himself(&self, paragraph: Paragraph) -> bool {
        let text = self.context.text;
        let is_coded = paragraph.is_coded;
        let own = |t: TokenIx| {
            let token = text.token(t);
            token.pos == Pos::Pron && token.quotation.is_none() && en::is_own(&token.lower)
        };
        is_coded && (paragraph.start..paragraph.end).any(own)
    }
}
