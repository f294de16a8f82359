//! The stages, loaded, as Python holds them.

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyIterator;
use sayso_intake::{Options, Source};
use sayso_ledger::{Dictionaries, Pipeline};

use crate::article::{Article, Job};
use crate::problem;
use crate::record::Record;
use crate::stream::{Feed, Stream};
use crate::words::{self, Given};

/// Codes texts. Takes some 100 ms to load and may be shared by threads.
#[pyclass(frozen, module = "sayso._native")]
pub struct Coder {
    pipeline: Arc<Pipeline>,
}

#[pymethods]
impl Coder {
    #[new]
    #[pyo3(signature = (min_confidence, dictionaries, lexicon))]
    fn new(
        py: Python<'_>,
        min_confidence: f32,
        dictionaries: Option<PathBuf>,
        lexicon: Vec<PathBuf>,
    ) -> PyResult<Self> {
        if !(0.0..=1.0).contains(&min_confidence) {
            return Err(problem::value("min_confidence is a number from 0 to 1", None));
        }
        py.detach(|| {
            let options = sayso_ledger::Options { min_confidence };
            let mut pipeline = Pipeline::load(options).map_err(problem::bug)?;
            if let Some(folder) = dictionaries {
                let shown = folder.display();
                let opened = Dictionaries::open(&folder);
                let (read, refused) =
                    opened.map_err(|e| problem::value(format_args!("`{shown}`: {e}"), None))?;
                if let Some(first) = refused.first().filter(|_| read.counts().iter().all(|(_, n)| *n == 0)) {
                    return Err(problem::value(first, None));
                }
                pipeline = pipeline.with_dictionaries(read);
            }
            for file in lexicon {
                let unread = |e| problem::value(format_args!("`{}`: {e}", file.display()), None);
                let text = std::fs::read_to_string(&file).map_err(unread)?;
                pipeline.add_lexicon(&file, &text).map_err(|e| problem::value(e, None))?;
            }
            Ok(Self { pipeline: Arc::new(pipeline) })
        })
    }

    /// Codes one text.
    fn code(&self, py: Python<'_>, article: Article) -> PyResult<Record> {
        article.check()?;
        Ok(py.detach(|| Record::new(Job::Text(article), &self.pipeline, &Options::default())))
    }

    /// Codes one text by the words of another program.
    fn code_words(&self, py: Python<'_>, article: Article, words: Vec<Given>) -> PyResult<Record> {
        article.check()?;
        let words = words::read(article.text(), &words)?;
        let (pipeline, options) = (&self.pipeline, Options::default());
        Ok(py.detach(|| Record::of_words(Job::Text(article), &words, pipeline, &options)))
    }

    /// Codes the texts of an iterator of tuples, in their order.
    fn code_many(&self, articles: Bound<'_, PyIterator>, threads: usize) -> Stream {
        Stream::new(
            Feed::Articles(articles.unbind()),
            Arc::clone(&self.pipeline),
            Options::default(),
            threads,
        )
    }

    /// Codes what files, folders, archives and addresses hold, as the command line reads them.
    #[pyo3(signature = (sources, published, publisher, threads))]
    fn code_files(
        &self,
        sources: Vec<PathBuf>,
        published: Option<&str>,
        publisher: Option<String>,
        threads: usize,
    ) -> PyResult<Stream> {
        let options =
            Options { published: published.map(problem::day).transpose()?, publisher, ..Options::default() };
        let sources: Vec<Source> = sources.iter().map(|s| Source::new(s.as_os_str())).collect();
        let records = sayso_intake::open(sources, options.clone());
        let feed = Feed::Records(Box::new(records));
        Ok(Stream::new(feed, Arc::clone(&self.pipeline), options, threads))
    }
}
