//! What users name, in all formats: documents come out one by one, and what is bad costs itself alone.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use sayso_intake::{Failure, Limits, Options, Reading, Scope, Source, open};
use sayso_model::Field;

const PAGE: &str = "<!doctype html><html><head><title>Talks fail</title>\
    <meta property=article:published_time content=2026-02-11T05:00:00Z></head><body><article><h1>Talks fail</h1>\
    <p>The minister said on Monday that the talks had failed and that nobody would go back to the table.</p>\
    <p>The rebels denied it. Their spokesman said that they were ready to meet at any time and in any place.</p>\
    </article></body></html>";

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn read(source: &Path, options: &Options) -> Vec<Result<Reading, Failure>> {
    let records = open(vec![Source::Path(source.to_owned())], options.clone());
    records.map(|record| record.and_then(|record| record.read(options))).collect()
}

fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, bytes).unwrap();
    path
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// What came of each record: its text's first words, or what is said of it.
fn show(results: &[Result<Reading, Failure>]) -> Vec<String> {
    let show = |result: &Result<Reading, Failure>| match result {
        Ok(reading) => {
            let text = &reading.document.text;
            text.split_whitespace().take(3).collect::<Vec<_>>().join(" ")
        }
        Err(failure) => format!("! {}", failure.reason),
    };
    results.iter().map(show).collect()
}

fn value(reading: &Reading, field: Field) -> Option<(&str, &str)> {
    reading.document.provenance.first(field).map(|m| (m.value.as_str(), m.origin.as_str()))
}

#[test]
fn folders_are_read_in_the_order_of_names() {
    let root = folder("folders");
    write(&root, "b.txt", "Second of all.");
    write(&root, "a/z.html", PAGE);
    write(&root, "a/b/deep.txt.gz", packed(b"First of all."));
    write(&root, "c.jpg", b"\xFF\xD8\xFF\xE0\0\x10JFIF");
    write(&root, ".hidden.txt", "Hidden.");
    write(&root, "d.txt", b"\xFF\xFF not text");
    let options = Options::default();
    let mut records = open(vec![Source::Path(root.clone())], options.clone());
    let results: Vec<_> = records.by_ref().map(|r| r.and_then(|r| r.read(&options))).collect();
    let shown = show(&results);
    assert_eq!(shown[..3], ["First of all.", "Talks fail The", "Second of all."]);
    assert!(shown[3].starts_with("! invalid UTF-8") && shown.len() == 4, "{shown:?}");
    assert_eq!(records.skipped().files, 1);
    let empty = folder("folders-empty");
    assert_eq!(show(&read(&empty, &options)), ["! the folder holds no file with a text"]);
    assert_eq!(show(&read(&root.join("none"), &options)), ["! no such file"]);
}

/// As `sayso code <(…)` gives it: its first bytes were once looked at and lost.
#[cfg(unix)]
#[test]
fn a_pipe_is_read_from_its_first_byte() {
    let path = folder("pipes").join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    for text in ["The army left the town on Monday.".repeat(400), PAGE.to_owned()] {
        let (writer, bytes) = (path.clone(), text.clone());
        let thread = std::thread::spawn(move || std::fs::write(writer, bytes).unwrap());
        let results = read(&path, &Options::default());
        thread.join().unwrap();
        let document = &results[0].as_ref().unwrap().document;
        assert!(document.text == text || document.text.starts_with("Talks fail"), "{}", document.text.len());
    }
}

#[test]
fn lines_of_json_are_documents() {
    let root = folder("jsonl");
    let lines = [
        r#"{"id": "x1", "headline": "Talks fail", "body": "The talks failed.", "date": "2026-02-11", "source": {"name": "The Courier"}}"#,
        "",
        "{\"text\": ",
        "[1]",
        r#"{"title": "Nothing else"}"#,
        r#"{"TEXT": "Upper case.", "authors": ["A. Roe", "J. Doe"], "timestamp": 1770768000}"#,
        &format!(r#"{{"text": "{}"}}"#, "long ".repeat(400)),
        r#"{"content_html": "<p>One.</p><p>Two &amp; three.</p>", "link": "https://a.example/1"}"#,
    ];
    let path = write(&root, "news.jsonl", lines.join("\n"));
    let limits = Limits { record_bytes_max: 1000, ..Limits::default() };
    let results = read(&path, &Options { limits, ..Options::default() });
    let shown = show(&results);
    assert_eq!(shown[0], "The talks failed.");
    assert!(shown[1].starts_with("! it is no line of JSON"), "{shown:?}");
    assert_eq!(shown[2..4], ["! the line is no object", "! no member holds a text"]);
    assert_eq!(shown[4], "Upper case.");
    assert!(shown[5].starts_with("! line of 2012 bytes is longer"), "{shown:?}");
    assert_eq!(shown[6], "One. Two &");
    let first = results[0].as_ref().unwrap();
    assert_eq!(first.document.id, "x1");
    assert_eq!(first.document.title.as_ref().unwrap().text, "Talks fail");
    assert_eq!(value(first, Field::Publisher), Some(("The Courier", "member source")));
    assert_eq!(value(first, Field::Published), Some(("2026-02-11", "member date")));
    let fifth = results[4].as_ref().unwrap();
    assert_eq!(fifth.document.published.unwrap().to_string(), "2026-02-11");
    assert_eq!(fifth.document.provenance.metadata.iter().filter(|m| m.field == Field::Author).count(), 2);
    assert_eq!(fifth.document.provenance.container.as_ref().unwrap().record, 6);
    let failed: Vec<&str> =
        results.iter().filter_map(|r| r.as_ref().err()).map(|f| f.name.rsplit('#').next().unwrap()).collect();
    assert_eq!(failed, ["3", "4", "5", "7"]);
}

#[test]
fn rows_of_tables_are_documents() {
    let root = folder("csv");
    let path = write(
        &root,
        "news.csv",
        "\u{FEFF}id,Body,when\r\n1,\"He said \"\"no\"\",\nand left.\",11/02/2026\r\n2,Short,13/02/2026\r\n\r\n3,,\r\n",
    );
    let options = Options { columns: "text=body,published=when".parse().unwrap(), ..Options::default() };
    let results = read(&path, &options);
    assert_eq!(show(&results), ["He said \"no\",", "Short", "! no column holds a text"]);
    let first = results[0].as_ref().unwrap();
    assert_eq!((first.document.id.as_str(), first.document.published), ("1", None));
    assert!(first.diagnostics.iter().any(|d| d.code == "IN010"), "11/02/2026 has two readings");
    let second = results[1].as_ref().unwrap();
    assert_eq!(second.document.published.unwrap().to_string(), "2026-02-13");
    // A quote that nothing closes costs rows up to the limit, and the others are read.
    let rows: String = (0..200).map(|i| format!("{i},Row number {i} of many.,\n")).collect();
    let path = write(&root, "open.csv", format!("id,text,when\n0,\"never closed,\n{rows}"));
    let limits = Limits { record_bytes_max: 500, ..Limits::default() };
    let results = read(&path, &Options { limits, ..Options::default() });
    assert!(results[0].as_ref().unwrap_err().reason.contains("longer than the limit"));
    assert!(results[1..].iter().all(Result::is_ok));
    assert_eq!(results.last().unwrap().as_ref().unwrap().document.id, "199");
    // Rows in an old encoding.
    let (bytes, _, _) =
        encoding_rs::WINDOWS_1252.encode("id\ttext\n1\tThe café in the Rue d’Été closed on Monday.\n");
    let results = read(&write(&root, "old.tsv", bytes), &Options::default());
    assert_eq!(results[0].as_ref().unwrap().document.text, "The café in the Rue d’Été closed on Monday.");
}

const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Courier</title><link>https://courier.example/</link><language>en-gb</language>
<item><title>Talks fail &amp; rebels leave</title><link>https://courier.example/1</link><guid>c-1</guid>
<pubDate>Wed, 11 Feb 2026 01:20:00 +0500</pubDate><dc:creator>A. Roe</dc:creator>
<content:encoded><![CDATA[<p>KABUL (Reuters) - The minister said the talks had failed.</p><p>Rebels <b>denied</b> it.</p>
<div class="share-bar">Share this</div>]]></content:encoded></item>
<item><title>Short</title><description>The army left.</description></item>
</channel></rss>"#;

#[test]
fn entries_of_feeds_are_documents() {
    let root = folder("feeds");
    let results = read(&write(&root, "rss.xml", RSS), &Options::default());
    let first = results[0].as_ref().unwrap();
    assert_eq!(
        first.document.text,
        "KABUL (Reuters) - The minister said the talks had failed.\n\nRebels denied it."
    );
    assert_eq!(first.document.title.as_ref().unwrap().text, "Talks fail & rebels leave");
    // The day is the publisher's, not Greenwich's.
    assert_eq!(first.document.published.unwrap().to_string(), "2026-02-11");
    assert_eq!(value(first, Field::Published), Some(("Wed, 11 Feb 2026 01:20:00 +0500", "feed published")));
    assert_eq!(value(first, Field::Author), Some(("A. Roe", "feed author")));
    assert_eq!(first.document.publisher.as_deref(), Some("The Courier"));
    assert_eq!(first.document.url.as_deref(), Some("https://courier.example/1"));
    let container = first.document.provenance.container.as_ref().unwrap();
    assert_eq!((container.record, container.record_id.as_deref()), (1, Some("c-1")));
    let second = results[1].as_ref().unwrap();
    assert_eq!((second.document.text.as_str(), second.document.published), ("The army left.", None));

    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><id>w</id><updated>2026-02-11T00:00:00Z</updated>
        <entry><id>e1</id><title>Coup fails</title><updated>2026-02-11T23:30:00-08:00</updated>
        <content type="html">&lt;p&gt;Soldiers loyal to the president won.&lt;/p&gt;</content></entry></feed>"#;
    let results = read(&write(&root, "feed", atom), &Options::default());
    let entry = results[0].as_ref().unwrap();
    assert_eq!(entry.document.text, "Soldiers loyal to the president won.");
    assert_eq!(entry.document.published.unwrap().to_string(), "2026-02-11");

    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [
        {"id": "1", "content_text": "The army left the town.", "date_published": "2026-02-10T10:00:00Z"}]}"#;
    let results = read(&write(&root, "feed.json", json), &Options::default());
    assert_eq!(results[0].as_ref().unwrap().document.text, "The army left the town.");

    let broken = read(&write(&root, "broken.rss", "<rss version='2.0'><channel><item>"), &Options::default());
    assert!(broken.iter().all(|r| r.is_err() || r.as_ref().unwrap().document.text.is_empty()));
}

/// A record of an archive.
fn record(kind: &str, extra: &str, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{}>\r\nWARC-Target-URI: https://a.example/{}\r\n\
         WARC-Date: 2026-02-12T00:00:00Z\r\nContent-Type: application/http; msgtype={kind}\r\n{extra}Content-Length: {}\r\n\r\n",
        content.len(),
        content.len(),
        content.len()
    );
    [head.as_bytes(), content, b"\r\n\r\n"].concat()
}

fn response(head: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 {head}\r\n\r\n").as_bytes(), body].concat()
}

fn archive() -> Vec<Vec<u8>> {
    let page = PAGE.as_bytes();
    let gzip = response("200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip", &packed(page));
    let latin = "<html><body><p>Le caf\u{e9} a ferm\u{e9}.</p></body></html>";
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(latin);
    vec![
        record("warcinfo", "", b"software: test"),
        record("request", "", b"GET / HTTP/1.1\r\n\r\n"),
        record("response", "", &response("200 OK\r\nContent-Type: text/html; charset=utf-8", page)),
        record("response", "", &response("200 OK\r\nContent-Type: image/png", b"\x89PNG")),
        record("response", "", &response("404 Not Found\r\nContent-Type: text/html", page)),
        record("response", "", &gzip),
        record(
            "response",
            "WARC-Truncated: length\r\n",
            &response("200 OK\r\nContent-Type: text/html", &page[..300]),
        ),
        record("response", "", &response("200 OK\r\nContent-Type: text/html; charset=iso-8859-1", &latin)),
    ]
}

#[test]
fn pages_of_archives_are_documents() {
    let root = folder("warc");
    let whole = archive().concat();
    let members: Vec<u8> = archive().iter().flat_map(|r| packed(r)).collect();
    for (name, bytes) in [("a.warc", whole), ("a.warc.gz", members)] {
        let options = Options::default();
        let mut records = open(vec![Source::Path(write(&root, name, bytes))], options.clone());
        let results: Vec<_> = records.by_ref().map(|r| r.and_then(|r| r.read(&options))).collect();
        assert_eq!(show(&results)[..2], ["Talks fail The", "Talks fail The"], "{name}");
        assert_eq!((results.len(), records.skipped().records), (4, 4), "{name}");
        let first = results[0].as_ref().unwrap();
        assert_eq!(value(first, Field::Fetched), Some(("2026-02-12T00:00:00Z", "warc warc-date")));
        assert!(value(first, Field::Url).unwrap().0.starts_with("https://a.example/"));
        assert_eq!(first.document.published.unwrap().to_string(), "2026-02-11");
        let container = first.document.provenance.container.as_ref().unwrap();
        assert!(container.record == 3 && container.record_id.as_ref().unwrap().starts_with("urn:uuid:"));
        assert!(results[2].as_ref().unwrap().diagnostics.iter().any(|d| d.code == "IN009"));
        assert_eq!(results[3].as_ref().unwrap().document.provenance.encoding, Some("windows-1252"));
    }
}

#[test]
fn a_damaged_record_costs_itself_alone() {
    let root = folder("warc-damaged");
    let page = |n: usize| {
        let body = PAGE.replace("Talks fail", &format!("Talks number {n} fail"));
        record("response", "", &response("200 OK\r\nContent-Type: text/html", body.as_bytes()))
    };
    let lying = String::from_utf8(page(2)).unwrap().replace("Content-Length: ", "Content-Length: 9");
    let headless = String::from_utf8(page(3)).unwrap().replace("Content-Length", "Content-Lngth");
    let noise = b"something that is no record\r\nat all\r\n".to_vec();
    let plain = [page(1), noise, page(4), headless.into_bytes(), page(5)].concat();
    let results = read(&write(&root, "noise.warc", plain), &Options::default());
    let ok = results.iter().filter(|r| r.is_ok()).count();
    assert_eq!((ok, results.len()), (3, 5), "{:?}", show(&results));
    // A record that says it is longer than the file takes the rest of a file in one piece, and says so.
    let results =
        read(&write(&root, "lying.warc", [page(1), lying.into_bytes()].concat()), &Options::default());
    assert_eq!(show(&results)[1], "! the file ends within the record");
    // In a packed file each record is a member of its own: the others stand.
    let mut bad = packed(&page(2));
    let at = bad.len() / 2;
    bad[at] ^= 0x55;
    bad[at + 3] ^= 0x55;
    let members = [packed(&page(1)), bad, packed(&page(3))].concat();
    let results = read(&write(&root, "bad.warc.gz", members), &Options::default());
    let shown = show(&results);
    assert_eq!(
        (shown.first().unwrap().as_str(), shown.last().unwrap().as_str()),
        ("Talks number 1", "Talks number 3")
    );
    assert!(shown.iter().any(|s| s.starts_with('!')), "{shown:?}");
    // Pages longer than the limit are told of and stepped over.
    let limits = Limits { record_bytes_max: 400, ..Limits::default() };
    let results = read(&root.join("noise.warc"), &Options { limits, ..Options::default() });
    assert!(results.iter().all(|r| r.as_ref().unwrap_err().scope == Scope::Record));
}

#[test]
fn archives_in_a_zip_file_are_read() {
    let root = folder("wacz");
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let members: Vec<u8> = archive().iter().flat_map(|r| packed(r)).collect();
    for (name, bytes) in [
        ("datapackage.json", b"{}".to_vec()),
        ("archive/b.warc.gz", members),
        ("archive/a.warc", archive().concat()),
    ] {
        zip.start_file(name, stored).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    let path = write(&root, "crawl.wacz", zip.finish().unwrap().into_inner());
    let results = read(&path, &Options::default());
    assert_eq!(results.iter().filter(|r| r.is_ok()).count(), 8);
    assert!(results[0].as_ref().unwrap().document.id.contains("crawl.wacz!archive/a.warc#3"));
    let empty = zip::ZipWriter::new(std::io::Cursor::new(Vec::new())).finish().unwrap().into_inner();
    let other = write(&root, "other.wacz", [b"PK\x03\x04".to_vec(), empty].concat());
    assert!(read(&other, &Options::default())[0].is_err());
}

#[test]
fn a_bomb_is_stopped_at_the_limit() {
    let root = folder("bomb");
    let bomb = packed(&[b"<html><body><p>".to_vec(), vec![b'a'; 30 << 20]].concat());
    assert!(bomb.len() < 1 << 18);
    let results = read(&write(&root, "page.html.gz", &bomb), &Options::default());
    assert!(results[0].as_ref().unwrap_err().reason.contains("longer than the limit"));
    let line = packed(&[b"{\"text\": \"".to_vec(), vec![b'a'; 30 << 20]].concat());
    let results = read(&write(&root, "lines.jsonl.gz", line), &Options::default());
    assert!(results[0].as_ref().unwrap_err().reason.contains("longer than the limit"));
}

#[test]
fn users_values_fill_in_or_overrule() {
    let root = folder("user");
    let path = write(&root, "a.html", PAGE);
    let given = Options {
        published: Some("2020-01-01".parse().unwrap()),
        publisher: Some("The Courier".into()),
        ..Options::default()
    };
    let reading = read(&path, &given).remove(0).unwrap();
    assert_eq!(reading.document.published.unwrap().to_string(), "2026-02-11");
    assert_eq!(reading.document.publisher.as_deref(), Some("The Courier"));
    let reading = read(&path, &Options { overrule: true, ..given }).remove(0).unwrap();
    assert_eq!(reading.document.published.unwrap().to_string(), "2020-01-01");
    assert_eq!(value(&reading, Field::Published), Some(("2020-01-01", "user")));
    assert_eq!(
        reading.document.provenance.metadata.iter().filter(|m| m.field == Field::Published).count(),
        2
    );
}

/// Answers requests on loopback, one after the other.
fn serve(answers: Vec<Vec<u8>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for answer in answers {
            let (mut socket, _) = listener.accept().unwrap();
            let _ = socket.read(&mut [0; 4096]);
            let _ = socket.write_all(&answer);
            if answer.is_empty() {
                std::thread::sleep(std::time::Duration::from_secs(5));
            }
        }
    });
    address
}

fn answer(head: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

#[test]
fn an_address_that_is_named_is_fetched() {
    let url = serve(vec![
        b"HTTP/1.1 301 Moved\r\nLocation: /news/1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".to_vec(),
        answer("200 OK\r\nContent-Type: text/html; charset=utf-8", PAGE.as_bytes()),
        answer("200 OK\r\nContent-Type: application/rss+xml", RSS.as_bytes()),
        answer("404 Not Found\r\nContent-Type: text/html", b"gone"),
        answer("200 OK\r\nContent-Type: text/html", &vec![b'a'; 40 << 10]),
        Vec::new(),
    ]);
    let limits = Limits { page_bytes_max: 20 << 10, fetch_seconds_max: 1, ..Limits::default() };
    let options = Options { limits, ..Options::default() };
    let sources = (0..5).map(|_| Source::Url(format!("{url}/start"))).collect();
    let results: Vec<_> = open(sources, options.clone()).map(|r| r.and_then(|r| r.read(&options))).collect();
    let page = results[0].as_ref().unwrap();
    assert_eq!(page.document.url.as_deref(), Some(format!("{url}/news/1").as_str()));
    assert_eq!(
        show(&results)[1..4],
        ["KABUL (Reuters) -", "The army left.", "! the server answered 404 Not Found"]
    );
    assert!(results[4].as_ref().unwrap_err().reason.contains("longer than the limit"));
    let slow = results[5].as_ref().unwrap_err();
    assert!(slow.reason.contains("did not answer") && slow.scope == Scope::Source, "{slow}");
}
