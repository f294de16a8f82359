//! Place names, told by the other words of a text: which place, which country, how precise.

use sayso_model::{Place, Span};
use sayso_resolve::place::atlas::Atlas;
use sayso_resolve::place::{Hints, PlaceResolver};

/// Resolves the names in `[brackets]`.
fn resolve(marked: &str) -> Vec<Place> {
    let resolver = PlaceResolver::load().expect("the built-in gazetteer is sound");
    let (mut text, mut spans) = (String::new(), Vec::new());
    for (i, part) in marked.split(['[', ']']).enumerate() {
        if i % 2 == 1 {
            spans.push(Span::new(text.len(), text.len() + part.len()));
        }
        text.push_str(part);
    }
    resolver.resolve_toponyms(&text, &spans, Hints::default())
}

#[track_caller]
fn check(marked: &str, expect: &[(&str, &str, &str)]) {
    let places = resolve(marked);
    let found: Vec<(&str, &str, &str)> = places
        .iter()
        .map(|p| {
            let country = p.country.as_deref().unwrap_or("-");
            (p.name.as_deref().unwrap_or("-"), country, p.precision.as_deref().unwrap_or("-"))
        })
        .collect();
    assert_eq!(found, expect, "{marked}");
}

#[test]
fn the_larger_place_unless_the_text_says_otherwise() {
    check("Talks in [Paris] failed.", &[("Paris", "FRA", "city")]);
    check("A fire in [Paris], [Texas], killed two.", &[("Paris", "USA", "city"), ("Texas", "USA", "admin1")]);
    check("Police in [London], Ont., said so.", &[("London", "CAN", "city")]);
    check(
        "Crews from [Toronto] and [Hamilton] came to [London].",
        &[("Toronto", "CAN", "city"), ("Hamilton", "CAN", "city"), ("London", "CAN", "city")],
    );
    check("[Georgia] fought [Russia].", &[("Georgia", "GEO", "country"), ("Russia", "RUS", "country")]);
    check("[Atlanta], [Georgia]", &[("Atlanta", "USA", "city"), ("Georgia", "USA", "admin1")]);
}

#[test]
fn words_beside_a_name_tell_its_kind() {
    check("clashes in [Idlib] province", &[("Idlib", "SYR", "admin1")]);
    check("a blast in the city of [Kandahar]", &[("Kandahār", "AFG", "city")]);
    check(
        "in [Helmand] and [Kandahar] provinces",
        &[("Helmand", "AFG", "admin1"), ("Kandahar", "AFG", "admin1")],
    );
    check("in [Rapides Parish]", &[("Rapides Parish", "USA", "admin2")]);
}

#[test]
fn short_names_adjectives_and_regions() {
    check("[U.S.] troops", &[("United States", "USA", "country")]);
    check("the [Afghan] army", &[("Afghanistan", "AFG", "country")]);
    check("ships in the [Red Sea]", &[("Red Sea", "-", "water")]);
    check("across the [Middle East]", &[("Middle East", "-", "region")]);
    check("in [northern Iraq]", &[("Iraq", "IRQ", "country")]);
    check("besieged [Gaza]", &[("Gaza Strip", "PSE", "admin1")]);
}

#[test]
fn a_site_takes_the_town_beside_it_and_says_so() {
    check(
        "a blast at [Xqzzt Hospital] in [Mosul]",
        &[("Mosul", "IRQ", "facility"), ("Mosul", "IRQ", "city")],
    );
    check("near [Mosul General Hospital]", &[("Mosul", "IRQ", "facility")]);
    check("at [Xqzzt Hospital]", &[("-", "-", "-")]);
    // A word of names is no name: there is a town called Bank.
    check("the [Bank of Japan]", &[("Japan", "JPN", "country")]);
}

#[test]
fn what_is_not_known_stays_open() {
    check("in [Xqzzt]", &[("-", "-", "-")]);
}

#[test]
fn short_names_lead_somewhere() {
    let atlas = Atlas::load().unwrap();
    let lines =
        include_str!("../../../data/en/place/short_names.tsv").lines().filter(|l| !l.starts_with('#'));
    let astray: Vec<&str> = lines
        .filter(|line| {
            let name = line.split('\t').next().unwrap();
            !atlas.find(&sayso_resolve::actor::fold::fold(name)).iter().any(|h| h.listed)
        })
        .collect();
    assert!(astray.is_empty(), "{astray:#?}");
}

#[test]
fn coordinates_of_known_places() {
    let place = &resolve("in [Damascus]")[0];
    let (latitude, longitude) = (place.latitude.unwrap(), place.longitude.unwrap());
    assert!((latitude - 33.51).abs() < 0.05 && (longitude - 36.29).abs() < 0.05, "{place:?}");
    assert_eq!(place.geonames, Some(170_654));
}

/// A part of a name led to a town of another continent.
#[test]
fn a_part_of_a_name_is_no_place_where_nothing_else_is() {
    check(
        "People fled from [Bani Qurna] to [Khan Younis] in the [Gaza Strip].",
        &[("-", "-", "-"), ("Khān Yūnis", "PSE", "city"), ("Gaza Strip", "PSE", "admin1")],
    );
    check("students of [Moscow State University]", &[("Moscow", "RUS", "facility")]);
}

#[test]
fn a_name_is_known_in_another_spelling_where_its_country_is_named() {
    let syria = ("Syria", "SYR", "country");
    check("shelling of [Qamishli] in [Syria]", &[("Al Qāmishlī", "SYR", "city"), syria]);
    check("clashes near [Maaret al-Numan], [Syria]", &[("Ma‘arrat an Nu‘mān", "SYR", "city"), syria]);
    check("a raid on [Hodeidah], [Yemen]", &[("Al Ḩudaydah", "YEM", "city"), ("Yemen", "YEM", "country")]);
    check("shelling of [Maaret al-Numan]", &[("-", "-", "-")]);
    // Names of countries that are not transcribed are as they are.
    check("[Danielle] left the [United States].", &[("-", "-", "-"), ("United States", "USA", "country")]);
}

#[test]
fn a_quarter_that_is_not_known_is_in_the_town_that_the_text_says() {
    check("a strike on [Hay Qurna], [Mosul]", &[("Mosul", "IRQ", "facility"), ("Mosul", "IRQ", "city")]);
    let geneva = ("Geneva", "CHE", "city");
    check("at the [Palais des Nations] in [Geneva]", &[("Geneva", "CHE", "facility"), geneva]);
    check(
        "from [Hay Qurna], [Mosul] and [Kirkuk]",
        &[("-", "-", "-"), ("Mosul", "IRQ", "city"), ("Kirkuk", "IRQ", "city")],
    );
    check("[Hay Qurna] and [Mosul]", &[("-", "-", "-"), ("Mosul", "IRQ", "city")]);
}

#[test]
fn towns_of_the_news_of_wars() {
    let places = resolve("clashes in [Baghouz], [Syria]");
    assert_eq!((places[0].country.as_deref(), places[0].geonames), (Some("SYR"), None));
    assert_eq!(places[0].precision.as_deref(), Some("city"));
}

#[test]
fn another_name_of_a_small_place_is_not_meant_where_other_countries_are() {
    check(
        "soldiers killed in [Inata], [Burkina Faso]",
        &[("-", "-", "-"), ("Burkina Faso", "BFA", "country")],
    );
}

#[test]
fn a_place_says_what_else_it_could_be_and_why_it_is_not() {
    let places = resolve("A fire in [Paris], [Texas], killed two.");
    let paris = &places[0];
    assert!(paris.score.is_some_and(|s| s > 0.5), "{paris:?}");
    assert!(paris.evidence.iter().any(|e| e == "contained"), "{paris:?}");
    let london = &resolve("A fire in [London] killed two.")[0];
    assert!(london.candidates.iter().all(|c| Some(c.score) < london.score), "{london:?}");
    let springfield = &resolve("A fire in [Springfield] killed two.")[0];
    assert!(springfield.candidates.iter().any(|c| c.country.as_deref() == Some("USA")), "{springfield:?}");
}

#[test]
fn what_a_place_lies_in_may_be_told_before_it() {
    check("a raid on the West Bank city of [Jenin]", &[("Janīn", "PSE", "city")]);
    check("shelling of the Syrian town of [Azaz]", &[("I‘zāz", "SYR", "city")]);
}
