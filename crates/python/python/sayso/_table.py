"""Rows that are objects one by one, and a table as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, overload

from . import _html, _native
from ._shape import read, shape

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

T = TypeVar("T")


class Table(Sequence[T], Generic[T]):
    """Records, each a typed object when it is looked at, and together a table that other programs take over as it lies.

    ``pyarrow.table(t)``, ``polars.DataFrame(t)`` and ``duckdb.sql("SELECT … FROM t")`` read it without a copy, by Arrow's
    C stream. Columns have the names and types of the objects' fields; lists are lists and parties are structures.
    """

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

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return _native.arrow_stream(json.dumps(shape(cast(Any, self._kind))), self._lines)

    def to_arrow(self) -> pyarrow.Table:
        """As a table of pyarrow."""
        import pyarrow

        return pyarrow.table(self)

    def to_pandas(self) -> pandas.DataFrame:
        """As a frame of pandas, by way of pyarrow. Days are ``datetime.date``."""
        return self.to_arrow().to_pandas(maps_as_pydicts="strict")

    def to_polars(self) -> polars.DataFrame:
        """As a frame of polars."""
        import polars

        return polars.DataFrame(self)

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
