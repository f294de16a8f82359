//! Which inputs are there, and which of them are new?

use sayso_intake::{Failure, Options, Record};
use sayso_store::{Receipt, Store};

use crate::work::{Done, Job};

/// An input, before anything was done with it.
pub enum Found {
    New(Job),
    Settled(Done),
}

/// Loads the bytes of a record and asks the ledger whether it has them.
pub fn look(record: Result<Record, Failure>, options: &Options, said: &str, store: &mut Store) -> Found {
    let mut record = match record {
        Ok(record) => record,
        Err(failure) => return Found::Settled(Done::Lost(failure)),
    };
    if let Err(failure) = record.load(options) {
        return Found::Settled(Done::Lost(failure));
    }
    let (sha256, bytes) = record.fingerprint().expect("a record that was loaded has one");
    let receipt = Receipt::new(record.id(), sha256, bytes, said);
    // If the ledger cannot tell, the writer will.
    match store.known_inputs(&[receipt.id()]) {
        Ok(known) if known == [true] => Found::Settled(Done::Known),
        _ => Found::New(Job { receipt, record }),
    }
}

/// What the user said of the inputs, as far as it makes a difference to the documents; empty if nothing.
pub fn said(options: &Options) -> String {
    let Options { published, publisher, url, overrule, input, columns, limits: _ } = options;
    let mut out = String::new();
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            out.push_str(&format!("{name}={value}\n"));
        }
    };
    add("published", published.map(|d| d.to_string()));
    add("publisher", publisher.clone());
    add("url", url.clone());
    add("overrule", overrule.then(|| "yes".to_owned()));
    add("input", input.map(|f| f.as_str().to_owned()));
    for role in sayso_intake::Role::ALL.into_iter().filter(|&r| columns.is_named(r)) {
        add(role.as_str(), columns.names(role).next().map(str::to_owned));
    }
    out
}
