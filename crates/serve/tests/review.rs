//! What people decide stands beside what the machine wrote, and can be taken back.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, header};
use sayso_serve::Settings;
use serde_json::{Value, json};

use crate::ledger::{app, ask, get, json as read, run, settings, text};

fn post(address: &str, body: &Value) -> Request<Body> {
    Request::post(address)
        .header(header::HOST, "127.0.0.1:8765")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()))
        .unwrap()
}

async fn decide(app: &Router, body: Value) -> Response<Body> {
    ask(app, post("/decisions", &body)).await
}

async fn first(app: &Router) -> Value {
    read(ask(app, get("/claims.json?status=denied")).await).await["rows"][0].clone()
}

#[test]
fn a_decision_is_kept_with_who_and_why_and_can_be_undone() {
    run(async {
        let app = app();
        let claim = first(&app).await;
        let id = claim["id"].as_str().unwrap();
        let before = text(ask(&app, get("/claims.csv")).await).await;
        let said = read(decide(&app, json!({"target": id, "action": "reject", "reason": "wrong-place", "by": "ana", "note": "two towns"})).await).await;
        assert_eq!((said["by"].as_str(), said["count"].as_u64()), (Some("ana"), Some(1)));
        let now = read(ask(&app, get(&format!("/claims/{id}.json"))).await).await;
        assert_eq!(now["review"]["state"], "rejected");
        let decision = &now["review"]["decisions"][0];
        assert_eq!(
            (&decision["by"], &decision["reason"], &decision["note"]),
            (&json!("ana"), &json!("wrong-place"), &json!("two towns"))
        );
        assert_eq!(now["status"], claim["status"], "the machine's record stays");
        let count = |page: Value| page["count"].as_u64().unwrap();
        let all = count(read(ask(&app, get("/claims.json")).await).await);
        assert_eq!(count(read(ask(&app, get("/claims.json?layer=merged")).await).await), all - 1);
        let undone = ask(&app, post("/decisions/undo", &json!({"ids": said["ids"]}))).await;
        assert_eq!(read(undone).await["undone"], 1);
        assert_eq!(text(ask(&app, get("/claims.csv")).await).await, before, "exports are as they were");
    });
}

#[test]
fn a_correction_changes_the_merged_layer_alone() {
    run(async {
        let app = app();
        let claim = first(&app).await;
        let id = claim["id"].as_str().unwrap();
        let answer = decide(
            &app,
            json!({"target": id, "action": "correct", "field": "place", "new": "Geneina", "by": "ana"}),
        )
        .await;
        assert_eq!(answer.status(), 200);
        let row = |layer: &str| format!("/claims.json?layer={layer}&status=denied");
        let merged = read(ask(&app, get(&row("merged"))).await).await;
        assert_eq!(merged["rows"][0]["places"][0]["name"], "Geneina");
        assert_eq!(merged["rows"][0]["review"]["decisions"][0]["old"], "", "the text gave no place");
        let machine = read(ask(&app, get(&row("machine"))).await).await;
        assert_eq!(machine["rows"][0]["places"], claim["places"]);
        // Two persons who differ stand side by side, and the machine's value is shown.
        decide(
            &app,
            json!({"target": id, "action": "correct", "field": "place", "new": "Zalingei", "by": "ben"}),
        )
        .await;
        let merged = read(ask(&app, get(&row("merged"))).await).await;
        assert_eq!(merged["rows"][0]["places"], claim["places"]);
        decide(&app, json!({"target": id, "action": "reject", "by": "ben"})).await;
        let now = read(ask(&app, get(&format!("/claims/{id}.json"))).await).await;
        assert_eq!(now["review"]["state"], "contested");
    });
}

#[test]
fn many_are_decided_and_undone_at_once() {
    run(async {
        let app = app();
        let before = text(ask(&app, get("/claims.csv")).await).await;
        let rows = read(ask(&app, get("/claims.json")).await).await["rows"].clone();
        let ids: Vec<&str> = rows.as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap()).collect();
        let said = read(decide(&app, json!({"targets": ids, "action": "accept"})).await).await;
        assert_eq!(said["count"].as_u64().unwrap() as usize, ids.len());
        let open = read(ask(&app, get("/claims.json?review=open")).await).await;
        assert_eq!(open["count"], 0);
        ask(&app, post("/decisions/undo", &json!({"ids": said["ids"]}))).await;
        assert_eq!(text(ask(&app, get("/claims.csv")).await).await, before);
        // One that is not there, and nothing is written.
        let bad = decide(&app, json!({"targets": [ids[0], "clm_none"], "action": "accept"})).await;
        assert_eq!(bad.status(), 404);
        assert_eq!(text(ask(&app, get("/claims.csv")).await).await, before);
    });
}

#[test]
fn all_that_a_query_finds_is_decided_if_it_is_what_was_seen() {
    run(async {
        let app = app();
        let before = text(ask(&app, get("/claims.csv")).await).await;
        let page = text(ask(&app, get("/review/many?status=denied")).await).await;
        let found = read(ask(&app, get("/claims.json?status=denied")).await).await["count"].as_u64().unwrap();
        assert!(page.contains(&format!("name=\"expect\" value=\"{found}\"")), "{page}");
        let body = |expect: u64| json!({"query": "status=denied", "expect": expect, "action": "reject", "reason": "wrong-status"});
        assert_eq!(decide(&app, body(found + 1)).await.status(), 409, "something came between");
        assert_eq!(decide(&app, json!({"query": "status=denied", "action": "reject"})).await.status(), 400);
        assert_eq!(text(ask(&app, get("/claims.csv")).await).await, before, "nothing is written");
        let said = read(decide(&app, body(found)).await).await;
        assert_eq!(said["count"].as_u64(), Some(found));
        assert_eq!(
            read(ask(&app, get("/claims.json?review=rejected")).await).await["count"].as_u64(),
            Some(found)
        );
        ask(&app, post("/decisions/undo", &json!({"ids": said["ids"]}))).await;
        assert_eq!(text(ask(&app, get("/claims.csv")).await).await, before, "one undo takes back all");
        // A form gets a page with the way back.
        let form = Request::post("/decisions")
            .header(header::HOST, "127.0.0.1:8765")
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("query=status%3Ddenied&expect={found}&action=unsure&reason=&note=")))
            .unwrap();
        let page = text(ask(&app, form).await).await;
        assert!(
            page.contains("action=\"/decisions/undo\"") && page.contains("name=\"ids\" value=\"dec_"),
            "{page}"
        );
    });
}

#[test]
fn what_makes_no_sense_is_refused() {
    run(async {
        let app = app();
        let id = first(&app).await["id"].as_str().unwrap().to_owned();
        for body in [
            json!({"target": id, "action": "like"}),
            json!({"target": id, "action": "reject", "reason": "ugly"}),
            json!({"target": id, "action": "correct"}),
            json!({"target": id, "action": "correct", "field": "colour", "new": "red"}),
            json!({"target": id, "action": "correct", "field": "date", "new": "last week"}),
            json!({"target": id, "action": "correct", "field": "killed", "new": "12..3"}),
            json!({"target": id, "action": "accept", "extra": "x"}),
            json!({"target": id, "action": "accept", "note": 0}),
            json!({"action": "accept"}),
            json!([]),
        ] {
            assert_eq!(decide(&app, body.clone()).await.status(), 400, "{body}");
        }
        let closed = sayso_serve::app(Settings { read_only: true, ..settings() }).unwrap();
        assert_eq!(decide(&closed, json!({"target": id, "action": "accept"})).await.status(), 403);
    });
}

#[test]
fn a_form_without_a_script_leads_back() {
    run(async {
        let app = app();
        let id = first(&app).await["id"].as_str().unwrap().to_owned();
        let send = |then: &str| {
            Request::post("/decisions")
                .header(header::HOST, "127.0.0.1:8765")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from(format!("target={id}&action=unsure&reason=&then={then}")))
                .unwrap()
        };
        let answer = ask(&app, send("/claims/x")).await;
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["location"]),
            (303, &"/claims/x".parse().unwrap())
        );
        assert_eq!(ask(&app, send("//evil.example/")).await.status(), 200, "it never leads elsewhere");
    });
}
