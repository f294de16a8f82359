//! A ledger, or what a question asks of it, as files that others read.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::rc::Rc;

use sayso_link::Rule;
use sayso_store::query::Query;
use sayso_store::record::claim::Claim;

use sayso_store::review::{Layer, Standing, standings};
use sayso_store::{Head, Store, id};
use serde::Serialize;

use crate::catalogue::{MEMBERS, of_incidents, of_reports};
use crate::column;
use crate::file::File;
use crate::form::annotation::Annotations;
use crate::form::ftm::Ftm;
use crate::form::networks::Networks;
use crate::form::standoff::{self, Marked, Write, brat, citron, folder};
use crate::form::stix::Stix;
use crate::form::{self, plover};
use crate::list::{List, Objects};
use crate::losses::Losses;
use crate::manifest::{FORMAT, Manifest, Piece};
use crate::place::{Place, beside, members_of};
use crate::reports::Row;
use crate::shape::{Grain, Shape};
use crate::sink::Out;
use crate::whole::Whole;
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
    /// Whose values: the machine's, or those with what people corrected.
    pub layer: Layer,
    /// Whether what a spreadsheet would run is disarmed.
    pub guard: bool,
    /// Program, rules and model.
    pub version: String,
}

impl Export {
    /// Whether what is asked for is made.
    fn check(&self) -> Result<()> {
        if !self.shape.grains().contains(&self.grain) {
            let grains: Vec<&str> = self.shape.grains().iter().map(|g| g.as_str()).collect();
            let (shape, grains) = (self.shape.as_str(), grains.join(" or "));
            return Err(Error::Asked(format!("rows of `{shape}` are {grains}, not {}", self.grain.as_str())));
        }
        if self.layer != Layer::Machine && self.grain != Grain::Reports {
            let (layer, grain) = (self.layer.as_str(), self.grain.as_str());
            return Err(Error::Asked(format!(
                "decisions are about claims: rows of {grain} have no layer `{layer}`"
            )));
        }
        Ok(())
    }

    /// Writes the files, and says what they are.
    pub fn write(&self, store: &mut Store, out: &Path) -> Result<(Manifest, Losses)> {
        self.check()?;
        if self.shape == Shape::Html {
            return Err(Error::Asked("pages are made elsewhere: this is a bug".to_owned()));
        }
        let place = Place::new(out, self.shape)?;
        let mut losses = Losses::default();
        let head = store.head()?;
        let path = place.data(self.table_name(), self.shape.ending());
        let head_hash = id::hex(&head.hash);
        let form = form::of(self.shape);
        form.iter().flat_map(|f| f.never).for_each(|what| losses.never(what));
        let (files, mut page) = match self.grain {
            Grain::Reports => self.reports(store, &path, &head_hash, &mut losses)?,
            Grain::Incidents => self.incidents(store, &path, &mut losses)?,
            Grain::Articles => match self.shape {
                Shape::Brat => self.standoff(store, &path, brat::write, &mut losses)?,
                Shape::Citron => self.standoff(store, &path, citron::write, &mut losses)?,
                _ => self.articles(store, &path)?,
            },
        };
        if let Some(form) = form {
            let own = codebook::page(form.name, form.about, (form.lines)());
            page = if self.shape == Shape::Geojson { format!("{own}\n{page}") } else { own };
        }
        self.describe(&path, &head, files, &page, losses)
    }

    /// Writes pages that were made elsewhere, each under its name, and says what they are.
    pub fn pages<E: From<Error>>(
        &self,
        store: &mut Store,
        out: &Path,
        pages: impl Iterator<Item = std::result::Result<(String, String), E>>,
    ) -> std::result::Result<(Manifest, Losses), E> {
        self.check()?;
        let head = store.head().map_err(Error::Store)?;
        let path = Place::new(out, self.shape)?.data(self.table_name(), "");
        let into = folder(&path)?;
        let mut files = Vec::new();
        for page in pages {
            let (id, text) = page?;
            files.push(standoff::page(&into, &id, &text)?);
        }
        let (mut losses, mut page) = (Losses::default(), String::new());
        if let Some(form) = form::of(self.shape) {
            form.never.iter().for_each(|what| losses.never(what));
            page = codebook::page(form.name, form.about, (form.lines)());
        }
        Ok(self.describe(&path, &head, files, &page, losses)?)
    }

    /// Writes what stands beside the data.
    fn describe(
        &self,
        path: &Path,
        head: &Head,
        files: Vec<Piece>,
        page: &str,
        losses: Losses,
    ) -> Result<(Manifest, Losses)> {
        let manifest = Manifest {
            format: FORMAT.to_owned(),
            version: self.version.clone(),
            grain: self.grain.as_str().to_owned(),
            query: self.asked.clone(),
            as_of: self.query.as_of,
            layer: self.layer.as_str().to_owned(),
            rule: (self.grain == Grain::Incidents).then(|| self.rule.as_str().to_owned()),
            entry: head.seq,
            head: id::hex(&head.hash),
            files,
        };
        write_json(&beside(path, "manifest.json"), &manifest)?;
        write_json(&beside(path, "losses.json"), &losses)?;
        let path = beside(path, "codebook.md");
        std::fs::write(&path, page).map_err(Error::write(&path))?;
        Ok((manifest, losses))
    }

    fn table_name(&self) -> &'static str {
        match self.grain {
            Grain::Reports
                if !matches!(self.shape, Shape::Geojson)
                    && let Some(form) = form::of(self.shape) =>
            {
                form.name
            }
            Grain::Articles if let Some(form) = form::of(self.shape) => form.name,
            Grain::Incidents if self.shape == Shape::Html => "dossiers",
            Grain::Reports => of_reports(self.shape).name,
            Grain::Incidents => of_incidents(self.shape).name,
            Grain::Articles => "articles",
        }
    }

    fn reports(
        &self,
        store: &mut Store,
        path: &Path,
        head: &str,
        losses: &mut Losses,
    ) -> Result<(Vec<Piece>, String)> {
        let incident_of = match self.link || self.shape.needs_incidents() {
            true => self.incident_of(store)?,
            false => HashMap::new(),
        };
        let table = of_reports(self.shape);
        let mut file = self.open(path, head, losses)?;
        let mut documents = store.again()?;
        let reviewed = match self.layer {
            Layer::Machine => None,
            layer => Some((layer.states(), standings(&mut documents, self.query.as_of)?)),
        };
        let nobody = Standing::default();
        let mut last = (String::new(), String::new(), None);
        let mut failed = None;
        store.each_claim(&self.query, |found| {
            let mut claim: Claim = serde_json::from_str(&found.body)
                .map_err(|e| sayso_store::Error::Damaged { what: format!("entry {}: {e}", found.seq) })?;
            let mut body = found.body;
            if let Some((states, standings)) = &reviewed {
                let standing = standings.get(&claim.id).unwrap_or(&nobody);
                if !states.contains(&standing.state()) {
                    return Ok(ControlFlow::Continue(()));
                }
                if !standing.corrections().is_empty() {
                    standing.merge(&mut claim);
                    body = serde_json::to_string(&claim).expect("claims are JSON");
                }
            }
            // Claims of one article mostly stand together.
            if last.0 != claim.document {
                let sha256 = documents.document_sha256(&claim.document)?.unwrap_or_default();
                let document = match self.shape {
                    Shape::Annotation => documents.document(&claim.document)?.map(Rc::new),
                    _ => None,
                };
                last = (claim.document.clone(), sha256, document);
            }
            let incident = incident_of.get(&claim.event).cloned();
            let row = Row {
                seq: found.seq,
                rev: found.rev,
                claim,
                body,
                sha256: last.1.clone(),
                incident,
                document: last.2.clone(),
            };
            failed = file.row(&row, losses).err();
            Ok(if failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })?;
        if let Some(error) = failed {
            return Err(error);
        }
        Self::schema(path, &table.heads(), table.key)?;
        Ok((file.finish()?, table.page()))
    }

    /// A file of claims.
    fn open(&self, path: &Path, head: &str, losses: &mut Losses) -> Result<Box<dyn File<Row>>> {
        if let Shape::Gexf | Shape::Graphml = self.shape {
            return Ok(Box::new(Networks::new(path, self.shape)));
        }
        let out = Out::create(path)?;
        let export = id::of("exp", &[head, &self.asked, &self.version]);
        Ok(match self.shape {
            Shape::Jsonl => Box::new(Whole { out, count: 0 }),
            Shape::Plover => Box::new(Objects { members: plover::MEMBERS, list: List::lines(out) }),
            Shape::Annotation => Box::new(Annotations::new(out, &export)?),
            Shape::Ftm => Box::new(Ftm::new(out)),
            Shape::Stix => Box::new(Stix::new(out, &export)?),
            shape => {
                let table = of_reports(shape);
                table.never.iter().for_each(|what| losses.never(what));
                table.open(shape, self.guard, out)?
            }
        })
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
        // Features have places; which reports an incident is made of is a table.
        let shape = if self.shape == Shape::Geojson { Shape::Csv } else { self.shape };
        let path_of_members = members_of(path, shape.ending());
        let mut file = table.open(self.shape, self.guard, Out::create(path)?)?;
        let mut members = MEMBERS.open(shape, self.guard, Out::create(&path_of_members)?)?;
        for row in &all {
            if !file.row(row, losses)? {
                continue;
            }
            for member in &row.members {
                members.row(member, losses)?;
            }
        }
        Self::schema(path, &table.heads(), table.key)?;
        Self::schema(&path_of_members, &MEMBERS.heads(), MEMBERS.key)?;
        let page = format!("{}\n{}", table.page(), MEMBERS.page());
        let mut files = file.finish()?;
        files.extend(members.finish()?);
        Ok((files, page))
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

    /// Texts with marks, a file or two for each article.
    fn standoff(
        &self,
        store: &mut Store,
        path: &Path,
        write: Write,
        losses: &mut Losses,
    ) -> Result<(Vec<Piece>, String)> {
        let folder = folder(path)?;
        let mut files = Vec::new();
        if self.shape == Shape::Brat {
            files.push(brat::configuration(&folder)?);
        }
        let mut reader = store.again()?;
        let mut failed = None;
        store.each_document(&self.query, |row| {
            let Some((ledger, _)) = reader.ledger(&row.id, self.query.as_of)? else {
                return Ok(ControlFlow::Continue(()));
            };
            match write(&folder, &Marked::new(row.id, ledger), losses) {
                Ok(pieces) => files.extend(pieces),
                Err(error) => failed = Some(error),
            }
            Ok(if failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })?;
        match failed {
            Some(error) => Err(error),
            None => Ok((files, String::new())),
        }
    }

    /// Beside a file whose columns carry no types.
    fn schema(path: &Path, heads: &[column::Head], key: &str) -> Result<()> {
        if path.extension().is_none_or(|e| e != "csv") {
            return Ok(());
        }
        write_json(&beside(path, "schema.json"), &codebook::schema(heads, key))
    }
}

fn write_json(path: &Path, value: &impl Serialize) -> Result<()> {
    let text = serde_json::to_string_pretty(value).expect("it is JSON") + "\n";
    std::fs::write(path, text).map_err(Error::write(path))
}
