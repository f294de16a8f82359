//! Which words of a page are its article? The one place that knows the crate `trafilatura`.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::page::Page;

/// Pages with more elements are not given to it: its time grows faster than the page.
const ELEMENTS_MAX: usize = 40_000;

/// The article's blocks as texts; `None` where it is not asked or fails.
///
/// It works on a tree by recursion, so that a page whose elements stand deep inside each other would end the program.
pub fn article_texts(html: &str, page: &Page, depth_max: usize) -> Option<Vec<String>> {
    if page.depth >= depth_max || page.elements > ELEMENTS_MAX || page.is_overloaded {
        return None;
    }
    let options = trafilatura::Options::default().with_fallback(true).with_exclude_comments(true);
    let extracted = catch_unwind(AssertUnwindSafe(|| trafilatura::extract(html, &options)));
    let content = extracted.ok()?.ok()?.content_html;
    // Read in the same way as the page, so that the words are cut alike.
    Some(Page::read(&content, depth_max).blocks.into_iter().map(|b| b.text).collect())
}
