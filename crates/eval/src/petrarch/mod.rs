//! `sayso-eval petrarch FILE.xml`: who does what to whom, in a peer's codes?
//!
//! With `--dictionaries` the sentences are coded by that folder's verbs, actors and agents; without, by Sayso's own
//! records: the CAMEO code of an event, and for a party its country and sector. A coding is a source, a target and a
//! code. It is found if one of ours is the same to the letter; "root" and "countries" compare the first two digits of
//! the code and the first three letters of both parties. Extra codings are counted against the expected ones.

mod gold;

use std::path::{Path, PathBuf};

use gold::{Record, Triple};
use sayso_annotate::Annotator;
use sayso_dictionaries::{Dictionaries, Outcome};
use sayso_model::{Annotated, Block, BlockKind, Document, Span};
use serde::Serialize;

use crate::coder::{Coder, Text};
use crate::contract::{Output, Party};
use crate::matching::pairs;
use crate::score::ratio;
use crate::{Error, Report, error};

/// Score codings of a peer's validation file
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// XML with `<Sentence>`, `<Text>` and `<EventCoding>`
    pub file: PathBuf,
    /// Code with the PETRARCH dictionaries of a folder
    #[arg(long, value_name = "DIR")]
    dictionaries: Option<PathBuf>,
    #[command(flatten)]
    coder: Coder,
    /// List the sentences that are coded otherwise
    #[arg(long)]
    misses: bool,
}

impl Args {
    /// The file with the dictionaries of a folder beside it.
    pub fn beside(file: &Path, folder: &str) -> Self {
        let dictionaries = Some(file.with_file_name(folder));
        Self { file: file.to_owned(), dictionaries, coder: Coder::default(), misses: false }
    }
}

/// The figures.
#[derive(Default, Serialize)]
struct Figures {
    sentences: usize,
    expected: usize,
    /// The same source, target and code.
    found: usize,
    found_share: f64,
    /// The same first two digits.
    root: usize,
    root_share: f64,
    /// The same first three letters of source and target.
    countries: usize,
    countries_share: f64,
    /// Ours that are none of the expected ones.
    extra: usize,
    extra_share: f64,
    /// The same without those that only the full codes tell from an expected one.
    extra_roots: usize,
    extra_roots_share: f64,
    /// Sentences whose expected codings are not found, with the reason.
    refused: Vec<Refusal>,
    /// Lines of the dictionaries that were refused.
    dictionary_problems: Vec<String>,
}

/// A sentence that is not coded as expected.
#[derive(Serialize)]
struct Refusal {
    id: String,
    reason: String,
}

/// Scores all sentences of a file.
pub fn run(args: &Args) -> Result<Report, Error> {
    let records = gold::read(&error::read(&args.file)?);
    let mut figures = Figures { sentences: records.len(), ..Figures::default() };
    let mut listed = String::new();
    let coded = match &args.dictionaries {
        Some(folder) => with_dictionaries(args, folder, &records, &mut figures)?,
        None => with_records(args, &records)?,
    };
    for (record, (given, reason)) in std::iter::zip(&records, &coded) {
        let same = pairs(&record.expected, given, 1.0, |a, b| f64::from(u8::from(a == b)));
        let root = |t: &Triple| t.code.get(..2).map(str::to_owned);
        let roots = pairs(&record.expected, given, 1.0, |a, b| f64::from(u8::from(root(a) == root(b))));
        let country = |code: &str| code.get(..3).map(str::to_owned);
        let between = |t: &Triple| (country(&t.source), country(&t.target));
        let near = |a: &Triple, b: &Triple| {
            let (root, countries) = (root(a) == root(b), between(a) == between(b));
            f64::from(u8::from(root)) + f64::from(u8::from(countries))
        };
        let countries =
            pairs(&record.expected, given, 1.0, |a, b| f64::from(u8::from(between(a) == between(b))));
        let kin = pairs(&record.expected, given, 1.0, near);
        figures.expected += record.expected.len();
        figures.found += same.len();
        figures.root += roots.len();
        figures.countries += countries.len();
        figures.extra += given.len() - same.len();
        figures.extra_roots += given.len() - kin.len();
        if same.len() < record.expected.len() {
            let reason = record.doubt.map_or_else(|| reason.clone(), str::to_owned);
            figures.refused.push(Refusal { id: record.id.clone(), reason });
        }
        if args.misses && (same.len() < record.expected.len() || given.len() > same.len()) {
            let write = |list: &[Triple]| {
                let one = |t: &Triple| format!("{} {} {}", t.source, t.target, t.code);
                if list.is_empty() {
                    "-".to_owned()
                } else {
                    list.iter().map(one).collect::<Vec<_>>().join(", ")
                }
            };
            let (id, text) = (&record.id, &record.text);
            let doubt = record.doubt.map(|d| format!(" ({d})")).unwrap_or_default();
            let (given, expected) = (write(given), write(&record.expected));
            listed.push_str(&format!("{id}{doubt}: {given}, not {expected}: {reason}\n    {text}\n"));
        }
    }
    let share = |part| ratio(part, figures.expected);
    figures.found_share = share(figures.found);
    figures.root_share = share(figures.root);
    figures.countries_share = share(figures.countries);
    figures.extra_share = share(figures.extra);
    figures.extra_roots_share = share(figures.extra_roots);
    let Figures { sentences, expected, found, root, countries, extra, extra_roots, .. } = &figures;
    let text = format!(
        "petrarch  {sentences} sentences, {expected} codings: found {found} ({:.3}), root {root} ({:.3}), both countries {countries} ({:.3})\n\
         extra {extra} ({:.3}), of other root and countries {extra_roots} ({:.3}); refused {}, lines of dictionaries refused {}\n",
        figures.found_share,
        figures.root_share,
        figures.countries_share,
        figures.extra_share,
        figures.extra_roots_share,
        figures.refused.len(),
        figures.dictionary_problems.len(),
    );
    if args.misses {
        figures.dictionary_problems.iter().for_each(|p| listed.push_str(&format!("{p}\n")));
    }
    Ok(Report::new(text + &listed, &figures))
}

/// Codings of each sentence, and why there are no more.
type Coded = Vec<(Vec<Triple>, String)>;

fn with_dictionaries(
    args: &Args,
    folder: &Path,
    records: &[Record],
    figures: &mut Figures,
) -> Result<Coded, Error> {
    let (dictionaries, problems) = Dictionaries::open(folder).map_err(|e| Error::new(folder, e))?;
    figures.dictionary_problems = problems.iter().map(ToString::to_string).collect();
    let annotator = Annotator::load().map_err(|e| Error::new(&args.file, e))?;
    let code = |record: &Record| {
        let text = record.text.clone();
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body };
        let document = Document { text, blocks: vec![block], ..Document::default() };
        let (annotated, _) = annotator.annotate(&document);
        let outcome = dictionaries.code(&annotated, record.day, &record.options);
        let mut triples: Vec<Triple> = Vec::new();
        for c in &outcome.codings {
            let (source, target) = (c.source.code.to_string(), c.target.code.to_string());
            let triple = Triple { source, target, code: c.code.to_string() };
            if !triples.contains(&triple) {
                triples.push(triple);
            }
        }
        (triples, reason(&annotated, &document, &outcome))
    };
    Ok(records.iter().map(code).collect())
}

/// What the matcher says of the verbs that it did not code.
fn reason(annotated: &Annotated, document: &Document, outcome: &Outcome) -> String {
    if let Some(discarded) = outcome.discarded.first() {
        return format!("discarded by {}", discarded.line);
    }
    let mut said = Vec::new();
    for u in &outcome.uncoded {
        said.push(format!(
            "`{}`: {} ({})",
            annotated.token(u.trigger).span.text(&document.text),
            u.reason,
            u.line
        ));
    }
    for c in &outcome.codings {
        said.push(format!("`{}`: coded by {}", annotated.token(c.trigger).span.text(&document.text), c.line));
    }
    if said.is_empty() { "no word is a verb of the dictionaries".to_owned() } else { said.join("; ") }
}

fn with_records(args: &Args, records: &[Record]) -> Result<Coded, Error> {
    let texts: Vec<_> =
        records.iter().map(|r| Text::sentence(&r.text).published(r.day.map(|d| d.to_string()))).collect();
    let outputs = args.coder.code(&texts)?;
    Ok(outputs.iter().map(|o| (triples(o), "no event of ours fits".to_owned())).collect())
}

/// Our events as codings: each actor with each recipient.
fn triples(output: &Output) -> Vec<Triple> {
    let code = |party: &Party| {
        let actor = output.actors.iter().find(|a| Some(&a.id) == party.actor.as_ref());
        let country = actor.and_then(|a| a.country.as_deref()).unwrap_or("---");
        let role = actor.and_then(|a| a.role.as_deref()).filter(|r| *r != "state").unwrap_or_default();
        if role == "IGO" { format!("{role}{country}") } else { format!("{country}{role}") }
    };
    let mut out: Vec<Triple> = Vec::new();
    for event in &output.events {
        let Some(cameo) = &event.cameo else { continue };
        for source in &event.actors {
            for target in &event.recipients {
                let triple = Triple { source: code(source), target: code(target), code: cameo.clone() };
                if triple.source != triple.target && !out.contains(&triple) {
                    out.push(triple);
                }
            }
        }
    }
    out
}
