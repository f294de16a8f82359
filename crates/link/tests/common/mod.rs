//! Reports made by hand.
#![allow(dead_code)] // Each test uses a part of them.

use std::sync::Arc;

use sayso_link::report::{Days, Key, Party, Place, Report, Source, Toll, View};
use sayso_link::story::{Background, Sketch};

/// A party of a country.
pub fn party(name: &str, country: &str, role: &str) -> Party {
    Party { entry: None, name: name.into(), country: Some(country.into()), role: Some(role.into()) }
}

/// A source that is the innermost of its chain.
pub fn source(name: &str, class: &str) -> Source {
    let named = name.starts_with(char::is_uppercase);
    let party = Party { entry: None, name: name.into(), country: None, role: None };
    Source { party, class: Some(class.into()), named }
}

/// A view of one source.
pub fn view(statement: u32, chain: Vec<Source>, status: &str) -> View {
    View { statement: (statement > 0).then_some(statement), chain, status: status.into() }
}

/// A number of dead that a statement gives.
pub fn killed(statement: u32, low: Option<u64>, high: Option<u64>) -> Toll {
    Toll {
        kind: "killed".into(),
        low,
        high,
        approximate: false,
        statement: (statement > 0).then_some(statement),
    }
}

/// A town.
pub fn town(name: &str, country: &str, point: (f64, f64)) -> Place {
    Place {
        name: name.into(),
        geonames: None,
        point: Some(point),
        country: Some(country.into()),
        admin1: None,
        precision: Some("city".into()),
    }
}

/// An attack as one article tells it, published on a day and done on it.
pub fn attack(document: &str, published: &str, words: &str) -> Report {
    let day: jiff::civil::Date = published.parse().unwrap();
    let background = Background::read("@articles\t1000\n");
    Report {
        key: Key { document: document.into(), event: 1 },
        published: Some(day),
        publisher: Some(document.to_uppercase()),
        copies: None,
        kind: "ASSAULT".into(),
        mode: None,
        trigger: "attack".into(),
        actors: vec![],
        recipients: vec![],
        places: vec![],
        date: Some(Days { from: day, to: day }),
        views: vec![view(0, vec![], "asserted")],
        tolls: vec![],
        home: None,
        story: Arc::new(Sketch::of_words("", words, &background)),
    }
}
