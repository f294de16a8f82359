//! Documents at the limits: each ends in bounded time and memory, in a record or in a message, and the document beside it is
//! coded all the same.
//!
//! `SAYSO_LONG=1` adds the longest text.

use std::process::Command;
use std::time::Duration;

use crate::hostile::packed;
use crate::run::folder;

/// Seconds of the processor for one document, in a build for development.
const SECONDS_MAX: f64 = 60.0;
/// Memory for one document, MB; the program with its data takes 60 of them.
const MEGABYTES_MAX: u64 = 700;

const STORY: &str = "The army left Nyala on Monday, officials said.";

/// Name, ending, bytes, and what is said, if it is no record.
type Case = (&'static str, &'static str, Vec<u8>, Option<&'static str>);

fn cases() -> Vec<Case> {
    let page = |body: String| format!("<!doctype html><html><body>{body}").into_bytes();
    let entities: String = ('b'..='m')
        .zip('a'..)
        .map(|(name, of)| format!("<!ENTITY {name} \"{}\">", format!("&{of};").repeat(10)))
        .collect();
    let feed = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"ha\">{entities}]><rss version=\"2.0\"><channel><title>x</title>\
         <item><title>&m;</title><description>{STORY}</description></item></channel></rss>"
    );
    let response = |body: &[u8], length: usize| {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/a\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n\
             WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n"
        );
        [head.as_bytes(), body, b"\r\n\r\n"].concat()
    };
    let bomb = [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n".as_slice(),
        &packed(&vec![b'b'; 64 << 20]),
    ]
    .concat();
    let mut cases: Vec<Case> = vec![
        ("a word of 8 MB", "txt", vec![b'x'; 8 << 20], None),
        ("bidirectional controls, look-alike names", "txt", "\u{202E}The army\u{202C} \u{2066}killed\u{2069} 12 \u{200F}people\u{200B} in N\u{443}ala, s\u{430}id Ja\u{200D}ne. ".repeat(200).into(), None),
        ("numbers of 400 digits", "txt", format!("The strike killed {0} people on {0} May 2024, officials said. ", "9".repeat(400)).repeat(20).into(), None),
        ("years 0 and 99999, days that never were", "txt", "The army shelled Nyala on 1 January 0000, on 12 March 99999, on 31 February 2024, on 00/00/0000 and in 2147483648, killing minus 3 people. ".repeat(40).into(), None),
        ("a name of 20,000 words", "txt", format!("{}The army shelled {}on Monday.", format!("{STORY} ").repeat(400), "New Al Bakr ".repeat(7_000)).into(), None),
        ("English of 256 KB", "txt", english(256 << 10), None),
        ("900 quotations inside each other", "txt", nested(900), None),
        ("10,000 quotations inside each other", "txt", nested(10_000), None),
        ("200,000 marks of quotation", "txt", vec![b'"'; 200_000], None),
        ("200,000 elements inside each other", "html", page(["<div>".repeat(200_000), format!("<p>{STORY}")].concat()), None),
        ("60,000 tags that nothing closes", "html", page("<b><i><p>The army left. ".repeat(20_000)), None),
        ("a million tags that do not end", "html", page("<a <".repeat(1_000_000)), None),
        ("100,000 attributes of an element", "html", page(format!("<p {}>{STORY}", (0..100_000).map(|n| format!("a{n}=x ")).collect::<String>())), None),
        ("200,000 comments", "html", page("<!-- x -->".repeat(200_000)), None),
        ("structured data 100,000 deep", "html", page(format!("<script type='application/ld+json'>{}</script><p>{STORY}", "[".repeat(100_000))), None),
        ("entities that swell a billion times", "rss", feed.into(), None),
        ("JSON a million deep", "jsonl", format!("{{\"text\":{}\n", "[".repeat(1_000_000)).into(), Some("recursion limit")),
        ("a surrogate alone in JSON", "jsonl", br#"{"text":"The army \ud800 left."}"#.to_vec(), Some("it is no line of JSON")),
        ("a quotation in a table that nothing closes", "csv", format!("id,text\n1,\"{}", "The army left.\n".repeat(560_000)).into(), Some("longer than the limit")),
        ("100,000 columns", "csv", format!("{},text\n{}{STORY}\n", (0..100_000).map(|n| format!("c{n}")).collect::<Vec<_>>().join(","), ",".repeat(100_000)).into(), Some("columns")),
        ("a page that unpacks to 64 MB", "html.gz", packed(&page("a ".repeat(32 << 20))), Some("longer than the limit")),
        ("a text that unpacks to 80 MB", "txt.gz", packed(&vec![b'a'; 80 << 20]), Some("longer than the limit")),
        ("an archived page that unpacks to 64 MB", "warc.gz", packed(&response(&bomb, bomb.len())), Some("longer than the limit")),
        ("an archive that lies about its length", "warc", response(b"HTTP/1.1 200 OK\r\n\r\nx", 1_000_000_000_000), Some("the file ends within the record")),
        ("a million headers", "warc", [b"WARC/1.0\r\n".as_slice(), &b"X: y\r\n".repeat(1_000_000)].concat(), Some("more than 200 headers")),
    ];
    if std::env::var_os("SAYSO_LONG").is_some() {
        cases.push(("English of 1 MB", "txt", english(1 << 20), None));
    }
    cases
}

/// What somebody says that somebody says that somebody says.
fn nested(times: usize) -> Vec<u8> {
    format!("He said {}the army left{}.", "\u{201C}he said ".repeat(times), "\u{201D}".repeat(times))
        .into_bytes()
}

/// News without end: names, towns and figures that differ.
fn english(bytes: usize) -> Vec<u8> {
    let towns = ["Nyala", "Kadugli", "Kassala", "El Fasher", "Geneina", "Port Sudan", "Khartoum"];
    let mut text = String::new();
    for n in 0.. {
        if text.len() >= bytes {
            break;
        }
        text.push_str(&format!(
            "Rebels attacked {} on Monday, killing {} people, a spokesman for group {} said. \"We condemn the attack on {},\" \
             said Minister Ana{} Varga{}. The army denied that it had bombed the market.{}",
            towns[n % 7],
            n % 90 + 2,
            n % 50,
            towns[n % 5],
            n % 300,
            n % 700,
            if n % 4 == 3 { "\n\n" } else { " " }
        ));
    }
    text.into_bytes()
}

/// Seconds of the processor and most memory of a process, as far as it has come.
#[cfg(target_os = "linux")]
fn used(pid: u32) -> Option<(f64, u64)> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
    let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = peak.trim().split(' ').next()?.parse().ok()?;
    Some((ticks as f64 / 100.0, kilobytes >> 10))
}

#[cfg(target_os = "linux")]
#[test]
fn every_document_has_an_end() {
    let folder = folder("limits");
    let good = folder.join("good.txt");
    std::fs::write(&good, STORY).unwrap();
    for (name, ending, bytes, said) in cases() {
        let path = folder.join(format!("case.{ending}"));
        std::fs::write(&path, &bytes).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
            .args(["code", "-q", "-f", "jsonl", "-j1", path.to_str().unwrap(), good.to_str().unwrap()])
            .args(["-o", folder.join("out.jsonl").to_str().unwrap()])
            .stderr(std::fs::File::create(folder.join("stderr")).unwrap())
            .spawn()
            .unwrap();
        let (mut seconds, mut megabytes) = (0.0, 0);
        let status = loop {
            // Both only grow; what the last moment adds is missed.
            if let Some((s, m)) = used(child.id()) {
                (seconds, megabytes) = (s, m);
            }
            assert!(
                seconds < SECONDS_MAX && megabytes < MEGABYTES_MAX,
                "{name}: {seconds} s, {megabytes} MB"
            );
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        let stderr = std::fs::read_to_string(folder.join("stderr")).unwrap();
        let out = std::fs::read_to_string(folder.join("out.jsonl")).unwrap();
        match said {
            Some(said) => assert!(stderr.contains(said) && status.code() == Some(3), "{name}: {stderr}"),
            None => assert_eq!((status.code(), stderr.as_str()), (Some(0), ""), "{name}"),
        }
        assert!(!out.contains("LG001"), "{name}: a stage failed");
        let last = out.lines().last().unwrap_or_default();
        assert!(
            last.contains("good.txt") && last.contains("officials"),
            "{name}: what stood beside it was lost"
        );
        println!("figure: {name} | {} | {seconds:.1} | {megabytes}", bytes.len());
        std::fs::remove_file(path).unwrap();
    }
}
