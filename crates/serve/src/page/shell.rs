//! What stands around every page: the way to the others, the question, the counts, and what the scripts need.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use sayso_store::filter::FIELDS;

use crate::ask::{Ask, Layer};
use crate::asset;

/// Screens with their addresses and the letter after `g`.
pub const SCREENS: [(&str, &str, char); 13] = [
    ("Ledger", "/claims", 'l'),
    ("Incidents", "/incidents", 'i'),
    ("Articles", "/articles", 'a'),
    ("Commitments", "/commitments", 'c'),
    ("Timeline", "/timeline", 't'),
    ("Map", "/map", 'm'),
    ("Network", "/network", 'n'),
    ("Sources", "/sources", 's'),
    ("Actors", "/actors", 'o'),
    ("Review", "/review", 'r'),
    ("Compare", "/compare", 'v'),
    ("Paste", "/paste", 'p'),
    ("Methods", "/methods", 'h'),
];

/// What a page says of itself.
pub struct Frame<'a> {
    /// Title of the page.
    pub title: &'a str,
    /// Address of its screen.
    pub screen: &'a str,
    /// The question, where the page answers one.
    pub ask: Option<&'a Ask>,
    /// What is counted: never one bare number.
    pub counts: Markup,
    /// Files of the same rows.
    pub files: &'a [&'a str],
    /// True if nothing may be written.
    pub read_only: bool,
}

impl<'a> Frame<'a> {
    /// A page without a question.
    pub fn new(title: &'a str, screen: &'a str) -> Self {
        Self { title, screen, ask: None, counts: html! {}, files: &[], read_only: false }
    }
}

/// A whole page.
pub fn page(frame: &Frame<'_>, body: &Markup) -> Markup {
    let query = frame.ask.map(|a| a.bare().query()).unwrap_or_default();
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (frame.title) " · Sayso" }
                link rel="stylesheet" href=(asset::address("sayso.css"));
                link rel="icon" href=(asset::address("mark.svg")) type="image/svg+xml";
                script type="module" src=(asset::address("app.js")) {}
            }
            body data-screen=(frame.screen.trim_start_matches('/')) data-read-only[frame.read_only] {
                a.skip href="#main" { "Skip to the content" }
                nav.rail aria-label="Screens" {
                    a.brand href="/claims" { (PreEscaped(MARK)) span { "Sayso" } }
                    ul {
                        @for (name, address, key) in SCREENS {
                            li {
                                a href={ (address) (if carries(address) { query.as_str() } else { "" }) }
                                    aria-current=[(address == frame.screen).then_some("page")] data-go=(key) { (name) }
                            }
                        }
                    }
                    div.rail-foot {
                        button type="button" class="quiet" data-do="theme" hidden { "Theme" }
                        button type="button" class="quiet" data-do="help" hidden { "Keys " kbd { "?" } }
                    }
                }
                div.column {
                    @if let Some(ask) = frame.ask { (bar(frame, ask)) }
                    main id="main" tabindex="-1" { (body) }
                }
            }
        }
    }
}

/// True for screens that the same question makes sense on.
fn carries(address: &str) -> bool {
    matches!(
        address,
        "/claims"
            | "/incidents"
            | "/articles"
            | "/timeline"
            | "/map"
            | "/network"
            | "/sources"
            | "/actors"
            | "/review"
    )
}

fn bar(frame: &Frame<'_>, ask: &Ask) -> Markup {
    let screen = frame.screen;
    html! {
        header.bar {
            form.search action=(screen) method="get" role="search" {
                label.hidden-label for="q" { "Search the ledger" }
                input id="q" name="q" type="search" value=(ask.q) autocomplete="off" spellcheck="false"
                    placeholder="Words, or type:ASSAULT" aria-describedby="grammar";
                (hidden(ask, true))
                button type="submit" { "Search" }
                (grammar())
            }
            p.counts aria-live="polite" { (frame.counts) }
            div.tools {
                @if !frame.files.is_empty() {
                    details.menu {
                        summary { "Export" }
                        ul {
                            @for kind in frame.files {
                                li { a href={ (screen) "." (kind) (ask.query()) } download { (form(kind)) } }
                            }
                            li.about { "What is shown here, filters and all. " a href="/methods" { "How it was made" } }
                        }
                    }
                }
                (layers(screen, ask))
                (moment(screen, ask))
            }
            (chips(screen, ask))
        }
    }
}

fn layers(screen: &str, ask: &Ask) -> Markup {
    html! {
        details.menu {
            summary { "Layer: " (ask.layer.as_str()) }
            ul {
                @for (layer, name) in Layer::ALL {
                    @let other = Ask { layer, review: Vec::new(), ..ask.clone() };
                    li { a href={ (screen) (other.query()) } aria-current=[(layer == ask.layer).then_some("true")] { (name) } }
                }
            }
        }
    }
}

/// What a file is called in the menu.
fn form(kind: &str) -> &str {
    match kind {
        "csv" => "CSV, a table",
        "json" => "JSON, page by page",
        "jsonl" => "JSON, an object a line",
        "geojson" => "GeoJSON, for maps",
        "gexf" => "GEXF, for Gephi",
        "graphml" => "GraphML, for igraph and networkx",
        "svg" => "SVG, the drawing",
        other => other,
    }
}

/// The question without what was typed and without the moment, for forms that set those.
pub fn hidden(ask: &Ask, moment: bool) -> Markup {
    let lists = [("standing", &ask.standing), ("precision", &ask.precision), ("review", &ask.review)];
    html! {
        @for (name, value) in ask.tests.iter().chain(&ask.more) { input type="hidden" name=(name) value=(value); }
        @for (name, values) in lists {
            @if !values.is_empty() && (name != "review" || ask.layer == Layer::Machine) { input type="hidden" name=(name) value=(values.join(",")); }
        }
        @if ask.order != crate::index::Order::default() { input type="hidden" name="sort" value=(ask.order.as_str()); }
        @if ask.layer != Layer::Machine { input type="hidden" name="layer" value=(ask.layer.as_str()); }
        @if let Some(as_of) = ask.as_of.as_ref().filter(|_| moment) { input type="hidden" name="as_of" value=(as_of); }
    }
}

/// The fields of the search box; a script offers them while somebody types.
fn grammar() -> Markup {
    html! {
        details.menu.grammar {
            summary aria-label="How to search" { "?" }
            div.panel {
                p id="grammar" { "Words, or tests that all hold: " code { "status:denied,alleged" } ", " code { "killed>=10" } ", " code { "-source:army" } ", " code { "\"air strike\"" } "." }
                dl { @for field in FIELDS { div data-field=(field.name) { dt { code { (field.name) ":" } } dd { (field.about) } } } }
            }
        }
    }
}

/// The ledger as it was: an entry, a day or a time.
fn moment(screen: &str, ask: &Ask) -> Markup {
    html! {
        details.menu {
            summary { "As of: " (ask.as_of.as_deref().unwrap_or("now")) }
            form.panel action=(screen) method="get" {
                @if !ask.q.is_empty() { input type="hidden" name="q" value=(ask.q); }
                (hidden(ask, false))
                label { "The ledger as it was " input name="as_of" value=(ask.as_of.as_deref().unwrap_or("")) placeholder="2024-04-01" autocomplete="off" aria-describedby="moment-help"; }
                p.muted id="moment-help" { "A day (to its end, in UTC), a time such as 2024-04-01T12:00Z, or the number of an entry. Empty is now." }
                button { "Show" }
            }
        }
    }
}

/// The tests that hold, each with a way to drop it.
fn chips(screen: &str, ask: &Ask) -> Markup {
    let lists = [("standing", "incident", &ask.standing), ("precision", "place", &ask.precision)];
    let any = !ask.is_all() || !ask.tests.is_empty() || !ask.q.is_empty() || ask.as_of.is_some();
    html! {
        @if any {
            ul.chips aria-label="Filters" {
                @if !ask.q.is_empty() {
                    li { (chip(screen, &Ask { q: String::new(), ..ask.clone() }, &ask.q)) }
                }
                @for (at, (name, value)) in ask.tests.iter().enumerate() {
                    li { (chip(screen, &ask.without(at), &format!("{name}: {}", value.replace(',', " or ")))) }
                }
                @if !ask.review.is_empty() && ask.layer == Layer::Machine {
                    li { (chip(screen, &Ask { review: Vec::new(), ..ask.clone() }, &format!("review: {}", ask.review.join(" or ")))) }
                }
                @for (name, words, values) in lists {
                    @if !values.is_empty() { li { (chip(screen, &ask.widened(name), &format!("{words}: {}", values.join(" or ")))) } }
                }
                @if let Some(as_of) = &ask.as_of {
                    li { (chip(screen, &Ask { as_of: None, ..ask.clone() }, &format!("as of {as_of}"))) }
                }
                li { a.clear href=(screen) { "Clear all" } }
            }
        }
    }
}

fn chip(screen: &str, without: &Ask, text: &str) -> Markup {
    html! { a.chip href={ (screen) (without.query()) } aria-label={ "Remove the filter " (text) } { bdi { (text) } span aria-hidden="true" { " ×" } } }
}

/// Two voices, one of them doubled by an echo.
pub const MARK: &str = include_str!("../assets/mark.svg");
