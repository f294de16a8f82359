"""A ledger that keeps, asked as on the command line."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from . import _native
from ._coding import Day, day, paths, threads_of
from ._linked import Commitment, Incident, Matrix
from ._records import Claim
from ._rows import ActorRow, DocumentRow
from ._shape import read
from ._table import Table

_PAGE = 2000


class Ledger:
    """A ledger: a file, or an address of PostgreSQL where this is built in.

    ``filter`` is the language of the command line: tests that all hold, such as ``type:ASSAULT country:SDN killed>=10
    -source:army``. ``as_of`` asks how the ledger was: after an entry, on a day or at a time.

    >>> import tempfile, pathlib, sayso
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("Rebels attacked the port of Hodeidah on Tuesday, killing 12 people, officials said.")
    >>> ledger = sayso.Ledger(folder / "news.db", create=True)
    >>> ledger.ingest([folder / "a.txt"], published="2024-04-04").new
    1
    >>> [(c.type, c.status, c.says[0].text, str(c.date.from_)) for c in ledger.claims("type:ASSAULT killed>=10")]
    [('ASSAULT', 'asserted', 'officials', '2024-04-02')]
    """

    def __init__(self, path: str | os.PathLike[str], *, create: bool = False) -> None:
        self.path = os.fspath(path)
        self._store = _native.Store(self.path, create)

    def claims(
        self,
        filter: str = "",
        *,
        as_of: str | Day | None = None,
        after: int | None = None,
        limit: int | None = None,
        newest: bool = False,
    ) -> Table[Claim]:
        """Who did what to whom, and on whose say-so. ``after`` is the ``seq`` of the last claim that was seen."""
        lines = self._store.claims(_asked(filter, as_of), after, limit, newest)
        return Table(Claim, [line for _, line in lines])

    def each_claim(self, filter: str = "", *, as_of: str | Day | None = None) -> Iterator[Claim]:
        """The same one by one, for more claims than there is memory."""
        after: int | None = None
        while page := self._store.claims(_asked(filter, as_of), after, _PAGE, False):
            for after, line in page:
                yield read(Claim, json.loads(line))

    def count(self, filter: str = "", *, as_of: str | Day | None = None) -> int:
        """How many claims pass."""
        return self._store.count(_asked(filter, as_of))

    def documents(
        self,
        filter: str = "",
        *,
        as_of: str | Day | None = None,
        after: int | None = None,
        limit: int | None = None,
        newest: bool = False,
    ) -> Table[DocumentRow]:
        """Articles that pass, by themselves or by a claim in them."""
        lines = self._store.documents(_asked(filter, as_of), after, limit, newest)
        return Table(DocumentRow, [line for _, line in lines])

    def actors(self, filter: str = "", *, as_of: str | Day | None = None) -> Table[ActorRow]:
        """Who acts and who is acted upon."""
        return Table(ActorRow, self._store.actors(_asked(filter, as_of), False))

    def sources(self, filter: str = "", *, as_of: str | Day | None = None) -> Table[ActorRow]:
        """On whose say-so claims are made."""
        return Table(ActorRow, self._store.actors(_asked(filter, as_of), True))

    def incidents(
        self,
        filter: str = "",
        *,
        as_of: str | Day | None = None,
        rule: str = "most-sources",
        disputed: bool = False,
        limit: int | None = None,
    ) -> Table[Incident]:
        """What the articles that pass report, one row an incident, those with most articles first. ``rule`` names how a
        value is picked where sources differ; ``disputed`` keeps those of which some deny what others say."""
        lines = self._store.incidents(_asked(filter, as_of), rule, disputed)
        return Table(Incident, lines[:limit])

    def matrix(self, incident: str, filter: str = "", *, as_of: str | Day | None = None) -> Matrix:
        """What the sources of an incident say, side by side."""
        lines = self._store.matrices(_asked(filter, as_of), incident)
        if not lines:
            raise KeyError(incident)
        return read(Matrix, json.loads(lines[0]))

    def conflicts(
        self, filter: str = "", *, as_of: str | Day | None = None, limit: int | None = None
    ) -> Table[Matrix]:
        """The matrices of all incidents that are disputed."""
        return Table(Matrix, self._store.matrices(_asked(filter, as_of), None)[:limit])

    def commitments(
        self, filter: str = "", *, as_of: str | Day | None = None, limit: int | None = None
    ) -> Table[Commitment]:
        """Threats, promises, demands and refusals, the first first, and what became of them."""
        return Table(Commitment, self._store.commitments(_asked(filter, as_of))[:limit])

    def text(self, document: str) -> str | None:
        """The text of an article, which the offsets of its claims point into; ``None`` if there is no such article."""
        return self._store.text(document)

    def record(self, document: str, *, as_of: str | Day | None = None) -> str | None:
        """The records of an article as they were coded, as one line of JSON."""
        return self._store.record(document, None if as_of is None else str(as_of))

    def ingest(
        self,
        sources: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
        *,
        published: str | Day | None = None,
        publisher: str | None = None,
        threads: int | None = None,
        on_failure: Callable[[str, str], object] | None = None,
    ) -> Ingested:
        """Takes in files, folders, archives and addresses. What the ledger holds is skipped, so that a run that was
        stopped is finished by the same call. ``on_failure`` hears the name of each input that failed, and why."""
        counts = self._store.ingest(
            paths(sources), day(published), publisher, threads_of(threads), on_failure
        )
        return Ingested(*counts)

    def __repr__(self) -> str:
        return f"Ledger({self.path!r})"


class Ingested(NamedTuple):
    """How many inputs there were, how many articles were new, known and failed, and how many claims they make."""

    inputs: int
    new: int
    known: int
    failed: int
    claims: int


def _asked(filter: str, as_of: str | Day | None) -> tuple[str, str | None]:
    return (filter, None if as_of is None else str(as_of))
