//! When did it happen? Claims by day, week, month or year, in lanes by type of event; the table below says the same.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::ledger::{counts, facets, joined};
use super::{Frame, page, sign};
use crate::ask::Ask;
use crate::desk::Work;
use crate::index::{Day, NO_DAY};
use crate::problem::Problem;

/// Lanes; other types share one more.
const LANES: usize = 8;
/// Columns at most.
const COLUMNS: i32 = 80;

/// How wide a column is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Day,
    Week,
    Month,
    Year,
}

impl Step {
    fn fitting(days: i32) -> Self {
        match days {
            0..=79 => Step::Day,
            80..=559 => Step::Week,
            560..=2400 => Step::Month,
            _ => Step::Year,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Step::Day => "day",
            Step::Week => "week",
            Step::Month => "month",
            Step::Year => "year",
        }
    }

    /// First and last day of the column that a day lies in.
    fn around(self, day: Day) -> (Day, Day) {
        let Some(date) = crate::index::date(day) else { return (day, day) };
        match self {
            Step::Day => (day, day),
            // 1970 began on a Thursday.
            Step::Week => {
                let first = day - (day + 3).rem_euclid(7);
                (first, first + 6)
            }
            Step::Month => {
                let first = day - i32::from(date.day()) + 1;
                (first, first + i32::from(date.days_in_month()) - 1)
            }
            Step::Year => {
                let first = day - i32::from(date.day_of_year()) + 1;
                (first, first + i32::from(date.days_in_year()) - 1)
            }
        }
    }
}

fn text(day: Day) -> String {
    crate::index::date(day).map(|d| d.to_string()).unwrap_or_default()
}

/// The page.
pub fn timeline(work: &mut Work, ask: &Ask) -> Result<Markup, Problem> {
    let index = work.index_for(ask)?;
    let chosen = work.chosen(&index, ask)?;
    let incidents = work.known_incidents();
    let mut days: Vec<Day> =
        chosen.iter().map(|&at| index.lines[at as usize].day()).filter(|&d| d != NO_DAY).collect();
    days.sort_unstable();
    let undated = chosen.len() - days.len();
    let only_published = chosen
        .iter()
        .filter(|&&at| index.lines[at as usize].date.0 == NO_DAY && index.lines[at as usize].day() != NO_DAY)
        .count();
    // A few claims tell of years long past: they are counted and named, and do not squeeze the rest.
    let at = |share: usize| {
        days.get((days.len() * share / 100).min(days.len().saturating_sub(1))).copied().unwrap_or(0)
    };
    let (mut first, mut last) = (at(3), at(99));
    if last - first < 14 {
        (first, last) = (days.first().copied().unwrap_or(0).max(first - 14), last + 1);
    }
    let step = Step::fitting(last - first);
    while step == Step::Year && (last - first) / 365 > COLUMNS {
        first = last - COLUMNS * 365;
    }
    let before = days.partition_point(|&d| d < step.around(first).0);
    let after = days.len() - days.partition_point(|&d| d <= step.around(last).1);
    let mut cells: BTreeMap<&str, BTreeMap<Day, usize>> = BTreeMap::new();
    for &at in chosen.iter() {
        let line = &index.lines[at as usize];
        let column = step.around(line.day()).0;
        if line.day() != NO_DAY && column >= step.around(first).0 && column <= last {
            *cells.entry(index.word(line.kind)).or_default().entry(column).or_default() += 1;
        }
    }
    let mut lanes: Vec<(&str, &BTreeMap<Day, usize>)> = cells.iter().map(|(k, v)| (*k, v)).collect();
    lanes.sort_by_key(|l| (std::cmp::Reverse(l.1.values().sum::<usize>()), l.0));
    lanes.truncate(LANES);
    let mut columns = Vec::new();
    let mut day = step.around(first).0;
    while day <= last && columns.len() < 400 {
        columns.push(step.around(day));
        day = step.around(day).1 + 1;
    }
    let body = html! {
        h1 { "Timeline: " (sign::counted(days.len() - before - after, "claim")) " by " (step.name()) }
        div.split {
            aside.facets aria-label="Facets" { (facets("/timeline", &index, &chosen, ask)) }
            section {
                p.muted {
                    "By the day of the event; " (sign::count(only_published)) " by the day of publication, because the text gives none."
                    @if before > 0 { " " (sign::count(before)) " lie " a href={ "/claims" (joined(&ask.query(), "until", &text(step.around(first).0 - 1))) } { "before" } "." }
                    @if after > 0 { " " (sign::count(after)) " lie " a href={ "/claims" (joined(&ask.query(), "since", &text(step.around(last).1 + 1))) } { "after" } "." }
                    @if undated > 0 { " " (sign::count(undated)) " have no day." }
                }
                @if lanes.is_empty() { div.empty { p { "No claim has a day." } } } @else { (drawing(&lanes, &columns, ask)) (twin(&lanes, &columns, ask)) }
            }
        }
    };
    let counts = counts(&index, &chosen, incidents.as_deref());
    let frame = Frame { ask: Some(ask), counts, ..Frame::new("Timeline", "/timeline") };
    Ok(page(&frame, &body))
}

type Lane<'a> = (&'a str, &'a BTreeMap<Day, usize>);

fn link(ask: &Ask, kind: Option<&str>, column: (Day, Day)) -> String {
    let mut query = ask.query();
    if let Some(kind) = kind.filter(|k| !ask.has("type", k)) {
        query = joined(&query, "type", kind);
    }
    format!("/claims{}", joined(&joined(&query, "since", &text(column.0)), "until", &text(column.1)))
}

fn drawing(lanes: &[Lane<'_>], columns: &[(Day, Day)], ask: &Ask) -> Markup {
    let (left, width, tall) = (110.0, 890.0, 54.0);
    let wide = (width - left) / columns.len() as f64;
    let height = tall * lanes.len() as f64 + 30.0;
    let f = |x: f64| format!("{x:.1}");
    let labels = (columns.len() / 8).max(1);
    html! {
        svg.lanes viewBox={ "0 0 " (f(width)) " " (f(height)) } role="group" aria-label="Claims over time by type of event; the table below says the same" {
            @for (at, column) in columns.iter().enumerate().filter(|c| c.0.is_multiple_of(labels)) {
                @let x = left + wide * at as f64;
                line.axis x1=(f(x)) x2=(f(x)) y1="0" y2=(f(height - 24.0)) {}
                @if x + 60.0 < width { text.tick x=(f(x + 2.0)) y=(f(height - 9.0)) { (text(column.0).get(..if columns.len() > 1 && columns[1].0 - columns[0].0 > 27 { 7 } else { 10 }).unwrap_or("").to_owned()) } }
            }
            @for (row, (kind, cells)) in lanes.iter().enumerate() {
                @let most = cells.values().copied().max().unwrap_or(1) as f64;
                @let floor = tall * (row as f64 + 1.0) - 6.0;
                text.label x=(f(left - 10.0)) y=(f(floor - 12.0)) text-anchor="end" { (kind) }
                text.tick x=(f(left - 10.0)) y=(f(floor)) text-anchor="end" { "most " (most as usize) }
                line.axis x1=(f(left)) x2=(f(width)) y1=(f(floor)) y2=(f(floor)) {}
                @for (at, column) in columns.iter().enumerate() {
                    @if let Some(&count) = cells.get(&column.0) {
                        @let high = ((tall - 14.0) * count as f64 / most).max(2.0);
                        a href=(link(ask, Some(kind), *column)) tabindex="-1" aria-hidden="true" {
                            rect.column-bar x=(f(left + wide * at as f64 + 0.5)) y=(f(floor - high)) width=(f((wide - 1.0).max(1.0))) height=(f(high)) {
                                title { (kind) ", " (text(column.0)) ": " (count) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn twin(lanes: &[Lane<'_>], columns: &[(Day, Day)], ask: &Ask) -> Markup {
    let total = |column: &(Day, Day)| lanes.iter().filter_map(|l| l.1.get(&column.0)).sum::<usize>();
    html! {
        details { summary { "The same as a table" }
            div.scroll tabindex="0" role="region" aria-label="Claims over time as a table" {
                table.list.small {
                    thead { tr { th scope="col" { "From" } @for (kind, _) in lanes { th.number scope="col" { (kind) } } } }
                    tbody { @for column in columns.iter().filter(|c| total(c) > 0) { tr {
                        th scope="row" { a href=(link(ask, None, *column)) { (text(column.0)) } }
                        @for (_, cells) in lanes { td.number { @if let Some(count) = cells.get(&column.0) { (count) } } }
                    } } }
                }
            }
        }
    }
}
