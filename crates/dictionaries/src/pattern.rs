//! What must stand around a verb for its code to be another?

use smol_str::SmolStr;

use crate::Line;
use crate::actor::brackets;
use crate::phrase::{self, Link};
use crate::synset::Synsets;

/// Words and parties around a verb.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    /// Before the verb, the nearest first; each with how it is linked to what stands nearer to the verb.
    pub before: Vec<(Link, Element)>,
    /// After the verb, the nearest first.
    pub after: Vec<(Link, Element)>,
    /// Code of the event.
    pub code: Code,
    /// Where it stands.
    pub line: Line,
}

/// One part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Element {
    /// A word in capitals.
    Word(SmolStr),
    /// Any phrase of a set of synonyms.
    Set(SmolStr),
    /// `$`
    Source,
    /// `+`
    Target,
    /// `^`: a noun phrase that is no party.
    Skip,
    /// `%`: parties joined to one phrase.
    Compound,
}

/// What an event is coded as.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Code {
    /// From source to target; `None` for `---`, no event.
    pub there: Option<SmolStr>,
    /// From target to source: the second of `[031:032]`.
    pub back: Option<SmolStr>,
}

impl Code {
    /// Reads what stands between brackets.
    pub fn read(text: &str) -> Result<Self, String> {
        let (there, back) = text.split_once(':').map_or((text, None), |(a, b)| (a, Some(b)));
        let code = |text: &str| {
            let text = text.trim();
            if text.is_empty() || text.contains(char::is_whitespace) {
                return Err(format!("`[{text}]` is no code"));
            }
            Ok((!text.starts_with("---")).then(|| SmolStr::new(text)))
        };
        Ok(Self { there: code(there)?, back: back.map_or(Ok(None), code)? })
    }
}

impl Pattern {
    /// Reads `- * TALKS WITH + [031:031]`.
    pub fn read(line: &Line, text: &str, synsets: &Synsets) -> Result<Self, String> {
        let (words, codes) = text.find('[').map_or((text, ""), |at| text.split_at(at));
        let code = brackets(codes).next().ok_or("a pattern must end with a code such as `[031]`")??;
        let words = words.trim().trim_start_matches('-').trim();
        if words.contains(['{', '}', '(', ')', '|']) {
            return Err(format!(
                "`{words}`: alternatives and the phrases of PETRARCH-2 are not read; use a set such as `&NAME`"
            ));
        }
        let (mut before, mut after) = (Vec::new(), Vec::new());
        let mut verb = false;
        let mut link = Link::Open;
        for blank in words.split_whitespace() {
            let pieces: Vec<&str> = blank.split('_').collect();
            for (i, piece) in pieces.iter().enumerate() {
                // `IN_ *` ends a word, and binds nothing.
                if piece.is_empty() {
                    continue;
                }
                if *piece == "*" {
                    if verb {
                        return Err("a pattern has one `*`".into());
                    }
                    verb = true;
                } else {
                    for element in elements(piece, synsets)? {
                        if verb { &mut after } else { &mut before }.push((link, element));
                        link = Link::Closed;
                    }
                }
                link =
                    if i + 1 < pieces.len() && !pieces[i + 1].is_empty() { Link::Closed } else { Link::Open };
                if *piece == "*" {
                    // What stands before the verb is bound to it by the link that led here.
                    before.push((if i > 0 { Link::Closed } else { Link::Open }, Element::Skip));
                }
            }
        }
        if !verb {
            return Err(format!("`{words}` has no `*` for the verb"));
        }
        Ok(Self { before: turn(before), after, code: Code::read(code)?, line: line.clone() })
    }

    /// How many words and sets it has.
    pub fn words(&self) -> usize {
        let elements = self.before.iter().chain(&self.after);
        elements.filter(|(_, e)| matches!(e, Element::Word(_) | Element::Set(_))).count()
    }

    /// How many parts it has: the longest pattern is tried first.
    pub fn length(&self) -> usize {
        self.before.len() + self.after.len()
    }
}

/// Turns elements, each with its link to the one on its left, into elements from the verb (the last) outwards, each
/// with its link to the one on its right.
fn turn(elements: Vec<(Link, Element)>) -> Vec<(Link, Element)> {
    let links = elements.iter().skip(1).map(|e| e.0).collect::<Vec<_>>();
    let mut out: Vec<_> =
        std::iter::zip(links, elements).map(|(link, (_, element))| (link, element)).collect();
    out.reverse();
    out
}

fn elements(piece: &str, synsets: &Synsets) -> Result<Vec<Element>, String> {
    Ok(match piece {
        "$" => vec![Element::Source],
        "+" => vec![Element::Target],
        "^" => vec![Element::Skip],
        "%" => vec![Element::Compound],
        _ => match piece.strip_prefix('&') {
            Some(label) => {
                let label = label.to_uppercase();
                synsets.phrases(&label).ok_or_else(|| format!("`&{label}` is not defined"))?;
                vec![Element::Set(label.into())]
            }
            None if piece.contains(['$', '+', '%', '^', '*', '&']) => {
                return Err(format!("`{piece}`: a mark must stand by itself"));
            }
            None => phrase::parts(&piece.to_uppercase()).map(Element::Word).collect(),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Pattern, String> {
        let mut synsets = Synsets::default();
        synsets.open("MONEY");
        Pattern::read(&Line { file: "v.txt".into(), number: 1 }, text, &synsets)
    }

    #[test]
    fn elements_run_outwards_from_the_verb() {
        use Element::*;
        let word = |w: &str| Word(w.into());
        let p = read("- $ WAS_TOLD_* &MONEY TO_+ [041:042]").unwrap();
        assert_eq!(
            p.before,
            [(Link::Closed, word("TOLD")), (Link::Closed, word("WAS")), (Link::Open, Source)]
        );
        assert_eq!(
            p.after,
            [(Link::Open, Set("MONEY".into())), (Link::Open, word("TO")), (Link::Closed, Target)]
        );
        assert_eq!((p.code.there.as_deref(), p.code.back.as_deref()), (Some("041"), Some("042")));
        let p = read("- IN *_UP [---]").unwrap();
        assert_eq!((p.before, p.after), (vec![(Link::Open, word("IN"))], vec![(Link::Closed, word("UP"))]));
        assert_eq!(p.code, Code::default());
    }

    #[test]
    fn refusals_say_why() {
        let check = |text: &str, expect: &str| {
            let message = read(text).unwrap_err();
            assert!(message.contains(expect), "{text}: {message}");
        };
        check("- TALKS [031]", "no `*`");
        check("- * TALKS", "must end with a code");
        check("- * &NOBODY [031]", "`&NOBODY` is not defined");
        check("- * {TALKS | MEETING} [031]", "alternatives");
        check("- * A* [031]", "a mark must stand by itself");
        check("- * IN * [031]", "one `*`");
    }
}
