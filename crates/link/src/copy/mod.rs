//! Is it the same text? Articles that outlets took over from an agency or from each other, whole, edited or in part.
//!
//! A [`Sketch`] holds the hashes of all runs of five words of a text ([`SHINGLE_WORDS`]); a fixed share of them are its
//! [`Sketch::keys`], by which a [`Library`] finds texts that may be copies (Broder 1997: sampling by the value of the hash
//! keeps the sample of a part within the sample of the whole). Every candidate is then compared in full. [`groups`] joins
//! copies, and [`origin`] says whose text a group carries and why: the agency is the origin, the outlets are carriers.
//!
//! All of it is a function of its arguments, and what comes out does not depend on the order in which texts came in.
//!
//! ```
//! use sayso_link::copy::{Memory, Relation, Sketch, neighbours};
//!
//! let wire = "Mortar fire hit a border post outside Tavrin on Wednesday, wounding two guards, the interior ministry \
//!             said, hours after negotiators failed to agree on a ceasefire in the disputed valley.";
//! let outlet = format!("By our staff. {wire} The council meets on Friday.");
//! let mut memory = Memory::default();
//! memory.add(1, Sketch::of([wire]));
//! let found = neighbours(&Sketch::of([outlet.as_str()]), &memory);
//! assert_eq!((found[0].document, found[0].relation), (1, Relation::Copy));
//! ```

mod agency;
mod credit;
mod group;
mod origin;
mod overlap;
mod passage;
mod sketch;

pub use agency::{Agency, agencies};
pub use credit::{Credit, CreditKind, credits};
pub use group::{Library, Memory, Neighbour, groups, is_candidate, neighbours};
pub use origin::{Member, Origin, Reason, origin};
pub use overlap::{Overlap, Relation};
pub use passage::shared;
pub use sketch::{SHINGLE_WORDS, Sketch};
