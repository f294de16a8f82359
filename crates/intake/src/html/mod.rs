//! Web pages: which part is the article, and what does the page say of itself?
//!
//! The page is read once for its blocks and their places (`page`), an extractor says which words are the article
//! (`extractor`), and the blocks that hold them become the canonical text (`select`, `article`). Each piece of that
//! text is, but for tags, entities and white space, a piece of the page.

mod article;
mod element;
mod elsewhere;
mod entity;
mod extractor;
mod head;
mod metadata;
mod page;
mod select;
mod structured;
mod token;

use sayso_model::{Document, Field, Metadatum, Provenance, Title};

use crate::block::{Known, Sorter};
use crate::{Options, Reading, assemble, charset, diagnostics, text};
use page::Page;
use structured::Article as Structured;

/// Text in structured data that is shorter is a teaser.
const BODY_BYTES_MIN: usize = 250;

/// Bytes of a page and what came with them.
pub struct Bytes<'a> {
    pub bytes: &'a [u8],
    /// The header `Content-Type` of the answer that it came in.
    pub content_type: Option<&'a str>,
    /// What is known from where it came, such as its address.
    pub given: &'a [Metadatum],
}

/// Reads a page. `id` names the document in its records.
pub fn read(id: &str, page: Bytes, options: &Options) -> Reading {
    let decoded = charset::decode(page.bytes, page.content_type);
    let mut reading = read_text(id, &decoded.text, page.given, options);
    let provenance = &mut reading.document.provenance;
    provenance.encoding = Some(decoded.encoding.name());
    provenance.source_sha256 = Some(text::digest(page.bytes));
    if decoded.damaged {
        reading.diagnostics.insert(0, diagnostics::damaged(decoded.encoding.name()));
    }
    reading
}

/// Reads a page that is text already.
pub fn read_text(id: &str, html: &str, given: &[Metadatum], options: &Options) -> Reading {
    let limits = options.limits;
    let page = Page::read(html, limits.page_depth_max);
    let address = given.iter().find(|m| m.field == Field::Url).map(|m| m.value.as_str());
    let canonical = page.head.links.iter().find(|(r, _)| r == "canonical").map(|(_, a)| a.as_str());
    let structured = Structured::find(&page.head.scripts, canonical.or(address));
    let metadata = metadata::read(&page, structured.as_ref(), given);
    let title = metadata.iter().find(|m| m.field == Field::Title).map(|m| m.value.clone());

    let texts = extractor::article_texts(html, &page, limits.page_depth_max);
    let says_article = structured.as_ref().is_some_and(|s| s.is_article)
        || page.head.meta("og:type").any(|t| t == "article");
    let headline = title.as_deref().and_then(|title| article::headline(&page, title));
    let chosen = select::select(&page, texts.as_deref(), headline, says_article);
    let mut article = article::compose(html, &page, &chosen, title.as_deref(), limits);

    let body = structured.as_ref().and_then(Structured::body).filter(|b| b.len() >= BODY_BYTES_MIN);
    if let Some(body) = body.filter(|_| chosen.is_empty()) {
        article = from_structured_data(&body, title.as_deref(), options);
        article.diagnostics.push(diagnostics::from_structured_data());
    } else if chosen.is_empty() {
        article = article::Article { title: article.title, ..Default::default() };
        article.diagnostics.push(diagnostics::no_article());
    } else if texts.is_none() {
        article.diagnostics.push(diagnostics::by_shape());
    }
    if structured.as_ref().is_some_and(Structured::is_behind_paywall) {
        article.diagnostics.push(diagnostics::paywall());
    }
    let document = Document {
        id: id.to_owned(),
        sha256: text::digest(article.text.as_bytes()),
        text: article.text,
        blocks: article.blocks,
        title: article.title,
        provenance: Provenance { format: "html", metadata, page: article.pieces, ..Provenance::default() },
        ..Document::default()
    };
    assemble::assemble(document, article.diagnostics, options)
}

/// Reads markup that may be a page or a part of one.
pub fn read_any(id: &str, markup: &str, given: Vec<Metadatum>, options: &Options) -> Reading {
    let head = markup.trim_start().get(..4096).unwrap_or(markup).to_ascii_lowercase();
    if head.contains("<html") || head.contains("<body") || head.contains("<head") {
        read_text(id, markup, &given, options)
    } else {
        read_fragment(id, markup, given, options)
    }
}

/// Reads markup that is an article and nothing else, as feeds carry it: all of it is kept but for furniture.
pub fn read_fragment(id: &str, markup: &str, given: Vec<Metadatum>, options: &Options) -> Reading {
    let page = Page::read(markup, options.limits.page_depth_max);
    let chosen = select::all(&page);
    let title = given.iter().find(|m| m.field == Field::Title).map(|m| m.value.clone());
    let article = article::compose(markup, &page, &chosen, title.as_deref(), options.limits);
    let document = Document {
        id: id.to_owned(),
        sha256: text::digest(article.text.as_bytes()),
        text: article.text,
        blocks: article.blocks,
        title: article.title,
        provenance: Provenance {
            format: "html",
            metadata: given,
            page: article.pieces,
            ..Provenance::default()
        },
        ..Document::default()
    };
    assemble::assemble(document, article.diagnostics, options)
}

/// The words of a piece of markup, on one line.
pub fn words(markup: &str) -> String {
    let blocks = Page::read(markup, 64).blocks;
    text::words(&blocks.iter().map(|b| b.text.as_str()).collect::<Vec<_>>().join(" "))
}

/// The text that a page shows by script and gives to machines as it is: a paragraph a line.
fn from_structured_data(body: &str, title: Option<&str>, options: &Options) -> article::Article {
    let lines: Vec<String> = body.lines().map(text::words).filter(|l| !l.is_empty()).collect();
    let text = lines.join("\n\n");
    let mut sorter = Sorter::new(&text, options.limits);
    let (mut at, mut in_body) = (0, false);
    for line in &lines {
        let span = sayso_model::Span::new(at, at + line.len());
        in_body |= sorter.take(span, Known::Text, in_body);
        at = span.end() + 2;
    }
    let (blocks, diagnostics) = sorter.finish();
    let title = title.map(|t| Title { text: t.to_owned(), span: None });
    article::Article { text, blocks, title, diagnostics, ..Default::default() }
}
