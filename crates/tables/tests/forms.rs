//! Objects, graphs and texts with marks: whatever stands in a text, every file reads and says the same.

use std::collections::BTreeSet;

use sayso_store::query::Query;
use sayso_store::record::claim::Claim;
use sayso_tables::{Grain, Shape};
use serde_json::Value;

use crate::hostile::export;
use crate::made::{HOSTILE, Made};

fn claims(made: &mut Made) -> Vec<Claim> {
    let rows = made.store.claims(&Query::default()).unwrap();
    rows.iter().map(|r| serde_json::from_str(&r.body).unwrap()).collect()
}

fn write(made: &mut Made, shape: Shape) -> sayso_tables::losses::Losses {
    export(shape.grains()[0], shape).write(&mut made.store, &made.folder).unwrap().1
}

fn read(made: &Made, name: &str) -> String {
    std::fs::read_to_string(made.folder.join(name)).unwrap()
}

fn words(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}

#[test]
fn plover_says_that_a_denial_is_no_deed() {
    let mut made = Made::new("plover");
    write(&mut made, Shape::Plover);
    let text = read(&made, "sayso-plover.jsonl");
    let all: Vec<Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let claims = claims(&mut made);
    assert_eq!(all.len(), claims.len());
    for (object, claim) in all.iter().zip(&claims) {
        assert_eq!(object["id"], claim.id);
        assert_eq!(object["mode"] == serde_json::json!(["negation"]), claim.status == "denied", "{object}");
        assert_eq!(object["event_loc"]["geonameid"], 7);
        assert_eq!(object["actor"][0]["entity_text"], claim.actors[0].text.as_deref().unwrap());
        let article = made.store.document(&claim.document).unwrap().unwrap();
        let at = |end: &str| object["text_info"][end].as_u64().unwrap() as usize;
        assert_eq!(object["text"], words(&article.text, at("start"), at("end")));
    }
    assert_eq!(all[0]["size"]["ranges"]["killed"], serde_json::json!([12, null]));
}

#[test]
fn features_are_rows_with_a_point() {
    let mut made = Made::new("geojson");
    let (manifest, losses) =
        export(Grain::Reports, Shape::Geojson).write(&mut made.store, &made.folder).unwrap();
    let whole: Value = serde_json::from_str(&read(&made, "sayso-reports.geojson")).unwrap();
    let features = whole["features"].as_array().unwrap();
    assert_eq!(features.len() as u64, manifest.files[0].rows);
    for feature in features {
        assert_eq!(feature["geometry"]["coordinates"], serde_json::json!([-24.88, 12.05]));
        assert_eq!(feature["id"], feature["properties"]["claim_id"]);
        assert!(!feature.to_string().contains("\\u0000"));
    }
    assert!(losses.in_rows.contains_key("NUL became U+FFFD"));
    let page = read(&made, "sayso-reports.geojson.codebook.md");
    assert!(page.contains("## geojson") && page.contains("| `killed_min` |"), "{page}");
}

#[test]
fn annotations_point_at_the_words_and_at_what_stands_around_them() {
    let mut made = Made::new("annotations");
    write(&mut made, Shape::Annotation);
    let whole: Value = serde_json::from_str(&read(&made, "sayso-annotations.jsonld")).unwrap();
    let items = whole["first"]["items"].as_array().unwrap();
    let claims = claims(&mut made);
    assert_eq!(items.len(), claims.len());
    for (item, claim) in items.iter().zip(&claims) {
        let text = made.store.document(&claim.document).unwrap().unwrap().text;
        let [position, quote] = &item["target"][0]["selector"].as_array().unwrap()[..] else {
            panic!("{item}")
        };
        let at = |end: &str| position[end].as_u64().unwrap() as usize;
        assert_eq!(quote["exact"], words(&text, at("start"), at("end")));
        let part = |name: &str| quote[name].as_str().unwrap();
        assert!(text.contains(&[part("prefix"), part("exact"), part("suffix")].concat()));
        assert_eq!(item["body"][1]["claim"]["claim_id"], claim.id);
    }
}

#[test]
fn entities_and_objects_are_written_once_and_refer_to_each_other() {
    let mut made = Made::new("entities");
    write(&mut made, Shape::Ftm);
    let all: Vec<Value> =
        read(&made, "sayso-ftm.jsonl").lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let ids: BTreeSet<&str> = all.iter().map(|e| e["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), all.len());
    let count = |schema: &str| all.iter().filter(|e| e["schema"] == schema).count();
    assert_eq!((count("Article"), count("Event")), (HOSTILE.len(), HOSTILE.len()));
    assert_eq!(count("Documentation"), 2 * HOSTILE.len());
    write(&mut made, Shape::Stix);
    let bundle: Value = serde_json::from_str(&read(&made, "sayso-stix.json")).unwrap();
    let objects = bundle["objects"].as_array().unwrap();
    let ids: BTreeSet<&str> = objects.iter().map(|o| o["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), objects.len());
    for object in objects {
        for refers in object["object_refs"].as_array().into_iter().flatten() {
            assert!(ids.contains(refers.as_str().unwrap()), "{object}");
        }
    }
    let count = |kind: &str| objects.iter().filter(|o| o["type"] == kind).count();
    assert_eq!((count("note"), count("opinion")), (2 * HOSTILE.len(), HOSTILE.len()));
}

#[test]
fn networks_hold_no_character_that_xml_forbids() {
    let mut made = Made::new("networks");
    let losses = write(&mut made, Shape::Gexf);
    write(&mut made, Shape::Graphml);
    for ending in ["gexf", "graphml"] {
        for network in ["did", "accuses", "quotes"] {
            let text = read(&made, &format!("sayso-network-{network}.{ending}"));
            assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{ending} {network}");
            assert_eq!(text.matches("<edge ").count() > 0, network != "accuses", "{text}");
        }
    }
    assert!(losses.in_rows.contains_key("control characters, which XML cannot write, became U+FFFD"));
}

#[test]
fn marks_are_one_a_line_and_point_at_the_words() {
    let mut made = Made::new("brat");
    write(&mut made, Shape::Brat);
    write(&mut made, Shape::Citron);
    for claim in claims(&mut made) {
        let text = read(&made, &format!("sayso-brat/{}.txt", claim.document));
        let original = made.store.document(&claim.document).unwrap().unwrap().text;
        assert_eq!(text, original.replace('\r', " "));
        let marks = read(&made, &format!("sayso-brat/{}.ann", claim.document));
        for line in marks.lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            let Some(_) = line.strip_prefix('T') else { continue };
            let [_, head, found] = cells[..] else { panic!("{line:?}") };
            let places = head.split_once(' ').unwrap().1.split(';').map(|p| p.split_once(' ').unwrap());
            let pieces: Vec<String> =
                places.map(|(a, b)| words(&text, a.parse().unwrap(), b.parse().unwrap())).collect();
            assert_eq!(pieces.join(" "), found);
        }
        assert!(marks.contains("Status E") && marks.contains("ASSAULT:T"), "{marks}");
        let quotes: Value =
            serde_json::from_str(&read(&made, &format!("sayso-citron/{}.json", claim.document))).unwrap();
        assert_eq!(quotes["text"], original);
        let cue = &quotes["quotes"][0]["cue"];
        let at = |end: &str| cue[end].as_u64().unwrap() as usize;
        assert_eq!(cue["text"], words(&original, at("start"), at("end")));
    }
}

#[test]
fn every_form_gives_the_same_bytes_again_and_says_what_it_cannot_hold() {
    let mut made = Made::new("forms");
    for shape in Shape::ALL.into_iter().filter(|s| *s != Shape::Html) {
        let ask = export(shape.grains()[0], shape);
        let first = ask.write(&mut made.store, &made.folder.join("a")).unwrap();
        let second = ask.write(&mut made.store, &made.folder.join("b")).unwrap();
        assert_eq!(first, second, "{}", shape.as_str());
        let lossless = matches!(shape, Shape::Jsonl);
        assert_eq!(lossless, first.1.never_held.is_empty(), "{}", shape.as_str());
    }
}
