"""Rows of the lists of a kept ledger."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


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
