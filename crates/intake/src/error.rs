/// Why bytes could not be read as a text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The text is longer than [`crate::Limits::text_bytes_max`].
    #[error("text of {bytes} bytes is longer than the limit of {limit_bytes} bytes")]
    TooLong {
        /// Length of the text, or of what was read of it.
        bytes: usize,
        /// The limit.
        limit_bytes: usize,
    },
    /// The bytes begin or read like UTF-16.
    #[error("text is in {encoding}, not UTF-8")]
    Utf16 {
        /// `UTF-16LE` or `UTF-16BE`.
        encoding: &'static str,
    },
    /// A byte of zero: no text file holds one.
    #[error("NUL byte at byte {at_byte}")]
    Nul {
        /// Offset of the byte.
        at_byte: usize,
    },
    /// The bytes are not UTF-8.
    #[error("invalid UTF-8 at byte {at_byte} (line {line}): `0x{byte:02X}`")]
    InvalidUtf8 {
        /// Offset of the first byte that cannot be decoded.
        at_byte: usize,
        /// Its line, counted from 1.
        line: usize,
        /// The byte.
        byte: u8,
    },
}

impl Error {
    /// What to do about it, in one line.
    pub fn hint(&self) -> &'static str {
        match self {
            Error::TooLong { .. } => "split the file into one file for each article",
            Error::Utf16 { encoding: "UTF-16BE" } => "convert it with `iconv -f UTF-16BE -t UTF-8`",
            Error::Utf16 { .. } => "convert it with `iconv -f UTF-16LE -t UTF-8`",
            Error::Nul { .. } => "it looks like a binary file; give the text alone",
            Error::InvalidUtf8 { .. } => {
                "it may be in an older encoding; convert it, for example with `iconv -f WINDOWS-1252 -t UTF-8`"
            }
        }
    }
}
