"""Tables are taken over by pyarrow, pandas, polars and duckdb, and hold what the objects hold."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path
from typing import Any

import pytest

import sayso

pa = pytest.importorskip("pyarrow")
pytest.importorskip("pandas")
polars = pytest.importorskip("polars")
duckdb = pytest.importorskip("duckdb")


@pytest.fixture(scope="module")
def made(news: list[Path]) -> sayso.Tables:
    return sayso.tables(sayso.code_files(news[:25], published="2024-05-06"))


def plain(value: Any) -> Any:
    """An object as Arrow gives it back."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        key = {f.name: f.metadata.get("key", f.name) for f in dataclasses.fields(value)}
        return {key[name]: plain(getattr(value, name)) for name in key}
    if isinstance(value, tuple):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return [(k, plain(v)) for k, v in sorted(value.items())]
    return value


def test_columns_hold_what_the_objects_hold(made: sayso.Tables) -> None:
    for table in made:
        held = pa.table(table)
        held.validate(full=True)
        assert len(held) == len(table) > 0
        assert held.to_pylist() == [plain(row) for row in table]
    assert made.events.to_arrow().schema.field("date").type.field("from").type == pa.date32()


def test_pandas_polars_and_duckdb_agree(made: sayso.Tables) -> None:
    events = made.events
    wanted: dict[str, int] = {}
    for event in events:
        wanted[event.type] = wanted.get(event.type, 0) + 1
    assert events.to_pandas()["type"].value_counts().to_dict() == wanted
    assert dict(events.to_polars()["type"].value_counts().iter_rows()) == wanted
    assert dict(duckdb.sql("SELECT type, count(*) FROM events GROUP BY ALL").fetchall()) == wanted
    named = sum(len(event.actors) for event in events)
    assert events.to_polars().select(polars.col("actors").list.len().sum()).item() == named
    assert duckdb.sql("SELECT sum(len(actors)) FROM events").fetchall() == [(named,)]


def test_a_ledgers_lists_are_tables(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("An air strike killed 12 people in Omdurman on Monday, the health ministry said.")
    (tmp_path / "b.txt").write_text("Rebels said an air strike killed at least 30 people in Omdurman on Monday.")
    ledger = sayso.Ledger(tmp_path / "l.db", create=True)
    ledger.ingest([tmp_path / "a.txt", tmp_path / "b.txt"], published="2024-04-03")
    lists: list[sayso.Table[Any]] = [
        ledger.claims(), ledger.documents(), ledger.actors(), ledger.sources(), ledger.incidents(),
        ledger.conflicts(), ledger.commitments(),
    ]
    for table in lists:
        assert pa.table(table).to_pylist() == [plain(row) for row in table]
        assert len(table.to_polars()) == len(table) == len(table.to_pandas())
    days = {d["from"] for d in pa.table(ledger.claims("type:ASSAULT"))["date"].to_pylist()}
    assert days == {datetime.date(2024, 4, 1)}


def test_an_empty_table_has_its_columns() -> None:
    empty = sayso.Table(sayso.Claim, [])
    assert pa.table(empty).num_rows == 0 and "says" in pa.table(empty).column_names
    assert empty.to_polars().height == 0


def test_a_line_that_is_none_is_an_error() -> None:
    with pytest.raises(Exception, match="Int64"):
        pa.table(sayso.Table(sayso.Claim, ['{"seq": "one"}']))


def test_many_batches_are_one_table() -> None:
    line = '{"key": "a", "name": null, "acts": 1, "suffers": 2, "says": 3, "documents": 4}'
    held = pa.table(sayso.Table(sayso.ActorRow, [line] * 20_000))
    assert held.num_rows == 20_000 and held["acts"].num_chunks == 3
    assert pa.compute.sum(held["says"]).as_py() == 60_000
