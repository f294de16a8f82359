//! Plain text: UTF-8, one article a file.
//!
//! The canonical text is the file, unchanged: line ends stay as they are, and so does a byte-order mark, which
//! counts as the one character that it is. In Python that is `open(path, encoding="utf-8", newline="").read()`.

use sayso_model::{BlockKind, Diagnostic, Document, Field, Metadatum, Provenance, Span, Title};

use crate::text::{digest, words};
use crate::{Error, Options, Reading, assemble, block};

/// Reads a plain text. `id` names the document in its records.
///
/// ```
/// let bytes = "Rebels deny attack\n\nKABUL (Reuters) - The rebels denied on Monday that they had struck the town.";
/// let (document, diagnostics) =
///     sayso_intake::plain::read("a.txt", bytes.as_bytes(), &sayso_intake::Options::default())?;
/// assert_eq!(document.title.unwrap().text, "Rebels deny attack");
/// let parts: Vec<&str> = document.blocks.iter().map(|b| b.span.text(&document.text)).collect();
/// assert_eq!(parts[1], "KABUL (Reuters) -");
/// assert!(parts[2].starts_with("The rebels denied"));
/// # assert!(diagnostics.is_empty());
/// # Ok::<(), sayso_intake::Error>(())
/// ```
pub fn read(id: &str, bytes: &[u8], options: &Options) -> Result<(Document, Vec<Diagnostic>), Error> {
    let text = decode(bytes, options.limits.text_bytes_max)?;
    let (blocks, diagnostics) = block::blocks(text, options.limits);
    let mut document = Document {
        id: id.to_owned(),
        text: text.to_owned(),
        blocks,
        sha256: digest(bytes),
        provenance: Provenance { format: "text", ..Provenance::default() },
        ..Document::default()
    };
    document.title = title(&document);
    let Reading { document, diagnostics } = assemble::assemble(document, diagnostics, options);
    Ok((document, diagnostics))
}

/// Reads a text that is decoded already, out of a table or a feed.
pub(crate) fn read_words(id: &str, text: String, given: Vec<Metadatum>, options: &Options) -> Reading {
    let (blocks, diagnostics) = block::blocks(&text, options.limits);
    let mut document = Document {
        id: id.to_owned(),
        sha256: digest(text.as_bytes()),
        text,
        blocks,
        provenance: Provenance { format: "text", metadata: given, ..Provenance::default() },
        ..Document::default()
    };
    // A headline that is given stands, also where the text has a heading of its own.
    if document.provenance.first(Field::Title).is_none() {
        document.title = title(&document);
    }
    assemble::assemble(document, diagnostics, options)
}

/// The text that bytes stand for, or what is wrong with them.
fn decode(bytes: &[u8], bytes_max: usize) -> Result<&str, Error> {
    if bytes.len() > bytes_max {
        return Err(Error::TooLong { bytes: bytes.len(), limit_bytes: bytes_max });
    }
    match bytes {
        [0xFF, 0xFE, ..] => return Err(Error::Utf16 { encoding: "UTF-16LE" }),
        [0xFE, 0xFF, ..] => return Err(Error::Utf16 { encoding: "UTF-16BE" }),
        _ => {}
    }
    if let Some(at_byte) = bytes.iter().position(|&b| b == 0) {
        return Err(utf16_without_mark(bytes).unwrap_or(Error::Nul { at_byte }));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let at_byte = error.valid_up_to();
        let line = 1 + bytes[..at_byte].iter().filter(|&&b| b == b'\n').count();
        Error::InvalidUtf8 { at_byte, line, byte: bytes[at_byte] }
    })
}

/// Latin letters in UTF-16 have a zero as every other byte.
fn utf16_without_mark(bytes: &[u8]) -> Option<Error> {
    let head = &bytes[..bytes.len().min(1024)];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = head.len() / 2 * 7 / 10;
    match () {
        () if head.len() < 8 => None,
        () if odd > most && even == 0 => Some(Error::Utf16 { encoding: "UTF-16LE" }),
        () if even > most && odd == 0 => Some(Error::Utf16 { encoding: "UTF-16BE" }),
        () => None,
    }
}

/// The first heading, if it stands before all running text.
fn title(document: &Document) -> Option<Title> {
    let first = document.blocks.iter().find(|b| matches!(b.kind, BlockKind::Heading | BlockKind::Body))?;
    (first.kind == BlockKind::Heading).then(|| Title {
        text: words(first.span.text(&document.text)),
        span: Some(Span::new(first.span.start(), first.span.end())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(bytes: &[u8]) -> Error {
        read("x", bytes, &Options::default()).unwrap_err()
    }

    #[test]
    fn bytes_that_are_no_text_say_where() {
        let latin = b"It cost\n\xA3 40";
        assert_eq!(error(latin), Error::InvalidUtf8 { at_byte: 8, line: 2, byte: 0xA3 });
        assert_eq!(error(latin).to_string(), "invalid UTF-8 at byte 8 (line 2): `0xA3`");
        assert_eq!(error(b"abc\0def"), Error::Nul { at_byte: 3 });
        assert_eq!(error(b"\xFF\xFEa\0"), Error::Utf16 { encoding: "UTF-16LE" });
        let utf16: Vec<u8> = "The minister".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(error(&utf16), Error::Utf16 { encoding: "UTF-16BE" });
        let options = Options {
            limits: crate::Limits { text_bytes_max: 4, ..Default::default() },
            ..Default::default()
        };
        let long = read("x", b"12345", &options).unwrap_err();
        assert_eq!(long, Error::TooLong { bytes: 5, limit_bytes: 4 });
    }

    #[test]
    fn an_empty_text_is_a_document_without_blocks() {
        for text in ["", "\n \n", "\u{FEFF}"] {
            let (document, diagnostics) = read("x", text.as_bytes(), &Options::default()).unwrap();
            assert_eq!((document.blocks.len(), document.text.as_str()), (0, text));
            assert_eq!(diagnostics[0].code, "IN001");
        }
    }

    #[test]
    fn hash_is_of_the_text() {
        let (document, _) = read("x", b"abc", &Options::default()).unwrap();
        assert_eq!(document.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
