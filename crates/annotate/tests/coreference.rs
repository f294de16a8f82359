//! Who is meant: names, titles, pronouns, and who speaks between the marks.

mod sentence;

/// Checks each `mention → name`: the first (or with `#n` the n-th) token `mention` refers to a mention in which the
/// word `name` stands, `-` for none but itself.
#[track_caller]
fn check(text: &str, expect: &[(&str, &str)]) {
    let (annotated, document) = sentence::annotate(text);
    let word = |i| annotated.token(i).span.text(&document.text);
    for &(mention, name) in expect {
        let (mention, nth) = mention.split_once('#').map_or((mention, 1), |(m, n)| (m, n.parse().unwrap()));
        let at = (0..annotated.tokens.len() as u32).filter(|&i| word(i) == mention).nth(nth - 1).unwrap();
        let root = annotated.referent(at);
        let found = if root == at { "-" } else { word(root) };
        assert_eq!(found, name, "{mention} #{nth} in {text}");
    }
}

#[test]
fn names_point_to_the_full_form() {
    check("Foreign Minister Karim Lodhi spoke. Lodhi said talks went on.", &[("Lodhi#2", "Lodhi")]);
    check(
        "Amnesty International spoke on Monday. Amnesty said it was worried.",
        &[("Amnesty#2", "International")],
    );
    check(
        "The Lower Marsh Liberation Front (LMLF) struck. The LMLF has many men.",
        &[("LMLF#1", "Front"), ("LMLF#2", "Front")],
    );
    check("The United Nations met. The UN said little.", &[("UN", "Nations")]);
}

#[test]
fn titles_tell_two_ministers_apart() {
    let text = "Defence Minister Karim Lodhi met Interior Minister Anna Weiss on Monday.\n\
        The interior minister said talks went well.\nThe defence minister said little.";
    check(text, &[("minister#1", "Weiss"), ("minister#2", "Lodhi")]);
}

#[test]
fn pronouns_follow_the_last_speaker() {
    let text = "Defence Minister Karim Lodhi accused Delhi of backing rebels.\nHe said talks had failed. “We are done,” he said.";
    check(text, &[("He", "Lodhi"), ("he", "Lodhi"), ("We", "Lodhi")]);
    let text = "Lawyer Anna Weiss met Paul Reed. She said he was well.";
    check(text, &[("She", "Weiss"), ("he", "Reed")]);
}

#[test]
fn bodies_and_groups() {
    check("Iran said it would send its ships.", &[("it", "Iran"), ("its", "Iran")]);
    check("Hamas freed two hostages. The group said more would follow.", &[("group", "Hamas")]);
    check("Afghan officials conceded that rebels were leaving their camps.", &[("their", "rebels")]);
    check("Police said they had arrested two men.", &[("they", "Police")]);
}

#[test]
fn nothing_is_meant() {
    check("Israel closed the road. It is clear that talks failed.", &[("It", "-")]);
    check("Hamas spoke. It seems that talks failed.", &[("It", "-")]);
}

#[test]
fn a_noun_beside_a_name_is_that_person() {
    check("A rebel spokesman, Adam Khan, denied it.", &[("spokesman", "Khan")]);
    check("Qatar, which mediated, spoke.", &[("which", "Qatar")]);
}

#[test]
fn quotations_have_speakers() {
    let text = "“We will stay,” Anna Weiss said. “We have time.”\n“Nobody leaves.”\nKarim Lodhi disagreed: “We must go.”";
    let (annotated, document) = sentence::annotate(text);
    let speakers: Vec<&str> = annotated
        .speakers
        .iter()
        .map(|s| s.map_or("-", |s| annotated.token(s).span.text(&document.text)))
        .collect();
    assert_eq!(speakers, ["Weiss", "Weiss", "Weiss", "Lodhi"]);
}

#[test]
fn what_a_text_accords_with_has_spoken() {
    let text = "Talks had failed, according to the White House.\n“The two leaders spoke,” it said.";
    check(text, &[("it", "House")]);
    check("Israeli police said a man was shot.\n“He is in hospital,” it said.", &[("it", "police")]);
}

#[test]
fn a_phrase_before_the_clause_speaks_of_its_subject() {
    check("Despite saying that its soldiers fired, Israel dropped the case.", &[("its", "Israel")]);
    check("In her reply, Anna Weiss said little.", &[("her", "Weiss")]);
}

#[test]
fn who_owns_the_subject_is_spoken_of() {
    let text = "Paul Reed said the law was harsh. “It is a shame,” he added.\nKarim Lodhi’s case has made headlines since he was arrested.";
    check(text, &[("he#1", "Reed"), ("he#2", "Lodhi")]);
}

#[test]
fn what_a_body_owns_acts_on_something_else() {
    check("The army warned the owner of the tower before its jets bombed it.", &[("it", "tower")]);
}

#[test]
fn whoever_is_to_do_it_owns_it() {
    check("South Africa asked the court to order Israel to stop its attacks.", &[("its", "Israel")]);
    check("Iran plans to withdraw its troops.", &[("its", "Iran")]);
}
