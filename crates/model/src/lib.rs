//! The nouns of Sayso: what every stage reads and writes. Depends on nothing of ours.
//!
//! All offsets inside the program are bytes into the canonical text of a [`Document`]; [`OffsetIndex`]
//! converts them at the boundary.

mod actor;
mod annotated;
mod casualty;
mod diagnostic;
mod document;
mod event;
pub mod id;
mod ledger;
mod mention;
mod offsets;
mod place;
pub mod precision;
mod provenance;
mod quantity;
mod span;
mod statement;
mod syntax;
mod time;

pub use actor::{Actor, ActorCandidate, ActorId, Party};
pub use annotated::{
    Annotated, ArgumentRole, Arguments, Coreference, Entity, Quotation, QuotationKind, Sentence, Token,
    TokenIx,
};
pub use casualty::{Casualty, CasualtyKind, Range};
pub use diagnostic::Diagnostic;
pub use document::{Block, BlockKind, Document, Title};
pub use event::{Claim, Event, EventId, Status};
pub use ledger::Ledger;
pub use mention::{
    Answer, EventMention, Mentions, PartyMention, PlaceMention, StatementMention, TimeMention,
};
pub use offsets::OffsetIndex;
pub use place::{Place, PlaceCandidate};
pub use provenance::{Container, Field, Metadatum, PagePiece, Provenance};
pub use quantity::{Quantity, QuantityKind};
pub use span::Span;
pub use statement::{Act, AnswerKind, Form, SourceClass, Statement, StatementId};
pub use syntax::{Dep, EntityKind, Pos, Tag};
pub use time::{Interval, TimeExpression, TimeKind};
