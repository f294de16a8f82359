//! PLOVER's objects, one a line, with the names of its manual. What the manual has no name for stands beside under our own, as it
//! allows.

use sayso_store::record::claim::{Claim, Named};
use serde_json::{Value, json};

use super::Form;
use crate::field::polecat::item;
use crate::field::{own_day, scale};
use crate::member::{Member, lines, members};
use crate::reports::{Row, figure, name, site};

pub(crate) static FORM: Form = Form {
    name: "plover",
    about: "PLOVER's objects, one a line: one for each claim in each article. A claim is no deed where `mode` holds one of PLOVER's \
            auxiliary modes `negation` (denied), `future` (planned) or `hypothetical` (possible, conditional, demanded).",
    lines: || lines("", MEMBERS),
    never: &[
        "words of figures; figures beside the first of a kind by one source",
        "religion, ethnicity, gender and age of actors",
    ],
};

/// In the order of the manual; in the file they stand by name.
pub(crate) static MEMBERS: &[Member<Row>] = members![Row;
    "id" "string" "Identifier of the claim, unique in the ledger." "claim.id" |r| json!(r.claim.id);
    "has_event" "boolean" "Always true." "" |_| json!(true);
    "date" "string" "First day of the event, or else the day of publication (then `date_source` is `published`)." "claim.date.from" |r| own_day(&r.claim).or(r.claim.published.as_deref()).map_or(Value::Null, |d| json!(d));
    "date_source" "string" "`text`: the article dates the event; `published`: it does not." "claim.date" |r| json!(if own_day(&r.claim).is_some() { "text" } else { "published" });
    "date_precision" "string" "day, week, month, year …" "claim.date.precision" |r| r.claim.date.as_ref().map_or(Value::Null, |d| json!(d.precision));
    "enddate" "string" "Last day, where the text gives one." "claim.date.to" |r| r.claim.date.as_ref().map_or(Value::Null, |d| json!(d.to));
    "actor" "array" "Who does it: objects of `code` (ISO 3166-1 alpha-3), `sector`, `entity_text` (words of the article), `identifier_text` (name), `identifier_id` (item of Wikidata), `key` (the same actor across articles)." "claim.actors" |r| entities(&r.claim.actors);
    "recipient" "array" "To whom; as `actor`." "claim.recipients" |r| entities(&r.claim.recipients);
    "event" "array" "PLOVER event type." "claim.type" |r| json!([r.claim.kind]);
    "mode" "array" "PLOVER mode, and the auxiliary mode of what is no deed." "claim.mode, claim.status" modes;
    "context" "array" "PLOVER contexts." "claim.contexts" |r| json!(r.claim.contexts);
    "quad_code" "integer" "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict." "ontology" |r| scale(&r.claim.kind, r.claim.mode.as_deref()).map_or(Value::Null, |s| json!(s.0));
    "event_scale" "number" "PLOVER's intensity of the type and mode, from -10 to 10." "ontology" |r| scale(&r.claim.kind, r.claim.mode.as_deref()).map_or(Value::Null, |s| json!(s.1));
    "event_loc.extracted_place" "string" "Words of the first place." "claim.places[0].text" |r| site(r).map_or(Value::Null, |s| json!(s.text));
    "event_loc.resolved_place" "string" "Its canonical name." "claim.places[0].name" |r| site(r).map_or(Value::Null, |s| json!(s.name));
    "event_loc.geonameid" "integer" "GeoNames identifier." "claim.places[0].geonames" |r| site(r).map_or(Value::Null, |s| json!(s.geonames));
    "event_loc.lat" "number" "Degrees north." "claim.places[0].latitude" |r| site(r).map_or(Value::Null, |s| json!(s.latitude));
    "event_loc.lon" "number" "Degrees east." "claim.places[0].longitude" |r| site(r).map_or(Value::Null, |s| json!(s.longitude));
    "event_loc.city" "string" "Its name, if it is a town." "claim.places[0].name" |r| site(r).filter(|s| s.precision.as_deref() == Some("city")).map_or(Value::Null, |s| json!(s.name));
    "event_loc.province" "string" "First-order division." "claim.places[0].admin1" |r| site(r).map_or(Value::Null, |s| json!(s.admin1));
    "event_loc.country_code" "string" "ISO 3166-1 alpha-3." "claim.places[0].country" |r| site(r).map_or(Value::Null, |s| json!(s.country));
    "event_loc.resolution" "integer" "5 within a town, 4 a town, 2 a first-order division, 1 a country; missing for regions and waters." "claim.places[0].precision" resolution;
    "size.dead" "integer" "Lowest number of dead that the source gives, or the highest if it gives no lowest." "claim.casualties[killed]" |r| size(&r.claim, "killed");
    "size.injured" "integer" "The same of wounded." "claim.casualties[wounded]" |r| size(&r.claim, "wounded");
    "size.arrested" "integer" "The same of detained persons." "claim.casualties[detained]" |r| size(&r.claim, "detained");
    "size.ranges" "object" "Lowest and highest of each kind of figure; `null` is an open end." "claim.casualties" ranges;
    "event_text" "array" "The word that carries the event." "claim.trigger.text" |r| json!([r.claim.trigger.text]);
    "text" "string" "The words that say so, exactly as in the article." "claim.quote.text" |r| json!(r.claim.quote.text);
    "text_info.start" "integer" "First character of `text`: Unicode scalar values from 0." "claim.quote.start" |r| json!(r.claim.quote.start);
    "text_info.end" "integer" "One past its last character." "claim.quote.end" |r| json!(r.claim.quote.end);
    "text_info.unit" "string" "Always `char`: Unicode scalar values, as Python counts." "" |_| json!("char");
    "text_info.text_story" "string" "Identifier of the article." "claim.document" |r| json!(r.claim.document);
    "text_info.sha256" "string" "SHA-256 of its canonical text, in which the characters are counted." "document.sha256" |r| json!(r.sha256);
    "link" "string" "Address of the article." "claim.url" |r| json!(r.claim.url);
    "cite_info.title" "string" "Headline." "claim.title" |r| json!(r.claim.title);
    "cite_info.publication" "string" "Who published it." "claim.publisher" |r| json!(r.claim.publisher);
    "cite_info.date" "string" "Day of publication." "claim.published" |r| json!(r.claim.published);
    "cite_info.url" "string" "Its address." "claim.url" |r| json!(r.claim.url);
    "cite_info.language" "string" "Its language." "claim.language" |r| json!(r.claim.language);
    "coder" "string" "The rule that found the event." "claim.rule" |r| json!(format!("sayso {}", r.claim.rule));
    "says" "array" "On whose say-so, outermost first; as `actor`, with `class`. Empty for the article's own voice." "claim.says" |r| entities(&r.claim.says);
    "status" "string" "How the source presents it: asserted, alleged, denied, possible, conditional, planned, demanded." "claim.status" |r| json!(r.claim.status);
    "speech_act" "string" "What the source does by saying it." "claim.act" |r| json!(r.claim.act);
    "cameo" "string" "Nearest CAMEO code." "claim.cameo" |r| json!(r.claim.cameo);
    "confidence" "number" "How often such a record is right, from 0 to 1." "claim.confidence" |r| json!(r.claim.confidence);
    "event_id" "string" "The event in its article; claims of several sources share it." "claim.event" |r| json!(r.claim.event);
    "incident_id" "string" "The incident; only with `--link`." "incident" |r| json!(r.incident);
];

fn entities(list: &[Named]) -> Value {
    let entity = |n: &Named| {
        let members = [
            ("code", n.country.as_deref()),
            ("sector", n.role.as_deref()),
            ("entity_text", n.text.as_deref()),
            ("identifier_text", Some(name(n))),
            ("identifier_id", item(n)),
            ("key", n.key.as_deref()),
            ("class", n.class.as_deref()),
        ];
        let known = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), json!(value?))));
        Value::Object(known.collect())
    };
    Value::Array(list.iter().map(entity).collect())
}

/// PLOVER's auxiliary modes say that something did not happen, or not yet.
fn modes(row: &Row) -> Value {
    let auxiliary = match row.claim.status.as_str() {
        "denied" => Some("negation"),
        "planned" => Some("future"),
        "possible" | "conditional" | "demanded" => Some("hypothetical"),
        _ => None,
    };
    json!(row.claim.mode.as_deref().into_iter().chain(auxiliary).collect::<Vec<_>>())
}

fn resolution(row: &Row) -> Value {
    match site(row).and_then(|s| s.precision.as_deref()) {
        Some("facility") => json!(5),
        Some("city") => json!(4),
        Some("admin1") => json!(2),
        Some("country") => json!(1),
        _ => Value::Null,
    }
}

fn size(claim: &Claim, kind: &str) -> Value {
    figure(claim, kind).and_then(|f| f.low.or(f.high)).map_or(Value::Null, |n| json!(n))
}

fn ranges(row: &Row) -> Value {
    let kinds = ["killed", "wounded", "missing", "displaced", "detained"];
    let range =
        |kind: &str| Some((kind.to_owned(), figure(&row.claim, kind).map(|f| json!([f.low, f.high]))?));
    let known: serde_json::Map<_, _> = kinds.into_iter().filter_map(range).collect();
    if known.is_empty() { Value::Null } else { Value::Object(known) }
}
