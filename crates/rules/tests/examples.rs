//! Examples are run, and what goes wrong is told in full.

use sayso_model::Annotated;
use sayso_rules::{Failure, RuleSet, check_examples, check_examples_with, explain, sketch};

const LEXICON: &str = "@class\tsay\tVerbs of saying\tact\nsay\tVERB\tsay\tact=say\n";

/// The only two texts that the annotator of these tests knows.
fn annotate(text: &str) -> Annotated {
    let sketch = match text {
        "The minister said talks failed ." => {
            "The/DT/det/2 minister/NN/nsubj/3 said|say/VBD/ROOT/0 talks|talk/NNS/nsubj/5 failed|fail/VBD/ccomp/3 ././punct/3"
        }
        "He said hello ." => "He|he/PRP/nsubj/2 said|say/VBD/ROOT/0 hello/UH/intj/2 ././punct/2",
        other => panic!("no parse for {other}"),
    };
    sketch::read(sketch).1
}

fn rules(examples: &str) -> RuleSet {
    let text = format!(
        "rule say.clause -> statement\n  about \"A verb of saying and what is said\"\n  cue: class=say\n  \
         source: cue >nsubj\n  content?: cue >ccomp\n  set act=$cue.act\n{examples}"
    );
    RuleSet::builder()
        .lexicon("l.tsv", LEXICON)
        .rules("say.rules", &text)
        .build()
        .unwrap_or_else(|e| panic!("{e}"))
}

#[track_caller]
fn check(example: &str, code: &str, part: &str) -> Vec<Failure> {
    let failures = check_examples(&rules(&format!("  yes \"He said hello .\"\n  {example}\n")), annotate);
    let shown: Vec<String> = failures.iter().map(Failure::to_string).collect();
    match code {
        "" => assert_eq!(shown, [""; 0], "{example}"),
        _ => {
            assert_eq!(failures.len(), 1, "{example}: {shown:?}");
            assert_eq!((failures[0].code, failures[0].line), (code, 8), "{example}: {shown:?}");
            assert!(failures[0].message.contains(part), "{example}: {shown:?}");
        }
    }
    failures
}

#[test]
fn examples_hold_for_nodes_and_attributes() {
    check("yes \"[The minister]{source} [said]{cue} [talks failed]{content} .\" with act=say", "", "");
    check("yes \"[The minister]{source} said talks failed .\"", "", "");
    check("yes \"[He]{source} said hello .\" without content", "", "");
    check("yes \"The [minister]{source} said talks failed .\"", "", "");
    check(
        "yes \"The minister said [talks]{content} failed .\"",
        "RU032",
        "`content` is “failed” and not the head of “talks”",
    );
    check("yes \"[The]{source} minister said talks failed .\"", "RU032", "`source` is “minister”");
    check("yes \"He said [hello]{content} .\"", "RU032", "`content` is nothing");
    check("yes \"The minister said talks failed .\" without content", "RU032", "should be nothing");
    check(
        "yes \"The minister said talks failed .\" with act=claim",
        "RU032",
        "`act` is `say` and not `claim`",
    );
    check("no \"The minister said talks failed .\"", "RU033", "must not");
    // Bound in this way it must not match; in another it may.
    check("no \"The minister said [talks]{content} failed .\"", "", "");
    check("no \"The minister said [talks failed]{content} .\"", "RU033", "must not");
}

#[test]
fn a_rule_needs_a_description_and_an_example() {
    let rules = RuleSet::builder().rules("a.rules", "rule a -> k\n  x: pos=VERB\n").build().unwrap();
    let codes: Vec<&str> = check_examples(&rules, annotate).iter().map(|f| f.code).collect();
    assert_eq!(codes, ["RU034", "RU030"]);
}

#[test]
fn a_failure_shows_what_was_missing_and_the_parse() {
    let rules = RuleSet::builder()
        .lexicon("l.tsv", LEXICON)
        .rules("say.rules", "rule r -> k\n  about \"x\"\n  cue: class=say\n  content: cue >ccomp pos=NOUN\n  yes \"The minister said talks failed .\"\n")
        .build()
        .unwrap();
    let failures = check_examples(&rules, annotate);
    assert_eq!(
        failures[0].to_string(),
        "say.rules:5: rule r: does not match “The minister said talks failed .” (RU031)
    r at “said” does not match
      content: `cue >ccomp pos=NOUN`: “failed” fails `pos=NOUN`
    1 the      the      DET   DT  det   2
    2 minister minister NOUN  NN  nsubj 3
    3 said     say      VERB  VBD ROOT  - class=say ~subj=2
    4 talks    talk     NOUN  NNS nsubj 5
    5 failed   fail     VERB  VBD ccomp 3 ~subj=4
    6 .        .        PUNCT .   punct 3"
    );
}

#[test]
fn a_stage_that_uses_the_matches_may_look_at_them_too() {
    let rules = rules("  yes \"He said hello .\"\n");
    let failures = check_examples_with(&rules, annotate, |rule, example, text, matches| {
        assert_eq!(
            (rule.name.as_str(), example.text.as_str(), matches.len()),
            ("say.clause", "He said hello .", 1)
        );
        vec![format!("the source is “{}”", text.token(matches[0].token("source").unwrap()).lower)]
    });
    assert_eq!((failures[0].code, failures[0].message.as_str()), ("RU035", "the source is “he”"));
}

#[test]
fn an_explanation_names_matches_misses_and_ranks() {
    let text = "rule long -> k group=g priority=2\n  cue: class=say\n  x: cue >nsubj\n  set act=$cue.act\n\
                rule short -> k group=g\n  cue: class=say\n\
                rule none -> k\n  cue: class=say\n  x: cue >dobj\n\
                rule not -> k\n  cue: class=say\n  unless: cue >nsubj>det\n\
                rule other -> k\n  cue: class=say pos=NOUN\n";
    let rules = RuleSet::builder().lexicon("l.tsv", LEXICON).rules("a.rules", text).build().unwrap();
    let text = annotate("The minister said talks failed .");
    assert_eq!(
        explain(&rules, &text, 0).render(&text),
        "long at “said” matches
  cue: “said”
  x: “minister”
  act=say
short at “said” gives way to long
  cue: “said”
none at “said” does not match
  x: `cue >dobj`: no `>dobj` from “said”
not at “said” does not match
  unless: `cue >nsubj>det` holds: “the”
"
    );
    assert!(explain(&rules, &text, 7).attempts.is_empty());
}
