//! Feeds: RSS, Atom and JSON Feed. An entry is a document.

use std::sync::{Arc, Mutex};

use sayso_model::{Container, Field, Metadatum};

use crate::record::Body;
use crate::{Failure, Format, Record, text};

/// Entries of one feed that are read.
const ENTRIES_MAX: usize = 100_000;

/// Records of a feed. `name` is its path or address.
pub fn records(name: &str, bytes: &[u8]) -> Result<Vec<Record>, Failure> {
    // The parser turns times into Greenwich's and so moves days; it is given numbers of the texts in their place.
    let times: Arc<Mutex<Vec<String>>> = Arc::default();
    let kept = Arc::clone(&times);
    let number = move |text: &str| {
        let mut times = kept.lock().ok()?;
        times.push(text::words(text));
        chrono::DateTime::from_timestamp(times.len() as i64 - 1, 0)
    };
    let parser = feed_rs::parser::Builder::new()
        .timestamp_parser(number)
        // The parser would make up a random one.
        .id_generator(|_, _, _| String::new())
        .build();
    let feed = parser
        .parse(bytes)
        .map_err(|error| Failure::source(name, format!("it is no feed that can be read: {error}")))?;
    let times = times.lock().map(|t| t.clone()).unwrap_or_default();
    let time = |at: Option<chrono::DateTime<chrono::Utc>>| times.get(usize::try_from(at?.timestamp()).ok()?);

    let publisher = feed.title.as_ref().map(|t| plain(&t.content)).filter(|t| !t.is_empty());
    let mut records = Vec::with_capacity(feed.entries.len());
    for (i, entry) in feed.entries.into_iter().take(ENTRIES_MAX).enumerate() {
        let mut given = Vec::new();
        let mut add = |field: Field, value: &str, origin: &str| {
            let value = text::words(value);
            if !value.is_empty() && value.len() <= 2000 {
                given.push(Metadatum { field, value, origin: format!("feed {origin}") });
            }
        };
        if let Some(title) = &entry.title {
            add(Field::Title, &plain(&title.content), "title");
        }
        for author in entry.authors.iter().filter_map(|a| a.name.as_deref()).take(20) {
            add(Field::Author, author, "author");
        }
        if let Some(source) = publisher.as_deref() {
            add(Field::Publisher, source, "channel title");
        }
        match (time(entry.published), time(entry.updated)) {
            (Some(published), _) => add(Field::Published, published, "published"),
            (None, Some(updated)) => add(Field::Published, updated, "updated"),
            (None, None) => {}
        }
        if let Some(updated) = time(entry.updated) {
            add(Field::Modified, updated, "updated");
        }
        let link = entry.links.iter().find(|l| l.rel.as_deref().is_none_or(|r| r == "alternate"));
        if let Some(link) = link.or(entry.links.first()).filter(|l| l.href.starts_with("http")) {
            add(Field::Url, &link.href, "link");
        }
        if let Some(language) = entry.language.as_deref().or(feed.language.as_deref()) {
            add(Field::Language, language, "language");
        }
        let content = entry.content.and_then(|c| c.body).filter(|b| !b.trim().is_empty());
        let body = content.or(entry.summary.map(|s| s.content)).unwrap_or_default();
        let body = if is_markup(&body) { Body::Markup(body) } else { Body::Words(body) };
        let container = Container {
            name: name.to_owned(),
            record: i as u64 + 1,
            record_id: Some(entry.id).filter(|id| !id.is_empty()),
        };
        records.push(Record::part(Format::Feed, container, body).given(given));
    }
    Ok(records)
}

/// A title may hold tags and entities.
fn plain(title: &str) -> String {
    crate::html::words(title)
}

/// Tags or entities: a text that was meant for a browser.
pub fn is_markup(body: &str) -> bool {
    let tag = |at: usize| {
        let rest = body[at + 1..].trim_start_matches('/');
        rest.starts_with(|c: char| c.is_ascii_alphabetic()) && rest.contains('>')
    };
    body.match_indices('<').take(50).any(|(at, _)| tag(at))
        || ["&amp;", "&nbsp;", "&quot;", "&#", "&lt;", "&rsquo;"].iter().any(|e| body.contains(e))
}
