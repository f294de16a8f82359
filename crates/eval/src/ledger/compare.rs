//! How far does the output for one article agree with the ledger that people made of it?

use std::collections::HashMap;

use super::figures::{figures, hits as figure_hits};
use super::gold::{self, Gold};
use super::setting;
use crate::chars::Chars;
use crate::contract::{self, Claim, Output, Party, Words};
use crate::matching::pairs;
use crate::names::{hits, same_name};
use crate::score::{Count, Named};

/// Which records of one article were matched, by their indices in gold and output.
#[derive(Debug)]
pub struct Matched {
    /// Statements of the output outside headings.
    pub statements_given: Vec<contract::Statement>,
    /// Events of the output outside headings that are not made from a statement's act.
    pub events_given: Vec<contract::Event>,
    /// Statements by content.
    pub statements: Vec<(usize, usize)>,
    /// For each pair of `statements`: whether the innermost sources agree.
    pub source_right: Vec<bool>,
    /// Events by trigger.
    pub events: Vec<(usize, usize)>,
}

/// A statement of either side as far as claims are compared.
struct Said<'a> {
    id: &'a str,
    chars: &'a Chars,
    depth: usize,
}

struct Article<'a> {
    gold: &'a Gold,
    aliases: HashMap<&'a str, Vec<String>>,
    given: Vec<&'a contract::Statement>,
    gold_chars: Vec<Chars>,
    given_chars: Vec<Chars>,
}

/// Adds the counts of one article to `counts`.
pub fn compare(gold: &Gold, output: &Output, counts: &mut Named<Count>) -> Matched {
    let in_heading =
        |w: Option<&Words>| w.is_some_and(|w| gold.headings.iter().any(|h| w.start >= h.0 && w.end <= h.1));
    let given: Vec<_> =
        output.statements.iter().filter(|s| !in_heading(s.content.first().or(s.cue.as_ref()))).collect();
    let events: Vec<_> =
        output.events.iter().filter(|e| !e.derived && !in_heading(Some(&e.trigger))).collect();
    let article = Article {
        gold,
        aliases: aliases(output),
        gold_chars: gold.statements.iter().map(|s| Chars::new(s.content.iter().map(|w| w.span))).collect(),
        given_chars: given.iter().map(|s| Chars::new(s.content.iter().map(Words::span))).collect(),
        given,
    };
    let statements = article.statements(counts);
    let matched_events = article.events(&events, &statements, counts);
    article.actors(&output.actors, counts);
    Matched {
        source_right: statements.iter().map(|&(i, j)| article.source_right(i, j)).collect(),
        statements_given: article.given.into_iter().cloned().collect(),
        events_given: events.into_iter().cloned().collect(),
        statements,
        events: matched_events,
    }
}

/// All names by which each actor of the output may be matched.
fn aliases(output: &Output) -> HashMap<&str, Vec<String>> {
    let names = |a: &contract::Actor| {
        let name = a.name.clone().unwrap_or_default();
        std::iter::once(name).chain(a.mentions.iter().filter_map(|m| m.text.clone())).collect()
    };
    output.actors.iter().map(|a| (a.id.as_str(), names(a))).collect()
}

impl Article<'_> {
    /// Every name by which a source, actor or recipient of the output may be matched.
    fn party(&self, party: &Party) -> Vec<String> {
        let own = party.name.iter().filter(|n| !n.is_empty()).cloned();
        let known = party.actor.as_deref().and_then(|a| self.aliases.get(a));
        own.chain(known.into_iter().flatten().cloned()).collect()
    }

    fn is(&self, name: &str, party: &Party) -> bool {
        self.party(party).iter().any(|n| same_name(name, n))
    }

    /// True if the innermost sources agree.
    fn source_right(&self, gold: usize, given: usize) -> bool {
        let name = self.gold.statements[gold].sources.last();
        let party = self.given[given].sources.last();
        name.zip(party).is_some_and(|(n, p)| self.is(n, p))
    }

    fn chain_right(&self, gold: usize, given: usize) -> bool {
        let (names, parties) = (&self.gold.statements[gold].sources, &self.given[given].sources);
        names.len() == parties.len() && names.iter().zip(parties).all(|(n, p)| self.is(n, p))
    }

    fn statements(&self, counts: &mut Named<Count>) -> Vec<(usize, usize)> {
        let (gold, given) = (&self.gold.statements, &self.given);
        let (all_gold, all_given): (Vec<_>, Vec<_>) = ((0..gold.len()).collect(), (0..given.len()).collect());
        // A nested statement and its parent overlap, so the innermost source breaks ties.
        let matched = pairs(&all_gold, &all_given, 0.5, |&i, &j| {
            let overlap = self.gold_chars[i].overlap(&self.given_chars[j]);
            if overlap < 0.5 {
                return 0.0;
            }
            let source = if self.source_right(i, j) { 0.25 } else { 0.0 };
            let depth = if gold[i].sources.len() == given[j].sources.len() { 0.1 } else { 0.0 };
            overlap + source + depth
        });
        let agree = |test: &dyn Fn(&gold::Statement, &contract::Statement) -> bool| {
            matched.iter().filter(|&&(i, j)| test(&gold[i], given[j])).count()
        };
        let sources = matched.iter().filter(|&&(i, j)| self.source_right(i, j)).count();
        let nested = |n: usize| n > 1;
        let chains =
            matched.iter().filter(|&&(i, j)| nested(gold[i].sources.len()) && self.chain_right(i, j)).count();
        counts.at("statement content").add(matched.len(), gold.len(), given.len());
        counts.at("statement content+source").add(sources, gold.len(), given.len());
        counts.at("nested chain, whole").add(
            chains,
            gold.iter().filter(|g| nested(g.sources.len())).count(),
            given.iter().filter(|p| nested(p.sources.len())).count(),
        );
        let act = agree(&|g, p| p.act.as_deref() == Some(&g.act));
        counts.at("act (on matched)").add(act, matched.len(), matched.len());
        let form = agree(&|g, p| p.form.as_deref() == Some(&g.form));
        counts.at("form (on matched)").add(form, matched.len(), matched.len());
        counts.at("conditional").add(
            agree(&|g, p| g.conditional && p.conditional),
            gold.iter().filter(|g| g.conditional).count(),
            given.iter().filter(|p| p.conditional).count(),
        );
        let targets = |p: &contract::Statement| -> Vec<Vec<String>> {
            p.targets
                .iter()
                .map(|t| self.aliases.get(t.as_str()).cloned().unwrap_or_else(|| vec![t.clone()]))
                .collect()
        };
        counts.at("statement targets").add(
            matched.iter().map(|&(i, j)| hits(&gold[i].targets, &targets(given[j]))).sum(),
            gold.iter().map(|g| g.targets.len()).sum(),
            given.iter().map(|p| p.targets.len()).sum(),
        );
        matched
    }

    fn events(
        &self,
        given: &[&contract::Event],
        statements: &[(usize, usize)],
        counts: &mut Named<Count>,
    ) -> Vec<(usize, usize)> {
        let gold = &self.gold.events;
        let matched = pairs(gold, given, 1.0, |g, p| {
            let at = |w: &Words| w.start < g.trigger.span.1 && w.end > g.trigger.span.0;
            match std::iter::once(&p.trigger).chain(&p.mentions).any(at) {
                true if g.kind == p.kind => 1.5,
                true => 1.0,
                false => 0.0,
            }
        });
        let typed: Vec<_> = matched.iter().copied().filter(|&(i, j)| gold[i].kind == given[j].kind).collect();
        counts.at("event trigger").add(matched.len(), gold.len(), given.len());
        counts.at("event type").add(typed.len(), gold.len(), given.len());
        let named = |parties: &[Party]| parties.iter().map(|p| self.party(p)).collect::<Vec<_>>();
        let actors = |&(i, j): &(usize, usize)| hits(&gold[i].actors, &named(&given[j].actors));
        let recipients = |&(i, j): &(usize, usize)| hits(&gold[i].recipients, &named(&given[j].recipients));
        counts.at("event actors").add(
            typed.iter().map(actors).sum(),
            gold.iter().map(|g| g.actors.len()).sum(),
            given.iter().map(|p| p.actors.len()).sum(),
        );
        counts.at("event recipients").add(
            typed.iter().map(recipients).sum(),
            gold.iter().map(|g| g.recipients.len()).sum(),
            given.iter().map(|p| p.recipients.len()).sum(),
        );

        let gold_said: Vec<_> = std::iter::zip(&self.gold.statements, &self.gold_chars)
            .map(|(s, chars)| Said { id: &s.id, chars, depth: s.sources.len() })
            .collect();
        let given_said: Vec<_> = std::iter::zip(&self.given, &self.given_chars)
            .map(|(s, chars)| Said { id: &s.id, chars, depth: s.sources.len() })
            .collect();
        let gold_claims: Vec<_> = gold.iter().map(|g| innermost(&g.claims, &gold_said)).collect();
        let given_claims: Vec<_> = given.iter().map(|p| innermost(&p.claims, &given_said)).collect();
        let (mut says, mut status, mut row) = (0, 0, 0);
        for &(i, j) in &typed {
            let (a, b) = self.claims_right(&gold_claims[i], &given_claims[j], statements);
            says += a;
            status += b;
            let (g, p) = (&gold[i], given[j]);
            let actors = actors(&(i, j)) == g.actors.len() && g.actors.len() == p.actors.len();
            let whole = actors && recipients(&(i, j)) == g.recipients.len() && b == gold_claims[i].len();
            row += usize::from(whole);
        }
        let all_gold = gold_claims.iter().map(Vec::len).sum();
        let all_given = given_claims.iter().map(Vec::len).sum();
        counts.at("event: who says so").add(says, all_gold, all_given);
        counts.at("event: who says so + status").add(status, all_gold, all_given);
        counts.at("whole row right").add(row, gold.len(), given.len());

        let gold_figures: Vec<_> = gold.iter().flat_map(|g| figures(&g.casualties)).collect();
        let given_figures: Vec<_> = given.iter().flat_map(|p| figures(&p.casualties)).collect();
        counts.at("casualty figure").add(
            figure_hits(&gold_figures, &given_figures),
            gold_figures.len(),
            given_figures.len(),
        );
        setting::count(matched.iter().map(|&(i, j)| (&gold[i], given[j])), gold, counts);
        matched
    }

    /// Claims of a matched event that agree on who says so, and those that agree on status too.
    fn claims_right(
        &self,
        gold: &[&Claim],
        given: &[&Claim],
        statements: &[(usize, usize)],
    ) -> (usize, usize) {
        // Where an id is there twice, the later record has it.
        let gold_at = |id: &str| self.gold.statements.iter().rposition(|s| s.id == id);
        let given_at = |id: &str| self.given.iter().rposition(|s| s.id == id);
        let same_speaker = |a: &str, b: &str| {
            let partner = statements.iter().rev().find(|&&(_, j)| self.given[j].id == b);
            partner.is_some_and(|&(i, _)| self.gold.statements[i].id == a)
                || gold_at(a).zip(given_at(b)).is_some_and(|(i, j)| self.source_right(i, j))
        };
        let mut left = given.to_vec();
        let (mut says, mut status) = (0, 0);
        for claim in gold {
            let found = left.iter().position(|c| match (&claim.statement, &c.statement) {
                (None, None) => true,
                (Some(a), Some(b)) => same_speaker(a, b),
                _ => false,
            });
            if let Some(at) = found {
                says += 1;
                status += usize::from(left.remove(at).status == claim.status);
            }
        }
        (says, status)
    }

    fn actors(&self, given: &[contract::Actor], counts: &mut Named<Count>) {
        let gold = &self.gold.actors;
        let matched = pairs(gold, given, 1.0, |g, p| {
            let known = self.aliases[p.id.as_str()].iter().any(|n| same_name(&g.name, n));
            if known { 1.0 } else { 0.0 }
        });
        let agree = |test: &dyn Fn(&gold::Actor, &contract::Actor) -> bool| {
            matched.iter().filter(|&&(i, j)| test(&gold[i], &given[j])).count()
        };
        counts.at("actor found").add(matched.len(), gold.len(), gold.len());
        counts.at("actor country").add(agree(&|g, p| g.country == p.country), gold.len(), gold.len());
        counts.at("actor role").add(agree(&|g, p| g.role == p.role), gold.len(), gold.len());
    }
}

/// Drops a claim if a statement nested in its statement claims the same event.
fn innermost<'a>(claims: &'a [Claim], statements: &[Said<'_>]) -> Vec<&'a Claim> {
    let at = |c: &Claim| c.statement.as_ref().and_then(|id| statements.iter().rfind(|s| s.id == id));
    let told: Vec<_> = claims.iter().map(at).collect();
    let repeats = |outer: &Said<'_>| {
        told.iter().flatten().any(|inner| {
            inner.depth > outer.depth
                && inner.chars.shared(outer.chars) as f64 >= 0.8 * inner.chars.len() as f64
        })
    };
    std::iter::zip(claims, &told).filter(|(_, s)| !s.is_some_and(repeats)).map(|(c, _)| c).collect()
}
