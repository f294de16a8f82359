use smol_str::SmolStr;

use crate::statement::names;
use crate::{Range, Span, StatementId};

/// How large an event is, as one source puts it: a crowd, aircraft, an amount of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// What is counted.
    pub kind: QuantityKind,
    /// How many; of money whole units of its currency.
    pub range: Range,
    /// ISO 4217 code of money, class of aircraft; `None` if the words do not say.
    pub unit: Option<SmolStr>,
    /// The statement that gives it; `None` is the article itself.
    pub statement: Option<StatementId>,
    /// The words of the figure: "an estimated 20,000", "$50 million".
    pub span: Span,
}

names! {
    /// What is counted.
    QuantityKind {
        /// People who demonstrate.
        Crowd = "crowd",
        /// Aircraft and drones that take part or are hit.
        Aircraft = "aircraft",
        /// What is given, asked for, withheld or agreed on.
        Money = "money",
    }
}
