"""Coding and linking on a cluster, by Spark: the same rows as on one machine.

    coded = sayso.spark.code(spark.read.parquet("articles/"))
    coded.write.partitionBy("published").parquet("out/coded")
    coded = spark.read.parquet("out/coded")
    sayso.spark.tables(coded).claims.write.partitionBy("published").parquet("out/claims")
    sayso.spark.link(coded).write.partitionBy("first_published").parquet("out/incidents")

Coding is what takes time, so that its result is written before others are made of it. Each function only plans: Spark runs it, and
a task that is lost is run again and gives the same rows. docs/SCALE.md says which machines that takes.
"""

from __future__ import annotations

import datetime
import hashlib
import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, cast

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

from . import _coding, _native
from ._linked import LinkedIncident
from ._records import Coded, Parts
from ._rows import KINDS, lines_of
from ._shape import shape
from ._table import Table

Batches = Iterator[pa.RecordBatch]

# What is held before it is handed on.
_ROWS = 64
_BYTES = 1 << 20


class Frames(NamedTuple):
    """The records of many texts, as :class:`sayso.Tables` has them."""

    documents: DataFrame
    statements: DataFrame
    events: DataFrame
    actors: DataFrame
    claims: DataFrame


def _type(shape: Any) -> T.DataType:
    """The type of a column, from what ``_shape.shape`` says of it."""
    if isinstance(shape, str):
        plain: dict[str, T.DataType] = {
            "text": T.StringType(),
            "integer": T.LongType(),
            "number": T.DoubleType(),
            "flag": T.BooleanType(),
            "day": T.DateType(),
        }
        return plain[shape]
    kind, *inner = shape
    if kind == "list":
        return T.ArrayType(_type(inner[0]))
    if kind == "map":
        return T.MapType(T.StringType(), _type(inner[0]))
    return T.StructType([T.StructField(name, _type(of)) for name, of in inner])


def schema(kind: type) -> T.StructType:
    """The columns of a class of rows."""
    return cast(T.StructType, _type(shape(cast(Any, kind))))


_TEXTS = T.ArrayType(T.StringType())
_CODED = T.StructType(
    [
        T.StructField("id", T.StringType()),
        T.StructField("key", T.StringType()),
        T.StructField("sha256", T.StringType()),
        T.StructField("title", T.StringType()),
        T.StructField("publisher", T.StringType()),
        T.StructField("published", T.DateType()),
        T.StructField("url", T.StringType()),
        T.StructField("failure", T.StringType()),
        T.StructField("text", T.StringType()),
        T.StructField("json", T.StringType()),
        T.StructField("claims", _TEXTS),
        T.StructField("statement_keys", _TEXTS),
        T.StructField("event_keys", _TEXTS),
        T.StructField(
            "reports",
            T.ArrayType(
                T.StructType([T.StructField("block", T.StringType()), T.StructField("report", T.StringType())])
            ),
        ),
        T.StructField("sketch", T.BinaryType()),
    ]
)
_ARTICLE = ("text", "id", "published", "publisher", "url", "title")


def code(
    df: DataFrame,
    *,
    partitions: int | None = None,
    min_confidence: float = 0.0,
    dictionaries: _coding.Path | None = None,
    lexicon: _coding.Path | None = None,
) -> DataFrame:
    """Codes articles: a frame with a column ``text`` and, where they are known, ``id``, ``published``, ``publisher``, ``url``
    and ``title``. Gives a row an article: what is known of it, its text, its records as ``json`` (the line that ``sayso code``
    prints) and what :func:`tables` and :func:`link` need.

    An article without ``id`` is called by its address, or else by the hash of its text. A text that cannot be coded has a
    ``failure`` and no records. ``partitions`` deals the articles out anew: files are often too large to make enough tasks.
    Folders of ``dictionaries`` and ``lexicon`` have to be where the workers are.
    """
    if "text" not in df.columns:
        have = ", ".join(f"`{c}`" for c in df.columns)
        raise ValueError(f"the frame has no column `text`, but {have}; rename the one that holds the articles")
    given = [F.expr(f"try_cast({c} AS DATE)") if c == "published" else F.col(c) for c in _ARTICLE if c in df.columns]
    columns = [
        column.cast("string").alias(name)
        for column, name in zip(given, [c for c in _ARTICLE if c in df.columns], strict=True)
    ]
    articles = df.select(*columns)
    if partitions is not None:
        articles = articles.repartition(partitions)

    def run(batches: Batches) -> Batches:
        rows = (_named(row) for batch in batches for row in batch.to_pylist())
        coded = _coding.code_many(
            rows, threads=1, min_confidence=min_confidence, dictionaries=dictionaries, lexicon=lexicon
        )
        return _batches(coded)

    return articles.mapInArrow(run, _CODED)


def code_files(
    spark: SparkSession,
    sources: Iterable[_coding.Path],
    *,
    published: str | datetime.date | None = None,
    publisher: str | None = None,
    min_confidence: float = 0.0,
    dictionaries: _coding.Path | None = None,
    lexicon: _coding.Path | None = None,
) -> DataFrame:
    """Codes what files hold that the workers can open, or what lies at addresses: web archives above all, read as a stream.
    One task a file. Gives rows as :func:`code` does."""
    paths = _coding.paths(sources)

    def run(batches: Batches) -> Batches:
        for batch in batches:
            for at in cast(list[int], batch.column(0).to_pylist()):
                yield from _batches(
                    _coding.code_files(
                        paths[at],
                        published=published,
                        publisher=publisher,
                        threads=1,
                        min_confidence=min_confidence,
                        dictionaries=dictionaries,
                        lexicon=lexicon,
                    )
                )

    return spark.range(0, len(paths), 1, max(1, len(paths))).mapInArrow(run, _CODED)


def tables(coded: DataFrame) -> Frames:
    """The records of coded articles, a frame for each kind, with the rows of :func:`sayso.tables`. All have a column
    ``published`` by which they can be written."""
    parts = coded.select(*Parts._fields)
    return Frames(*(parts.mapInArrow(_lines(kind), schema(KINDS[kind])) for kind in Frames._fields))


def link(coded: DataFrame, *, rule: str = "most-sources") -> DataFrame:
    """Joins the events that coded articles report to incidents, one row each, with the values that ``rule`` picks where reports
    differ: the rows of ``sayso incidents``, in no order. ``first_published`` is a column by which they can be written.

    Only events of one type in one country are compared, all in one task: docs/SCALE.md says how large that gets.
    """
    told = coded.select(
        "key",
        "id",
        "sha256",
        F.coalesce("title", "id").alias("name"),
        F.posexplode("reports").alias("at", "told"),
    ).select("key", "id", "sha256", "name", "at", "told.block", "told.report")
    copies = _copies(coded.select("sha256", "sketch"))
    joined = told.join(copies, "sha256", "left")

    # All of a block to one task, and there in the order in which one machine would read the articles: what is read is a stream,
    # however many reports a block holds.
    ordered = joined.repartition("block").sortWithinPartitions("block", "id", "key", "at")

    def run(batches: Batches) -> Batches:
        rows = (row for batch in batches for row in _reports(batch))
        for _, block in itertools.groupby(rows, key=lambda row: row[0]):
            lines = _native.incidents(_once(block), rule)
            for start in range(0, len(lines), _ROWS):
                yield from Table(LinkedIncident, lines[start : start + _ROWS]).to_arrow().to_batches()

    return ordered.mapInArrow(run, schema(LinkedIncident))


_Told = tuple[str, str, int, str, str | None, str]


def _reports(batch: pa.RecordBatch) -> Iterator[_Told]:
    """The rows of a batch, one by one."""
    columns = [batch[name] for name in ("block", "key", "at", "report", "copies", "name")]
    for at in range(batch.num_rows):
        yield cast(_Told, tuple(column[at].as_py() for column in columns))


def _once(block: Iterable[_Told]) -> Iterator[tuple[str, str | None, str, str]]:
    """The reports of a block; one of an article that stands there twice counts once."""
    seen = set()
    for _, key, at, report, copies, name in block:
        if (key, at) not in seen:
            seen.add((key, at))
            yield report, copies, key, name


def _copies(texts: DataFrame) -> DataFrame:
    """For each text that has copies, by its hash: what the group of them is called.

    Texts that share a key are compared. Those whose words are the same are taken together first, so that a text of an agency that
    two hundred outlets carry unchanged is compared once.
    """
    same = texts.where(F.length("sketch") > 0).groupBy("sketch")
    alike = same.agg(F.min("sha256").alias("text"), F.collect_set("sha256").alias("all"))
    verbatim = alike.select(F.col("text").alias("left"), F.explode("all").alias("right")).where("left < right")
    sketches = alike.select("text", "sketch")
    keys = sketches.mapInArrow(_keys, "text string, key long")
    left, right = keys.toDF("left", "key"), keys.toDF("right", "key")
    shared = left.join(right, "key").where("left < right").groupBy("left", "right").agg(F.count("key").alias("shared"))
    compared = shared.join(sketches.toDF("left", "left_sketch"), "left").join(
        sketches.toDF("right", "right_sketch"), "right"
    )
    # Each task joins the pairs that it has; what is left is a pair for each text, few enough for one task.
    pairs = compared.unionByName(verbatim, allowMissingColumns=True).mapInArrow(_families, "left string, right string")
    return (
        pairs.repartition(1)
        .mapInArrow(_families, "left string, right string")
        .select(F.col("left").alias("sha256"), F.concat(F.lit("copies of "), "right").alias("copies"))
    )


def _named(row: dict[str, str | None]) -> _coding.Article:
    text = row.pop("text") or ""
    id = row.pop("id", None) or row.get("url") or hashlib.sha256(text.encode()).hexdigest()[:16]
    return _coding.Article(text, id, **row)


def _batches(coded: Iterable[Coded]) -> Batches:
    """Rows of coded articles, a few at a time."""
    rows: list[dict[str, Any]] = []
    held = 0
    for one in coded:
        row = _row(one)
        rows.append(row)
        held += 2 * len(row["json"])
        if len(rows) == _ROWS or held >= _BYTES:
            yield _batch(rows, _CODED)
            rows, held = [], 0
    if rows:
        yield _batch(rows, _CODED)


def _row(coded: Coded) -> dict[str, Any]:
    document = json.loads(coded.json)["document"]
    day = document["published"]
    known = {name: document[name] for name in ("id", "sha256", "title", "publisher", "url")}
    record = cast(_native.Record, coded._record)
    told = [{"block": block, "report": report} for block, report in record.reports()]
    return (
        known
        | coded.parts._asdict()
        | {
            "published": None if day is None else datetime.date.fromisoformat(day),
            "text": coded.text,
            "reports": told,
            "sketch": record.sketch(),
        }
    )


def _batch(rows: list[dict[str, Any]], columns: T.StructType) -> pa.RecordBatch:
    from pyspark.sql.pandas.types import to_arrow_schema

    return pa.RecordBatch.from_pylist(rows, schema=to_arrow_schema(columns))


def _lines(kind: str) -> Callable[[Batches], Batches]:
    def run(batches: Batches) -> Batches:
        for batch in batches:
            lines = [line for row in batch.to_pylist() for line in lines_of(kind, Parts(**row))]
            yield from Table(KINDS[kind], lines).to_arrow().to_batches()

    return run


def _keys(batches: Batches) -> Batches:
    for batch in batches:
        rows = [(r["text"], key) for r in batch.to_pylist() for key in _native.sketch_keys(r["sketch"])]
        yield _pairs(rows, text=pa.string(), key=pa.int64())


def _pairs(pairs: Iterable[tuple[Any, Any]], **columns: pa.DataType) -> pa.RecordBatch:
    """A batch of two columns."""
    rows = list(pairs)
    arrays = [pa.array([row[at] for row in rows], kind) for at, kind in enumerate(columns.values())]
    return pa.RecordBatch.from_arrays(arrays, names=list(columns))


def _families(batches: Batches) -> Batches:
    """Groups of texts that are joined by pairs: each text with the lowest of its group. Pairs with sketches are compared first."""
    pairs = [(r["left"], r["right"]) for batch in batches for r in batch.to_pylist() if _is_pair(r)]
    named = [(text, name.removeprefix("copies of ")) for text, name in _native.families(pairs)]
    yield _pairs(named, left=pa.string(), right=pa.string())


def _is_pair(row: dict[str, Any]) -> bool:
    return row.get("shared") is None or _native.are_copies(row["shared"], row["left_sketch"], row["right_sketch"])
