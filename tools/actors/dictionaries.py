#!/usr/bin/env python3
"""Makes data/world/actors/from-phoenix.tsv and from-countryinfo.tsv.

    tools/actors/dictionaries.py DICTIONARIES COUNTRYINFO.txt STATES.tsv OUT

DICTIONARIES is the folder of the Phoenix actor dictionaries of the Open Event Data Alliance (MIT): bodies, parties,
companies and armed groups are taken from them, persons are not, as their terms end in 2014 without a date.
COUNTRYINFO.txt is CountryInfo (Schrodt, CC BY-SA 3.0): leaders and governments with their terms to 2011. Only facts are
taken: names, countries, offices and dates. Names that are also common words or places are left out, and what the
files kept by hand have already. Same input, same output.
"""
import pathlib, re, sys, unicodedata

SECTORS = {"GOV": "GOV", "MIL": "MIL", "COP": "COP", "JUD": "JUD", "LEG": "LEG", "PTY": "PTY", "OPP": "OPP", "REB": "REB", "SEP": "REB",
           "UAF": "UAF", "SPY": "SPY", "EDU": "EDU", "LAB": "LAB", "MED": "JRN", "HLH": "MED", "BUS": "BUS", "MNC": "BUS",
           "IMG": "REB", "AGR": "AGR", "CRM": "CRM", "PRM": "PRM"}
# A name is taken for a body only if one of its words says so.
BODY = set("""academy administration agency alliance army assembly association authority bank board brigade brigades broadcasting bureau
campaign cartel center centre chamber club coalition command commission committee confederation conference congress convention cooperation
corporation corps council court department directorate federation fighters force forces forum foundation front fund gang gendarmerie group
guard guards guerrilla hospital house initiative institute institution insurgents intelligence international jihad laboratory league
liberation militia ministry mission movement mujahideen navy network observatory office organisation organization parliament party patrol
police program programme project radio rebels registry relief resistance secretariat senate service services society squad syndicate
television trust tribunal troops union university watch wing workers youth news newspaper agency duma""".split())
NOT_TAKEN = {"united nations", "the group", "security council", "national guard", "supreme court", "coast guard", "national assembly", "international court",
             "the union", "house of representatives", "peace corps", "red army", "the army", "peoples party", "people party", "white house", "foreign ministry",
             "action group", "national front", "national party", "democratic party", "republican party", "labor party", "labour party", "communist party",
             "socialist party", "liberal party", "conservative party", "green party", "liberation army", "national army", "peoples army", "people army",
             "christian democratic party", "social democratic party", "national police", "federal police", "state department", "defense department", "special forces",
             "popular front", "revolutionary front", "liberation front", "freedom party", "justice party", "national liberation army", "national liberation front",
             "peoples liberation army", "people liberation army", "united front", "unity party", "national alliance", "islamic front", "progressive party", "opposition party"}


def fold(name):
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"['.`]", "", plain)
    plain = re.sub(r"[^a-z0-9]+", " ", plain).strip()
    return re.sub(r"^(the|a|an) ", "", plain)


def title(name):
    """Words of a name in capitals, small words and acronyms left as they are."""
    small = {"of", "the", "and", "for", "in", "on", "to", "de", "la", "el", "al", "e", "i", "ul", "bin", "ibn", "van", "von", "des", "du", "da"}
    words = name.split()
    if len(words) == 1 and len(name) <= 6 and not name.isdigit():
        return name
    out = []
    for i, w in enumerate(words):
        parts = re.split(r"([-'/])", w.lower())
        w2 = "".join(p if p in "-'/" else (p if i and p in small or p == "s" else p[:1].upper() + p[1:]) for p in parts)
        out.append(w2)
    return " ".join(out)


def clean(raw):
    raw = re.sub(r"\(.*?\)", " ", raw).split(";")[0].split("#")[0]
    raw = raw.replace("_", " ").strip(" +-,\"")
    return re.sub(r"\s+", " ", raw)


def entries(path):
    """(names, code) of a dictionary; entries with dates are persons or have changed and are left out."""
    names = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        codes = re.findall(r"\[([^\]]*)\]", line)
        head = line.split("[")[0]
        if head.strip():
            if not head.startswith("+") and done(names):
                yield from flush(names)
                names = []
            names.append([clean(head.lstrip("+")), None, head.startswith("+")])
        if codes:
            for n in names:
                if n[1] is None:
                    n[1] = codes
    yield from flush(names)


def done(names):
    return any(n[1] for n in names)


def flush(names):
    codes = next((n[1] for n in names if n[1]), None)
    if codes and len(codes) == 1 and not re.search(r"[\d<>]", codes[0]):
        yield [n[0] for n in names if n[0]], codes[0].strip()


def place(code, isos):
    """(country, sector, kind) of a CAMEO code."""
    if code.startswith("IGO"):
        country = "UNO" if code.startswith("IGOUNO") else "EUR" if code.startswith(("IGOEEC", "IGOEUR")) else "IGO"
        return country, "JUD" if "JUD" in code[3:] else "IGO", "igo"
    if code.startswith("NGO") or code.startswith("NGM"):
        iso = code[3:6] if code[3:6] in isos else ""
        return iso, "NGO", "ngo"
    if code.startswith("MNC"):
        return (code[3:6] if code[3:6] in isos else ""), "BUS", "company"
    country = code[:3] if code[:3] in isos else ""
    sectors = [SECTORS[code[i:i + 3]] for i in range(3, len(code) - 2, 3) if code[i:i + 3] in SECTORS]
    if not sectors:
        return None
    sector = next((s for s in sectors if s in ("REB", "SPY", "COP", "MIL", "JRN", "LEG", "JUD", "PTY")), sectors[0])
    kind = {"REB": "group", "UAF": "group", "PRM": "group", "CRM": "group", "PTY": "party", "JRN": "media", "BUS": "company"}.get(sector, "agency")
    return country, sector, kind


def bodies(folder, isos, known):
    rows, seen = {}, set()
    for file in ("Phoenix.MilNonState.actors.txt", "Phoenix.International.actors.txt", "Phoenix.Countries.actors.txt"):
        for names, code in entries(folder / file):
            found = place(code, isos)
            if not found:
                continue
            country, sector, kind = found
            if kind == "company":
                continue
            if file.startswith("Phoenix.Int") and kind == "company" and len(fold(names[0]).split()) < 2:
                continue
            kept = []
            for name in names:
                f = fold(name)
                words = f.split()
                if f in known or f in seen or f in NOT_TAKEN or len(f) < 4 or len(words) > 12 or len(words) < 2:
                    continue
                if not set(words) & BODY and not (file.startswith("Phoenix.Mil") and sector in ("REB", "UAF") and len(words) >= 2):
                    continue
                if len(words) == 2 and words[0] in ("national", "international", "special", "central", "federal", "public", "local"):
                    continue
                kept.append(name)
                seen.add(f)
            if kept:
                rows.setdefault(kind, []).append("%s\t%s\t%s" % (";".join(title(n) for n in kept), country, sector))
    return rows


def office(words, code):
    w = words.lower()
    if "chief justice" in w or "supreme court" in w:
        return "JUD"
    if "speaker" in w:
        return "LEG"
    return "GOV"


def day(text, last):
    y, m, d = int(text[:4]), int(text[4:6]), int(text[6:8])
    if not 1 <= m <= 12:
        return None
    return "%04d-%02d" % (y, m)


def leaders(path, known):
    text = path.read_bytes().decode("latin-1").replace("\r", "\n")
    out = {}
    for block in text.split("<Country>")[1:]:
        iso = re.search(r"^<CountryCode>([A-Z]{3})", block, re.M)
        if not iso:
            continue
        # Two blocks bear codes that are not ISO's.
        iso = {"TMP": "TLS", "KSV": "KIR"}.get(iso.group(1), iso.group(1))
        for section, body in re.findall(r"<(Leaders|Government)>(.*?)</\1>", block, re.S):
            for line in body.splitlines():
                m = re.match(r"\s*([A-Z][A-Z_.'\-{} ]+?)_?\s*\[(.*)", line)
                if not m:
                    continue
                name = clean(m.group(1).strip("{} "))
                name = re.sub(r"^(ACTING MINISTER|FOREIGN MINISTER|PRIME MINISTER|PRESIDENT|GENERAL|DR\.?|SHEIKH|SIR|LORD)\s+", "", name)
                terms = []
                role = office(line.split("#", 1)[1] if "#" in line else "", "")
                for span in re.findall(r"\[([^\]:]*)\]", "[" + m.group(2)):
                    span = re.sub(r"^[A-Z]+\s+", "", span.strip())
                    a = re.match(r"(\d{8})\s*-\s*(\d{8})", span)
                    b = re.match(r">\s*(\d{8})", span)
                    c = re.match(r"<\s*(\d{8})", span)
                    if a and int(a.group(2)[:4]) >= 1985:
                        f, t = day(a.group(1), 0), day(a.group(2), 1)
                        if f and t and f <= t:
                            terms.append(f"{role} {f}..{t}")
                    elif b and day(b.group(1), 0):
                        terms.append(f"{role} {day(b.group(1), 0)}..{max(day(b.group(1), 0), '2011-02')}?")
                    elif c and day(c.group(1), 1):
                        terms.append(f"{role} ..{day(c.group(1), 1)}")
                f = fold(name)
                if not terms or len(f.split()) < 2 or f in known:
                    continue
                out.setdefault((iso, f), [title(name), []])[1].extend(t for t in terms)
    rows = []
    for (iso, f), (name, terms) in out.items():
        unique = sorted(set(terms), key=lambda t: t.split(" ")[1] if not t.split(" ")[1].startswith("..") else "0" + t)
        rows.append("%s\t%s\t%s" % (iso, name, "|".join(unique)))
    return rows


def known_names(folder):
    names = set()
    for file in sorted(folder.glob("*.tsv")):
        if file.name.startswith("from-"):
            continue
        shape = ""
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("#shape"):
                shape = line.split()[1]
            if line.startswith("#") or not line.strip():
                continue
            f = line.split("\t")
            fields = {"person": [1], "body": [0], "state": [1, 4, 5]}[shape]
            for i in fields:
                if i < len(f):
                    names |= {fold(n.split("=")[0]) for n in f[i].split(";")}
    return names


def main():
    dictionaries, info, states, out = map(pathlib.Path, sys.argv[1:5])
    isos = {l.split("\t")[0] for l in states.read_text(encoding="utf-8").splitlines() if l and not l.startswith("#")}
    known = known_names(out)
    rows = bodies(dictionaries, isos, known)
    text = ["# Bodies and armed groups from the Phoenix actor dictionaries (Open Event Data Alliance, MIT).",
            "# Made by tools/actors/dictionaries.py.", "#shape body"]
    for kind in sorted(rows):
        text.append("#kind " + kind)
        text += sorted(rows[kind])
    (out / "from-phoenix.tsv").write_text("\n".join(text) + "\n", encoding="utf-8")
    people = leaders(info, known)
    text = ["# Leaders and governments to 2011 from CountryInfo (Schrodt, CC BY-SA 3.0). Made by tools/actors/dictionaries.py.",
            "# `?` after a term: in office when the file was made.", "#shape person", "#kind leader"]
    text += sorted(people)
    (out / "from-countryinfo.tsv").write_text("\n".join(text) + "\n", encoding="utf-8")
    print({k: len(v) for k, v in rows.items()}, len(people), "persons")


main()
