//! All diagnostics of this stage.

use sayso_model::{Diagnostic, Span};

/// Nothing but white space and signs.
pub fn empty() -> Diagnostic {
    Diagnostic { code: "IN001", message: "the text holds no words".into(), span: None }
}

/// The text is in a language that is not coded.
pub fn other_language(language: &str) -> Diagnostic {
    let message = format!("the text seems to be in language `{language}` and is not coded: only English is");
    Diagnostic { code: "IN002", message, span: None }
}

/// A paragraph longer than the limit was cut.
pub fn long_paragraph(span: Span, pieces: usize) -> Diagnostic {
    let message = format!("a paragraph of {} bytes was cut into {pieces} blocks", span.len());
    Diagnostic { code: "IN003", message, span: Some(span) }
}

/// A page from which no article could be taken.
pub fn no_article() -> Diagnostic {
    let message = "the page holds no article: nothing is coded".to_owned();
    Diagnostic { code: "IN004", message, span: None }
}

/// Bytes that stand for no character.
pub fn damaged(encoding: &str) -> Diagnostic {
    let message = format!("some bytes are no {encoding}; they were replaced by U+FFFD");
    Diagnostic { code: "IN005", message, span: None }
}

/// A page that says that only those who pay can read all of it.
pub fn paywall() -> Diagnostic {
    let message = "the page says that it is not free to read: its text may be cut short".to_owned();
    Diagnostic { code: "IN006", message, span: None }
}

/// A page that shows no text but gives it to machines.
pub fn from_structured_data() -> Diagnostic {
    let message =
        "the text comes from the page's structured data: its blocks have no place in the page".to_owned();
    Diagnostic { code: "IN007", message, span: None }
}

/// A page too deep or too large for the extractor.
pub fn by_shape() -> Diagnostic {
    let message = "the page is too large, too deep or too broken for the extractor: paragraphs were told by their \
                   shape";
    Diagnostic { code: "IN008", message: message.into(), span: None }
}

/// An archived response that was cut off by the crawler.
pub fn truncated(why: &str) -> Diagnostic {
    let message = format!("the crawler cut the page off (`{why}`): its text may end early");
    Diagnostic { code: "IN009", message, span: None }
}

/// A value that the user gave or the document says, and that is no day.
pub fn no_day(value: &str, origin: &str) -> Diagnostic {
    let message =
        format!("`{value}` ({origin}) cannot be read as a day in one way; relative dates may stay open");
    Diagnostic { code: "IN010", message, span: None }
}
