//! Codes plain texts `DATE=FILE…` and prints the incidents that they report.

use std::collections::BTreeMap;

use sayso_link::story::Background;
use sayso_link::{Decisions, Report, block, incidents, reports};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pipeline = sayso_ledger::Pipeline::load(Default::default())?;
    let mut blocks: BTreeMap<_, Vec<Report>> = BTreeMap::new();
    let mut names = BTreeMap::new();
    for arg in std::env::args().skip(1) {
        let (date, file) = arg.split_once('=').ok_or("DATE=FILE")?;
        let options = sayso_intake::Options { published: Some(date.parse()?), ..Default::default() };
        let (document, _) = sayso_intake::plain::read(file, &std::fs::read(file)?, &options)?;
        let ledger = pipeline.code(document);
        let short = file.rsplit('/').next().unwrap_or(file).to_owned();
        names.insert(ledger.document.identity(), short);
        for report in reports(&ledger, Background::shipped()) {
            blocks.entry(block(&report)).or_default().push(report);
        }
    }
    for (name, block) in &blocks {
        for incident in incidents(block, &Decisions::default()) {
            println!("{name} {}", incident.id);
            for key in &incident.reports {
                let r = block.iter().find(|r| r.key == *key).ok_or("a report of the block")?;
                let why = incident.joins.iter().find(|j| j.report == *key);
                let why = why.map(|j| {
                    format!(
                        "{:.1} e{} {:?}",
                        j.link.score,
                        j.with.event,
                        j.link
                            .reasons
                            .iter()
                            .map(|r| format!("{} {:.1}", r.name, r.weight))
                            .collect::<Vec<_>>()
                    )
                });
                let people = |p: &[sayso_link::report::Party]| {
                    p.iter().map(|p| p.name.clone()).collect::<Vec<_>>().join("+")
                };
                println!(
                    "   {} e{} {} {:?} {} > {} {:?} {:?} {:?}",
                    names[r.key.document.as_str()],
                    r.key.event,
                    r.trigger,
                    r.mode,
                    people(&r.actors),
                    people(&r.recipients),
                    r.places.iter().map(|p| &p.name).collect::<Vec<_>>(),
                    r.date.map(|d| d.from.to_string()),
                    r.tolls.iter().map(|t| (t.kind.as_str(), t.low)).collect::<Vec<_>>()
                );
                if let Some(why) = why {
                    println!("        {why}");
                }
            }
        }
    }
    Ok(())
}
