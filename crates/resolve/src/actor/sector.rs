//! To which sector does an entry belong on a day, and what kind of source is a sector?

use jiff::civil::Date;
use sayso_model::SourceClass;
use smol_str::SmolStr;

use super::entry::{Entry, Term};

/// The sector of an entry on a day, and the country if it is not the entry's own: who serves a body of many countries
/// speaks for none of them. Who held an office holds it no more after it.
pub fn standing_on(entry: &Entry, date: Option<Date>) -> (Option<SmolStr>, Option<SmolStr>) {
    let term = match date {
        Some(date) => entry.terms.iter().rev().find(|t| t.covers(date)),
        // The latest that is known.
        None => entry.terms.iter().rev().find(|t| t.to.is_none()),
    };
    if let Some(Term { office, .. }) = term {
        let country = match office.as_str() {
            "EU" => Some("EUR".into()),
            "UNO" => Some("UNO".into()),
            "IGO" => Some("IGO".into()),
            _ => entry.country.clone(),
        };
        return (Some(office_sector(office).into()), country);
    }
    let sector = if entry.sector.is_some() || entry.terms.is_empty() || entry.kind != "person" {
        entry.sector.clone()
    } else {
        Some("ELI".into())
    };
    (sector, entry.country.clone())
}

/// Sector of an office as the files name it.
pub fn office_sector(office: &str) -> &str {
    match office {
        "PRES" | "PM" | "FM" | "DM" | "IM" | "VP" | "DPM" | "KING" | "FIN" | "MIN" | "SOS" | "NSA"
        | "ENVOY" | "UN" | "LEADER" | "MAYOR" | "SPOX" | "HEAD" | "ATT" | "CM" => "GOV",
        "CHIEF" | "GEN" => "MIL",
        "SPEAKER" | "SEN" | "MP" => "LEG",
        "EU" => "GOV",
        "UNO" => "IGO",
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
