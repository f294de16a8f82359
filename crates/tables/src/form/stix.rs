//! STIX 2.1: a bundle in which an article is a report, an event an incident, a claim a note on both, and a denial an opinion too.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use sayso_store::record::claim::{Named, Site};
use serde_json::{Value, json};
use uuid::Uuid;

use super::Form;
use crate::Result;
use crate::codebook::Line;
use crate::country;
use crate::file::File;
use crate::list::List;
use crate::losses::Losses;
use crate::manifest::Piece;
use crate::member::{Member, lines, members, object};
use crate::reports::{Row, name, names_of};
use crate::sink::Out;

pub(crate) static FORM: Form = Form {
    name: "stix",
    about: "A STIX 2.1 bundle. A claim is a `note`; what it is about is an `incident` only if somebody says that it happened or did \
            not, never for what is planned, possible, conditional or demanded. A denial is an `opinion` besides. Identifiers are \
            UUIDs of version 5, made from those of the ledger: the same ledger gives the same ones. `created` and `modified` are \
            the day of publication, or 1970-01-01 where that is not known.",
    lines: || {
        let common = |what: &str| {
            Line {
            name: what.to_owned(),
            kind: "object",
            meaning: "Made of the same claim; `name` is its name, `external_references` hold the identifier of the ledger.".to_owned(),
            from: "claim".to_owned(),
        }
        };
        let mut out: Vec<Line> = ["report", "identity", "location", "incident"].map(common).into();
        out.extend(lines("note.", NOTE));
        out.extend(lines("opinion.", OPINION));
        out
    },
    never: &[
        "chains of sources as objects: `authors` names the innermost, `content` the whole chain",
        "figures of victims, days and roles as fields: `abstract` tells them in words",
        "how exact a place is",
    ],
};

/// Where our names for things become UUIDs.
const SPACE: Uuid = Uuid::from_u128(0x2f0d_6f5e_7c1b_4a7e_9a53_4f1c_8b0e_6d21);

/// Members of a note besides those that all objects have.
static NOTE: &[Member<Row>] = members![Row;
    "abstract" "string" "Type, who, to whom, where and when, how presented and on whose say-so." "claim" |r| json!(r.told());
    "content" "string" "The words that say so, exactly as in the article." "claim.quote.text" |r| json!(r.claim.quote.text);
    "authors" "array" "Innermost source; the publisher for the article's own voice." "claim.says[last]" authors;
    "confidence" "integer" "How often such a record is right, from 0 to 100." "claim.confidence" |r| json!((r.claim.confidence * 100.0).round() as i64);
    "labels" "array" "Status, PLOVER type, and mode." "claim.status, claim.type, claim.mode" |r| json!([&r.claim.status, &r.claim.kind].into_iter().chain(&r.claim.mode).collect::<Vec<_>>());
    "external_references" "array" "The claim, the characters that say so, and the text that they are counted in." "claim.id, claim.quote" references;
];

/// Members of an opinion.
static OPINION: &[Member<Row>] = members![Row;
    "opinion" "string" "Always `strongly-disagree`: the source says that it did not happen." "claim.status" |_| json!("strongly-disagree");
    "explanation" "string" "The words that say so." "claim.quote.text" |r| json!(r.claim.quote.text);
    "authors" "array" "Who denies it." "claim.says[last]" authors;
    "external_references" "array" "The claim." "claim.id" |r| json!([{"source_name": "sayso", "external_id": r.claim.id}]);
];

fn authors(row: &Row) -> Value {
    let last = row.claim.says.last().map(name).or(row.claim.publisher.as_deref());
    last.filter(|a| !a.is_empty()).map_or(Value::Null, |a| json!([a]))
}

fn references(row: &Row) -> Value {
    let quote = &row.claim.quote;
    let place = format!(
        "characters {} to {} (Unicode scalar values from 0, the end is one past the last) of the text with SHA-256 {}",
        quote.start, quote.end, row.sha256
    );
    let mut reference = json!({"source_name": "sayso", "external_id": row.claim.id, "description": place});
    if let Some(url) = &row.claim.url {
        reference["url"] = json!(url);
    }
    json!([reference])
}

/// The identifier of an object of a kind.
fn id(kind: &str, of: &str) -> String {
    format!("{kind}--{}", Uuid::new_v5(&SPACE, format!("{kind}:{of}").as_bytes()))
}

/// Writes objects once; reports at the end, when all that they refer to is known.
pub(crate) struct Stix {
    list: List,
    known: HashSet<String>,
    reports: BTreeMap<String, (Value, BTreeSet<String>)>,
}

impl Stix {
    /// `export` names the bundle.
    pub fn new(out: Out, export: &str) -> Result<Self> {
        let begin = format!("{{\"type\":\"bundle\",\"id\":{},\"objects\":[", json!(id("bundle", export)));
        let list = List::within(out, &begin, "]}")?;
        let mut stix = Self { list, known: HashSet::new(), reports: BTreeMap::new() };
        let maker = json!({"name": "Sayso", "identity_class": "system"});
        stix.put(&id("identity", "sayso"), "1970-01-01", maker)?;
        Ok(stix)
    }

    /// Writes an object with what all objects have, unless it is there.
    fn put(&mut self, id: &str, day: &str, members: Value) -> Result<()> {
        if !self.known.insert(id.to_owned()) {
            return Ok(());
        }
        self.list.add(&whole(id, day, members))
    }

    fn somebody(&mut self, named: &Named) -> Result<Option<String>> {
        let Some(key) = &named.key else { return Ok(None) };
        let id = id("identity", key);
        let class = match (named.class.as_deref(), named.role.as_deref()) {
            (Some("person" | "witness"), _) => "individual",
            (Some("public" | "other" | "unnamed-official"), _) => "class",
            (Some(_), _) | (_, Some("state" | "IGO" | "NGO")) => "organization",
            _ => "unknown",
        };
        self.put(
            &id,
            "1970-01-01",
            json!({
                "name": name(named), "identity_class": class,
                "external_references": [{"source_name": "sayso", "external_id": key}],
            }),
        )?;
        Ok(Some(id))
    }

    fn site(&mut self, site: &Site) -> Result<Option<String>> {
        let mut members = json!({"name": site.name.as_ref().unwrap_or(&site.text)});
        if let (Some(north), Some(east)) = (site.latitude, site.longitude) {
            members["latitude"] = json!(north);
            members["longitude"] = json!(east);
        }
        if let Some(code) = site.country.as_deref().and_then(country::alpha2) {
            members["country"] = json!(code);
        }
        if let Some(admin1) = &site.admin1 {
            members["administrative_area"] = json!(admin1);
        }
        if members.get("latitude").is_none() && members.get("country").is_none() {
            return Ok(None);
        }
        let id = id("location", &members.to_string());
        self.put(&id, "1970-01-01", members)?;
        Ok(Some(id))
    }
}

/// An object with what all objects have.
fn whole(id: &str, day: &str, mut members: Value) -> Value {
    let kind = id.split("--").next().unwrap_or_default();
    let maker = self::id("identity", "sayso");
    let when = format!("{day}T00:00:00.000Z");
    let common =
        [("type", kind), ("spec_version", "2.1"), ("id", id), ("created", &when), ("modified", &when)];
    for (name, value) in common {
        members[name] = json!(value);
    }
    if id != maker {
        members["created_by_ref"] = json!(maker);
    }
    members
}

impl File<Row> for Stix {
    fn row(&mut self, row: &Row, losses: &mut Losses) -> Result<bool> {
        let claim = &row.claim;
        let day = claim.published.as_deref().unwrap_or("1970-01-01");
        let mut refs = BTreeSet::new();
        for named in names_of(claim) {
            match self.somebody(named)? {
                Some(id) => drop(refs.insert(id)),
                None => losses.add("sources and parties that are not named are no identities", &claim.id),
            }
        }
        for site in &claim.places {
            match self.site(site)? {
                Some(id) => drop(refs.insert(id)),
                None => losses.add("places without degrees or country are no locations", &claim.id),
            }
        }
        let incident = id("incident", &claim.event);
        if matches!(claim.status.as_str(), "asserted" | "alleged" | "denied") {
            self.put(
                &incident,
                day,
                json!({
                    "name": row.event(), "labels": [claim.kind],
                    "external_references": [{"source_name": "sayso", "external_id": claim.event}],
                }),
            )?;
            refs.insert(incident.clone());
        }
        let mut note = object(NOTE, row);
        let report = id("report", &claim.document);
        note["object_refs"] = json!(refs.iter().chain([&report]).collect::<Vec<_>>());
        let note_id = id("note", &claim.id);
        self.put(&note_id, day, note)?;
        refs.insert(note_id);
        if claim.status == "denied" {
            let mut opinion = object(OPINION, row);
            opinion["object_refs"] = json!([incident]);
            let opinion_id = id("opinion", &claim.id);
            self.put(&opinion_id, day, opinion)?;
            refs.insert(opinion_id);
        }
        self.reports.entry(report).or_insert_with(|| (about(row, day), BTreeSet::new())).1.extend(refs);
        Ok(true)
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<Piece>> {
        for (id, (mut report, refs)) in std::mem::take(&mut self.reports) {
            report["object_refs"] = json!(refs);
            let day = report["published"].as_str().map(|t| t[..10].to_owned()).unwrap_or_default();
            self.put(&id, &day, report)?;
        }
        Ok(vec![self.list.finish()?])
    }
}

/// The report of an article.
fn about(row: &Row, day: &str) -> Value {
    let claim = &row.claim;
    let mut reference = json!({"source_name": claim.publisher.as_deref().filter(|p| !p.is_empty()).unwrap_or("sayso"), "external_id": claim.document});
    if let Some(url) = &claim.url {
        reference["url"] = json!(url);
    }
    json!({
        "name": claim.title.as_ref().unwrap_or(&claim.document),
        "published": format!("{day}T00:00:00.000Z"),
        "external_references": [reference],
    })
}
