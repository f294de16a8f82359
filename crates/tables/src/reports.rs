//! One row for each claim in each article: which columns?

use std::rc::Rc;

use sayso_model::Document;
use sayso_store::record::claim::{Claim, Figure, Named, Quantity, Site};

use crate::Cell;
use crate::column::{Column, columns};

/// A claim, and what the ledger knows of it besides.
#[derive(Clone, Debug)]
pub struct Row {
    /// Number of its entry.
    pub seq: i64,
    /// Which revision of the claim it is.
    pub rev: i64,
    /// The claim.
    pub claim: Claim,
    /// The claim as its entry has it.
    pub body: String,
    /// SHA-256 of the article's canonical text.
    pub sha256: String,
    /// The incident that its event belongs to, where incidents were asked for.
    pub incident: Option<String>,
    /// The article, for forms that want its words.
    pub document: Option<Rc<Document>>,
}

impl Row {
    /// The event in a line. What is no plain assertion says so first.
    pub(crate) fn event(&self) -> String {
        let claim = &self.claim;
        let mut out = match claim.status.as_str() {
            "asserted" => String::new(),
            status => format!("{status}: "),
        };
        out += &claim.kind;
        if let Some(mode) = &claim.mode {
            out += &format!("/{mode}");
        }
        let all = |list: &[Named]| match list {
            [] => "?".to_owned(),
            list => list.iter().map(name).collect::<Vec<_>>().join(", "),
        };
        out += &format!(": {} → {}", all(&claim.actors), all(&claim.recipients));
        for site in &claim.places {
            out += &format!(", {}", named_place(site));
        }
        match claim.date.as_ref().map(|d| (&d.from, &d.to)) {
            Some((Some(from), Some(to))) if from != to => out += &format!(", {from} to {to}"),
            Some((Some(day), _) | (None, Some(day))) => out += &format!(", {day}"),
            _ => {}
        }
        for figure in &claim.casualties {
            let range = match (figure.low, figure.high) {
                (Some(low), Some(high)) if low != high => format!("{low} to {high}"),
                (Some(low), None) => format!("{low} or more"),
                (None, Some(high)) => format!("up to {high}"),
                (low, high) => low.or(high).map(|n| n.to_string()).unwrap_or_default(),
            };
            out += &format!(", {range} {}", figure.kind);
        }
        out
    }

    /// How it is presented, and on whose say-so.
    pub(crate) fn said(&self) -> String {
        let chain: Vec<&str> = self.claim.says.iter().map(name).collect();
        let by = if chain.is_empty() { "the article".to_owned() } else { chain.join(" > ") };
        format!("{} by {by}", self.claim.status)
    }

    /// Both.
    pub(crate) fn told(&self) -> String {
        format!("{} ({})", self.event(), self.said())
    }
}

/// Columns of reports. New ones are added at the end only.
pub static COLUMNS: &[Column<Row>] = columns![Row;
    "grain" Text "What a row is: always `reports`, one claim of one source in one article." "" |_| "reports".into();
    "claim_id" Text "Identifier of the claim, unique in the ledger and the same when the article is coded again." "claim.id" |r| r.claim.id.as_str().into();
    "claim_rev" Number "Revision of the claim, from 1." "entry.rev" |r| Cell::Number(r.rev);
    "entry" Number "Number of the entry that says so; `--after` goes on from it." "entry.seq" |r| Cell::Number(r.seq);
    "event_id" Text "The event in its article; claims of several sources about one event share it." "claim.event" |r| r.claim.event.as_str().into();
    "statement_id" Text "The statement that puts the claim forward; missing for the article's own voice." "claim.statement" |r| Cell::text(&r.claim.statement);
    "doc_id" Text "The article." "claim.document" |r| r.claim.document.as_str().into();
    "doc_sha256" Text "SHA-256 of the article's canonical text, to which the offsets refer." "document.sha256" |r| r.sha256.as_str().into();
    "incident_id" Text "The incident that the event belongs to; only with `--link`, and missing for what is no incident (threats, plans)." "incident" |r| Cell::text(&r.incident);
    "event_type" Text "PLOVER event type." "claim.type" |r| r.claim.kind.as_str().into();
    "event_mode" Text "PLOVER mode." "claim.mode" |r| Cell::text(&r.claim.mode);
    "contexts" Text "PLOVER contexts, set apart by `; `." "claim.contexts" |r| Cell::many(r.claim.contexts.iter().map(String::as_str), "; ");
    "cameo" Text "Nearest CAMEO code. Text: leading zeros count." "claim.cameo" |r| Cell::text(&r.claim.cameo);
    "derived" Flag "True if the event is made from what a statement does (an accusation, a threat)." "claim.derived" |r| Cell::Flag(r.claim.derived);
    "epistemic_status" Text "How the source presents it: asserted, alleged, denied, possible, conditional, planned, demanded." "claim.status" |r| r.claim.status.as_str().into();
    "speech_act" Text "What the source does by saying it; missing for the article's own voice." "claim.act" |r| Cell::text(&r.claim.act);
    "actor_name" Text "Who does it, set apart by `; `." "claim.actors.name" |r| names(&r.claim.actors);
    "actor_id" Text "The same actors across articles: item of Wikidata, entry of the knowledge base, or name and country; as many as names, `?` if unknown." "claim.actors.key" |r| each(&r.claim.actors, |n| &n.key);
    "actor_country" Text "ISO 3166-1 alpha-3, one for each name, `?` if unknown." "claim.actors.country" |r| each(&r.claim.actors, |n| &n.country);
    "actor_sector" Text "Sector, one for each name, `?` if unknown." "claim.actors.role" |r| each(&r.claim.actors, |n| &n.role);
    "actor_text" Text "The words of the article, one for each name, `?` if it is not named there." "claim.actors.text" |r| each(&r.claim.actors, |n| &n.text);
    "target_name" Text "To whom, set apart by `; `." "claim.recipients.name" |r| names(&r.claim.recipients);
    "target_id" Text "As `actor_id`." "claim.recipients.key" |r| each(&r.claim.recipients, |n| &n.key);
    "target_country" Text "As `actor_country`." "claim.recipients.country" |r| each(&r.claim.recipients, |n| &n.country);
    "target_sector" Text "As `actor_sector`." "claim.recipients.role" |r| each(&r.claim.recipients, |n| &n.role);
    "target_text" Text "As `actor_text`." "claim.recipients.text" |r| each(&r.claim.recipients, |n| &n.text);
    "place" Text "First place of the event: canonical name, or the words." "claim.places[0]" |r| place(r);
    "place_text" Text "Words of the first place." "claim.places[0].text" |r| site(r).map_or(Cell::Missing, |s| s.text.as_str().into());
    "geonameid" Number "GeoNames identifier of the first place." "claim.places[0].geonames" |r| Cell::number(site(r).and_then(|s| s.geonames).map(u64::from));
    "latitude" Real "Degrees north." "claim.places[0].latitude" |r| Cell::real(site(r).and_then(|s| s.latitude));
    "longitude" Real "Degrees east." "claim.places[0].longitude" |r| Cell::real(site(r).and_then(|s| s.longitude));
    "country" Text "ISO 3166-1 alpha-3 of the first place." "claim.places[0].country" |r| site(r).map_or(Cell::Missing, |s| Cell::text(&s.country));
    "admin1" Text "First-order division of the first place." "claim.places[0].admin1" |r| site(r).map_or(Cell::Missing, |s| Cell::text(&s.admin1));
    "geo_precision" Text "How exact the place is: country, admin1, city, facility, region, water." "claim.places[0].precision" |r| site(r).map_or(Cell::Missing, |s| Cell::text(&s.precision));
    "other_places" Text "Further places, set apart by `; `." "claim.places[1..]" |r| Cell::many(r.claim.places.iter().skip(1).map(named_place), "; ");
    "date_low" Day "First day on which it may have been, as the text says; never the day of publication." "claim.date.from" |r| r.claim.date.as_ref().map_or(Cell::Missing, |d| Cell::day(&d.from));
    "date_high" Day "Last day." "claim.date.to" |r| r.claim.date.as_ref().map_or(Cell::Missing, |d| Cell::day(&d.to));
    "date_precision" Text "day, week, month, year …" "claim.date.precision" |r| r.claim.date.as_ref().map_or(Cell::Missing, |d| d.precision.as_str().into());
    "date_text" Text "Words of the date." "claim.date.text" |r| r.claim.date.as_ref().map_or(Cell::Missing, |d| d.text.as_str().into());
    "killed_min" Number "Lowest number of dead that the source gives; missing is not zero." "claim.casualties[killed].low" |r| low(r, "killed");
    "killed_max" Number "Highest number of dead that the source gives; missing beside a `killed_min` is an open end." "claim.casualties[killed].high" |r| high(r, "killed");
    "injured_min" Number "Lowest number of wounded." "claim.casualties[wounded].low" |r| low(r, "wounded");
    "injured_max" Number "Highest number of wounded." "claim.casualties[wounded].high" |r| high(r, "wounded");
    "missing_min" Number "Lowest number of missing persons." "claim.casualties[missing].low" |r| low(r, "missing");
    "missing_max" Number "Highest number of missing persons." "claim.casualties[missing].high" |r| high(r, "missing");
    "displaced_min" Number "Lowest number of displaced persons." "claim.casualties[displaced].low" |r| low(r, "displaced");
    "displaced_max" Number "Highest number of displaced persons." "claim.casualties[displaced].high" |r| high(r, "displaced");
    "detained_min" Number "Lowest number of detained persons." "claim.casualties[detained].low" |r| low(r, "detained");
    "detained_max" Number "Highest number of detained persons." "claim.casualties[detained].high" |r| high(r, "detained");
    "source_chain" Text "On whose say-so, outermost first, set apart by ` > `; missing for the article's own voice." "claim.says" |r| Cell::many(r.claim.says.iter().map(name), " > ");
    "source_depth" Number "How many sources stand between the article and the claim; 0 for the article's own voice." "claim.says" |r| r.claim.says.len().into();
    "origin_name" Text "The innermost source; the publisher for the article's own voice." "claim.says[last].name" |r| origin(r).map_or_else(|| Cell::text(&r.claim.publisher), |n| name(n).into());
    "origin_id" Text "Its identifier across articles." "claim.says[last].key" |r| origin(r).map_or(Cell::Missing, |n| Cell::text(&n.key));
    "source_type" Text "Kind of the innermost source: person, government, media …; missing for the article's own voice." "claim.says[last].class" |r| origin(r).map_or(Cell::Missing, |n| Cell::text(&n.class));
    "trigger_start" Number "First character of the word that carries the event: Unicode scalar values from 0." "claim.trigger.start" |r| r.claim.trigger.start.into();
    "trigger_end" Number "One past its last character." "claim.trigger.end" |r| r.claim.trigger.end.into();
    "trigger_text" Text "That word." "claim.trigger.text" |r| r.claim.trigger.text.as_str().into();
    "evidence_start" Number "First character of the words that say so." "claim.quote.start" |r| r.claim.quote.start.into();
    "evidence_end" Number "One past their last character." "claim.quote.end" |r| r.claim.quote.end.into();
    "evidence_text" Text "These words, exactly as in the article." "claim.quote.text" |r| r.claim.quote.text.as_str().into();
    "title" Text "Headline of the article." "claim.title" |r| Cell::text(&r.claim.title);
    "publisher" Text "Who published the article." "claim.publisher" |r| Cell::text(&r.claim.publisher);
    "published" Day "Day of publication." "claim.published" |r| Cell::day(&r.claim.published);
    "url" Text "Address of the article." "claim.url" |r| Cell::text(&r.claim.url);
    "language" Text "Language of the article." "claim.language" |r| Cell::text(&r.claim.language);
    "rule" Text "The rule that found the event; `sayso explain` shows it at work." "claim.rule" |r| r.claim.rule.as_str().into();
    "confidence" Real "How often such a record is right, from 0 to 1." "claim.confidence" |r| Cell::real(Some(r.claim.confidence));
    "crowd_min" Number "Lowest number of people in the crowd of a protest that the source gives." "claim.quantities[crowd].low" |r| Cell::number(quantity(r, "crowd").and_then(|q| q.low));
    "crowd_max" Number "Highest number; missing beside a `crowd_min` is an open end." "claim.quantities[crowd].high" |r| Cell::number(quantity(r, "crowd").and_then(|q| q.high));
    "aircraft_min" Number "Lowest number of aircraft that take part or are hit, of the first class that the source counts." "claim.quantities[aircraft].low" |r| Cell::number(quantity(r, "aircraft").and_then(|q| q.low));
    "aircraft_max" Number "Highest number of these." "claim.quantities[aircraft].high" |r| Cell::number(quantity(r, "aircraft").and_then(|q| q.high));
    "aircraft_class" Text "aircraft, drone or helicopter." "claim.quantities[aircraft].unit" |r| quantity(r, "aircraft").map_or(Cell::Missing, |q| Cell::text(&q.unit));
    "money_min" Number "Lowest amount of money, in whole units of its currency; the first that the source gives." "claim.quantities[money].low" |r| Cell::number(quantity(r, "money").and_then(|q| q.low));
    "money_max" Number "Highest amount." "claim.quantities[money].high" |r| Cell::number(quantity(r, "money").and_then(|q| q.high));
    "money_currency" Text "ISO 4217 code of its currency; missing if the words fit several." "claim.quantities[money].unit" |r| quantity(r, "money").map_or(Cell::Missing, |q| Cell::text(&q.unit));
    "quantities_text" Text "The words of all crowds, aircraft and amounts that the source gives, set apart by `; `." "claim.quantities.text" |r| Cell::many(r.claim.quantities.iter().map(|q| q.text.as_str()), "; ");
];

/// What somebody is called.
pub(crate) fn name(named: &Named) -> &str {
    named.name.as_deref().or(named.text.as_deref()).unwrap_or("unidentified")
}

/// All who take part in a claim or put it forward.
pub(crate) fn names_of(claim: &Claim) -> impl Iterator<Item = &Named> {
    claim.actors.iter().chain(&claim.recipients).chain(&claim.says)
}

fn names(list: &[Named]) -> Cell<'static> {
    Cell::many(list.iter().map(name), "; ")
}

/// One value for each of a list, so that the third name goes with the third country.
fn each(list: &[Named], of: impl Fn(&Named) -> &Option<String>) -> Cell<'static> {
    Cell::many(list.iter().map(|n| of(n).as_deref().unwrap_or("?")), "; ")
}

fn named_place(site: &Site) -> &str {
    site.name.as_deref().unwrap_or(&site.text)
}

/// The first place.
pub(crate) fn site(row: &Row) -> Option<&Site> {
    row.claim.places.first()
}

fn place(row: &Row) -> Cell<'_> {
    site(row).map_or(Cell::Missing, |s| named_place(s).into())
}

fn origin(row: &Row) -> Option<&Named> {
    row.claim.says.last()
}

pub(crate) fn figure<'a>(claim: &'a Claim, kind: &str) -> Option<&'a Figure> {
    claim.casualties.iter().find(|c| c.kind == kind)
}

fn quantity<'a>(row: &'a Row, kind: &str) -> Option<&'a Quantity> {
    row.claim.quantities.iter().find(|q| q.kind == kind)
}

fn low(row: &Row, kind: &str) -> Cell<'static> {
    Cell::number(figure(&row.claim, kind).and_then(|f| f.low))
}

fn high(row: &Row, kind: &str) -> Cell<'static> {
    Cell::number(figure(&row.claim, kind).and_then(|f| f.high))
}
