//! Who is let in, and what every answer says.

use axum::body::Body;
use axum::http::{Request, header};
use sayso_serve::Settings;

use crate::ledger::{app, ask, get, run, settings, text};

#[test]
fn every_answer_forbids_what_is_not_of_this_server() {
    run(async {
        let app = app();
        for address in ["/claims", "/claims.json", "/nowhere", "/claims?typ=x", "/assets/x/app.js"] {
            let answer = ask(&app, get(address)).await;
            let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
            assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{address}: {policy}");
            assert!(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"), "{address}");
            assert_eq!(answer.headers()["x-content-type-options"], "nosniff", "{address}");
            assert_eq!(answer.headers()["referrer-policy"], "same-origin", "{address}");
        }
    });
}

#[test]
fn a_name_bent_to_this_machine_is_refused() {
    run(async {
        let app = app();
        let named =
            |host: &str| Request::get("/claims").header(header::HOST, host).body(Body::empty()).unwrap();
        for (host, status) in [
            ("127.0.0.1:8765", 200),
            ("localhost:8765", 200),
            ("[::1]:8765", 200),
            ("127.0.0.1:9", 421),
            ("evil.example:8765", 421),
            ("127.0.0.1.evil.example:8765", 421),
            ("", 421),
        ] {
            assert_eq!(ask(&app, named(host)).await.status(), status, "{host}");
        }
        let proxied = Settings { hosts: vec!["ledger.example.org".into()], ..settings() };
        let app = sayso_serve::app(proxied).unwrap();
        assert_eq!(ask(&app, named("ledger.example.org")).await.status(), 200);
    });
}

#[test]
fn only_pages_of_this_server_write() {
    run(async {
        let app = app();
        let post = |name: &'static str, value: &'static str| {
            Request::post("/decisions")
                .header(header::HOST, "127.0.0.1:8765")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header(name, value)
                .body(Body::from("target=clm_none&action=accept"))
                .unwrap()
        };
        for (name, value, status) in [
            ("origin", "http://evil.example", 403),
            ("origin", "null", 403),
            ("sec-fetch-site", "cross-site", 403),
            ("sec-fetch-site", "same-site", 403),
            ("origin", "http://127.0.0.1:8765", 404),
            ("sec-fetch-site", "same-origin", 404),
        ] {
            assert_eq!(ask(&app, post(name, value)).await.status(), status, "{name}: {value}");
        }
    });
}

#[test]
fn a_token_is_asked_for_and_goes_into_a_cookie() {
    run(async {
        let secret = "0123456789abcdef";
        let app = sayso_serve::app(Settings { token: Some(secret.into()), ..settings() }).unwrap();
        assert_eq!(ask(&app, get("/claims")).await.status(), 401);
        assert_eq!(ask(&app, get("/claims?token=0123456789abcdeg")).await.status(), 401);
        let welcome = ask(&app, get(&format!("/claims?token={secret}"))).await;
        assert_eq!(
            (welcome.status().as_u16(), &welcome.headers()["location"]),
            (303, &"/claims".parse().unwrap())
        );
        let cookie = welcome.headers()["set-cookie"].to_str().unwrap().to_owned();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"));
        for (name, value) in
            [("cookie", format!("a=b; sayso_token={secret}")), ("authorization", format!("Bearer {secret}"))]
        {
            let mut request = get("/claims");
            request.headers_mut().insert(name, value.parse().unwrap());
            assert_eq!(ask(&app, request).await.status(), 200, "{name}");
        }
    });
}

#[test]
fn beyond_this_machine_a_token_is_needed() {
    let open = Settings { address: ([0, 0, 0, 0], 0).into(), ..Settings::new("x.db") };
    assert!(open.refusal().is_some());
    assert!(Settings { token: Some("short".into()), ..open.clone() }.refusal().is_some());
    assert!(Settings { token: Some("0123456789abcdef".into()), ..open }.refusal().is_none());
    assert!(Settings::new("x.db").refusal().is_none());
}

#[test]
fn a_body_has_a_limit() {
    run(async {
        let request = Request::post("/decisions")
            .header(header::HOST, "127.0.0.1:8765")
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(vec![b' '; 3 << 20]))
            .unwrap();
        assert_eq!(ask(&app(), request).await.status(), 413);
    });
}

#[test]
fn what_an_article_says_is_never_markup() {
    run(async {
        let app = app();
        let list = text(ask(&app, get("/articles")).await).await;
        assert!(list.contains("&lt;script&gt;alert(1)"), "the headline is shown as it is written");
        for address in ["/articles", "/claims", "/claims/rows", "/claims?q=%3Cscript%3Ealert(1)%3C/script%3E"]
        {
            let page = text(ask(&app, get(address)).await).await;
            assert!(!page.contains("<script>alert") && !page.contains("<b>officials"), "{address}");
        }
    });
}
