"""Rows of the lists of a kept ledger, and of the tables that coded texts make."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from ._records import Actor, Coded, CodedClaim, Document, Event, Parts, Statement
from ._table import Table


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """An article: a row of ``sayso docs``. ``claims`` counts those in it that pass the filter."""

    seq: int
    id: str
    name: str
    sha256: str
    title: str | None
    publisher: str | None
    published: datetime.date | None
    url: str | None
    language: str | None
    claims: int


@dataclass(frozen=True, slots=True)
class ActorRow:
    """Somebody, with the numbers of claims in which it acts, is acted upon, and speaks."""

    key: str
    name: str | None
    country: str | None
    role: str | None
    acts: int
    suffers: int
    says: int
    documents: int


@dataclass(frozen=True, slots=True)
class CodedDocument(Document):
    """A coded text with its numbers of records. ``key`` is its name in a kept ledger, which claims call ``document``;
    ``failure`` says why there are no records."""

    key: str
    statements: int
    events: int
    failure: str | None


@dataclass(frozen=True, slots=True)
class CodedStatement(Statement):
    """A statement of a text. ``key`` is its name in a kept ledger, which claims call ``statement``."""

    key: str
    document: str
    sha256: str
    published: datetime.date | None


@dataclass(frozen=True, slots=True)
class CodedEvent(Event):
    """An event of a text. ``key`` is its name in a kept ledger, which claims call ``event``."""

    key: str
    document: str
    sha256: str
    published: datetime.date | None


@dataclass(frozen=True, slots=True)
class CodedActor(Actor):
    """An actor of a text."""

    document: str
    sha256: str
    published: datetime.date | None


class Tables(NamedTuple):
    """The records of many texts. ``document`` and ``sha256`` say which text they are of, ``published`` when it was."""

    documents: Table[CodedDocument]
    statements: Table[CodedStatement]
    events: Table[CodedEvent]
    actors: Table[CodedActor]
    claims: Table[CodedClaim]


KINDS: dict[str, type] = {
    "documents": CodedDocument,
    "statements": CodedStatement,
    "events": CodedEvent,
    "actors": CodedActor,
    "claims": CodedClaim,
}


def tables(coded: Iterable[Coded]) -> Tables:
    """Puts the records of many texts into one table for each kind.

    >>> import sayso
    >>> made = sayso.tables(sayso.code_many(["Police arrested 40 protesters in Lagos.", "Rebels attacked a convoy in Mali."]))
    >>> [(e.document, e.type) for e in made.events]
    [('1', 'COERCE'), ('2', 'ASSAULT')]
    >>> [(c.event == made.events[1].key, c.status) for c in made.claims[-1:]]
    [(True, 'asserted')]
    """
    lines: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for one in coded:
        for kind, into in lines.items():
            into.extend(lines_of(kind, one.parts))
    return Tables(*(Table(KINDS[kind], lines[kind]) for kind in KINDS))


def lines_of(kind: str, parts: Parts) -> list[str]:
    """The rows that a text adds to a table, as JSON."""
    if kind == "claims":
        return parts.claims
    data = json.loads(parts.json)
    document = data["document"]
    if kind == "documents":
        counts = {"statements": len(data["statements"]), "events": len(data["events"])}
        return [_line(document | counts | {"key": parts.key, "failure": parts.failure})]
    of = {"document": document["id"], "sha256": document["sha256"], "published": document["published"]}
    if kind == "actors":
        return [_line(record | of) for record in data[kind]]
    keys = parts.statement_keys if kind == "statements" else parts.event_keys
    return [_line(record | of | {"key": key}) for record, key in zip(data[kind], keys, strict=True)]


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))
