//! What is one line of the ledger, and how does it hang on the line before?

use sha2::{Digest, Sha256};

/// A SHA-256.
pub type Hash = [u8; 32];

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// All values.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The value as it is written in the ledger.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }

            /// The value written as `text`.
            pub fn from_name(text: &str) -> Option<Self> {
                match text { $($text => Some($name::$variant),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

words! {
    /// What an entry is about.
    Kind {
        /// A command that wrote entries: who, when, with which version and options.
        Run = "run",
        /// Something that was read: a file, a line, an item of a feed. It names its document, or why it gave none.
        Input = "input",
        /// A text with what is known about it.
        Document = "document",
        /// What one version of the program made of a document: which records, in which order.
        Coding = "coding",
        /// Somebody a document speaks of.
        Actor = "actor",
        /// Somebody says something.
        Statement = "statement",
        /// Somebody does something.
        Event = "event",
        /// One source's view of one event, with all that a reader wants to see of it.
        Claim = "claim",
        /// Reports of one event in one or more articles. Worked out from the records, and the decisions of persons.
        Incident = "incident",
        /// What a person decided about a record. Machine records stay as they are.
        Decision = "decision",
    }
}

impl Kind {
    /// What identifiers of the kind begin with.
    pub fn prefix(self) -> &'static str {
        match self {
            Kind::Run => "run",
            Kind::Input => "inp",
            Kind::Document => "doc",
            Kind::Coding => "cod",
            Kind::Actor => "act",
            Kind::Statement => "stm",
            Kind::Event => "evt",
            Kind::Claim => "clm",
            Kind::Incident => "inc",
            Kind::Decision => "dec",
        }
    }

    /// The kind of the thing with an identifier.
    pub fn of_id(id: &str) -> Option<Self> {
        let (prefix, _) = id.split_once('_')?;
        Kind::ALL.iter().copied().find(|k| k.prefix() == prefix)
    }
}

words! {
    /// What an entry does.
    Op {
        /// Says something new.
        Insert = "insert",
        /// Says something else about the same thing.
        Correct = "correct",
        /// Takes back what was said.
        Retract = "retract",
    }
}

/// An entry before it has its place in the ledger: the same on every machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What it is about.
    pub kind: Kind,
    /// Which one.
    pub id: String,
    /// The record, as JSON.
    pub body: String,
}

/// An entry in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number, from 1 without gaps.
    pub seq: i64,
    /// Number of the entry of the run that wrote it; its own for a run.
    pub run: i64,
    /// When it was written, in milliseconds since 1970 in UTC.
    pub at_ms: i64,
    /// What it does.
    pub op: Op,
    /// What it is about.
    pub kind: Kind,
    /// Which one.
    pub id: String,
    /// How often the thing was spoken of, from 1.
    pub rev: i64,
    /// Number of the entry that it takes the place of.
    pub replaces: Option<i64>,
    /// Number of the entry of the document that it is about.
    pub document: Option<i64>,
    /// The record, as JSON; none for a retraction.
    pub body: Option<String>,
    /// Why, if somebody said so.
    pub why: Option<String>,
    /// Hash over the entry and the hash before.
    pub hash: Hash,
}

impl Entry {
    /// Digest of what the entry says, without where and when it stands: the same for the same article on any machine, on
    /// any number of threads and after any interruption.
    pub fn content_digest(&self) -> Hash {
        let mut hash = Sha256::new();
        let rev = self.rev.to_string();
        let parts = [
            "sayso entry 1",
            self.kind.as_str(),
            self.op.as_str(),
            &self.id,
            &rev,
            self.body.as_deref().unwrap_or(""),
            self.why.as_deref().unwrap_or(""),
        ];
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        hash.finalize().into()
    }

    /// The hash that the entry must have after one with the hash `before`.
    pub fn chained(&self, before: &Hash) -> Hash {
        let mut hash = Sha256::new();
        hash.update(before);
        hash.update(self.content_digest());
        for number in [self.seq, self.run, self.at_ms, self.replaces.unwrap_or(0), self.document.unwrap_or(0)]
        {
            hash.update(number.to_be_bytes());
        }
        hash.finalize().into()
    }
}
