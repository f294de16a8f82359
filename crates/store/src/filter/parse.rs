//! From what was typed to tests.

use std::str::FromStr;

use super::field::{Values, nearest};
use super::{Field, Filter, Problem, Test, Wanted};
use crate::term;

/// Longest filter: nobody types more.
const BYTES_MAX: usize = 64 << 10;
/// Most tests: databases nest only so deep.
const TESTS_MAX: usize = 200;

impl FromStr for Filter {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        if text.len() > BYTES_MAX {
            return Err(problem(format!("the filter is longer than {BYTES_MAX} bytes"), None));
        }
        let mut tests = Vec::new();
        for piece in pieces(text)? {
            tests.extend(test(&piece)?);
        }
        if tests.len() > TESTS_MAX {
            return Err(problem(format!("the filter has more than {TESTS_MAX} tests"), None));
        }
        Ok(Filter { tests })
    }
}

fn problem(what: impl Into<String>, hint: Option<String>) -> Problem {
    Problem { what: what.into(), hint }
}

/// A character, and whether it stood in quotation marks.
type Char = (char, bool);

/// Cuts at blanks outside of quotation marks.
fn pieces(text: &str) -> Result<Vec<Vec<Char>>, Problem> {
    let mut out = Vec::new();
    let mut piece: Vec<Char> = Vec::new();
    let mut quoted = false;
    let mut begun = false;
    for c in text.chars() {
        match c {
            '"' | '“' | '”' => {
                quoted = !quoted;
                begun = true;
            }
            c if c.is_whitespace() && !quoted => {
                if begun {
                    out.push(std::mem::take(&mut piece));
                }
                begun = false;
            }
            c => {
                piece.push((c, quoted));
                begun = true;
            }
        }
    }
    if quoted {
        return Err(problem("a quotation mark is not closed", None));
    }
    if begun {
        out.push(piece);
    }
    Ok(out)
}

#[derive(Clone, Copy, PartialEq)]
enum Sign {
    Is,
    AtLeast,
    AtMost,
    Over,
    Under,
}

const SIGNS: [(&str, Sign); 6] = [
    (">=", Sign::AtLeast),
    ("<=", Sign::AtMost),
    (">", Sign::Over),
    ("<", Sign::Under),
    (":", Sign::Is),
    ("=", Sign::Is),
];

fn test(piece: &[Char]) -> Result<Option<Test>, Problem> {
    let negated = piece.len() > 1 && piece[0] == ('-', false);
    let piece = if negated { &piece[1..] } else { piece };
    let length =
        piece.iter().take_while(|(c, quoted)| !quoted && (c.is_ascii_alphanumeric() || *c == '_')).count();
    let name: String = piece[..length].iter().map(|p| p.0.to_ascii_lowercase()).collect();
    let bare: String = piece[length..].iter().take(2).filter(|p| !p.1).map(|p| p.0).collect();
    let sign = SIGNS.iter().find(|(sign, _)| bare.starts_with(sign)).filter(|_| length > 0);
    let Some(&(written, mut sign)) = sign else {
        let words: String = piece.iter().map(|p| p.0).collect();
        let words = term::fold(&words);
        // A sign alone asks for nothing.
        return Ok((!words.is_empty()).then(|| Test {
            field: "text",
            negated,
            wanted: side_by_side(&words),
        }));
    };
    let mut negated = negated;
    let mut name = name.as_str();
    if let Some((stem, suffix)) = name.split_once("__") {
        sign = match suffix {
            "gte" => Sign::AtLeast,
            "lte" => Sign::AtMost,
            "gt" => Sign::Over,
            "lt" => Sign::Under,
            "not" => {
                negated = !negated;
                Sign::Is
            }
            "contains" => Sign::Is,
            _ => {
                let hint = "one of `__gte`, `__lte`, `__gt`, `__lt`, `__not`".to_owned();
                return Err(problem(format!("unknown ending `__{suffix}`"), Some(hint)));
            }
        };
        name = stem;
    }
    let Some(field) = Field::named(name) else {
        let hint = Field::near(name).map(|near| format!("did you mean `{near}`?"));
        return Err(problem(format!("unknown field `{name}`"), hint));
    };
    let values = &piece[length + written.len()..];
    let values: Vec<String> = values
        .split(|p| *p == (',', false))
        .map(|v| v.iter().map(|p| p.0).collect::<String>().trim().to_owned())
        .filter(|v| !v.is_empty())
        .collect();
    if values.is_empty() {
        return Err(problem(
            format!("`{name}` asks for nothing"),
            Some(format!("`{name}`: {}", field.about)),
        ));
    }
    let wanted = wanted(field, sign, &values).map_err(|what| {
        let hint = what.1.unwrap_or_else(|| format!("`{name}`: {}", field.about));
        problem(format!("`{name}`: {}", what.0), Some(hint))
    })?;
    Ok(Some(Test { field: field.name, negated, wanted }))
}

fn side_by_side(folded: &str) -> Wanted {
    Wanted::Words(folded.split(' ').map(str::to_owned).collect())
}

type Wrong = (String, Option<String>);

fn wanted(field: &Field, sign: Sign, values: &[String]) -> Result<Wanted, Wrong> {
    let ordered = matches!(
        field.values,
        Values::Days(..)
            | Values::Number(_)
            | Values::Small(_)
            | Values::Share
            | Values::Since
            | Values::Until
    );
    if sign != Sign::Is && !ordered {
        return Err(("has no order, so that only `:` and `=` make sense".into(), None));
    }
    match field.values {
        Values::Words => {
            let folded = term::fold(&values.join(" "));
            if folded.is_empty() { Err(("holds no word".into(), None)) } else { Ok(side_by_side(&folded)) }
        }
        Values::Facets(_) => {
            if let Some(empty) = values.iter().find(|v| term::fold(v).is_empty()) {
                return Err((format!("`{empty}` holds neither letter nor digit"), None));
            }
            Ok(Wanted::AnyOf(values.to_vec()))
        }
        Values::OneOf(_, all) => {
            for value in values {
                let known = all();
                if !known.iter().any(|k| term::fold(k) == term::fold(value)) {
                    let near = nearest(&value.to_lowercase(), known.iter().copied());
                    let hint = match near {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("one of {}", known.join(", ")),
                    };
                    return Err((format!("`{value}` is not a value"), Some(hint)));
                }
            }
            Ok(Wanted::AnyOf(values.to_vec()))
        }
        Values::Days(..) => {
            values.iter().map(|v| stretch(v, sign, days)).collect::<Result<_, _>>().map(Wanted::Days)
        }
        Values::Since | Values::Until => {
            let [value] = values else { return Err(("takes one day".into(), None)) };
            let (from, to) = days(value)?;
            let since = matches!(field.values, Values::Since);
            Ok(Wanted::Days(vec![if since { (Some(from), None) } else { (None, Some(to)) }]))
        }
        Values::Number(_) | Values::Small(_) => {
            values.iter().map(|v| numbers(v, sign)).collect::<Result<_, _>>().map(Wanted::Numbers)
        }
        Values::Share => share(values, sign),
    }
}

/// `a..b`, `a..`, `..b`, `a` with a sign; `read` gives the first and the last of what one value means.
fn stretch<T: Clone + PartialOrd>(
    value: &str,
    sign: Sign,
    read: fn(&str) -> Result<(T, T), Wrong>,
) -> Result<(Option<T>, Option<T>), Wrong> {
    if let Some((from, to)) = value.split_once("..") {
        let from = (!from.is_empty()).then(|| read(from)).transpose()?;
        let to = (!to.is_empty()).then(|| read(to)).transpose()?;
        if from.is_none() && to.is_none() {
            return Err(("`..` names no end".into(), None));
        }
        let (from, to) = (from.map(|f| f.0), to.map(|t| t.1));
        if from.is_some() && to.is_some() && from > to {
            return Err((format!("`{value}` ends before it begins"), None));
        }
        return Ok((from, to));
    }
    let (first, last) = read(value)?;
    Ok(match sign {
        Sign::Is => (Some(first), Some(last)),
        Sign::AtLeast | Sign::Over => (Some(first), None),
        Sign::AtMost | Sign::Under => (None, Some(last)),
    })
}

/// First and last day of a year, a month or a day.
fn days(text: &str) -> Result<(String, String), Wrong> {
    let wrong =
        || (format!("`{text}` is no day, month or year such as `2024-03-01`, `2024-03`, `2024`"), None);
    let digits = text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let parse = |day: String| day.parse::<jiff::civil::Date>().map_err(|_| wrong());
    let (first, last) = match text.len() {
        10 if digits => {
            let day = parse(text.to_owned())?;
            (day, day)
        }
        7 if digits => {
            let first = parse(format!("{text}-01"))?;
            (first, first.last_of_month())
        }
        4 if digits => {
            let first = parse(format!("{text}-01-01"))?;
            (first, first.last_of_year())
        }
        _ => return Err(wrong()),
    };
    Ok((first.to_string(), last.to_string()))
}

fn numbers(text: &str, sign: Sign) -> Result<(Option<u64>, Option<u64>), Wrong> {
    let read = |text: &str| match text.parse::<u32>() {
        Ok(number) => Ok((u64::from(number), u64::from(number))),
        Err(_) => Err((format!("`{text}` is no whole number"), None)),
    };
    let found = stretch(text, sign, read)?;
    Ok(match (sign, found) {
        (Sign::Over, (Some(n), None)) => (Some(n + 1), None),
        (Sign::Under, (None, Some(0))) => return Err(("nothing is below 0".into(), None)),
        (Sign::Under, (None, Some(n))) => (None, Some(n - 1)),
        (_, found) => found,
    })
}

fn share(values: &[String], sign: Sign) -> Result<Wanted, Wrong> {
    let [value] = values else { return Err(("takes one number".into(), None)) };
    let read = |text: &str| match text.parse::<f64>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok((share, share)),
        _ => Err((format!("`{text}` is no number from 0 to 1"), None)),
    };
    let (from, to) = stretch(value, sign, read)?;
    Ok(Wanted::Share(from.unwrap_or(0.0), to.unwrap_or(1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Vec<Test> {
        text.parse::<Filter>().unwrap_or_else(|e| panic!("{text}: {e}")).tests
    }

    fn any(words: &[&str]) -> Wanted {
        Wanted::AnyOf(words.iter().map(|&w| w.to_owned()).collect())
    }

    #[test]
    fn tests_are_read() {
        let day = |d: &str| Some(d.to_owned());
        for (text, field, negated, wanted) in [
            ("type:ASSAULT", "type", false, any(&["ASSAULT"])),
            ("status=alleged,denied", "status", false, any(&["alleged", "denied"])),
            ("-place:\"El Fasher\"", "place", true, any(&["El Fasher"])),
            ("actor__not=ISR", "actor", true, any(&["ISR"])),
            ("source:“Tass, Moscow”", "source", false, any(&["Tass, Moscow"])),
            ("killed>=10", "killed", false, Wanted::Numbers(vec![(Some(10), None)])),
            ("killed__gte=10", "killed", false, Wanted::Numbers(vec![(Some(10), None)])),
            ("killed<10", "killed", false, Wanted::Numbers(vec![(None, Some(9))])),
            ("depth:2..", "depth", false, Wanted::Numbers(vec![(Some(2), None)])),
            ("date:2024-02", "date", false, Wanted::Days(vec![(day("2024-02-01"), day("2024-02-29"))])),
            ("date=2024..2025-01", "date", false, Wanted::Days(vec![(day("2024-01-01"), day("2025-01-31"))])),
            ("since:2024", "since", false, Wanted::Days(vec![(day("2024-01-01"), None)])),
            ("confidence>=0.8", "confidence", false, Wanted::Share(0.8, 1.0)),
            ("\"Air-Strike\"", "text", false, Wanted::Words(vec!["air".into(), "strike".into()])),
            ("-rumour", "text", true, Wanted::Words(vec!["rumour".into()])),
            ("\"type:x\"", "text", false, Wanted::Words(vec!["type".into(), "x".into()])),
        ] {
            assert_eq!(parse(text), [Test { field, negated, wanted }], "{text}");
        }
        assert_eq!(parse("  type:A \t b ").len(), 2);
        assert!(parse(" - ").is_empty());
    }

    #[test]
    fn what_is_wrong_is_said_with_what_to_type() {
        for (text, what, hint) in [
            ("typ:X", "unknown field `typ`", "did you mean `type`?"),
            ("status:aleged", "`aleged` is not a value", "did you mean `alleged`?"),
            ("killed:many", "no whole number", "killed>=10"),
            ("killed:4..2", "ends before it begins", ""),
            ("date:2024-03..2024-01", "ends before it begins", ""),
            ("date:March", "is no day", "2024-03"),
            ("date:2023-02-29", "is no day", "2024"),
            ("type>=A", "has no order", "type of the event"),
            ("type:", "asks for nothing", "type of the event"),
            ("place:\"x", "not closed", ""),
            ("confidence:2", "from 0 to 1", ""),
        ] {
            let problem = text.parse::<Filter>().unwrap_err();
            assert!(problem.what.contains(what), "{text}: {problem}");
            assert!(problem.hint.unwrap_or_default().contains(hint), "{text}");
        }
    }
}
