//! `sayso-eval ledger GOLD…`: whole ledgers against hand-made ones.

mod compare;
mod figures;
mod gold;
mod misses;
mod setting;

use std::path::{Path, PathBuf};

pub use compare::{Matched, compare};
pub use gold::Gold;

use crate::coder::{self, Coder, Text};
use crate::contract::Output;
use crate::marked::Page;
use crate::score::{Count, Named};
use crate::{Error, Report, error, table};

/// Score statements, chains, events, claims, casualties and actors against hand-made ledgers
///
/// The article of each ledger is the file that it names, in the ledger's own folder.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// Hand-made ledgers, `*.gold.json`; `GOLD=OUTPUT.json` scores what was printed for one before
    #[arg(required = true)]
    pub gold: Vec<PathBuf>,
    /// Folder with the articles, if not beside the gold
    #[arg(long, value_name = "DIR")]
    texts: Option<PathBuf>,
    #[command(flatten)]
    coder: Coder,
    #[command(flatten)]
    misses: misses::Listing,
}

/// A ledger that people made, with the file of its article.
pub(crate) struct Article {
    pub(crate) gold: Gold,
    pub(crate) text: Text,
    path: PathBuf,
}

impl Args {
    /// Ledgers with their articles beside them.
    pub fn of(gold: Vec<PathBuf>) -> Self {
        Self { gold, texts: None, coder: Coder::default(), misses: misses::Listing::default() }
    }
}

/// Scores all articles together.
pub fn run(args: &Args) -> Result<Report, Error> {
    let mut articles = Vec::new();
    let mut outputs: Vec<Option<Output>> = Vec::new();
    for item in &args.gold {
        let item = item.to_string_lossy();
        let (path, output) = match item.split_once('=') {
            Some((path, output)) => (path, Some(coder::record(Path::new(output))?)),
            None => (item.as_ref(), None),
        };
        articles.push(article(Path::new(path), args.texts.as_deref())?);
        outputs.push(output);
    }
    if outputs.iter().any(Option::is_none) {
        let texts: Vec<_> = articles.iter().map(|a| a.text.clone()).collect();
        outputs = args.coder.code(&texts)?.into_iter().map(Some).collect();
    }
    let mut counts: Named<Count> = Named::default();
    let mut listed = String::new();
    for (article, output) in std::iter::zip(&articles, outputs.into_iter().flatten()) {
        let matched = compare(&article.gold, &output, &mut counts);
        if args.misses.misses {
            let page = Page::new(&error::read(&article.path)?);
            listed.push_str(&misses::print(&args.misses, &article.gold, &page, &matched));
        }
    }
    let rows = Named(counts.0.iter().map(|(name, c)| (*name, c.row())).collect());
    Ok(Report::new(table::counts("ledger", &counts) + &listed, &rows))
}

/// Ledgers with their articles beside them.
pub(crate) fn articles(gold: &[PathBuf]) -> Result<Vec<Article>, Error> {
    gold.iter().map(|path| article(path, None)).collect()
}

fn article(path: &Path, texts: Option<&Path>) -> Result<Article, Error> {
    let gold: Gold = coder::record(path)?;
    let name = gold.article.as_ref().ok_or_else(|| Error::new(path, "names no `article`"))?;
    let folder = texts.or(path.parent()).unwrap_or(Path::new(""));
    let published = gold.published.as_ref().map(|date| date.chars().take(10).collect());
    Ok(Article { text: Text::file(&folder.join(name), published), path: folder.join(name), gold })
}
