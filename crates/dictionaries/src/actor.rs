//! Which code does a name bear, and when?

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::Problem;
use crate::lines::lines;
use crate::phrase::Phrase;

/// Names with their codes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Actors {
    entries: Vec<Entry>,
    names: Vec<(Phrase, u32)>,
    by_first: FxHashMap<SmolStr, Vec<u32>>,
}

#[derive(Clone, Debug)]
struct Entry {
    /// Code where no dated one holds.
    plain: Option<SmolStr>,
    dated: Vec<(Period, SmolStr)>,
}

/// From and to, both days included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Period {
    from: Option<Date>,
    to: Option<Date>,
}

/// The code of a name that stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ActorFound {
    /// Words that it takes in.
    pub length: usize,
    /// Code at the day; `None` where the dictionary gives none for it.
    pub code: Option<SmolStr>,
}

impl Actors {
    /// Adds a file.
    pub fn read(&mut self, file: &str, text: &str, problems: &mut Vec<Problem>) {
        let mut current: Option<u32> = None;
        for (line, text) in lines(file, text, problems) {
            let mut refuse = |message: String| problems.push(Problem { line: line.clone(), message });
            let trimmed = text.trim();
            let (name, codes) = trimmed.find('[').map_or((trimmed, ""), |at| trimmed.split_at(at));
            let name = name.trim();
            // Names that follow each other share the codes that come after the last.
            let open = |e: u32| {
                self.entries[e as usize].plain.is_none() && self.entries[e as usize].dated.is_empty()
            };
            if !name.is_empty() && !name.starts_with('+') && !current.is_some_and(open) {
                let entry = Entry { plain: None, dated: Vec::new() };
                self.entries.push(entry);
                current = Some(self.entries.len() as u32 - 1);
            }
            let Some(entry) = current else {
                refuse("a synonym or code stands before the first name".into());
                continue;
            };
            if !name.is_empty() {
                match Phrase::read(name.trim_start_matches('+')) {
                    Some(phrase) => self.names.push((phrase, entry)),
                    None => refuse(format!("`{name}` has no word")),
                }
            }
            for code in brackets(codes) {
                match code.and_then(dated) {
                    Ok((Some(period), code)) => self.entries[entry as usize].dated.push((period, code)),
                    Ok((None, code)) => self.entries[entry as usize].plain = Some(code),
                    Err(message) => refuse(message),
                }
            }
        }
    }

    /// Makes the names ready to be looked up.
    pub fn settle(&mut self) {
        self.by_first.clear();
        for (at, (phrase, _)) in self.names.iter().enumerate() {
            self.by_first.entry(phrase.first().clone()).or_default().push(at as u32);
        }
        for list in self.by_first.values_mut() {
            list.sort_by_key(|&n| std::cmp::Reverse(self.names[n as usize].0.words.len()));
        }
    }

    /// The longest name at the beginning of `words` that has a code on the day; else the longest.
    pub fn at(&self, words: &[SmolStr], day: Option<Date>) -> Option<ActorFound> {
        let list = self.by_first.get(words.first()?)?;
        let found = list.iter().filter_map(|&n| {
            let (phrase, entry) = &self.names[n as usize];
            let length = phrase.length_in(words)?;
            Some(ActorFound { length, code: self.entries[*entry as usize].code(day) })
        });
        let found: Vec<_> = found.collect();
        found.iter().find(|f| f.code.is_some()).or(found.first()).cloned()
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }
}

impl Entry {
    /// The code at a day; `---` is one that says that the name bears none.
    fn code(&self, day: Option<Date>) -> Option<SmolStr> {
        let holds = |p: &Period, day| p.from.is_none_or(|d| d <= day) && p.to.is_none_or(|d| day <= d);
        let dated = day.and_then(|day| self.dated.iter().find(|(p, _)| holds(p, day)));
        let code = dated.map(|d| &d.1).or(self.plain.as_ref())?;
        Some(if code == "+++" { SmolStr::new_static("---") } else { code.clone() })
    }
}

/// What stands between `[` and `]`, one after another.
pub(crate) fn brackets(text: &str) -> impl Iterator<Item = Result<&str, String>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let at = rest.find('[')?;
        let after = &rest[at + 1..];
        match after.find(']') {
            Some(end) => {
                rest = &after[end + 1..];
                Some(Ok(after[..end].trim()))
            }
            None => {
                rest = "";
                Some(Err(format!("`[{}` has no `]`", after.trim())))
            }
        }
    })
}

/// `USAGOV 450703-470121`, `USR <911226`, `HOB > 990816`, `HOB`.
fn dated(text: &str) -> Result<(Option<Period>, SmolStr), String> {
    let (code, rest) = text.split_once([' ', '\t']).unwrap_or((text, ""));
    let rest: String = rest.chars().filter(|c| !c.is_whitespace()).collect();
    if code.is_empty() {
        return Err("`[]` has no code".into());
    }
    let period = match () {
        () if rest.is_empty() => None,
        () if rest.starts_with('<') => Some(Period { from: None, to: Some(day(&rest[1..])?) }),
        () if rest.starts_with('>') => Some(Period { from: Some(day(&rest[1..])?), to: None }),
        () => {
            let (from, to) = rest.split_once('-').ok_or_else(|| {
                format!("`{rest}` is no period: `<date`, `>date` and `date-date` are, with dates `YYYYMMDD`")
            })?;
            let period = Period { from: Some(day(from)?), to: Some(day(to)?) };
            if period.from > period.to {
                return Err(format!("`{rest}` ends before it begins"));
            }
            Some(period)
        }
    };
    Ok((period, code.into()))
}

/// `YYYYMMDD` or `YYMMDD`, where years up to 30 are of this century. Days past the end of a month are its last.
pub(crate) fn day(text: &str) -> Result<Date, String> {
    let wrong = || format!("`{text}` is no date: `YYYYMMDD` is");
    let number: u32 = text.parse().map_err(|_| wrong())?;
    let year = match (text.len(), number / 10_000) {
        (8, year) => year,
        (6, year) if year <= 30 => 2000 + year,
        (6, year) => 1900 + year,
        _ => return Err(wrong()),
    };
    let (month, day) = (number / 100 % 100, number % 100);
    let first = Date::new(year as i16, month as i8, 1).map_err(|_| wrong())?;
    if day == 0 || day > 31 {
        return Err(wrong());
    }
    Date::new(year as i16, month as i8, day as i8).or(Ok(first.last_of_month()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_hold_in_their_time() {
        let text = "BORDURIA [BRD]\n+BORDURIAN\nPLEKSZY_GLADZ [BRD]\n\t[BRDGOV 19460101-560301]\n\t[BRDELI >560302]\n\
                    OLD_SYLDAVIA\nSYLDAVIA_OF_OLD\n\t[SYL <911226]\nBAD [X 1-2]\nWORSE [Y";
        let (mut actors, mut problems) = (Actors::default(), Vec::new());
        actors.read("a.txt", text, &mut problems);
        actors.settle();
        let check = |name: &str, when: &str, expect: Option<&str>| {
            let words: Vec<SmolStr> = name.split(' ').map(SmolStr::new).collect();
            let found = actors.at(&words, Some(when.parse().unwrap())).unwrap();
            assert_eq!(found.code.as_deref(), expect, "{name} {when}");
        };
        check("BORDURIAN", "2001-01-01", Some("BRD"));
        check("PLEKSZY GLADZ", "1946-01-01", Some("BRDGOV"));
        check("PLEKSZY GLADZ", "1956-03-01", Some("BRDGOV"));
        check("PLEKSZY GLADZ", "1999-01-01", Some("BRDELI"));
        check("PLEKSZY GLADZ", "1940-01-01", Some("BRD"));
        check("OLD SYLDAVIA", "1990-01-01", Some("SYL"));
        check("SYLDAVIA OF OLD", "1995-01-01", None);
        let told: Vec<_> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(told[0], "a.txt:9: `1` is no date: `YYYYMMDD` is");
        assert_eq!(told[1], "a.txt:10: `[Y` has no `]`");
    }
}
