//! Articles are coded as they come, and nothing is read before it is whole.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::Value;

use crate::run::{folder, sayso};

const SOON: Duration = Duration::from_secs(60);

struct Follower {
    child: Child,
    lines: Receiver<String>,
}

/// Starts the program; its lines can be waited for.
fn follow(args: &[&str]) -> Follower {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(["code", "--follow"])
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let out: ChildStdout = child.stdout.take().unwrap();
    let (send, lines) = channel();
    std::thread::spawn(move || {
        BufReader::new(out).lines().map_while(Result::ok).all(|l| send.send(l).is_ok())
    });
    Follower { child, lines }
}

impl Follower {
    /// The identifier of the next article, and the type of its first event.
    fn next(&self) -> (String, String) {
        let line = self.lines.recv_timeout(SOON).expect("an article is coded while others are waited for");
        let record: Value = serde_json::from_str(&line).unwrap();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        (text(&record["document"]["id"]), text(&record["events"][0]["type"]))
    }

    fn is_silent(&self, ms: u64) -> bool {
        self.lines.recv_timeout(Duration::from_millis(ms)).is_err()
    }

    /// Presses Ctrl-C, and gives the status and what was said.
    fn interrupt(self) -> (Option<i32>, String) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
        let done = self.child.wait_with_output().unwrap();
        (done.status.code(), String::from_utf8(done.stderr).unwrap())
    }
}

#[test]
fn lines_are_coded_as_they_come() {
    let mut follower = follow(&["-q", "-"]);
    let mut pipe = follower.child.stdin.take().unwrap();
    pipe.write_all(b"{\"id\":\"a\",\"text\":\"Rebels attacked a convoy.\"}\n{\"id\":\"b\",\"te").unwrap();
    pipe.flush().unwrap();
    assert_eq!(follower.next(), ("a".to_owned(), "ASSAULT".to_owned()));
    assert!(follower.is_silent(300), "half a line is none");
    pipe.write_all(b"xt\":\"Police arrested 40 protesters.\"}\nno article\n").unwrap();
    assert_eq!(follower.next(), ("b".to_owned(), "COERCE".to_owned()));
    drop(pipe);
    let done = follower.child.wait_with_output().unwrap();
    assert_eq!(done.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&done.stderr).contains("-#3"), "the line that is bad is named");
}

#[test]
fn an_interrupted_pipe_ends_well() {
    let mut follower = follow(&["-q", "-"]);
    let mut pipe = follower.child.stdin.take().unwrap();
    pipe.write_all(b"{\"id\":\"a\",\"text\":\"Rebels attacked a convoy.\"}\n").unwrap();
    follower.next();
    assert_eq!(follower.interrupt(), (Some(0), String::new()));
}

#[test]
fn files_are_read_once_they_are_whole_and_not_again() {
    let folder = folder("follow");
    let news = folder.join("news");
    fs::create_dir(&news).unwrap();
    let (seen, out) = (folder.join("seen.jsonl"), folder.join("out.jsonl"));
    let [seen, out, source] = [&seen, &out, &news].map(|p| p.to_str().unwrap().to_owned());
    fs::write(news.join("a.txt"), "Rebels attacked a convoy.").unwrap();
    let follower = follow(&["--settle", "2", "--seen", &seen, &source]);
    assert!(follower.next().0.ends_with("a.txt"));
    let mut slow = fs::File::create(news.join("b.txt")).unwrap();
    for words in ["Police ", "arrested ", "40 ", "protesters."] {
        slow.write_all(words.as_bytes()).unwrap();
        assert!(follower.is_silent(200), "it is still being written");
    }
    let (name, kind) = follower.next();
    assert!(name.ends_with("b.txt") && kind == "COERCE");
    fs::write(news.join("c.txt.part"), "Rebels ").unwrap();
    assert!(follower.is_silent(1_000), "its name says that it is under way");
    fs::write(news.join("c.txt.part"), "Rebels attacked a convoy.").unwrap();
    fs::rename(news.join("c.txt.part"), news.join("c.txt")).unwrap();
    assert_eq!(follower.next().1, "ASSAULT");
    // The list is written right after the record.
    while fs::read_to_string(&seen).unwrap().lines().count() < 3 {
        std::thread::sleep(Duration::from_millis(20));
    }
    let (status, said) = follower.interrupt();
    assert_eq!(status, Some(0));
    assert!(said.starts_with("code 3 of 3 texts"), "{said}");

    fs::write(news.join("d.txt"), "The two presidents met in Geneva.").unwrap();
    fs::write(&out, "kept\n").unwrap();
    let again = follow(&["--settle", "0", "--seen", &seen, "-f", "jsonl", "-o", &out, &source]);
    while fs::read_to_string(&out).unwrap().lines().count() < 2 {
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(again.interrupt().0, Some(0));
    let text = fs::read_to_string(&out).unwrap();
    assert!(text.starts_with("kept\n") && text.contains("d.txt") && !text.contains("a.txt"), "{text}");
}

#[test]
fn what_cannot_be_followed_is_told() {
    let run = sayso(&["code", "--follow", "no-such-folder"], b"");
    assert_eq!(run.status, Some(2));
    assert!(
        run.stderr.contains("`--follow` takes `-` or folders, and `no-such-folder` is none"),
        "{}",
        run.stderr
    );
    let run = sayso(&["code", "--follow", "--input", "html", "-"], b"");
    assert_eq!(run.status, Some(2));
    assert!(run.stderr.contains("JSONL, CSV or TSV"), "{}", run.stderr);
}
