//! No text makes the reader panic, and no tree makes the search hang.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use sayso_model::{Annotated, ArgumentRole, Arguments, Dep, Pos, Sentence, Span, Tag, Token};
use sayso_rules::{RuleSet, explain};

const LEXICON: &str =
    "@class\tsay\tVerbs\tact\nsay\tVERB\tsay\tact=say\ncall off\tVERB\tsay\nby way of\t*\tsay\n";

/// Pieces of the language, right and wrong, in any order.
fn line() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "rule",
        "r",
        "->",
        "k",
        "cue",
        ":",
        "x?:",
        "y*:",
        "unless:",
        "set",
        "let",
        "yes",
        "no",
        "about",
        "drop",
        ">nsubj",
        ">>",
        "<<",
        "<ccomp",
        ">conj*",
        ">prep[lemma=of]?",
        "+1",
        "-1..",
        "~subj",
        "~ref",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "!",
        "pos=VERB",
        "class=say",
        "say.act=say",
        "has(",
        "or",
        ",",
        "=",
        "$cue.act",
        "|",
        "\"",
        "@x",
        "lemma=*a",
        "before=cue",
        "is=x",
        "#",
        "\\",
        " ",
        "\t",
        "é",
        "priority=3",
        "group=g",
        "with",
        "without",
    ]);
    let gap = prop::sample::select(vec!["", " ", "  "]);
    (gap.clone(), prop::collection::vec((piece, gap), 0..12))
        .prop_map(|(indent, parts)| parts.into_iter().fold(indent.to_owned(), |line, (p, g)| line + p + g))
}

/// A document of one or more sentences with trees of any shape.
fn document() -> impl Strategy<Value = Annotated> {
    let word = (0..6usize, 0..Dep::ALL.len(), any::<prop::sample::Index>());
    let sentence = prop::collection::vec(word, 1..40);
    let arcs = prop::collection::vec(
        (any::<prop::sample::Index>(), any::<bool>(), any::<prop::sample::Index>()),
        0..20,
    );
    (prop::collection::vec(sentence, 0..4), arcs).prop_map(|(drawn, arcs)| {
        let words = ["say", "call", "off", "by", "way", "of"];
        let (mut tokens, mut sentences) = (Vec::<Token>::new(), Vec::new());
        for sentence in drawn {
            let start = tokens.len();
            for (i, (word, dep, head)) in sentence.iter().enumerate() {
                // A head among the words before: every such choice is a tree. The first is the root.
                let head = if i == 0 { start } else { start + head.index(i) };
                tokens.push(token(words[*word], start + i, head, Dep::ALL[*dep], sentences.len()));
            }
            sentences.push(Sentence { start: start as u32, end: tokens.len() as u32, block: 0 });
        }
        let n = tokens.len();
        let mut text = Annotated::new(tokens, sentences);
        if n > 0 {
            let role = |subject| if subject { ArgumentRole::Subject } else { ArgumentRole::Object };
            let arcs = arcs.iter().map(|(a, r, b)| (a.index(n) as u32, role(*r), b.index(n) as u32));
            text.arguments = Arguments::new(arcs.collect());
        }
        text
    })
}

fn token(word: &str, at: usize, head: usize, dep: Dep, sentence: usize) -> Token {
    Token {
        span: Span::new(at * 5, at * 5 + 4),
        lemma: word.into(),
        lower: word.into(),
        tag: Tag::Vb,
        pos: Pos::Verb,
        dep,
        head: head as u32,
        sentence: sentence as u32,
        entity: None,
        quotation: None,
    }
}

/// Rules that use every relation and that the search could lose itself in.
const RULES: &str = "\
rule a -> k
  cue: pos=VERB
  x: cue >> !is=cue
  y: x << or x >conj*<
  z*: y (>> or <<)*[after=cue]
  unless: q = z +1.., q -1.. lemma=nothing
rule b -> k
  cue: class=say
  x+: cue ~subj or cue ~obj-of or cue ~subj-of>>
  y?: x ~ref
rule c -> k
  cue: !has(>>*[lemma=none]) has((> or < or +1 or -1)*[lemma=off])
  x: cue (> or <)* lemma=nothing
";

fn rules(text: &str) -> RuleSet {
    RuleSet::builder()
        .lexicon("l.tsv", LEXICON)
        .rules("r.rules", text)
        .build()
        .unwrap_or_else(|e| panic!("{e}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_rules_are_read_or_refused(lines in prop::collection::vec(line(), 0..12)) {
        let text = lines.join("\n");
        let _ = RuleSet::builder().lexicon("l.tsv", LEXICON).rules("r.rules", &text).user_rules("u.rules", &text).build();
    }

    #[test]
    fn any_lines_under_a_rule_are_read_or_refused(lines in prop::collection::vec(line(), 0..6)) {
        let text = format!("let x = >nsubj\nrule r -> k\n cue: pos=VERB\n {}", lines.join("\n "));
        if let Ok(rules) = RuleSet::builder().lexicon("l.tsv", LEXICON).rules("r.rules", &text).build() {
            rules.find(&Annotated::default());
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(text in any::<String>(), tsv in any::<String>()) {
        let _ = RuleSet::builder().lexicon("l.tsv", &tsv).user_lexicon("u.tsv", &tsv).rules("r.rules", &text).build();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn matches_are_in_order_and_the_same_twice_and_as_explained(text in document()) {
        let rules = rules(RULES);
        let found = rules.find(&text);
        let shown = |matches: &[sayso_rules::Match]| -> Vec<String> {
            matches.iter().map(|m| format!("{} {:?}", m.rule().name, m.bindings().collect::<Vec<_>>())).collect()
        };
        prop_assert_eq!(shown(&found), shown(&rules.find(&text)));
        prop_assert!(found.windows(2).all(|pair| pair[0].anchor() <= pair[1].anchor()));
        let mut explained = Vec::new();
        for sentence in 0..text.sentences.len() as u32 {
            for attempt in explain(&rules, &text, sentence).attempts {
                if let sayso_rules::Outcome::Matched(found) = attempt.outcome {
                    explained.push(found);
                }
            }
        }
        prop_assert_eq!(shown(&found), shown(&explained));
    }
}

#[test]
fn a_long_sentence_does_not_hang_the_search() {
    // A chain, a star, and heads at half the distance.
    for shape in [|i: usize| i.saturating_sub(1), |_| 0, |i: usize| i / 2] {
        let n = 1000;
        let tokens = (0..n).map(|i| token("say", i, shape(i), Dep::Conj, 0)).collect();
        let text = Annotated::new(tokens, vec![Sentence { start: 0, end: n as u32, block: 0 }]);
        let rules = rules(RULES);
        let begin = Instant::now();
        rules.find(&text);
        let elapsed = begin.elapsed();
        assert!(elapsed < Duration::from_secs(30), "{elapsed:?}");
    }
}

#[test]
fn a_search_that_is_given_up_finds_nothing_and_says_so() {
    let tokens = (0..400).map(|i| token("say", i, i / 2, Dep::Conj, 0)).collect();
    let text = Annotated::new(tokens, vec![Sentence { start: 0, end: 400, block: 0 }]);
    let rules = rules("rule r -> k\n  a: root\n  b: a >>\n  c: a >> !is=b\n  d: a >> lemma=nothing !is=c\n");
    assert!(rules.find(&text).is_empty());
    assert!(explain(&rules, &text, 0).render(&text).contains("given up"));
}
