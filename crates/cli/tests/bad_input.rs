//! Inputs that nobody should give, and what comes of them.

use crate::run::{folder, sayso};

/// Name, bytes, exit status, whether there is a record, and what is said.
fn table() -> Vec<(&'static str, Vec<u8>, i32, bool, &'static str)> {
    let french = "Le ministre a déclaré lundi que les pourparlers avaient échoué et que les deux parties ne se \
                  retrouveraient pas avant la fin du mois dans la capitale.\n";
    let utf16: Vec<u8> = "\u{FEFF}The army left.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        ("empty", Vec::new(), 0, true, "warning: `-`: the text holds no words\n"),
        ("blanks", b" \n\t\r\n".to_vec(), 0, true, "warning: `-`: the text holds no words\n"),
        ("one word", b"Kabul".to_vec(), 0, true, ""),
        (
            "latin",
            b"It cost \xA3 40.".to_vec(),
            3,
            false,
            "error: cannot read `-`: invalid UTF-8 at byte 8 (line 1): `0xA3`\nhint: it may be",
        ),
        (
            "cut off",
            "Café".as_bytes()[..4].to_vec(),
            3,
            false,
            "error: cannot read `-`: invalid UTF-8 at byte 3",
        ),
        (
            "zero",
            b"The army\0 left.".to_vec(),
            3,
            false,
            "error: cannot read `-`: NUL byte at byte 8\nhint: ",
        ),
        (
            "utf-16",
            utf16,
            3,
            false,
            "error: cannot read `-`: text is in UTF-16LE, not UTF-8\nhint: convert it with `iconv",
        ),
        (
            "french",
            french.repeat(3).into_bytes(),
            0,
            true,
            "warning: `-`: the text seems to be in language `fr`",
        ),
        (
            "right to left",
            "قال المتحدث \u{202B}«لا»\u{202C} שלום 🚁\n".repeat(40).into_bytes(),
            0,
            true,
            "warning: `-`: the text seems",
        ),
        ("emoji", "🚁👩‍👩‍👧🇸🇩 ".repeat(300).into_bytes(), 0, true, "warning: `-`: the text holds no words\n"),
        ("rules", "-----\n".repeat(2_000).into_bytes(), 0, true, "warning: `-`: the text holds no words\n"),
        (
            "million lines",
            "Il a dit que non, et la foule est partie.\n".repeat(1_000_000).into_bytes(),
            0,
            true,
            "warning: `-`: the text seems to be in language `fr`",
        ),
        (
            "50 megabytes",
            french.repeat(330_000).into_bytes(),
            0,
            true,
            "warning: `-`: the text seems to be in language `fr`",
        ),
        (
            "65 megabytes",
            vec![b'a'; 65 << 20],
            3,
            false,
            "error: cannot read `-`: text of 67108865 bytes is longer than the limit",
        ),
        ("one long word", vec![b'x'; 1 << 20], 0, true, ""),
        ("open brackets", b"(\"[".repeat(1_000), 0, true, "warning: `-`: the text holds no words\n"),
    ]
}

#[test]
fn bad_inputs_give_an_empty_record_or_a_message() {
    for (name, bytes, status, record, said) in table() {
        let run = sayso(&["code", "--format", "jsonl", "-"], &bytes);
        assert_eq!(run.status, Some(status), "{name}: {}", run.stderr);
        assert!(run.stderr.starts_with(said), "{name}: {}", run.stderr);
        assert_eq!(run.stdout.iter().filter(|&&b| b == b'\n').count(), usize::from(record), "{name}");
        if record {
            let value: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
            assert_eq!(value["document"]["characters"], String::from_utf8(bytes).unwrap().chars().count());
            assert_eq!(value["statements"].as_array().unwrap().len(), 0, "{name}");
        }
    }
}

#[test]
fn other_files_are_coded_when_one_fails() {
    let folder = folder("some-fail");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    std::fs::write(path("a.txt"), "The army left the town on Monday, officials said.").unwrap();
    std::fs::write(path("b.txt"), b"\xFF\xFF").unwrap();
    std::fs::write(path("c.txt"), "").unwrap();
    let (a, b, c, failed) = (path("a.txt"), path("b.txt"), path("c.txt"), path("failed"));
    let run = sayso(&["code", "-f", "jsonl", "--failed", &failed, &a, &b, "missing", &c], b"");
    assert_eq!(run.status, Some(3), "{}", run.stderr);
    let lines: Vec<serde_json::Value> = run
        .stdout
        .split(|&b| b == b'\n')
        .filter(|l| !l.is_empty())
        .map(|l| serde_json::from_slice(l).unwrap())
        .collect();
    let ids: Vec<&str> = lines.iter().map(|l| l["document"]["id"].as_str().unwrap()).collect();
    assert_eq!(ids, [a.as_str(), c.as_str()]);
    assert_eq!(std::fs::read_to_string(failed).unwrap(), format!("{b}\nmissing\n"));
    let strict = sayso(&["code", "-f", "jsonl", "--strict", "-j1", &a, &b, &c], b"");
    assert_eq!((strict.status, strict.stdout.iter().filter(|&&b| b == b'\n').count()), (Some(3), 1));
}

/// A reader that has seen enough is no error: `sayso code … | head -1`.
#[test]
fn a_closed_pipe_is_quiet() {
    use std::process::{Command, Stdio};
    let folder = folder("closed-pipe");
    let text = folder.join("a.txt");
    std::fs::write(&text, "-----\n".repeat(1_000)).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(["code", "-f", "json", "-q"])
        .args([&text, &text, &text])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}
