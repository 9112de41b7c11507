//! The places of the tables and their names, compiled ahead.

use crate::error::{Error, Result};
use crate::lexicon::block::Block;
use crate::lexicon::hash::FastMap;
use crate::lexicon::section::Section;
use crate::lexicon::{Column, Lexicon, Row, Table};
use crate::mention::phrases::PhrasesBuilder;

/// The places: [`ENTRY`] numbers each; then the trie of their names with the places' numbers,
/// and the trie of adjectives and demonyms with their countries.
pub(crate) const PLACES: Section =
    Section { name: "places", inputs: &["places/", "actors/countries.tsv"], compile };

/// The tables that places come from, in the order of the first number of an entry.
pub(crate) const TABLES: [&str; 4] =
    ["places/cities.tsv", "places/admin1.tsv", "places/regions.tsv", "actors/countries.tsv"];

/// Numbers of a place: table and row, country and kind, the halves of latitude and of
/// longitude, GeoNames id, population, resolution.
pub(crate) const ENTRY: usize = 9;

/// Bits of the row in an entry's first number.
pub(crate) const ROW_BITS: u32 = 28;

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Country,
    Admin1,
    Region,
    Capital,
    Seat,
    City,
}

/// All kinds, by their numbers.
pub(crate) const KINDS: [Kind; 6] =
    [Kind::Country, Kind::Admin1, Kind::Region, Kind::Capital, Kind::Seat, Kind::City];

/// What a row says of a place beside its names.
struct Fact {
    country: [u8; 3],
    kind: Kind,
    lat: f64,
    lon: f64,
    geonames: u32,
    population: u32,
    resolution: u32,
}

#[derive(Default)]
struct Compiler {
    entries: Vec<u32>,
    names: PhrasesBuilder,
    evidence: PhrasesBuilder,
}

fn compile(lexicon: &Lexicon) -> Result<Vec<Block>> {
    let mut compiler = Compiler::default();
    compiler.cities(lexicon.table(TABLES[0])?)?;
    compiler.admin1(lexicon.table(TABLES[1])?)?;
    compiler.regions(lexicon.table(TABLES[2])?)?;
    compiler.countries(lexicon)?;
    let mut blocks = vec![Block::numbers(compiler.entries)];
    blocks.extend(compiler.names.finish());
    blocks.extend(compiler.evidence.finish());
    Ok(blocks)
}

impl Compiler {
    fn cities(&mut self, table: &Table) -> Result<()> {
        let read = Reader::new(table)?;
        let [aliases, feature, geonames, population] =
            columns(table, ["aliases", "feature", "geonames", "population"])?;
        for (row, number) in table.rows().zip(0..) {
            let kind = match row.get(feature) {
                "PPLC" => Kind::Capital,
                "PPLA" => Kind::Seat,
                _ => Kind::City,
            };
            let fact = Fact {
                geonames: row.parse(geonames)?.unwrap_or(0),
                population: row.parse(population)?.unwrap_or(0),
                resolution: 4,
                ..read.fact(&row, kind)?
            };
            self.add((0, number), fact, row.get(read.name), row.list(aliases));
        }
        Ok(())
    }

    fn admin1(&mut self, table: &Table) -> Result<()> {
        let read = Reader::new(table)?;
        let [aliases, matched, geonames, population] =
            columns(table, ["aliases", "match", "geonames", "population"])?;
        for (row, number) in table.rows().zip(0..).filter(|(row, _)| row.get(matched) != "no") {
            let fact = Fact {
                geonames: row.parse(geonames)?.unwrap_or(0),
                population: row.parse(population)?.unwrap_or(0),
                resolution: 2,
                ..read.fact(&row, Kind::Admin1)?
            };
            self.add((1, number), fact, row.get(read.name), row.list(aliases));
        }
        Ok(())
    }

    fn regions(&mut self, table: &Table) -> Result<()> {
        let read = Reader::new(table)?;
        let [aliases, resolution] = columns(table, ["aliases", "resolution"])?;
        for (row, number) in table.rows().zip(0..) {
            let resolution: u8 = row.parse(resolution)?.unwrap_or(0);
            let fact = Fact { resolution: resolution.into(), ..read.fact(&row, Kind::Region)? };
            self.add((2, number), fact, row.get(read.name), row.list(aliases));
        }
        Ok(())
    }

    fn countries(&mut self, lexicon: &Lexicon) -> Result<()> {
        let facts = lexicon.table("places/countries.tsv")?;
        let [key, id] = columns(facts, ["code", "geonames"])?;
        let mut ids: FastMap<&str, u32> = FastMap::default();
        for row in facts.rows() {
            ids.insert(row.get(key), row.parse(id)?.unwrap_or(0));
        }
        let table = lexicon.table(TABLES[3])?;
        let read = Reader::with_country(table, "code")?;
        let [names, demonyms, adjectives] = columns(table, ["names", "demonyms", "adjectives"])?;
        for (row, number) in table.rows().zip(0..) {
            let geonames = ids.get(row.get(read.country)).copied().unwrap_or(0);
            let fact = Fact { geonames, resolution: 1, ..read.fact(&row, Kind::Country)? };
            let [a, b, c] = fact.country;
            self.add((3, number), fact, row.get(read.name), row.list(names));
            for word in row.list(demonyms).chain(row.list(adjectives)) {
                self.evidence.insert(word, u32::from_le_bytes([a, b, c, 0]));
            }
        }
        Ok(())
    }

    fn add<'n>(
        &mut self,
        (table, row): (u32, u32),
        fact: Fact,
        name: &str,
        aliases: impl Iterator<Item = &'n str>,
    ) {
        let index = (self.entries.len() / ENTRY) as u32;
        let [a, b, c] = fact.country;
        let (lat, lon) = (fact.lat.to_bits(), fact.lon.to_bits());
        self.entries.extend([table << ROW_BITS | row]);
        self.entries.extend([u32::from_le_bytes([a, b, c, fact.kind as u8])]);
        self.entries.extend([lat as u32, (lat >> 32) as u32, lon as u32, (lon >> 32) as u32]);
        self.entries.extend([fact.geonames, fact.population, fact.resolution]);
        self.names.insert(name, index);
        for alias in aliases {
            self.names.insert(alias, index);
        }
    }
}

/// The columns that every table of places has.
struct Reader {
    name: Column,
    country: Column,
    lat: Column,
    lon: Column,
}

impl Reader {
    fn new(table: &Table) -> Result<Reader> {
        Reader::with_country(table, "country")
    }

    fn with_country(table: &Table, country: &str) -> Result<Reader> {
        let [name, country, lat, lon] = columns(table, ["name", country, "lat", "lon"])?;
        Ok(Reader { name, country, lat, lon })
    }

    fn fact(&self, row: &Row<'_>, kind: Kind) -> Result<Fact> {
        Ok(Fact {
            country: row.get(self.country).as_bytes().try_into().unwrap_or_default(),
            kind,
            lat: row.parse(self.lat)?.unwrap_or(0.0),
            lon: row.parse(self.lon)?.unwrap_or(0.0),
            geonames: 0,
            population: 0,
            resolution: 0,
        })
    }
}

fn columns<const N: usize>(table: &Table, names: [&str; N]) -> Result<[Column; N]> {
    let found = names.iter().map(|name| table.column(name)).collect::<Result<Vec<_>, Error>>()?;
    Ok(std::array::from_fn(|i| found[i]))
}
