//! When did it happen? Claims by day, week, month or year, in lanes; a stretch that is drawn or typed narrows the question, and
//! the table below says the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use maud::{Markup, html};

use super::ledger::joined;
use super::narrow::narrow;
use super::{Frame, page, shell, sign};
use crate::ask::Ask;
use crate::desk::Work;
use crate::index::{Day, Index, Line, NO_DAY, Word};
use crate::problem::Problem;

/// Lanes; other types share one more.
const LANES: usize = 8;
/// Columns at most.
const COLUMNS: i32 = 80;

/// What the lanes may be.
pub const BY: [(&str, &str); 5] = [
    ("type", "event"),
    ("status", "status"),
    ("country", "country"),
    ("speaker", "who says so"),
    ("publisher", "publisher"),
];
/// Parameters of this page.
pub const PARAMETERS: [&str; 1] = ["by"];

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

/// Claims over time.
pub struct Over {
    index: Arc<Index>,
    chosen: Arc<Vec<u32>>,
    by: &'static str,
    step: Step,
    /// First and last day of each column.
    pub columns: Vec<(Day, Day)>,
    /// Lanes by name, the fullest first, with counts by the first day of a column.
    pub lanes: Vec<(String, BTreeMap<Day, usize>)>,
    before: usize,
    after: usize,
    undated: usize,
    only_published: usize,
}

fn lane(by: &str, line: &Line) -> Word {
    match by {
        "status" => line.status,
        "country" => line.country,
        "speaker" => line.origin,
        "publisher" => line.publisher,
        _ => line.kind,
    }
}

/// Puts the claims that were asked for into columns and lanes.
pub fn over(work: &mut Work, ask: &Ask) -> Result<Over, Problem> {
    let by = ask.get("by").unwrap_or("type");
    let by = BY.iter().find(|b| b.0 == by).map(|b| b.0).ok_or_else(|| {
        Problem::bad(format!("there are no lanes by `{by}`"))
            .hint(format!("one of {}", BY.map(|b| b.0).join(", ")))
    })?;
    let index = work.index_for(ask)?;
    let chosen = work.chosen(&index, &ask.bare())?;
    let line = |at: &u32| &index.lines[*at as usize];
    let mut days: Vec<Day> = chosen.iter().map(|at| line(at).day()).filter(|&d| d != NO_DAY).collect();
    days.sort_unstable();
    let undated = chosen.len() - days.len();
    let only_published =
        chosen.iter().filter(|at| line(at).date.0 == NO_DAY && line(at).day() != NO_DAY).count();
    // A few claims tell of years long past: they are counted and named, and do not squeeze the rest.
    let at = |share: usize| {
        days.get((days.len() * share / 100).min(days.len().saturating_sub(1))).copied().unwrap_or(0)
    };
    let (mut first, mut last) = (at(5), at(99));
    // A stretch that was asked for is shown as it is.
    let asked = |name: &str| {
        let given = ask.tests.iter().find(|t| t.0 == name).map(|t| crate::index::day(Some(&t.1)));
        given.filter(|&d| d != NO_DAY)
    };
    first = asked("since").unwrap_or(first);
    last = asked("until").unwrap_or(last).max(first);
    if last - first < 14 && asked("since").is_none() && asked("until").is_none() {
        (first, last) = (days.first().copied().unwrap_or(0).max(first - 14), last + 1);
    }
    let step = Step::fitting(last - first);
    if step == Step::Year && (last - first) / 365 > COLUMNS {
        first = last - COLUMNS * 365;
    }
    let before = days.partition_point(|&d| d < step.around(first).0);
    let after = days.len() - days.partition_point(|&d| d <= step.around(last).1);
    let mut cells: BTreeMap<Word, BTreeMap<Day, usize>> = BTreeMap::new();
    for at in chosen.iter() {
        let line = line(at);
        let column = step.around(line.day()).0;
        let word = lane(by, line);
        if line.day() != NO_DAY && word != 0 && column >= step.around(first).0 && column <= last {
            *cells.entry(word).or_default().entry(column).or_default() += 1;
        }
    }
    let mut lanes: Vec<(String, BTreeMap<Day, usize>)> =
        cells.into_iter().map(|(word, cells)| (index.word(word).to_owned(), cells)).collect();
    lanes.sort_by(|a, b| {
        let sum = |l: &BTreeMap<Day, usize>| l.values().sum::<usize>();
        sum(&b.1).cmp(&sum(&a.1)).then_with(|| a.0.cmp(&b.0))
    });
    let mut columns = Vec::new();
    let mut day = step.around(first).0;
    while day <= last && columns.len() < 400 {
        columns.push(step.around(day));
        day = step.around(day).1 + 1;
    }
    Ok(Over { index, chosen, by, step, columns, lanes, before, after, undated, only_published })
}

impl Over {
    /// One row a lane and column: lane, first day, last day, claims.
    pub fn rows(&self) -> impl Iterator<Item = (&str, String, String, usize)> {
        self.lanes.iter().flat_map(move |(name, cells)| {
            let cell = |c: &(Day, Day)| Some((name.as_str(), text(c.0), text(c.1), *cells.get(&c.0)?));
            self.columns.iter().filter_map(cell).collect::<Vec<_>>()
        })
    }

    /// Word for the width of a column.
    pub fn step(&self) -> &'static str {
        self.step.name()
    }

    /// What a reader calls a lane.
    fn label(&self, name: &str) -> String {
        let named = if self.by == "country" { self.index.country(name) } else { None };
        let name = named.unwrap_or(name);
        let short = name.chars().count() > 19;
        if short { name.chars().take(18).chain(['…']).collect() } else { name.to_owned() }
    }

    /// What the lanes are.
    pub fn by(&self) -> &'static str {
        self.by
    }
}

/// The page.
pub fn timeline(work: &mut Work, ask: &Ask) -> Result<Markup, Problem> {
    let over = over(work, ask)?;
    let index = over.index.clone();
    let narrow = narrow(work, "/timeline", &index, &over.chosen, ask, html! {})?;
    let Over { columns, before, after, undated, only_published, .. } = &over;
    let lanes: Vec<Lane<'_>> = over.lanes.iter().take(LANES).map(|l| (l.0.as_str(), &l.1)).collect();
    let sum = over.chosen.len() - before - after - undated;
    let free = stretch_free(ask);
    let ends = (columns.first().map_or(0, |c| c.0), columns.last().map_or(0, |c| c.1));
    let body = html! {
        h1 { "Timeline: " (sign::counted(sum, "claim")) " by " (over.step()) }
        div.split {
            (narrow.facets)
            section {
                form.fields.stretch action="/timeline" method="get" {
                    @if !ask.q.is_empty() { input type="hidden" name="q" value=(ask.q); }
                    (shell::hidden(&free, true))
                    label { "From " input type="date" name="since" value=(text(ends.0)); }
                    label { "to " input type="date" name="until" value=(text(ends.1)); }
                    button { "Show" }
                    @if free.tests.len() < ask.tests.len() { a href={ "/timeline" (free.query()) } { "All days" } }
                    a href={ "/claims" (ask.bare().query()) } { "These claims in the ledger" }
                }
                p.choice { "Lanes: " @for (name, words) in BY { a.chip href={ "/timeline" (ask.with("by", name).query()) } aria-current=[(name == over.by).then_some("true")] { (words) } " " } }
                p.muted {
                    "By the day of the event; " (sign::count(*only_published)) " by the day of publication, because the text gives none."
                    @if *before > 0 { " " (sign::count(*before)) " lie " a href={ "/claims" (joined(&free.bare().query(), "until", &text(ends.0 - 1))) } { "before" } "." }
                    @if *after > 0 { " " (sign::count(*after)) " lie " a href={ "/claims" (joined(&free.bare().query(), "since", &text(ends.1 + 1))) } { "after" } "." }
                    @if *undated > 0 { " " (sign::count(*undated)) " have no day." }
                    @if over.lanes.len() > LANES { " The fullest " (LANES) " of " (sign::count(over.lanes.len())) " lanes are drawn." }
                }
                @if lanes.is_empty() { div.empty { p { "No claim has a day here." } } }
                @else {
                    div.drawn-frame tabindex="0" role="region" aria-label="Drawing" { (drawing(&over, &lanes, &free)) }
                    p.muted.drag hidden { "Drag across the lanes to look at a stretch of days; a bar opens its claims." }
                    (twin(&over, &lanes, &free))
                }
            }
        }
    };
    let frame = Frame {
        ask: Some(ask),
        counts: narrow.counts,
        files: &["csv", "json"],
        ..Frame::new("Timeline", "/timeline")
    };
    Ok(page(&frame, &body))
}

/// The question without a stretch of days.
fn stretch_free(ask: &Ask) -> Ask {
    let mut free = ask.clone();
    free.tests.retain(|t| t.0 != "since" && t.0 != "until");
    free
}

type Lane<'a> = (&'a str, &'a BTreeMap<Day, usize>);

fn link(over: &Over, free: &Ask, lane: Option<&str>, column: (Day, Day)) -> String {
    let bare = free.bare();
    let query = match lane {
        Some(lane) => bare.widened(over.by).toggle(over.by, lane).query(),
        None => bare.query(),
    };
    format!("/claims{}", joined(&joined(&query, "since", &text(column.0)), "until", &text(column.1)))
}

fn drawing(over: &Over, lanes: &[Lane<'_>], free: &Ask) -> Markup {
    let columns = &over.columns;
    let (left, width, tall) = (140.0, 890.0, 54.0);
    let wide = (width - left) / columns.len() as f64;
    let height = tall * lanes.len() as f64 + 30.0;
    let f = |x: f64| format!("{x:.1}");
    let labels = (columns.len() / 8).max(1);
    html! {
        svg.lanes viewBox={ "0 0 " (f(width)) " " (f(height)) } role="group" aria-label="Claims over time in lanes; the table below says the same"
            data-left=(f(left)) data-first=(columns.first().map_or(0, |c| c.0)) data-last=(columns.last().map_or(0, |c| c.1)) {
            @for (at, column) in columns.iter().enumerate().filter(|c| c.0.is_multiple_of(labels)) {
                @let x = left + wide * at as f64;
                line.axis x1=(f(x)) x2=(f(x)) y1="0" y2=(f(height - 24.0)) {}
                @if x + 60.0 < width { text.tick x=(f(x + 2.0)) y=(f(height - 9.0)) { (text(column.0).get(..if columns.len() > 1 && columns[1].0 - columns[0].0 > 27 { 7 } else { 10 }).unwrap_or("").to_owned()) } }
            }
            @for (row, (kind, cells)) in lanes.iter().enumerate() {
                @let most = cells.values().copied().max().unwrap_or(1) as f64;
                @let floor = tall * (row as f64 + 1.0) - 6.0;
                text.label x=(f(left - 10.0)) y=(f(floor - 12.0)) text-anchor="end" { (over.label(kind)) }
                text.tick x=(f(left - 10.0)) y=(f(floor)) text-anchor="end" { "most " (most as usize) }
                line.axis x1=(f(left)) x2=(f(width)) y1=(f(floor)) y2=(f(floor)) {}
                @for (at, column) in columns.iter().enumerate() {
                    @if let Some(&count) = cells.get(&column.0) {
                        @let high = ((tall - 14.0) * count as f64 / most).max(2.0);
                        a href=(link(over, free, Some(kind), *column)) tabindex="-1" aria-hidden="true" {
                            rect.column-bar x=(f(left + wide * at as f64 + 0.5)) y=(f(floor - high)) width=(f((wide - 1.0).max(1.0))) height=(f(high)) {
                                title { (over.label(kind)) ", " (text(column.0)) ": " (count) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn twin(over: &Over, lanes: &[Lane<'_>], free: &Ask) -> Markup {
    let columns = &over.columns;
    let total = |column: &(Day, Day)| lanes.iter().filter_map(|l| l.1.get(&column.0)).sum::<usize>();
    html! {
        details { summary { "The same as a table" }
            div.scroll tabindex="0" role="region" aria-label="Claims over time as a table" {
                table.list.small {
                    thead { tr { th scope="col" { "From" } @for (kind, _) in lanes { th.number scope="col" { (over.label(kind)) } } } }
                    tbody { @for column in columns.iter().filter(|c| total(c) > 0) { tr {
                        th scope="row" { a href=(link(over, free, None, *column)) { (text(column.0)) } }
                        @for (_, cells) in lanes { td.number { @if let Some(count) = cells.get(&column.0) { (count) } } }
                    } } }
                }
            }
        }
    }
}
