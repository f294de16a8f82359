//! Compiles the table that tools/gazetteer/extract.py writes: `compile_gazetteer places.tsv OUTPUT-FOLDER`.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use sayso_resolve::actor::fold::fold;
use sayso_resolve::place::gazetteer::{BLOCK, DEGREE, Kind, MAGIC, NO_PARENT};
use sayso_resolve::place::spelling;

struct Row<'a> {
    core: bool,
    id: u32,
    kind: Kind,
    at: (f64, f64),
    population: u32,
    country: &'a str,
    parent: Option<u32>,
    names: Vec<&'a str>,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (table, folder) = (arguments.next().expect("a table"), arguments.next().expect("a folder"));
    let text = std::fs::read_to_string(table).expect("the table can be read");
    let mut rows: Vec<Row> = text.lines().filter_map(read).collect();
    // Countries first, so that their numbers fit a byte; then by tier and importance.
    let rank = |r: &Row| (!r.core, r.kind != Kind::Country, std::cmp::Reverse(r.population), r.id);
    rows.sort_by_key(rank);
    rows.dedup_by_key(|r| r.id);
    let index: HashMap<u32, u32> = rows.iter().enumerate().map(|(i, r)| (r.id, i as u32)).collect();
    let countries: Vec<&str> =
        rows.iter().take_while(|r| r.kind == Kind::Country).map(|r| r.country).collect();
    assert!(countries.len() < 255);
    let core = rows.iter().take_while(|r| r.core).count();
    for (name, range) in [("core.gaz", 0..core), ("towns.gaz", core..rows.len())] {
        let bytes = compile(&rows[range.clone()], range.start as u32, &index, &countries);
        println!("{name}: {} places, {} bytes", range.len(), bytes.len());
        std::fs::write(Path::new(&folder).join(name), bytes).expect("the file can be written");
    }
}

fn read(line: &str) -> Option<Row<'_>> {
    let c: Vec<&str> = line.split('\t').collect();
    let &[tier, id, kind, latitude, longitude, population, country, parent, names] = c.as_slice() else {
        panic!("bad row `{line}`")
    };
    Some(Row {
        core: tier == "core",
        id: id.parse().ok()?,
        kind: Kind::parse(kind)?,
        at: (latitude.parse().ok()?, longitude.parse().ok()?),
        population: population.parse::<u64>().ok()?.min(u32::MAX.into()) as u32,
        country,
        parent: parent.parse().ok(),
        names: names.split('|').collect(),
    })
}

/// Bytes of the form of a name that a place has beside its own: shorter ones are too far from it, as "Cheifa" is from Haifa.
const OTHER_FORM: usize = 7;

/// The name of a division without the word that says what it is: "al hawija" of "al hawija district".
fn without_kind(name: &str, kind: Kind) -> &str {
    match name.rsplit_once(' ') {
        Some((rest, "district" | "governorate" | "province" | "region")) if kind != Kind::City => rest,
        _ => name,
    }
}

fn compile(rows: &[Row], first: u32, index: &HashMap<u32, u32>, countries: &[&str]) -> Vec<u8> {
    let (mut records, mut pool, mut pooled) = (Vec::new(), Vec::new(), HashMap::new());
    let mut keys: BTreeMap<String, Vec<(u32, bool)>> = BTreeMap::new();
    for (i, row) in rows.iter().enumerate() {
        let name = row.names[0];
        let at = *pooled.entry(name).or_insert_with(|| {
            let at = pool.len() as u32;
            pool.push(name.len() as u8);
            pool.extend(name.as_bytes());
            at
        });
        let code = row.country.split('/').next().unwrap_or_default();
        let country =
            countries.iter().position(|c| c.split('/').next() == Some(code)).map_or(0xff, |i| i as u32);
        let own_country = (row.kind != Kind::Country && country != 0xff).then_some(country);
        let parent = row.parent.and_then(|p| index.get(&p).copied()).or(own_country).unwrap_or(NO_PARENT);
        let kind = Kind::ALL.iter().position(|k| *k == row.kind).expect("all kinds are listed") as u32;
        records.extend(row.id.to_le_bytes());
        records.extend(row.population.to_le_bytes());
        records.extend((parent | kind << 24).to_le_bytes());
        records.extend((at | country << 24).to_le_bytes());
        for degrees in [row.at.0, row.at.1] {
            records.extend(((degrees * DEGREE).round() as i16).to_le_bytes());
        }
        let mut put = |key: String, canonical| {
            if !key.is_empty() && key.len() < 200 {
                let places = keys.entry(key).or_default();
                if places.last().is_none_or(|&(p, _)| p != i as u32) {
                    places.push((i as u32, canonical));
                }
            }
        };
        for (k, name) in row.names.iter().enumerate() {
            let name = fold(name);
            if matches!(row.kind, Kind::City | Kind::Capital | Kind::Admin1 | Kind::Admin2)
                && spelling::is_transcribed(code)
                && let Some(form) = spelling::form(without_kind(&name, row.kind))
                && (k == 0 || form.len() > OTHER_FORM)
            {
                put(form, false);
            }
            put(name, k == 0);
        }
    }
    let (mut names, mut blocks) = (Vec::new(), Vec::new());
    let mut before = String::new();
    for (n, (key, places)) in keys.iter().enumerate() {
        if n % BLOCK == 0 {
            blocks.extend((names.len() as u32).to_le_bytes());
            before.clear();
        }
        let shared = key.bytes().zip(before.bytes()).take_while(|(a, b)| a == b).count();
        names.push(shared as u8);
        names.push((key.len() - shared) as u8);
        names.extend(&key.as_bytes()[shared..]);
        varint(places.len() as u32, &mut names);
        let mut last = 0;
        for &(place, canonical) in places {
            varint((place - last) << 1 | u32::from(!canonical), &mut names);
            last = place;
        }
        before.clone_from(key);
    }
    let mut out = MAGIC.to_vec();
    let listed = if first == 0 { countries } else { &[] };
    let sizes = [first, rows.len() as u32, blocks.len() as u32 / 4, pool.len() as u32, listed.len() as u32];
    out.extend(sizes.iter().flat_map(|n| n.to_le_bytes()));
    for country in listed {
        out.extend(country.bytes().filter(|&b| b != b'/'));
    }
    for part in [records, blocks, pool, names] {
        out.extend(part);
    }
    out
}

fn varint(mut value: u32, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
