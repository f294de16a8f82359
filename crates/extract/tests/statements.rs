//! Who says what, in short texts: `[sources] <cue> {content} act`, one line a statement.

use sayso_model::{AnswerKind, Document, PartyMention, Span, StatementMention};

struct Coder {
    annotator: sayso_annotate::Annotator,
    finder: sayso_extract::statement::StatementFinder,
}

impl Coder {
    fn new() -> Self {
        Self {
            annotator: sayso_annotate::Annotator::load().unwrap(),
            finder: sayso_extract::statement::StatementFinder::load().unwrap(),
        }
    }

    fn find(&self, text: &str) -> (Document, Vec<StatementMention>) {
        let (document, _) = sayso_intake::plain::read("test", text.as_bytes(), &Default::default()).unwrap();
        let (annotated, _) = self.annotator.annotate(&document);
        let (statements, _) = self.finder.find(&document, &annotated);
        (document, statements)
    }

    fn each(&self, text: &str, look: impl FnOnce(&Document, &[StatementMention])) {
        let (document, statements) = self.find(text);
        look(&document, &statements);
    }

    fn lines(&self, text: &str) -> Vec<String> {
        let (document, statements) = self.find(text);
        let words = |span: Span| span.text(&document.text).to_owned();
        let name = |p: &PartyMention| p.span.map_or("unidentified".to_owned(), words);
        statements
            .iter()
            .map(|s| {
                let sources: Vec<String> = s.sources.iter().map(name).collect();
                let content: Vec<String> = s.content.iter().map(|&c| words(c)).collect();
                let cue = s.cue.map_or("-".to_owned(), words);
                format!("[{}] <{cue}> {{{}}} {}", sources.join(" > "), content.join(" … "), s.act)
            })
            .collect()
    }

    #[track_caller]
    fn check(&self, text: &str, expect: &[&str]) {
        assert_eq!(self.lines(text), expect, "{text}");
    }
}

#[test]
fn a_clause_is_said_without_its_link_and_the_time_of_saying() {
    let coder = Coder::new();
    for (text, expect) in [
        (
            "The minister said on Monday that talks had failed.",
            "[The minister] <said> {talks had failed} claim",
        ),
        ("Talks had failed, the minister said.", "[the minister] <said> {Talks had failed} claim"),
        ("Ten people died, according to the army.", "[the army] <according to> {Ten people died} claim"),
        ("According to the army, ten people died.", "[the army] <According to> {ten people died} claim"),
        ("The mayor denounced the attack.", "[The mayor] <denounced> {the attack} condemn"),
        ("Egypt called for a truce.", "[Egypt] <called> {a truce} demand"),
    ] {
        coder.check(text, &[expect]);
    }
}

#[test]
fn the_one_told_or_charged_opens_the_content() {
    let coder = Coder::new();
    for (text, expect) in [
        ("The council urged both sides to stop.", "[The council] <urged> {both sides to stop} demand"),
        (
            "India accused Pakistan of arming the rebels.",
            "[India] <accused> {Pakistan of arming the rebels} accuse",
        ),
        ("Tehran sees the drills as a threat.", "[Tehran] <sees> {the drills as a threat} claim"),
        (
            "The general is believed to have fled.",
            "[unidentified] <believed> {The general … to have fled} claim",
        ),
    ] {
        coder.check(text, &[expect]);
    }
}

#[test]
fn a_quotation_has_its_marks_left_out_and_runs_on_in_one_saying() {
    let coder = Coder::new();
    coder.check(
        "“We are ready,” the minister said on Tuesday. “Nobody can stop us.”",
        &["[the minister] <said> {We are ready, … Nobody can stop us.} claim"],
    );
    coder.check(
        "“We came,” Smith said, “because they asked.”",
        &["[Smith] <said> {We came, … because they asked.} claim"],
    );
}

#[test]
fn of_two_acts_neither_is_lost_where_a_quotation_runs_on() {
    let coder = Coder::new();
    coder.check(
        "“We will not hesitate,” the minister said on Tuesday. “They shelter the rebels.”",
        &[
            "[the minister] <said> {We will not hesitate,} threaten",
            "[the minister] <-> {They shelter the rebels.} accuse",
        ],
    );
    coder.check(
        "“The talks go on,” the minister, who was in Cairo, said. “We will strike back if they attack.”",
        &["[the minister] <said> {The talks go on, … We will strike back if they attack.} threaten"],
    );
}

#[test]
fn a_name_under_a_quotation_is_its_speaker() {
    let coder = Coder::new();
    coder.check(
        "“The mayor should listen to the people who live here.” ― Maria Lopez",
        &["[Maria Lopez] <―> {The mayor should listen to the people who live here.} demand"],
    );
}

#[test]
fn a_saying_inside_of_a_saying_has_a_chain() {
    let coder = Coder::new();
    coder.check(
        "The minister said officials admitted that the bridge had fallen.",
        &[
            "[The minister] <said> {officials admitted that the bridge had fallen} claim",
            "[The minister > officials] <admitted> {the bridge had fallen} concede",
        ],
    );
}

#[test]
fn what_is_said_tells_the_act() {
    let coder = Coder::new();
    for (text, act) in [
        ("Iran said it would respond to the strike.", "threaten"),
        ("“We strongly condemn this attack,” the minister said.", "condemn"),
        ("“We will not negotiate,” the general said.", "refuse"),
        ("The envoy said the launch was unacceptable.", "condemn"),
        ("“Who did this?” the mayor asked.", "question"),
    ] {
        let lines = coder.lines(text);
        assert!(lines.first().is_some_and(|l| l.ends_with(act)), "{text}: {lines:?}");
    }
}

#[test]
fn what_a_speaker_says_that_he_did_himself_accuses_nobody() {
    let coder = Coder::new();
    for (text, expect) in [
        (
            "The army said it launched airstrikes on militant targets in Gaza.",
            "[The army] <said> {it launched airstrikes on militant targets in Gaza} claim",
        ),
        (
            "Hamas said Israel launched illegal airstrikes on Gaza.",
            "[Hamas] <said> {Israel launched illegal airstrikes on Gaza} accuse",
        ),
    ] {
        coder.check(text, &[expect]);
    }
}

#[test]
fn words_that_only_look_like_sayings_are_none() {
    let coder = Coder::new();
    for text in [
        "The flood claimed 36 lives.",
        "Everything went according to plan.",
        "Officials did not say whether anyone had died.",
        "The army declined to comment.",
        "Reporters were unable to confirm the figure.",
        "He told a long story.",
    ] {
        coder.check(text, &[]);
    }
}

#[test]
fn a_condition_is_found_in_its_own_words() {
    let coder = Coder::new();
    let text = "The minister said the army would leave if the rebels left.";
    let (document, _) = sayso_intake::plain::read("test", text.as_bytes(), &Default::default()).unwrap();
    let (annotated, _) = coder.annotator.annotate(&document);
    let (statements, _) = coder.finder.find(&document, &annotated);
    let conditions: Vec<_> = statements.iter().map(|s| s.condition.map(|c| c.text(text))).collect();
    assert_eq!(conditions, [Some("if the rebels left")]);
}

#[test]
fn no_text_breaks_the_search() {
    let coder = Coder::new();
    for text in [
        "",
        "“",
        "said",
        "“” said",
        ": : :",
        "“A”: “B”: “C”",
        "said said said, said, “said” said.",
        "Asif:\n\n“",
    ] {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let (annotated, _) = coder.annotator.annotate(&document);
        coder.finder.find(&document, &annotated);
        coder.lines(text);
    }
}

#[test]
fn a_sentence_before_is_not_said() {
    let coder = Coder::new();
    coder.check(
        "It was a cold day (the mayor later said that the pipes had burst).",
        &["[the mayor] <said> {the pipes had burst} claim"],
    );
}

#[test]
fn an_expert_who_says_what_a_state_would_do_promises_nothing() {
    let coder = Coder::new();
    coder.check(
        "North Korea would build more missiles, said David Wright, a physicist.",
        &["[David Wright] <said> {North Korea would build more missiles} claim"],
    );
}

#[test]
fn a_saying_has_its_time_and_no_other() {
    let coder = Coder::new();
    for (text, expect) in [
        ("The minister said on Monday that talks had failed.", Some("Monday")),
        ("The minister told reporters late Tuesday that talks had failed.", Some("late Tuesday")),
        ("The minister said that talks had failed on Monday.", None),
        ("The minister will say on Monday that talks failed.", None),
    ] {
        coder.each(text, |document, statements| {
            let time = statements.first().and_then(|s| s.time).map(|t| t.span.text(&document.text));
            assert_eq!(time, expect, "{text}");
        });
    }
}

#[test]
fn a_denial_names_the_statement_that_it_denies() {
    let coder = Coder::new();
    for (text, expect) in [
        (
            "Kabul accused Islamabad of bombing a market in the capital. Islamabad denied the accusation.",
            vec![(AnswerKind::Denies, 1, 0)],
        ),
        (
            "The rebels said the army had shelled the hospital. The army denied it had shelled the hospital.",
            vec![(AnswerKind::Denies, 1, 0)],
        ),
        ("The army said it had left the town. The mayor denied taking bribes.", vec![]),
        (
            "The agency said ten soldiers had died. The agency later retracted its claim.",
            vec![(AnswerKind::Retracts, 1, 0)],
        ),
    ] {
        coder.each(text, |_, statements| {
            let found: Vec<_> = (0..)
                .zip(statements)
                .filter_map(|(i, s)| s.answers.map(|a| (a.kind, i, a.statement)))
                .collect();
            assert_eq!(found, expect, "{text}");
        });
    }
}

#[test]
fn a_source_that_is_not_named_has_the_reason_that_the_text_gives() {
    let coder = Coder::new();
    for (text, expect) in [
        (
            "A senior official, who was not authorised to speak to the press, said that talks had failed.",
            Some("was not authorised to speak to the press"),
        ),
        ("Talks had failed, an official said on condition of anonymity.", Some("on condition of anonymity")),
        ("An official said that talks had failed.", None),
    ] {
        coder.each(text, |document, statements| {
            let reason = statements.first().and_then(|s| s.anonymity).map(|s| s.text(&document.text));
            assert_eq!(reason, expect, "{text}");
        });
    }
}

#[test]
fn paragraphs_of_an_interview_are_said_by_whom_they_name() {
    let coder = Coder::new();
    coder.check(
        "He spoke on Sunday in Doha.\n\nAl Jazeera: What is the situation in Gaza?\n\nTariq Habash: Many people were killed. We have no fuel.",
        &[
            "[Al Jazeera] <:> {What is the situation in Gaza?} question",
            "[Tariq Habash] <:> {Many people were killed. We have no fuel} claim",
        ],
    );
    coder.check(
        "He spoke on Sunday in Doha.\n\nQ: Will the army leave Nyala?\n\nA: It left Nyala on Monday.",
        &[
            "[unidentified] <:> {Will the army leave Nyala?} question",
            "[unidentified] <:> {It left Nyala on Monday} claim",
        ],
    );
    // Between turns the speaker goes on; after the last one the article may speak again.
    let long = "He spoke on Sunday in Doha.\n\nAl Jazeera: What happened?\n\nTariq Habash: The army left.\n\nIt burnt the village.\n\nAl Jazeera: When was that?\n\n\
                Habash: It was on Monday.\n\nThe army declined to comment.";
    coder.each(long, |document, statements| {
        let goes_on = statements.iter().find(|s| s.rule == "turn.carried").unwrap();
        assert_eq!(goes_on.content[0].text(&document.text), "It burnt the village");
        assert_eq!(statements.iter().filter(|s| s.rule.starts_with("turn.")).count(), 5);
    });
    // Datelines, chronicles and lists are no talk.
    for text in [
        "Troops moved.\n\nISLAMABAD: The army left Nyala.\n\nKABUL: The army left Kunduz.",
        "Troops moved.\n\nNovember 21: The army left Nyala.\n\nNovember 25: The army came back.",
        "Troops moved.\n\nNote: The army left Nyala.\n\nSource: The army came back.",
    ] {
        coder.each(text, |_, statements| assert!(statements.iter().all(|s| !s.rule.starts_with("turn."))));
    }
}

#[test]
fn a_post_is_said_by_whom_it_is_signed_with() {
    let coder = Coder::new();
    let signed = |text: &str, expect: &[&str]| {
        coder.each(text, |document, statements| {
            let posts: Vec<String> = statements
                .iter()
                .filter(|s| s.rule == "post.signed")
                .map(|s| {
                    let content: Vec<&str> = s.content.iter().map(|c| c.text(&document.text)).collect();
                    let author = s.sources[0].span.unwrap().text(&document.text);
                    let day = s.time.map_or("", |t| t.span.text(&document.text));
                    format!("{author}, {day}: {}", content.join(" | "))
                })
                .collect();
            assert_eq!(posts, expect, "{text}");
        });
    };
    signed(
        "The truce took hold on Friday.\n\nTroops shot two farmers in #Nyala today.\n\n\
         — Rosa Adeyemi (@rosa_adeyemi) May 3, 2024\n\nThe army declined to comment.",
        &["Rosa Adeyemi, May 3, 2024: Troops shot two farmers in #Nyala today"],
    );
    // Up to the first paragraph that names an account, or speaks in the first person, as the article does not.
    signed(
        "“They shot at us,” the mayor said.\n\nI am shocked by the news from Nyala.\n\nOnly talks will bring peace.\n\n\
         — Human Rights Watch (@hrw) May 3, 2024",
        &[
            "Human Rights Watch, May 3, 2024: I am shocked by the news from Nyala | Only talks will bring peace",
        ],
    );
    // Who tells his own story in the article has no part in the post.
    let own = "I left Nyala in April.\n\nWe walked for days.\n\nNobody helped us.\n\nThe road was closed.\n\nIt was hot.\n\nThe guns were near.\n\n\
               I saw the camp at night.\n\nThe camp is full.\n\n— Sudan Relief | إغاثة (@reliefsudan)";
    signed(own, &["Sudan Relief, : The camp is full"]);
    // A list is no post.
    signed("Troops moved.\n\n— Talks (in Doha) failed in May.", &[]);
}

#[test]
fn who_suffers_is_not_accused() {
    let coder = Coder::new();
    let targets = |text: &str, expect: &[&str]| {
        coder.each(text, |document, statements| {
            let found: Vec<&str> = statements
                .iter()
                .flat_map(|s| s.targets.iter().filter_map(|t| t.span))
                .map(|s| s.text(&document.text))
                .collect();
            assert_eq!(found, expect, "{text}");
        });
    };
    targets("In a statement, the network said that Paul Reed had been subjected to torture and abuse.", &[]);
    targets("In a statement, the network said that Iran had subjected Paul Reed to torture.", &["Iran"]);
}
