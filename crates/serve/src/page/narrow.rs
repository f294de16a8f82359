//! Beside a list: what it can be narrowed by, with how many claims each value has; above it: four counts that are never mixed.

use maud::{Markup, html};

use super::sign;
use crate::ask::Ask;
use crate::desk::Work;
use crate::incidents::Joined;
use crate::index::{FACETS, Index, Line, Order, Scope, Tally};
use crate::problem::Problem;

/// Values of a facet that are seen at once, and those behind "more".
const SEEN: usize = 8;
/// See above.
const MOST: usize = 32;
/// Facets that are open at first.
const OPEN: usize = 5;

/// What stands around a list of claims.
pub struct Narrow {
    /// The facets.
    pub facets: Markup,
    /// The counts.
    pub counts: Markup,
}

/// The facets and counts of a selection. `extra` goes before the facets.
pub fn narrow(
    work: &mut Work,
    screen: &str,
    index: &Index,
    chosen: &[u32],
    ask: &Ask,
    extra: Markup,
) -> Result<Narrow, Problem> {
    let joined = work.joined(index);
    let mut all = Vec::with_capacity(FACETS.len());
    for facet in FACETS {
        let scope = Scope { index, joined: joined.as_deref() };
        // Within a facet its own test does not narrow: another value can be added to the one that is chosen.
        let tallies = if ask.narrows(facet.name) {
            // What is only counted needs no order.
            let wider = Ask { order: Order::Oldest, ..ask.bare().widened(facet.name) };
            let wider = work.chosen(index, &wider)?;
            facet.count(scope, &wider, MOST)
        } else {
            facet.count(scope, chosen, MOST)
        };
        all.push((facet, tallies));
    }
    let facets = html! {
        aside.facets aria-label="Facets" {
            details.fold open {
                summary { "Filters" }
                (extra)
                @for (at, (facet, tallies)) in all.iter().enumerate() {
                    // One value that all have narrows nothing.
                    @if tallies.len() > 1 || ask.narrows(facet.name) {
                        details.facet open[at < OPEN || ask.narrows(facet.name)] {
                            summary { h2 { (facet.title) } }
                            ul { @for tally in tallies.iter().take(SEEN) { (value(screen, ask, facet.name, tally)) } }
                            @if tallies.len() > SEEN {
                                details.more { summary { "more" } ul { @for tally in &tallies[SEEN..] { (value(screen, ask, facet.name, tally)) } } }
                            }
                        }
                    }
                }
            }
        }
    };
    Ok(Narrow { facets, counts: counts(index, chosen, joined.as_deref()) })
}

fn value(screen: &str, ask: &Ask, name: &str, tally: &Tally) -> Markup {
    let on = ask.has(name, &tally.value);
    html! {
        li {
            a href={ (screen) (ask.toggle(name, &tally.value).query()) } aria-current=[on.then_some("true")] data-field=(name) data-value=(tally.value) {
                span.value title=[(tally.label != tally.value).then_some(&tally.value)] { bdi { (tally.label) } }
                span.count { (sign::count(tally.count)) span.hidden-label { (if tally.count == 1 { " claim" } else { " claims" }) } }
            }
        }
    }
}

/// Four counts that are never mixed.
fn counts(index: &Index, chosen: &[u32], joined: Option<&Joined>) -> Markup {
    // A mark for each number that was met: far cheaper than sorting them.
    let distinct = |of: &dyn Fn(u32, &Line) -> u32| {
        let mut met: Vec<bool> = Vec::new();
        for &at in chosen {
            let number = of(at, &index.lines[at as usize]) as usize;
            if met.len() <= number {
                met.resize(number + 1, false);
            }
            met[number] = true;
        }
        met.iter().skip(1).filter(|m| **m).count()
    };
    html! {
        b.counted { (sign::counted(chosen.len(), "claim")) } " · " span.counted { (sign::counted(distinct(&|_, l| l.document), "article")) }
        @if let Some(joined) = joined {
            " · " span.counted { (sign::counted(distinct(&|at, _| joined.number(at).map_or(0, |n| n as u32 + 1)), "incident")) }
        }
        " · " span.counted { (sign::counted(distinct(&|_, l| l.origin), "origin")) }
    }
}
