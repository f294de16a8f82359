//! Where does the output that is scored come from?

use std::path::{Path, PathBuf};
use std::process::Command;

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
    /// Where it is.
    pub path: PathBuf,
    /// Day of publication, `YYYY-MM-DD`, where the gold knows it.
    pub published: Option<String>,
}

impl Coder {
    /// The output for each text, in order.
    pub fn code(&self, texts: &[Text]) -> Result<Vec<Output>, Error> {
        let outputs = match (&self.output, &self.binary) {
            (Some(path), _) => records(path, &error::read(path)?)?,
            (None, Some(program)) => run(program, texts)?,
            (None, None) => {
                let reason = "nothing to score; name a program with `--binary` or its output with `--output`";
                return Err(Error::new(Path::new("sayso-eval"), reason));
            }
        };
        if outputs.len() != texts.len() {
            let at = self.output.as_deref().or(self.binary.as_deref()).unwrap_or(Path::new(""));
            return Err(Error::new(at, format!("{} texts but {} records", texts.len(), outputs.len())));
        }
        Ok(outputs)
    }
}

/// Runs `program` once for each run of texts with one date of publication.
fn run(program: &Path, texts: &[Text]) -> Result<Vec<Output>, Error> {
    let mut outputs = Vec::new();
    for run in texts.chunk_by(|a, b| a.published == b.published) {
        let mut command = Command::new(program);
        command.arg("code");
        if let Some(date) = &run[0].published {
            command.args(["--published", date]);
        }
        command.args(["--format", "jsonl"]).args(run.iter().map(|t| &t.path));
        let done = command.output().map_err(|e| Error::new(program, e))?;
        if !done.status.success() {
            let stderr = String::from_utf8_lossy(&done.stderr);
            return Err(Error::new(program, format!("{}\n{stderr}", done.status)));
        }
        outputs.extend(records(program, &String::from_utf8_lossy(&done.stdout))?);
    }
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
