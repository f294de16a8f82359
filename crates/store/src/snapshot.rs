//! A ledger as it is now, in files that others can check with nothing but `sha256sum`.
//!
//! A snapshot is a folder: `entries.jsonl` holds the entries in their order, `documents.jsonl` the texts, and
//! `manifest.json` what they are, how many lines they have, and their SHA-256.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::backend::{Value, text};
use crate::query::records::{ENTRY, entry};
use crate::verify::Broken;
use crate::{Error, Result, Store, id};

/// What a snapshot holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// `sayso snapshot 1`.
    pub format: String,
    /// Schema of the ledger.
    pub schema: i64,
    /// The last entry.
    pub entry: i64,
    /// Its hash, which holds those of all before.
    pub head: String,
    /// Digest of all that was said, whatever the order.
    pub fingerprint: String,
    /// The files.
    pub files: Vec<Piece>,
}

/// A file of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Name within the folder.
    pub name: String,
    /// Lines.
    pub lines: u64,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

const FORMAT: &str = "sayso snapshot 1";

/// A line of `entries.jsonl`.
#[derive(Serialize, Deserialize)]
struct Line {
    seq: i64,
    run: i64,
    at_ms: i64,
    op: String,
    kind: String,
    id: String,
    rev: i64,
    replaces: Option<i64>,
    document: Option<i64>,
    /// As it was written, byte for byte, since the hash is over it.
    body: Option<String>,
    why: Option<String>,
    hash: String,
}

impl Store {
    /// Writes a snapshot into a folder, which is made and must not be there.
    pub fn snapshot(&mut self, folder: &Path) -> Result<Manifest> {
        let fail = |error| file_error(folder, error);
        std::fs::create_dir(folder).map_err(fail)?;
        let head = self.head()?;
        let sql = format!("SELECT {ENTRY} FROM entry WHERE seq <= ?1 ORDER BY seq");
        let mut entries = Out::create(folder, "entries.jsonl")?;
        self.db.each(&sql, &[Value::Int(head.seq)], &mut |row| {
            let e = entry(row)?;
            entries.line(&Line {
                seq: e.seq,
                run: e.run,
                at_ms: e.at_ms,
                op: e.op.to_string(),
                kind: e.kind.to_string(),
                id: e.id,
                rev: e.rev,
                replaces: e.replaces,
                document: e.document,
                body: e.body,
                why: e.why,
                hash: id::hex(&e.hash),
            })?;
            Ok(ControlFlow::Continue(()))
        })?;
        let mut documents = Out::create(folder, "documents.jsonl")?;
        let sql = "SELECT id, text FROM document WHERE n <= ?1 ORDER BY n";
        self.db.each(sql, &[Value::Int(head.seq)], &mut |row| {
            documents.line(&serde_json::json!({ "id": text(row, 0)?, "text": text(row, 1)? }))?;
            Ok(ControlFlow::Continue(()))
        })?;
        let manifest = Manifest {
            format: FORMAT.to_owned(),
            schema: crate::SCHEMA,
            entry: head.seq,
            head: id::hex(&head.hash),
            fingerprint: self.fingerprint()?,
            files: vec![entries.finish()?, documents.finish()?],
        };
        let json = serde_json::to_string_pretty(&manifest).expect("a manifest is JSON") + "\n";
        std::fs::write(folder.join("manifest.json"), json).map_err(fail)?;
        Ok(manifest)
    }
}

/// Checks a snapshot: its files against the manifest, and the chain of its entries up to the hash that the manifest names.
pub fn verify_snapshot(folder: &Path) -> Result<std::result::Result<Manifest, Broken>> {
    let broken = |seq, what: String| Ok(Err(Broken { seq, id: String::new(), what }));
    let json = std::fs::read_to_string(folder.join("manifest.json")).map_err(|e| file_error(folder, e))?;
    let Ok(manifest) = serde_json::from_str::<Manifest>(&json) else {
        return broken(0, "its manifest cannot be read".to_owned());
    };
    if manifest.format != FORMAT {
        return broken(0, format!("it is of the format `{}`", manifest.format));
    }
    let mut chain = Chain::default();
    for piece in &manifest.files {
        let path = folder.join(&piece.name);
        let mut reader = BufReader::new(File::open(&path).map_err(|e| file_error(&path, e))?);
        let (mut hash, mut lines, mut line) = (Sha256::new(), 0, String::new());
        loop {
            line.clear();
            if reader.read_line(&mut line).map_err(|e| file_error(&path, e))? == 0 {
                break;
            }
            hash.update(line.as_bytes());
            lines += 1;
            if piece.name == "entries.jsonl"
                && let Err(what) = chain.add(&line)
            {
                return broken(lines as i64, what);
            }
        }
        if lines != piece.lines || id::hex(&hash.finalize()) != piece.sha256 {
            return broken(0, format!("`{}` is not the file that the manifest names", piece.name));
        }
    }
    if id::hex(&chain.head) != manifest.head || chain.seq != manifest.entry {
        return broken(chain.seq, "the chain does not end with the hash that the manifest names".to_owned());
    }
    Ok(Ok(manifest))
}

#[derive(Default)]
struct Chain {
    seq: i64,
    head: crate::entry::Hash,
}

impl Chain {
    fn add(&mut self, line: &str) -> std::result::Result<(), String> {
        let line: Line = serde_json::from_str(line).map_err(|e| e.to_string())?;
        let (Some(op), Some(kind)) =
            (crate::entry::Op::from_name(&line.op), crate::entry::Kind::from_name(&line.kind))
        else {
            return Err(format!("it does `{}` to a `{}`", line.op, line.kind));
        };
        let entry = crate::entry::Entry {
            seq: line.seq,
            run: line.run,
            at_ms: line.at_ms,
            op,
            kind,
            id: line.id,
            rev: line.rev,
            replaces: line.replaces,
            document: line.document,
            body: line.body,
            why: line.why,
            hash: [0; 32],
        };
        let hash = entry.chained(&self.head);
        if entry.seq != self.seq + 1 || id::hex(&hash) != line.hash {
            return Err("its hash is not that of what it says after the entry before".to_owned());
        }
        self.seq = entry.seq;
        self.head = hash;
        Ok(())
    }
}

/// A file that is being written, and its digest.
struct Out {
    name: &'static str,
    path: std::path::PathBuf,
    writer: BufWriter<File>,
    hash: Sha256,
    lines: u64,
}

impl Out {
    fn create(folder: &Path, name: &'static str) -> Result<Self> {
        let path = folder.join(name);
        let file = File::create(&path).map_err(|e| file_error(&path, e))?;
        Ok(Self { name, path, writer: BufWriter::new(file), hash: Sha256::new(), lines: 0 })
    }

    fn line(&mut self, value: &impl Serialize) -> Result<()> {
        let line = crate::record::json(value) + "\n";
        self.hash.update(line.as_bytes());
        self.lines += 1;
        self.writer.write_all(line.as_bytes()).map_err(|e| file_error(&self.path, e))
    }

    fn finish(mut self) -> Result<Piece> {
        self.writer.flush().map_err(|e| file_error(&self.path, e))?;
        let sha256 = id::hex(&self.hash.finalize());
        Ok(Piece { name: self.name.to_owned(), lines: self.lines, sha256 })
    }
}

fn file_error(path: &Path, error: std::io::Error) -> Error {
    Error::File { path: path.display().to_string(), reason: Arc::new(error) }
}
