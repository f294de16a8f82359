//! Every mistake in a file is told with its line, what is wrong and what to write.

use sayso_rules::RuleSet;

const LEXICON: &str = "@class\tsay\tVerbs of saying\tact\nsay\tVERB\tsay\tact=say\n";

/// A body of a rule, the code and parts of the message and the hint.
#[track_caller]
fn check(rules: &str, line: u32, code: &str, parts: &[&str]) {
    let result = RuleSet::builder().lexicon("l.tsv", LEXICON).rules("f.rules", rules).build();
    let problems = result.map(|_| ()).expect_err(rules).0;
    let shown: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems.len(), 1, "{rules}: {shown:?}");
    assert_eq!((problems[0].code, problems[0].line), (code, line), "{rules}: {shown:?}");
    for part in parts {
        assert!(shown[0].contains(part), "{rules}: `{part}` is not in {shown:?}");
    }
}

/// The same for one line after the anchor.
#[track_caller]
fn line(text: &str, code: &str, parts: &[&str]) {
    check(&format!("rule r -> k\n  cue: class=say\n  {text}\n"), 3, code, parts);
}

#[test]
fn files_and_headers() {
    check("cue: pos=VERB", 1, "RU001", &["`cue:`", "indent"]);
    check("  cue: pos=VERB", 1, "RU002", &["outside of a rule"]);
    check("rule r\n  x: root", 1, "RU003", &["->"]);
    check("rule r -> k prio=3\n  x: root", 1, "RU003", &["prio"]);
    check("rule r -> k priority=3\n  x: root", 1, "RU003", &["without a group"]);
    check("rule r -> k group=g priority=high\n  x: root", 1, "RU003", &["high"]);
    check("rule r -> k\n  x: root\nrule r -> k\n  x: root", 3, "RU004", &["f.rules:1"]);
    check("rule r -> k\n  about \"nothing\"", 1, "RU005", &["no node"]);
    check("drop r", 1, "RU019", &["user"]);
    check("let = >nsubj", 1, "RU014", &["let subj"]);
}

#[test]
fn lines_of_a_rule() {
    line("sorce cue >nsubj", "RU005", &["sorce"]);
    line("cue: cue >nsubj", "RU006", &["twice", "or"]);
    line("root: cue >nsubj", "RU006", &["word of the language"]);
    line("x: cu >nsubj", "RU007", &["did you mean `cue`?"]);
    line("x: >nsubj", "RU007", &["where to look from"]);
    line("x: cue before=y", "RU007", &["y"]);
    line("x: cue nsubj", "RU008", &["`>nsubj`"]);
    line("x: cue >nsubj enty=PERSON", "RU008", &["did you mean `ent`?"]);
    line("x: cue >nsbj", "RU009", &["did you mean `nsubj`?"]);
    line("x: cue pos=VRB", "RU009", &["did you mean `VERB`?"]);
    line("x: cue quoted=loud", "RU009", &["speech"]);
    line("x: cue class=sya", "RU010", &["did you mean `say`?"]);
    line("x: cue say.act2=x", "RU011", &["did you mean `act`?"]);
    line("x: cue >nsubj pos=NOUN >prep", "RU012", &["brackets"]);
    line("x: cue ~sub", "RU012", &["did you mean `subj`?"]);
    line("x: cue lemma=$cue.acts", "RU011", &["did you mean `act`?"]);
    line("x: cue lemma=$cu.act", "RU007", &["did you mean `cue`?"]);
    line("x: cue lemma=$cue", "RU013", &["$node.key"]);
    line("x: cue lemma=$cue.act|of", "RU013", &["or lemma=word"]);
    line("x: cue +0", "RU012", &["+1..3"]);
    line("x: cue +3..1", "RU012", &["+1..3"]);
    line("x: cue has(lemma=a)", "RU012", &["has(>neg)"]);
    line("x: cue >nsubj[pos=NOUN", "RU013", &["]"]);
    line("x: cue lemma=\"a", "RU013", &["no closing quotation mark"]);
    line("x: cue lemma=Said", "RU013", &["lower case"]);
    line("x: cue lower=,", "RU013", &["double quotes"]);
    line("x: cue @sub", "RU014", &["@sub"]);
    line("set act", "RU015", &["key=value"]);
    line("set act=1 act=2", "RU015", &["twice"]);
    line("set act=$cue.acts", "RU011", &["did you mean `act`?"]);
    line("set act=$cu.act", "RU007", &["did you mean `cue`?"]);
    line("yes \"[He]{sorce} said so\"", "RU016", &["sorce"]);
    line("yes \"[He said so\"", "RU016", &["without `]`"]);
    line("yes \"He said so\" with act=say", "RU016", &["act"]);
    check("rule r -> k\n  cue: class=say\n  x?: cue >dobj\n  y: x >det\n", 4, "RU017", &["y?:"]);
}

#[test]
fn limits() {
    let deep = format!("x: cue {}root{}", "(".repeat(40), ")".repeat(40));
    line(&deep, "RU018", &["deeper"]);
    line(&format!("x: cue {}", ">nsubj".repeat(40)), "RU018", &["steps"]);
    line(&format!("x: cue lemma={}", "a".repeat(5000)), "RU018", &["longer"]);
}

/// A lexicon line and what is said of it.
#[track_caller]
fn entry(text: &str, code: &str, parts: &[&str]) {
    let text = format!("{LEXICON}{text}\n");
    let problems = RuleSet::builder().lexicon("l.tsv", &text).build().map(|_| ()).expect_err(&text).0;
    let shown: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!((problems.len(), problems[0].code, problems[0].line), (1, code, 3), "{text}: {shown:?}");
    parts.iter().for_each(|part| assert!(shown[0].contains(part), "{text}: `{part}` is not in {shown:?}"));
}

#[test]
fn lexicons() {
    entry("tell VERB say", "RU020", &["<TAB>"]);
    entry("tell\tVRB\tsay", "RU021", &["did you mean `VERB`?"]);
    entry("tell\tVERB\tsya", "RU022", &["did you mean `say`?"]);
    entry("say\tVERB|NOUN\tsay", "RU023", &["l.tsv:2"]);
    entry("tell\tVERB\tsay\tact", "RU024", &["key=value"]);
    entry("tell\tVERB\tsay\tat=x", "RU024", &["did you mean `act`?"]);
    entry("tell\tVERB\tsay\tact=x act=y", "RU024", &["twice"]);
    entry("Tell\tVERB\tsay", "RU025", &["lower case"]);
    entry("tell  on\tVERB\tsay", "RU025", &["one space"]);
    entry("@class\tsay\tAgain", "RU026", &["twice"]);
    entry("@class\tSay\tAgain", "RU026", &["lower case"]);
    entry("@claas\tx\ty", "RU026", &["@class"]);
    entry("tell\tVERB\t-say", "RU022", &["-say"]);
}

#[test]
fn users_can_only_take_away_what_is_there() {
    let problems = RuleSet::builder()
        .lexicon("l.tsv", LEXICON)
        .user_lexicon("own.tsv", "tell\tVERB\t-say\n")
        .user_rules("own.rules", "drop nothing\n")
        .build()
        .map(|_| ())
        .unwrap_err();
    let codes: Vec<&str> = problems.0.iter().map(|p| p.code).collect();
    assert_eq!(codes, ["RU027", "RU019"]);
}

#[test]
fn all_mistakes_are_told_at_once() {
    let rules = "rule a -> k\n  x: pos=VRB\n  y: z >nsubj\nrule b\n";
    let problems = RuleSet::builder().rules("f.rules", rules).build().map(|_| ()).unwrap_err();
    let lines: Vec<u32> = problems.0.iter().map(|p| p.line).collect();
    assert_eq!(lines, [2, 3, 4]);
}
