//! Logical subjects and objects, on sentences as the parser reads them.

mod sentence;

use sayso_model::ArgumentRole;

/// Checks that each of `expect` is found: `subjects < predicate > objects`, words joined by `+`.
#[track_caller]
fn check(text: &str, expect: &[&str]) {
    let (annotated, document) = sentence::annotate(text);
    let word = |i| annotated.token(i).span.text(&document.text);
    let found: Vec<String> = (0..annotated.tokens.len() as u32)
        .map(|i| {
            let of = |role| annotated.arguments.of(i, role).map(word).collect::<Vec<_>>().join("+");
            format!("{} < {} > {}", of(ArgumentRole::Subject), word(i), of(ArgumentRole::Object))
        })
        .filter(|line| !(line.starts_with(" <") && line.ends_with("> ")))
        .map(|line| line.trim().to_owned())
        .collect();
    for line in expect {
        assert!(found.iter().any(|f| f == line), "no `{line}` in {found:#?}\n{text}");
    }
}

#[test]
fn voices() {
    check("The army shelled the village.", &["army < shelled > village"]);
    check("The village was shelled by the army.", &["army < shelled > village"]);
    check(
        "The village was shelled and burned by rebels.",
        &["rebels < shelled > village", "rebels < burned > village"],
    );
    check(
        "People who were being expelled from the town and attacked in the mosque spoke.",
        &["< attacked > People"],
    );
    check("Ten people were killed and twenty wounded.", &["< killed > people", "< wounded > twenty"]);
}

#[test]
fn relative_clauses() {
    check(
        "The army, which shelled the village, withdrew.",
        &["army < shelled > village", "army < withdrew >"],
    );
    check("The village that the army shelled is empty.", &["army < shelled > village"]);
    check(
        "The missile Iran threatened to launch was old.",
        &["Iran < threatened >", "Iran < launch > missile"],
    );
    check("The raid, which officials say killed ten people, was filmed.", &["raid < killed > people"]);
    check("The troops killed by the rebels were young.", &["rebels < killed > troops"]);
    check(
        "A group operating from Lebanon fired rockets.",
        &["group < operating >", "group < fired > rockets"],
    );
    check("The day they arrived it rained.", &["they < arrived >"]);
}

#[test]
fn control_and_raising() {
    check("Hamas tried to hit the convoy.", &["Hamas < hit > convoy"]);
    check("Turkey urged Iran to stop enriching uranium.", &["Iran < stop >", "Iran < enriching > uranium"]);
    check("The court ordered the ministry to release the files.", &["ministry < release > files"]);
    check(
        "Delhi accused Kabul of sheltering militants.",
        &["Delhi < accused > Kabul", "Kabul < sheltering > militants"],
    );
    check(
        "Kabul was accused of sheltering militants.",
        &["< accused > Kabul", "Kabul < sheltering > militants"],
    );
    check("The group is believed to have kidnapped the doctor.", &["group < kidnapped > doctor"]);
    check("The navy is able to sink the ship.", &["navy < sink > ship"]);
    check("The envoy called on both sides to halt the attacks.", &["sides < halt > attacks"]);
    check("Police prevented protesters from reaching the square.", &["protesters < reaching > square"]);
    check("The regime has the right to defend its borders.", &["regime < defend > borders"]);
}

#[test]
fn joined_verbs_and_nouns() {
    check("They shelter and arm these groups.", &["They < shelter > groups", "They < arm > groups"]);
    check("Soldiers stormed the camp and arrested two men.", &["Soldiers < arrested > men"]);
    check("Russia and Iran condemned the raid.", &["Russia+Iran < condemned > raid"]);
    check("Police arrested a teacher and a lawyer.", &["Police < arrested > teacher+lawyer"]);
}

#[test]
fn whoever_has_no_choice_does_what_is_left() {
    check(
        "Inaction would leave Islamabad with no option but to strike the camps.",
        &["Islamabad < strike > camps"],
    );
    check("The attack left the army no choice but to strike the town.", &["army < strike > town"]);
    check("Israel had no option but to bomb the tunnels.", &["Israel < bomb > tunnels"]);
}

#[test]
fn clauses_without_a_subject() {
    check(
        "Speaking to reporters, the minister denied the claim.",
        &["minister < Speaking >", "minister < denied > claim"],
    );
    check("The jets hit the port, killing five sailors.", &["jets < killing > sailors"]);
    check("He resigned after losing the vote.", &["He < losing > vote"]);
    check("The rebels responded by shelling the town.", &["rebels < shelling > town"]);
    check("The army sent tanks to crush the revolt.", &["army < sent > tanks"]);
}

#[test]
fn nouns_of_action() {
    check("Israel's attack on the port angered Egypt.", &["Israel < attack > port"]);
    check("An attack on the port by Houthi rebels angered Egypt.", &["rebels < attack > port"]);
    check("The killing of two nurses by soldiers shocked the town.", &["soldiers < killing > nurses"]);
    check("Israeli strikes on Gaza continued.", &["Israeli < strikes > Gaza"]);
    check("The arrest of the mayor was illegal.", &["< arrest > mayor"]);
    check("His arrest was illegal.", &["< arrest > His"]);
    check("Talks between Iran and Oman failed.", &["Iran+Oman < Talks >"]);
}

#[test]
fn light_verbs() {
    check("The army carried out strikes on the camp.", &["army < strikes > camp"]);
    check("Rebels launched a wave of attacks.", &["Rebels < attacks >"]);
    check("The raid was conducted by special forces.", &["forces < raid >"]);
    check("The bases came under attack.", &["< attack > bases"]);
    check("An assault launched by insurgents failed.", &["insurgents < assault >"]);
    check("The Iran-backed militia withdrew.", &["Iran < backed > militia"]);
}

#[test]
fn owners_and_joined_subjects() {
    check(
        "Sylvania shelled Borduria’s allied Hamas militia and Iran’s IRGC, both of which support the rebels.",
        &["militia+IRGC < support > rebels"],
    );
    check(
        "General Mohammad Reza Zahedi, a senior commander in the Quds Force and his deputy General Hadi Haji were killed.",
        &["< killed > Zahedi+Haji"],
    );
}

#[test]
fn states_that_somebody_is_in() {
    check("The student, who has been on hunger strike, was moved.", &["student < strike >"]);
    check("The ministers were in talks with rebels.", &["ministers < talks > rebels"]);
    check("The town was under attack.", &["< attack > town"]);
}

#[test]
fn one_person_suffers_what_bodies_do() {
    check("The town was shocked by Paul Reed’s killing.", &["< killing > Reed"]);
    check("Hamas’s killing shocked the town.", &["Hamas < killing >"]);
    check("The rebels’ kidnapping of two nurses shocked the town.", &["rebels < kidnapping > nurses"]);
    check("The nurses’ kidnapping shocked the town.", &["< kidnapping > nurses"]);
    check("Israel’s arrest of Paul Reed shocked the town.", &["Israel < arrest > Reed"]);
}
