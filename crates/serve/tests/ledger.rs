//! A small ledger, made by the stages themselves, and questions to it.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, header};
use sayso_serve::Settings;
use sayso_store::{Open, Store};
use tower::ServiceExt;

/// Articles with a dispute, a denial, a chain, and text that would be markup.
const ARTICLES: [(&str, &str); 3] = [
    (
        "courier.txt",
        "Air strike on market in Nyala\n\nNYALA, March 12 (The Courier) - At least 30 people were killed in an air strike on a market in Nyala, Sudan, on \
         12 March 2024, medics said.\n\nThe Sudanese army carried out the strike, the Rapid Support Forces said. The army denied that it had bombed the market.\n",
    ),
    (
        "herald.txt",
        "Strike kills 27\n\nKHARTOUM, March 13 (The Herald) - Sudan's army bombed a market in Nyala on 12 March 2024, killing 27 people, a \
         hospital official said, citing witnesses.\n",
    ),
    (
        "markup.txt",
        "<script>alert(1)</script> & \"quotes\"\n\nPARIS, March 14 (The Herald) - French police arrested 12 protesters in Paris on Thursday, <b>officials</b> said.\n",
    ),
];

fn made() -> &'static PathBuf {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = std::env::temp_dir().join(format!("sayso-serve-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let place = folder.join("ledger.db");
        std::fs::remove_file(&place).ok();
        let mut store = Store::open(place.to_str().unwrap(), Open::Create).unwrap();
        for (at, (name, text)) in ARTICLES.iter().enumerate() {
            let path = folder.join(name);
            std::fs::write(&path, text).unwrap();
            let intake = sayso_intake::Options {
                published: Some(jiff::civil::date(2024, 3, 13 + at as i8)),
                publisher: Some(["The Courier", "The Herald", "The Herald"][at].to_owned()),
                ..sayso_intake::Options::default()
            };
            let plan = sayso_ingest::Plan {
                arguments: Vec::new(),
                sources: vec![sayso_intake::Source::Path(path)],
                intake,
                coding: sayso_ledger::Options::default(),
                threads: 1,
                strict: true,
            };
            sayso_ingest::run(&mut store, &plan, &AtomicBool::new(false), &mut |_| {}).unwrap();
        }
        place
    })
}

/// A copy of the ledger that a test may write to.
pub fn settings() -> Settings {
    static COPIES: AtomicU32 = AtomicU32::new(0);
    let from = made();
    let to = from.with_file_name(format!("copy-{}.db", COPIES.fetch_add(1, Ordering::Relaxed)));
    for ending in ["", "-wal"] {
        let of = |p: &PathBuf| PathBuf::from(format!("{}{ending}", p.display()));
        if of(from).exists() {
            std::fs::copy(of(from), of(&to)).unwrap();
        }
    }
    Settings::new(to.to_str().unwrap())
}

pub fn app() -> Router {
    sayso_serve::app(settings()).unwrap()
}

/// A question as a browser of this machine asks it.
pub fn get(address: &str) -> Request<Body> {
    Request::get(address).header(header::HOST, "127.0.0.1:8765").body(Body::empty()).unwrap()
}

pub async fn ask(app: &Router, request: Request<Body>) -> Response<Body> {
    app.clone().oneshot(request).await.unwrap()
}

pub async fn text(answer: Response<Body>) -> String {
    String::from_utf8(to_bytes(answer.into_body(), 16 << 20).await.unwrap().to_vec()).unwrap()
}

pub async fn json(answer: Response<Body>) -> serde_json::Value {
    serde_json::from_str(&text(answer).await).unwrap()
}

/// Runs a test that waits.
pub fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap()
        .block_on(test);
}
