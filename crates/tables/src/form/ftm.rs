//! FollowTheMoney entities, one a line: articles, events, who takes part in them, and who says so.

use std::collections::HashSet;

use sayso_store::id;
use sayso_store::record::claim::Named;
use serde_json::{Value, json};

use super::Form;
use crate::Result;
use crate::codebook::Line;
use crate::country;
use crate::field::{own_day, unfit};
use crate::file::File;
use crate::list::List;
use crate::losses::Losses;
use crate::manifest::Piece;
use crate::member::{Member, lines, members, object};
use crate::reports::{Row, name, names_of, site};
use crate::sink::Out;

pub(crate) static FORM: Form = Form {
    name: "ftm",
    about: "FollowTheMoney entities, one a line: an `Article` for each article, an `Event` for each event in it, a `Documentation` \
            for each claim, and an entity for everybody who takes part or speaks. An event is what somebody says: its \
            documentation tells who, and how.",
    lines: || {
        let mut out: Vec<Line> = Vec::new();
        for (schema, members) in [("Article", ARTICLE), ("Event", EVENT), ("Documentation", CLAIM)] {
            out.extend(lines(&format!("{schema}."), members));
        }
        out.extend(lines("Person, PublicBody, Organization, Company, LegalEntity: ", WHO));
        out
    },
    never: &[
        "who does it and who has it done to them are both `involved`; the name of the event tells them apart",
        "chains of sources: `role` has them as words, entities are made of each source",
        "degrees: `Event` has no point; offsets of words",
    ],
};

/// Properties of an article.
static ARTICLE: &[Member<Row>] = members![Row;
    "title" "name" "Headline, or the identifier." "claim.title" |r| json!(r.claim.title.as_ref().unwrap_or(&r.claim.document));
    "publisher" "string" "Who published it." "claim.publisher" |r| json!(r.claim.publisher);
    "publishedAt" "date" "Day of publication." "claim.published" |r| json!(r.claim.published);
    "sourceUrl" "url" "Its address." "claim.url" |r| address(r);
    "language" "language" "ISO 639-3." "claim.language" |r| language(r);
];

/// Properties of an event.
static EVENT: &[Member<Row>] = members![Row;
    "name" "name" "Type, who, to whom, where, when." "claim" |r| json!(r.event());
    "summary" "text" "The words that say so, by the first claim." "claim.quote.text" |r| json!(r.claim.quote.text);
    "startDate" "date" "First day, as the text says." "claim.date.from" |r| json!(own_day(&r.claim));
    "endDate" "date" "Last day." "claim.date.to" |r| json!(r.claim.date.as_ref().and_then(|d| d.to.as_ref()));
    "location" "string" "First place." "claim.places[0].name" |r| site(r).map_or(Value::Null, |s| json!(s.name.as_ref().unwrap_or(&s.text)));
    "country" "country" "ISO 3166-1 alpha-2 of the first place." "claim.places[0].country" |r| code(site(r).and_then(|s| s.country.as_deref()));
    "involved" "entity" "Who does it and to whom." "claim.actors, claim.recipients" |r| Value::Array(r.claim.actors.iter().chain(&r.claim.recipients).filter_map(|n| Some(json!(id_of(n)?))).collect());
    "keywords" "string" "PLOVER type, mode and contexts." "claim.type" |r| json!([&r.claim.kind].into_iter().chain(&r.claim.mode).chain(&r.claim.contexts).collect::<Vec<_>>());
    "recordId" "string" "The event." "claim.event" |r| json!(r.claim.event);
    "proof" "entity" "The article." "claim.document" |r| json!(id_for(&r.claim.document));
];

/// Properties of a claim.
static CLAIM: &[Member<Row>] = members![Row;
    "document" "entity" "The article." "claim.document" |r| json!(id_for(&r.claim.document));
    "entity" "entity" "The event." "claim.event" |r| json!(id_for(&r.claim.event));
    "role" "string" "How it is presented, and on whose say-so, outermost first." "claim.status, claim.says" |r| json!(r.said());
    "status" "string" "asserted, alleged, denied, possible, conditional, planned, demanded." "claim.status" |r| json!(r.claim.status);
    "summary" "text" "The words that say so, exactly as in the article." "claim.quote.text" |r| json!(r.claim.quote.text);
    "date" "date" "Day of publication." "claim.published" |r| json!(r.claim.published);
    "recordId" "string" "The claim." "claim.id" |r| json!(r.claim.id);
    "publisher" "string" "Who published the article." "claim.publisher" |r| json!(r.claim.publisher);
    "sourceUrl" "url" "Address of the article." "claim.url" |r| address(r);
];

/// Properties of somebody.
static WHO: &[Member<Named>] = members![Named;
    "name" "name" "Name." "name" |n| json!(name(n));
    "alias" "name" "The words of the article that named them first." "text" |n| n.text.as_ref().filter(|t| *t != name(n)).map_or(Value::Null, |t| json!(t));
    "country" "country" "ISO 3166-1 alpha-2." "country" |n| code(n.country.as_deref());
    "sector" "string" "Sector or class of source." "role, class" |n| json!(n.role.as_ref().or(n.class.as_ref()));
    "wikidataId" "identifier" "Item of Wikidata." "key" |n| json!(crate::field::polecat::item(n));
];

fn address(row: &Row) -> Value {
    let web = |u: &&String| u.starts_with("http://") || u.starts_with("https://");
    row.claim.url.as_ref().filter(web).map_or(Value::Null, |u| json!(u))
}

fn language(row: &Row) -> Value {
    match row.claim.language.as_deref() {
        Some("en") => json!("eng"),
        _ => Value::Null,
    }
}

fn code(alpha3: Option<&str>) -> Value {
    alpha3.and_then(country::alpha2).map_or(Value::Null, |c| json!(c.to_ascii_lowercase()))
}

/// An identifier as FollowTheMoney has them: no underscore is needed, but a letter first.
fn id_for(id: &str) -> String {
    id.replace('_', "-")
}

fn id_of(named: &Named) -> Option<String> {
    named.key.as_deref().map(|key| id_for(&id::of("act", &[key])))
}

/// An event is read as a deed: of what is none there is no entity. A denial has its documentation, which says so.
fn unfit_but_denied(row: &Row) -> Option<&'static str> {
    if row.claim.status == "denied" { None } else { unfit(row) }
}

/// What somebody is, as far as the first claim that names them tells.
fn schema(named: &Named) -> &'static str {
    match (named.class.as_deref(), named.role.as_deref()) {
        (Some("person" | "witness"), _) => "Person",
        (Some("government" | "military" | "police" | "court"), _) | (_, Some("state")) => "PublicBody",
        (Some("company" | "media"), _) => "Company",
        (Some("ngo" | "igo" | "armed-group"), _) | (_, Some("IGO" | "NGO")) => "Organization",
        _ => "LegalEntity",
    }
}

/// Writes each entity once.
pub(crate) struct Ftm {
    list: List,
    known: HashSet<String>,
}

impl Ftm {
    pub fn new(out: Out) -> Self {
        Self { list: List::lines(out), known: HashSet::new() }
    }

    fn entity<R>(&mut self, id: String, schema: &str, members: &'static [Member<R>], row: &R) -> Result<()> {
        if !self.known.insert(id.clone()) {
            return Ok(());
        }
        let Value::Object(known) = object(members, row) else { return Ok(()) };
        let list = |value: Value| match value {
            Value::Array(all) => Value::Array(all),
            one => json!([one]),
        };
        let properties: serde_json::Map<String, Value> =
            known.into_iter().map(|(name, value)| (name, list(value))).filter(|p| p.1 != json!([])).collect();
        self.list.add(&json!({"id": id, "schema": schema, "properties": properties}))
    }
}

impl File<Row> for Ftm {
    fn row(&mut self, row: &Row, losses: &mut Losses) -> Result<bool> {
        let claim = &row.claim;
        if let Some(why) = unfit_but_denied(row) {
            losses.add(why, &claim.id);
            return Ok(false);
        }
        self.entity(id_for(&claim.document), "Article", ARTICLE, row)?;
        for named in names_of(claim) {
            match id_of(named) {
                Some(id) => self.entity(id, schema(named), WHO, named)?,
                None => losses.add("sources and parties that are not named are no entities", &claim.id),
            }
        }
        self.entity(id_for(&claim.event), "Event", EVENT, row)?;
        self.entity(id_for(&claim.id), "Documentation", CLAIM, row)?;
        Ok(true)
    }

    fn finish(self: Box<Self>) -> Result<Vec<Piece>> {
        Ok(vec![self.list.finish()?])
    }
}
