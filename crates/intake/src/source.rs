//! What does the user name on the command line?

use std::ffi::OsStr;
use std::fmt;
use std::path::PathBuf;

/// Where documents come from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// `-`: standard input.
    Stdin,
    /// A file, or a folder with all that is in it.
    Path(PathBuf),
    /// An address. It is fetched because the user named it; no other address ever is.
    Url(String),
}

impl Source {
    /// Reads an argument: `-`, an address with `http://` or `https://`, or a path.
    ///
    /// ```
    /// use sayso_intake::Source;
    /// assert_eq!(Source::new("-".as_ref()), Source::Stdin);
    /// assert_eq!(Source::new("https://example.org/a".as_ref()), Source::Url("https://example.org/a".into()));
    /// assert_eq!(Source::new("news/a.txt".as_ref()), Source::Path("news/a.txt".into()));
    /// ```
    pub fn new(argument: &OsStr) -> Self {
        match argument.to_str() {
            Some("-") => Source::Stdin,
            Some(text) if is_address(text) => Source::Url(text.to_owned()),
            _ => Source::Path(PathBuf::from(argument)),
        }
    }
}

fn is_address(text: &str) -> bool {
    let scheme = text.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    scheme.is_some_and(|s| s == "http" || s == "https")
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Stdin => f.write_str("-"),
            Source::Path(path) => write!(f, "{}", path.display()),
            Source::Url(url) => f.write_str(url),
        }
    }
}
