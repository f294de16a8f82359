//! What do the words of a time expression say, before it is placed on the calendar?
//!
//! A [`Frame`] is a flat record of small numbers, so that rules in a data file can fill it field by field.

macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident = $text:literal,)*) => {
        /// A field of a [`Frame`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Field { $($(#[$doc])* $variant,)* }

        impl Field {
            /// Every field with its name in data files.
            pub const ALL: &'static [(Field, &'static str)] = &[$((Field::$variant, $text),)*];
        }
    };
}

fields! {
    /// Calendar year.
    Year = "year",
    /// Last year of a range.
    YearTo = "year_to",
    /// Two digits of a year.
    ShortYear = "yy",
    /// Decade: 199 for the 1990s, or a digit where the century is understood.
    Decade = "decade",
    /// Century: 20 for the 20th.
    Century = "century",
    /// 1 for years before Christ.
    Era = "era",
    /// Month from 1.
    Month = "month",
    /// Last month of a range.
    MonthTo = "month_to",
    /// Day of the month.
    Day = "day",
    /// Last day of a range.
    DayTo = "day_to",
    /// Day of the week, Monday is 1.
    Weekday = "weekday",
    /// Quarter of a year from 1.
    Quarter = "quarter",
    /// Half of a year from 1.
    Half = "half",
    /// A [`Season`].
    Season = "season",
    /// Index of a holiday.
    Holiday = "holiday",
    /// A [`Part`] of the day.
    Part = "part",
    /// Hour of the day from 0 to 24.
    Hour = "hour",
    /// Minute.
    Minute = "minute",
    /// 1 for p.m., 0 for a.m.
    Afternoon = "pm",
    /// Days from the day of writing.
    Offset = "offset",
    /// Tenths of a count of units; [`MANY`] for an unknown number.
    Count = "count",
    /// A [`Unit`] of time.
    Unit = "unit",
    /// A [`Relation`] to the day of writing or of the story.
    Relation = "rel",
    /// A [`Reference`] to past, present or future as a whole.
    Reference = "ref",
    /// A [`Stretch`] of the named time.
    Stretch = "stretch",
    /// A [`Kind`] forced by the wording.
    Kind = "kind",
    /// A number without a role yet.
    Number = "n",
}

/// An unknown number of units, as in "several days".
pub const MANY: i32 = -1;

macro_rules! symbols {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            const ALL: &'static [($name, &'static str)] = &[$(($name::$variant, $text),)*];

            fn from_number(n: i32) -> Option<Self> {
                Self::ALL.get(usize::try_from(n).ok()?).map(|&(v, _)| v)
            }

            fn number(text: &str) -> Option<i32> {
                Self::ALL.iter().position(|&(_, t)| t == text).map(|i| i as i32)
            }
        }
    };
}

symbols! {
    /// Unit of time, from small to large.
    Unit {
        /// 1/60 of a minute.
        Second = "second",
        /// 1/60 of an hour.
        Minute = "minute",
        /// 1/24 of a day.
        Hour = "hour",
        /// Day.
        Day = "day",
        /// Saturday and Sunday.
        Weekend = "weekend",
        /// Monday to Sunday.
        Week = "week",
        /// Two weeks.
        Fortnight = "fortnight",
        /// Calendar month.
        Month = "month",
        /// Three months.
        Quarter = "quarter",
        /// Spring, summer, autumn or winter.
        Season = "season",
        /// Six months.
        Half = "half",
        /// Calendar year.
        Year = "year",
        /// Ten years.
        Decade = "decade",
        /// A hundred years.
        Century = "century",
        /// A thousand years.
        Millennium = "millennium",
        /// "a while", "some time".
        Unknown = "unknown",
    }
}

symbols! {
    /// Season of the northern year.
    Season {
        /// March to May.
        Spring = "spring",
        /// June to August.
        Summer = "summer",
        /// September to November.
        Autumn = "autumn",
        /// December to February.
        Winter = "winter",
    }
}

symbols! {
    /// Part of a day.
    Part {
        /// Before noon.
        Morning = "morning",
        /// Around noon.
        Midday = "midday",
        /// After noon.
        Afternoon = "afternoon",
        /// After work.
        Evening = "evening",
        /// After dark.
        Night = "night",
        /// First light.
        Dawn = "dawn",
        /// Last light.
        Dusk = "dusk",
        /// While it is light.
        Day = "day",
    }
}

symbols! {
    /// How a time relates to the day of writing, or to the time that the story is at.
    Relation {
        /// Units before now: "two weeks ago".
        Ago = "ago",
        /// Units after now: "two weeks from now".
        Hence = "hence",
        /// Units before the story's time: "two days earlier".
        Earlier = "earlier",
        /// Units after the story's time: "two days later".
        Later = "later",
        /// "last week".
        Last = "last",
        /// "this week".
        This = "this",
        /// "next week".
        Next = "next",
        /// "the past three days".
        Past = "past",
        /// "the coming three days".
        Coming = "coming",
        /// "that day".
        That = "that",
        /// "the following day".
        Following = "following",
        /// "the previous day".
        Preceding = "preceding",
        /// "the latest quarter".
        Latest = "latest",
        /// "the week", which one is left to the context.
        The = "the",
    }
}

symbols! {
    /// Past, present or future at large.
    Reference {
        /// "recently".
        Past = "past",
        /// "now".
        Present = "present",
        /// "soon".
        Future = "future",
    }
}

symbols! {
    /// Stretch of a longer time.
    Stretch {
        /// "early May", "the beginning of May".
        Start = "start",
        /// "mid-May".
        Middle = "middle",
        /// "late May", "the end of May".
        End = "end",
        /// "earlier in May".
        Before = "before",
        /// "later this month".
        After = "after",
        /// From the time on: "since May".
        Since = "since",
    }
}

symbols! {
    /// What a time expression denotes, as in TimeML.
    Kind {
        /// A day or something longer.
        Date = "date",
        /// A time of day.
        Time = "time",
        /// A length of time.
        Duration = "duration",
        /// Times that come again.
        Set = "set",
        /// How old somebody is: words of time that tell no time. Never given out.
        Age = "age",
    }
}

const UNSET: i32 = i32::MIN;
const WIDTH: usize = Field::ALL.len();

/// Fields that an expression fills.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    values: [i32; WIDTH],
}

impl Default for Frame {
    fn default() -> Self {
        Self { values: [UNSET; WIDTH] }
    }
}

impl Frame {
    /// The value of a field.
    pub fn get(&self, field: Field) -> Option<i32> {
        let value = self.values[field as usize];
        (value != UNSET).then_some(value)
    }

    /// True if the field is filled.
    pub fn has(&self, field: Field) -> bool {
        self.values[field as usize] != UNSET
    }

    /// Fills a field.
    pub fn set(&mut self, field: Field, value: i32) {
        self.values[field as usize] = value;
    }

    /// Empties a field.
    pub fn take(&mut self, field: Field) -> Option<i32> {
        let value = self.get(field);
        self.values[field as usize] = UNSET;
        value
    }

    /// The unit.
    pub fn unit(&self) -> Option<Unit> {
        self.get(Field::Unit).and_then(Unit::from_number)
    }

    /// The relation.
    pub fn relation(&self) -> Option<Relation> {
        self.get(Field::Relation).and_then(Relation::from_number)
    }

    /// The season.
    pub fn season(&self) -> Option<Season> {
        self.get(Field::Season).and_then(Season::from_number)
    }

    /// The part of the day.
    pub fn part(&self) -> Option<Part> {
        self.get(Field::Part).and_then(Part::from_number)
    }

    /// The reference.
    pub fn reference(&self) -> Option<Reference> {
        self.get(Field::Reference).and_then(Reference::from_number)
    }

    /// The stretch.
    pub fn stretch(&self) -> Option<Stretch> {
        self.get(Field::Stretch).and_then(Stretch::from_number)
    }

    /// The kind that the wording forces.
    pub fn kind(&self) -> Option<Kind> {
        self.get(Field::Kind).and_then(Kind::from_number)
    }
}

impl std::fmt::Debug for Frame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let filled = Field::ALL.iter().filter_map(|&(field, name)| Some((name, self.get(field)?)));
        f.debug_map().entries(filled).finish()
    }
}

/// A field and the value that a rule or word gives it, from `name=value` in a data file.
pub fn parse_assignment(text: &str) -> Option<(Field, i32)> {
    let (name, value) = text.split_once('=')?;
    let &(field, _) = Field::ALL.iter().find(|(_, n)| *n == name)?;
    let number = match field {
        Field::Unit => Unit::number(value)?,
        Field::Season => Season::number(value)?,
        Field::Part => Part::number(value)?,
        Field::Relation => Relation::number(value)?,
        Field::Reference => Reference::number(value)?,
        Field::Stretch => Stretch::number(value)?,
        Field::Kind => Kind::number(value)?,
        Field::Count if value == "many" => MANY,
        Field::Count if value == "half" => 5,
        Field::Count => value.parse::<i32>().ok()? * 10,
        _ => value.parse().ok()?,
    };
    Some((field, number))
}
