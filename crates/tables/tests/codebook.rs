//! Is the page that is read the one that the columns make?

use sayso_tables::codebook;

#[test]
fn the_page_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/codebook.md");
    let made = codebook::whole();
    if std::env::var_os("SAYSO_BLESS").is_some() {
        std::fs::write(path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(kept == made, "docs/codebook.md is older than the columns: run this test with SAYSO_BLESS=1");
}

#[test]
fn columns_are_named_once_and_as_names_are() {
    for (table, _, heads) in codebook::tables() {
        for (at, head) in heads.iter().enumerate() {
            assert!(heads[..at].iter().all(|h| h.name != head.name), "{table}: {} twice", head.name);
            let own = ["reports", "incidents", "members"].contains(&table);
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            assert!(!own || head.name.chars().all(plain), "{table}: {}", head.name);
            assert!(head.meaning.ends_with('.') || head.meaning.ends_with('…'), "{table}: {}", head.meaning);
        }
    }
}

#[test]
fn the_tables_of_others_have_as_many_columns_as_theirs() {
    let count = |name: &str| codebook::tables().into_iter().find(|t| t.0 == name).map(|t| t.2.len());
    assert_eq!(count("polecat"), Some(40));
    assert_eq!(count("icews"), Some(20));
    assert_eq!(count("acled"), Some(31));
    assert_eq!(count("ucdp"), Some(49));
}
