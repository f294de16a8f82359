"""The records of one text, field by field as ``sayso code`` prints them.

Offsets are half-open and count characters of ``Coded.text``, so that ``coded.text[w.start:w.end] == w.text``.
"""

from __future__ import annotations

import datetime
import functools
import json
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from . import _html, _native
from ._shape import read


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the text, and where they stand."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who acts or is acted upon; ``actor`` is the identifier of an :class:`Actor`."""

    actor: str | None
    name: str | None
    start: int | None
    end: int | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody on whose say-so something is reported."""

    actor: str | None
    name: str
    class_: str | None = field(metadata={"key": "class"})
    start: int | None
    end: int | None
    text: str | None


@dataclass(frozen=True, slots=True)
class ActorCandidate:
    """An entry of the knowledge base that an actor could be and is not taken for."""

    entry: str
    name: str
    country: str | None
    role: str | None
    score: float
    evidence: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody, once for each document, with all mentions."""

    id: str
    name: str
    country: str | None
    role: str | None
    wikidata: str | None
    entry: str | None
    title: str | None
    mentions: tuple[Words, ...]
    evidence: tuple[str, ...]
    candidates: tuple[ActorCandidate, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The statement that another one ``denies``, ``confirms`` or ``retracts``."""

    kind: str
    statement: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody says something. ``sources`` is the chain, the outermost first."""

    id: str
    parent: str | None
    sources: tuple[Source, ...]
    cue: Words | None
    content: tuple[Words, ...]
    act: str
    form: str
    targets: tuple[str, ...]
    medium: Party | None
    date: datetime.date | None
    conditional: bool
    condition: Words | None
    answers: Answer | None
    anonymity: Words | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """Another place that a name could mean."""

    name: str
    geonames: int | None
    country: str | None
    admin1: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the world, as far as it is known, and the words that name it."""

    start: int
    end: int
    text: str
    name: str | None
    geonames: int | None
    latitude: float | None
    longitude: float | None
    country: str | None
    admin1: str | None
    precision: str | None
    ucdp_precision: int | None
    acled_precision: int | None
    score: float | None
    evidence: tuple[str, ...]
    candidates: tuple[PlaceCandidate, ...]


@dataclass(frozen=True, slots=True)
class Date:
    """Days that the text gives, both ends included."""

    start: int
    end: int
    text: str
    from_: datetime.date | None = field(metadata={"key": "from"})
    to: datetime.date | None
    precision: str
    ucdp_precision: int | None
    acled_precision: int | None


@dataclass(frozen=True, slots=True)
class ClaimOf:
    """How one source presents an event; without a statement it is the article's own voice."""

    statement: str | None
    status: str
    evidence: Words | None


@dataclass(frozen=True, slots=True)
class Casualty:
    """A number of victims, and the statement that gives it."""

    kind: str
    low: int | None
    high: int | None
    approximate: bool
    statement: str | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """The size of a crowd, a number of aircraft or an amount of money, and the statement that gives it. ``unit`` is the ISO 4217
    code of money and the class of aircraft."""

    kind: str
    low: int | None
    high: int | None
    approximate: bool
    unit: str | None
    statement: str | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Event:
    """Who does what to whom."""

    id: str
    derived: bool
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    trigger: Words
    mentions: tuple[Words, ...]
    place: tuple[Place, ...]
    date: Date | None
    claims: tuple[ClaimOf, ...]
    casualties: tuple[Casualty, ...]
    quantities: tuple[Quantity, ...]
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What was seen and not coded, and why."""

    code: str
    message: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Document:
    """What is known of a text."""

    id: str
    title: str | None
    publisher: str | None
    published: datetime.date | None
    url: str | None
    language: str | None
    sha256: str
    characters: int


@dataclass(frozen=True, slots=True)
class NamedAs:
    """Somebody in a kept ledger; ``key`` is the same in all documents."""

    key: str | None
    name: str | None
    country: str | None
    role: str | None
    class_: str | None = field(metadata={"key": "class"})
    text: str | None


@dataclass(frozen=True, slots=True)
class Site:
    """A place in a kept ledger."""

    name: str | None
    text: str
    geonames: int | None
    latitude: float | None
    longitude: float | None
    country: str | None
    admin1: str | None
    precision: str | None


@dataclass(frozen=True, slots=True)
class Days:
    """Days in a kept ledger, both ends included."""

    from_: datetime.date | None = field(metadata={"key": "from"})
    to: datetime.date | None
    precision: str
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of victims in a kept ledger."""

    kind: str
    low: int | None
    high: int | None
    approximate: bool
    text: str


@dataclass(frozen=True, slots=True)
class Measure:
    """The size of a crowd, a number of aircraft or an amount of money in a kept ledger."""

    kind: str
    low: int | None
    high: int | None
    approximate: bool
    unit: str | None
    text: str


@dataclass(frozen=True, slots=True)
class CodedClaim:
    """One source's view of one event. ``says`` is the chain of sources, the outermost first; an empty one is the article's own
    voice. Identifiers hold beyond the text: they are those of a kept ledger."""

    id: str
    event: str
    statement: str | None
    document: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    derived: bool
    status: str
    act: str | None
    actors: tuple[NamedAs, ...]
    recipients: tuple[NamedAs, ...]
    places: tuple[Site, ...]
    date: Days | None
    casualties: tuple[Figure, ...]
    quantities: tuple[Measure, ...]
    says: tuple[NamedAs, ...]
    trigger: Words
    quote: Words
    title: str | None
    publisher: str | None
    published: datetime.date | None
    url: str | None
    language: str | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Claim(CodedClaim):
    """A claim in a kept ledger: a row of ``sayso claims``. ``seq`` is its entry, ``rev`` how often it was spoken of."""

    seq: int
    rev: int


class Parts(NamedTuple):
    """A coded text in pieces that can be stored and sent: its records as JSON, and what they are called beyond it."""

    json: str
    key: str
    failure: str | None
    claims: list[str]
    statement_keys: list[str]
    event_keys: list[str]


class Coded:
    """A coded text. Records are made into objects when they are first looked at."""

    def __init__(self, record: _native.Record | Kept) -> None:
        self._record = record

    @property
    def json(self) -> str:
        """The line that ``sayso code -f jsonl`` prints."""
        return self._record.json

    @property
    def text(self) -> str:
        """The canonical text, which all offsets point into."""
        return self._record.text

    @property
    def failure(self) -> str | None:
        """Why there are no records; ``None`` if all went well."""
        return self._record.failure

    def to_dict(self) -> dict[str, Any]:
        """The records as plain dictionaries and lists, a new one each time."""
        return dict(json.loads(self.json))

    @functools.cached_property
    def _data(self) -> dict[str, Any]:
        return self.to_dict()

    @functools.cached_property
    def document(self) -> Document:
        """What is known of the text."""
        return read(Document, self._data["document"])

    @functools.cached_property
    def actors(self) -> tuple[Actor, ...]:
        """Who is spoken of."""
        return tuple(read(Actor, a) for a in self._data["actors"])

    @functools.cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Who says what."""
        return tuple(read(Statement, s) for s in self._data["statements"])

    @functools.cached_property
    def events(self) -> tuple[Event, ...]:
        """What happens, or is said to."""
        return tuple(read(Event, e) for e in self._data["events"])

    @functools.cached_property
    def parts(self) -> Parts:
        """The records as they are stored: see :class:`Parts`."""
        record = self._record
        return record.parts if isinstance(record, Kept) else Parts(record.json, record.document, record.failure, *record.claims())

    @functools.cached_property
    def claims(self) -> tuple[CodedClaim, ...]:
        """Who says which events to have happened, and how: the rows that a kept ledger would have."""
        return tuple(read(CodedClaim, json.loads(c)) for c in self.parts.claims)

    @functools.cached_property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was seen and not coded, and why."""
        return tuple(read(Diagnostic, d) for d in self._data["diagnostics"])

    def actor(self, id: str) -> Actor:
        """The actor of an identifier."""
        return _one(self.actors, id)

    def statement(self, id: str) -> Statement:
        """The statement of an identifier."""
        return _one(self.statements, id)

    def event(self, id: str) -> Event:
        """The event of an identifier."""
        return _one(self.events, id)

    def _repr_html_(self) -> str:
        return _html.article(self)

    def __repr__(self) -> str:
        counts = f"{len(self.statements)} statements, {len(self.events)} events, {len(self.actors)} actors"
        return f"<Coded {self.document.id!r}: {self.failure or counts}>"


class Kept:
    """A coded text that is read again from its parts."""

    def __init__(self, text: str, parts: Parts) -> None:
        self.text = text
        self.parts = parts
        self.json = parts.json
        self.failure = parts.failure


_Record = TypeVar("_Record", Actor, Statement, Event)


def _one(records: tuple[_Record, ...], id: str) -> _Record:
    for record in records:
        if record.id == id:
            return record
    raise KeyError(id)
