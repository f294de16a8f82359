//! Copies whole, edited, cut and within other texts, and texts that only tell of the same thing.

use proptest::prelude::*;
use sayso_link::copy::{
    CreditKind, Member, Memory, Overlap, Relation, Sketch, credits, groups, neighbours, origin, shared,
};
use sayso_model::{Block, BlockKind, Document, Field, Metadatum, Span};

const WIRE: &str = "Mortar fire hit a border post outside Tavrin on Wednesday, wounding two guards, the interior ministry \
    said, hours after negotiators failed to agree on a ceasefire. \"The shells came from the northern bank,\" ministry \
    spokesman Edgar Malin told reporters. \"We hold the other side responsible.\" The northern authorities denied that their \
    forces had opened fire, and accused the ministry of inventing an attack to justify leaving the talks. Observers from the \
    Lakes Mission said they had counted nine explosions between noon and 2 p.m. but could not say who had fired. Talks are \
    due to resume on Friday in the lakeside town of Orm, where both sides have kept delegations since the spring. Some 40 \
    people have been killed along the river since the truce of last year broke down in August, according to the mission. ";

/// Names, numbers and marks changed, a sentence dropped, one added.
fn edited() -> String {
    WIRE.replace("Wednesday", "Feb. 11")
        .replace("Talks are due to resume on Friday in the lakeside town of Orm, where both sides have kept delegations since the spring. ", "")
        .replace('"', "“")
        .replace("told reporters", "told a news conference")
        + "The Courier could not reach either side for comment on Thursday."
}

const SAME_STORY: &str = "Two border guards were hurt near Tavrin when shells fell on their post, officials in the capital said \
    on Wednesday evening. Edgar Malin, who speaks for the interior ministry, blamed the north. \"The shells came from the northern \
    bank,\" he said. \"We hold the other side responsible.\" A northern officer called that a lie and said that his men had \
    not fired since Sunday. The Lakes Mission has sent a patrol. It counted nine explosions, one of its officers said, and found \
    three craters in a field. Residents spoke of a short and heavy bombardment at lunchtime. Schools in the valley stayed shut, \
    and the road to Orm was closed. The two delegations are to meet again at the end of the week, if they meet at all.";

fn own_story() -> String {
    let own = "Our correspondent has walked the northern bank for a week and met nobody who wanted this war. In the village of Hale the \
        baker opens at four, because at five the drones come. Her son is on the other side of the water. She has not heard from \
        him since the bridge fell, and she no longer asks. Down by the landing two old men play cards on a crate of shells. They say \
        that the ministry lies, and that the north lies, and that the river tells the truth because it brings the dead. The \
        school has moved into the cellar of the church. There are eleven pupils, and a teacher who was a hairdresser until the \
        autumn. At night they sing, so that the little ones do not listen to the guns, and the priest pretends to sleep. ";
    format!("{own}{own_end}{WIRE}", own_end = "On Wednesday the war came closer. ")
}

fn relation(a: &str, b: &str) -> Option<Relation> {
    Overlap::between(&Sketch::of([a]), &Sketch::of([b])).relation()
}

#[test]
fn edited_and_cut_texts_are_copies() {
    assert_eq!(relation(WIRE, &edited()), Some(Relation::Copy));
    assert_eq!(relation(WIRE, &WIRE.to_uppercase()), Some(Relation::Copy));
    let half = &WIRE[..WIRE.find("Observers").unwrap()];
    assert_eq!(relation(WIRE, half), Some(Relation::Copy));
}

#[test]
fn an_agencys_text_within_another_is_a_part() {
    let piece = own_story();
    let report = Overlap::between(&Sketch::of([piece.as_str()]), &Sketch::of([WIRE]));
    assert!(report.relation().is_some(), "{report:?}");
    let passages = shared(&piece, WIRE);
    assert_eq!(passages.len(), 1);
    assert_eq!(passages[0].text(&piece), WIRE.trim_end().trim_end_matches('.'));
    // Three quarters of the agency's text among much of its own.
    let long = format!("{} {}", own_story().replace(WIRE, ""), SAME_STORY);
    let more: String = (0..200).map(|i| format!("word{} ", i * 37 % 101)).collect();
    let mixed = format!("{long} {more} {}", &WIRE[..WIRE.len() * 3 / 4]);
    assert_eq!(relation(&mixed, WIRE), Some(Relation::Part));
}

#[test]
fn texts_on_one_thing_are_no_copies() {
    assert_eq!(relation(WIRE, SAME_STORY), None);
    assert_eq!(relation(&edited(), SAME_STORY), None);
    assert!(
        shared(SAME_STORY, WIRE).iter().all(|span| span.len() < 120),
        "a quotation is shared, and no more"
    );
}

fn document(lines: &[(&str, BlockKind)], author: Option<&str>) -> Document {
    let mut document = Document::default();
    for (line, kind) in lines {
        let start = document.text.len();
        document.text.push_str(line);
        document.blocks.push(Block { span: Span::new(start, document.text.len()), kind: *kind });
        document.text.push_str("\n\n");
    }
    document.provenance.metadata.extend(author.map(|author| Metadatum {
        field: Field::Author,
        value: author.into(),
        origin: "json-ld author".into(),
    }));
    document
}

#[test]
fn the_agency_is_the_origin_and_outlets_are_carriers() {
    use BlockKind::{Body, Boilerplate, Dateline};
    let edited = edited();
    let documents = [
        document(&[("TAVRIN (Reuters) -", Dateline), (WIRE, Body)], None),
        document(&[("By our foreign staff", Boilerplate), (&edited, Body)], None),
        document(&[(WIRE, Body), ("With agencies", Boilerplate)], Some("Courier staff")),
        document(&[(SAME_STORY, Body), ("Reuters contributed to this report.", Boilerplate)], None),
    ];
    let mut memory = Memory::default();
    for (number, document) in documents.iter().enumerate() {
        memory.add(number as u64, Sketch::of_document(document));
    }
    let groups = groups(memory.copies());
    assert_eq!(groups, [vec![0, 1, 2]]);
    let members: Vec<Member> = groups[0]
        .iter()
        .map(|&n| Member { document: n, published: None, credits: credits(&documents[n as usize]) })
        .collect();
    let found = origin(&members);
    assert_eq!((found.agency.unwrap().id, found.document), ("reuters", None));
    let last = credits(&documents[3]);
    assert_eq!((last.len(), last[0].kind), (1, CreditKind::With));
    assert_eq!(credits(&documents[2])[0].agency.id, "agencies");
}

#[test]
fn groups_do_not_depend_on_the_order_of_texts() {
    let texts = [WIRE.to_owned(), edited(), SAME_STORY.to_owned(), own_story(), WIRE[..400].to_owned()];
    let pairs = |order: &[usize]| {
        let mut memory = Memory::default();
        let mut pairs = Vec::new();
        // As they come in, each is asked about once.
        for &n in order {
            let sketch = Sketch::of([texts[n].as_str()]);
            let found = neighbours(&sketch, &memory);
            pairs.extend(
                found.iter().map(|f| (f.document.min(n as u64), f.document.max(n as u64), f.relation)),
            );
            memory.add(n as u64, sketch);
        }
        pairs.sort_unstable();
        pairs
    };
    let expect = pairs(&[0, 1, 2, 3, 4]);
    assert!(expect.len() >= 3, "{expect:?}");
    for order in [[4, 3, 2, 1, 0], [2, 0, 4, 1, 3], [1, 4, 0, 3, 2]] {
        assert_eq!(pairs(&order), expect);
    }
}

proptest! {
    #[test]
    fn any_texts_compare_alike_from_both_sides(a in "(\\PC|[a-c ]){0,200}", b in "(\\PC|[a-c ]){0,200}") {
        let (x, y) = (Sketch::of([a.as_str()]), Sketch::of([b.as_str()]));
        let (left, right) = (Overlap::between(&x, &y), Overlap::between(&y, &x));
        prop_assert_eq!((left.shared, left.relation()), (right.shared, right.relation()));
        prop_assert!(x.is_empty() || Overlap::between(&x, &x).jaccard() == 1.0);
        for span in shared(&a, &b) {
            prop_assert!(a.is_char_boundary(span.start()) && a.is_char_boundary(span.end()));
        }
        prop_assert_eq!(Sketch::from_bytes(&x.to_bytes()), Some(x));
    }
}
