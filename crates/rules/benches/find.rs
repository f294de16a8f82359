//! What do 200 rules cost for each token, and what do the program's own, on the reports in `examples/`?
//!
//! `cargo bench -p sayso-rules`. For the 200, every verb and every second noun of the texts is in the lexicon, in one of 60 classes,
//! which is more than any real one would hold: the figures are an upper bound.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use sayso_annotate::Annotator;
use sayso_model::{Annotated, Pos};
use sayso_rules::RuleSet;

const CLASSES: usize = 60;
const RULES: usize = 200;

fn main() {
    let texts = annotated();
    let (lexicon, rules) = files(&texts);
    measure("200 rules", &texts, &[("l.tsv".to_owned(), lexicon)], &[("r.rules".to_owned(), rules)]);
    let en = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/en");
    // Other stages keep lists of their own forms in the same folder.
    let lexicons: Vec<_> = read(&en.join("lexicon"), "tsv")
        .into_iter()
        .filter(|(_, text)| text.contains("\n@class\t"))
        .collect();
    measure("rules for statements", &texts, &lexicons, &read(&en.join("rules/statement"), "rules"));
}

/// Files of a folder by name and text.
fn read(folder: &Path, ending: &str) -> Vec<(String, String)> {
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == ending));
    paths.sort();
    paths.iter().map(|p| (p.display().to_string(), std::fs::read_to_string(p).unwrap())).collect()
}

fn measure(name: &str, texts: &[Annotated], lexicons: &[(String, String)], rules: &[(String, String)]) {
    let build = || {
        let mut builder = RuleSet::builder();
        for (name, text) in lexicons {
            builder = builder.lexicon(name, text);
        }
        for (name, text) in rules {
            builder = builder.rules(name, text);
        }
        builder.build().unwrap_or_else(|e| panic!("{e}"))
    };
    let load = time(20, || drop(black_box(build())));
    let set = build();
    let tokens: usize = texts.iter().map(|t| t.tokens.len()).sum();
    let matches: usize = texts.iter().map(|t| set.find(t).len()).sum();
    let per_token = |d: Duration| d.as_nanos() as f64 / tokens as f64;
    let classify = time(200, || texts.iter().for_each(|t| drop(black_box(set.lexicon().classify(t)))));
    let find = time(200, || texts.iter().for_each(|t| drop(black_box(set.find(t)))));
    println!("{name}: {} rules, {tokens} tokens, {matches} matches", set.rules().count());
    println!("  load      {:.2} ms", load.as_secs_f64() * 1e3);
    println!("  classify  {:.0} ns a token", per_token(classify));
    println!("  find      {:.0} ns a token, classification included", per_token(find));
}

/// Shortest of several runs.
fn time(runs: u32, mut run: impl FnMut()) -> Duration {
    let once = || {
        let begin = Instant::now();
        run();
        begin.elapsed()
    };
    std::iter::repeat_with(once).take(runs as usize).min().unwrap_or_default()
}

fn annotated() -> Vec<Annotated> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let annotator = Annotator::load().unwrap();
    let annotate = |(name, text): (String, String)| {
        let options = sayso_intake::Options::default();
        let (document, _) = sayso_intake::plain::read(&name, text.as_bytes(), &options).unwrap();
        annotator.annotate(&document).0
    };
    read(&folder, "txt").into_iter().map(annotate).collect()
}

/// A lexicon of the words of the texts and rules that ask for them.
fn files(texts: &[Annotated]) -> (String, String) {
    let words: BTreeSet<(String, Pos)> = texts
        .iter()
        .flat_map(|t| &t.tokens)
        .filter(|t| matches!(t.pos, Pos::Verb | Pos::Noun) && t.lemma.chars().all(|c| c.is_ascii_lowercase()))
        .map(|t| (t.lemma.to_string(), t.pos))
        .collect();
    let (mut lexicon, mut rules) = (String::new(), String::new());
    for class in 0..CLASSES {
        let _ = writeln!(lexicon, "@class\tc{class}\tWords of class {class}\tact");
    }
    for (i, (word, pos)) in words.iter().enumerate().filter(|(i, (_, pos))| *pos == Pos::Verb || i % 2 == 0) {
        let _ = writeln!(lexicon, "{word}\t{}\tc{}\tact=a{i}", pos.as_str(), i % CLASSES);
    }
    for rule in 0..RULES {
        let class = rule % CLASSES;
        let _ = match rule % 4 {
            0 => writeln!(
                rules,
                "rule r{rule} -> event group=g{class} priority={rule}\n  cue: pos=VERB class=c{class}\n  actor*: cue ~subj>conj*\n  \
                 object: cue ~obj or cue >nsubjpass\n  unless: cue >neg\n  unless: v = cue <xcomp|ccomp, v lemma=deny|fail\n  set act=$cue.act"
            ),
            1 => writeln!(
                rules,
                "rule r{rule} -> statement group=g{class} priority={rule}\n  cue: pos=VERB class=c{class} !has(>aux lemma=may|might)\n  \
                 source: cue >nsubj|nsubjpass\n  content?: cue >ccomp|xcomp\n  target?: cue >prep[lemma=of|against]>pobj\n  set act=$cue.act"
            ),
            2 => writeln!(
                rules,
                "rule r{rule} -> event\n  cue: pos=NOUN class=c{class}\n  place?: cue >prep[lemma=in|at|near]>pobj ent=GPE|LOC|FAC\n  \
                 actor: cue >prep[lemma=by|of]>pobj or cue >poss\n  set act=$cue.act"
            ),
            _ => writeln!(
                rules,
                "rule r{rule} -> event\n  cue: class=c{class} has(>>[ent=PERSON|ORG|GPE])\n  when?: cue >npadvmod|prep>pobj? ent=DATE|TIME\n  \
                 actor: cue <conj* >nsubj ent=PERSON|ORG|GPE|NORP\n  set act=$cue.act|none"
            ),
        };
    }
    (lexicon, rules)
}
