//! What does a page say of itself? Every value with where it was read, best first; nothing is guessed.

use std::sync::LazyLock;

use sayso_model::{Field, Metadatum};

use super::page::Page;
use super::structured::Article;
use crate::{date, en};

/// A value that is longer is no value.
const VALUE_BYTES_MAX: usize = 600;

static NAMES: LazyLock<Vec<(Field, &'static str)>> = LazyLock::new(|| {
    const FIELDS: [Field; 8] = [
        Field::Title,
        Field::Author,
        Field::Publisher,
        Field::Agency,
        Field::Published,
        Field::Modified,
        Field::Url,
        Field::Language,
    ];
    let text = include_str!("../../../../data/web/metadata.tsv");
    let entries = text.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    entries
        .map(|line| {
            let (field, name) = line.split_once('\t').expect("metadata.tsv: field, tab, name");
            let field = FIELDS.into_iter().chain([Field::Section]).find(|f| f.as_str() == field);
            (field.unwrap_or_else(|| panic!("metadata.tsv: no field in `{line}`")), name)
        })
        .collect()
});

struct Collector {
    out: Vec<Metadatum>,
}

impl Collector {
    /// Keeps a value, unless the same was read before for the same field.
    fn add(&mut self, field: Field, value: &str, origin: impl Into<String>) {
        let value = crate::text::words(value);
        let known = self.out.iter().any(|m| m.field == field && m.value == value);
        if !value.is_empty() && value.len() <= VALUE_BYTES_MAX && !known {
            self.out.push(Metadatum { field, value, origin: origin.into() });
        }
    }
}

/// All that a page says of itself. `given` is what is known from where it came, such as its address.
pub fn read(page: &Page, article: Option<&Article>, given: &[Metadatum]) -> Vec<Metadatum> {
    let mut all = Collector { out: Vec::new() };
    address(&mut all, page, article, given);
    dates(&mut all, page, article);
    people(&mut all, page, article);
    title(&mut all, page, article);
    for metadatum in given {
        all.add(metadatum.field, &metadatum.value, metadatum.origin.clone());
    }
    if let Some(host) = all.out.iter().find(|m| m.field == Field::Url).and_then(|m| host(&m.value)) {
        all.add(Field::Publisher, &host, "url host");
    }
    let by_url = all.out.iter().filter(|m| m.field == Field::Url).find_map(|m| day_in_address(&m.value));
    if let Some(day) = by_url {
        all.add(Field::Published, &day, "url path");
    }
    // Best first within each field, and fields in one order.
    all.out.sort_by_key(|m| m.field);
    all.out
}

fn meta(all: &mut Collector, page: &Page, field: Field, keep: impl Fn(&str) -> bool) {
    for (_, name) in NAMES.iter().filter(|(f, _)| *f == field) {
        for value in page.head.meta(name).filter(|v| keep(v)) {
            all.add(field, value, format!("meta {name}"));
        }
    }
}

fn address(all: &mut Collector, page: &Page, article: Option<&Article>, given: &[Metadatum]) {
    for (_, link) in page.head.links.iter().filter(|(r, _)| r.split_whitespace().any(|r| r == "canonical")) {
        if let Some(link) = absolute(link, given) {
            all.add(Field::Url, &link, "link canonical");
        }
    }
    for (_, name) in NAMES.iter().filter(|(f, _)| *f == Field::Url) {
        for link in page.head.meta(name).filter_map(|v| absolute(v, given)) {
            all.add(Field::Url, &link, format!("meta {name}"));
        }
    }
    for key in ["url", "mainEntityOfPage"] {
        if let Some(link) = article.and_then(|a| a.text(key)).and_then(|l| absolute(&l, given)) {
            all.add(Field::Url, &link, format!("json-ld {key}"));
        }
    }
}

/// An address with its scheme and host; one without takes those of the address that the page came from.
fn absolute(link: &str, given: &[Metadatum]) -> Option<String> {
    let link = link.trim();
    if link.starts_with("https://") || link.starts_with("http://") {
        return Some(link.to_owned());
    }
    if let Some(rest) = link.strip_prefix("//") {
        return Some(format!("https://{rest}"));
    }
    let base = &given.iter().find(|m| m.field == Field::Url)?.value;
    let (scheme, rest) = base.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    link.starts_with('/').then(|| format!("{scheme}://{host}{link}"))
}

fn host(address: &str) -> Option<String> {
    let rest = address.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?;
    let host = host.split(':').next()?.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    host.contains('.').then(|| host.to_owned())
}

/// `…/2026/02/11/…` or `…/2026-02-11-…`.
fn day_in_address(address: &str) -> Option<String> {
    let path = address.split_once("://")?.1;
    let path = path.split_once('/')?.1.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let number = |text: &str, length: usize| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    parts.windows(3).find_map(|w| {
        if !(number(w[0], 4) && number(w[1], 2) && number(w[2], 2)) {
            return None;
        }
        let day = format!("{}-{}-{}", w[0], w[1], w[2]);
        (date::day(&day).is_some() && ("1990".."2100").contains(&w[0])).then_some(day)
    })
}

fn dates(all: &mut Collector, page: &Page, article: Option<&Article>) {
    let is_day = |value: &str| date::day(value).is_some();
    for (field, key) in [(Field::Published, "datePublished"), (Field::Modified, "dateModified")] {
        if let Some(value) = article.and_then(|a| a.text(key)).filter(|v| is_day(v)) {
            all.add(field, &value, format!("json-ld {key}"));
        }
        meta(all, page, field, is_day);
        let word = if field == Field::Published { "publi" } else { "modif" };
        let labelled = page.head.times.iter().filter(|t| t.label.contains(word) && is_day(&t.value));
        for time in labelled.take(1) {
            all.add(field, &time.value, "time datetime");
        }
    }
    if let Some(value) = article.and_then(|a| a.text("dateCreated")).filter(|v| is_day(v)) {
        all.add(Field::Published, &value, "json-ld dateCreated");
    }
    // The first time on the page that is not said to be something else.
    let first = page.head.times.iter().find(|t| {
        is_day(&t.value) && !["modif", "updat", "comment", "event"].iter().any(|w| t.label.contains(w))
    });
    if let Some(time) = first {
        all.add(Field::Published, &time.value, "time datetime");
    }
}

fn people(all: &mut Collector, page: &Page, article: Option<&Article>) {
    let is_name = |value: &str| !value.contains("://") && !value.starts_with('@') && value.len() < 120;
    if let Some(article) = article {
        for name in article.names("author").iter().filter(|n| is_name(n)) {
            all.add(Field::Author, name, "json-ld author");
        }
        if let Some(name) = article.text("publisher").filter(|n| is_name(n)) {
            all.add(Field::Publisher, &name, "json-ld publisher");
        }
        for key in ["sourceOrganization", "provider"] {
            if let Some(name) = article.text(key).filter(|n| is_name(n)) {
                all.add(Field::Agency, &name, format!("json-ld {key}"));
            }
        }
        for section in article.names("articleSection") {
            all.add(Field::Section, &section, "json-ld articleSection");
        }
        if let Some(language) = article.text("inLanguage") {
            all.add(Field::Language, &language, "json-ld inLanguage");
        }
    }
    for field in [Field::Author, Field::Publisher, Field::Agency, Field::Section] {
        meta(all, page, field, is_name);
    }
    let bylines = page.blocks.iter().filter(|b| b.place.byline && !b.place.comment && !b.place.furniture);
    for line in bylines.take(4).filter(|b| en::is_byline(&b.text)) {
        let name = line.text.split_once(' ').map_or("", |(_, name)| name);
        all.add(Field::Author, name, "byline");
    }
    if let Some(language) = &page.head.language {
        all.add(Field::Language, language, "html lang");
    }
    meta(all, page, Field::Language, |v| v.len() <= 35);
}

fn title(all: &mut Collector, page: &Page, article: Option<&Article>) {
    let mut site: Vec<String> =
        all.out.iter().filter(|m| m.field == Field::Publisher).map(|m| m.value.to_lowercase()).collect();
    let mut heads =
        page.blocks.iter().filter(|b| b.place.heading == 1 && !b.place.furniture && !b.place.comment);
    // Pages with several have them for other things than the headline.
    let mut only = heads.next().filter(|_| heads.next().is_none()).map(|b| b.text.as_str());
    // One that closes the page's title is the name of the site.
    let whole = page.head.title.as_deref().unwrap_or_default();
    if let Some(head) = only.filter(|h| whole.len() > h.len() && whole.ends_with(h)) {
        site.push(head.to_lowercase());
        only = None;
    }
    let mut add = |value: &str, origin: &str| all.add(Field::Title, without_site(value, &site), origin);
    if let Some(value) = article.filter(|a| a.is_article).and_then(|a| a.text("headline")) {
        add(&value, "json-ld headline");
    }
    for (_, name) in NAMES.iter().filter(|(f, _)| *f == Field::Title) {
        for value in page.head.meta(name) {
            add(value, &format!("meta {name}"));
        }
    }
    if let Some(head) = only {
        add(head, "h1");
    }
    if let Some(value) = &page.head.title {
        add(value, "title");
    }
}

/// A headline without the name of the site behind it: `Rebels deny attack | The Example`.
fn without_site<'a>(title: &'a str, site: &[String]) -> &'a str {
    for mark in [" | ", " - ", " – ", " — ", " :: ", " · ", " « ", " » "] {
        if let Some((head, tail)) = title.rsplit_once(mark) {
            let tail = tail.trim().to_lowercase();
            let named =
                site.iter().any(|s| *s == tail || s.starts_with(&tail) || tail.starts_with(s.as_str()));
            if named && !head.trim().is_empty() {
                return head.trim();
            }
        }
    }
    title
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, field: Field, expect: &[(&str, &str)]) {
        let page = Page::read(html, 256);
        let article = Article::find(&page.head.scripts, None);
        let given =
            [Metadatum { field: Field::Url, value: "https://a.example/x".into(), origin: "user".into() }];
        let all = read(&page, article.as_ref(), &given);
        let found: Vec<(&str, &str)> =
            all.iter().filter(|m| m.field == field).map(|m| (m.value.as_str(), m.origin.as_str())).collect();
        assert_eq!(found, expect, "{html}");
    }

    #[test]
    fn dates_come_with_where_they_were_read() {
        check(
            r#"<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2026-02-11T05:00:00Z"}</script>
               <meta property="article:published_time" content="2026-02-11">
               <time datetime="2026-02-10">Tuesday</time>"#,
            Field::Published,
            &[
                ("2026-02-11T05:00:00Z", "json-ld datePublished"),
                ("2026-02-11", "meta article:published_time"),
                ("2026-02-10", "time datetime"),
            ],
        );
        check("<meta name=date content=soon><time datetime='P2D'>", Field::Published, &[]);
        check("<aside><time datetime='2026-02-10'></aside>", Field::Published, &[]);
        check(
            "<link rel=canonical href='/world/2026/02/11/talks'>",
            Field::Published,
            &[("2026-02-11", "url path")],
        );
    }

    #[test]
    fn titles_lose_the_name_of_the_site() {
        check(
            "<title>Talks fail - The Example</title><meta property=og:site_name content='The Example'><h1>Talks fail</h1>",
            Field::Title,
            &[("Talks fail", "h1")],
        );
        check("<title>Talks - no end</title>", Field::Title, &[("Talks - no end", "title")]);
    }

    #[test]
    fn addresses_and_people() {
        check(
            "<link rel='canonical amphtml' href='//b.example/1'><meta property=og:url content=relative>",
            Field::Url,
            &[("https://b.example/1", "link canonical"), ("https://a.example/x", "user")],
        );
        check(
            "<meta name=author content='A. Roe'><meta property=article:author content='https://x.example/roe'>\
             <p class=byline>By J. Doe</p>",
            Field::Author,
            &[("A. Roe", "meta author"), ("J. Doe", "byline")],
        );
        check("", Field::Publisher, &[("a.example", "url host")]);
    }
}
