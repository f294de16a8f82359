//! What does a page say of itself, and in which words? Collected as it stands; [`super::metadata`] makes sense of it.

use super::entity;
use super::token::attribute;

/// How many of each kind are kept: a page has a few, and one made to be long has no more say.
const KEPT_MAX: usize = 400;
/// Longest script of structured data.
const SCRIPT_BYTES_MAX: usize = 2 << 20;

/// What a page says of itself.
#[derive(Debug, Default)]
pub struct Head {
    /// `meta` elements: name (lower case) and content.
    pub meta: Vec<(String, String)>,
    /// `link` elements: relation (lower case) and address.
    pub links: Vec<(String, String)>,
    /// Text of the `title` element.
    pub title: Option<String>,
    /// Language of the `html` element.
    pub language: Option<String>,
    /// `datetime` of `time` elements outside of furniture and comments, and what they are said to be.
    pub times: Vec<Time>,
    /// Scripts of JSON-LD as they stand.
    pub scripts: Vec<String>,
    next_is_data: bool,
}

/// A time that a page marks as one.
#[derive(Debug, PartialEq, Eq)]
pub struct Time {
    /// Its `datetime`.
    pub value: String,
    /// Its `itemprop` or class, in lower case, or nothing.
    pub label: String,
}

impl Head {
    /// Takes in an opening tag.
    pub fn element(&mut self, name: &str, attributes: &str, aside: bool) {
        let of = |wanted: &str| attribute(attributes, wanted).map(|v| v.trim().to_owned());
        match name {
            "html" if self.language.is_none() => self.language = of("lang").filter(|l| !l.is_empty()),
            "meta" if self.meta.len() < KEPT_MAX => {
                let name = of("property").or_else(|| of("name")).or_else(|| of("itemprop"));
                if let (Some(name), Some(content)) = (name, of("content").filter(|c| !c.is_empty())) {
                    self.meta.push((name.to_ascii_lowercase(), crate::text::words(&content)));
                }
            }
            "link" if self.links.len() < KEPT_MAX => {
                if let (Some(relation), Some(address)) = (of("rel"), of("href").filter(|a| !a.is_empty())) {
                    self.links.push((relation.to_ascii_lowercase(), address));
                }
            }
            "time" | "relative-time" if !aside && self.times.len() < KEPT_MAX => {
                if let Some(value) = of("datetime").filter(|v| !v.is_empty()) {
                    let label = of("itemprop").into_iter().chain(of("class")).collect::<Vec<_>>().join(" ");
                    self.times.push(Time { value, label: label.to_ascii_lowercase() });
                }
            }
            "script" => self.next_is_data = of("type").is_some_and(|t| t.contains("ld+json")),
            _ => {}
        }
    }

    /// Takes in the content of an element that holds no markup.
    pub fn raw(&mut self, within: &str, raw: &str, in_body: bool) {
        match within {
            // A drawing has titles too.
            "title" if self.title.is_none() && !in_body => {
                let title = crate::text::words(&entity::decode_text(raw));
                self.title = Some(title).filter(|t| !t.is_empty());
            }
            "script" if self.next_is_data && raw.len() <= SCRIPT_BYTES_MAX && self.scripts.len() < 64 => {
                self.scripts.push(raw.to_owned());
            }
            _ => {}
        }
        self.next_is_data = false;
    }

    /// Contents of the `meta` elements of a name.
    pub fn meta<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.meta.iter().filter(move |(n, _)| n == name).map(|(_, content)| content.as_str())
    }
}
