//! Where and when, as far as people wrote it down: rows beyond those that `tools/score_ledger.py` prints.

use super::gold;
use crate::contract::{Date, Event, Place};
use crate::names::same_name;
use crate::score::{Count, Named};

/// Counts places and dates of matched events. An event of the gold that was not found counts as missed; one of the output
/// that was not matched is not judged, since nobody wrote down where it is.
pub(super) fn count<'a>(
    matched: impl Iterator<Item = (&'a gold::Event, &'a Event)> + Clone,
    gold: &[gold::Event],
    counts: &mut Named<Count>,
) {
    let has_place = |g: &gold::Event| g.place.as_ref().is_some_and(|p| !p.is_empty());
    let places = |p: &Event| p.place.as_ref().is_some_and(|p| !p.is_empty());
    counts.at("event place").add(
        matched.clone().filter(|(g, p)| place_right(g, p)).count(),
        gold.iter().filter(|g| has_place(g)).count(),
        matched.clone().filter(|(_, p)| places(p)).count(),
    );
    counts.at("event date").add(
        matched.clone().filter(|(g, p)| date_right(g, p)).count(),
        gold.iter().filter(|g| g.date.is_some()).count(),
        matched.filter(|(_, p)| p.date.is_some()).count(),
    );
}

/// Every place given is one of the gold, and there is one.
pub(super) fn place_right(gold: &gold::Event, given: &Event) -> bool {
    let names = gold.place.as_deref().unwrap_or_default();
    let given = given.place.as_deref().unwrap_or_default();
    let is = |p: &Place| {
        names.iter().any(|n| same_name(n, &p.text) || p.name.as_ref().is_some_and(|name| same_name(n, name)))
    };
    !given.is_empty() && given.iter().all(is)
}

/// The same days; where the gold has words for want of days, a time without days around the same words.
pub(super) fn date_right(gold: &gold::Event, given: &Event) -> bool {
    let (Some(gold), Some(given)) = (&gold.date, &given.date) else { return false };
    if gold.starts_with(|c: char| c.is_ascii_digit()) {
        let (from, to) = gold.split_once('/').unwrap_or((gold, gold));
        return given.from.as_deref() == Some(from) && given.to.as_deref() == Some(to);
    }
    let Date { text: Some(text), from: None, .. } = given else { return false };
    let fold = |words: &str| words.to_lowercase();
    let (gold, text) = (fold(gold), fold(text));
    gold.contains(&text) || text.contains(&gold)
}

/// What differs in place and date, a line for each.
pub(super) fn wrong(gold: &gold::Event, given: &Event) -> Vec<String> {
    let places = given.place.as_deref().unwrap_or_default();
    let asked = gold.place.as_deref().unwrap_or_default();
    let mut out = Vec::new();
    if !(place_right(gold, given) || asked.is_empty() && places.is_empty()) {
        let given: Vec<_> = places.iter().map(|p| p.text.as_str()).collect();
        out.push(format!("place {given:?} not {asked:?}"));
    }
    if !(date_right(gold, given) || gold.date.is_none() && given.date.is_none()) {
        let given = given.date.as_ref().map(|d| (&d.text, &d.from, &d.to));
        out.push(format!("date {given:?} not {:?}", gold.date));
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn days_or_else_words() {
        let check = |gold: &str, given, expect| {
            let gold = json!({"id": "e1", "type": "ASSAULT", "actors": [], "recipients": [], "claims": [],
                "trigger": {"span": [0, 1]}, "date": gold});
            let given =
                json!({"id": "e1", "type": "ASSAULT", "trigger": {"start": 0, "end": 1}, "date": given});
            let (gold, given) =
                (serde_json::from_value(gold).unwrap(), serde_json::from_value(given).unwrap());
            assert_eq!(date_right(&gold, &given), expect, "{gold:?} {given:?}");
        };
        check("2024-01-02", json!({"text": "Tuesday", "from": "2024-01-02", "to": "2024-01-02"}), true);
        check(
            "2024-01-01/2024-01-07",
            json!({"text": "week", "from": "2024-01-01", "to": "2024-01-07"}),
            true,
        );
        check(
            "2024-01-01/2024-01-07",
            json!({"text": "Monday", "from": "2024-01-01", "to": "2024-01-01"}),
            false,
        );
        check("just days", json!({"text": "days after", "from": null, "to": null}), false);
        check("two years ago", json!({"text": "Two years ago", "from": null, "to": null}), true);
        check(
            "two years ago",
            json!({"text": "two years ago", "from": "2024-01-01", "to": "2024-01-01"}),
            false,
        );
        check("May", json!(null), false);
    }

    #[test]
    fn no_place_but_those_of_the_gold() {
        let check = |gold: &[&str], given: &[(&str, &str)], expect| {
            let gold = json!({"id": "e1", "type": "ASSAULT", "actors": [], "recipients": [], "claims": [],
                "trigger": {"span": [0, 1]}, "place": gold});
            let places: Vec<_> = given
                .iter()
                .map(|(text, name)| json!({"start": 0, "end": 1, "text": text, "name": name}))
                .collect();
            let given =
                json!({"id": "e1", "type": "ASSAULT", "trigger": {"start": 0, "end": 1}, "place": places});
            let (gold, given) =
                (serde_json::from_value(gold).unwrap(), serde_json::from_value(given).unwrap());
            assert_eq!(place_right(&gold, &given), expect, "{gold:?} {given:?}");
        };
        check(&["Gaza Strip"], &[("Gaza", "Gaza Strip")], true);
        check(&["Indian Ocean", "India"], &[("Indian Ocean", "Indian Ocean")], true);
        check(&["Gaza"], &[("Gaza", "Gaza Strip"), ("Egypt", "Egypt")], false);
        check(&["Gaza"], &[], false);
    }
}
