//! Which column of a table holds what? What the user says, and for the rest the names in use.

use std::str::FromStr;
use std::sync::LazyLock;

/// What a column can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The article, as plain text.
    Text,
    /// The article, as a page or a part of one.
    Html,
    /// A name for the document.
    Id,
    /// Headline.
    Title,
    /// Who wrote it.
    Author,
    /// Who published it.
    Publisher,
    /// When it was published.
    Published,
    /// Its address.
    Url,
    /// Language that it is said to be in.
    Language,
}

impl Role {
    /// All roles, in the order in which help lists them.
    pub const ALL: [Role; 9] = [
        Role::Text,
        Role::Html,
        Role::Id,
        Role::Title,
        Role::Author,
        Role::Publisher,
        Role::Published,
        Role::Url,
        Role::Language,
    ];

    /// Name, as `--map` takes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Text => "text",
            Role::Html => "html",
            Role::Id => "id",
            Role::Title => "title",
            Role::Author => "author",
            Role::Publisher => "publisher",
            Role::Published => "published",
            Role::Url => "url",
            Role::Language => "language",
        }
    }
}

/// The columns that the user named: `text=body,published=date`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    named: Vec<(Role, String)>,
}

impl Columns {
    /// True if the user said which column holds `role`.
    pub fn is_named(&self, role: Role) -> bool {
        self.named.iter().any(|(r, _)| *r == role)
    }

    /// The columns to look into for `role`, best first: the one that the user named and no other, or else those
    /// that are in use.
    ///
    /// ```
    /// use sayso_intake::{Columns, Role};
    /// let columns: Columns = "text=body".parse().unwrap();
    /// assert_eq!(columns.names(Role::Text).collect::<Vec<_>>(), ["body"]);
    /// assert!(columns.names(Role::Published).any(|name| name == "date"));
    /// ```
    pub fn names(&self, role: Role) -> impl Iterator<Item = &str> {
        let named = self.named.iter().filter(move |(r, _)| *r == role).map(|(_, name)| name.as_str());
        let usual = USUAL.iter().filter(move |(r, _)| *r == role && !self.is_named(role)).map(|&(_, n)| n);
        named.chain(usual)
    }
}

impl FromStr for Columns {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut columns = Columns::default();
        for part in text.split(',').filter(|p| !p.trim().is_empty()) {
            let (role, name) =
                part.split_once('=').ok_or_else(|| format!("`{part}` is not of the form `text=COLUMN`"))?;
            let role = role.trim();
            let known = Role::ALL.into_iter().find(|r| r.as_str() == role).ok_or_else(|| {
                format!("`{role}` is not one of {}", Role::ALL.map(Role::as_str).join(", "))
            })?;
            if columns.is_named(known) {
                return Err(format!("`{role}` is given twice"));
            }
            columns.named.push((known, name.trim().to_owned()));
        }
        Ok(columns)
    }
}

/// Names in use, best first.
static USUAL: LazyLock<Vec<(Role, &'static str)>> = LazyLock::new(|| {
    let text = include_str!("../../../data/en/intake/columns.tsv");
    let entries = text.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    entries
        .map(|line| {
            let (role, name) = line.split_once('\t').expect("columns.tsv: role, tab, name");
            let role = Role::ALL.into_iter().find(|r| r.as_str() == role);
            (role.unwrap_or_else(|| panic!("columns.tsv: no role in `{line}`")), name)
        })
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_are_read() {
        let columns: Columns = " text = body , published=date".parse().unwrap();
        assert!(columns.is_named(Role::Published) && !columns.is_named(Role::Title));
        assert_eq!(columns.names(Role::Text).collect::<Vec<_>>(), ["body"]);
        for (bad, said) in [("body", "form"), ("body=text", "not one of text"), ("id=a,id=b", "twice")] {
            assert!(bad.parse::<Columns>().unwrap_err().contains(said), "{bad}");
        }
    }

    #[test]
    fn every_role_has_usual_names_and_no_name_has_two_roles() {
        let none = Columns::default();
        let mut seen = Vec::new();
        for role in Role::ALL {
            assert!(none.names(role).next().is_some(), "{role:?}");
            seen.extend(none.names(role));
        }
        let all = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), all);
    }
}
