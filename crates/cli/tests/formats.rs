//! Sources of many formats on one command line.

use serde_json::Value;

use crate::run::{folder, sayso};

const PAGE: &str = "<!doctype html><html><head><title>Talks fail | The Courier</title>\
    <meta property=og:site_name content='The Courier'>\
    <meta property=article:published_time content=2026-02-11T05:00:00Z></head><body>\
    <nav><p>The army said that it had taken the town of Orm.</p></nav><article><h1>Talks fail</h1>\
    <p>The minister said on Monday that the talks had failed &amp; that nobody would go back to the table.</p>\
    <p>The rebels denied it. Their spokesman said that they were ready to meet at any time and in any place.</p>\
    </article></body></html>";

const FEED: &str = "<rss version='2.0'><channel><title>Wire</title><item><title>Shells hit post</title>\
    <pubDate>Wed, 11 Feb 2026 01:20:00 +0500</pubDate><description>The ministry said on Tuesday that shells had hit a border \
    post and that the army would answer.</description></item></channel></rss>";

fn objects(stdout: &[u8]) -> Vec<Value> {
    let lines = stdout.split(|&b| b == b'\n').filter(|l| !l.is_empty());
    lines.map(|l| serde_json::from_slice(l).unwrap()).collect()
}

fn origin<'a>(object: &'a Value, field: &str) -> Option<(&'a str, &'a str)> {
    let all = object["document"]["metadata"].as_array()?;
    let found = all.iter().find(|m| m["field"] == field)?;
    Some((found["value"].as_str()?, found["origin"].as_str()?))
}

#[test]
fn pages_feeds_tables_and_archives_are_coded() {
    let root = folder("formats");
    let write = |name: &str, text: &str| {
        std::fs::write(root.join(name), text).unwrap();
        root.join(name).to_str().unwrap().to_owned()
    };
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE}");
    let archive = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example/1\r\n\
         Content-Type: application/http\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n",
        answer.len()
    );
    let paths = [
        write("page.html", PAGE),
        write("feed.xml", FEED),
        write("crawl.warc", &archive),
        write(
            "news.csv",
            "when,story\n2026-02-11,The minister said on Monday that the talks had failed.\n,\n",
        ),
    ];
    let mut args =
        vec!["code", "-f", "jsonl", "--map", "text=story,published=when", "--published", "2020-01-01"];
    args.extend(paths.iter().map(String::as_str));
    let run = sayso(&args, b"");
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let objects = objects(&run.stdout);
    let ids: Vec<&str> = objects.iter().map(|o| o["document"]["id"].as_str().unwrap()).collect();
    assert_eq!(
        ids,
        [&paths[0], &format!("{}#1", paths[1]), &format!("{}#1", paths[2]), &format!("{}#1", paths[3])]
    );
    for object in &objects {
        assert_eq!(object["document"]["published"], "2026-02-11", "{object}");
        assert!(!object["statements"].as_array().unwrap().is_empty(), "{object}");
        assert!(!object.to_string().contains("Orm"), "navigation is not read");
    }
    assert_eq!(
        origin(&objects[0], "published"),
        Some(("2026-02-11T05:00:00Z", "meta article:published_time"))
    );
    assert_eq!(origin(&objects[0], "publisher"), Some(("The Courier", "meta og:site_name")));
    assert_eq!(origin(&objects[1], "title"), Some(("Shells hit post", "feed title")));
    assert_eq!(origin(&objects[2], "url"), Some(("https://courier.example/1", "warc warc-target-uri")));
    assert_eq!(origin(&objects[3], "published"), Some(("2026-02-11", "column when")));
    // Statements of a page point back into it, by way of its pieces.
    let page: Vec<char> = PAGE.chars().collect();
    for piece in objects[0]["document"]["page"].as_array().unwrap() {
        let at = |key: &str| piece[key].as_u64().unwrap() as usize;
        let raw: String = page[at("page_start")..at("page_end")].iter().collect();
        assert_eq!(raw.replace("&amp;", "&").chars().count(), at("end") - at("start"), "{raw}");
    }

    let run = sayso(&["code", "-f", "jsonl", "--published", "2020-01-01", "--overrule", &paths[0]], b"");
    let object: Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(object["document"]["published"], "2020-01-01");
    assert_eq!(origin(&object, "published"), Some(("2020-01-01", "user")));
    let run = sayso(&["code", "-f", "jsonl", "--input", "text", "-"], PAGE.as_bytes());
    let object: Value = serde_json::from_slice(&run.stdout).unwrap();
    assert!(object["document"]["characters"] == page.len() && object["document"]["input"].is_null());
}

#[test]
fn bad_records_are_named_and_the_others_coded() {
    let root = folder("formats-bad");
    let path = root.join("news.jsonl").to_str().unwrap().to_owned();
    let failed = root.join("failed").to_str().unwrap().to_owned();
    std::fs::write(&path, "{\"text\": \"The army left.\"}\n{\"text\":\n{\"body\": \"The army came.\"}\n")
        .unwrap();
    let run = sayso(&["code", "-f", "jsonl", "--failed", &failed, &path], b"");
    assert_eq!((run.status, objects(&run.stdout).len()), (Some(3), 2), "{}", run.stderr);
    assert_eq!(std::fs::read_to_string(failed).unwrap(), format!("{path}#2\n"));
    let run = sayso(&["code", "--map", "body=text", &path], b"");
    assert_eq!(run.status, Some(2));
    assert!(run.stderr.contains("`body` is not one of text, html"), "{}", run.stderr);
}
