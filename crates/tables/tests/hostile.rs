//! Whatever stands in a text, every file reads, and what the file could not hold is told.

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::RowAccessor;
use sayso_store::query::Query;
use sayso_store::record::claim::Claim;
use sayso_store::review::{self, Body, Layer};
use sayso_tables::{Export, Grain, Rule, Shape};

use crate::made::{HOSTILE, Made};

pub fn export(grain: Grain, shape: Shape) -> Export {
    Export {
        grain,
        shape,
        query: Query::default(),
        asked: String::new(),
        rule: Rule::MostSources,
        link: false,
        layer: Default::default(),
        guard: true,
        version: "1.0.0+test".into(),
    }
}

fn read_csv(path: &std::path::Path) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let head = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
    (head, rows)
}

#[test]
fn csv_reads_back_and_formulas_are_disarmed() {
    let mut made = Made::new("csv");
    let (manifest, losses) = export(Grain::Reports, Shape::Csv).write(&mut made.store, &made.folder).unwrap();
    let (head, rows) = read_csv(&made.folder.join("sayso-reports.csv"));
    assert_eq!(rows.len(), HOSTILE.len() * 2);
    assert_eq!(manifest.files[0].rows, rows.len() as u64);
    let at = |name: &str| head.iter().position(|h| h == name).unwrap();
    for row in &rows {
        for cell in row {
            let is_number = cell.parse::<f64>().is_ok();
            assert!(is_number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
            assert!(!cell.contains('\0'));
        }
    }
    let titles: Vec<&String> = rows.iter().step_by(2).map(|r| &r[at("title")]).collect();
    assert_eq!(titles[0], "'=HYPERLINK(\"http://example.org\",\"here\")");
    assert_eq!(titles[6], "two\nlines, \"and\" marks");
    assert_eq!(titles[7], "\u{202E}txt.exe\u{202C}", "what only looks odd stays");
    assert_eq!(titles[8], "a\u{FFFD}b");
    assert_eq!(rows[0][at("longitude")], "-24.88", "numbers are as they are");
    assert_eq!(rows[0][at("cameo")], "0195");
    let lost = &losses.in_rows["text that a spreadsheet would run as a formula has an apostrophe before it"];
    assert!(lost.cells >= 12 && lost.first.len() == 5, "{lost:?}");
    let bytes = std::fs::read(made.folder.join("sayso-reports.csv")).unwrap();
    assert_eq!(manifest.files[0].sha256, sayso_store::id::sha256(&bytes));
    assert_eq!(manifest.files[0].bytes, bytes.len() as u64);
}

#[test]
fn without_a_guard_cells_are_as_in_the_text() {
    let mut made = Made::new("bare");
    let asked = Export { guard: false, ..export(Grain::Reports, Shape::Csv) };
    let file = made.folder.join("bare.csv");
    asked.write(&mut made.store, &file).unwrap();
    let (head, rows) = read_csv(&file);
    let title = head.iter().position(|h| h == "title").unwrap();
    let found: Vec<&str> = rows.iter().step_by(2).map(|r| r[title].as_str()).collect();
    let wanted: Vec<String> = HOSTILE.iter().map(|n| n.replace('\0', "\u{FFFD}")).collect();
    assert_eq!(found, wanted);
    for beside in ["manifest.json", "losses.json", "codebook.md", "schema.json"] {
        assert!(made.folder.join(format!("bare.csv.{beside}")).exists(), "{beside}");
    }
}

#[test]
fn identifiers_are_unique_and_offsets_point_at_the_words() {
    let mut made = Made::new("ids");
    let asked = Export { guard: false, ..export(Grain::Reports, Shape::Csv) };
    asked.write(&mut made.store, &made.folder).unwrap();
    let (head, rows) = read_csv(&made.folder.join("sayso-reports.csv"));
    let at = |name: &str| head.iter().position(|h| h == name).unwrap();
    let mut ids: Vec<&String> = rows.iter().map(|r| &r[at("claim_id")]).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), rows.len());
    for row in &rows {
        let document = made.store.document(&row[at("doc_id")]).unwrap().unwrap();
        assert_eq!(row[at("doc_sha256")], document.sha256);
        for what in ["trigger", "evidence"] {
            let number = |end: &str| row[at(&format!("{what}_{end}"))].parse::<usize>().unwrap();
            let (start, end) = (number("start"), number("end"));
            let words: String = document.text.chars().skip(start).take(end - start).collect();
            assert_eq!(row[at(&format!("{what}_text"))], words.replace('\0', "\u{FFFD}"));
        }
        let names = row[at("actor_name")].split("; ").count();
        for column in ["actor_id", "actor_country", "actor_sector", "actor_text"] {
            assert_eq!(row[at(column)].split("; ").count(), names, "{column} of {row:?}");
        }
    }
}

#[test]
fn parquet_holds_the_words_as_they_are() {
    let mut made = Made::new("parquet");
    export(Grain::Reports, Shape::Parquet).write(&mut made.store, &made.folder).unwrap();
    let file = std::fs::File::open(made.folder.join("sayso-reports.parquet")).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let fields = reader.metadata().file_metadata().schema().get_fields().to_vec();
    let at = |name: &str| fields.iter().position(|f| f.name() == name).unwrap();
    let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    assert_eq!(rows.len(), HOSTILE.len() * 2);
    for (row, name) in rows.iter().step_by(2).zip(HOSTILE) {
        assert_eq!(row.get_string(at("title")).unwrap(), name);
        assert_eq!(row.get_long(at("killed_min")).unwrap(), 12);
        assert!(row.get_long(at("killed_max")).is_err(), "an open end is missing");
        assert_eq!(row.get_double(at("longitude")).unwrap(), -24.88);
        assert!(!row.get_bool(at("derived")).unwrap());
        let published = row.get_column_iter().nth(at("published")).unwrap().1.to_string();
        assert_eq!(published, "2024-03-04");
        let last = row.get_column_iter().nth(at("date_high")).unwrap().1.to_string();
        assert_eq!(last, "1969-12-31");
    }
}

#[test]
fn incidents_and_their_members_agree() {
    let mut made = Made::new("incidents");
    let (manifest, _) = export(Grain::Incidents, Shape::Csv).write(&mut made.store, &made.folder).unwrap();
    let (_, rows) = read_csv(&made.folder.join("sayso-incidents.csv"));
    let (_, members) = read_csv(&made.folder.join("sayso-incidents-members.csv"));
    assert!(!rows.is_empty());
    assert_eq!(
        manifest.files.iter().map(|f| f.rows).collect::<Vec<_>>(),
        [rows.len() as u64, members.len() as u64]
    );
    assert_eq!(members.len(), HOSTILE.len(), "every event is in one incident");
    for member in &members {
        assert!(rows.iter().any(|r| r[1] == member[0]));
        assert!(made.store.record(&member[2], None).unwrap().is_some());
    }
    let linked = Export { link: true, ..export(Grain::Reports, Shape::Jsonl) };
    linked.write(&mut made.store, &made.folder).unwrap();
    let text = std::fs::read_to_string(made.folder.join("sayso-reports.jsonl")).unwrap();
    for line in text.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let member = members.iter().find(|m| row["event"] == m[2].as_str()).unwrap();
        assert_eq!(row["incident"], member[0].as_str());
    }
}

#[test]
fn the_same_ledger_gives_the_same_bytes() {
    let mut made = Made::new("same");
    for (grain, shape) in
        [(Grain::Reports, Shape::Parquet), (Grain::Incidents, Shape::Csv), (Grain::Articles, Shape::Jsonl)]
    {
        let first = export(grain, shape).write(&mut made.store, &made.folder.join("a")).unwrap();
        let second = export(grain, shape).write(&mut made.store, &made.folder.join("b")).unwrap();
        assert_eq!(first, second);
    }
}

#[test]
fn a_line_with_tabs_is_a_row_whatever_stands_in_it() {
    for (shape, columns, missing) in [(Shape::Polecat, 40, "None"), (Shape::Icews, 20, "")] {
        let mut made = Made::new(shape.as_str());
        let (manifest, losses) = export(Grain::Reports, shape).write(&mut made.store, &made.folder).unwrap();
        let name = format!("sayso-{}.tsv", shape.as_str());
        let text = std::fs::read_to_string(made.folder.join(name)).unwrap();
        let lines: Vec<Vec<&str>> = text.lines().map(|l| l.split('\t').collect()).collect();
        assert!(lines.iter().all(|l| l.len() == columns), "{shape:?}");
        assert_eq!(lines.len(), HOSTILE.len() + 1, "denials are no events of theirs");
        assert_eq!(manifest.files[0].rows, HOSTILE.len() as u64);
        assert_eq!(losses.in_rows["left out: claims that it did not happen"].cells, HOSTILE.len() as u64);
        assert!(!text.contains(['"', '\0', '\r']));
        let district = lines[0].iter().position(|h| *h == "District").unwrap();
        assert_eq!(lines[1][district], missing);
    }
}

#[test]
fn incidents_are_told_as_acled_and_ucdp_would() {
    let mut made = Made::new("acled");
    export(Grain::Incidents, Shape::Ucdp).write(&mut made.store, &made.folder).unwrap();
    let (head, rows) = read_csv(&made.folder.join("sayso-ucdp.csv"));
    let at = |name: &str| head.iter().position(|h| h == name).unwrap();
    assert!(!rows.is_empty());
    assert_eq!(rows[0][at("best")], "12");
    assert_eq!(rows[0][at("geom_wkt")], "POINT (-24.88 12.05)");
    assert_eq!(rows[0][at("where_prec")], "1");
    let (_, losses) = export(Grain::Incidents, Shape::Acled).write(&mut made.store, &made.folder).unwrap();
    let (_, rows) = read_csv(&made.folder.join("sayso-acled.csv"));
    // Nobody in these texts has a sector, so that no type of ACLED's can be told.
    assert!(rows.is_empty());
    let (_, members) = read_csv(&made.folder.join("sayso-acled-members.csv"));
    assert!(members.is_empty(), "only incidents that are rows have members");
    assert!(losses.in_rows.contains_key("left out: of no type of ACLED's"));
}

#[test]
fn what_people_decided_is_a_layer() {
    let mut made = Made::new("layers");
    let ids: Vec<String> = {
        let rows = made.store.claims(&Query::default()).unwrap();
        rows.iter().map(|r| serde_json::from_str::<Claim>(&r.body).unwrap().id).collect()
    };
    let body = |target: &str, action: &str, correction: Option<(&str, &str)>| Body {
        target: target.to_owned(),
        action: action.to_owned(),
        field: correction.map(|c| c.0.to_owned()),
        new: correction.map(|c| c.1.to_owned()),
        ..Body::default()
    };
    let decided = [
        body(&ids[0], "accept", None),
        body(&ids[1], "reject", None),
        body(&ids[2], "correct", Some(("killed", "15"))),
    ];
    review::write(&mut made.store, ("reader", "1.0.0+test"), &decided, None).unwrap();
    for (layer, rows) in [(Layer::Machine, ids.len()), (Layer::Reviewed, 2), (Layer::Merged, ids.len() - 1)] {
        let asked = Export { layer, ..export(Grain::Reports, Shape::Csv) };
        let (manifest, _) = asked.write(&mut made.store, &made.folder).unwrap();
        assert_eq!((manifest.files[0].rows, manifest.layer.as_str()), (rows as u64, layer.as_str()));
        let (head, read) = read_csv(&made.folder.join("sayso-reports.csv"));
        let killed = head.iter().position(|h| h == "killed_min").unwrap();
        let row = read.iter().find(|r| r[1] == ids[2]).unwrap();
        assert_eq!(row[killed], if layer == Layer::Machine { "12" } else { "15" });
    }
    let asked = Export { layer: Layer::Merged, ..export(Grain::Incidents, Shape::Csv) };
    let error = asked.write(&mut made.store, &made.folder).unwrap_err();
    assert_eq!(error.to_string(), "decisions are about claims: rows of incidents have no layer `merged`");
}

#[test]
fn a_grain_that_a_form_has_not_is_refused() {
    let mut made = Made::new("grain");
    let error = export(Grain::Articles, Shape::Csv).write(&mut made.store, &made.folder).unwrap_err();
    assert_eq!(error.to_string(), "rows of `csv` are reports or incidents, not articles");
}
