"""Rows that are objects one by one, and a table as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

from . import _html
from ._shape import read

T = TypeVar("T")


class Table(Sequence[T], Generic[T]):
    """Records of a ledger, each a typed object when it is looked at."""

    def __init__(self, kind: type[T], lines: list[str]) -> None:
        self._kind = kind
        self._lines = lines

    @property
    def json_lines(self) -> list[str]:
        """The lines that the command line prints with ``-f jsonl``."""
        return list(self._lines)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Plain dictionaries with all that the lines hold."""
        return [json.loads(line) for line in self._lines]

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Table[T]: ...
    def __getitem__(self, at: int | slice) -> T | Table[T]:
        if isinstance(at, slice):
            return Table(self._kind, self._lines[at])
        return read(self._kind, json.loads(self._lines[at]))

    def __iter__(self) -> Iterator[T]:
        return (read(self._kind, json.loads(line)) for line in self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and self._kind is other._kind and self._lines == other._lines

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<Table of {len(self)} × {self._kind.__name__}>"

    def _repr_html_(self) -> str:
        return _html.table(self._kind.__name__, self.to_dicts()[: _html.ROWS_SHOWN], len(self))
