//! What extraction reads from single sentences: `TYPE/mode trigger: actors > recipients [status]`.

use std::sync::OnceLock;

use sayso_annotate::Annotator;
use sayso_extract::Extractor;
use sayso_model::{Block, BlockKind, Document, EventMention, PartyMention, Span};

struct Stages {
    annotator: Annotator,
    extractor: Extractor,
}

fn stages() -> &'static Stages {
    static STAGES: OnceLock<Stages> = OnceLock::new();
    STAGES.get_or_init(|| Stages {
        annotator: Annotator::load().expect("the annotator loads"),
        extractor: Extractor::load().expect("the extractor loads"),
    })
}

/// Events of a text of one paragraph.
fn events(text: &str) -> Vec<EventMention> {
    let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body };
    let document = Document { text: text.to_owned(), blocks: vec![block], ..Document::default() };
    let (annotated, _) = stages().annotator.annotate(&document);
    let (mentions, _) = stages().extractor.extract(&document, &annotated);
    mentions.events
}

/// The same, a line each.
fn read(text: &str) -> Vec<String> {
    events(text).iter().map(|e| line(text, e)).collect()
}

fn line(text: &str, event: &EventMention) -> String {
    let names = |list: &[PartyMention]| {
        list.iter().filter_map(|p| p.span).map(|s| s.text(text)).collect::<Vec<_>>().join(", ")
    };
    let mode = event.mode.as_ref().map(|m| format!("/{m}")).unwrap_or_default();
    let status: Vec<&str> = event.claims.iter().map(|c| c.status.as_str()).collect();
    let victims: String = event
        .casualties
        .iter()
        .map(|c| {
            let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
            format!(" {} {}..{}", c.kind, number(c.range.low), number(c.range.high))
        })
        .collect();
    format!(
        "{}{mode} {}: {} > {} [{}]{victims}",
        event.kind,
        event.trigger_span.text(text),
        names(&event.actors),
        names(&event.recipients),
        status.join(" "),
    )
}

/// Each expected line is among the events of the text, and there are no others.
fn check(text: &str, expected: &[&str]) {
    let found = read(text);
    assert_eq!(found, expected, "\n{text}\n");
}

#[test]
fn a_plain_attack_has_a_doer_and_a_victim() {
    check("Rebels attacked an army base on Monday.", &["ASSAULT attacked: Rebels > army base [asserted]"]);
    check("An army base was attacked by rebels.", &["ASSAULT attacked: rebels > army base [asserted]"]);
    check("Israel launched air strikes on Gaza.", &["ASSAULT/aerial strikes: Israel > Gaza [asserted]"]);
}

#[test]
fn victims_are_counted_in_the_event_that_made_them() {
    check(
        "A suicide attack at a mosque in Islamabad killed 36 people and wounded more than 160.",
        &["ASSAULT/suicide-attack attack:  > mosque [asserted] killed 36..36 wounded 161.."],
    );
    check(
        "Gunmen killed at least 12 villagers in the north.",
        &["ASSAULT killed: Gunmen > at least 12 villagers [asserted] killed 12.."],
    );
}

#[test]
fn what_might_be_is_not_what_was() {
    check("Russia may attack Ukraine.", &["ASSAULT attack: Russia > Ukraine [possible]"]);
    check("Russia will attack Ukraine.", &["ASSAULT attack: Russia > Ukraine [planned]"]);
    check("Russia did not attack Ukraine.", &["ASSAULT attack: Russia > Ukraine [denied]"]);
    check(
        "Russia would attack Ukraine if it felt cornered.",
        &["ASSAULT attack: Russia > Ukraine [conditional]"],
    );
    check("Russia threatened to attack Ukraine.", &["ASSAULT attack: Russia > Ukraine [planned]"]);
    check("Rebels allegedly attacked Juba.", &["ASSAULT attacked: Rebels > Juba [alleged]"]);
}

/// The status of the event at a word.
fn status(text: &str, trigger: &str) -> String {
    let found = read(text);
    let of = |l: &&String| l.split(':').next().is_some_and(|head| head.ends_with(&format!(" {trigger}")));
    let line = found.iter().find(of).unwrap_or_else(|| panic!("no `{trigger}` in {text}: {found:?}"));
    line.split(['[', ']']).nth(1).expect("a status").to_owned()
}

#[test]
fn a_condition_is_not_a_deed_in_whatever_words_it_comes() {
    for (text, trigger, expected) in [
        ("Turkey was prepared to attack Syria, provided clear terms were agreed.", "attack", "conditional"),
        ("Iran said its army would attack Iraq provided that Britain agreed.", "attack", "conditional"),
        ("As long as Hamas frees hostages, Israel will halt the war.", "frees", "conditional"),
        ("In case the rebels attack the town, the army will respond.", "attack", "conditional"),
        ("Russia will bomb Kiev should Ukraine attack Crimea.", "bomb", "conditional"),
        ("Had the army attacked the town, hundreds would have died.", "attacked", "conditional"),
        ("Were Syria to bomb the town, Turkey would attack Damascus.", "attack", "conditional"),
        ("The EU will only lift sanctions once Serbia arrests the general.", "arrests", "conditional"),
        ("The EU will only lift sanctions once Serbia arrests the general.", "lift", "conditional"),
        ("The army of Sudan will retaliate if the attacks go on.", "retaliate", "conditional"),
        ("Whether Russia attacks Ukraine is not known.", "attacks", "possible"),
        ("Whether or not Russia attacked Ukraine, talks go on.", "attacked", "possible"),
        ("The army warned rebels against attacking the town.", "attacking", "possible"),
        ("The EU refused to lift sanctions.", "lift", "denied"),
        // Words that look like these and open nothing.
        ("Iran had attacked the base, and Israel would bomb the port.", "attacked", "asserted"),
        ("The jets, provided by France, bombed the camp.", "bombed", "asserted"),
        ("The army retook the town once rebels attacked Juba.", "attacked", "asserted"),
        ("The UN must say whether the soldiers who attacked the town will be tried.", "attacked", "asserted"),
    ] {
        assert_eq!(status(text, trigger), expected, "`{trigger}` in {text}");
    }
}

/// Events that stand by themselves, a line each: those that only repeat one told before are left out.
fn told(text: &str) -> Vec<String> {
    events(text).iter().filter(|e| !e.again).map(|e| line(text, e)).collect()
}

#[test]
fn what_is_lifted_or_cut_is_over() {
    for (text, expected) in [
        (
            "The United States lifted sanctions against Sudan.",
            "CONCEDE lifted: United States > Sudan [asserted]",
        ),
        ("France lifted its blockade of Syria.", "CONCEDE lifted: France > Syria [asserted]"),
        (
            "The United States suspended military aid to Indonesia.",
            "SANCTION/discontinue suspended: United States > Indonesia [asserted]",
        ),
        (
            "France suspended humanitarian aid to Gaza because of heavy fighting.",
            "SANCTION/discontinue suspended: France > Gaza [asserted]",
        ),
        (
            "Israel suspended aid deliveries to Gaza.",
            "SANCTION/discontinue suspended: Israel > Gaza [asserted]",
        ),
    ] {
        let found = told(text);
        assert_eq!(found.first().map(String::as_str), Some(expected), "{text}");
        let undone = |l: &&String| l.starts_with("SANCTION/discontinue sanctions") || l.starts_with("AID");
        assert_eq!(found.iter().find(undone), None, "{text}");
    }
    let held = told("Russia refused to lift sanctions on Georgia.");
    assert_eq!(held[0], "CONCEDE lift: Russia > Georgia [denied]");
    assert_eq!(held[1], "SANCTION/discontinue sanctions: Russia > Georgia [asserted]");
    assert_eq!(told("The fighting in Aleppo ended on Monday.")[0], "RETREAT/ceasefire ended:  >  [asserted]");
}

#[test]
fn an_attack_of_words_is_none() {
    for text in [
        "The minister launched a scathing attack on the government.",
        "The senator launched an attack on the minister, calling him a liar.",
    ] {
        assert!(!told(text).iter().any(|l| l.starts_with("ASSAULT")), "{text}");
    }
    check("The army launched an attack on Syria.", &["ASSAULT attack: army > Syria [asserted]"]);
}

#[test]
fn who_is_expelled_says_what_it_is() {
    check(
        "Russia expelled a Bulgarian diplomat.",
        &["SANCTION/expel expelled: Russia > Bulgarian diplomat [asserted]"],
    );
    check("Sudan expelled 20 refugees.", &["COERCE/deport expelled: Sudan > 20 refugees [asserted]"]);
}

#[test]
fn what_nobody_did_or_somebody_prevented_did_not_happen() {
    for (text, trigger, expected) in [
        ("Nobody attacked the army base.", "attacked", "denied"),
        ("No soldiers attacked the town.", "attacked", "denied"),
        ("The rebels killed no civilians.", "killed", "denied"),
        ("Police prevented protesters from attacking the embassy.", "attacking", "denied"),
        ("The army was sent to prevent rebels from attacking the town.", "attacking", "possible"),
        ("The rebels left without attacking the town.", "attacking", "denied"),
        ("The army was unable to attack the town.", "attack", "denied"),
        ("The army no longer attacks the town.", "attacks", "denied"),
        ("The army denied that an air strike killed civilians in Juba.", "strike", "denied"),
        ("An air strike could kill civilians in Juba.", "strike", "possible"),
        // Words that look like these and deny nothing.
        ("The army denied that the air strike killed civilians in Juba.", "strike", "asserted"),
        ("The army said an air strike on Juba did not kill civilians.", "strike", "asserted"),
        ("The army attacked not only the town but also the port.", "attacked", "asserted"),
        ("Russia did not say who had attacked the convoy.", "attacked", "asserted"),
    ] {
        assert_eq!(status(text, trigger), expected, "`{trigger}` in {text}");
    }
}

#[test]
fn rules_and_comparisons_are_no_deeds() {
    check("Anyone who attacks a soldier could be jailed for ten years.", &[]);
    check("A person convicted of assaulting a soldier could be jailed.", &[]);
    check("He felt like the bull that killed the matador.", &[]);
}

#[test]
fn who_comes_under_attack_is_attacked() {
    check("The army base came under attack on Monday.", &["ASSAULT attack:  > army base [asserted]"]);
    check("Gaza has been under a blockade since 2007.", &["COERCE/restrict blockade:  > Gaza [asserted]"]);
}

#[test]
fn an_answer_is_threatened_only_where_a_deed_is_told_of() {
    let found = read("Iran vowed to respond after Israel bombed its consulate.");
    assert!(found.iter().any(|l| l == "ASSAULT respond: Iran >  [planned]"), "{found:?}");
    assert!(!read("Iran vowed to respond to the letter.").iter().any(|l| l.contains("respond")));
}

#[test]
fn captives_are_handed_over_and_exchanged() {
    check(
        "Hamas handed over two hostages.",
        &["RETREAT/release handed over: Hamas > two hostages [asserted]"],
    );
    let found = read("Israel and Hamas agreed on a prisoner exchange.");
    assert!(!found.iter().any(|l| l.contains(": prisoner >")), "{found:?}");
}

#[test]
fn gifts_come_from_those_who_hold_power() {
    check("Germany gave $2 million to Nigeria.", &["AID gave: Germany > Nigeria [asserted]"]);
    check(
        "The European Union contributed $46 million to Somalia.",
        &["AID contributed: European Union > Somalia [asserted]"],
    );
    check("The unit contributed $40 million to group profits.", &[]);
    check("Rebels freed the hostage.", &["RETREAT/release freed: Rebels > hostage [asserted]"]);
}

#[test]
fn suits_warrants_and_investigations_have_who_brings_them() {
    check(
        "A Saudi dissident has filed a lawsuit against an Israeli company.",
        &["ACCUSE/allege lawsuit: Saudi dissident > Israeli company [asserted]"],
    );
    check(
        "A court issued an arrest warrant for the former president.",
        &["COERCE warrant: court > former president [asserted]"],
    );
    let found = read("Police have opened an investigation into the killing of the mayor.");
    assert_eq!(found[0], "ACCUSE/investigate investigation: Police >  [asserted]");
}

#[test]
fn soldiers_who_leave_withdraw_and_others_go() {
    check(
        "American troops have begun leaving Afghanistan.",
        &["RETREAT/withdraw leaving: American troops > Afghanistan [asserted]"],
    );
    check("Soldiers left three people dead in the village.", &[]);
    check("Biden left Washington on Monday.", &[]);
    check("South Korea withdrew its bids.", &[]);
}

#[test]
fn phrases_count_once() {
    check(
        "The minister expressed support for Ukraine.",
        &["SUPPORT expressed support: minister > Ukraine [asserted]"],
    );
    check(
        "Islamic State militants held around 20,000 civilians as human shields in Raqqa.",
        &["ASSAULT/abduct held: Islamic State militants > around 20,000 civilians [asserted]"],
    );
    check("NATO troops remained on high alert.", &["MOBILIZE remained: NATO troops >  [asserted]"]);
    check("Thousands of people took to the streets in Sudan.", &["PROTEST/demo took:  >  [asserted]"]);
    check("Russia vetoed a UN resolution.", &["REJECT vetoed: Russia > UN [asserted]"]);
}

#[test]
fn words_for_meeting_and_agreeing_need_somebody_and_something() {
    check("Yukos was forced to sell assets to meet a tax bill.", &[]);
    check("The president met the minister.", &["CONSULT met: president, minister >  [asserted]"]);
    check(
        "The sides agreed to a truce.",
        &["AGREE agreed: sides >  [asserted]", "RETREAT/ceasefire truce:  >  [planned]"],
    );
    check("The trader agreed.", &[]);
    check("The trader agreed that prices were high.", &[]);
    check("There was a great deal of argument.", &[]);
    check("Two-thirds of schools met that target.", &[]);
    check("Fraud dropped from 10,000 cases to 8,000 cases.", &[]);
    check("A contractor died of cardiac arrest.", &[]);
    check("The party hit back at the proposals.", &[]);
    check("Fiat is to integrate the company within its own operations.", &[]);
    check("Britain took over the chairmanship of the union.", &[]);
    check("Trade unions carried out strikes.", &["PROTEST/strike strikes: Trade unions >  [asserted]"]);
    check("The Tories attacked Labour over the manifesto at the election.", &[]);
}

#[test]
fn a_state_that_people_are_in_is_no_deed() {
    check("Displaced people need food and water.", &[]);
    check(
        "A humanitarian operation by the United Nations is under way.",
        &["AID operation: United Nations >  [asserted]"],
    );
}

#[test]
fn figures_of_tens_of_thousands_and_of_fractions() {
    let low = |text: &str| {
        let found = events(text);
        found.iter().flat_map(|e| &e.casualties).next().and_then(|c| c.range.low)
    };
    assert_eq!(low("The fighting displaced tens of thousands of people."), Some(20_000));
    assert_eq!(low("The fighting displaced hundreds of thousands of people."), Some(200_000));
    assert_eq!(low("The fighting displaced 1.4 million people."), Some(1_400_000));
    assert_eq!(low("The fighting displaced two-thirds of the people."), None);
}

#[test]
fn what_could_come_of_a_thing_is_possible() {
    assert_eq!(status("The plan could result in civilians being targeted.", "targeted"), "possible");
    assert_eq!(status("The plan resulted in civilians being targeted.", "targeted"), "asserted");
}

#[test]
fn what_is_weighed_put_off_or_charged_is_no_fact() {
    for (text, trigger, expected) in [
        ("Hamas wants guarantees in exchange for releasing hostages.", "releasing", "planned"),
        ("Hamas freed ten soldiers in exchange for the release of fifty prisoners.", "release", "asserted"),
        ("It is impossible to attack Iran without American help.", "attack", "denied"),
        ("The rebels came close to capturing the city of Goma.", "capturing", "denied"),
        ("The rebels are close to capturing the city of Goma.", "capturing", "possible"),
        ("The army stopped short of bombing the capital.", "bombing", "denied"),
        ("Turkey is on the brink of invading Syria.", "invading", "possible"),
        ("Saudi Arabia has yet to sign the agreement with Iran.", "sign", "denied"),
        ("Britain is considering sending troops to Ukraine.", "sending", "possible"),
        ("North Korea is capable of bombing Seoul.", "bombing", "possible"),
        ("The soldiers were able to capture the town of Bakhmut.", "capture", "asserted"),
        ("The aim of the operation is to kill the leaders of Hamas.", "kill", "planned"),
        ("There is a risk that Russia will attack Poland.", "attack", "possible"),
        ("Rather than attack the city, the army withdrew.", "attack", "denied"),
        ("Two men are wanted for killing a policeman in Lagos.", "killing", "alleged"),
        ("The man was cleared of killing two soldiers in Belfast.", "killing", "denied"),
        ("Talks to end the war in Sudan collapsed.", "end", "planned"),
        ("Talks to end the war in Sudan collapsed.", "war", "asserted"),
        ("Nigeria postponed the deployment of troops to Niger.", "deployment", "planned"),
        ("His captors in Gaza were about to release him.", "release", "planned"),
        ("Diplomats are trying to broker a ceasefire between Israel and Hamas.", "ceasefire", "possible"),
        ("Diplomats brokered a ceasefire between Israel and Hamas.", "ceasefire", "asserted"),
        ("Biden voiced support for a ceasefire on Monday.", "ceasefire", "possible"),
        ("Israel called the attack on the embassy a crime.", "attack", "asserted"),
        ("The minister said that no-one got injured by the attackers.", "injured", "denied"),
        ("The minister did not say when the war would end.", "war", "asserted"),
        ("The envoy wants to prevent the war from spreading.", "war", "asserted"),
        ("The villagers had nothing to do with the attack on the army.", "attack", "asserted"),
        ("Does diplomacy stand a chance in the war on Gaza?", "war", "asserted"),
        ("Why did he allow the police to attack the mosque?", "attack", "asserted"),
        ("Russia has no plans to withdraw from Ukraine.", "withdraw", "denied"),
        ("The ruling could spark a war between India and Pakistan.", "war", "possible"),
        ("The crisis may spiral into a war with Iran.", "war", "possible"),
        ("The ruling sparked protests in Delhi.", "protests", "asserted"),
        ("They were not successful in killing him.", "killing", "denied"),
        ("He called for the imposition of sanctions against Israel.", "sanctions", "demanded"),
        ("The army must stop them before they attack.", "attack", "conditional"),
        ("The toys will take their minds off the bombing.", "bombing", "asserted"),
    ] {
        assert_eq!(status(text, trigger), expected, "`{trigger}` in {text}");
    }
}

#[test]
fn the_form_of_a_sentence_says_whether_it_tells_of_a_deed() {
    assert_eq!(status("Israel to release 200 Palestinian prisoners", "release"), "planned");
    assert_eq!(status("Did China invade Taiwan?", "invade"), "possible");
    assert_eq!(status("Why did China invade Taiwan?", "invade"), "asserted");
}

#[test]
fn a_quarrel_is_no_clash() {
    check("Labour and the Conservatives clashed over tax.", &[]);
    check(
        "Police clashed with protesters in Nairobi.",
        &["ASSAULT clashed: Police, protesters > Police, protesters [asserted]"],
    );
}

#[test]
fn who_is_given_time_is_who_has_to_act() {
    check(
        "The UN gave Israel one year to withdraw from the West Bank.",
        &["RETREAT/withdraw withdraw: Israel > West Bank [planned]"],
    );
}

#[test]
fn companies_and_parties_make_no_war() {
    for text in [
        "Airlines have attacked the legislation.",
        "The fund fell short of hitting the 2005 target.",
        "The merger ends the longest fight in Japanese bank history.",
        "Most of the companies traded on the exchange are banks.",
        "Prosecutors wanted the firms to surrender their profits.",
        "The hospital suspended operations.",
        "The party chose Manchester to host the event.",
        "The savings will be redeployed.",
        "The bill brings in house arrest.",
    ] {
        check(text, &[]);
    }
    check("Iran trades with China.", &["COOPERATE trades: Iran, China >  [asserted]"]);
    let halted = told("The army suspended its military operations against the rebels.");
    assert_eq!(halted[0], "RETREAT/ceasefire suspended: army > rebels [asserted]");
}

#[test]
fn a_killing_that_is_looked_into_has_a_victim() {
    check(
        "Police are investigating the murder of a journalist in Karachi.",
        &[
            "ACCUSE/investigate investigating: Police >  [asserted]",
            "ASSAULT murder:  > journalist [asserted]",
        ],
    );
    check(
        "Rebels planted a bomb outside the ministry.",
        &["ASSAULT/explosives planted: Rebels > ministry [asserted]"],
    );
}

#[test]
fn what_is_judged_by_would_or_not_vouched_for_is_not_told_as_done() {
    for (text, trigger, expected) in [
        ("An attack on Iran would be a disaster, the envoy said.", "attack", "conditional"),
        ("It would be a mistake to attack Iran, the envoy said.", "attack", "conditional"),
        ("The attack on Iran was a disaster, the envoy said.", "attack", "asserted"),
        ("Israel did not confirm that it had bombed the convoy.", "bombed", "possible"),
        ("Israel confirmed that it had bombed the convoy.", "bombed", "asserted"),
        ("Talks on a prisoner swap between Russia and Ukraine collapsed.", "swap", "possible"),
        ("The exercise simulated an attack on Guam.", "attack", "denied"),
        ("The rebels almost killed the president.", "killed", "denied"),
        ("The rebels killed almost 40 soldiers.", "killed", "asserted"),
    ] {
        assert_eq!(status(text, trigger), expected, "{text}");
    }
}

#[test]
fn where_it_is_said_is_not_where_it_happened() {
    let places = |text: &str| -> Vec<String> {
        let of = |e: &EventMention| e.places.iter().map(|p| p.span.text(text).to_owned()).collect::<Vec<_>>();
        events(text).iter().flat_map(of).collect()
    };
    let said = "\"They shelled a market at noon, when it is full of women and children,\" Defence Minister Omar Khan told \
                reporters in Kabul. \"This is a crime.\"";
    assert_eq!(places(said), Vec::<String>::new());
    assert_eq!(
        places("The army shelled a market in Kabul, the minister told reporters in Herat."),
        ["Kabul"]
    );
}

#[test]
fn what_is_only_said_to_be_so_is_alleged() {
    check(
        "The suspect is said to have killed three people in Lagos.",
        &["ASSAULT killed: suspect >  [alleged] killed 3..3"],
    );
    check(
        "Rebels were reported to have attacked a convoy near Goma.",
        &["ASSAULT attacked: Rebels > convoy [alleged]"],
    );
    check(
        "Reports that police had killed two students were false.",
        &["ASSAULT killed: police > two students [asserted denied] killed 2..2"],
    );
}

#[test]
fn who_came_close_to_it_did_not_do_it() {
    check("Iran came close to attacking Israel in April.", &["ASSAULT attacking: Iran > Israel [denied]"]);
}

#[test]
fn a_headline_names_who_will_do_it() {
    check("Turkey to send troops to Libya", &["MOBILIZE/troops send: Turkey >  [planned]"]);
}

#[test]
fn what_is_got_ready_for_has_not_happened() {
    for (text, status) in [
        ("Israel is readying for a ground assault on Gaza.", "planned"),
        ("The army is poised to storm the city.", "planned"),
        ("Residents are bracing for an Israeli attack.", "possible"),
        ("The town is awaiting an attack by rebels.", "possible"),
        ("The government vowed to protect villagers from attacks by bandits.", "possible"),
    ] {
        let found = read(text);
        assert!(
            found.iter().any(|l| l.starts_with("ASSAULT") && l.contains(&format!("[{status}]"))),
            "{text}\n{found:?}"
        );
    }
}

#[test]
fn a_share_of_many_is_not_all_of_them() {
    check(
        "Half of the city's 400,000 people were displaced by the fighting.",
        &["COERCE/deport displaced:  >  [asserted]"],
    );
}

#[test]
fn what_is_demanded_in_one_sentence_is_not_so_in_the_one_before() {
    let text = "“Rebels attacked the town of Goma. They must leave at once,” the minister said.";
    assert_eq!(status(text, "attacked"), "asserted");
    let text = "“The army must attack Goma,” the minister said.";
    assert_eq!(status(text, "attack"), "demanded");
    let text = "“We never shelled Goma. Rebels attacked the hospital,” the minister said.";
    assert_eq!(status(text, "attacked"), "asserted");
}

#[test]
fn speech_has_the_day_on_which_it_was_said() {
    let days = |text: &str| -> Vec<String> {
        let block = |line: &str| {
            let start = line.as_ptr() as usize - text.as_ptr() as usize;
            Block { span: Span::new(start, start + line.len()), kind: BlockKind::Body }
        };
        let document = Document {
            text: text.to_owned(),
            blocks: text.lines().map(block).collect(),
            published: "2024-05-09".parse().ok(),
            ..Document::default()
        };
        let (annotated, _) = stages().annotator.annotate(&document);
        let (mentions, _) = stages().extractor.extract(&document, &annotated);
        let day = |t: &sayso_model::TimeExpression| format!("{} {}", t.span.text(text), t.value);
        mentions.times.iter().map(day).collect()
    };
    // The report is of a Thursday.
    assert_eq!(
        days("“Troops shelled Goma today,” the mayor said on Monday.\nTroops left today."),
        ["today 2024-05-06", "Monday 2024-05-06", "today 2024-05-09"]
    );
    assert_eq!(
        days("Troops shelled Goma yesterday.\n— Rosa Adeyemi (@rosa_adeyemi) May 3, 2024"),
        ["yesterday 2024-05-02", "May 3, 2024 2024-05-03"]
    );
    // The hour over the paragraphs of a running report.
    assert_eq!(
        days("2 May 2024 - 22:18 GMT\nTroops left today.\n1 May 2024 - 09:00 GMT\nTroops left yesterday."),
        [
            "2 May 2024 2024-05-02",
            "22:18 GMT 2024-05-02T22:18",
            "today 2024-05-02",
            "1 May 2024 2024-05-01",
            "09:00 GMT 2024-05-01T09:00",
            "yesterday 2024-04-30"
        ]
    );
    // Who only tells what was said speaks from his own day.
    assert_eq!(
        days("The mayor said on Monday that troops will leave today."),
        ["Monday 2024-05-06", "today 2024-05-09"]
    );
}

#[test]
fn strikes_on_people_are_no_walkouts() {
    check("The strikes on aid workers were condemned.", &["ASSAULT strikes:  > aid workers [asserted]"]);
    assert!(read("A strike by nurses on Tuesday closed three hospitals.")[0].starts_with("PROTEST/strike"));
}

#[test]
fn a_number_that_is_asked_for_is_none() {
    let text = "The war is one of the worst in terms of how many aid workers have been killed.";
    assert!(events(text).iter().all(|e| e.casualties.is_empty()));
    let text = "Gaza starves, with at least 32, 000 Palestinians killed.";
    assert!(events(text).iter().all(|e| e.casualties.is_empty()));
}
