//! Strangers at the door of a server that listens: slow, oversized, bent and broken questions, and very many good ones.
//!
//! `SAYSO_LONG=1` makes the last test as long as an hour of a busy newsroom.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use sayso_serve::Settings;
use sayso_store::{Open, Store};

use crate::ledger::settings;

/// A server on a port of its own, and the ledger that it serves.
fn listening(patience: Duration) -> (SocketAddr, String) {
    let settings = Settings { address: ([127, 0, 0, 1], 0).into(), patience, ..settings() };
    let ledger = settings.ledger.clone();
    let (ready, at) = std::sync::mpsc::channel();
    std::thread::spawn(move || sayso_serve::serve(settings, |address| ready.send(address).unwrap()));
    (at.recv_timeout(Duration::from_secs(30)).unwrap(), ledger)
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream
}

/// Sends bytes and reads until the server closes; the status, or 0 if it said nothing.
fn say(address: SocketAddr, bytes: &[u8]) -> (u16, String) {
    let mut stream = connect(address);
    // A server that has seen enough stops reading.
    let _ = stream.write_all(bytes);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let text = String::from_utf8_lossy(&answer).into_owned();
    (text.get(9..12).and_then(|s| s.parse().ok()).unwrap_or(0), text)
}

fn get(address: SocketAddr, path: &str) -> (u16, String) {
    say(address, format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").as_bytes())
}

#[test]
fn a_visitor_who_is_slow_keeps_nobody_out() {
    let (address, _) = listening(Duration::from_secs(1));
    let slow = 200;
    let mut visitors: Vec<TcpStream> = (0..slow).map(|_| connect(address)).collect();
    let begun = Instant::now();
    for (n, visitor) in visitors.iter_mut().enumerate() {
        match n % 3 {
            0 => visitor.write_all(b"GET /claims HTTP/1.1\r\nHo").unwrap(),
            1 => {}
            // A body that never comes.
            _ => visitor
                .write_all(
                    format!(
                        "POST /decisions HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\n\
                         Content-Length: 1000\r\n\r\n{{"
                    )
                    .as_bytes(),
                )
                .unwrap(),
        }
    }
    assert_eq!(get(address, "/claims.json").0, 200);
    assert!(begun.elapsed() < Duration::from_secs(20));
    // A byte from time to time makes no difference.
    for _ in 0..4 {
        std::thread::sleep(Duration::from_millis(400));
        for visitor in visitors.iter_mut().step_by(3) {
            let _ = visitor.write_all(b"s");
        }
    }
    for mut visitor in visitors {
        let mut rest = Vec::new();
        match visitor.read_to_end(&mut rest) {
            Ok(_) => {}
            Err(error) => {
                assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset, "it was kept waiting")
            }
        }
    }
    assert_eq!(get(address, "/claims.json").0, 200);
    println!(
        "figure: slow visitors, all let go within {:.0} s | {slow} | {slow} | 0",
        begun.elapsed().as_secs_f64()
    );
}

#[test]
fn questions_that_are_no_questions_are_refused() {
    let (address, ledger) = listening(Duration::from_secs(5));
    let own = format!("Host: {address}\r\nConnection: close\r\n");
    let port = address.port();
    let long = "x".repeat(1 << 20);
    let many: String = (0..5_000).map(|n| format!("X-{n}: y\r\n")).collect();
    let asks: Vec<(String, &[u16])> = vec![
        // Too large.
        (format!("GET /claims?q={} HTTP/1.1\r\n{own}\r\n", &long[..20_000]), &[414]),
        (format!("GET /claims?q={long} HTTP/1.1\r\n{own}\r\n"), &[400, 414, 431, 0]),
        (format!("GET /claims HTTP/1.1\r\n{own}X-A: {long}\r\n\r\n"), &[431, 0]),
        (format!("GET /claims HTTP/1.1\r\n{own}{many}\r\n"), &[431, 0]),
        (
            format!(
                "POST /decisions HTTP/1.1\r\n{own}Content-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n"
            ),
            &[413, 408, 504, 400],
        ),
        // Names bent to this machine, two names, and names that only look like ours.
        ("GET /claims HTTP/1.1\r\nConnection: close\r\n\r\n".into(), &[421]),
        (format!("GET /claims HTTP/1.1\r\n{own}Host: evil.example\r\n\r\n"), &[400]),
        (format!("GET /claims HTTP/1.1\r\nHost: evil.example:{port}\r\nConnection: close\r\n\r\n"), &[421]),
        (
            format!(
                "GET http://{address}/claims HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
            ),
            &[421],
        ),
        (
            format!(
                "GET /claims HTTP/1.1\r\nHost: 127.0.0.1.evil.example:{port}\r\nConnection: close\r\n\r\n"
            ),
            &[421],
        ),
        (
            format!("GET /claims HTTP/1.1\r\nHost: evil@127.0.0.1:{port}\r\nConnection: close\r\n\r\n"),
            &[421, 400],
        ),
        (format!("GET /claims HTTP/1.1\r\nHost: 2130706433:{port}\r\nConnection: close\r\n\r\n"), &[421]),
        (format!("GET /claims HTTP/1.1\r\nHost: localhost.:{port}\r\nConnection: close\r\n\r\n"), &[421]),
        // Two questions in one, and none.
        (
            format!(
                "POST /decisions HTTP/1.1\r\n{own}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            ),
            &[400, 403, 404, 415, 422],
        ),
        ("\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}".into(), &[400, 0]),
        ("GET / HTTP/9.9\r\n\r\n".into(), &[400, 505, 0]),
        ("\r\n\r\n\r\n".into(), &[400, 0]),
        (format!("TRACE /claims HTTP/1.1\r\n{own}\r\n"), &[405]),
        (format!("CONNECT evil.example:443 HTTP/1.1\r\n{own}\r\n"), &[400, 404, 405, 421]),
        (format!("DELETE /claims HTTP/1.1\r\n{own}\r\n"), &[405]),
        // A page of another site writes, or asks whether it may.
        (
            format!(
                "POST /decisions HTTP/1.1\r\n{own}Origin: https://evil.example\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{{}}"
            ),
            &[403],
        ),
        (
            format!(
                "OPTIONS /decisions HTTP/1.1\r\n{own}Origin: https://evil.example\r\nAccess-Control-Request-Method: POST\r\n\r\n"
            ),
            &[403, 405],
        ),
    ];
    for (ask, wanted) in &asks {
        let (status, answer) = say(address, ask.as_bytes());
        let shown: String = ask.chars().take(120).collect();
        assert!(wanted.contains(&status), "{shown:?}: {status}");
        assert!(!answer.to_ascii_lowercase().contains("access-control-allow"), "{shown:?}");
    }
    // Files of this machine.
    let paths = [
        "/../../../../etc/passwd",
        "/assets/../../../../etc/passwd",
        "/assets/x/..%2f..%2f..%2fetc%2fpasswd",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets/x/%2e%2e%5c%2e%2e%5cledger.db",
        "//etc/passwd",
        "/articles/..%2f..%2fetc%2fpasswd",
        "/articles/%00",
        "/claims/..;/..;/etc/passwd",
        "/incidents/%c0%ae%c0%ae%c0%afetc%c0%afpasswd",
        "/actors/..%252f..%252fetc%252fpasswd",
    ];
    for path in paths {
        let (status, answer) = get(address, path);
        assert!([400, 404].contains(&status) && !answer.contains("root:"), "{path}: {status}");
    }
    // SQL, and the language of the full-text index, where a filter stands.
    let state = |path: &str| {
        let mut store = Store::open(path, Open::Existing).unwrap();
        store.verify().unwrap().unwrap();
        store.head().unwrap()
    };
    let before = state(&ledger);
    let filters = [
        "';DROP TABLE entry;--",
        "type:x' OR '1'='1",
        "\" OR 1=1 --",
        "words:* NEAR(a b)",
        "text:\"a\" OR facets:\"b\"",
        "killed>=1;DELETE FROM claim",
        "killed>=9223372036854775808",
        "date:2024-13-45",
        "confidence>=NaN",
        "confidence>=1e309",
        "actor:\u{E000}all\u{E001}",
        "{facets} : all",
        "^start",
        "a AND NOT b)))",
        "x*y*z*",
    ];
    for filter in filters {
        let escaped: String = filter.bytes().map(|b| format!("%{b:02X}")).collect();
        for path in [
            "/claims.json?q=",
            "/claims?q=",
            "/articles.json?q=",
            "/claims.json?actor=",
            "/claims.csv?source=",
        ] {
            let (status, _) = get(address, &format!("{path}{escaped}"));
            assert!([200, 400].contains(&status), "{path}{filter}: {status}");
        }
    }
    assert_eq!(state(&ledger), before);
    let count = asks.len() + paths.len() + filters.len() * 5;
    println!("figure: questions to a server that mean harm, let in | {count} | {count} | 0");
}

/// Asks over one connection that stays open; gives the status.
fn ask_again(stream: &mut TcpStream, buffer: &mut Vec<u8>, address: SocketAddr, path: &str) -> u16 {
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n").unwrap();
    buffer.clear();
    let mut piece = [0; 16 << 10];
    loop {
        let n = stream.read(&mut piece).unwrap();
        assert!(n > 0, "{path}: the server hung up");
        buffer.extend_from_slice(&piece[..n]);
        let Some(head) = buffer.windows(4).position(|w| w == b"\r\n\r\n") else { continue };
        let text = String::from_utf8_lossy(&buffer[..head]).to_ascii_lowercase();
        let status = text[9..12].parse().unwrap();
        let length = text.lines().find_map(|l| l.strip_prefix("content-length: ")?.parse::<usize>().ok());
        let whole = match length {
            Some(length) => buffer.len() >= head + 4 + length,
            None => buffer.ends_with(b"0\r\n\r\n"),
        };
        if whole {
            return status;
        }
    }
}

/// Memory of this process that is in use, in MB.
fn resident_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"));
    line.and_then(|l| l.trim().split(' ').next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}

#[test]
fn very_many_questions_are_answered_without_an_error() {
    let (address, _) = listening(Duration::from_secs(20));
    let per_visitor = if std::env::var_os("SAYSO_LONG").is_some() { 5_000 } else { 400 };
    let visitors = 4;
    let paths = [
        "/claims",
        "/claims.json?limit=50",
        "/claims.json?q=killed%3E%3D10",
        "/claims?status=denied,alleged",
        "/claims/rows?from=0",
        "/articles",
        "/articles.csv",
        "/claims.csv",
        "/claims.geojson",
        "/incidents",
        "/incidents.json",
        "/timeline",
        "/map",
        "/network",
        "/sources",
        "/actors",
        "/openapi.json",
    ];
    let begun = Instant::now();
    let early = std::sync::atomic::AtomicU64::new(0);
    std::thread::scope(|scope| {
        for visitor in 0..visitors {
            let early = &early;
            scope.spawn(move || {
                let mut buffer = Vec::new();
                let mut stream = connect(address);
                for n in 0..per_visitor {
                    if n % 50 == 49 {
                        stream = connect(address);
                    }
                    if n == per_visitor / 4 && visitor == 0 {
                        early.store(resident_mb(), std::sync::atomic::Ordering::Relaxed);
                    }
                    let path = paths[(n + visitor * 5) % paths.len()];
                    assert_eq!(ask_again(&mut stream, &mut buffer, address, path), 200, "{path}");
                }
            });
        }
    });
    let (early, late) = (early.into_inner(), resident_mb());
    assert!(late < early + 100, "memory grew from {early} to {late} MB");
    let count = visitors * per_visitor;
    println!(
        "figure: soak of {:.0} s, memory {early} MB after a quarter, {late} MB at the end | {count} | {count} | 0",
        begun.elapsed().as_secs_f64()
    );
}
