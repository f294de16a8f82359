//! How are small things shown: a status, a figure, a chain of sources? Words first, glyphs second, colours third.

use maud::{Markup, html};
use sayso_store::record::claim::{Claim, Days, Figure, Named, Quantity, Site};

use crate::ask::escape;

/// The glyph of a status.
pub fn glyph(status: &str) -> &'static str {
    match status {
        "asserted" => "●",
        "alleged" => "◐",
        "denied" => "⊘",
        "possible" => "◌",
        "conditional" => "◇",
        "planned" => "▷",
        "demanded" => "△",
        "disputed" => "≠",
        "denied only" => "⊘",
        "one origin" => "·",
        "not disputed" => "=",
        "accepted" => "✓",
        "rejected" => "✕",
        "corrected" => "✎",
        "unsure" => "?",
        "contested" => "≠",
        _ => "",
    }
}

/// A status in words, with its glyph.
pub fn status(status: &str) -> Markup {
    html! { span class={ "status is-" (class(status)) } { span.glyph aria-hidden="true" { (glyph(status)) } (status) } }
}

/// A word as the name of a class.
pub fn class(word: &str) -> String {
    word.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect()
}

/// Somebody's name.
pub fn name(named: &Named) -> &str {
    named
        .name
        .as_deref()
        .filter(|n| *n != "unidentified" || named.text.is_none())
        .or(named.text.as_deref())
        .unwrap_or("unidentified")
}

/// Names with commas.
pub fn names(list: &[Named]) -> String {
    list.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// Who to whom; `?` where the text does not say.
pub fn parties(claim: &Claim) -> Markup {
    let or_unknown = |text: String| if text.is_empty() { "?".to_owned() } else { text };
    html! {
        span.who { (or_unknown(names(&claim.actors))) }
        span.arrow aria-label="to" { " → " }
        span.whom { (or_unknown(names(&claim.recipients))) }
    }
}

/// The chain of sources, outermost first.
pub fn chain(claim: &Claim) -> Markup {
    html! {
        span.chain {
            @if claim.says.is_empty() {
                span.own { (claim.publisher.as_deref().unwrap_or("the article")) ", in its own voice" }
            }
            @for (at, hop) in claim.says.iter().enumerate() {
                @if at > 0 { span.hop aria-label="citing" { " ▸ " } }
                span.source { (name(hop)) }
            }
        }
    }
}

/// The same in one line of text.
pub fn chain_text(claim: &Claim) -> String {
    if claim.says.is_empty() {
        return format!("{}, in its own voice", claim.publisher.as_deref().unwrap_or("the article"));
    }
    claim.says.iter().map(name).collect::<Vec<_>>().join(" ▸ ")
}

/// Days in few characters.
pub fn days(days: &Days) -> String {
    match (&days.from, &days.to) {
        (Some(from), Some(to)) if from != to => span(from, to),
        (Some(day), _) | (None, Some(day)) => day.clone(),
        (None, None) => days.text.clone(),
    }
}

/// A stretch of days in few characters: a whole year or month is named as one.
pub fn span(from: &str, to: &str) -> String {
    match (from.split_at_checked(4), to.split_at_checked(4)) {
        (Some((a, "-01-01")), Some((b, "-12-31"))) if a == b => a.to_owned(),
        (Some((a, "-01-01")), Some((b, "-12-31"))) => format!("{a}–{b}"),
        _ if from.get(..7) == to.get(..7) && from.ends_with("-01") && is_last(to) => from[..7].to_owned(),
        // Within one year the second needs no year.
        (Some((a, _)), Some((b, rest))) if a == b => format!("{from} – {}", &rest[1..]),
        _ => format!("{from} – {to}"),
    }
}

fn is_last(day: &str) -> bool {
    let day = day.parse::<jiff::civil::Date>();
    day.is_ok_and(|d| d.day() == d.days_in_month())
}

/// A cell of days as incidents have them.
pub fn spanned(text: &str) -> String {
    text.split_once('/').map_or_else(|| text.to_owned(), |(from, to)| span(from, to))
}

/// A range in few characters.
pub fn figure(figure: &Figure) -> String {
    range(figure.low, figure.high, figure.approximate, &figure.text)
}

/// The same of a crowd, of aircraft or money, and what it counts.
pub fn quantity(quantity: &Quantity) -> String {
    let number = range(quantity.low, quantity.high, quantity.approximate, &quantity.text);
    format!("{number} {}", quantity.unit.as_deref().unwrap_or(&quantity.kind))
}

fn range(low: Option<u64>, high: Option<u64>, approximate: bool, text: &str) -> String {
    let text = match (low, high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low}–{high}"),
        (Some(low), None) => format!("≥{low}"),
        (None, Some(high)) => format!("≤{high}"),
        (None, None) => text.to_owned(),
    };
    if approximate { format!("~{text}") } else { text }
}

/// All figures of a claim.
pub fn figures(claim: &Claim) -> String {
    let one = |f: &Figure| format!("{} {}", self::figure(f), f.kind);
    claim.casualties.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// How exact a place is, from 1 to 5.
pub fn exactness(site: &Site) -> usize {
    match site.precision.as_deref() {
        Some("facility") => 5,
        Some("city") => 4,
        Some("admin1" | "region" | "water") => 2,
        Some("country") => 1,
        _ => 0,
    }
}

/// What a reader calls a precision.
pub fn precision(precision: &str) -> &str {
    match precision {
        "facility" => "building or site",
        "city" => "town",
        "admin1" => "province",
        "region" => "region",
        "water" => "sea, lake or river",
        "country" => "only a country",
        "none" => "no place",
        other => other,
    }
}

/// A place with bars for how exact it is.
pub fn place(claim: &Claim) -> Markup {
    let Some(site) = claim.places.first() else { return html! {} };
    let exact = exactness(site);
    html! {
        span.place { (site.name.as_deref().unwrap_or(&site.text)) }
        @if let Some(country) = &site.country { span.country { " " (country) } }
        @if exact > 0 {
            span class={ "bars b" (exact) } title=(precision(site.precision.as_deref().unwrap_or(""))) { i {} i {} i {} i {} i {} }
        }
    }
}

/// A link to somebody's page.
pub fn actor_link(named: &Named) -> Markup {
    html! {
        @match &named.key {
            Some(key) => a href={ "/actors/" (escape(key)) } { (name(named)) },
            None => span { (name(named)) },
        }
    }
}

/// Thousands apart.
pub fn count(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

/// `1 claim`, `2 claims`.
pub fn counted(number: usize, noun: &str) -> String {
    format!("{}\u{a0}{noun}{}", count(number), if number == 1 { "" } else { "s" })
}
