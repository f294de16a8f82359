//! Files of others are read as they are published, and their events found among ours.

use sayso_tables::theirs::{Attribute, Settings, Whose, compare, read};
use sayso_tables::{Gathered, Grain, Rule, Shape, incidents};

use crate::hostile::export;
use crate::made::Made;

fn file(made: &Made, name: &str, bytes: &[u8]) -> std::path::PathBuf {
    let path = made.folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

const ACLED: &str = "event_id_cnty;event_date;event_type;sub_event_type;actor1;actor2;country;location;latitude;longitude;fatalities\n";

#[test]
fn a_file_tells_whose_it_is_and_bad_lines_are_named() {
    let made = Made::new("theirs");
    let rows = "SDN1;04 March 2024;Explosions/Remote violence;Air/drone strike;Military Forces of Sudan (2019-);Civilians (Sudan);Sudan;Nyala;12.05;24.88;12\n\
                SDN2;yesterday;Battles;Armed clash;A;B;Sudan;Nyala;12.05;24.88;3\n\
                SDN3;2024-03-05;Battles\n\
                SDN4;2024-03-05;Battles;Armed clash;A;B;Sudan;Nyala;912.05;24.88;some\n";
    let read = read(&file(&made, "acled.csv", format!("\u{FEFF}{ACLED}{rows}").as_bytes()), None).unwrap();
    assert_eq!((read.whose, read.events.len()), (Whose::Acled, 1));
    let event = &read.events[0];
    assert_eq!((event.country, event.dead, event.line), (Some("SDN"), Some((12, 12)), 2));
    assert_eq!(event.plover, ["ASSAULT"]);
    let told: Vec<(u64, &str)> = read.refused.iter().map(|r| (r.line, r.why.as_str())).collect();
    assert_eq!(
        told[0],
        (3, "`event_date` is `yesterday`, which is no day such as `2024-04-01` or `1 April 2024`")
    );
    assert_eq!(told[1], (4, "3 cells where the header has 11"));
    assert_eq!((told.len(), told[2]), (3, (5, "`latitude` is `912.05`, which are no degrees")));
}

#[test]
fn latin_1_is_read_and_what_is_no_such_file_is_refused() {
    let made = Made::new("latin");
    let row = b"7\t2024-03-04\tASSAULT\taerial\tCura\xE7ao \"army\tNone\tSDN\tNyala\t12.05\t24.88\n".to_vec();
    let head = "Event ID\tEvent Date\tEvent Type\tEvent Mode\tActor Name\tRecipient Name\tCountry\tPlacename\tLatitude\tLongitude\n";
    let found = read(&file(&made, "polecat.txt", &[head.as_bytes(), &row].concat()), None).unwrap();
    assert_eq!(found.whose, Whose::Polecat);
    assert_eq!(found.events[0].sides, ["Cura\u{E7}ao \"army"]);
    let error = read(&file(&made, "other.csv", b"a,b\n1,2\n"), None).unwrap_err().to_string();
    assert!(error.contains("other.csv:1` has no column by which it could be told whose it is"), "{error}");
    let half = file(&made, "half.csv", b"event_id_cnty,event_date\n1,2024-03-04\n");
    assert!(
        read(&half, None)
            .unwrap_err()
            .to_string()
            .ends_with("has no column `event_type`, which files of acled have")
    );
}

#[test]
fn events_are_found_and_their_differences_told() {
    let mut made = Made::new("compared");
    let gathered = Gathered::read(&mut made.store, &Default::default()).unwrap();
    let ours = incidents::rows(&gathered, Rule::MostSources);
    let day = ours[0].days.map_or(ours[0].published.unwrap().0, |d| d.from);
    let rows = format!(
        "same;{day};Explosions/Remote violence;Air/drone strike;Army;People;Sudan;Nyala;12.05;-24.88;12\n\
         far;{day};Explosions/Remote violence;Air/drone strike;Army;People;Sudan;Elsewhere;-33;151;12\n\
         dead;{day};Explosions/Remote violence;Air/drone strike;Army;People;Sudan;Nyala;12.05;-24.88;900\n\
         other;2001-01-01;Battles;Armed clash;Army;People;Sudan;Nyala;12.05;-24.88;12\n\
         abroad;{day};Battles;Armed clash;Army;People;Norway;;;;12\n"
    );
    let theirs = read(&file(&made, "acled.csv", format!("{ACLED}{rows}").as_bytes()), None).unwrap();
    assert!(theirs.refused.is_empty(), "{:?}", theirs.refused);
    let all = compare(theirs.events, &ours, &Settings::default());
    assert!(all[0].incident.is_some() && all[0].differs.is_empty(), "{:?}", all[0]);
    assert!(all[2].incident.is_some(), "{:?}", all[2]);
    assert_eq!(all[2].differs.keys().collect::<Vec<_>>(), [&Attribute::Deaths]);
    for missing in [1, 3, 4] {
        assert_eq!(all[missing].incident, None, "{:?}", all[missing]);
    }
    assert!(all[0].shared >= 2, "two of theirs are one of ours");
}

#[test]
fn what_we_write_is_found_again() {
    let mut made = Made::new("again");
    export(Grain::Incidents, Shape::Ucdp).write(&mut made.store, &made.folder).unwrap();
    let theirs = read(&made.folder.join("sayso-ucdp.csv"), None).unwrap();
    assert!(theirs.whose == Whose::Ucdp && theirs.refused.is_empty() && !theirs.events.is_empty());
    let gathered = Gathered::read(&mut made.store, &Default::default()).unwrap();
    let all = compare(theirs.events, &incidents::rows(&gathered, Rule::MostSources), &Settings::default());
    for one in all {
        assert!(one.incident.is_some() && one.differs.is_empty(), "{one:?}");
    }
}
