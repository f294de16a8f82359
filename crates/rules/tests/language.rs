//! What each part of the language means, on parses written by hand.

use sayso_model::Annotated;
use sayso_rules::{RuleSet, sketch};

const LEXICON: &str = "\
@class\tsay\tVerbs of saying\tact force
@class\thit\tVerbs of harm
@class\tend\tVerbs of ending
say\tVERB\tsay\tact=say
accuse\tVERB\tsay\tact=accuse force=strong
kill\tVERB\thit
call\tVERB\tsay\tact=call
call off\tVERB\tend
take hostage\tVERB\thit
according to\t*\tsay\tact=cite
press conference\tNOUN\tsay
";

/// "The minister from Kabul said the police did not kill him and left ."
const MINISTER: &str = "The/DT/det/2 minister/NN/nsubj/5 from/IN/prep/2 Kabul/NNP/pobj/3/GPE said|say/VBD/ROOT/0 \
    the/DT/det/7 police/NNS/nsubj/10 did|do/VBD/aux/10 not/RB/neg/10 kill/VB/ccomp/5 him|he/PRP/dobj/10 \
    and/CC/cc/5 left|leave/VBD/conj/5 ././punct/5";

/// "Two men were killed by soldiers and rebels , Ahmed said ."
const KILLED: &str = "Two/CD/nummod/2/CARDINAL men|man/NNS/nsubjpass/4 were|be/VBD/auxpass/4 \
    killed|kill/VBN/ccomp/11 by/IN/agent/4 soldiers|soldier/NNS/pobj/5 and/CC/cc/6 rebels|rebel/NNS/conj/6 \
    ,/,/punct/11 Ahmed/NNP/nsubj/11/PERSON said|say/VBD/ROOT/0 ././punct/11";

fn build(rules: &str) -> RuleSet {
    RuleSet::builder()
        .lexicon("test.tsv", LEXICON)
        .rules("test.rules", rules)
        .build()
        .unwrap_or_else(|e| panic!("{e}"))
}

/// Matches as `anchor role=word,word role=word`.
fn matches(rules: &RuleSet, text: &Annotated) -> Vec<String> {
    let word = |t| text.token(t).lower.to_string();
    rules
        .find(text)
        .iter()
        .map(|m| {
            let mut line = vec![word(m.anchor())];
            for role in m.rule().roles().skip(1) {
                let words: Vec<String> = m.tokens(role).map(word).collect();
                line.push(format!("{role}={}", words.join(",")));
            }
            line.join(" ")
        })
        .collect()
}

/// One rule whose lines are `lines` against a sketch.
#[track_caller]
fn check(sketch: &str, lines: &str, expect: &[&str]) {
    let rules = build(&format!("rule r -> k\n  {}\n", lines.replace('\n', "\n  ")));
    let (_, text) = sketch::read(sketch);
    assert_eq!(matches(&rules, &text), expect, "{lines}");
}

#[test]
fn tests_ask_what_a_token_is() {
    for (test, expect) in [
        ("pos=PROPN", "kabul"),
        ("tag=PRP|CC", "him and"),
        ("dep=pobj|neg", "kabul not"),
        ("ent=GPE", "kabul"),
        ("ent", "kabul"),
        ("lemma=he|minister", "minister him"),
        ("lower=him", "him"),
        ("lower=le*|*ister", "minister left"),
        ("lemma=le*", "left"),
        ("class=say|hit", "said kill"),
        ("say.act=say", "said"),
        ("say.force", ""),
        ("root", "said"),
        ("sent-start", "the"),
        ("block-start pos=DET", "the"),
        ("pos=VERB !class=hit", "said left"),
        ("pos=VERB !(class=hit or root)", "left"),
        ("(pos=VERB root or pos=PRON)", "said him"),
        ("has(>neg)", "kill"),
        ("pos=VERB !has(>nsubj|nsubjpass)", "left"),
        ("has(>prep lemma=from)", "minister"),
        ("pos=VERB has(>conj or >neg)", "said kill"),
        ("pos=PRON or pos=PROPN", "kabul him"),
    ] {
        let expect: Vec<&str> = expect.split_whitespace().collect();
        check(MINISTER, &format!("x: {test}"), &expect);
        // Denied twice: the same, without help of the index of anchors.
        check(MINISTER, &format!("x: !(!({test}))"), &expect);
    }
}

#[test]
fn paths_lead_through_the_tree() {
    for (path, expect) in [
        (">nsubj", "minister"),
        (">nsubj|punct", "minister,."),
        (">", "minister,kill,and,left,."),
        (">nsubj>prep>pobj", "kabul"),
        (">nsubj >prep >pobj", "kabul"),
        (">nsubj>prep[lemma=by]>pobj", ""),
        (">nsubj>prep[lemma=from]>pobj", "kabul"),
        (">>pobj|dobj", "him,kabul"),
        (">>[pos=PRON]", "him"),
        (">ccomp>nsubj<nsubj", "kill"),
        (">ccomp>nsubj<dobj", ""),
        (">ccomp>nsubj<", "kill"),
        (">ccomp>dobj<<", "kill,said"),
        (">ccomp>dobj<<ccomp", "said"),
        (">conj*", "said,left"),
        (">conj*[lemma=leave]", "left"),
        (">ccomp[has(>neg)]*", "said,kill"),
        (">ccomp[!has(>neg)]*", "said"),
        (">ccomp?>nsubj", "minister,police"),
        ("(>nsubj or >ccomp>dobj)", "minister,him"),
        ("(>nsubj>prep)?", "said,from"),
        ("~subj", "minister"),
        ("~subj~subj-of", "said"),
        (">ccomp~obj", "him"),
        (">ccomp~obj~obj-of", "kill"),
        ("+1", "the"),
        ("-1", "kabul"),
        ("+2..3", "police,did"),
        ("-1..2", "kabul,from"),
        ("-3..", "minister,the"),
        ("+20", ""),
        ("+1[pos=VERB]", ""),
    ] {
        let expect = format!("said x={expect}");
        check(MINISTER, &format!("cue: class=say\nx*: cue {path}"), &[&expect]);
    }
}

#[test]
fn the_referent_is_the_first_mention() {
    let (_, mut text) = sketch::read(MINISTER);
    text.coreference.antecedent[1] = Some(1);
    text.coreference.antecedent[10] = Some(1);
    let rules = build("rule r -> k\n  x: pos=PRON has(~ref[lemma=minister])\n  y: x ~ref\n");
    assert_eq!(matches(&rules, &text), ["him y=minister"]);
}

#[test]
fn quotations_and_blocks_are_seen() {
    let sketch = "He|he/PRP/nsubj/2 said|say/VBD/ROOT/0 //¶ “/``/punct/3 We|we/PRP/nsubj/3 won|win/VBD/ROOT/0 ”/''/punct/3";
    check(sketch, "x: quoted=speech", &["we", "won"]);
    check(sketch, "x: quoted=title|phrase", &[]);
    check(sketch, "x: pos=PRON quoted", &["we"]);
    check(sketch, "x: block-start pos=PRON", &["he", "we"]);
}

#[test]
fn nodes_are_required_optional_or_lists() {
    check(KILLED, "cue: class=hit\nx: cue >dobj", &[]);
    check(KILLED, "cue: class=hit\nx?: cue >dobj", &["killed x="]);
    check(KILLED, "cue: class=hit\nx?: cue >nsubjpass", &["killed x=men"]);
    check(KILLED, "cue: class=hit\nx*: cue >agent>pobj>conj*", &["killed x=soldiers,rebels"]);
    check(KILLED, "cue: class=hit\nx*: cue >dobj", &["killed x="]);
    check(KILLED, "cue: class=hit\nx+: cue >dobj", &[]);
    check(KILLED, "cue: class=hit\nx: cue >agent>pobj>conj*", &["killed x=soldiers"]);
    check(KILLED, "cue: class=hit\nx?: cue >dobj\ny?: x >det", &["killed x= y="]);
    check(
        KILLED,
        "cue: class=hit\nx*: cue >agent>pobj>conj*\ny*: x >cc",
        &["killed x=soldiers,rebels y=and"],
    );
    check(KILLED, "cue: class=hit\nx: cue >dobj or cue ~obj or cue ~subj", &["killed x=men"]);
}

#[test]
fn the_search_goes_back_until_all_required_nodes_are_found() {
    check(KILLED, "cue: class=hit\nx: cue >agent>pobj>conj*\ny: x <conj", &["killed x=rebels y=soldiers"]);
    check(KILLED, "cue: class=hit\nx: cue >agent>pobj>conj*\nunless: x lemma=soldier", &["killed x=rebels"]);
    // An optional node that something fits is not left out to please what comes after.
    check(KILLED, "cue: class=hit\nx?: cue >agent\nunless: x lemma=by", &[]);
}

#[test]
fn nodes_are_compared() {
    check(KILLED, "cue: class=say\nx: cue >ccomp before=cue", &["said x=killed"]);
    check(KILLED, "cue: class=say\nx: cue >ccomp after=cue", &[]);
    check(KILLED, "cue: class=say\na: cue >\nb: cue > !is=a", &["said a=killed b=,"]);
    check(
        KILLED,
        "cue: class=say\na: cue >ccomp\nb*: cue >> under=a pos=NOUN",
        &["said a=killed b=men,soldiers,rebels"],
    );
    check(KILLED, "cue: class=say\nx: cue >dobj or cue >ccomp\nunless: x before=cue", &[]);
}

#[test]
fn unless_rules_matches_out() {
    check(MINISTER, "cue: class=hit\nunless: cue >neg", &[]);
    check(MINISTER, "cue: class=hit\nunless: cue >neg lemma=never", &["kill"]);
    check(MINISTER, "cue: class=hit\nunless: cue lemma=kill", &[]);
    check(MINISTER, "cue: class=hit\nunless: cue >neg or cue >aux", &[]);
    // All conditions of a line together.
    check(MINISTER, "cue: class=say\nunless: c = cue >ccomp, c >neg", &[]);
    check(MINISTER, "cue: class=say\nunless: c = cue >ccomp, c >prep", &["said"]);
    check(MINISTER, "cue: class=say\nx?: cue >dobj\nunless: x", &["said x="]);
    check(MINISTER, "cue: class=say\nunless: x\nx?: cue >ccomp", &[]);
}

#[test]
fn entries_of_several_words_mark_their_head() {
    let off = "They|they/PRP/nsubj/2 called|call/VBD/ROOT/0 the/DT/det/4 talks|talk/NNS/dobj/2 off/RP/prt/2";
    check(off, "x: class=end", &["called"]);
    // The longer entry hides the shorter.
    check(off, "x: class=say", &[]);
    let taken =
        "Two/CD/nummod/2 hostages|hostage/NNS/nsubjpass/4 were|be/VBD/auxpass/4 taken|take/VBN/ROOT/0";
    check(taken, "x: class=hit", &["taken"]);
    let by = "According|accord/VBG/prep/4 to/IN/prep/1 police/NN/pobj/2 died|die/VBD/ROOT/0";
    check(by, "x: class=say", &["according"]);
    let conference = "A/DT/det/3 press/NN/compound/3 conference/NN/ROOT/0 press/NN/dep/3";
    check(conference, "x: class=say", &["conference"]);
}

#[test]
fn words_may_be_asked_for_that_an_entry_names() {
    let words = "@class\thit\tVerbs of harm\tby to\nkill\tVERB\thit\tby=with|by\n";
    let (_, text) = sketch::read(KILLED);
    for (rule, expect) in [
        ("cue: class=hit\n  x: cue > lemma=$cue.by\n  y: x >pobj", vec!["killed x=by y=soldiers"]),
        ("cue: class=hit\n  x: cue > lower=$cue.by", vec!["killed x=by"]),
        ("cue: class=hit\n  x: cue > lemma=$cue.to", vec![]),
        ("cue: class=hit\n  x: cue >agent !lemma=$cue.by", vec![]),
        ("cue: hit.by=by", vec!["killed"]),
        ("cue: hit.by=to|with", vec!["killed"]),
        ("cue: hit.by=to", vec![]),
        ("cue: hit.to", vec![]),
    ] {
        let rules = format!("rule r -> k\n  {rule}\n");
        let rules = RuleSet::builder().lexicon("w.tsv", words).rules("r.rules", &rules).build().unwrap();
        assert_eq!(matches(&rules, &text), expect, "{rule}");
    }
}

#[test]
fn attributes_come_from_the_rule_or_the_lexicon() {
    let rules = build(
        "rule r -> k\n  cue: class=say\n  x?: cue >nsubj\n  y?: cue >dobj\n  \
         set act=$cue.act force=$cue.force|weak who=$x.lemma class=$cue.class same=$cue.say.act none=$y.lower n=0.5\n",
    );
    let (_, text) = sketch::read(MINISTER);
    let found = rules.find(&text);
    let attributes: Vec<String> = found[0].attributes().map(|(k, v)| format!("{k}={v}")).collect();
    assert_eq!(attributes, ["act=say", "force=weak", "who=minister", "class=say", "same=say", "n=0.5"]);
    assert_eq!(found[0].number("n"), Some(0.5));
    assert_eq!((found[0].attribute("act"), found[0].attribute("none")), (Some("say"), None));
}

#[test]
fn in_a_group_the_highest_priority_keeps_the_anchor() {
    let (_, text) = sketch::read(MINISTER);
    let names = |rules: &str| -> Vec<String> {
        build(rules).find(&text).iter().map(|m| m.rule().name.to_string()).collect()
    };
    let three = "rule a -> k group=g\n  x: class=say\nrule b -> k group=g priority=5\n  x: class=say\n\
                 rule c -> k\n  x: class=say\nrule d -> k group=g priority=5\n  x: root\n";
    assert_eq!(names(three), ["b", "d", "c"]);
    // A rule that does not match takes nothing.
    assert_eq!(
        names(&three.replace("priority=5\n  x: class=say", "priority=5\n  x: class=say pos=NOUN")),
        ["d", "c"]
    );
}

#[test]
fn names_stand_for_paths_and_tests() {
    let rules = "let subj = >nsubj|nsubjpass\nlet doer = (@subj or >agent>pobj)\nlet plain = !has(>neg) pos=VERB\n\
                 rule r -> k\n  cue: class=say|hit @plain\n  x: cue @doer ent=PERSON\n\
                 rule s -> k\n  cue: class=say|hit !@plain\n";
    let (_, text) = sketch::read(KILLED);
    assert_eq!(matches(&build(rules), &text), ["said x=ahmed"]);
    let (_, text) = sketch::read(MINISTER);
    assert_eq!(matches(&build(rules), &text), ["kill"]);
}

#[test]
fn lines_that_are_indented_deeper_continue_the_line_above() {
    check(MINISTER, "cue: class=say\n    root   # the verb\nx: cue\n   >nsubj", &["said x=minister"]);
}

#[test]
fn users_replace_add_and_drop() {
    let base = "rule a -> k\n  x: class=say\nrule b -> k\n  x: class=hit\n";
    let own = "rule a -> k\n  x: class=own\ndrop b\nrule c -> k\n  x: class=hit\n";
    let words = "@class\town\tOwn words\nleave\tVERB\town\nkill\tVERB\t-hit\nleave\tVERB\thit\nsay\tVERB\tsay\tact=claim\n";
    let rules = RuleSet::builder()
        .user_rules("own.rules", own)
        .user_lexicon("own.tsv", words)
        .lexicon("test.tsv", LEXICON)
        .rules("test.rules", base)
        .build()
        .unwrap();
    let (_, text) = sketch::read(MINISTER);
    let names: Vec<String> = rules
        .find(&text)
        .iter()
        .map(|m| format!("{} {}", m.rule().name, text.token(m.anchor()).lower))
        .collect();
    assert_eq!(names, ["a left", "c left"]);
    let say = rules.lexicon().class("say").unwrap();
    assert_eq!(rules.lexicon().classify(&text).attribute(4, say, "act").unwrap(), "claim");
    assert_eq!(rules.lexicon().attribute_of("say", sayso_model::Pos::Verb, say, "act"), Some("claim"));
}
