//! Incidents of a ledger by their commands.

use serde_json::Value;

use crate::run::{folder, sayso};

fn lines(out: &[u8]) -> Vec<Value> {
    out.split(|&b| b == b'\n').filter(|l| !l.is_empty()).map(|l| serde_json::from_slice(l).unwrap()).collect()
}

#[test]
fn two_articles_one_incident_two_tolls_and_a_denial() {
    let folder = folder("incidents");
    let db = folder.join("l.db");
    let db = db.to_str().unwrap();
    let articles = [
        (
            "2025-03-04",
            "An air strike on a market in Nyala killed 31 people on Tuesday, medics said. The army denied that it had attacked \
             the market in Nyala.",
        ),
        (
            "2025-03-05",
            "An air strike on a market in Nyala killed at least 27 people on Tuesday, the governor of the state said on Wednesday. \
             The army threatened to strike again if the rebels do not leave the town.",
        ),
        ("2025-03-05", "A boat sank off Lagos on Tuesday and four people drowned, the police said."),
    ];
    for (number, (date, text)) in articles.iter().enumerate() {
        let file = folder.join(format!("{number}.txt"));
        std::fs::write(&file, text).unwrap();
        let run = sayso(&["ingest", "--db", db, "--published", date, file.to_str().unwrap()], b"");
        assert_eq!(run.status, Some(0), "{}", run.stderr);
    }
    let run = sayso(&["incidents", "--db", db, "-f", "jsonl", "--rule", "lowest", "type:ASSAULT"], b"");
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let rows = lines(&run.stdout);
    assert_eq!(rows[0]["articles"], 2, "{rows:#?}");
    assert_eq!((&rows[0]["values"]["killed"], &rows[0]["rule"]), (&"≥27".into(), &"lowest".into()));
    assert_eq!(rows[0]["standing"], "disputed");
    let id = rows[0]["incident"].as_str().unwrap();
    let run = sayso(&["conflicts", "--db", db, "-f", "jsonl", "--incident", id], b"");
    let found = lines(&run.stdout);
    let origins: Vec<&str> = found[0]["matrix"]["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|r| r["origin"]["name"].as_str())
        .collect();
    assert!(
        origins.iter().any(|o| o.contains("medics")) && origins.iter().any(|o| o.contains("rmy")),
        "{origins:?}"
    );
    let table = sayso(&["conflicts", "--db", db, "-f", "table", "--incident", id], b"");
    let table = String::from_utf8(table.stdout).unwrap();
    assert!(table.contains("31") && table.contains("≥27") && table.contains("denied"), "{table}");
    let run = sayso(&["commitments", "--db", db, "-f", "jsonl"], b"");
    let threats = lines(&run.stdout);
    assert!(threats.iter().any(|t| t["state"] == "open"), "{threats:#?}");
    // What is not there is said so.
    let run = sayso(&["conflicts", "--db", db, "--incident", "inc_000000000000"], b"");
    assert_eq!(run.status, Some(1));
    assert!(run.stderr.contains("no incident"), "{}", run.stderr);
    let run = sayso(&["incidents", "--db", db, "--rule", "mean"], b"");
    assert_eq!(run.status, Some(2));
    assert!(run.stderr.contains("most-sources"), "{}", run.stderr);
}
