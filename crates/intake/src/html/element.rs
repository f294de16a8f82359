//! What is an element? Told by its name, its role and the words of its class: `data/web/page.tsv`.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::token;

/// What is known of an element from its tag alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// No sentence crosses it.
    pub block: bool,
    /// It has no content.
    pub void: bool,
    /// Its content is no text of the page.
    pub skip: bool,
    /// It holds no part of an article, by its name or its role.
    pub furniture: bool,
    /// The same, by its class, which is a weaker sign.
    pub furniture_class: bool,
    /// It tells of a picture.
    pub caption: bool,
    /// It names who wrote the article, or when.
    pub byline: bool,
    /// Readers wrote it.
    pub comment: bool,
}

struct Names {
    by_kind: FxHashMap<&'static str, FxHashSet<&'static str>>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut by_kind: FxHashMap<_, FxHashSet<_>> = FxHashMap::default();
    let text = include_str!("../../../../data/web/page.tsv");
    for line in text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let (kind, name) = line.split_once('\t').expect("page.tsv: kind, tab, name");
        by_kind.entry(kind).or_default().insert(name);
    }
    Names { by_kind }
});

impl Names {
    fn has(&self, kind: &str, name: &str) -> bool {
        self.by_kind.get(kind).is_some_and(|names| names.contains(name))
    }
}

/// Elements that hold the whole article: what their class says is true of the page, not of the text.
const WHOLE: [&str; 4] = ["html", "body", "main", "article"];

/// What an element is. `name` is in lower case.
pub fn marks(name: &str, attributes: &str) -> Marks {
    let names = &*NAMES;
    let mut marks = Marks {
        block: names.has("block", name),
        void: names.has("void", name),
        skip: names.has("skip", name),
        furniture: names.has("furniture", name),
        caption: matches!(name, "figcaption" | "caption"),
        ..Marks::default()
    };
    if attributes.trim().is_empty() {
        return marks;
    }
    let whole = WHOLE.contains(&name);
    for (attribute, value) in token::attributes(attributes) {
        match attribute.to_ascii_lowercase().as_str() {
            "class" | "id" | "data-component" | "data-testid" if !whole => {
                let words = words(value);
                let pairs = words.windows(2).map(|w| format!("{}-{}", w[0], w[1]));
                for word in words.iter().cloned().chain(pairs) {
                    marks.furniture_class |= names.has("class", &word);
                    marks.caption |= names.has("caption", &word);
                    marks.byline |= names.has("byline", &word);
                    marks.comment |= names.has("comment", &word);
                }
            }
            "role" if !whole => marks.furniture |= names.has("role", &value.to_ascii_lowercase()),
            "rel" | "itemprop" => {
                marks.byline |= matches!(value, "author" | "datePublished" | "dateModified");
                marks.comment |= value == "comment";
            }
            "hidden" => marks.skip = true,
            "aria-hidden" => marks.skip |= value == "true" && !whole,
            "style" => {
                let bare: String = value.chars().filter(|c| !c.is_whitespace()).collect();
                let bare = bare.to_ascii_lowercase();
                marks.skip |= bare.contains("display:none") || bare.contains("visibility:hidden");
            }
            _ => {}
        }
    }
    marks
}

/// Words of a class: `relatedLinks story__more-on` is `related links story more on`.
fn words(value: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    let mut was_lower = false;
    for c in value.chars().take(400) {
        if !c.is_alphabetic() {
            open = false;
            continue;
        }
        if !open || (c.is_uppercase() && was_lower) {
            words.push(String::new());
        }
        open = true;
        was_lower = c.is_lowercase();
        if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_read_word_by_word() {
        let furniture = |class: &str| marks("div", &format!(" class='{class}'")).furniture_class;
        for yes in
            ["related", "article__related-links", "relatedStories", "c-newsletter", "story more-on", "ad"]
        {
            assert!(furniture(yes), "{yes}");
        }
        for no in ["headline", "story-body", "loaded", "unrelated", "more", "advance", "upload"] {
            assert!(!furniture(no), "{no}");
        }
        assert!(!marks("body", " class='has-sidebar'").furniture_class);
        assert!(marks("div", " style='color:red; Display : none'").skip);
        assert!(marks("div", " role=navigation").furniture);
        assert!(marks("p", " class=\"wp-caption-text\"").caption);
        assert!(marks("section", " id=comments").comment);
    }
}
