"""Rows: pandas, polars, pyarrow and duckdb read the same ones, and their offsets point at the words."""

import csv
import io
import json

import duckdb
import pandas
import polars
import pyarrow.csv
import pyarrow.parquet
import pytest


def seen(text):
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def check_reports(ledger, rows, exact):
    """`rows`: a list of dicts."""
    assert len(rows) == len(ledger.claims)
    assert {r["claim_id"] for r in rows} == set(ledger.claims)
    for row in rows:
        text = ledger.text(row["doc_id"])
        for what in ("trigger", "evidence"):
            words = text[int(row[f"{what}_start"]) : int(row[f"{what}_end"])]
            assert row[f"{what}_text"] == (words if exact else seen(words))
        claim = ledger.claims[row["claim_id"]]
        assert row["evidence_text"] == (claim["quote"]["text"] if exact else seen(claim["quote"]["text"]))


def by_polars(path):
    rows = polars.read_csv(path, infer_schema=False).to_dicts()
    return [{name: cell or "" for name, cell in row.items()} for row in rows]


def by_pyarrow(path):
    parse = pyarrow.csv.ParseOptions(newlines_in_values=True)
    return pyarrow.csv.read_csv(path, parse_options=parse).to_pylist()


READERS = {
    "pandas": lambda path: pandas.read_csv(path, dtype="string", keep_default_na=False).to_dict("records"),
    "polars": by_polars,
    "pyarrow": by_pyarrow,
    "duckdb": lambda path: duckdb.sql(f"FROM read_csv('{path}', header = true, all_varchar = true)").fetchdf().to_dict("records"),
}


@pytest.mark.parametrize("reader", READERS)
def test_csv_of_reports(ledger, reader):
    out, manifest = ledger.export("csv", "--no-guard")
    rows = READERS[reader](out / "sayso-reports.csv")
    assert manifest["files"][0]["rows"] == len(rows)
    check_reports(ledger, rows, exact=False)


def test_types_of_csv_are_those_of_the_schema(ledger):
    out, _ = ledger.export("csv", "--no-guard")
    schema = json.loads((out / "sayso-reports.csv.schema.json").read_text(encoding="utf-8"))
    frame = pandas.read_csv(out / "sayso-reports.csv", low_memory=False)
    assert list(frame.columns) == [f["name"] for f in schema["fields"]]
    for field in schema["fields"]:
        column = frame[field["name"]].dropna()
        if field["type"] in ("integer", "number"):
            assert pandas.api.types.is_numeric_dtype(column), field
        if field["type"] == "date":
            pandas.to_datetime(column, format="%Y-%m-%d")


def test_no_cell_is_a_formula(ledger):
    out, _ = ledger.export("csv")
    for row in csv.DictReader(io.StringIO((out / "sayso-reports.csv").read_text(encoding="utf-8"), newline="")):
        for cell in row.values():
            number = cell.replace(".", "", 1).removeprefix("-").isdigit()
            assert number or cell == "-" or not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell


def test_parquet_of_reports(ledger):
    out, manifest = ledger.export("parquet")
    path = out / "sayso-reports.parquet"
    tables = [
        pandas.read_parquet(path).to_dict("records"),
        polars.read_parquet(path).to_dicts(),
        pyarrow.parquet.read_table(path).to_pylist(),
        duckdb.sql(f"FROM '{path}'").fetchdf().to_dict("records"),
    ]
    for rows in tables:
        assert manifest["files"][0]["rows"] == len(rows)
        check_reports(ledger, rows, exact=True)


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_incidents(ledger, form):
    out, manifest = ledger.export(form, "--grain", "incidents")
    read = (lambda p: polars.read_csv(p, infer_schema=False)) if form == "csv" else polars.read_parquet
    incidents, members = read(out / f"sayso-incidents.{form}"), read(out / f"sayso-incidents-members.{form}")
    assert [len(incidents), len(members)] == [f["rows"] for f in manifest["files"]]
    assert incidents["incident_id"].is_unique().all() and members["event_id"].is_unique().all()
    assert set(members["incident_id"]) == set(incidents["incident_id"])
    assert set(members["doc_id"]) <= set(ledger.articles)


@pytest.mark.parametrize("form, columns, missing", [("polecat", 40, "None"), ("icews", 20, "")])
def test_tables_with_tabs(ledger, form, columns, missing):
    out, manifest = ledger.export(form)
    path = out / f"sayso-{form}.tsv"
    frame = pandas.read_csv(path, sep="\t", dtype="string", keep_default_na=False, quoting=csv.QUOTE_NONE)
    other = polars.read_csv(path, separator="\t", quote_char=None, infer_schema=False)
    assert frame.shape == other.shape == (manifest["files"][0]["rows"], columns)
    happened = {c["id"] for c in ledger.claims.values() if c["status"] in ("asserted", "alleged")}
    assert len(frame) == len(happened) and frame["Event ID"].is_unique
    if form == "polecat":
        assert set(frame["Event ID"]) == happened
    # As most scripts read it, with marks that none of these files has.
    assert len(pandas.read_csv(path, sep="\t", dtype="string", keep_default_na=False)) == len(frame)
    assert (frame["District"] == missing).all()


@pytest.mark.parametrize("form, columns, key", [("acled", 31, "event_id_cnty"), ("ucdp", 49, "id"), ("eventreport", 20, "report_id")])
def test_tables_of_others(ledger, form, columns, key):
    out, manifest = ledger.export(form)
    frame = pandas.read_csv(out / f"sayso-{form}.csv")
    assert frame.shape == (manifest["files"][0]["rows"], columns)
    assert frame[key].is_unique


@pytest.mark.parametrize("form, key", [("acled", "event_id_cnty"), ("ucdp", "id")])
def test_what_we_write_is_found_again(ledger, form, key):
    out, _ = ledger.export(form)
    path = out / f"sayso-{form}.csv"
    compared = list(map(json.loads, ledger.run("compare", "-q", "-f", "jsonl", str(path)).splitlines()))
    frame = pandas.read_csv(path)
    assert [c["theirs"]["id"] for c in compared] == list(frame[key])
    for one in compared:
        if one["theirs"]["country"]:
            # Two incidents of one day, place and type may be as like each other as to themselves.
            assert one["incident"] == one["theirs"]["id"] or one["incident"] and not one["differs"], one
