//! Which code, quad class and intensity has an event type, and which event is a speech act by itself?

use rustc_hash::FxHashMap;
use sayso_model::Act;
use smol_str::SmolStr;

use crate::Error;

/// What is known of an event type in one of its modes.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeEntry {
    /// Nearest CAMEO code.
    pub cameo: SmolStr,
    /// Quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: u8,
    /// Intensity from -10 (conflict) to 10 (cooperation).
    pub intensity: f32,
    /// True for what holds for a time, such as a truce: an article that names no parties means the one it told of.
    pub lasts: bool,
}

/// Event types with their modes, and the events that speech acts are.
pub struct Ontology {
    types: FxHashMap<(SmolStr, SmolStr), TypeEntry>,
    acts: FxHashMap<Act, (SmolStr, Option<SmolStr>)>,
    cameo: FxHashMap<SmolStr, Option<(SmolStr, Option<SmolStr>)>>,
    /// Type of a derived event, type and mode of what it is about, its mode.
    derived_modes: Vec<[SmolStr; 4]>,
    refined: Vec<Refined>,
}

/// A code that holds for a part of what a type and mode hold together.
struct Refined {
    kind: SmolStr,
    mode: SmolStr,
    cameo: SmolStr,
    when: When,
}

enum When {
    /// What is said is a legal charge.
    Charge,
    /// No actor has one of these roles.
    NoneOf(Vec<SmolStr>),
}

const TYPES: (&str, &str) =
    ("data/ontology/plover.tsv", include_str!("../../../../data/ontology/plover.tsv"));
const DERIVED_MODES: (&str, &str) =
    ("data/ontology/derived-modes.tsv", include_str!("../../../../data/ontology/derived-modes.tsv"));
const ACTS: (&str, &str) = ("data/ontology/acts.tsv", include_str!("../../../../data/ontology/acts.tsv"));

const REFINED: (&str, &str) =
    ("data/ontology/cameo-refined.tsv", include_str!("../../../../data/ontology/cameo-refined.tsv"));
const CAMEO: (&str, &str) = ("data/ontology/cameo.tsv", include_str!("../../../../data/ontology/cameo.tsv"));

impl Ontology {
    /// Reads the tables that are part of the program.
    pub fn load() -> Result<Self, Error> {
        let mut types = FxHashMap::default();
        read_types(TYPES.0, TYPES.1, &mut types)?;
        let mut acts = FxHashMap::default();
        for (line, cells) in rows(ACTS.1) {
            let [act, kind, mode] = cells[..] else {
                return Err(Error::data(ACTS.0, line, "needs three columns"));
            };
            let act = Act::from_name(act).ok_or_else(|| Error::data(ACTS.0, line, "no such act"))?;
            acts.insert(act, (kind.into(), (mode != "-").then(|| mode.into())));
        }
        let mut cameo = FxHashMap::default();
        for (line, cells) in rows(CAMEO.1) {
            let [code, kind, mode] = cells[..] else {
                return Err(Error::data(CAMEO.0, line, "needs three columns"));
            };
            let mode = (mode != "-").then(|| SmolStr::new(mode));
            let known = types.contains_key(&(kind.into(), mode.clone().unwrap_or_default()));
            if kind != "-" && !known {
                return Err(Error::data(CAMEO.0, line, "no such type and mode in data/ontology/plover.tsv"));
            }
            cameo.insert(SmolStr::new(code), (kind != "-").then(|| (kind.into(), mode)));
        }
        let mut derived_modes = Vec::new();
        for (line, cells) in rows(DERIVED_MODES.1) {
            let [kind, about, mode, derived] = cells[..] else {
                return Err(Error::data(DERIVED_MODES.0, line, "needs four columns"));
            };
            derived_modes.push([kind.into(), about.into(), mode.into(), derived.into()]);
        }
        let mut refined = Vec::new();
        for (line, cells) in rows(REFINED.1) {
            let [kind, mode, code, when] = cells[..] else {
                return Err(Error::data(REFINED.0, line, "needs four columns"));
            };
            let mode = if mode == "-" { "" } else { mode };
            if !types.contains_key(&(kind.into(), mode.into())) {
                return Err(Error::data(
                    REFINED.0,
                    line,
                    "no such type and mode in data/ontology/plover.tsv",
                ));
            }
            let when = match when {
                "charge" => When::Charge,
                roles => When::NoneOf(roles.split(' ').map(SmolStr::new).collect()),
            };
            refined.push(Refined { kind: kind.into(), mode: mode.into(), cameo: code.into(), when });
        }
        Ok(Self { types, acts, cameo, derived_modes, refined })
    }

    /// Adds types of a user's file, in the form of data/ontology/plover.tsv; a row that is there already is replaced.
    pub fn add_types(&mut self, file: &str, text: &str) -> Result<(), Error> {
        read_types(file, text, &mut self.types)
    }

    /// What is known of a type in a mode; of the type alone where the mode has no row.
    pub fn entry(&self, kind: &str, mode: Option<&str>) -> Option<&TypeEntry> {
        let at = |mode: &str| self.types.get(&(kind.into(), mode.into()));
        at(mode.unwrap_or("")).or_else(|| at(""))
    }

    /// The CAMEO code of an event whose actors have these roles.
    pub fn cameo(&self, kind: &str, mode: Option<&str>, roles: &[SmolStr]) -> Option<SmolStr> {
        let entry = self.entry(kind, mode)?;
        let others = |keep: &[SmolStr]| !roles.is_empty() && !roles.iter().any(|r| keep.contains(r));
        let fits = |r: &&Refined| matches!(&r.when, When::NoneOf(keep) if others(keep));
        let refined = self.refined_of(kind, mode).find(fits).map(|r| &r.cameo);
        Some(refined.unwrap_or(&entry.cameo).clone())
    }

    /// The CAMEO code of a legal charge, if it has one of its own.
    pub(crate) fn charge(&self, kind: &str, mode: Option<&str>) -> Option<SmolStr> {
        self.refined_of(kind, mode).find(|r| matches!(r.when, When::Charge)).map(|r| r.cameo.clone())
    }

    fn refined_of(&self, kind: &str, mode: Option<&str>) -> impl Iterator<Item = &Refined> {
        let mode = mode.unwrap_or("").to_owned();
        self.refined.iter().filter(move |r| r.kind == kind && r.mode == mode)
    }

    /// True if events of a type and mode hold for a time.
    pub fn lasts(&self, kind: &str, mode: Option<&str>) -> bool {
        self.entry(kind, mode).is_some_and(|e| e.lasts)
    }

    /// Type and mode of a CAMEO code: `Some(None)` where it is no event but a statement, `None` where it is no code.
    pub fn of_cameo(&self, code: &str) -> Option<Option<&(SmolStr, Option<SmolStr>)>> {
        let beginnings = (2..=code.len()).rev().filter_map(|n| code.get(..n));
        beginnings.filter_map(|b| self.cameo.get(b)).next().map(Option::as_ref)
    }

    /// Mode of an event of type `kind` that a statement is, when what it puts forward is `about` in `mode`.
    pub fn derived_mode(&self, kind: &str, about: &str, mode: Option<&str>) -> Option<&SmolStr> {
        let fits = |row: &&[SmolStr; 4]| {
            row[0] == kind && row[1] == about && (row[2] == "-" || Some(row[2].as_str()) == mode)
        };
        self.derived_modes.iter().find(fits).map(|row| &row[3])
    }

    /// Type and mode of the event that a statement of this act is.
    pub fn of_act(&self, act: Act) -> Option<&(SmolStr, Option<SmolStr>)> {
        self.acts.get(&act)
    }
}

fn read_types(
    file: &str,
    text: &str,
    types: &mut FxHashMap<(SmolStr, SmolStr), TypeEntry>,
) -> Result<(), Error> {
    for (line, cells) in rows(text) {
        let (&[kind, mode, cameo, quad, intensity] | &[kind, mode, cameo, quad, intensity, _]) = &cells[..]
        else {
            return Err(Error::data(file, line, "needs five or six columns"));
        };
        let mode = if mode == "-" { "" } else { mode };
        let entry = TypeEntry {
            cameo: cameo.into(),
            quad: quad.parse().map_err(|_| Error::data(file, line, "quad class must be 1 to 4"))?,
            intensity: intensity
                .parse()
                .map_err(|_| Error::data(file, line, "intensity must be a number"))?,
            lasts: match cells.get(5) {
                None => false,
                Some(&"lasts") => true,
                Some(_) => {
                    return Err(Error::data(file, line, "the sixth column can only be `lasts`"));
                }
            },
        };
        types.insert((kind.into(), mode.into()), entry);
    }
    Ok(())
}

fn rows(text: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    text.lines()
        .enumerate()
        .filter(|(_, l)| !l.starts_with('#') && !l.trim().is_empty())
        .map(|(i, l)| (i + 1, l.split('\t').collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_of_plover_has_a_row_and_every_act_a_type_that_exists() {
        let ontology = Ontology::load().unwrap();
        let all = "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION \
                   MOBILIZE COERCE ASSAULT";
        for kind in all.split_whitespace() {
            let entry = ontology.entry(kind, None).unwrap_or_else(|| panic!("no row for {kind}"));
            assert!((1..=4).contains(&entry.quad), "{kind}");
            assert_eq!(entry.quad <= 2, entry.intensity > 0.0, "{kind}: class and intensity disagree");
        }
        for (kind, mode) in ontology.acts.values() {
            assert!(ontology.types.contains_key(&(kind.clone(), mode.clone().unwrap_or_default())), "{kind}");
        }
    }

    /// Rows of all files of triggers and modes: what extraction can code.
    fn coded() -> Vec<(String, String)> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/en/lexicon/event");
        let mut found = Vec::new();
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            for (_, cells) in rows(&text) {
                if path.ends_with("mode.tsv") {
                    found.push((cells[2].to_owned(), cells[3].to_owned()));
                } else if let Some(keys) = cells.get(3) {
                    let key = |name: &str| {
                        keys.split(' ')
                            .filter_map(|k| k.split_once('='))
                            .find(|(k, _)| *k == name)
                            .map(|(_, v)| v)
                    };
                    let Some(kind) = key("type") else { continue };
                    found.push((kind.to_owned(), String::new()));
                    found.extend(key("mode").map(|m| (kind.to_owned(), m.to_owned())));
                }
            }
        }
        found
    }

    #[test]
    fn every_type_and_mode_can_be_coded_or_is_derived_from_a_statement() {
        let ontology = Ontology::load().unwrap();
        let mut coded = coded();
        for (kind, mode) in ontology.acts.values() {
            coded.push((kind.to_string(), String::new()));
            coded.extend(mode.as_ref().map(|m| (kind.to_string(), m.to_string())));
        }
        coded.extend(ontology.derived_modes.iter().map(|row| (row[0].to_string(), row[3].to_string())));
        for (kind, mode) in ontology.types.keys() {
            assert!(
                coded.iter().any(|(k, m)| k == kind && m == mode),
                "{kind} {mode}: no trigger has it, and no statement is it"
            );
        }
        // And nothing is coded that the ontology does not have.
        for (kind, mode) in coded {
            assert!(
                ontology.types.contains_key(&(kind.as_str().into(), mode.as_str().into())),
                "{kind} {mode} is not in data/ontology/plover.tsv"
            );
        }
    }
}
