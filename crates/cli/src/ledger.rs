//! Opening a ledger, and telling what is wrong with it.

use sayso_store::filter::Filter;
use sayso_store::query::Query;
use sayso_store::{Error, Open, Store};

use crate::exit::Exit;
use crate::flags::{LedgerFlags, QueryFlags};
use crate::message;

/// Tells of an error, and how the program ends.
pub fn fail(error: &Error) -> Exit {
    message::error(error, error.hint());
    match error {
        error if error.is_locked_or_newer() => Exit::Locked,
        Error::Missing { .. } | Error::NotALedger { .. } | Error::NotBuilt { .. } => Exit::Usage,
        Error::Damaged { .. } => Exit::NotMet,
        _ => Exit::Incomplete,
    }
}

/// Opens a ledger.
pub fn open(flags: &LedgerFlags, open: Open) -> Result<Store, Exit> {
    Store::open(&flags.db, open).map_err(|error| fail(&error))
}

/// What is asked for; in a terminal no more than a screen or two.
pub fn query(flags: &QueryFlags, store: &mut Store, in_terminal: bool) -> Result<Query, Exit> {
    let words: Vec<String> = flags.filter.iter().chain(&flags.more).cloned().collect();
    let filter = filter(&words)?;
    let as_of = match &flags.as_of {
        Some(text) => Some(moment(store, text)?),
        None => None,
    };
    Ok(Query {
        filter,
        as_of,
        after: flags.after,
        limit: flags.limit.or(in_terminal.then_some(50)),
        newest_first: flags.newest,
    })
}

/// The entry that a user means by a number, a day or a time.
pub fn moment(store: &mut Store, text: &str) -> Result<i64, Exit> {
    match store.entry_at(text) {
        Ok(Some(seq)) => Ok(seq),
        Ok(None) => {
            let hint = "give the number of an entry, a day such as `2024-04-01`, or a time such as `2024-04-01T12:00Z`";
            message::error(format_args!("`{text}` is no moment of the ledger"), Some(hint));
            Err(Exit::Usage)
        }
        Err(error) => Err(fail(&error)),
    }
}

/// Tests of several arguments, which all hold.
pub fn filter(words: &[String]) -> Result<Filter, Exit> {
    words.join(" ").parse::<Filter>().map_err(|problem| {
        message::error(&problem, problem.hint.as_deref());
        Exit::Usage
    })
}

/// The entry after which something is new: a number as it is, and the last one before a day begins.
pub fn since(store: &mut Store, text: &str) -> Result<i64, Exit> {
    match text.parse::<jiff::civil::Date>().ok().and_then(|day| day.yesterday().ok()) {
        Some(before) => moment(store, &before.to_string()),
        None => moment(store, text),
    }
}

/// A ledger, and the entry up to which it is asked for: `LEDGER@MOMENT`.
pub fn open_at(text: &str) -> Result<(Store, Option<i64>), Exit> {
    let whole = |place: &str| Store::open(place, Open::Existing).map_err(|error| fail(&error));
    match text.rsplit_once('@') {
        Some((place, at)) if !text.contains("://") && !std::path::Path::new(text).exists() => {
            let mut store = whole(place)?;
            let at = moment(&mut store, at)?;
            Ok((store, Some(at)))
        }
        _ => Ok((whole(text)?, None)),
    }
}
