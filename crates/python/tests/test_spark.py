"""A cluster gives the rows of one machine, also when one of its executors is killed on the way. `SAYSO_NEWS=4395` takes so many
articles."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import sayso

pa = pytest.importorskip("pyarrow")
pytest.importorskip("pyspark")
import cluster  # noqa: E402

if not cluster.can_run():
    pytest.skip("no Java for Spark; Debian has openjdk-17-jre-headless", allow_module_level=True)

import pyarrow.parquet as pq  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

import sayso.spark  # noqa: E402

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
KINDS = ("documents", "statements", "events", "claims")


def articles(news: list[Path]) -> list[dict[str, Any]]:
    """The made-up articles, real ones, copies of both, and what is no article."""
    made = [
        {"id": f.name, "text": f.read_text(encoding="utf-8"), "published": f.name[:10], "publisher": f.stem[11:]}
        for f in sorted(EXAMPLES.glob("*.txt"))
    ]
    real = [
        {"id": f"news/{n:03}", "text": cluster.text(f), "published": "2024-05-06", "publisher": None}
        for n, f in enumerate(news)
    ]
    edited = real[0] | {"id": "z/edited", "text": real[0]["text"] + " It was updated.", "publisher": "The Courier"}
    again = made[0] | {"id": "z/again"}
    empty = {"id": "z/empty", "text": "", "published": None, "publisher": None}
    rows = [*made, *real, edited, again, empty]
    return sorted(rows, key=lambda row: str(row["id"]))


@pytest.fixture(scope="module")
def rows(news: list[Path]) -> list[dict[str, Any]]:
    return articles(news if "SAYSO_NEWS" in os.environ else news[::2])


@pytest.fixture(scope="module")
def done(rows: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> tuple[cluster.Run, Path]:
    folder = tmp_path_factory.mktemp("spark")
    cluster.write_articles(rows, folder / "articles")
    out = folder / "out"
    tasks = max(12, len(rows) // 45)
    arguments = ["--articles", str(folder / "articles"), "--out", str(out), "--partitions", str(tasks)]
    run = cluster.submit(*arguments, kill_after=out)
    assert run.status == 0, run.log[-4000:]
    return run, out


@pytest.fixture(scope="module")
def local(rows: list[dict[str, Any]]) -> list[sayso.Coded]:
    return list(sayso.code_many(rows))


@pytest.fixture(scope="module")
def lines(rows: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same articles as the program reads them, but the one that is empty: that it does not take."""
    path = tmp_path_factory.mktemp("lines") / "articles.jsonl"
    known = ({k: v for k, v in row.items() if v is not None} for row in rows if row["text"])
    path.write_text("".join(json.dumps(row) + "\n" for row in known), encoding="utf-8")
    return path


def read(folder: Path) -> list[dict[str, Any]]:
    return pq.read_table(folder).to_pylist()


def ordered(rows: list[dict[str, Any]]) -> list[str]:
    """Rows in an order of their own, whatever the order of their columns."""
    def plain(value: Any) -> Any:
        if isinstance(value, list) and value and all(isinstance(v, tuple) for v in value):
            return dict(value)
        return value

    return sorted(json.dumps({k: plain(v) for k, v in row.items()}, sort_keys=True, default=str) for row in rows)


def test_a_killed_executor_changes_nothing(done: tuple[cluster.Run, Path], local: list[sayso.Coded]) -> None:
    run, out = done
    assert run.killed is not None and re.search(r"Lost (executor|task)|ExecutorLost|worker lost", run.log), run.log[-4000:]
    tables = sayso.tables(local)
    for kind in KINDS:
        here = pa.table(getattr(tables, kind)).to_pylist()
        assert len(here) > 20
        assert ordered(read(out / kind)) == ordered(here), kind


def test_records_are_those_of_the_program(program: str, done: tuple[cluster.Run, Path], lines: Path) -> None:
    command = [program, "code", "-q", "-f", "jsonl", str(lines)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    coded = [json.loads(line) for line in told.splitlines()]
    there = [json.loads(row["json"]) for row in read(done[1] / "coded") if row["text"]]
    for record in [*coded, *there]:
        # Where it was read that an article is of some day is another thing in a table and in a line.
        record["document"] = {k: v for k, v in record["document"].items() if k not in ("input", "metadata")}
    assert ordered(there) == ordered(coded)


def test_claims_and_incidents_are_those_of_the_program(
    program: str, done: tuple[cluster.Run, Path], lines: Path, tmp_path: Path
) -> None:
    def asked(*words: str) -> list[dict[str, Any]]:
        command = [program, *words, "--db", str(tmp_path / "l.db")]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        return [json.loads(line) for line in told.splitlines()]

    asked("ingest", "-q", str(lines))
    there = read(done[1] / "incidents")
    days = [row.pop("first_published") for row in there]
    here = asked("incidents", "-f", "jsonl")
    assert any(row["articles"] > 1 for row in here) and all(days)
    assert ordered([r | {"values": dict(r["values"])} for r in there]) == ordered(here)
    claims = {claim["id"]: claim for claim in asked("claims", "-f", "jsonl")}
    found = read(done[1] / "claims")
    assert {row["id"] for row in found} == set(claims)
    for row in found:
        claim = claims[row["id"]]
        assert (row["event"], row["status"], row["quote"]) == (claim["event"], claim["status"], claim["quote"])


def test_an_executor_needs_little_memory(done: tuple[cluster.Run, Path]) -> None:
    assert 100 < sum(done[0].parts_mb) <= 500, done[0].parts_mb


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    settings = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    session = settings.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1")
    with session.getOrCreate() as spark:
        yield spark


def test_files_are_coded_as_on_one_machine(spark: SparkSession, lines: Path) -> None:
    short = lines.with_name("short.jsonl")
    short.write_text("".join(lines.read_text(encoding="utf-8").splitlines(keepends=True)[:3]), encoding="utf-8")
    missing = lines.with_name("missing.warc.gz")
    coded = sayso.spark.code_files(spark, [short, missing]).collect()
    here = list(sayso.code_files([short, missing]))
    assert [row.json for row in coded] == [one.json for one in here]
    assert [row.failure is None for row in coded] == [True, True, True, False]


def test_what_is_known_of_articles_is_what_the_frame_has(spark: SparkSession) -> None:
    with pytest.raises(ValueError, match="no column `text`, but `body`"):
        sayso.spark.code(spark.createDataFrame([("x",)], "body string"))
    frame = spark.createDataFrame([("Police arrested 40 protesters on Monday.", "2024-05-06 10:00:00")], "text string, published string")
    row = sayso.spark.code(frame).first()
    assert row is not None and len(row.id) == 16 and str(row.published) == "2024-05-06"
    assert json.loads(row.json)["events"][0]["date"]["from"] == "2024-05-06"
