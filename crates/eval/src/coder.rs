//! Where does the output that is scored come from? From the pipeline, unless a program or a file is named.

use std::path::{Path, PathBuf};
use std::process::Command;

use sayso_ledger::Pipeline;
use sayso_model::{Block, BlockKind, Document, Span};
use serde::de::DeserializeOwned;

use crate::contract::Output;
use crate::{Error, error, lines};

/// Options that say where the output comes from.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Coder {
    /// Read what `sayso code --format jsonl` printed: one line for each text, in order
    #[arg(long, value_name = "FILE.jsonl", conflicts_with = "binary")]
    pub output: Option<PathBuf>,
    /// Run this program as `PROGRAM code --format jsonl TEXT…`
    #[arg(long, value_name = "PROGRAM")]
    pub binary: Option<PathBuf>,
}

/// A text to be coded.
#[derive(Clone, Debug)]
pub struct Text {
    source: Source,
    /// Day of publication, `YYYY-MM-DD`, where the gold knows it.
    published: Option<String>,
}

#[derive(Clone, Debug)]
enum Source {
    File(PathBuf),
    Sentence(String),
}

impl Text {
    /// An article in a file.
    pub fn file(path: &Path, published: Option<String>) -> Self {
        Self { source: Source::File(path.to_owned()), published }
    }

    /// A sentence or paragraph by itself: running text, even where it looks like a heading.
    pub fn sentence(text: &str) -> Self {
        Self { source: Source::Sentence(text.to_owned()), published: None }
    }

    /// The same, published on a day.
    pub fn published(self, date: Option<String>) -> Self {
        Self { published: date, ..self }
    }

    /// The file of an article.
    pub fn path(&self) -> Option<&Path> {
        match &self.source {
            Source::File(path) => Some(path),
            Source::Sentence(_) => None,
        }
    }

    /// What of it tells it from others: the path of an article, the words of a sentence.
    pub(crate) fn name(&self) -> String {
        match &self.source {
            Source::File(path) => path.display().to_string(),
            Source::Sentence(text) => text.clone(),
        }
    }

    /// The document that is coded.
    pub(crate) fn document(&self) -> Result<Document, Error> {
        let path = self.path().unwrap_or(Path::new("sentence"));
        let published = match &self.published {
            Some(date) => Some(date.parse().map_err(|e| Error::new(path, format!("`{date}`: {e}")))?),
            None => None,
        };
        let options = sayso_intake::Options { published, ..Default::default() };
        match &self.source {
            Source::File(path) => {
                let bytes = std::fs::read(path).map_err(|e| Error::new(path, e))?;
                let document = sayso_intake::plain::read(&path.to_string_lossy(), &bytes, &options);
                Ok(document.map_err(|e| Error::new(path, e))?.0)
            }
            Source::Sentence(text) => {
                let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body };
                Ok(Document { text: text.clone(), blocks: vec![block], published, ..Document::default() })
            }
        }
    }
}

impl Coder {
    /// The output for each text, in order.
    pub fn code(&self, texts: &[Text]) -> Result<Vec<Output>, Error> {
        let outputs = match (&self.output, &self.binary) {
            (Some(path), _) => records(path, &error::read(path)?)?,
            (None, Some(program)) => run(program, texts)?,
            (None, None) => code(texts)?,
        };
        if outputs.len() != texts.len() {
            let at = self.output.as_deref().or(self.binary.as_deref()).unwrap_or(Path::new("sayso"));
            return Err(Error::new(at, format!("{} texts but {} records", texts.len(), outputs.len())));
        }
        Ok(outputs)
    }
}

/// Codes with the pipeline, and reads back what it would print.
fn code(texts: &[Text]) -> Result<Vec<Output>, Error> {
    let name = Path::new("sayso");
    let pipeline = Pipeline::load(sayso_ledger::Options::default()).map_err(|e| Error::new(name, e))?;
    let one = |text: &Text| {
        let ledger = pipeline.code(text.document()?);
        let mut json = Vec::new();
        sayso_export::json::write_line(&ledger, sayso_ledger::VERSION, &mut json)
            .map_err(|e| Error::new(text.path().unwrap_or(name), e))?;
        serde_json::from_slice(&json).map_err(|e| Error::new(text.path().unwrap_or(name), e))
    };
    texts.iter().map(one).collect()
}

/// Runs `program` once for each run of texts with one date of publication.
fn run(program: &Path, texts: &[Text]) -> Result<Vec<Output>, Error> {
    let mut outputs = Vec::new();
    let folder = std::env::temp_dir().join(format!("sayso-eval-{}", std::process::id()));
    for run in texts.chunk_by(|a, b| a.published == b.published).flat_map(|run| run.chunks(1000)) {
        let mut command = Command::new(program);
        command.arg("code");
        if let Some(date) = &run[0].published {
            command.args(["--published", date]);
        }
        command.args(["--format", "jsonl"]);
        for (i, text) in run.iter().enumerate() {
            match &text.source {
                Source::File(path) => command.arg(path),
                Source::Sentence(sentence) => {
                    let path = folder.join(format!("{i}.txt"));
                    std::fs::create_dir_all(&folder).map_err(|e| Error::new(&folder, e))?;
                    std::fs::write(&path, sentence).map_err(|e| Error::new(&path, e))?;
                    command.arg(path)
                }
            };
        }
        let done = command.output().map_err(|e| Error::new(program, e))?;
        if !done.status.success() {
            let stderr = String::from_utf8_lossy(&done.stderr);
            return Err(Error::new(program, format!("{}\n{stderr}", done.status)));
        }
        outputs.extend(records(program, &String::from_utf8_lossy(&done.stdout))?);
    }
    let _ = std::fs::remove_dir_all(&folder);
    Ok(outputs)
}

/// JSON objects, one on each line that is not empty.
pub(crate) fn records<T: DeserializeOwned>(path: &Path, text: &str) -> Result<Vec<T>, Error> {
    let lines = lines::python(text).into_iter().enumerate().filter(|(_, l)| !l.trim().is_empty());
    lines
        .map(|(i, line)| {
            serde_json::from_str(line).map_err(|e| Error::new(path, format!("line {}: {e}", i + 1)))
        })
        .collect()
}

/// One JSON object.
pub(crate) fn record<T: DeserializeOwned>(path: &Path) -> Result<T, Error> {
    serde_json::from_str(&error::read(path)?).map_err(|e| Error::new(path, e))
}
