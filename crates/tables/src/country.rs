//! What is a country called? Codes of ISO 3166-1 and the names that other data sets have for them: `data/world/countries.tsv`.

/// A line of the file: alpha-3, alpha-2, names.
fn lines() -> impl Iterator<Item = [&'static str; 3]> {
    let text = include_str!("../../../data/world/countries.tsv").lines();
    text.filter(|l| !l.starts_with('#')).filter_map(|l| l.split('\t').collect::<Vec<_>>().try_into().ok())
}

/// The code of two letters for one of three.
pub(crate) fn alpha2(alpha3: &str) -> Option<&'static str> {
    lines().find(|l| l[0] == alpha3).map(|l| l[1])
}

/// The names of a country.
pub(crate) fn names(alpha3: &str) -> impl Iterator<Item = &'static str> {
    lines().find(|l| l[0] == alpha3).into_iter().flat_map(|l| l[2].split(';'))
}

/// The code of three letters for a code or a name, as other data sets write them.
pub(crate) fn alpha3(text: &str) -> Option<&'static str> {
    let text = text.trim();
    let is = |name: &str| name.trim().eq_ignore_ascii_case(text);
    lines().find(|l| is(l[0]) || is(l[1]) || l[2].split(';').any(is)).map(|l| l[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_whole_and_names_are_of_one_country() {
        let mut names: Vec<&str> = lines().flat_map(|l| l[2].split(';')).collect();
        assert!(names.len() > 250 && lines().all(|l| l[0].len() == 3 && l[1].len() == 2), "{}", names.len());
        names.sort_unstable();
        for pair in names.windows(2) {
            assert!(pair[0] != pair[1], "{} stands twice", pair[0]);
        }
        let data = include_str!("../../../data/world/countries.tsv").lines().filter(|l| !l.starts_with('#'));
        assert_eq!(lines().count(), data.count(), "a line is not read");
    }

    #[test]
    fn names_of_other_data_sets_are_known() {
        for (name, code) in [
            ("Democratic Republic of Congo", "COD"),
            ("DR Congo (Zaire)", "COD"),
            ("Yemen (North Yemen)", "YEM"),
            ("Russia (Soviet Union)", "RUS"),
            ("Palestine", "PSE"),
            ("sdn", "SDN"),
        ] {
            assert_eq!(alpha3(name), Some(code), "{name}");
        }
        assert_eq!(alpha3("Atlantis"), None);
        assert_eq!(alpha2("SDN"), Some("SD"));
    }
}
