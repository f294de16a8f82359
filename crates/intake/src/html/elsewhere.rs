//! What stands among an article's blocks and belongs to something else: a gallery's captions, a stream of teasers.

use rustc_hash::FxHashMap;

use super::page::{Page, PageBlock};
use super::select::{ends_sentence, is_linked_heading};

/// Slides or teasers that are more than a chance likeness.
const ENOUGH: usize = 4;

/// Drops what leads elsewhere.
pub fn drop_elsewhere(page: &Page, chosen: &mut [bool]) {
    drop_gallery(page, chosen);
    drop_teasers(page, chosen);
}

/// "2/50 Star Wars boosts economy": from the first numbered slide to the end of the last.
fn drop_gallery(page: &Page, chosen: &mut [bool]) {
    let mut slides: FxHashMap<u32, (usize, usize, usize)> = FxHashMap::default();
    for (i, block) in page.blocks.iter().enumerate() {
        if let Some(of) = slide(block) {
            let (count, _, last) = slides.entry(of).or_insert((0, i, i));
            (*count, *last) = (*count + 1, i);
        }
    }
    for &(_, first, last) in slides.values().filter(|s| s.0 >= ENOUGH) {
        let home = page.blocks[last].place.container;
        let rest = page.blocks[last..].iter().take_while(|b| b.place.container == home).count();
        chosen[first..last + rest].fill(false);
    }
}

/// How many slides there are, for a heading that begins with "2/50".
fn slide(block: &PageBlock) -> Option<u32> {
    if block.place.heading == 0 {
        return None;
    }
    let (number, rest) = block.text.split_once('/')?;
    let number: u32 = number.trim_end().parse().ok()?;
    let rest = rest.trim_start();
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let of: u32 = rest[..digits].parse().ok()?;
    let ends = rest[digits..].is_empty() || rest[digits..].starts_with(' ');
    (ends && (1..=of).contains(&number) && of as usize >= ENOUGH).then_some(of)
}

/// Elements of one kind that hold a heading which is a link and the beginning of a text, not seldom cut off.
fn drop_teasers(page: &Page, chosen: &mut [bool]) {
    let mut homes: FxHashMap<u32, Home> = FxHashMap::default();
    for block in &page.blocks {
        let home = homes.entry(block.place.container).or_default();
        home.kind = block.place.container_kind;
        if is_linked_heading(block) {
            home.heads += 1;
        } else if block.text.len() >= 60 {
            home.texts += 1;
            home.cut += usize::from(!ends_sentence(&block.text));
        }
    }
    let mut kinds: FxHashMap<u64, (usize, usize)> = FxHashMap::default();
    for home in homes.values().filter(|h| h.is_teaser()) {
        let (count, cut) = kinds.entry(home.kind).or_default();
        (*count, *cut) = (*count + 1, *cut + home.cut);
    }
    let is_stream =
        |kind: u64| kinds.get(&kind).is_some_and(|&(count, cut)| count >= ENOUGH && cut * 4 >= count);
    for (block, chosen) in page.blocks.iter().zip(chosen.iter_mut()) {
        let home = &homes[&block.place.container];
        *chosen &= !(home.is_teaser() && is_stream(home.kind));
    }
}

/// What an element holds.
#[derive(Default)]
struct Home {
    kind: u64,
    heads: usize,
    texts: usize,
    cut: usize,
}

impl Home {
    fn is_teaser(&self) -> bool {
        self.heads == 1 && self.texts == 1
    }
}
