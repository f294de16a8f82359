//! `sayso-eval actors FILE.tsv`: country and sector of noun phrases that stand alone.
//!
//! The columns are `text`, `date`, `country` and `sector`. A date is a day (`2022-04-01`, `12 April 2022`) or `today`, which
//! is the middle of 2023, when the strings were collected; the peer reads a string without a date as of today. An empty code means that there is none.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use sayso_resolve::Resolver;

use crate::score::{Named, Share};
use crate::{Error, Report, error, table};

/// Score country and PLOVER sector of actor strings
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// Tab-separated `text`, `date`, `country`, `sector`, with a head
    pub file: PathBuf,
    /// List the strings that are read otherwise
    #[arg(long)]
    misses: bool,
}

/// A row of the file.
struct Row {
    text: String,
    date: Option<Date>,
    country: String,
    sector: String,
}

impl Args {
    /// The file with nothing else asked for.
    pub fn of(file: &Path) -> Self {
        Self { file: file.to_owned(), misses: false }
    }
}

/// Scores all strings of a file.
pub fn run(args: &Args) -> Result<Report, Error> {
    let rows = read(&args.file)?;
    let resolver = Resolver::load().map_err(|e| Error::new(&args.file, e))?;
    let mut shares: Named<Share> = Named::default();
    let mut listed = String::new();
    for row in &rows {
        let actor = resolver.actor_string(&row.text, row.date);
        let (country, sector) = (actor.country.unwrap_or_default(), actor.sector.unwrap_or_default());
        let right = (country == row.country, sector == row.sector);
        shares.at("country").add(right.0);
        shares.at("sector").add(right.1);
        shares.at("country and sector").add(right.0 && right.1);
        if args.misses && right != (true, true) {
            let date = row.date.map(|d| format!(" ({d})")).unwrap_or_default();
            let gold = format!("{}/{}", row.country, row.sector);
            listed.push_str(&format!("{}{date}: {country}/{sector}, gold {gold}\n", row.text));
        }
    }
    Ok(Report::new(table::shares("actors", &shares) + &listed, &shares))
}

fn read(path: &Path) -> Result<Vec<Row>, Error> {
    let text = error::read(path)?;
    let mut rows = Vec::new();
    for (i, line) in text.lines().enumerate().skip(1).filter(|(_, l)| !l.trim().is_empty()) {
        let mut fields = line.split('\t').map(str::trim);
        let mut next = || fields.next().unwrap_or_default().to_owned();
        let (text, date, country, sector) = (next(), next(), next(), next());
        let bad = || Error::new(path, format!("line {}: `{date}` is no day", i + 1));
        let date = Some(day(&date).ok_or_else(bad)?);
        rows.push(Row { text, date, country, sector });
    }
    Ok(rows)
}

fn day(text: &str) -> Option<Date> {
    match text {
        "" | "today" => Some(jiff::civil::date(2023, 7, 1)),
        _ => text.parse().ok().or_else(|| Date::strptime("%d %B %Y", text).ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_all_forms_of_the_file() {
        let check = |text, expect: Option<(i16, i8, i8)>| {
            assert_eq!(day(text), expect.map(|(y, m, d)| jiff::civil::date(y, m, d)), "{text}");
        };
        check("2022-04-01", Some((2022, 4, 1)));
        check("12 April 2022", Some((2022, 4, 12)));
        check("today", Some((2023, 7, 1)));
        check("", Some((2023, 7, 1)));
        check("soon", None);
    }
}
