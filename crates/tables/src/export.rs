//! A ledger, or what a question asks of it, as files that others read.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use sayso_link::Rule;
use sayso_store::query::Query;
use sayso_store::record::claim::Claim;
use sayso_store::{Store, id};
use serde::Serialize;
use serde_json::json;

use crate::catalogue::{MEMBERS, of_incidents, of_reports};
use crate::column::Head;
use crate::file::File;
use crate::losses::Losses;
use crate::manifest::{FORMAT, Manifest, Piece};
use crate::reports::Row;
use crate::shape::{Grain, Shape};
use crate::sink::Out;
use crate::{Article, Error, Gathered, Result, codebook, incidents};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Export {
    /// What a row is.
    pub grain: Grain,
    /// The form of the file.
    pub shape: Shape,
    /// Which claims.
    pub query: Query,
    /// The filter as the user wrote it.
    pub asked: String,
    /// By which rule incidents pick.
    pub rule: Rule,
    /// Whether reports name their incident, for which all articles are compared.
    pub link: bool,
    /// Whether what a spreadsheet would run is disarmed.
    pub guard: bool,
    /// Program, rules and model.
    pub version: String,
}

/// Where the files go: into a folder, or beside one file.
struct Place {
    folder: PathBuf,
    file: Option<String>,
}

impl Place {
    fn new(out: &Path, shape: Shape) -> Result<Self> {
        let is_file = out.extension().is_some_and(|e| e == shape.ending()) && !out.is_dir();
        let (folder, file) = match is_file {
            true => {
                let name = out.file_name().unwrap_or_default().to_string_lossy().into_owned();
                (out.parent().map(Path::to_owned).unwrap_or_default(), Some(name))
            }
            false => (out.to_owned(), None),
        };
        if !folder.as_os_str().is_empty() {
            std::fs::create_dir_all(&folder).map_err(Error::write(&folder))?;
        }
        Ok(Self { folder, file })
    }

    /// Where a table goes; `name` is its own.
    fn data(&self, name: &str, ending: &str) -> PathBuf {
        match &self.file {
            Some(file) => self.folder.join(file),
            None => self.folder.join(format!("sayso-{name}.{ending}")),
        }
    }
}

/// Where that goes which belongs to a file: its name stays in front, so that exports into one folder keep apart.
fn beside(path: &Path, name: &str) -> PathBuf {
    let mut whole = path.as_os_str().to_owned();
    whole.push(".");
    whole.push(name);
    PathBuf::from(whole)
}

/// Where the members of incidents go.
fn members_of(path: &Path, ending: &str) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}-members.{ending}"))
}

impl Export {
    /// Writes the files, and says what they are.
    pub fn write(&self, store: &mut Store, out: &Path) -> Result<(Manifest, Losses)> {
        if !self.shape.grains().contains(&self.grain) {
            let grains: Vec<&str> = self.shape.grains().iter().map(|g| g.as_str()).collect();
            let (shape, grains) = (self.shape.as_str(), grains.join(" or "));
            return Err(Error::Asked(format!("rows of `{shape}` are {grains}, not {}", self.grain.as_str())));
        }
        let place = Place::new(out, self.shape)?;
        let mut losses = Losses::default();
        let head = store.head()?;
        let path = place.data(self.table_name(), self.shape.ending());
        let (files, page) = match self.grain {
            Grain::Reports => self.reports(store, &path, &mut losses)?,
            Grain::Incidents => self.incidents(store, &path, &mut losses)?,
            Grain::Articles => self.articles(store, &path)?,
        };
        let manifest = Manifest {
            format: FORMAT.to_owned(),
            version: self.version.clone(),
            grain: self.grain.as_str().to_owned(),
            query: self.asked.clone(),
            as_of: self.query.as_of,
            rule: (self.grain == Grain::Incidents).then(|| self.rule.as_str().to_owned()),
            entry: head.seq,
            head: id::hex(&head.hash),
            files,
        };
        write_json(&beside(&path, "manifest.json"), &manifest)?;
        write_json(&beside(&path, "losses.json"), &losses)?;
        let path = beside(&path, "codebook.md");
        std::fs::write(&path, page).map_err(Error::write(&path))?;
        Ok((manifest, losses))
    }

    fn table_name(&self) -> &'static str {
        match self.grain {
            Grain::Reports => of_reports(self.shape).name,
            Grain::Incidents => of_incidents(self.shape).name,
            Grain::Articles => "articles",
        }
    }

    fn reports(&self, store: &mut Store, path: &Path, losses: &mut Losses) -> Result<(Vec<Piece>, String)> {
        let incident_of = match self.link || self.shape.needs_incidents() {
            true => self.incident_of(store)?,
            false => HashMap::new(),
        };
        let table = of_reports(self.shape);
        let out = Out::create(path)?;
        let mut file: Box<dyn File<Row>> = match self.shape {
            Shape::Jsonl => Box::new(Whole { out, count: 0 }),
            shape => {
                table.never.iter().for_each(|what| losses.never(what));
                table.open(shape, self.guard, out)?
            }
        };
        let mut documents = store.again()?;
        let mut last = (String::new(), String::new());
        let mut failed = None;
        store.each_claim(&self.query, |found| {
            let claim: Claim = serde_json::from_str(&found.body)
                .map_err(|e| sayso_store::Error::Damaged { what: format!("entry {}: {e}", found.seq) })?;
            // Claims of one article mostly stand together.
            if last.0 != claim.document {
                let sha256 = documents.document_sha256(&claim.document)?.unwrap_or_default();
                last = (claim.document.clone(), sha256);
            }
            let incident = incident_of.get(&claim.event).cloned();
            let row = Row {
                seq: found.seq,
                rev: found.rev,
                claim,
                body: found.body,
                sha256: last.1.clone(),
                incident,
            };
            failed = file.row(&row, losses).err();
            Ok(if failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })?;
        if let Some(error) = failed {
            return Err(error);
        }
        self.schema(path, &table.heads(), table.key)?;
        Ok((vec![file.finish()?], table.page()))
    }

    /// The incident of each event: the same whatever is asked of the claims.
    fn incident_of(&self, store: &mut Store) -> Result<HashMap<String, String>> {
        let all = Query { as_of: self.query.as_of, ..Query::default() };
        let rows = incidents::rows(&Gathered::read(store, &all)?, self.rule);
        Ok(rows.into_iter().flat_map(|r| r.members).map(|m| (m.event, m.incident)).collect())
    }

    fn incidents(&self, store: &mut Store, path: &Path, losses: &mut Losses) -> Result<(Vec<Piece>, String)> {
        let gathered = Gathered::read(store, &self.query)?;
        let mut all = incidents::rows(&gathered, self.rule);
        all.truncate(self.query.limit.unwrap_or(usize::MAX));
        let table = of_incidents(self.shape);
        table.never.iter().for_each(|what| losses.never(what));
        let path_of_members = members_of(path, self.shape.ending());
        let mut file = table.open(self.shape, self.guard, Out::create(path)?)?;
        let mut members = MEMBERS.open(self.shape, self.guard, Out::create(&path_of_members)?)?;
        for row in &all {
            if !file.row(row, losses)? {
                continue;
            }
            for member in &row.members {
                members.row(member, losses)?;
            }
        }
        self.schema(path, &table.heads(), table.key)?;
        self.schema(&path_of_members, &MEMBERS.heads(), MEMBERS.key)?;
        let page = format!("{}\n{}", table.page(), MEMBERS.page());
        Ok((vec![file.finish()?, members.finish()?], page))
    }

    fn articles(&self, store: &mut Store, path: &Path) -> Result<(Vec<Piece>, String)> {
        let mut out = Out::create(path)?;
        let mut reader = store.again()?;
        let (mut count, mut failed) = (0, None);
        store.each_document(&self.query, |row| {
            let Some(article) = Article::of(&mut reader, &row.id, self.query.as_of)? else {
                return Ok(ControlFlow::Continue(()));
            };
            let text = serde_json::to_string(&article).expect("articles are JSON") + "\n";
            count += 1;
            failed = out.put(text.as_bytes()).err();
            Ok(if failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })?;
        if let Some(error) = failed {
            return Err(error);
        }
        let page = "## articles\n\nAn article a line with its text and all its records, as docs/store.md describes them; spans \
                    count bytes of `text` in UTF-8. Nothing is left out: the same ledger can be made from it again.\n";
        Ok((vec![out.finish(count)?], page.to_owned()))
    }

    /// Beside a file whose columns carry no types.
    fn schema(&self, path: &Path, heads: &[Head], key: &str) -> Result<()> {
        if self.shape.ending() != "csv" {
            return Ok(());
        }
        write_json(&beside(path, "schema.json"), &codebook::schema(heads, key))
    }
}

/// The claim as it stands in the ledger, an object a line, with what the ledger knows besides.
struct Whole {
    out: Out,
    count: u64,
}

impl File<Row> for Whole {
    fn row(&mut self, row: &Row, _: &mut Losses) -> Result<bool> {
        let before = json!({
            "grain": "reports", "entry": row.seq, "rev": row.rev, "offset_unit": "char", "doc_sha256": row.sha256,
            "incident": row.incident,
        });
        let before = before.to_string();
        let open = before.strip_suffix('}').unwrap_or(&before);
        self.count += 1;
        self.out.put(format!("{open},{}\n", row.body.strip_prefix('{').unwrap_or(&row.body)).as_bytes())?;
        Ok(true)
    }

    fn finish(self: Box<Self>) -> Result<Piece> {
        self.out.finish(self.count)
    }
}

fn write_json(path: &Path, value: &impl Serialize) -> Result<()> {
    let text = serde_json::to_string_pretty(value).expect("it is JSON") + "\n";
    std::fs::write(path, text).map_err(Error::write(path))
}
