//! Which places bear a name? Reads the compiled gazetteer where it lies, without unpacking.
//!
//! A file holds places by importance and their folded names in order, in blocks of [`BLOCK`] names that share letters with
//! the name before. All numbers are little-endian:
//!
//! ```text
//! magic 8 | first place u32 | places u32 | blocks u32 | pool bytes u32 | countries u32
//! countries: 2 + 3 letters each; a place names one by its number
//! places:    geonames id u32 | population u32 | parent u24, kind u8 | name u24, country u8 | latitude i16, longitude i16
//! blocks:    offset u32 of each block among the names
//! pool:      names of places: length u8, bytes
//! names:     letters shared u8, length of the rest u8, rest, number of places, places (variable length, differences;
//!            the lowest bit says that it is not the canonical name)
//! ```

use std::borrow::Cow;

/// Names in a block.
pub const BLOCK: usize = 16;
/// What a file begins with.
pub const MAGIC: &[u8; 8] = b"SAYSOGZ1";
/// Degrees are kept in this many parts.
pub const DEGREE: f64 = 180.0;
/// Bytes of a place.
pub const RECORD: usize = 20;
/// A parent or country that is not there.
pub const NO_PARENT: u32 = 0xff_ffff;
const HEAD: usize = 28;

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Continent.
    Continent,
    /// State or territory with an ISO code.
    Country,
    /// First-order division.
    Admin1,
    /// Smaller division.
    Admin2,
    /// Capital of a country.
    Capital,
    /// City, town or village.
    City,
    /// Part of the world or of a country without a government of its own.
    Region,
    /// Sea, river, lake.
    Water,
    /// Mountains, desert, island and the like.
    Land,
    /// Building, airport, camp.
    Facility,
}

impl Kind {
    /// All kinds, by the number that files keep.
    pub const ALL: [Kind; 10] = [
        Kind::Continent,
        Kind::Country,
        Kind::Admin1,
        Kind::Admin2,
        Kind::Capital,
        Kind::City,
        Kind::Region,
        Kind::Water,
        Kind::Land,
        Kind::Facility,
    ];

    /// The kind by its name in tables.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "continent" => Kind::Continent,
            "country" => Kind::Country,
            "admin1" => Kind::Admin1,
            "admin2" | "admin3" => Kind::Admin2,
            "capital" => Kind::Capital,
            "city" => Kind::City,
            "region" => Kind::Region,
            "water" => Kind::Water,
            "land" => Kind::Land,
            "facility" => Kind::Facility,
            _ => return None,
        })
    }

    /// As ledgers name the precision of a place.
    pub fn precision(self) -> &'static str {
        match self {
            Kind::Country => "country",
            Kind::Admin1 => "admin1",
            Kind::Admin2 => "admin2",
            Kind::Capital | Kind::City => "city",
            Kind::Continent | Kind::Region | Kind::Land => "region",
            Kind::Water => "water",
            Kind::Facility => "facility",
        }
    }
}

/// Number of a place.
pub type PlaceIx = u32;

/// A place of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GazetteerPlace<'a> {
    /// GeoNames identifier.
    pub geonames: Option<u32>,
    /// Canonical name.
    pub name: &'a str,
    /// What it is.
    pub kind: Kind,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Inhabitants.
    pub population: u32,
    /// What it lies in.
    pub parent: Option<PlaceIx>,
    /// Number of its country.
    pub country: Option<u8>,
}

/// One compiled file.
#[derive(Clone, Debug)]
struct File {
    bytes: Cow<'static, [u8]>,
    first: u32,
    places: u32,
    blocks: u32,
    countries: u32,
    pool: usize,
    names: usize,
}

impl File {
    fn open(bytes: Cow<'static, [u8]>) -> Option<Self> {
        if bytes.get(..8)? != MAGIC || bytes.len() < HEAD {
            return None;
        }
        let at = |i: usize| u32_at(&bytes, 8 + 4 * i);
        let (first, places, blocks, pool_bytes, countries) = (at(0), at(1), at(2), at(3) as usize, at(4));
        let pool = HEAD + countries as usize * 5 + places as usize * RECORD + blocks as usize * 4;
        let names = pool + pool_bytes;
        (names <= bytes.len()).then_some(Self { bytes, first, places, blocks, countries, pool, names })
    }

    fn record(&self, index: u32) -> &[u8] {
        let at = HEAD + self.countries as usize * 5 + index as usize * RECORD;
        &self.bytes[at..at + RECORD]
    }

    fn place(&self, index: u32) -> GazetteerPlace<'_> {
        let record = self.record(index);
        let (parent, name) = (u32_at(record, 8), u32_at(record, 12));
        let at = self.pool + (name & 0xff_ffff) as usize;
        let length = usize::from(self.bytes[at]);
        let degrees = |i: usize| f64::from(i16::from_le_bytes([record[i], record[i + 1]])) / DEGREE;
        GazetteerPlace {
            geonames: Some(u32_at(record, 0)),
            name: std::str::from_utf8(&self.bytes[at + 1..at + 1 + length]).unwrap_or_default(),
            kind: Kind::ALL[usize::from((parent >> 24) as u8).min(Kind::ALL.len() - 1)],
            latitude: degrees(16),
            longitude: degrees(18),
            population: u32_at(record, 4),
            parent: Some(parent & 0xff_ffff).filter(|&p| p != NO_PARENT),
            country: Some((name >> 24) as u8).filter(|&c| c != 0xff),
        }
    }

    fn block(&self, index: u32) -> &[u8] {
        let at = self.pool - self.blocks as usize * 4 + index as usize * 4;
        &self.bytes[self.names + u32_at(&self.bytes, at) as usize..]
    }

    /// Places of a folded name with whether it is their canonical one.
    fn find(&self, key: &[u8], out: &mut Vec<(PlaceIx, bool)>) {
        let first = |index: u32| {
            let block = self.block(index);
            &block[2..2 + usize::from(block[1])]
        };
        let (mut low, mut high) = (0, self.blocks);
        while low < high {
            let middle = (low + high) / 2;
            if first(middle) <= key { low = middle + 1 } else { high = middle }
        }
        let Some(index) = low.checked_sub(1) else { return };
        let mut rest = self.block(index);
        let mut name: Vec<u8> = Vec::with_capacity(32);
        for _ in 0..BLOCK {
            let [shared, length, tail @ ..] = rest else { return };
            let (letters, tail) = tail.split_at(usize::from(*length));
            name.truncate(usize::from(*shared));
            name.extend_from_slice(letters);
            rest = tail;
            let count = varint(&mut rest);
            match name.as_slice().cmp(key) {
                std::cmp::Ordering::Greater => return,
                std::cmp::Ordering::Less => {
                    for _ in 0..count {
                        varint(&mut rest);
                    }
                }
                std::cmp::Ordering::Equal => {
                    let mut place = 0;
                    for _ in 0..count {
                        let step = varint(&mut rest);
                        place += step >> 1;
                        out.push((self.first + place, step & 1 == 0));
                    }
                    return;
                }
            }
        }
    }
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

fn varint(bytes: &mut &[u8]) -> u32 {
    let (mut value, mut shift) = (0, 0);
    while let [byte, rest @ ..] = bytes {
        *bytes = rest;
        value |= u32::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 || shift > 28 {
            break;
        }
    }
    value
}

/// All places: the core, and the smaller towns and divisions if they are there.
#[derive(Clone, Debug)]
pub struct Gazetteer {
    files: Vec<File>,
}

impl Gazetteer {
    /// Opens compiled files: the core first.
    pub fn open(files: impl IntoIterator<Item = Cow<'static, [u8]>>) -> Option<Self> {
        let files: Vec<File> = files.into_iter().map(File::open).collect::<Option<_>>()?;
        let mut next = 0;
        for file in &files {
            if file.first != next {
                return None;
            }
            next += file.places;
        }
        (!files.is_empty()).then_some(Self { files })
    }

    /// Places that bear a folded name, the more important first, and whether it is their canonical name.
    pub fn find(&self, folded: &str) -> Vec<(PlaceIx, bool)> {
        let mut out = Vec::new();
        for file in &self.files {
            file.find(folded.as_bytes(), &mut out);
        }
        out
    }

    /// The place of a number that this gazetteer gave.
    pub fn place(&self, index: PlaceIx) -> GazetteerPlace<'_> {
        let file = self.files.iter().rev().find(|f| f.first <= index).unwrap_or(&self.files[0]);
        file.place((index - file.first).min(file.places.saturating_sub(1)))
    }

    /// ISO 3166-1 alpha-3 code of a country by its number.
    pub fn country_code(&self, country: u8) -> &str {
        let at = HEAD + usize::from(country) * 5 + 2;
        std::str::from_utf8(&self.files[0].bytes[at..at + 3]).unwrap_or_default()
    }

    /// Number of a country by its ISO 3166-1 code, alpha-2 or alpha-3. Countries are also the first places.
    pub fn country(&self, code: &str) -> Option<u8> {
        let core = &self.files[0];
        (0..core.countries)
            .find(|&i| {
                let at = HEAD + i as usize * 5;
                let codes = &core.bytes[at..at + 5];
                code.as_bytes() == &codes[..2] || code.as_bytes() == &codes[2..]
            })
            .map(|i| i as u8)
    }

    /// The first-order division that a place is or lies in.
    pub fn admin1(&self, index: PlaceIx) -> Option<PlaceIx> {
        let mut at = index;
        for _ in 0..6 {
            let place = self.place(at);
            if place.kind == Kind::Admin1 {
                return Some(at);
            }
            at = place.parent?;
        }
        None
    }

    /// True if `inner` is `outer` or lies in it.
    pub fn lies_in(&self, inner: PlaceIx, outer: PlaceIx) -> bool {
        let mut at = Some(inner);
        for _ in 0..6 {
            match at {
                Some(i) if i == outer => return true,
                Some(i) => at = self.place(i).parent,
                None => return false,
            }
        }
        false
    }
}
