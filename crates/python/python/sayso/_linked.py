"""Incidents, what their sources say side by side, and commitments."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from . import _html


@dataclass(frozen=True, slots=True)
class Report:
    """An event of an article."""

    document: str | None
    name: str | None
    event: str


@dataclass(frozen=True, slots=True)
class Incident:
    """What one or more articles report: a row of ``sayso incidents``. ``values`` holds, for each attribute, the value that the
    rule picks; ``standing`` is ``one origin``, ``not disputed``, ``disputed`` or ``denied only``."""

    incident: str
    type: str
    articles: int
    origins: int
    independent_origins: int
    standing: str
    rule: str
    values: dict[str, str]
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class LinkedIncident(Incident):
    """An incident and the first day on which an article that reports it was published."""

    first_published: datetime.date | None


@dataclass(frozen=True, slots=True)
class Key:
    """A record of an article: the SHA-256 of its text and a number."""

    document: str
    event: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What an origin says of an attribute. ``superseded`` if it gave another figure later."""

    text: str
    reports: tuple[Key, ...]
    published: tuple[datetime.date, datetime.date] | None
    superseded: bool


@dataclass(frozen=True, slots=True)
class Origin:
    """Who put a claim into the world."""

    id: str
    name: str
    class_: str | None = field(metadata={"key": "class"})
    named: bool
    own_voice: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An origin, and what it says in each column; a column that is absent is one on which it is silent."""

    origin: Origin
    cells: dict[str, tuple[Cell, ...]]
    articles: tuple[str, ...]
    chains: tuple[tuple[str, ...], ...]
    denies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """An attribute, and how the origins stand to each other in it: ``verdict`` is ``single``, ``agreed``, ``compatible``,
    ``contradicted`` or ``denied``."""

    attribute: str
    verdict: str
    dscore: int
    disagreement: float | None
    range: int | None


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows and columns of a matrix."""

    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    articles: int
    independent: int
    rings: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """What the sources of an incident say, side by side."""

    incident: str
    reports: tuple[Report, ...]
    matrix: Grid

    @property
    def rows(self) -> tuple[Row, ...]:
        """Origins, those with most articles first."""
        return self.matrix.rows

    @property
    def columns(self) -> tuple[Column, ...]:
        """Attributes that somebody speaks of."""
        return self.matrix.columns

    def to_dict(self) -> dict[str, dict[str, str]]:
        """Values as text: by origin, then by attribute. Several of one origin are set apart by ``; ``."""
        values = {}
        for row in self.rows:
            said = {a: "; ".join(c.text for c in cells) for a, cells in row.cells.items()}
            values[row.origin.name if row.origin.name not in values else row.origin.id] = said
        return values

    def _repr_html_(self) -> str:
        return _html.matrix(self)


@dataclass(frozen=True, slots=True)
class Somebody:
    """A party as linking knows it."""

    entry: str | None
    name: str
    country: str | None
    role: str | None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says so."""

    party: Somebody
    class_: str | None = field(metadata={"key": "class"})
    named: bool


@dataclass(frozen=True, slots=True)
class Saying:
    """One saying in one article."""

    key: Key
    published: datetime.date | None
    said: datetime.date | None
    kind: str
    by: Speaker
    to: tuple[Somebody, ...]
    words: str
    condition: str | None


@dataclass(frozen=True, slots=True)
class Commitment:
    """A threat, promise, demand or refusal, and what became of it: ``state`` is ``open``, ``condition-reported-met``, ``done`` or
    ``withdrawn``."""

    commitment: str
    kind: str
    state: str
    sayings: tuple[Saying, ...]
    deed_reported: tuple[Key, ...]
    condition_reported: tuple[Key, ...]
    withdrawn_in: tuple[Key, ...]
