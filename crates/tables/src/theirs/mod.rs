//! Which events of another data set does the ledger have, and where do they differ? Files of ACLED, UCDP and POLECAT are read as
//! they are published, and each of their events is looked for among the incidents.

mod compare;
mod read;

use jiff::civil::Date;
use serde::Serialize;

pub use compare::{Attribute, Compared, Difference, Settings, compare};
pub use read::{Read, Refused, read};

/// Whose file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Armed Conflict Location & Event Data.
    Acled,
    /// UCDP's georeferenced events.
    Ucdp,
    /// POLECAT.
    Polecat,
}

impl Whose {
    /// All of them.
    pub const ALL: [Whose; 3] = [Whose::Acled, Whose::Ucdp, Whose::Polecat];

    /// The name on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Whose::Acled => "acled",
            Whose::Ucdp => "ucdp",
            Whose::Polecat => "polecat",
        }
    }
}

/// An event as another data set has it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Event {
    /// Line of the file on which it begins, from 1.
    pub line: u64,
    /// Its identifier there.
    pub id: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Its type as it is written there.
    #[serde(rename = "type")]
    pub kind: String,
    /// The types of PLOVER that it may be.
    pub plover: Vec<String>,
    /// ISO 3166-1 alpha-3 code.
    pub country: Option<&'static str>,
    /// Name of the place.
    pub place: Option<String>,
    /// Degrees north and east.
    pub point: Option<(f64, f64)>,
    /// False if the data set says that the point stands for a province, a country or the like.
    pub exact: bool,
    /// Who takes part.
    pub sides: Vec<String>,
    /// Lowest and highest number of dead; none where the data set has no such column or the cell is empty.
    pub dead: Option<(u64, u64)>,
}
