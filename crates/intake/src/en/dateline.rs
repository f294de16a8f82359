//! Where does the part end that opens a report, "KABUL (Reuters) —", and the sentence begin?

use super::layout::{Layout, layout};

/// Longest dateline.
const DATELINE_BYTES_MAX: usize = 140;

/// Length in bytes of the dateline that a paragraph opens with, its dash included. `leads` is true for the first
/// paragraph of running text, where forms are allowed that elsewhere would be read into ordinary sentences.
pub fn dateline(paragraph: &str, leads: bool) -> Option<usize> {
    let layout = layout();
    let window = &paragraph[..floor(paragraph, DATELINE_BYTES_MAX)];
    if let Some(end) = agency_alone(layout, window) {
        return opens_sentence(&paragraph[end..]).then_some(end);
    }
    let mark = first_mark(window)?;
    let (head, end) = (window[..mark.at].trim_end(), mark.end);
    if !opens_sentence(&paragraph[end..]) {
        return None;
    }
    let parts = Head::read(layout, head)?;
    let fits = match mark.kind {
        MarkKind::Colon => leads && (parts.agency || (parts.capitals && parts.words <= 4)),
        MarkKind::Tight => parts.agency || parts.capitals,
        MarkKind::Dash => {
            let dates = parts.agency || parts.dated || parts.commas > 0;
            (parts.capitals && (leads || dates))
                || parts.agency
                || (leads && is_mixed_case_place(&parts, &paragraph[end..], &window[mark.at..end]))
        }
    };
    fits.then_some(end)
}

/// "Gaza City – More than a month after": a place in ordinary letters before a dash, at the head of the report.
fn is_mixed_case_place(parts: &Head, rest: &str, dash: &str) -> bool {
    let sentence = &rest[..rest.find(". ").unwrap_or(rest.len())];
    // A second dash makes the first one half of a pair: "The Hague – a court's seat – has".
    let paired = sentence.contains(dash.trim_end()) && sentence.contains(dash);
    parts.words <= 6 && rest.len() >= 60 && (parts.commas > 0 || (parts.words <= 3 && !paired))
}

/// "(CNN) In a show of": brackets and no dash.
fn agency_alone(layout: &Layout, window: &str) -> Option<usize> {
    let inside = window.strip_prefix('(')?;
    let close = inside.find(')')?;
    if !layout.is_agency(&inside[..close]) {
        return None;
    }
    let end = close + 2;
    let rest = &window[end..];
    let dash = [" — ", " – ", " - ", " -- ", "—", "–"].iter().find(|d| rest.starts_with(**d));
    Some(end + dash.map_or(0, |d| d.trim_end().len()))
}

/// What parts the dateline from the sentence.
struct Mark {
    at: usize,
    end: usize,
    kind: MarkKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum MarkKind {
    /// A dash between spaces.
    Dash,
    /// A long dash without spaces: "BEIJING—China".
    Tight,
    /// A colon.
    Colon,
}

fn first_mark(window: &str) -> Option<Mark> {
    let dashes = [" — ", " – ", " -- ", " - ", " ― "];
    let spaced =
        dashes.iter().filter_map(|d| window.find(d).map(|at| (at, at + d.trim_end().len(), MarkKind::Dash)));
    // After a bracket the space before the dash is often lost.
    let lost = [")- ", ")– ", ")— ", ")-- "];
    let lost = lost
        .iter()
        .filter_map(|d| window.find(d).map(|at| (at + 1, at + d.trim_end().len(), MarkKind::Dash)));
    let tight = window.find('—').map(|at| (at, at + '—'.len_utf8(), MarkKind::Tight));
    let colon = window.find(": ").map(|at| (at, at + 1, MarkKind::Colon));
    let (at, end, kind) = spaced
        .chain(lost)
        .chain(tight)
        .chain(colon)
        .min_by_key(|&(at, end, kind)| (at, kind == MarkKind::Tight, end))?;
    // " — " holds the long dash itself one byte further on.
    Some(Mark { at, end, kind })
}

/// True if what follows a dateline begins as a sentence does.
fn opens_sentence(rest: &str) -> bool {
    let rest = rest.trim_start();
    let first = rest.trim_start_matches(['"', '\'', '“', '‘', '«', '[', '(', '$', '£', '€']).chars().next();
    rest.len() >= 20
        && first
            .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || c.is_alphabetic() && !c.is_lowercase())
}

/// What stands before the mark.
struct Head {
    /// The first place is in capitals.
    capitals: bool,
    /// An agency in brackets ends it.
    agency: bool,
    /// A date ends it.
    dated: bool,
    /// Words of the places.
    words: usize,
    /// Commas and slashes between the places.
    commas: usize,
}

/// A few words that each begin with a capital.
fn is_short_name(inside: &str) -> bool {
    let words = inside.split_whitespace().count();
    (1..=4).contains(&words) && inside.split_whitespace().all(|w| w.starts_with(char::is_uppercase))
}

impl Head {
    /// `None` if the head is no list of places with an agency or a date after it.
    fn read(layout: &Layout, head: &str) -> Option<Self> {
        let (head, agency) = match head.strip_suffix([')', ']']).and_then(|h| h.rsplit_once(['(', '['])) {
            Some((before, inside)) if layout.is_agency(inside) => (before.trim_end(), true),
            Some((before, inside)) if before.contains(',') && is_short_capitals(inside) => {
                (before.trim_end(), true)
            }
            // "KABUL (Pajhwok Afghan News)": a name, though not a listed one; the place must show what it is.
            Some((before, inside)) if is_short_name(inside) => (before.trim_end(), false),
            // "Kabul [Afghanistan]": a place in brackets goes with those before it.
            Some(_) if head.ends_with(']') => (head, false),
            Some(_) => return None,
            None => (head, false),
        };
        let (places, dated) = strip_date(layout, head);
        let mut words = 0;
        for word in places.split(|c: char| c.is_whitespace() || ",/[]".contains(c)).filter(|w| !w.is_empty())
        {
            words += 1;
            let begins = word.trim_start_matches(['\'', '’', '‘']);
            let name =
                begins.starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase());
            let fits = name
                || (words > 1 && layout.is_connector(word))
                || begins.starts_with("al-")
                || begins.starts_with("el-");
            if !fits || word.ends_with(['!', '?', ';']) {
                return None;
            }
        }
        let first = places.split(',').next().unwrap_or("");
        let letters = first.chars().filter(|c| c.is_alphabetic());
        let capitals = letters.clone().count() >= 3 && letters.clone().all(char::is_uppercase);
        let commas = places.matches([',', '/']).count();
        (words <= 10 && (words > 0 || agency)).then_some(Self { capitals, agency, dated, words, commas })
    }
}

/// An agency that the list does not know: "JAKARTA, May 2 (XYZ)".
fn is_short_capitals(inside: &str) -> bool {
    (2..=12).contains(&inside.len()) && inside.chars().all(|c| c.is_uppercase() || c == '/')
}

/// Cuts "Jan 1", "Feb. 11, 2024" or "1 January" and the comma before it off the end of a dateline's head.
fn strip_date<'a>(layout: &Layout, head: &'a str) -> (&'a str, bool) {
    let mut rest = head;
    let (mut month, mut digits) = (false, 0);
    for _ in 0..4 {
        let (before, last) = match rest.rfind([' ', ',']) {
            Some(at) => (&rest[..at], rest[at..].trim_matches([' ', ','])),
            None => ("", rest),
        };
        if last.is_empty() {
            // Between a comma and the space after it.
        } else if last.len() <= 4 && last.bytes().all(|b| b.is_ascii_digit()) {
            digits += 1;
        } else if layout.is_month(last) && !month {
            month = true;
        } else {
            break;
        }
        rest = before;
    }
    if month && digits > 0 { (rest.trim_end_matches([' ', ',']), true) } else { (head, false) }
}

/// The largest boundary of characters that is not beyond `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    const REST: &str = " The army said on Monday that it had taken the town after a week of fighting.";

    fn check(head: &str, leads: bool, expect: bool) {
        let text = format!("{head}{REST}");
        let found = dateline(&text, leads).map(|end| &text[..end]);
        assert_eq!(found, expect.then_some(head), "{head:?}, leads: {leads}");
    }

    #[test]
    fn datelines_of_agencies() {
        for head in [
            "KABUL (Reuters) —",
            "SEOUL/WASHINGTON (Reuters) -",
            "OFER PRISON, West Bank, Jan 1 (Reuters) -",
            "ISLAMABAD, Feb 11 (AP) -",
            "BEIJING, Feb. 11, 2024 (Xinhua) --",
            "Kabul [Afghanistan], July 1 (ANI):",
            "GENEVA (AP/AFP) –",
            "(Reuters) -",
            "(CNN)",
            "PORT-AU-PRINCE, Haiti (AP)—",
        ] {
            check(head, true, true);
        }
        check("KABUL (Reuters) —", false, true);
    }

    #[test]
    fn datelines_of_agencies_that_are_not_listed() {
        for head in ["KABUL (Pajhwok Afghan News) —", "VARNIK, March 13 (Meridian Press) -"] {
            check(head, true, true);
        }
        check("KABUL (Pajhwok Afghan News) —", false, false);
        check("KABUL (a correspondent) —", true, false);
        check("The minister (Social Democrats) —", true, false);
    }

    #[test]
    fn datelines_without_agency() {
        for head in [
            "LONDON —",
            "KUNDUZ, Afghanistan —",
            "WASHINGTON, D.C. —",
            "CAIRO --",
            "ISLAMABAD:",
            "NEW DELHI:",
        ] {
            check(head, true, true);
        }
        for head in
            ["Gaza City –", "Ramallah, occupied West Bank –", "Beirut/Tripoli, Lebanon —", "Washington, DC –"]
        {
            check(head, true, true);
            check(head, false, false);
        }
        check("KUNDUZ, Afghanistan —", false, true);
        check("ISLAMABAD:", false, false);
    }

    #[test]
    fn sentences_are_no_datelines() {
        for text in [
            "Israel’s response – weeks of attacks on the strip, which officials say have killed hundreds – goes on.",
            "Forty-eight days later, a truce lasting 96 hours – between Israel and Hamas – was agreed on Friday.",
            "Mohammed Deif – Hamas’s commander for many years – was killed in the strike, the army said on Monday.",
            "The minister (AP) - who was not named - said that talks had failed and would not be taken up again.",
            "He said: The army has taken the town and will hold it until the other side agrees to a truce.",
            "NATO - the alliance of 32 states - said on Monday that it would send more troops to the border.",
            "Kabul fell on Sunday.",
            "",
            "(",
        ] {
            assert_eq!(dateline(text, true), None, "{text}");
        }
    }
}
