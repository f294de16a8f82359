"""Rows of the lists of a kept ledger."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from ._records import Actor, Coded, Document, Event, Statement
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
    """A coded text with its numbers of records. ``failure`` says why there are none."""

    statements: int
    events: int
    failure: str | None


@dataclass(frozen=True, slots=True)
class CodedStatement(Statement):
    """A statement and the identifier and hash of its text."""

    document: str
    sha256: str


@dataclass(frozen=True, slots=True)
class CodedEvent(Event):
    """An event and the identifier and hash of its text."""

    document: str
    sha256: str


@dataclass(frozen=True, slots=True)
class CodedActor(Actor):
    """An actor and the identifier and hash of its text."""

    document: str
    sha256: str


class Tables(NamedTuple):
    """The records of many texts. ``document`` and ``sha256`` say which text they are of."""

    documents: Table[CodedDocument]
    statements: Table[CodedStatement]
    events: Table[CodedEvent]
    actors: Table[CodedActor]


def tables(coded: Iterable[Coded]) -> Tables:
    """Puts the records of many texts into one table for each kind.

    >>> import sayso
    >>> made = sayso.tables(sayso.code_many(["Police arrested 40 protesters in Lagos.", "Rebels attacked a convoy in Mali."]))
    >>> [(e.document, e.type) for e in made.events]
    [('1', 'COERCE'), ('2', 'ASSAULT')]
    """
    documents: list[str] = []
    statements: list[str] = []
    events: list[str] = []
    actors: list[str] = []
    into = {"statements": statements, "events": events, "actors": actors}
    for one in coded:
        data = one.to_dict()
        document = data["document"]
        counts = {"statements": len(data["statements"]), "events": len(data["events"]), "failure": one.failure}
        documents.append(_line(document | counts))
        of = {"document": document["id"], "sha256": document["sha256"]}
        for kind, lines in into.items():
            lines.extend(_line(record | of) for record in data[kind])
    return Tables(
        Table(CodedDocument, documents),
        Table(CodedStatement, statements),
        Table(CodedEvent, events),
        Table(CodedActor, actors),
    )


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))
