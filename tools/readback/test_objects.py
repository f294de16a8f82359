"""Objects, graphs and texts with marks, read by those who use them."""

import html.parser
import json
import re

import geopandas
import networkx
import pytest
import stix2
from followthemoney import model
from followthemoney.types import registry


def lines(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        return [json.loads(line) for line in file]


def test_plover(ledger):
    out, _ = ledger.export("plover")
    records = lines(out / "sayso-plover.jsonl")
    assert {r["id"] for r in records} == set(ledger.claims) and len(records) == len(ledger.claims)
    for record in records:
        info, claim = record["text_info"], ledger.claims[record["id"]]
        assert info["unit"] == "char"
        assert ledger.text(info["text_story"])[info["start"] : info["end"]] == record["text"]
        deed = claim["status"] in ("asserted", "alleged")
        assert deed != bool({"negation", "future", "hypothetical"} & set(record["mode"]))
        assert len(record["actor"]) == len(claim["actors"])


@pytest.mark.parametrize("grain", ["reports", "incidents"])
def test_geojson(ledger, grain):
    out, manifest = ledger.export("geojson", "--grain", grain)
    frame = geopandas.read_file(out / (f"sayso-{grain}.geojson"))
    assert len(frame) == manifest["files"][0]["rows"] and frame.crs.to_epsg() == 4326
    key = {"reports": "claim_id", "incidents": "incident_id"}[grain]
    assert frame[key].is_unique and (frame["id"] == frame[key]).all()
    if grain == "reports":
        assert set(frame[key]) == set(ledger.claims)
    placed = frame[frame["latitude"].notna()]
    assert (frame.geometry.isna() == frame["latitude"].isna()).all()
    assert (placed.geometry.x == placed["longitude"]).all() and (placed.geometry.y == placed["latitude"]).all()
    assert placed["geo_precision"].notna().all()


@pytest.mark.parametrize("network", ["did", "accuses", "quotes"])
def test_networks(ledger, network):
    gexf, manifest = ledger.export("gexf")
    graphml, _ = ledger.export("graphml")
    one = networkx.read_gexf(gexf / f"sayso-network-{network}.gexf")
    other = networkx.read_graphml(graphml / f"sayso-network-{network}.graphml")
    assert one.is_directed() and set(one.nodes) == set(other.nodes)
    numbers = ("weight", "claims", "asserted", "alleged", "denied", "no_deed")
    of = lambda graph: {(a, b): [int(e[n]) for n in numbers] for a, b, e in graph.edges(data=True)}
    assert of(one) == of(other)
    (rows,) = [f["rows"] for f in manifest["files"] if f["name"].endswith(f"{network}.gexf")]
    assert one.number_of_edges() == rows
    if network == "quotes":
        return
    counted = {}
    for claim in ledger.claims.values():
        if (claim["type"] == "ACCUSE") != (network == "accuses"):
            continue
        for actor in claim["actors"]:
            for target in claim["recipients"]:
                ends = (actor["key"], target["key"])
                if None not in ends and ends[0] != ends[1]:
                    counted[ends] = counted.get(ends, 0) + 1
    found = {ends: values[0] for ends, values in of(one).items()}
    seen = lambda key: re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]", "\N{REPLACEMENT CHARACTER}", key)
    assert found == {(seen(a), seen(b)): n for (a, b), n in counted.items()}


def test_annotations(ledger):
    out, _ = ledger.export("annotation")
    whole = json.loads((out / "sayso-annotations.jsonld").read_text(encoding="utf-8"))
    items = whole["first"]["items"]
    assert {i["id"] for i in items} == {f"urn:sayso:{id}" for id in ledger.claims} and len(items) == len(ledger.claims)
    for item in items:
        canonical = item["target"][0]
        text = ledger.text(canonical["source"]["id"].removeprefix("urn:sayso:"))
        position, quote = canonical["selector"]
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote["prefix"]) and text[end:].startswith(quote["suffix"])
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_follow_the_money(ledger):
    out, manifest = ledger.export("ftm")
    entities = lines(out / "sayso-ftm.jsonl")
    ids = {e["id"]: e["schema"] for e in entities}
    assert len(ids) == len(entities) == manifest["files"][0]["rows"]
    for entity in entities:
        proxy = model.get_proxy(entity)
        proxy.schema.validate(entity)
        for prop, value in proxy.itervalues():
            assert prop.type.clean(value) == value or prop.type in (registry.string, registry.text, registry.name), (prop, value)
            if prop.type == registry.entity:
                assert model.get(ids[value]).is_a(prop.range), (prop, ids[value])
    deeds = {id.replace("_", "-") for id, c in ledger.claims.items() if c["status"] in ("asserted", "alleged", "denied")}
    assert {id for id, schema in ids.items() if schema == "Documentation"} == deeds


def test_stix(ledger):
    out, manifest = ledger.export("stix")
    bundle = stix2.parse((out / "sayso-stix.json").read_text(encoding="utf-8"), allow_custom=False)
    ids = [o.id for o in bundle.objects]
    assert len(ids) == len(set(ids)) == manifest["files"][0]["rows"]
    of = lambda kind: [o for o in bundle.objects if o.type == kind]
    assert {n.external_references[0].external_id for n in of("note")} == set(ledger.claims)
    denied = {id for id, c in ledger.claims.items() if c["status"] == "denied"}
    assert {o.external_references[0].external_id for o in of("opinion")} == denied
    known = set(ids)
    for thing in of("note") + of("opinion") + of("report"):
        assert set(thing.object_refs) <= known
    for note in of("note"):
        claim = ledger.claims[note.external_references[0].external_id]
        assert note.content == claim["quote"]["text"]
        refers = any(ref.startswith("incident--") for ref in note.object_refs)
        assert refers == (claim["status"] in ("asserted", "alleged", "denied"))


def test_brat(ledger):
    out, _ = ledger.export("brat")
    folder = out / "sayso-brat"
    assert {p.stem for p in folder.glob("*.ann")} == set(ledger.articles)
    for path in folder.glob("*.ann"):
        # As brat reads: ends of lines are made one.
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        assert len(text) == len(ledger.text(path.stem))
        marks = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            id, rest = line.split("\t", 1)
            assert id not in marks
            if id[0] != "T":
                marks[id] = rest
                refers = re.findall(r"[:\s]([TE]\d+)", rest.split("\t")[0])
                assert refers and all(r in marks for r in refers), line
                continue
            head, words = rest.split("\t")
            kind, places = head.split(" ", 1)
            pieces = [tuple(map(int, place.split(" "))) for place in places.split(";")]
            assert " ".join(text[start:end] for start, end in pieces) == words
            marks[id] = kind
        for id, event in marks.items():
            if id[0] == "E":
                kind, trigger = event.split(" ")[0].split(":")
                assert marks[trigger] == kind
    statements = sum(len(a["coding"]["statements"]) for a in ledger.articles.values())
    assert statements > 0


def test_citron(ledger):
    out, manifest = ledger.export("citron")
    count = 0
    for path in (out / "sayso-citron").glob("*.json"):
        whole = json.loads(path.read_text(encoding="utf-8"))
        assert whole["text"] == ledger.text(path.stem)
        for quote in whole["quotes"]:
            count += 1
            assert quote["contents"]
            for span in [*quote["contents"], *quote["sources"], *([quote["cue"]] if "cue" in quote else [])]:
                assert whole["text"][span["start"] : span["end"]] == span["text"]
        for group in whole["coreference_groups"]:
            assert len(group) > 1
            assert all(whole["text"][s["start"] : s["end"]] == s["text"] for s in group)
    assert count == sum(f["rows"] for f in manifest["files"])
    assert count == sum(len(a["coding"]["statements"]) for a in ledger.articles.values())


class Links(html.parser.HTMLParser):
    """What a page would load."""

    def __init__(self):
        super().__init__()
        self.loads, self.text = [], []

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        if tag in ("script", "link", "img", "iframe", "object") or "src" in known:
            self.loads.append(tag)

    def handle_data(self, data):
        self.text.append(data)


def test_dossiers(ledger):
    out, manifest = ledger.export("html", "-n", "20")
    pages = list((out / "sayso-dossiers").glob("*.html"))
    assert len(pages) == len(manifest["files"]) > 0
    for path in pages:
        links = Links()
        links.feed(path.read_text(encoding="utf-8"))
        assert not links.loads and path.stem in "".join(links.text)
