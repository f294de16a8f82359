//! The regular forms of English verbs and nouns, as the dictionaries' format promises to make them.

use smol_str::{SmolStr, format_smolstr};

/// Third person, past and participle of a regular verb, in capitals.
pub(crate) fn verb(base: &str) -> [SmolStr; 3] {
    let stem = base.char_indices().next_back().map_or(base, |(at, _)| &base[..at]);
    if base.ends_with('E') {
        return [format_smolstr!("{base}S"), format_smolstr!("{base}D"), format_smolstr!("{stem}ING")];
    }
    if base.ends_with('Y') && !stem.ends_with(['A', 'E', 'O', 'U']) {
        return [format_smolstr!("{stem}IES"), format_smolstr!("{stem}IED"), format_smolstr!("{base}ING")];
    }
    let hisses = ["SS", "SH", "CH", "X", "ZZ"].iter().any(|end| base.ends_with(end));
    let third = if hisses { format_smolstr!("{base}ES") } else { format_smolstr!("{base}S") };
    [third, format_smolstr!("{base}ED"), format_smolstr!("{base}ING")]
}

/// Plural of a regular noun, in capitals.
pub(crate) fn plural(base: &str) -> SmolStr {
    if let Some(stem) = base.strip_suffix('Y') {
        return if stem.ends_with(['A', 'E', 'O', 'U']) {
            format_smolstr!("{base}S")
        } else {
            format_smolstr!("{stem}IES")
        };
    }
    let hisses = ["S", "SH", "CH", "X", "Z"].iter().any(|end| base.ends_with(end));
    if hisses { format_smolstr!("{base}ES") } else { format_smolstr!("{base}S") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms() {
        assert_eq!(verb("ABANDON"), ["ABANDONS", "ABANDONED", "ABANDONING"]);
        assert_eq!(verb("DENY"), ["DENIES", "DENIED", "DENYING"]);
        assert_eq!(verb("RATE"), ["RATES", "RATED", "RATING"]);
        assert_eq!(verb("PRESS"), ["PRESSES", "PRESSED", "PRESSING"]);
        assert_eq!(plural("MINISTRY"), "MINISTRIES");
        assert_eq!(plural("ENVOY"), "ENVOYS");
        assert_eq!(plural("BOSS"), "BOSSES");
    }

    #[test]
    fn a_word_may_end_in_any_character() {
        assert_eq!(verb("CAFÉ"), ["CAFÉS", "CAFÉED", "CAFÉING"]);
        assert_eq!(verb("\u{FEFF}")[0], "\u{FEFF}S");
        assert_eq!(verb("")[0], "S");
    }
}
