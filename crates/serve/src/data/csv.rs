//! Rows as CSV (RFC 4180): UTF-8, `\n`, a header always, empty for what is missing.

use sayso_store::record::claim::{Claim, Named};

use crate::incidents::Linked;
use sayso_link::Rule;
use sayso_link::matrix::Attribute;

/// Columns of claims; the first says what a row is.
const CLAIMS: &[&str] = &[
    "grain",
    "claim_id",
    "event_id",
    "doc_id",
    "incident_id",
    "event",
    "mode",
    "context",
    "cameo",
    "status",
    "act",
    "derived",
    "actor_name",
    "actor_id",
    "actor_country",
    "actor_sector",
    "target_name",
    "target_id",
    "target_country",
    "target_sector",
    "place",
    "geonameid",
    "latitude",
    "longitude",
    "country",
    "admin1",
    "geo_precision",
    "date_low",
    "date_high",
    "date_precision",
    "killed_low",
    "killed_high",
    "wounded_low",
    "wounded_high",
    "says",
    "origin_name",
    "origin_class",
    "depth",
    "publisher",
    "published",
    "url",
    "title",
    "quote",
    "start_char",
    "end_char",
    "confidence",
    "rule",
    "review_state",
    "reviewed_by",
    "review_reason",
];

/// A table on the way to being written.
pub struct Table {
    out: String,
    first: bool,
}

impl Table {
    fn new(columns: &[&str]) -> Self {
        let mut table = Self { out: String::new(), first: true };
        table.row(columns.iter().map(|c| (*c).to_owned()));
        table
    }

    fn row(&mut self, cells: impl Iterator<Item = String>) {
        self.first = true;
        for mut cell in cells {
            if is_formula(&cell) {
                cell.insert(0, '\'');
            }
            if !std::mem::take(&mut self.first) {
                self.out.push(',');
            }
            if cell.contains(['"', ',', '\n', '\r']) {
                self.out.push('"');
                self.out.push_str(&cell.replace('"', "\"\""));
                self.out.push('"');
            } else {
                self.out.push_str(&cell);
            }
        }
        self.out.push('\n');
    }

    /// The text, and a fresh beginning without a header.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.out)
    }
}

/// Text that a spreadsheet would run: it gets an apostrophe before it, as in the files of `sayso export`.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err()
}

/// A table of claims with its header.
pub fn claims() -> Table {
    Table::new(CLAIMS)
}

/// How a claim was reviewed: state, persons, reasons.
pub type Reviewed = (String, String, String);

/// One row.
pub fn claim(table: &mut Table, claim: &Claim, incident: &str, reviewed: Reviewed) {
    let some = |text: &Option<String>| text.clone().unwrap_or_default();
    let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    let joined =
        |list: &[Named], of: &dyn Fn(&Named) -> String| list.iter().map(of).collect::<Vec<_>>().join("; ");
    let name = |n: &Named| crate::page::sign::name(n).to_owned();
    let four = |list: &[Named]| {
        [
            joined(list, &name),
            joined(list, &|n| some(&n.key)),
            joined(list, &|n| some(&n.country)),
            joined(list, &|n| some(&n.role)),
        ]
    };
    let site = claim.places.first();
    let toll = |kind: &str| {
        let found = claim.casualties.iter().find(|c| c.kind == kind);
        [number(found.and_then(|f| f.low)), number(found.and_then(|f| f.high))]
    };
    let degrees = |d: Option<f64>| d.map(|d| d.to_string()).unwrap_or_default();
    let date = claim.date.as_ref();
    let origin = claim.says.last();
    let mut cells: Vec<String> = ["reports"].map(str::to_owned).to_vec();
    cells.extend([claim.id.clone(), claim.event.clone(), claim.document.clone(), incident.to_owned()]);
    cells.extend([claim.kind.clone(), some(&claim.mode), claim.contexts.join("; "), some(&claim.cameo)]);
    cells.extend([claim.status.clone(), some(&claim.act), claim.derived.to_string()]);
    cells.extend(four(&claim.actors));
    cells.extend(four(&claim.recipients));
    cells.extend([
        site.map(|s| s.name.clone().unwrap_or_else(|| s.text.clone())).unwrap_or_default(),
        site.and_then(|s| s.geonames).map(|g| g.to_string()).unwrap_or_default(),
        degrees(site.and_then(|s| s.latitude)),
        degrees(site.and_then(|s| s.longitude)),
        site.map(|s| some(&s.country)).unwrap_or_default(),
        site.map(|s| some(&s.admin1)).unwrap_or_default(),
        site.map(|s| some(&s.precision)).unwrap_or_default(),
        date.map(|d| some(&d.from)).unwrap_or_default(),
        date.map(|d| some(&d.to)).unwrap_or_default(),
        date.map(|d| d.precision.clone()).unwrap_or_default(),
    ]);
    cells.extend(toll("killed"));
    cells.extend(toll("wounded"));
    cells.extend([
        claim.says.iter().map(name).collect::<Vec<_>>().join(" > "),
        origin.map_or_else(|| some(&claim.publisher), name),
        origin.map(|o| some(&o.class)).unwrap_or_default(),
        claim.says.len().to_string(),
        some(&claim.publisher),
        some(&claim.published),
        some(&claim.url),
        some(&claim.title),
        claim.quote.text.clone(),
        claim.quote.start.to_string(),
        claim.quote.end.to_string(),
        claim.confidence.to_string(),
        claim.rule.clone(),
        reviewed.0,
        reviewed.1,
        reviewed.2,
    ]);
    debug_assert_eq!(cells.len(), CLAIMS.len());
    table.row(cells.into_iter());
}

/// Incidents, each with what a rule picks; the rule is stamped on every row.
pub fn incidents<'a>(all: impl Iterator<Item = &'a Linked>, rule: Rule) -> String {
    let mut columns = vec![
        "grain",
        "incident_id",
        "event",
        "mode",
        "standing",
        "rule",
        "articles",
        "origins",
        "independent_origins",
    ];
    columns.extend(Attribute::ALL.iter().map(|a| a.as_str()));
    let mut table = Table::new(&columns);
    for one in all {
        let picked = one.picked(rule);
        let mut cells = vec![
            "incidents".to_owned(),
            one.incident.id.to_string(),
            one.told[0].kind.to_string(),
            one.told[0].mode.as_ref().map(|m| m.to_string()).unwrap_or_default(),
            one.standing.to_owned(),
            rule.as_str().to_owned(),
            one.matrix.articles.to_string(),
            one.matrix.rows.len().to_string(),
            one.matrix.independent.to_string(),
        ];
        cells.extend(Attribute::ALL.iter().map(|a| picked.get(a).cloned().unwrap_or_default()));
        table.row(cells.into_iter());
    }
    table.take()
}

/// Any rows.
pub fn plain(columns: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut table = Table::new(columns);
    rows.for_each(|cells| table.row(cells.into_iter()));
    table.take()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_disarmed() {
        let cells = ["=1+1", "@SUM(A1)", "+x", "-x", "-24.88", "a=b"].map(str::to_owned).to_vec();
        let text = plain(&["a"], [cells].into_iter());
        assert_eq!(text, "a\n'=1+1,'@SUM(A1),'+x,'-x,-24.88,a=b\n");
    }

    #[test]
    fn cells_are_kept_apart() {
        let text = plain(&["a", "b"], [vec!["x, \"y\"\nz".to_owned(), String::new()]].into_iter());
        assert_eq!(text, "a,b\n\"x, \"\"y\"\"\nz\",\n");
    }
}
