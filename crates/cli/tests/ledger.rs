//! A ledger by its commands: taken in, killed, asked, checked.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::run::{Run, folder, sayso};

/// How often the program is killed; `SAYSO_KILLS=50` for the whole of it.
fn kills() -> u64 {
    std::env::var("SAYSO_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(6)
}

fn news(folder: &Path) -> PathBuf {
    let news = folder.join("news");
    std::fs::create_dir_all(&news).unwrap();
    for n in 0..150 {
        let town = ["Nyala", "Kadugli", "Kassala", "Gedaref"][n % 4];
        let text = format!(
            "KHARTOUM (Reuters) - The army killed at least {n} people in an air strike on {town} on Monday, \
             two witnesses said. The government denied that it had attacked the town.\n\n"
        );
        std::fs::write(news.join(format!("{n:03}.txt")), text.repeat(1 + n % 4)).unwrap();
    }
    std::fs::write(news.join("050b.txt"), b"\xff\xff\xff").unwrap();
    news
}

fn ask(db: &Path, args: &[&str]) -> Run {
    let mut all = vec![args[0], "--db", db.to_str().unwrap()];
    all.extend(&args[1..]);
    sayso(&all, b"")
}

fn lines(run: &Run) -> Vec<Value> {
    assert!(matches!(run.status, Some(0 | 4)), "{}", run.stderr);
    let lines = run.stdout.split(|&b| b == b'\n').filter(|l| !l.is_empty());
    lines.map(|l| serde_json::from_slice(l).unwrap()).collect()
}

fn fingerprint(db: &Path) -> String {
    let run = ask(db, &["verify", "--fingerprint"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    String::from_utf8(run.stdout).unwrap().lines().last().unwrap().to_owned()
}

#[test]
fn a_program_that_is_killed_loses_and_doubles_nothing() {
    let folder = folder("killed");
    let news = news(&folder);
    let (whole, killed) = (folder.join("whole.db"), folder.join("killed.db"));
    let start = std::time::Instant::now();
    let run = ask(&whole, &["ingest", news.to_str().unwrap()]);
    assert_eq!(run.status, Some(3), "{}", run.stderr);
    let mut longest_ms = start.elapsed().as_millis() as u64;
    let same = |killed: &Path| {
        assert_eq!(fingerprint(killed), fingerprint(&whole));
        let both = sayso(&["diff", whole.to_str().unwrap(), killed.to_str().unwrap()], b"");
        assert_eq!((both.status, both.stdout.len()), (Some(0), 0), "{}", both.stderr);
    };
    let mut seed = 20_240_401u64;
    let mut died = 0;
    while died < kills() {
        // A generator of Marsaglia's.
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
            .args(["ingest", "--db", killed.to_str().unwrap(), news.to_str().unwrap()])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(seed % longest_ms));
        child.kill().unwrap();
        if child.wait().unwrap().code().is_none() {
            died += 1;
            continue;
        }
        // It ended before: there is nothing left to kill it in, so from the beginning, and sooner.
        same(&killed);
        for file in ["killed.db", "killed.db-wal", "killed.db-shm"] {
            std::fs::remove_file(folder.join(file)).ok();
        }
        longest_ms = (longest_ms * 2 / 3).max(2);
    }
    ask(&killed, &["ingest", news.to_str().unwrap()]);
    same(&killed);
    println!("figure: SIGKILL in the middle of `ingest` | {died} | {died} | 0");
}

#[test]
fn questions_changes_and_snapshots() {
    let folder = folder("ledger");
    let news = news(&folder);
    let db = folder.join("l.db");
    let failed = folder.join("failed.txt");
    let ingest =
        ["ingest", "--published", "2024-04-03", "--failed", failed.to_str().unwrap(), news.to_str().unwrap()];
    let run = ask(&db, &ingest);
    assert_eq!(run.status, Some(3));
    assert!(run.stderr.contains("150 new · 0 known"), "{}", run.stderr);
    assert!(std::fs::read_to_string(&failed).unwrap().ends_with("050b.txt\n"));
    let again = ask(&db, &ingest);
    assert!(again.stderr.contains("0 new · 150 known"), "{}", again.stderr);

    let all = lines(&ask(&db, &["claims", "type:ASSAULT", "place:Nyala", "killed>=100"]));
    assert!(!all.is_empty());
    for claim in &all {
        assert!(claim["places"].to_string().contains("Nyala"));
        assert!(claim["casualties"][0]["low"].as_u64().unwrap() >= 100);
        assert_eq!(claim["date"]["from"], "2024-04-01");
    }
    let count = ask(&db, &["claims", "--count", "type:ASSAULT", "place:Nyala", "killed>=100"]);
    assert_eq!(String::from_utf8(count.stdout).unwrap().trim(), all.len().to_string());
    assert_eq!(ask(&db, &["claims", "-e", "place:Atlantis"]).status, Some(1));
    let others = lines(&ask(&db, &["claims", "type:ASSAULT", "-place:Nyala", "-country:GBR"]));
    assert!(!others.is_empty() && others.iter().all(|c| !c["places"].to_string().contains("Nyala")));
    let wrong = ask(&db, &["claims", "staus:denied"]);
    assert_eq!(
        (wrong.status, wrong.stderr.as_str()),
        (Some(2), "error: unknown field `staus`\nhint: did you mean `status`?\n")
    );

    let docs = lines(&ask(&db, &["docs", "published:2024-04"]));
    assert_eq!(docs.len(), 150);
    let sources = lines(&ask(&db, &["sources"]));
    assert!(sources.iter().any(|s| s["name"].as_str().unwrap().contains("witnesses")), "{sources:?}");
    assert!(!lines(&ask(&db, &["actors", "place:Kadugli"])).is_empty());
    let id = docs[0]["id"].as_str().unwrap();
    let shown = lines(&ask(&db, &["show", id]));
    assert_eq!(shown[0]["document"]["sha256"], docs[0]["sha256"]);
    // What is shown is what `code` prints.
    let coded =
        sayso(&["code", "-f", "jsonl", "--published", "2024-04-03", docs[0]["name"].as_str().unwrap()], b"");
    assert_eq!(shown, lines(&coded));
    let claim = all[0]["id"].as_str().unwrap();
    assert_eq!(lines(&ask(&db, &["show", claim]))[0]["record"]["quote"], all[0]["quote"]);
    assert_eq!(ask(&db, &["show", "clm_0000000000000000"]).status, Some(1));

    let changes = lines(&ask(&db, &["changes", "--kind", "document"]));
    assert_eq!(changes.len(), 150);
    let cursor = changes[99]["cursor"].to_string();
    assert_eq!(lines(&ask(&db, &["changes", "--kind", "document", "--since", &cursor])).len(), 50);
    let then = lines(&ask(&db, &["docs", "--as-of", &cursor]));
    assert_eq!(then.len(), 100);
    let at = format!("{}@{cursor}", db.display());
    let diff = sayso(&["diff", "-f", "jsonl", &at, db.to_str().unwrap()], b"");
    assert_eq!(diff.status, Some(4));
    assert!(lines(&diff).iter().filter(|d| d["id"].as_str().unwrap().starts_with("doc_")).count() == 50);

    let recode = ask(&db, &["recode", "--all", "--dry-run", "place:Nyala", "killed>=100"]);
    assert!(recode.stderr.contains("0 changed"), "{}", recode.stderr);
    let snapshot = folder.join("snapshot");
    assert_eq!(ask(&db, &["snapshot", "-o", snapshot.to_str().unwrap()]).status, Some(0));
    let check = |status| {
        let run = sayso(&["verify", snapshot.to_str().unwrap()], b"");
        assert_eq!(run.status, Some(status), "{}", run.stderr);
    };
    check(0);
    let texts = snapshot.join("documents.jsonl");
    let text = std::fs::read_to_string(&texts).unwrap();
    std::fs::write(&texts, text.replacen("army", "navy", 1)).unwrap();
    check(4);
    assert_eq!(ask(&folder.join("none.db"), &["claims"]).status, Some(2));
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_a_whole_ledger() {
    let folder = folder("interrupted");
    let news = news(&folder);
    let db = folder.join("l.db");
    let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(["ingest", "-j1", "--progress", "json", "--db", db.to_str().unwrap(), news.to_str().unwrap()])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The signal is caught before the ledger is there.
    while !db.exists() {
        std::thread::sleep(Duration::from_millis(2));
    }
    std::thread::sleep(Duration::from_millis(100));
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let status = child.wait().unwrap();
    assert!(matches!(status.code(), Some(130 | 3)), "{status}");
    assert_eq!(ask(&db, &["verify"]).status, Some(0));
    let run = ask(&db, &["ingest", news.to_str().unwrap()]);
    assert_eq!(run.status, Some(3), "{}", run.stderr);
    assert_eq!(lines(&ask(&db, &["docs"])).len(), 150);
}
