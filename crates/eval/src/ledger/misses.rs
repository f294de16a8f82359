//! What was missed and what was invented in one article?

use std::fmt::Write as _;

use super::compare::Matched;
use super::gold::Gold;
use crate::contract::Party;
use crate::marked::Page;

/// Options of the listing.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Listing {
    /// List what was missed and what was invented, in its sentence
    #[arg(long)]
    pub(super) misses: bool,
    /// Only list this part
    #[arg(long, value_enum)]
    only: Option<Part>,
    /// Only list records of rules whose name holds this
    #[arg(long, value_name = "PART")]
    rule: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// Who says what
    Statements,
    /// Who does what
    Events,
}

/// The listing of one article.
pub(super) fn print(args: &Listing, gold: &Gold, page: &Page, matched: &Matched) -> String {
    let mut out = format!("\n== {}\n", gold.article.as_deref().unwrap_or_default());
    if args.only != Some(Part::Events) {
        statements(args, gold, page, matched, &mut out);
    }
    if args.only != Some(Part::Statements) {
        events(args, gold, page, matched, &mut out);
    }
    out
}

fn statements(args: &Listing, gold: &Gold, page: &Page, matched: &Matched, out: &mut String) {
    for (i, g) in gold.statements.iter().enumerate() {
        let line = marked_gold(gold, page, i);
        let pair = matched.statements.iter().position(|m| m.0 == i);
        let Some(pair) = pair else {
            if args.rule.is_none() {
                let _ = writeln!(
                    out,
                    "statement missed    {} {} [{}]\n    {line}",
                    g.id,
                    chain(&g.sources),
                    g.act
                );
            }
            continue;
        };
        let p = &matched.statements_given[matched.statements[pair].1];
        if !asked(args, p.rule.as_deref()) {
            continue;
        }
        let mut wrong = Vec::new();
        let given: Vec<_> = p.sources.iter().map(name).collect();
        if !matched.source_right[pair] {
            wrong.push(format!("source {} not {}", chain(&given), chain(&g.sources)));
        } else if given.len() != g.sources.len() {
            wrong.push(format!("chain {} not {}", chain(&given), chain(&g.sources)));
        }
        if p.act.as_ref() != Some(&g.act) {
            wrong.push(format!("act {} not {}", p.act.as_deref().unwrap_or("-"), g.act));
        }
        if p.form.as_ref() != Some(&g.form) {
            wrong.push(format!("form {} not {}", p.form.as_deref().unwrap_or("-"), g.form));
        }
        if p.conditional != g.conditional {
            wrong.push(format!("conditional {} not {}", p.conditional, g.conditional));
        }
        if p.targets.len() != g.targets.len() {
            wrong.push(format!("targets {:?} not {:?}", p.targets, g.targets));
        }
        if !wrong.is_empty() {
            let rule = p.rule.as_deref().unwrap_or("(no rule)");
            let _ = writeln!(out, "statement differs   {} {rule}: {}\n    {line}", g.id, wrong.join("; "));
        }
    }
    for (j, p) in matched.statements_given.iter().enumerate() {
        if matched.statements.iter().any(|m| m.1 == j) || !asked(args, p.rule.as_deref()) {
            continue;
        }
        let mut spans: Vec<_> = p.content.iter().map(|w| (w.span(), "content")).collect();
        spans.extend(p.cue.iter().map(|w| (w.span(), "cue")));
        spans.extend(p.sources.iter().filter_map(|s| Some(((s.start?, s.end?), "source"))));
        let given: Vec<_> = p.sources.iter().map(name).collect();
        let rule = p.rule.as_deref().unwrap_or("(no rule)");
        let _ = writeln!(
            out,
            "statement invented  {} {rule}: {}\n    {}",
            p.id,
            chain(&given),
            page.marked(&spans)
        );
    }
}

fn marked_gold(gold: &Gold, page: &Page, i: usize) -> String {
    let g = &gold.statements[i];
    let mut spans: Vec<_> = g.content.iter().map(|w| (w.span, "content")).collect();
    spans.extend(g.cue.span.map(|span| (span, "cue")));
    page.marked(&spans)
}

fn events(args: &Listing, gold: &Gold, page: &Page, matched: &Matched, out: &mut String) {
    for (i, g) in gold.events.iter().enumerate() {
        let line = page.marked(&[(g.trigger.span, "trigger")]);
        let pair = matched.events.iter().find(|m| m.0 == i);
        let claims = claims(&g.claims);
        let Some(&(_, j)) = pair else {
            if args.rule.is_none() {
                let parties = format!("{:?} -> {:?} {claims}", g.actors, g.recipients);
                let _ = writeln!(out, "event missed        {} {} {parties}\n    {line}", g.id, g.kind);
            }
            continue;
        };
        let p = &matched.events_given[j];
        if !asked(args, p.rule.as_deref()) {
            continue;
        }
        let show = |parties: &[Party]| parties.iter().map(name).collect::<Vec<_>>();
        let gold_row = format!("{} {:?} -> {:?} {claims}", g.kind, g.actors, g.recipients);
        let row = format!(
            "{} {:?} -> {:?} {}",
            p.kind,
            show(&p.actors),
            show(&p.recipients),
            self::claims(&p.claims)
        );
        let rule = p.rule.as_deref().unwrap_or("(no rule)");
        let _ = writeln!(
            out,
            "event found         {} {rule}\n    gold:  {gold_row}\n    given: {row}\n    {line}",
            g.id
        );
        for line in super::setting::wrong(g, p) {
            let _ = writeln!(out, "    {line}");
        }
    }
    for (j, p) in matched.events_given.iter().enumerate() {
        if matched.events.iter().any(|m| m.1 == j) || !asked(args, p.rule.as_deref()) {
            continue;
        }
        let spans = [(p.trigger.span(), "trigger")];
        let rule = p.rule.as_deref().unwrap_or("(no rule)");
        let _ = writeln!(out, "event invented      {} {} {rule}\n    {}", p.id, p.kind, page.marked(&spans));
    }
}

fn claims(claims: &[crate::contract::Claim]) -> String {
    let shown: Vec<_> = claims
        .iter()
        .map(|c| format!("{}:{}", c.statement.as_deref().unwrap_or("article"), c.status))
        .collect();
    format!("[{}]", shown.join(" "))
}

fn asked(args: &Listing, rule: Option<&str>) -> bool {
    args.rule.as_deref().is_none_or(|part| rule.is_some_and(|r| r.contains(part)))
}

fn name(party: &Party) -> String {
    party.name.clone().or_else(|| party.text.clone()).unwrap_or_else(|| "unidentified".to_owned())
}

fn chain(names: &[String]) -> String {
    names.join(" > ")
}
