//! Which events of the ledger are right, by sets that people made?

use std::collections::BTreeMap;
use std::path::Path;

use sayso_extract::Extractor;
use sayso_ledger::Pipeline;
use sayso_model::OffsetIndex;

use crate::chars::Chars;
use crate::coder::{Coder, Text};
use crate::contract::{Event, Output, Party};
use crate::marked::occurrences;
use crate::{Error, ledger, relations};

/// An event that somebody has judged.
pub(super) struct Case {
    /// The set that judges it.
    pub(super) set: usize,
    /// Article or sentence: what is one is in one fold.
    pub(super) text: String,
    /// What is seen of it.
    pub(super) features: Vec<String>,
    /// True if people have an event of this type there.
    pub(super) right: bool,
}

/// The sets, the one that gives the level first: only there all events of whole articles are judged.
pub(super) const SETS: [&str; 3] = ["gold", "news", "relations"];
/// Verdicts on events of the news corpus.
const JUDGED: &str = include_str!("../../judged/events.tsv");
/// Codes texts and keeps what is seen of each event.
struct Reader {
    pipeline: Pipeline,
    extractor: Extractor,
}

impl Reader {
    /// The events of a ledger with their features, and whether `judge` calls them right; what it is silent on is left out.
    fn cases(
        &self,
        set: usize,
        text: &Text,
        output: &Output,
        judge: impl Fn(&Event) -> Option<bool>,
    ) -> Result<Vec<Case>, Error> {
        let document = text.document()?;
        let (annotated, _) = self.pipeline.annotate(&document);
        let index = OffsetIndex::new(&document.text);
        let seen = self.extractor.events_seen(&document, &annotated);
        let judged = output.events.iter().filter(|e| !e.derived).filter_map(|e| Some((e, judge(e)?)));
        let case = |(event, right): (&Event, bool)| {
            let is_it = |m: &sayso_model::EventMention| {
                index.char_at(&document.text, m.trigger_span.start()) == event.trigger.start
                    && m.kind == event.kind
            };
            let (_, features) = seen.iter().find(|(m, _)| is_it(m))?;
            Some(Case { set, text: text.name(), features: features.clone(), right })
        };
        Ok(judged.filter_map(case).collect())
    }
}

/// All events that are judged.
pub(super) fn cases(shared: &Path) -> Result<Vec<Case>, Error> {
    let wrong = |e: String| Error::new(shared, e);
    let reader = Reader {
        pipeline: Pipeline::load(sayso_ledger::Options::default()).map_err(|e| wrong(e.to_string()))?,
        extractor: Extractor::load().map_err(|e| wrong(e.to_string()))?,
    };
    let mut all = of_gold(&reader, shared)?;
    all.extend(of_news(&reader, shared)?);
    all.extend(of_relations(&reader, shared)?);
    Ok(all)
}

/// Hand-made ledgers: right if the event is matched with one of the same type.
fn of_gold(reader: &Reader, shared: &Path) -> Result<Vec<Case>, Error> {
    let mut all = Vec::new();
    for article in ledger::articles(&crate::all::golds(&shared.join("gold"))?)? {
        let text = article.text;
        let output = Coder::default().code(std::slice::from_ref(&text))?.remove(0);
        let matched = ledger::compare(&article.gold, &output, &mut Default::default());
        let right = |e: &Event| {
            let of = |&(_, j): &(usize, usize)| matched.events_given[j].id == e.id;
            let &(i, _) = matched.events.iter().find(|m| of(m))?;
            Some(article.gold.events[i].kind == e.kind)
        };
        let counts = |e: &Event| matched.events_given.iter().any(|g| g.id == e.id);
        let judge = |e: &Event| counts(e).then(|| right(e).unwrap_or(false));
        all.extend(reader.cases(0, &text, &output, judge)?);
    }
    Ok(all)
}

/// Articles whose events we read one by one.
fn of_news(reader: &Reader, shared: &Path) -> Result<Vec<Case>, Error> {
    let mut verdicts: BTreeMap<&str, Vec<(usize, &str, bool)>> = BTreeMap::new();
    for line in JUDGED.lines().filter(|l| !l.starts_with('#')) {
        let wrong =
            || Error::new(Path::new("crates/eval/judged/events.tsv"), format!("`{line}` has no verdict"));
        let cells: Vec<&str> = line.split('\t').collect();
        let [article, start, kind, verdict] = cells[..] else { return Err(wrong()) };
        let start = start.parse().map_err(|_| wrong())?;
        verdicts.entry(article).or_default().push((start, kind, verdict == "right"));
    }
    let mut all = Vec::new();
    for (article, verdicts) in verdicts {
        let text = Text::file(&shared.join("data/raw-news").join(article), None);
        let output = Coder::default().code(std::slice::from_ref(&text))?.remove(0);
        let judge = |e: &Event| {
            let is_it = |v: &&(usize, &str, bool)| v.0 == e.trigger.start && v.1 == e.kind;
            verdicts.iter().find(is_it).map(|v| v.2)
        };
        all.extend(reader.cases(1, &text, &output, judge)?);
    }
    Ok(all)
}

/// Pairs of parties: an event between the two is right if it is what the set says of them.
fn of_relations(reader: &Reader, shared: &Path) -> Result<Vec<Case>, Error> {
    let pairs = relations::read(&shared.join("data/plover-relations/train.tsv"))?;
    let texts: Vec<_> = pairs.iter().map(|r| Text::sentence(&r.sentence)).collect();
    let outputs = Coder::default().code(&texts)?;
    let mut all = Vec::new();
    for ((pair, text), output) in std::iter::zip(&pairs, &texts).zip(&outputs) {
        let is = |parties: &[Party], words: &str| {
            let at = occurrences(&pair.sentence, words);
            parties.iter().any(|p| Chars::new(p.start.zip(p.end)).meets(&at))
        };
        let judge = |e: &Event| {
            let both = is(&e.actors, &pair.source) && is(&e.recipients, &pair.target);
            both.then(|| is_root(e, &pair.root))
        };
        all.extend(reader.cases(2, text, output, judge)?);
    }
    Ok(all)
}

/// The set codes what is to come as AGREE or THREATEN, what is denied as REJECT, what is called for as REQUEST; it has
/// YIELD for CONCEDE and RETREAT.
fn is_root(event: &Event, root: &str) -> bool {
    let is = |status: &[&str]| event.claims.iter().any(|c| status.contains(&c.status.as_str()));
    let kind = match event.kind.as_str() {
        "CONCEDE" | "RETREAT" => "YIELD",
        kind => kind,
    };
    match root {
        _ if kind == root => true,
        "AGREE" => {
            is(&["planned", "conditional"])
                && ["AID", "CONSULT", "SUPPORT", "COOPERATE", "YIELD", "MOBILIZE"].contains(&kind)
        }
        "THREATEN" => is(&["planned", "conditional"]),
        "REJECT" => is(&["denied"]),
        "REQUEST" => is(&["demanded"]),
        _ => false,
    }
}
