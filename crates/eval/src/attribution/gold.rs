//! PolNeAR's brat files: spans (`T` lines) and the attributions that join them (`E` lines).

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::chars::Chars;
use crate::{Error, error, lines};

/// Source, cue and content of one attribution.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attribution {
    /// Who says so; empty if the text does not tell.
    pub source: Chars,
    /// Words that signal the saying.
    pub cue: Chars,
    /// What is said; never empty of spans.
    pub content: Chars,
}

/// A text with the attributions that its first annotator made.
#[derive(Clone, Debug)]
pub struct Annotated {
    /// File of the text.
    pub path: PathBuf,
    /// The text with every line end made `\n`, as offsets count.
    pub text: String,
    /// In the order of the file.
    pub attributions: Vec<Attribution>,
}

/// The texts of `dir/text` with the gold of `dir/attributions`, in order of their names.
pub fn read(dir: &Path) -> Result<Vec<Annotated>, Error> {
    let gold = files(&dir.join("attributions"), "ann")?;
    let owner = |stem: &str| stem.rsplit_once('_').map_or(stem, |(head, _)| head).to_owned();
    let first = |stem: &str| gold.iter().find(|(s, _)| owner(s) == stem).map(|(_, path)| path);
    let texts = files(&dir.join("text"), "txt")?;
    texts
        .into_iter()
        .map(|(stem, path)| {
            let file = first(&stem).or_else(|| first(&owner(&stem)));
            let file = file.ok_or_else(|| Error::new(&path, "has no gold"))?;
            let text = error::read(&path)?.replace("\r\n", "\n").replace('\r', "\n");
            let attributions = parse(&error::read(file)?).map_err(|line| Error::new(file, line))?;
            Ok(Annotated { path, text, attributions })
        })
        .collect()
}

/// Stem and path of the files of a folder with an extension, in order.
fn files(dir: &Path, extension: &str) -> Result<Vec<(String, PathBuf)>, Error> {
    let entries = std::fs::read_dir(dir).map_err(|e| Error::new(dir, e))?;
    let mut out = Vec::new();
    for entry in entries {
        let path = entry.map_err(|e| Error::new(dir, e))?.path();
        if path.extension().is_some_and(|e| e == extension) {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            out.push((stem, path));
        }
    }
    out.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(out)
}

/// The attributions of a brat file; the error is the line that is not brat.
fn parse(text: &str) -> Result<Vec<Attribution>, String> {
    let mut spans: HashMap<&str, Vec<(usize, usize)>> = HashMap::new();
    let mut out = Vec::new();
    for line in lines::python(text) {
        let bad = || format!("not a line of brat: `{line}`");
        let mut fields = line.split('\t');
        let key = fields.next().unwrap_or_default();
        // Every other line is of another kind, or goes on with marked words that hold a line break.
        let is = |kind| key.strip_prefix(kind).is_some_and(|n| n.parse::<u32>().is_ok());
        if is('T') {
            let (_, body) = fields.next().and_then(|f| f.split_once(' ')).ok_or_else(bad)?;
            let pieces = body.split(';').map(|piece| {
                let mut ends = piece.split_whitespace().map(str::parse);
                Some((ends.next()?.ok()?, ends.next()?.ok()?))
            });
            spans.insert(key, pieces.collect::<Option<_>>().ok_or_else(bad)?);
        } else if is('E') {
            let mut roles: HashMap<&str, Vec<(usize, usize)>> = HashMap::new();
            for part in fields.next().ok_or_else(bad)?.split_whitespace().skip(1) {
                let (role, span) = part.split_once(':').ok_or_else(bad)?;
                let role = role.trim_end_matches(|c: char| c.is_ascii_digit());
                roles.entry(role).or_default().extend(spans.get(span).into_iter().flatten());
            }
            let mut take = |role| roles.remove(role).unwrap_or_default();
            let (source, cue, content) = (take("Source"), take("Cue"), take("Content"));
            if !content.is_empty() {
                out.push(Attribution {
                    source: Chars::new(source),
                    cue: Chars::new(cue),
                    content: Chars::new(content),
                });
            }
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_in_pieces_and_several_contents_are_joined() {
        let brat = "T1\tSource 0 4\tShe\nT2\tCue 5 9\tsaid\nT3\tContent 10 14;20 24\tx y\n\
                    T4\tContent 30 31\tz\nE1\tAttribution:T2 Source:T1 Cue:T2 Content:T3 Content2:T4\n\
                    E2\tAttribution:T2 Cue:T2\nA1\tNote E1\nT5\tContent 40 41;43 48\t3\n\nThe number\n";
        let expect = Attribution {
            source: Chars::new([(0, 4)]),
            cue: Chars::new([(5, 9)]),
            content: Chars::new([(10, 14), (20, 24), (30, 31)]),
        };
        assert_eq!(parse(brat), Ok(vec![expect]));
        assert_eq!(parse("T1\tSource 0\tx"), Err("not a line of brat: `T1\tSource 0\tx`".to_owned()));
    }
}
