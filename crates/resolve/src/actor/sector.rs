//! To which sector does an entry belong on a day, and what kind of source is a sector?

use jiff::civil::Date;
use sayso_model::SourceClass;
use smol_str::SmolStr;

use super::entry::{Entry, Term};

/// The sector of an entry on a day; who held an office holds it no more after it.
pub fn sector_on(entry: &Entry, date: Option<Date>) -> Option<SmolStr> {
    let on = |term: &Term| Some(SmolStr::new(office_sector(&term.office)));
    let Some(date) = date else {
        // The latest that is known.
        return match entry.terms.iter().rev().find(|t| t.to.is_none()) {
            Some(term) => on(term),
            None if entry.terms.is_empty() || entry.sector.is_some() => entry.sector.clone(),
            None => Some("ELI".into()),
        };
    };
    if let Some(term) = entry.terms.iter().rev().find(|t| t.covers(date)) {
        return on(term);
    }
    if entry.sector.is_some() || entry.terms.is_empty() || entry.kind != "person" {
        return entry.sector.clone();
    }
    Some("ELI".into())
}

/// Sector of an office as the files name it.
pub fn office_sector(office: &str) -> &str {
    match office {
        "PRES" | "PM" | "FM" | "DM" | "IM" | "VP" | "DPM" | "KING" | "FIN" | "MIN" | "SOS" | "NSA"
        | "ENVOY" | "UN" | "LEADER" | "MAYOR" | "SPOX" | "HEAD" | "ATT" | "CM" => "GOV",
        "CHIEF" | "GEN" => "MIL",
        "SPEAKER" | "SEN" | "MP" => "LEG",
        other => other,
    }
}

/// What kind of source a named body is.
pub fn body_class(entry: &Entry, sector: Option<&str>) -> SourceClass {
    match (entry.country.as_deref(), entry.kind.as_str()) {
        (_, "igo") => SourceClass::Igo,
        (_, "ngo") => SourceClass::Ngo,
        _ => sector.map_or(SourceClass::Other, class_of),
    }
}

/// What kind of source an unnamed party of a sector is.
pub fn class_of(sector: &str) -> SourceClass {
    match sector {
        "state" | "GOV" | "LEG" | "PRE" | "SPY" => SourceClass::Government,
        "MIL" => SourceClass::Military,
        "COP" => SourceClass::Police,
        "JUD" => SourceClass::Court,
        "REB" | "UAF" | "PRM" => SourceClass::ArmedGroup,
        "IGO" => SourceClass::Igo,
        "NGO" => SourceClass::Ngo,
        "JRN" => SourceClass::Media,
        "BUS" => SourceClass::Company,
        "CVL" | "AGR" | "EDU" | "MED" | "LAB" | "REF" | "REL" => SourceClass::Public,
        _ => SourceClass::Other,
    }
}
