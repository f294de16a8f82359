//! Lists and single things, in each of their forms.

use maud::{Markup, html};
use sayso_link::Rule;
use sayso_store::query::Cast;
use serde_json::{Value, json};

use super::{CSV, HTML, JSON, Reply};
use crate::ask::{Ask, LIMIT_MAX};
use crate::data::{csv, geo, json as wire};
use crate::desk::Work;
use crate::index::{FACETS, Index, Line, Scope};
use crate::page::{self, ledger};
use crate::problem::Problem;

/// Rows of a page of JSON.
const PAGE: usize = 100;
/// The most rows of one file.
const FILE_MAX: usize = 200_000;
/// Rows that are read at a time.
const BATCH: usize = 2_000;

/// Rows of the table, for a script that scrolls.
pub fn fragment(work: &mut Work, ask: &Ask) -> Result<Markup, Problem> {
    let most = ask.limit.unwrap_or(ledger::ROWS).min(ledger::ROWS_MAX);
    let slice = ledger::slice(work, ask, most)?;
    let incidents = work.known_incidents();
    Ok(html! { table { tbody { (ledger::rows(&slice, incidents.as_deref())) } } })
}

pub fn claims_json(work: &mut Work, ask: &Ask) -> Result<Reply, Problem> {
    let most = ask.limit.unwrap_or(PAGE).min(LIMIT_MAX);
    let slice = ledger::slice(work, ask, most)?;
    let index = &slice.index;
    let line = |at: u32| &index.lines[at as usize];
    let rows: Vec<Value> = slice.rows.iter().map(|(at, claim)| row(index, line(*at), claim)).collect();
    let end = slice.from + rows.len();
    let next = (end < slice.chosen.len() && end > 0).then(|| line(slice.chosen[end - 1]).seq.to_string());
    let next_url = next.as_ref().map(|n| {
        let query = ledger::joined(&ask.query(), "after", n);
        format!("/claims.json{}", ledger::joined(&query, "limit", &most.to_string()))
    });
    let joined = work.joined(index);
    let scope = Scope { index, joined: joined.as_deref() };
    let facets: serde_json::Map<String, Value> =
        FACETS.iter().map(|f| (f.name.to_owned(), json!(f.count(scope, &slice.chosen, 50)))).collect();
    let count = slice.chosen.len();
    let list = wire::List {
        rows,
        count,
        next,
        next_url: next_url.clone(),
        head: index.head,
        facets: Value::Object(facets),
    };
    Ok(Reply { next: next_url, ..Reply::json(&list) })
}

fn row(index: &Index, line: &Line, claim: &sayso_store::record::claim::Claim) -> Value {
    let mut value = json!(claim);
    value["seq"] = json!(line.seq);
    value["offset_unit"] = json!("char");
    if let Some(standing) = index.standing(line) {
        value["review"] = json!({ "state": standing.state(), "decisions": standing.decisions });
    }
    value
}

/// Goes through all claims that were asked for, some at a time.
fn each(
    work: &mut Work,
    ask: &Ask,
    mut put: impl FnMut(&Index, &Line, &sayso_store::record::claim::Claim),
) -> Result<(), Problem> {
    let index = work.index_for(ask)?;
    let chosen = work.chosen(&index, ask)?;
    let most = ask.limit.unwrap_or(FILE_MAX);
    if ask.limit.is_none() && chosen.len() > FILE_MAX {
        return Err(Problem::bad(format!("{} claims are more than one file holds here", chosen.len()))
            .hint("narrow the question, or use `sayso export` on the ledger"));
    }
    for places in chosen[..chosen.len().min(most)].chunks(BATCH) {
        for (at, claim) in ledger::read(work, &index, places, ask.layer)? {
            put(&index, &index.lines[at as usize], &claim);
        }
    }
    Ok(())
}

pub fn claims_jsonl(work: &mut Work, ask: &Ask) -> Result<Reply, Problem> {
    let mut out = Vec::new();
    each(work, ask, |index, line, claim| out.extend(wire::bytes(&row(index, line, claim))))?;
    Ok(Reply::new("application/jsonl", out).saved_as("claims-reports.jsonl"))
}

pub fn claims_csv(work: &mut Work, ask: &Ask) -> Result<Reply, Problem> {
    let linked = work.known_incidents();
    let mut table = csv::claims();
    each(work, ask, |index, line, claim| {
        let at = linked
            .as_ref()
            .and_then(|l| l.of_event.get(&claim.event).map(|&at| l.all[at].incident.id.to_string()));
        let reviewed = index.standing(line).map_or_else(
            || ("open".to_owned(), String::new(), String::new()),
            |s| {
                let list = |of: &dyn Fn(&crate::review::Decided) -> Option<String>| {
                    let mut all: Vec<String> = s.decisions.iter().filter_map(of).collect();
                    all.dedup();
                    all.join("; ")
                };
                (s.state().to_owned(), list(&|d| Some(d.by.clone())), list(&|d| d.body.reason.clone()))
            },
        );
        csv::claim(&mut table, claim, at.as_deref().unwrap_or(""), reviewed);
    })?;
    Ok(Reply::new(CSV, table.take()).saved_as("claims-reports.csv"))
}

pub fn claims_geojson(work: &mut Work, ask: &Ask) -> Result<Reply, Problem> {
    let (mut features, mut unplaced) = (Vec::new(), 0);
    each(work, ask, |_, _, claim| match geo::claim(claim) {
        Some(feature) => features.push(feature),
        None => unplaced += 1,
    })?;
    let body = wire::bytes(&geo::collection(&features, unplaced, false));
    Ok(Reply::new("application/geo+json", body).saved_as("claims-reports.geojson"))
}

pub fn claim(work: &mut Work, ask: &Ask, id: &str) -> Result<Reply, Problem> {
    if let Some(id) = id.strip_suffix(".json") {
        let view = page::claim::view(work, id)?;
        let mut value = json!(view.claim);
        value["seq"] = json!(view.seq);
        value["offset_unit"] = json!("char");
        value["sha256"] = json!(view.sha256);
        value["citation"] = json!(page::claim::citation(&view, page::claim::Form::Plain));
        if let Some(standing) = &view.standing {
            value["review"] = json!({ "state": standing.state(), "decisions": standing.decisions });
        }
        return Ok(Reply::json(&value));
    }
    if let Some(id) = id.strip_suffix(".bib") {
        let view = page::claim::view(work, id)?;
        let text = page::claim::citation(&view, page::claim::Form::Bibtex);
        return Ok(Reply::new("application/x-bibtex; charset=utf-8", text).saved_as(format!("{id}.bib")));
    }
    if ask.get("peek").is_some() {
        let view = page::claim::view(work, id)?;
        return Ok(Reply::new(HTML, page::claim::peek(work, &view).into_string()));
    }
    Ok(Reply::new(HTML, page::claim::claim(work, id)?.into_string()))
}

pub fn articles_json(work: &mut Work, ask: &Ask) -> Result<Reply, Problem> {
    let most = ask.limit.unwrap_or(PAGE).min(LIMIT_MAX);
    let rows = page::articles::rows(work, ask, most)?;
    let next = (rows.len() == most).then(|| rows[rows.len() - 1].seq.to_string());
    let next_url =
        next.as_ref().map(|n| format!("/articles.json{}", ledger::joined(&ask.query(), "after", n)));
    let all = sayso_store::query::Query { filter: ask.filter.clone(), ..Default::default() };
    let count =
        if next.is_none() && ask.after.is_none() { rows.len() } else { work.store.documents(&all)?.len() };
    let head = work.store.head()?.seq;
    let list = wire::List { rows, count, next, next_url: next_url.clone(), head, facets: Value::Null };
    Ok(Reply { next: next_url, ..Reply::json(&list) })
}

pub fn articles_csv(work: &mut Work, ask: &Ask) -> Result<Reply, Problem> {
    let columns =
        ["doc_id", "published", "publisher", "title", "url", "language", "claims", "sha256", "name"];
    let rows = page::articles::rows(work, ask, FILE_MAX)?;
    let cells = rows.into_iter().map(|r| {
        let some = Option::unwrap_or_default;
        vec![
            r.id,
            some(r.published),
            some(r.publisher),
            some(r.title),
            some(r.url),
            some(r.language),
            r.claims.to_string(),
            r.sha256,
            r.name,
        ]
    });
    Ok(Reply::new(CSV, csv::plain(&columns, cells)).saved_as("articles.csv"))
}

pub fn article(work: &mut Work, ask: &Ask, id: &str) -> Result<Reply, Problem> {
    if let Some(id) = id.strip_suffix(".json") {
        let missing = || Problem::missing(format!("the ledger holds no article `{id}`"));
        let (records, version) =
            work.store.ledger(id, None)?.filter(|_| id.starts_with("doc_")).ok_or_else(missing)?;
        let mut out = Vec::new();
        sayso_export::json::write_line(&records, &version, &mut out).map_err(|_| missing())?;
        return Ok(Reply::new(JSON, out));
    }
    Ok(Reply::new(HTML, page::article::article(work, id, ask.get("claim"))?.into_string()))
}

pub fn incidents_json(work: &mut Work, ask: &Ask) -> Result<Reply, Problem> {
    let rule = page::incidents::rule(ask)?;
    let (linked, all) = page::incidents::chosen(work, ask)?;
    let most = ask.limit.unwrap_or(PAGE).min(LIMIT_MAX);
    let from = ask.after.map_or(ask.from, |after| usize::try_from(after).unwrap_or(0)).min(all.len());
    let end = (from + most).min(all.len());
    let rows: Vec<Value> =
        all[from..end].iter().map(|&at| wire::incident(&linked, &linked.all[at], rule, false)).collect();
    let next = (end < all.len()).then(|| end.to_string());
    let next_url =
        next.as_ref().map(|n| format!("/incidents.json{}", ledger::joined(&ask.query(), "after", n)));
    let list = wire::List {
        rows,
        count: all.len(),
        next,
        next_url: next_url.clone(),
        head: linked.state.0,
        facets: Value::Null,
    };
    Ok(Reply { next: next_url, ..Reply::json(&list) })
}

pub fn incidents_csv(work: &mut Work, ask: &Ask) -> Result<Reply, Problem> {
    let rule = page::incidents::rule(ask)?;
    let (linked, all) = page::incidents::chosen(work, ask)?;
    let text = csv::incidents(all.iter().map(|&at| &linked.all[at]), rule);
    Ok(Reply::new(CSV, text).saved_as("incidents.csv"))
}

pub fn incidents_geojson(work: &mut Work, ask: &Ask) -> Result<Reply, Problem> {
    let rule = page::incidents::rule(ask)?;
    let (linked, all) = page::incidents::chosen(work, ask)?;
    let features: Vec<Value> = all.iter().filter_map(|&at| geo::incident(&linked.all[at], rule)).collect();
    let body = wire::bytes(&geo::collection(&features, all.len() - features.len(), false));
    Ok(Reply::new("application/geo+json", body).saved_as("incidents.geojson"))
}

pub fn incident(work: &mut Work, ask: &Ask, id: &str) -> Result<Reply, Problem> {
    if let Some(id) = id.strip_suffix(".json") {
        let rule = page::incidents::rule(ask).unwrap_or(Rule::MostSources);
        let linked = work.incidents()?;
        let one = linked.find(id).ok_or_else(|| Problem::missing(format!("there is no incident `{id}`")))?;
        return Ok(Reply::json(&wire::incident(&linked, one, rule, true)));
    }
    if let Some(id) = id.strip_suffix(".html") {
        return Ok(
            Reply::new(HTML, page::dossier::dossier(work, id)?.into_string()).saved_as(format!("{id}.html"))
        );
    }
    Ok(Reply::new(HTML, page::incident::incident(work, id)?.into_string()))
}

pub fn commitments_json(work: &mut Work, ask: &Ask) -> Result<Reply, Problem> {
    let linked = work.incidents()?;
    let all = page::commitments::chosen(&linked, ask);
    let most = ask.limit.unwrap_or(PAGE).min(LIMIT_MAX);
    let from = ask.after.map_or(ask.from, |after| usize::try_from(after).unwrap_or(0)).min(all.len());
    let end = (from + most).min(all.len());
    let article = |key: &sayso_link::Key| linked.article(key).map(|a| a.id.clone());
    let rows: Vec<Value> = all[from..end]
        .iter()
        .map(|(commitment, outcome)| {
            let sayings: Vec<Value> = commitment
                .pledges
                .iter()
                .map(|p| json!({ "document": article(&p.key), "published": p.published, "said": p.said, "by": p.by.party, "to": p.to, "words": p.words, "condition": p.condition }))
                .collect();
            let places = |keys: &[sayso_link::Key]| keys.iter().filter_map(article).collect::<Vec<_>>();
            json!({ "id": commitment.id, "kind": commitment.kind().as_str(), "state": outcome.state.as_str(), "sayings": sayings,
                "deed_reported": places(&outcome.deed), "condition_reported": places(&outcome.condition), "withdrawn_in": places(&outcome.withdrawal) })
        })
        .collect();
    let next = (end < all.len()).then(|| end.to_string());
    let next_url =
        next.as_ref().map(|n| format!("/commitments.json{}", ledger::joined(&ask.query(), "after", n)));
    let list = wire::List {
        rows,
        count: all.len(),
        next,
        next_url: next_url.clone(),
        head: linked.state.0,
        facets: Value::Null,
    };
    Ok(Reply { next: next_url, ..Reply::json(&list) })
}

pub fn actors_json(work: &mut Work, ask: &Ask) -> Result<Reply, Problem> {
    people_json(work, ask, Cast::Parties)
}

pub fn sources_json(work: &mut Work, ask: &Ask) -> Result<Reply, Problem> {
    people_json(work, ask, Cast::Sources)
}

fn people_json(work: &mut Work, ask: &Ask, cast: Cast) -> Result<Reply, Problem> {
    let rows = page::people::rows(work, ask, cast)?;
    let head = work.store.head()?.seq;
    let count = rows.len();
    Ok(Reply::json(&wire::List { rows, count, next: None, next_url: None, head, facets: Value::Null }))
}

pub fn actors_csv(work: &mut Work, ask: &Ask) -> Result<Reply, Problem> {
    people_csv(work, ask, Cast::Parties, "actors.csv")
}

pub fn sources_csv(work: &mut Work, ask: &Ask) -> Result<Reply, Problem> {
    people_csv(work, ask, Cast::Sources, "sources.csv")
}

fn people_csv(work: &mut Work, ask: &Ask, cast: Cast, file: &str) -> Result<Reply, Problem> {
    let all = Ask { limit: ask.limit.or(Some(FILE_MAX)), ..ask.clone() };
    let columns = ["key", "name", "country", "sector", "acts", "is_acted_upon", "says", "articles"];
    let cells = page::people::rows(work, &all, cast)?.into_iter().map(|r| {
        let some = Option::unwrap_or_default;
        let numbers = [r.acts, r.suffers, r.says, r.documents].map(|n| n.to_string());
        [r.key, some(r.name), some(r.country), some(r.role)].into_iter().chain(numbers).collect()
    });
    Ok(Reply::new(CSV, csv::plain(&columns, cells)).saved_as(file))
}

/// Decisions with the claims that they are about, as the machine wrote them.
pub fn decisions_jsonl(work: &mut Work, ask: &Ask) -> Result<Reply, Problem> {
    let index = work.index_for(ask)?;
    let mut out = Vec::new();
    for decided in page::review::decisions(&index) {
        let claim = work.store.record(&decided.body.target, None)?.and_then(|e| e.body);
        let claim: Value = claim.and_then(|b| serde_json::from_str(&b).ok()).unwrap_or(Value::Null);
        let orphan = claim.is_null();
        out.extend(wire::bytes(
            &json!({ "decision": decided, "claim": claim, "orphan": orphan, "offset_unit": "char" }),
        ));
    }
    Ok(Reply::new("application/jsonl", out).saved_as("decisions.jsonl"))
}
