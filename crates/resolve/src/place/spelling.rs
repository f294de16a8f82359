//! Which names are one name, spelt otherwise? "Qamishli" is "Al Qāmishlī", "Hodeidah" is "Al Hudaydah".
//!
//! A name is brought to a form in which its spellings meet. The form goes into the compiled gazetteer beside the names, after
//! [`MARK`], so that it can be looked up there. Many names meet in it: a place that it leads to is taken only where the text
//! names its country.

use std::sync::LazyLock;

/// Stands before a form in the gazetteer; no folded name has it.
pub const MARK: char = '~';
/// Letters of a form that tells anything.
const SHORTEST: usize = 5;

/// The rules of data/world/gazetteer/spelling.tsv.
#[derive(Default)]
struct Rules {
    articles: Vec<&'static str>,
    letters: Vec<(&'static str, &'static str)>,
    endings: Vec<&'static str>,
    countries: Vec<&'static str>,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let mut rules = Rules::default();
    let lines = include_str!("../../../../data/world/gazetteer/spelling.tsv").lines();
    for line in lines.filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let mut columns = line.split('\t');
        let mut next = || columns.next().unwrap_or_default();
        match (next(), next(), next()) {
            ("article", word, _) => rules.articles.push(word),
            ("letters", from, to) => rules.letters.push((from, to)),
            ("country", code, _) => rules.countries.push(code),
            (_, ending, _) => rules.endings.push(ending),
        }
    }
    rules
});

/// True if a country, by its ISO 3166-1 alpha-2 code, has names that are transcribed.
pub fn is_transcribed(country: &str) -> bool {
    RULES.countries.contains(&country)
}

/// The form of a folded name in which its spellings meet, with [`MARK`] before it; `None` if too little is left to tell by.
pub fn form(folded: &str) -> Option<String> {
    if !folded.bytes().all(|b| b.is_ascii_lowercase() || b == b' ') {
        return None;
    }
    let rules = &*RULES;
    let mut out: String = folded.split(' ').filter(|w| !rules.articles.contains(w)).collect();
    if out.is_empty() {
        out = folded.replace(' ', "");
    }
    for (from, to) in &rules.letters {
        if out.contains(from) {
            out = out.replace(from, to);
        }
    }
    let mut single = String::with_capacity(out.len() + 1);
    for c in out.chars() {
        if !single.ends_with(c) {
            single.push(c);
        }
    }
    for ending in &rules.endings {
        if let Some(rest) = single.strip_suffix(ending).filter(|r| r.len() >= SHORTEST) {
            single.truncate(rest.len());
        }
    }
    (single.len() >= SHORTEST).then(|| {
        single.insert(0, MARK);
        single
    })
}

#[cfg(test)]
mod tests {
    use super::form;

    #[track_caller]
    fn meet(names: &[&str]) {
        let forms: Vec<_> = names.iter().map(|n| form(&crate::actor::fold::fold(n))).collect();
        assert!(forms[0].is_some() && forms.iter().all(|f| *f == forms[0]), "{names:?}: {forms:?}");
    }

    #[test]
    fn spellings_meet() {
        meet(&["Qamishli", "Al Qāmishlī", "Kamishli"]);
        meet(&["Hodeidah", "Al Ḩudaydah", "El-Hodeida"]);
        meet(&["Maarat al-Numan", "Ma‘arrat an Nu‘mān"]);
        meet(&["Tajoura", "Tājūrā’"]);
        meet(&["Nabi Saleh", "An Nabī Şāliḩ"]);
        meet(&["Zaporizhia", "Zaporizhzhia"]);
        meet(&["Deir ez-Zor", "Dayr az-Zawr", "Dair al-Zur"]);
    }

    #[test]
    fn other_names_do_not() {
        assert_ne!(form("salamiya"), form("salihiya"));
        assert_ne!(form("nabi saleh"), form("nabi salman"));
        assert_eq!(form("homs"), None);
        assert_eq!(form("al"), None);
        assert_eq!(form("rue 8"), None);
    }
}
