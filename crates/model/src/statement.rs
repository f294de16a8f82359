use jiff::civil::Date;
use smol_str::SmolStr;

use crate::{ActorId, Party, Span};

/// Identifier of a statement within its document: `s1`, `s2`, … in order of appearance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StatementId(pub u32);

/// Somebody says, thinks or writes something.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Its place in the document.
    pub id: StatementId,
    /// The statement that this one is told inside of.
    pub parent: Option<StatementId>,
    /// Who says so, outermost first. The article itself is never listed.
    pub sources: Vec<Party>,
    /// What kind of source the innermost one is.
    pub source_class: SourceClass,
    /// The words that signal the saying; `None` where a quotation runs on or stands alone.
    pub cue: Option<Span>,
    /// What is said, in one or more pieces.
    pub content: Vec<Span>,
    /// What is done by saying it.
    pub act: Act,
    /// Whether the words are the speaker's own.
    pub form: Form,
    /// Those accused, addressed, threatened, condemned.
    pub targets: Vec<ActorId>,
    /// The medium or outlet it was said to.
    pub medium: Option<Party>,
    /// When it was said.
    pub date: Option<Date>,
    /// The words of the condition, if the content depends on one.
    pub condition: Option<Span>,
    /// True if the main point of the content depends on a condition.
    pub conditional: bool,
    /// The statement of the document that this one denies, confirms or takes back, and which of these.
    pub answers: Option<(AnswerKind, StatementId)>,
    /// Why the text does not name the source, in its own words.
    pub anonymity: Option<Span>,
    /// The rule that found it.
    pub rule: SmolStr,
    /// How often such a record is right, from 0 to 1.
    pub confidence: f32,
}

macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// All values.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The value as it is written in records.
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
pub(crate) use names;

names! {
    /// What a speaker does by saying something.
    Act {
        /// Plain assertion.
        Claim = "claim",
        /// Charges somebody with something.
        Accuse = "accuse",
        /// Says that it is not so.
        Deny = "deny",
        /// Admits against interest.
        Concede = "concede",
        /// Says that it is so indeed.
        Confirm = "confirm",
        /// Tells of a danger.
        Warn = "warn",
        /// Says it will do harm.
        Threaten = "threaten",
        /// Commits itself.
        Promise = "promise",
        /// Says it will not.
        Refuse = "refuse",
        /// Orders, asks, urges, calls for.
        Demand = "demand",
        /// Suggests or offers.
        Propose = "propose",
        /// Speaks against.
        Condemn = "condemn",
        /// Speaks well of.
        Praise = "praise",
        /// Asks.
        Question = "question",
        /// Predicts, hopes, fears.
        Expect = "expect",
    }
}

names! {
    /// What a statement says of another.
    AnswerKind {
        /// That it is not so.
        Denies = "denies",
        /// That it is so indeed.
        Confirms = "confirms",
        /// That the speaker no longer says so.
        Retracts = "retracts",
    }
}

names! {
    /// Whose words the content is in.
    Form {
        /// All of it is quoted.
        Direct = "direct",
        /// Part of it is quoted.
        Mixed = "mixed",
        /// None of it is quoted.
        Indirect = "indirect",
    }
}

names! {
    /// What kind of source speaks.
    SourceClass {
        /// A named individual.
        Person = "person",
        /// A government or a part of it.
        Government = "government",
        /// Armed forces.
        Military = "military",
        /// A non-state armed group.
        ArmedGroup = "armed-group",
        /// Police.
        Police = "police",
        /// A court or prosecutor.
        Court = "court",
        /// An intergovernmental organisation.
        Igo = "igo",
        /// A non-governmental organisation.
        Ngo = "ngo",
        /// A news outlet or agency.
        Media = "media",
        /// A company.
        Company = "company",
        /// Somebody who saw it.
        Witness = "witness",
        /// An official who is not named.
        UnnamedOfficial = "unnamed-official",
        /// A report, poll, letter or law.
        Document = "document",
        /// People at large.
        Public = "public",
        /// Anybody else.
        Other = "other",
    }
}
