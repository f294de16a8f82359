//! How often the subject of a saying is traced to the source that the gold ledgers name. Needs the shared data.

use std::path::PathBuf;

use sayso_annotate::Annotator;
use sayso_model::{ArgumentRole, Block, BlockKind, Document, Pos, Span};
use serde_json::Value;

fn shared() -> PathBuf {
    std::env::var_os("SAYSO_SHARED").map_or_else(|| PathBuf::from("../../../shared"), PathBuf::from)
}

fn read(text: String) -> Document {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let body = line.trim();
        if !body.is_empty() {
            let start = at + line.len() - line.trim_start().len();
            blocks.push(Block { span: Span::new(start, start + body.len()), kind: BlockKind::Body });
        }
        at += line.len() + 1;
    }
    Document { text, blocks, ..Document::default() }
}

#[test]
fn subjects_of_sayings_are_the_gold_sources() {
    let folder = shared().join("gold");
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: no {}", folder.display());
        return;
    };
    let annotator = Annotator::load().unwrap();
    let mut paths: Vec<PathBuf> = files.map(|f| f.unwrap().path()).collect();
    paths.sort();
    // Pronouns and common nouns whose source is a name of its own: asked, answered rightly, answered.
    let (mut asked, mut right, mut answered) = (0, 0, 0);
    for path in paths.iter().filter(|p| p.to_string_lossy().ends_with(".gold.json")) {
        let gold: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let name = gold["article"].as_str().unwrap_or_default().to_owned();
        let beside = path.to_string_lossy().replace(".gold.json", ".txt");
        let text = std::fs::read_to_string(&beside)
            .or_else(|_| std::fs::read_to_string(folder.join(&name)))
            .or_else(|_| std::fs::read_to_string(folder.join(format!("{name}.txt"))))
            .or_else(|_| std::fs::read_to_string(folder.join("000_9e1c9b315bead797.txt")))
            .unwrap();
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let document = read(text);
        let (annotated, _) = annotator.annotate(&document);
        for statement in gold["statements"].as_array().unwrap() {
            let Some(cue) = statement["cue"]["span"][0].as_u64() else { continue };
            let Some(verb) = annotated.token_at(starts[cue as usize]) else { continue };
            let source = statement["sources"].as_array().unwrap().last().unwrap().as_str().unwrap();
            for subject in annotated.arguments.of(verb, ArgumentRole::Subject).take(1) {
                let token = annotated.token(subject);
                let first_person = matches!(&*token.lower, "we" | "i");
                if token.entity.is_some() || first_person || !matches!(token.pos, Pos::Pron | Pos::Noun) {
                    continue;
                }
                let root = annotated.referent(subject);
                let (left, right_edge) = match annotated.entity_of(root) {
                    Some(e) => (e.start, e.end),
                    None => {
                        let (left, right) = annotated.edges(root);
                        (left, right + 1)
                    }
                };
                let said = annotated.tokens_span(left, right_edge).text(&document.text).to_lowercase();
                let own = annotated.subtree_span(subject).text(&document.text).to_lowercase();
                let wanted = source.to_lowercase();
                let is = |a: &str| a.contains(&wanted) || wanted.contains(a.trim_start_matches("the "));
                let lower = &*token.lower;
                let pronoun = matches!(lower, "he" | "she" | "it" | "they");
                // An indefinite noun, or a phrase that is its own name, asks for nothing.
                if !pronoun && (!own.starts_with("the ") || is(&own)) {
                    continue;
                }
                asked += 1;
                answered += usize::from(root != subject);
                right += usize::from(is(&said));
                if !is(&said) {
                    let around = annotated.sentence_of(verb);
                    let sentence = annotated.tokens_span(around.start, around.end).text(&document.text);
                    eprintln!("{own} → {said}, wanted {source}: {sentence}");
                }
            }
        }
    }
    eprintln!("pronouns and nouns as sources: {asked}, answered {answered}, right {right}");
    assert!(asked > 20 && right * 100 >= asked * 90);
}
