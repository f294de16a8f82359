//! Which blocks of a page are its article?
//!
//! An extractor says which words are; the blocks that hold them are taken from the page itself, where their places are
//! known. What stands in furniture is dropped though the extractor kept it, and a paragraph between others of the
//! article is kept though it dropped that.

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

use super::elsewhere::drop_elsewhere;
use super::page::{Page, PageBlock};
use crate::en;

/// Words that are compared at a time.
const SHINGLE: usize = 4;

/// Numbers of the blocks that are the article, in order. Empty for a page that is none.
///
/// `headline` is the number of the block that shows the headline, if the page does.
pub fn select(
    page: &Page,
    article: Option<&[String]>,
    headline: Option<usize>,
    says_article: bool,
) -> Vec<usize> {
    let mut chosen = match article {
        Some(texts) => by_words(page, texts),
        None => by_shape(page),
    };
    drop_furniture(page, &mut chosen);
    rescue(page, &mut chosen);
    if let Some(headline) = headline {
        keep_standfirst(page, headline, &mut chosen);
    }
    drop_boxes(page, &mut chosen);
    drop_elsewhere(page, &mut chosen);
    drop_doubles(page, &mut chosen);
    let out: Vec<usize> = (0..page.blocks.len()).filter(|&i| chosen[i]).collect();
    let runs = out.iter().filter(|&&i| is_running_text(&page.blocks[i])).count();
    if runs == 0 || (!says_article && is_index(page, &out)) {
        return Vec::new();
    }
    out
}

/// All blocks that are no furniture: for markup that is an article and nothing else.
pub fn all(page: &Page) -> Vec<usize> {
    let mut chosen: Vec<bool> = vec![true; page.blocks.len()];
    drop_furniture(page, &mut chosen);
    drop_doubles(page, &mut chosen);
    (0..page.blocks.len()).filter(|&i| chosen[i]).collect()
}

/// Blocks most of whose words stand together in the extractor's text too.
fn by_words(page: &Page, texts: &[String]) -> Vec<bool> {
    let mut shingles = FxHashSet::default();
    let mut lines = FxHashSet::default();
    for text in texts {
        let words = hashes(text);
        shingles.extend(words.windows(SHINGLE).map(hash));
        lines.insert(hash(&words[..]));
    }
    let chosen = |block: &PageBlock| {
        let words = hashes(&block.text);
        if words.is_empty() {
            return false;
        }
        if lines.contains(&hash(&words[..])) {
            return true;
        }
        let all = words.len().saturating_sub(SHINGLE - 1);
        let known = words.windows(SHINGLE).filter(|w| shingles.contains(&hash(*w))).count();
        all > 0 && known * 10 >= all * 7
    };
    page.blocks.iter().map(chosen).collect()
}

fn hashes(text: &str) -> Vec<u64> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(hash).collect()
}

fn hash<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Without an extractor: paragraphs that read like text, in the elements that hold most of it.
fn by_shape(page: &Page) -> Vec<bool> {
    let good = |b: &PageBlock| !is_furniture(b) && !b.place.furniture_class && is_running_text(b);
    let mut bytes: FxHashMap<u32, usize> = FxHashMap::default();
    for block in page.blocks.iter().filter(|b| good(b)) {
        *bytes.entry(block.place.container).or_default() += block.text.len();
    }
    let most = bytes.values().copied().max().unwrap_or(0);
    page.blocks
        .iter()
        .map(|b| good(b) && bytes.get(&b.place.container).is_some_and(|&n| n * 4 >= most))
        .collect()
}

/// A paragraph of sentences, not of links.
fn is_running_text(block: &PageBlock) -> bool {
    block.text.len() >= 60
        && block.place.heading == 0
        && !block.place.caption
        && block.link_bytes * 2 < block.ink_bytes()
        && ends_sentence(&block.text)
}

pub(super) fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»']);
    bare.ends_with(['.', '!', '?', '…', '。', '؟', '।', ':']) || bare.len() > 400
}

fn is_furniture(block: &PageBlock) -> bool {
    block.place.furniture || block.place.comment
}

fn drop_furniture(page: &Page, chosen: &mut [bool]) {
    for (block, chosen) in page.blocks.iter().zip(chosen.iter_mut()) {
        *chosen &= !is_furniture(block);
    }
    // A site may name the element of its articles as others name what stands beside them.
    let bytes = |classed: bool| -> usize {
        let blocks = page.blocks.iter().zip(chosen.iter());
        blocks.filter(|(b, c)| **c && b.place.furniture_class == classed).map(|(b, _)| b.text.len()).sum()
    };
    if bytes(true) < bytes(false) {
        for (block, chosen) in page.blocks.iter().zip(chosen.iter_mut()) {
            *chosen &= !block.place.furniture_class;
        }
    }
}

/// Takes back what reads like text and stands with at least two paragraphs of the article: in one element, or in
/// elements of one kind most of whose paragraphs are the article, such as the posts of a live page.
fn rescue(page: &Page, chosen: &mut [bool]) {
    let mut members: FxHashMap<u32, (usize, usize, usize)> = FxHashMap::default();
    let mut kinds: FxHashMap<u64, (usize, usize)> = FxHashMap::default();
    let open =
        |block: &PageBlock| !is_furniture(block) && !block.place.furniture_class && !block.place.caption;
    for (i, block) in page.blocks.iter().enumerate().filter(|(_, b)| is_running_text(b) && open(b)) {
        let kind = kinds.entry(block.place.container_kind).or_default();
        if chosen[i] {
            kind.0 += 1;
            let entry = members.entry(block.place.container).or_insert((0, i, i));
            entry.0 += 1;
            entry.2 = i;
        } else {
            kind.1 += 1;
        }
    }
    for (i, block) in page.blocks.iter().enumerate().filter(|(_, b)| open(b) && !b.place.cell) {
        let place = block.place;
        if chosen[i] {
            continue;
        }
        let text = is_running_text(block) && place.paragraph;
        let alike = kinds.get(&place.container_kind).is_some_and(|&(yes, no)| yes >= 2 && yes >= no);
        let Some(&(count, first, last)) = members.get(&place.container) else {
            chosen[i] = text && alike;
            continue;
        };
        // A short paragraph between others of the article: "He did not say where."
        let between = first < i && i < last && place.paragraph && block.link_bytes == 0;
        let short = between && ends_sentence(&block.text);
        // A sub-head between them.
        let head = (2..=6).contains(&place.heading) && first < i && i < last && block.link_bytes == 0;
        chosen[i] = (count >= 2 && (text || short || head)) || (text && alike);
    }
    // A line that belongs to a paragraph which was taken back.
    for i in 1..page.blocks.len() {
        let (before, block) = (&page.blocks[i - 1], &page.blocks[i]);
        let same = before.place.container == block.place.container && chosen[i - 1] && open(block);
        chosen[i] |= same && block.place.paragraph && block.link_bytes == 0 && is_speech(&block.text);
    }
}

/// A sentence in quotation marks, or with one in it.
fn is_speech(text: &str) -> bool {
    text.starts_with(['“', '"', '«', '„']) && ends_sentence(text)
}

/// Between headline and text stand the article's first sentences; before the headline stands nothing of it.
fn keep_standfirst(page: &Page, headline: usize, chosen: &mut [bool]) {
    let bytes = |range: std::ops::Range<usize>, chosen: &[bool]| -> usize {
        range.filter(|&i| chosen[i]).map(|i| page.blocks[i].text.len()).sum()
    };
    let (before, after) = (bytes(0..headline, chosen), bytes(headline..page.blocks.len(), chosen));
    if before >= after {
        // What is taken for the headline stands elsewhere than a headline does.
        return;
    }
    chosen[..headline].fill(false);
    let first = (headline + 1..page.blocks.len()).find(|&i| chosen[i] && is_running_text(&page.blocks[i]));
    let Some(first) = first.filter(|first| first - headline <= 20) else { return };
    let between = page.blocks.iter().zip(chosen.iter_mut()).take(first).skip(headline + 1);
    for (block, chosen) in between {
        let place = block.place;
        let open = !is_furniture(block) && !place.furniture_class && !place.caption && !place.byline;
        *chosen |= open && place.paragraph && block.link_bytes == 0 && is_running_text(block);
    }
}

/// A box under a heading such as "Got a story?" or "More on this" is no part of the article, to the next heading.
fn drop_boxes(page: &Page, chosen: &mut [bool]) {
    let mut boxed = None;
    for (i, block) in page.blocks.iter().enumerate() {
        if block.place.heading > 0 {
            boxed = en::is_box_heading(&block.text).then_some(block.place.container);
        }
        // What follows in another element is behind the box.
        if boxed == Some(block.place.container) {
            chosen[i] = false;
        }
    }
}

/// A page may hold a paragraph twice: for phones and for desks.
fn drop_doubles(page: &Page, chosen: &mut [bool]) {
    let mut seen = FxHashSet::default();
    for (block, chosen) in page.blocks.iter().zip(chosen.iter_mut()) {
        if *chosen && block.text.len() >= 40 && !seen.insert(block.text.as_str()) {
            *chosen = false;
        }
    }
}

/// A list of what stands elsewhere: headings that are links, and no element with a few paragraphs.
fn is_index(page: &Page, chosen: &[usize]) -> bool {
    let mut members: FxHashMap<u32, usize> = FxHashMap::default();
    for &i in chosen.iter().filter(|&&i| is_running_text(&page.blocks[i])) {
        *members.entry(page.blocks[i].place.container).or_default() += 1;
    }
    let together = members.values().copied().max().unwrap_or(0);
    together <= 2 && page.blocks.iter().filter(|b| is_linked_heading(b)).count() >= 3
}

/// A heading that leads elsewhere, outside of furniture.
pub(super) fn is_linked_heading(block: &PageBlock) -> bool {
    block.place.heading > 0
        && block.link_bytes * 10 >= block.ink_bytes() * 8
        && !is_furniture(block)
        && !block.place.furniture_class
}
