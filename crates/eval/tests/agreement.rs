//! Do `ledger` and `attribution` agree to the last digit with the scorers in Python that define them?
//!
//! The output that both score is made from the gold by seeded damage: records dropped, spans moved, names, types,
//! statuses and chains changed. It needs the shared data and python3, and says so where they are absent.

mod shared;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use shared::Dice;

fn python(script: &Path, args: &[&str]) -> Option<Value> {
    let done = match Command::new("python3").arg(script).arg("--json").args(args).output() {
        Ok(done) => done,
        Err(e) => {
            shared::say(&format!("skipped: python3 cannot be run: {e}"));
            return None;
        }
    };
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    Some(serde_json::from_slice(&done.stdout).unwrap())
}

fn ours(args: &[&str]) -> Value {
    let done = Command::new(env!("CARGO_BIN_EXE_sayso-eval")).args(args).arg("--json").output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).unwrap()
}

fn words(text: &str, span: (i64, i64)) -> Value {
    let (s, e) = (span.0.max(0) as usize, span.1.max(span.0.max(0)) as usize);
    let taken: String = text.chars().skip(s).take(e - s).collect();
    json!({"start": s, "end": e, "text": taken})
}

fn moved(dice: &mut Dice, text: &str, span: &Value) -> Value {
    let at = |i: usize| span[i].as_i64().unwrap();
    let by = |d: &mut Dice, n: i64| if d.one_in(3) { d.below(2 * n as u64) as i64 - n } else { 0 };
    let far = if dice.one_in(12) { 400 } else { 20 };
    let (start, end) = (at(0) + by(dice, far), at(1) + by(dice, far));
    words(text, (start, end))
}

fn other(dice: &mut Dice, value: &Value, others: &[&str]) -> Value {
    if dice.one_in(4) { json!(others[dice.below(others.len() as u64) as usize]) } else { value.clone() }
}

/// A damaged ledger in the shape of the output.
fn damaged_ledger(gold: &Value, text: &str, seed: u64) -> Value {
    let dice = &mut Dice::new(seed);
    let list = |key: &str| gold[key].as_array().unwrap().clone();
    let mut actors = Vec::new();
    for (i, a) in list("actors").iter().enumerate() {
        if dice.one_in(6) {
            continue;
        }
        let mentions: Vec<_> = a["mentions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|m| json!({"start": 0, "end": 1, "text": m.as_str().unwrap_or("it")}))
            .collect();
        actors.push(json!({"id": format!("a{}", i + 1), "name": other(dice, &a["name"], &["Nobody", "Iran", "the police"]),
            "country": other(dice, &a["country"], &["IRN", "FRA"]), "role": other(dice, &a["role"], &["GOV", "MIL"]), "mentions": mentions}));
    }
    let party = |dice: &mut Dice, name: &Value| {
        let known = gold["actors"].as_array().unwrap().iter().position(|a| &a["name"] == name);
        let id = known.map(|i| format!("a{}", i + 1));
        let name = if dice.one_in(3) { Value::Null } else { other(dice, name, &["Somebody Else", "Israel"]) };
        json!({"actor": id, "name": name, "start": 3, "end": 9, "text": "x"})
    };
    let mut statements = Vec::new();
    for s in list("statements") {
        if dice.one_in(6) {
            continue;
        }
        let mut sources: Vec<_> = s["sources"].as_array().unwrap().iter().map(|n| party(dice, n)).collect();
        if dice.one_in(8) {
            sources.insert(0, json!({"actor": null, "name": "unidentified"}));
        } else if dice.one_in(10) {
            sources.clear();
        }
        let content: Vec<_> =
            s["content"].as_array().unwrap().iter().map(|w| moved(dice, text, &w["span"])).collect();
        let cue = if s["cue"]["span"].is_null() { Value::Null } else { moved(dice, text, &s["cue"]["span"]) };
        let targets: Vec<_> = s["targets"]
            .as_array()
            .unwrap()
            .iter()
            .map(|t| party(dice, t))
            .map(|p| p["actor"].as_str().unwrap_or("a77").to_owned())
            .collect();
        statements.push(
            json!({"id": s["id"], "sources": sources, "cue": cue, "content": content, "targets": targets,
            "act": other(dice, &s["act"], &["claim", "warn"]), "form": other(dice, &s["form"], &["direct"]),
            "conditional": dice.one_in(5) != s["conditional"].as_bool().unwrap()}),
        );
        if dice.one_in(5) {
            let mut twin = statements.last().unwrap().clone();
            twin["id"] = json!(format!("t{}", statements.len()));
            twin["sources"].as_array_mut().unwrap().push(json!({"actor": "a1", "name": null}));
            statements.push(twin);
        }
    }
    let mut events = Vec::new();
    for e in list("events") {
        if dice.one_in(6) {
            continue;
        }
        let parties = |dice: &mut Dice, key: &str| -> Vec<Value> {
            let mut all: Vec<_> = e[key].as_array().unwrap().iter().map(|n| party(dice, n)).collect();
            if dice.one_in(6) {
                all.push(json!({"actor": "a2", "name": null}));
            }
            all
        };
        let (doers, recipients) = (parties(dice, "actors"), parties(dice, "recipients"));
        let mut claims: Vec<_> = e["claims"].as_array().unwrap().iter().map(|c| json!({"statement": c["statement"], "status": other(dice, &c["status"], &["asserted", "denied"])})).collect();
        if dice.one_in(4) {
            claims.push(json!({"statement": format!("t{}", dice.below(20)), "status": "alleged"}));
        }
        if dice.one_in(6) {
            claims.insert(0, json!({"statement": null, "status": "asserted"}));
        }
        let trigger = moved(dice, text, &e["trigger"]["span"]);
        let mentions = if dice.one_in(3) {
            vec![words(
                text,
                (e["trigger"]["span"][0].as_i64().unwrap(), e["trigger"]["span"][1].as_i64().unwrap()),
            )]
        } else {
            Vec::new()
        };
        let casualties = if dice.one_in(3) {
            json!([{"kind": "killed", "low": 2, "high": null, "statement": null}])
        } else {
            e["casualties"].clone()
        };
        events.push(json!({"id": e["id"], "derived": dice.one_in(9), "type": other(dice, &e["type"], &["ASSAULT", "AID"]), "actors": doers,
            "recipients": recipients, "trigger": trigger, "mentions": mentions, "claims": claims, "casualties": casualties}));
    }
    json!({"actors": actors, "statements": statements, "events": events})
}

#[test]
fn ledger_agrees_with_python() {
    let Some(data) = shared::folder() else { return };
    let scratch = shared::scratch("ledger");
    for seed in 1..=6 {
        let mut pairs = Vec::new();
        for path in shared::files(&data.join("gold"), ".gold.json") {
            let gold: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            let text =
                std::fs::read_to_string(data.join("gold").join(gold["article"].as_str().unwrap())).unwrap();
            let output = scratch.join(path.file_name().unwrap());
            std::fs::write(&output, damaged_ledger(&gold, &text, seed).to_string()).unwrap();
            pairs.push(format!("{}={}", path.display(), output.display()));
        }
        let pairs: Vec<_> = pairs.iter().map(String::as_str).collect();
        let Some(theirs) = python(&data.join("tools/score_ledger.py"), &pairs) else { return };
        let ours = ours(&[&["ledger"][..], &pairs].concat());
        // Ours counts places and dates too.
        let mut shared = ours.clone();
        shared.as_object_mut().unwrap().retain(|row, _| theirs.get(row).is_some());
        assert_eq!(shared, theirs, "seed {seed}");
        assert_eq!(ours.as_object().unwrap().len(), theirs.as_object().unwrap().len() + 2, "seed {seed}");
        let hits = |part: &str| ours[part]["hit"].as_u64().unwrap();
        assert!(hits("statement content+source") > 50 && hits("event: who says so + status") > 20, "{ours}");
    }
}

/// A damaged line of output for a text of PolNeAR.
fn damaged_statements(
    attributions: &[sayso_eval::attribution::Attribution],
    text: &str,
    dice: &mut Dice,
) -> Value {
    let mut statements: Vec<Value> = Vec::new();
    for (i, a) in attributions.iter().enumerate() {
        if dice.one_in(4) {
            continue;
        }
        let pieces = |dice: &mut Dice, chars: &sayso_eval::chars::Chars| -> Vec<Value> {
            chars.ranges().iter().map(|&(s, e)| moved(dice, text, &json!([s, e]))).collect()
        };
        let content = pieces(dice, &a.content);
        let cue = pieces(dice, &a.cue).into_iter().next();
        let mut sources = pieces(dice, &a.source);
        sources.truncate(1);
        if dice.one_in(6) {
            sources.push(json!({"actor": null, "start": null, "end": null}));
        } else if dice.one_in(6) {
            sources.insert(0, words(text, (0, 3)));
        }
        statements.push(json!({"id": format!("s{i}"), "sources": sources, "cue": cue, "content": content}));
    }
    json!({"statements": statements})
}

#[test]
fn attribution_agrees_with_python() {
    let Some(data) = shared::folder() else { return };
    let dir = data.join("data/polnear/dev");
    let texts = sayso_eval::attribution::read(&dir).unwrap();
    let output = shared::scratch("attribution").join("output.jsonl");
    for seed in 1..=3 {
        let dice = &mut Dice::new(seed);
        let lines: Vec<_> = texts
            .iter()
            .map(|t| damaged_statements(&t.attributions, &t.text, dice).to_string() + "\n")
            .collect();
        std::fs::write(&output, lines.concat()).unwrap();
        for quoted in [&[][..], &["--quoted"][..]] {
            let (dir, output) = (dir.to_str().unwrap(), output.to_str().unwrap());
            let args = [&["--output", output, dir][..], quoted].concat();
            let Some(theirs) = python(&data.join("tools/score_polnear.py"), &args) else { return };
            let ours = ours(&[&["attribution"][..], &args].concat());
            assert_eq!(ours, theirs, "seed {seed} {quoted:?}");
            let f1 = ours["content+source"]["f1"].as_f64().unwrap();
            assert!((0.2..0.99).contains(&f1), "{ours}");
        }
    }
}

#[test]
fn misses_are_listed_in_their_sentence() {
    let Some(data) = shared::folder() else { return };
    let gold: PathBuf = data.join("gold/seed.gold.json");
    let empty = shared::scratch("misses").join("empty.json");
    std::fs::write(&empty, "{}").unwrap();
    let pair = format!("{}={}", gold.display(), empty.display());
    let done =
        Command::new(env!("CARGO_BIN_EXE_sayso-eval")).args(["ledger", "--misses", &pair]).output().unwrap();
    let text = String::from_utf8(done.stdout).unwrap();
    assert_eq!(text.matches("statement missed").count(), 36);
    assert!(text.contains("{content}") && text.contains("{trigger}"), "{text}");
}
