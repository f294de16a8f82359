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
    let steps = found[0]["steps"].as_array().unwrap();
    assert!(
        steps.iter().any(|s| s["figure"] == "31") && steps.iter().any(|s| s["figure"] == "≥27"),
        "{steps:?}"
    );
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
    // It is kept, and kept again only if something is other.
    let link = sayso(&["link", "--db", db], b"");
    assert!(link.stderr.starts_with("link 3 articles"), "{}", link.stderr);
    let again = sayso(&["link", "--db", db], b"");
    assert!(again.stderr.contains("0 blocks"), "{}", again.stderr);
    let kept = lines(&sayso(&["show", "--db", db, "-f", "jsonl", id], b"").stdout);
    assert_eq!(
        kept[0]["record"]["reports"].as_array().unwrap().len(),
        rows[0]["reports"].as_array().unwrap().len()
    );
    // One report is said to be of another event, and then not.
    let event = kept[0]["record"]["reports"].as_array().unwrap().last().unwrap()["event"].as_str().unwrap();
    let why = ["--why", "another market", "--by", "A. Reader"];
    let apart = sayso(&[&["different", "--db", db, event, id], &why[..]].concat(), b"");
    assert_eq!(apart.status, Some(0), "{}", apart.stderr);
    let page = sayso(&["conflicts", "--db", db, "-f", "table", id], b"");
    let page = String::from_utf8(page.stdout).unwrap();
    assert!(page.contains("decided different by A. Reader: another market"), "{page}");
    assert!(!page.contains("≥27"), "{page}");
    let link = sayso(&["link", "--db", db], b"");
    assert!(link.stderr.contains("1 new · 1 changed"), "{}", link.stderr);
    let undo = sayso(&["different", "--db", db, event, "--undo", "--by", "A. Reader"], b"");
    assert_eq!(undo.status, Some(0), "{}", undo.stderr);
    sayso(&["link", "--db", db], b"");
    let back = lines(&sayso(&["show", "--db", db, "-f", "jsonl", id], b"").stdout);
    assert_eq!(back[0]["record"], kept[0]["record"]);
    let history = lines(&sayso(&["show", "--db", db, id, "--history"], b"").stdout);
    assert_eq!(history.len(), 3, "{history:#?}");
    let nobody = sayso(&["same", "--db", db, "evt_0000000000000000", id, "--by", "A. Reader"], b"");
    assert_eq!(nobody.status, Some(1));
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
