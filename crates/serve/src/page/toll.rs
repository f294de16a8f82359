//! How did the toll rise, and who says which? A step line for each origin over the days of publication; where all speak on one
//! day, dots on one axis. The table below says the same.

use maud::{Markup, html};
use sayso_link::matrix::Attribute;

use super::incident::heading;
use super::sign;
use crate::incidents::Linked;

const TOLLS: [Attribute; 5] =
    [Attribute::Killed, Attribute::Wounded, Attribute::Missing, Attribute::Displaced, Attribute::Detained];

/// A figure as one origin gave it on a day.
struct Said<'a> {
    origin: &'a str,
    day: Option<jiff::civil::Date>,
    low: Option<u64>,
    high: Option<u64>,
    text: &'a str,
    superseded: bool,
}

fn said(one: &Linked, attribute: Attribute) -> Vec<Said<'_>> {
    let mut out: Vec<Said<'_>> = one
        .matrix
        .rows
        .iter()
        .flat_map(|row| row.cells.get(&attribute).into_iter().flatten().map(move |v| (row, v)))
        .filter_map(|(row, value)| {
            let toll = value.toll.as_ref()?;
            Some(Said {
                origin: &row.origin.name,
                day: value.published.map(|p| p.0),
                low: toll.low,
                high: toll.high,
                text: &value.text,
                superseded: value.superseded,
            })
        })
        .collect();
    out.sort_by_key(|s| (s.day, s.origin, s.low));
    out
}

/// The lowest and the highest figure with who gives them, in words.
pub fn between(one: &Linked, attribute: Attribute) -> Option<String> {
    let all: Vec<Said<'_>> = said(one, attribute).into_iter().filter(|s| !s.superseded).collect();
    let low = all.iter().filter(|s| s.low.or(s.high).is_some()).min_by_key(|s| s.low.or(s.high))?;
    let high = all.iter().max_by_key(|s| s.high.or(s.low))?;
    let name = heading(attribute);
    let one_origin = all.iter().all(|s| s.origin == all[0].origin);
    Some(match () {
        () if low.text == high.text && one_origin => format!("{name}: {} ({})", low.text, low.origin),
        () if low.text == high.text => format!("{name}: {}", low.text),
        () => format!("{name}: from {} ({}) to {} ({})", low.text, low.origin, high.text, high.origin),
    })
}

/// How the toll rose, by origin: drawn, and as a table for those who do not see the drawing.
pub fn tolls(one: &Linked) -> Markup {
    html! {
        @for attribute in TOLLS {
            @let all = said(one, attribute);
            @if !all.is_empty() {
                @let days = all.iter().filter_map(|s| s.day).collect::<std::collections::BTreeSet<_>>().len();
                section {
                    h2 { (heading(attribute)) ", by origin over time" }
                    @if all.len() > 1 { div.drawn-frame tabindex="0" role="region" aria-label="Drawing" { @if days > 1 { (steps(&all, heading(attribute))) } @else { (strip(&all, heading(attribute))) } } }
                    @let drawn = all.len() > 1;
                    @let table = html! {
                        table.list.small {
                            thead { tr { th scope="col" { "Published" } th scope="col" { "Origin" } th.number scope="col" { "Figure" } } }
                            tbody { @for s in &all { tr {
                                td.when { (s.day.map(|d| d.to_string()).unwrap_or_default()) } td { (s.origin) }
                                td.number { @if s.superseded { s { (s.text) } span.muted { " replaced" } } @else { (s.text) } }
                            } } }
                        }
                    };
                    @if drawn { details { summary { "The same as a table" } (table) } } @else { (table) }
                }
            }
        }
    }
}

/// Origins that have a line style of their own; the rest share the last.
const STYLES: usize = 6;

/// Figures over days: a line for each origin holds its figure until it gives another.
fn steps(all: &[Said<'_>], name: &str) -> Markup {
    let days: Vec<jiff::civil::Date> = all.iter().filter_map(|s| s.day).collect();
    let (first, last) = (days.iter().min().copied(), days.iter().max().copied());
    let (Some(first), Some(last)) = (first, last) else { return strip(all, name) };
    let most = all.iter().filter_map(|s| s.high.or(s.low)).max().unwrap_or(1).max(1);
    let (left, right, top, floor) = (64.0, 520.0, 14.0, 250.0);
    let long = f64::from((last - first).get_days()).max(1.0);
    let x = |d: jiff::civil::Date| left + (right - left) * f64::from((d - first).get_days()) / long;
    let y = |n: u64| floor - (floor - top) * n as f64 / most as f64;
    let at = |x: f64| format!("{x:.1}");
    let step = tick(most);
    let mut series: Vec<(&str, Vec<&Said<'_>>)> = Vec::new();
    for s in all.iter().filter(|s| s.day.is_some() && (s.low.is_some() || s.high.is_some())) {
        match series.iter_mut().find(|o| o.0 == s.origin) {
            Some(known) => known.1.push(s),
            None => series.push((s.origin, vec![s])),
        }
    }
    series.sort_by_key(|s| std::cmp::Reverse(s.1.len()));
    let value = |s: &Said<'_>| s.low.or(s.high).unwrap_or(0);
    // Names stand at the right where the last figure is, and make room for each other.
    let mut ends: Vec<(usize, f64)> =
        series.iter().enumerate().map(|(i, s)| (i, s.1.last().map_or(floor, |l| y(value(l))))).collect();
    ends.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let mut free = top - 4.0;
    for end in &mut ends {
        end.1 = end.1.max(free);
        free = end.1 + 15.0;
    }
    let tall = (floor + 30.0).max(free + 6.0);
    let stepped = |told: &[&Said<'_>]| {
        let mut path = String::new();
        for (i, s) in told.iter().enumerate() {
            let (px, py) = (x(s.day.unwrap_or(first)), y(value(s)));
            path += &if i == 0 { format!("M{px:.1} {py:.1}") } else { format!("H{px:.1}V{py:.1}") };
        }
        path + &format!("H{right:.1}")
    };
    html! {
        svg.strip.steps viewBox={ "0 0 760 " (at(tall)) } role="img" aria-label={ (name) ", by origin over the days of publication; the table below says the same" } {
            @for n in (0..=most / step).map(|i| i * step) {
                line.axis x1=(at(left)) x2=(at(right)) y1=(at(y(n))) y2=(at(y(n))) {}
                text.tick x=(at(left - 8.0)) y=(at(y(n) + 4.0)) text-anchor="end" { (sign::count(n as usize)) }
            }
            text.tick x=(at(left)) y=(at(floor + 20.0)) { (first) }
            @if last != first { text.tick x=(at(right)) y=(at(floor + 20.0)) text-anchor="end" { (last) } }
            @for (i, (origin, told)) in series.iter().enumerate() {
                g class={ "line s" (i.min(STYLES - 1)) } {
                    path d=(stepped(told)) fill="none" {}
                    @for s in told {
                        @let (px, py) = (x(s.day.unwrap_or(first)), y(value(s)));
                        @if let (Some(low), Some(high)) = (s.low, s.high) { @if low != high { path.whisker d={ "M" (at(px)) " " (at(y(low))) "V" (at(y(high))) } {} } }
                        @if s.high.is_none() { path.whisker d={ "M" (at(px)) " " (at(py)) "v-14m-4 5l4 -5l4 5" } fill="none" {} }
                        circle cx=(at(px)) cy=(at(py)) r="4" { title { (origin) ", " (s.day.map(|d| d.to_string()).unwrap_or_default()) ": " (s.text) } }
                    }
                    @if let Some(end) = ends.iter().find(|e| e.0 == i) {
                        @let last = told.last().map_or(floor, |l| y(value(l)));
                        path.lead d={ "M" (at(right)) " " (at(last)) "L" (at(right + 10.0)) " " (at(end.1)) } fill="none" {}
                        text.figure x=(at(right + 14.0)) y=(at(end.1 + 4.0)) { (told.last().map_or("", |l| l.text)) " " tspan.who { (short(origin, 26)) } }
                    }
                }
            }
        }
    }
}

/// Dots with whiskers on one axis, a line for each figure; "at least" is an open arrow.
fn strip(all: &[Said<'_>], name: &str) -> Markup {
    let most = all.iter().filter_map(|s| s.high.or(s.low)).max().unwrap_or(1).max(1);
    let (left, right, line) = (210.0, 700.0, 24.0);
    let x = |n: u64| left + (right - left) * n as f64 / most as f64;
    let at = |x: f64| format!("{x:.1}");
    let height = line * all.len() as f64 + 34.0;
    let step = tick(most);
    html! {
        svg.strip viewBox={ "0 0 760 " (at(height)) } role="img" aria-label={ (name) ", by origin; the table below says the same" } {
            @for n in (0..=most / step).map(|i| i * step) {
                line.axis x1=(at(x(n))) x2=(at(x(n))) y1="6" y2=(at(height - 24.0)) {}
                text.tick x=(at(x(n))) y=(at(height - 8.0)) text-anchor="middle" { (n) }
            }
            @for (i, s) in all.iter().enumerate() {
                @let y = 18.0 + line * i as f64;
                @let (low, high) = (s.low.or(s.high).unwrap_or(0), s.high.or(s.low).unwrap_or(0));
                text.label x=(at(left - 12.0)) y=(at(y + 4.0)) text-anchor="end" { (short(s.origin, 30)) }
                g class={ "dot" (if s.superseded { " old" } else { "" }) } {
                    line x1=(at(x(low))) x2=(at(x(high))) y1=(at(y)) y2=(at(y)) {}
                    @if s.high.is_none() {
                        path d={ "M" (at(x(low) + 6.0)) " " (at(y)) "h22m-6 -4l6 4l-6 4" } fill="none" {}
                    }
                    @if s.low.is_some() { circle cx=(at(x(low))) cy=(at(y)) r="5" {} }
                    @if high != low { circle cx=(at(x(high))) cy=(at(y)) r="5" {} }
                }
                text.figure x=(at(x(high) + if s.high.is_none() { 36.0 } else { 12.0 })) y=(at(y + 4.0)) { (s.text) }
            }
        }
    }
}

fn tick(most: u64) -> u64 {
    let mut step = 1;
    while most / step > 6 {
        step *= if step.to_string().starts_with('2') { 5 } else { 2 };
        if step.to_string().starts_with('4') {
            step = step / 4 * 5;
        }
    }
    step
}

fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        text.to_owned()
    } else {
        text.chars().take(most - 1).chain(['…']).collect()
    }
}
