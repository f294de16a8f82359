//! What happens around the program goes wrong: no room, nothing to write to, signals, others who write, another version.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use crate::run::{folder, sayso};

const SAYSO: &str = env!("CARGO_BIN_EXE_sayso");

fn news(folder: &Path, count: usize) -> PathBuf {
    let news = folder.join("news");
    std::fs::create_dir_all(&news).unwrap();
    for n in 0..count {
        let text = format!(
            "The army killed {n} people in an air strike on Nyala on Monday, two witnesses said. \
             The government denied that it had attacked the town.\n\n"
        );
        std::fs::write(news.join(format!("{n:03}.txt")), text.repeat(1 + n % 9)).unwrap();
    }
    news
}

/// Runs a line of the shell, in which `$0` is the program and `$1`… are the arguments.
fn shell(line: &str, arguments: &[&str]) -> Output {
    Command::new("sh").args(["-c", line, SAYSO]).args(arguments).stdin(Stdio::null()).output().unwrap()
}

fn whole(db: &str) -> String {
    let run = sayso(&["verify", "--fingerprint", "--db", db], b"");
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    String::from_utf8(run.stdout).unwrap().lines().last().unwrap().to_owned()
}

#[test]
fn a_full_disk_or_a_full_pipe_is_told_of() {
    let folder = folder("full");
    let news = news(&folder, 60);
    let (news, db) = (news.to_str().unwrap(), folder.join("full.db"));
    let db = db.to_str().unwrap();
    let wanted = {
        let whole_db = folder.join("whole.db");
        let run = sayso(&["ingest", "-q", "--db", whole_db.to_str().unwrap(), news], b"");
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        whole(whole_db.to_str().unwrap())
    };
    // Files may grow to so many blocks of 512 bytes; the signal of it is ignored, as on a disk that is full.
    let mut told = 0;
    for blocks in [1, 100, 300, 500, 700, 900, 1200] {
        let line = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" ingest -q --db \"$1\" \"$2\"");
        let output = shell(&line, &[db, news]);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 6)), "{blocks}: {:?} {stderr}", output.status);
        told += usize::from(output.status.code() == Some(6) && stderr.contains("error:"));
    }
    assert!(told >= 2, "no run met the end of the disk");
    let run = sayso(&["ingest", "-q", "--db", db, news], b"");
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert_eq!(whole(db), wanted);
    println!("figure: files that may grow no further, in `ingest` | 7 | 7 | 0");
    for verb in ["code -f jsonl -q \"$2\"", "claims --db \"$1\"", "docs --db \"$1\"", "verify --db \"$1\""] {
        let output = shell(&format!("exec \"$0\" {verb} >/dev/full"), &[db, news]);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.code() == Some(6) && stderr.contains("incomplete"),
            "{verb}: {:?} {stderr}",
            output.status
        );
        let output = shell(&format!("\"$0\" {verb} | head -c 1 >/dev/null; echo"), &[db, news]);
        assert!(output.stderr.is_empty(), "{verb}: {}", String::from_utf8_lossy(&output.stderr));
    }
    println!("figure: output that is full, and a pipe that is closed | 8 | 8 | 0");
}

#[test]
fn a_polite_request_to_end_loses_nothing() {
    let folder = folder("polite");
    let news = news(&folder, 80);
    let (whole_db, db) = (folder.join("whole.db"), folder.join("polite.db"));
    let ingest = |db: &Path| {
        Command::new(SAYSO)
            .args(["ingest", "-q", "--db", db.to_str().unwrap(), news.to_str().unwrap()])
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    assert!(ingest(&whole_db).wait().unwrap().success());
    let (mut ended, tries) = (0, 4);
    for n in 0..tries {
        let mut child = ingest(&db);
        std::thread::sleep(Duration::from_millis(150 + 250 * n));
        let signal = if n % 2 == 0 { "-TERM" } else { "-INT" };
        let _ = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        let status = child.wait().unwrap();
        // It ended by itself, with its own status; or it was done, or had not begun to listen.
        assert!(matches!(status.code(), Some(0 | 130) | None), "{status:?}");
        ended += usize::from(status.code() == Some(130));
    }
    assert!(ingest(&db).wait().unwrap().success());
    assert_eq!(whole(db.to_str().unwrap()), whole(whole_db.to_str().unwrap()));
    println!("figure: SIGTERM and SIGINT in `ingest`, {ended} in its middle | {tries} | {tries} | 0");
}

#[test]
fn a_ledger_that_may_not_be_written_is_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder("read-only");
    let news = news(&folder, 3);
    let db = folder.join("l.db");
    let place = db.to_str().unwrap();
    assert_eq!(sayso(&["ingest", "-q", "--db", place, news.to_str().unwrap()], b"").status, Some(0));
    let before = std::fs::read(&db).unwrap();
    let mode =
        |path: &Path, mode: u32| std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    mode(&db, 0o444);
    mode(&folder, 0o555);
    // Root may write anywhere: then somebody else asks.
    let is_root = std::fs::write(folder.join("probe"), b"").is_ok();
    let _ = std::fs::remove_file(folder.join("probe"));
    let ask = |arguments: &[&str]| {
        let mut command = match is_root {
            true => {
                let mut c = Command::new("setpriv");
                c.args(["--reuid=65534", "--regid=65534", "--clear-groups", SAYSO]);
                c
            }
            false => Command::new(SAYSO),
        };
        command.args(arguments).stdin(Stdio::null()).output()
    };
    let reads = ask(&["claims", "--db", place]);
    let verifies = ask(&["verify", "--db", place]);
    let writes = ask(&["ingest", "--db", place, news.to_str().unwrap()]);
    mode(&folder, 0o755);
    mode(&db, 0o644);
    let Ok(reads) = reads else {
        println!("skipped: nobody else to ask as");
        return;
    };
    let said = |output: &Output| String::from_utf8_lossy(&output.stderr).into_owned();
    if is_root && said(&reads).to_lowercase().contains("permission") {
        println!("skipped: others do not reach this folder");
        return;
    }
    assert_eq!(reads.status.code(), Some(0), "{}", said(&reads));
    assert!(!reads.stdout.is_empty());
    let verifies = verifies.unwrap();
    assert_eq!(verifies.status.code(), Some(0), "{}", said(&verifies));
    // Nothing is new, so that nothing must be written.
    let writes = writes.unwrap();
    assert!(matches!(writes.status.code(), Some(0 | 6)), "{}", said(&writes));
    assert_eq!(std::fs::read(&db).unwrap(), before);
    println!("figure: a ledger that may not be written, in a folder that may not be | 3 | 3 | 0");
}

#[test]
fn the_same_bytes_whatever_the_processor_and_the_threads() {
    let folder = folder("same");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../serve/browser/articles");
    let out = |name: &str, threads: &str, portable: bool| {
        let path = folder.join(name);
        let mut command = Command::new(SAYSO);
        command.args([
            "code",
            "-q",
            "-f",
            "jsonl",
            threads,
            "-o",
            path.to_str().unwrap(),
            corpus.to_str().unwrap(),
        ]);
        if portable {
            command.env("SAYSO_PORTABLE", "1");
        }
        assert!(command.status().unwrap().success());
        std::fs::read(path).unwrap()
    };
    let first = out("a", "-j1", false);
    assert!(first.len() > 10_000);
    for (name, threads, portable) in
        [("b", "-j1", false), ("c", "-j4", false), ("d", "-j1", true), ("e", "-j3", true)]
    {
        assert!(out(name, threads, portable) == first, "{threads}, portable: {portable}");
    }
    println!("figure: the same bytes: runs, threads, with and without AVX2 | 4 | 4 | 0");
}
