//! Can two parties be one?

use super::Agreement;
use crate::report::Party;
use crate::words;

/// Compares two parties.
pub fn party(a: &Party, b: &Party) -> Agreement {
    if a.entry.is_some() && a.entry == b.entry || folded(&a.name) == folded(&b.name) {
        // One description, such as "gunmen", may fit many.
        return if is_named(a) { Agreement::Same } else { Agreement::Compatible };
    }
    if let (Some(x), Some(y)) = (&a.country, &b.country)
        && x != y
    {
        return Agreement::Differs;
    }
    if share_a_stem(&a.name, &b.name) {
        return Agreement::Compatible;
    }
    match (&a.country, &b.country) {
        (Some(_), Some(_)) if acts_for_state(a) && acts_for_state(b) => Agreement::Compatible,
        _ if a.role.is_some() && a.role == b.role && !(is_named(a) && is_named(b)) => Agreement::Compatible,
        (Some(_), Some(_)) => Agreement::Open,
        _ if is_named(a) && is_named(b) => Agreement::Differs,
        _ => Agreement::Open,
    }
}

/// Compares two lists of parties by their best pair.
pub fn parties(a: &[Party], b: &[Party]) -> Agreement {
    let pairs = a.iter().flat_map(|x| b.iter().map(move |y| party(x, y)));
    pairs.max().unwrap_or(Agreement::Open)
}

/// True if what it does is the state's doing.
fn acts_for_state(party: &Party) -> bool {
    matches!(party.role.as_deref(), Some("state" | "GOV" | "MIL" | "COP" | "SPY"))
}

/// True if it is known by a name and not by a description.
fn is_named(party: &Party) -> bool {
    party.entry.is_some() || party.name.chars().next().is_some_and(char::is_uppercase)
}

/// True if the names share the beginning of a capitalised word: Kelvaria, the Kelvarian army.
fn share_a_stem(a: &str, b: &str) -> bool {
    let stems = |name: &str| -> Vec<String> {
        let who = name.split_whitespace().take_while(|w| !words::locates(w));
        let proper = who.filter(|w| w.chars().next().is_some_and(char::is_uppercase));
        proper.filter(|w| w.chars().count() >= STEM).map(|w| folded(w).chars().take(STEM).collect()).collect()
    };
    let (a, b) = (stems(a), stems(b));
    a.iter().any(|s| b.contains(s))
}

/// Letters by which a country's name and its adjective begin alike.
const STEM: usize = 5;

fn folded(name: &str) -> String {
    let plain = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
    let who: Vec<&str> = plain.split_whitespace().take_while(|w| !words::locates(w)).collect();
    who.join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, country: Option<&str>, role: Option<&str>) -> Party {
        Party { entry: None, name: name.into(), country: country.map(Into::into), role: role.map(Into::into) }
    }

    #[test]
    fn a_state_and_its_army_may_be_one() {
        let state = named("Kelvaria", None, None);
        let army = named("Kelvarian army", None, None);
        assert_eq!(party(&state, &army), Agreement::Compatible);
        let (israel, idf) =
            (named("Israel", Some("ISR"), Some("state")), named("the IDF", Some("ISR"), Some("MIL")));
        assert_eq!(party(&israel, &idf), Agreement::Compatible);
    }

    #[test]
    fn where_somebody_is_does_not_make_them_one() {
        let police = named("Police in Lahore", Some("PAK"), Some("COP"));
        let others = named("Demonstrators in Lahore", Some("PAK"), None);
        assert_eq!(party(&police, &others), Agreement::Open);
    }

    #[test]
    fn two_names_differ_and_a_description_is_open() {
        let front = named("Lesk Valley Front", None, Some("REB"));
        assert_eq!(party(&front, &named("Kelvaria", None, None)), Agreement::Differs);
        assert_eq!(party(&front, &named("gunmen", None, Some("UAF"))), Agreement::Open);
        assert_eq!(parties(&[], &[front]), Agreement::Open);
    }
}
