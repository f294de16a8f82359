//! What is answered, and in which form.

use axum::http::header;

use sayso_store::record::run::Run;
use sayso_store::{Open, Store};

use crate::ledger::{app, ask, get, json, run, settings, text};

#[test]
fn screens_are_whole_without_a_script() {
    run(async {
        let app = app();
        for (address, has) in [
            ("/claims", "At least 30"),
            ("/articles", "Strike kills 27"),
            ("/incidents", "ASSAULT"),
            ("/claims?status=denied", "denied"),
            ("/commitments", "Commitments"),
            ("/timeline", "The same as a table"),
            ("/map", "Nyala"),
            ("/network", "Sudan"),
            ("/network?mode=quotes", "The Herald"),
            ("/sources", "medics"),
            ("/actors", "Sudan"),
            ("/review", "Claim 1 of"),
            ("/compare?old=1", "differences"),
            ("/methods", "killed__gte"),
            ("/paste", "<textarea"),
        ] {
            let answer = ask(&app, get(address)).await;
            assert_eq!(answer.status(), 200, "{address}");
            let page = text(answer).await;
            assert!(page.contains(has), "{address} lacks {has}: {page}");
        }
    });
}

#[test]
fn an_incident_shows_who_says_what() {
    run(async {
        let app = app();
        let list = json(ask(&app, get("/incidents.json?type=ASSAULT")).await).await;
        let id = list["rows"][0]["id"].as_str().unwrap().to_owned();
        let page = text(ask(&app, get(&format!("/incidents/{id}"))).await).await;
        for has in ["Who says what", "Did it happen?", "≥30", "27", "denied"] {
            assert!(page.contains(has), "lacks {has}");
        }
        let file = text(ask(&app, get(&format!("/incidents/{id}.html"))).await).await;
        assert!(!file.contains("href=") && !file.contains("src="), "a dossier loads nothing");
        let whole = json(ask(&app, get(&format!("/incidents/{id}.json"))).await).await;
        assert!(whole["matrix"]["rows"].as_array().unwrap().len() >= 3);
    });
}

#[test]
fn an_article_opens_at_the_words_of_a_claim() {
    run(async {
        let app = app();
        let list = json(ask(&app, get("/claims.json?status=denied")).await).await;
        let claim = &list["rows"][0];
        let (id, document) = (claim["id"].as_str().unwrap(), claim["document"].as_str().unwrap());
        let page = text(ask(&app, get(&format!("/articles/{document}?claim={id}"))).await).await;
        assert_eq!(page.matches("id=\"here\"").count(), 1);
        let single = json(ask(&app, get(&format!("/claims/{id}.json"))).await).await;
        assert!(single["citation"].as_str().unwrap().contains(claim["quote"]["text"].as_str().unwrap()));
        assert!(text(ask(&app, get(&format!("/claims/{id}.bib"))).await).await.starts_with("@misc{clm_"));
        assert_eq!(ask(&app, get("/articles/doc_none")).await.status(), 404);
        assert_eq!(ask(&app, get("/claims/clm_none")).await.status(), 404);
    });
}

#[test]
fn a_cursor_goes_through_all_claims_once() {
    run(async {
        let app = app();
        let mut address = "/claims.json?limit=2&sort=earliest".to_owned();
        let (mut seen, mut count) = (Vec::new(), 0);
        loop {
            let page = json(ask(&app, get(&address)).await).await;
            count = page["count"].as_u64().unwrap().max(count);
            seen.extend(
                page["rows"].as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap().to_owned()),
            );
            match page["next_url"].as_str() {
                Some(next) => address = next.to_owned(),
                None => break,
            }
        }
        let before = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!((before, seen.len()), (count as usize, count as usize));
        assert!(count > 4);
    });
}

#[test]
fn what_is_known_is_not_sent_again() {
    run(async {
        let app = app();
        let tag = ask(&app, get("/claims.json")).await.headers()[header::ETAG].clone();
        let mut again = get("/claims.json");
        again.headers_mut().insert(header::IF_NONE_MATCH, tag);
        let answer = ask(&app, again).await;
        assert_eq!(answer.status(), 304);
        assert_eq!(text(answer).await, "");
    });
}

#[test]
fn what_cannot_be_answered_says_why() {
    run(async {
        let app = app();
        for (address, status, hint) in [
            ("/claims.json?countri=SDN", 400, "did you mean `country`?"),
            ("/claims.json?q=typ:ASSAULT", 400, "did you mean `type`?"),
            ("/claims.json?limit=100000", 400, ""),
            ("/claims.json?as_of=yesterday", 400, "the number of an entry"),
            ("/incidents.json?rule=best", 400, "one of lowest"),
            ("/nowhere", 404, ""),
        ] {
            let answer = ask(&app, get(address)).await;
            assert_eq!(answer.status(), status, "{address}");
            assert_eq!(answer.headers()["content-type"], "application/problem+json", "{address}");
            let problem = json(answer).await;
            assert_eq!(problem["status"], status, "{address}");
            assert!(problem["detail"].as_str().unwrap_or("").starts_with(hint), "{address}: {problem}");
        }
        let mut by_a_person = get("/nowhere");
        by_a_person.headers_mut().insert(header::ACCEPT, "text/html".parse().unwrap());
        assert!(text(ask(&app, by_a_person).await).await.contains("<h1>there is no such page</h1>"));
    });
}

#[test]
fn the_ledger_is_shown_as_it_was() {
    run(async {
        let app = app();
        let now = json(ask(&app, get("/claims.json")).await).await;
        let then = json(ask(&app, get("/claims.json?as_of=1")).await).await;
        assert!(now["count"].as_u64() > Some(4));
        assert_eq!(then["count"], 0);
    });
}

#[test]
fn files_hold_what_the_page_shows() {
    run(async {
        let app = app();
        let count = json(ask(&app, get("/claims.json?type=ASSAULT")).await).await["count"].as_u64().unwrap();
        let lines = text(ask(&app, get("/claims.jsonl?type=ASSAULT")).await).await.lines().count();
        assert_eq!(lines as u64, count);
        let csv = text(ask(&app, get("/claims.csv?type=ASSAULT")).await).await;
        assert_eq!(csv.matches("\nreports,").count() as u64, count);
        let geo = json(ask(&app, get("/claims.geojson?type=ASSAULT")).await).await;
        let placed = geo["features"].as_array().unwrap().len() as u64;
        assert_eq!(placed + geo["unplaced"].as_u64().unwrap(), count);
        assert!(placed > 0);
    });
}

#[test]
fn everybody_who_is_named_has_a_page() {
    run(async {
        let app = app();
        for list in ["actors", "sources"] {
            let rows = json(ask(&app, get(&format!("/{list}.json"))).await).await["rows"].clone();
            assert!(!rows.as_array().unwrap().is_empty());
            for row in rows.as_array().unwrap() {
                let key = sayso_serve::ask::escape(row["key"].as_str().unwrap());
                let page = ask(&app, get(&format!("/{list}/{key}"))).await;
                assert_eq!(page.status(), 200, "{list} {key}");
            }
        }
        assert_eq!(ask(&app, get("/actors/nobody")).await.status(), 404);
    });
}

#[test]
fn a_pasted_text_is_coded_and_not_kept() {
    run(async {
        let app = app();
        let before = json(ask(&app, get("/claims.json")).await).await["head"].clone();
        let body = "text=Rebels+attacked+the+town+on+Monday,+the+army+said.%0D%0A%3Cimg+src%3Dx%3E&published=2024-04-03&publisher=";
        let request = axum::http::Request::post("/paste")
            .header(header::HOST, "127.0.0.1:8765")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(axum::body::Body::from(body))
            .unwrap();
        let page = text(ask(&app, request).await).await;
        assert!(page.contains("ASSAULT") && page.contains("&lt;img") && !page.contains("<img"), "{page}");
        assert_eq!(json(ask(&app, get("/claims.json")).await).await["head"], before);
    });
}

#[test]
fn a_network_is_a_file_that_others_read() {
    run(async {
        let file = text(ask(&app(), get("/network.gexf")).await).await;
        assert!(file.matches("<node ").count() > 1 && file.ends_with("</gexf>\n"));
        let same = text(ask(&app(), get("/network.graphml")).await).await;
        assert_eq!(file.matches("<edge ").count(), same.matches("<edge ").count());
        assert_eq!(file.matches("<node ").count(), same.matches("<node ").count());
    });
}

#[test]
fn a_facet_counts_what_else_could_be_chosen() {
    run(async {
        let app = app();
        json(ask(&app, get("/incidents.json")).await).await; // incidents are known
        let page = text(ask(&app, get("/claims?status=denied")).await).await;
        let facets = page.split("<aside").nth(1).unwrap();
        assert!(facets.contains("data-value=\"asserted\""), "another status can be added: {facets}");
        assert!(facets.contains("?status=denied,asserted"), "{facets}");
        let page = text(ask(&app, get("/claims")).await).await;
        assert!(page.contains("data-field=\"standing\""), "{page}");
        let count = async |query: &str| {
            json(ask(&app, get(&format!("/claims.json?{query}"))).await).await["count"].as_u64().unwrap()
        };
        let (all, none) = (count("").await, count("precision=none").await);
        assert!(none > 0 && none < all);
        let placed = count("precision=facility,city,admin1,region,water,country").await;
        assert_eq!(placed + none, all);
        let standings = ["disputed", "denied%20only", "one%20origin", "not%20disputed", "none"];
        let mut sum = 0;
        for standing in standings {
            sum += count(&format!("standing={standing}")).await;
        }
        assert_eq!(sum, all, "each claim stands in one way");
    });
}

#[test]
fn lists_follow_what_only_the_index_knows() {
    run(async {
        let app = app();
        let claims = json(ask(&app, get("/claims.json?precision=none")).await).await;
        let mut held: Vec<&str> =
            claims["rows"].as_array().unwrap().iter().map(|r| r["document"].as_str().unwrap()).collect();
        held.sort_unstable();
        held.dedup();
        let articles = json(ask(&app, get("/articles.json?precision=none")).await).await;
        assert_eq!(articles["rows"].as_array().unwrap().len(), held.len());
        let all = json(ask(&app, get("/sources.json")).await).await["count"].as_u64().unwrap();
        let counted = "/sources.json?precision=none,facility,city,admin1,region,water,country";
        assert_eq!(
            json(ask(&app, get(counted)).await).await["count"].as_u64(),
            Some(all),
            "both ways count alike"
        );
    });
}

#[test]
fn what_is_drawn_is_a_file_too() {
    run(async {
        let app = app();
        let over = json(ask(&app, get("/timeline.json?by=status")).await).await;
        let claims = json(ask(&app, get("/claims.json")).await).await["count"].as_u64().unwrap();
        let sum: u64 = over["rows"].as_array().unwrap().iter().map(|r| r["claims"].as_u64().unwrap()).sum();
        assert!(sum > 0 && sum <= claims, "{over}");
        let table = text(ask(&app, get("/timeline.csv")).await).await;
        assert!(table.starts_with("lanes_by,lane,from,to,claims\ntype,"), "{table}");
        let svg = text(ask(&app, get("/network.svg")).await).await;
        assert!(svg.starts_with("<svg") && svg.contains("<style>") && !svg.contains("href"), "{svg}");
        let edges = json(ask(&app, get("/network.json?mode=quotes")).await).await;
        let lines = text(ask(&app, get("/network.csv?mode=quotes")).await).await.lines().count();
        assert_eq!(edges["rows"].as_array().unwrap().len() + 1, lines);
        let between = json(ask(&app, get("/compare.json?old=1")).await).await;
        assert!(
            between["count"].as_u64().unwrap() > 0 && between["kinds"][0]["kind"].is_string(),
            "{between}"
        );
        assert_eq!(ask(&app, get("/compare.json")).await.status(), 400);
        assert_eq!(ask(&app, get("/timeline?by=colour")).await.status(), 400);
        assert!(
            text(ask(&app, get("/commitments.csv")).await).await.starts_with("commitment_id,kind,state,")
        );
    });
}

#[test]
fn a_claim_that_was_taken_back_says_so() {
    run(async {
        let settings = settings();
        let app = sayso_serve::app(settings.clone()).unwrap();
        let claim = json(ask(&app, get("/claims.json?limit=1")).await).await["rows"][0].clone();
        let id = claim["id"].as_str().unwrap();
        let mut store = Store::open(&settings.ledger, Open::Existing).unwrap();
        let run = Run { command: "test".into(), version: "0".into(), by: None, arguments: Vec::new() };
        store.writer(run).withdraw(&[id.to_owned()], Some("recoded")).unwrap();
        let page = ask(&app, get(&format!("/claims/{id}"))).await;
        assert_eq!(page.status(), 200);
        let page = text(page).await;
        assert!(page.contains("taken back") && page.contains("recoded"), "{page}");
        let answer = ask(&app, get(&format!("/claims/{id}.json"))).await;
        assert_eq!(answer.status(), 410);
        assert_eq!(ask(&app, get("/claims/clm_never.json")).await.status(), 404);
    });
}
