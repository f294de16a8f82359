"""Coding of texts: one, many, and what files hold."""

from __future__ import annotations

import contextlib
import datetime
import functools
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from . import _native
from ._records import Coded

Day = datetime.date
Path = str | os.PathLike[str]
Progress = bool | Callable[[int], object]


class CodingFailed(RuntimeError):
    """A text could not be coded, by a fault of ours."""


@dataclass(frozen=True, slots=True)
class Article:
    """A text with what is known of it. ``published`` is what "on Monday" is counted from."""

    text: str
    id: str | None = None
    published: str | Day | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None

    def _row(self, number: int) -> _native.Article:
        id = self.id if self.id is not None else str(number)
        return (self.text, id, day(self.published), self.publisher, self.url, self.title)


Text = str | Article | Mapping[str, str | Day | None]


def code(
    text: str,
    *,
    id: str = "text",
    published: str | Day | None = None,
    publisher: str | None = None,
    url: str | None = None,
    title: str | None = None,
    min_confidence: float = 0.0,
    dictionaries: Path | None = None,
    lexicon: Path | None = None,
) -> Coded:
    """Codes one text. ``published`` is its day, from which "on Monday" is counted; without one it stays unresolved.

    ``dictionaries`` is a folder of PETRARCH dictionaries, ``lexicon`` one of ``.tsv`` files with types and triggers of your
    own. The first call loads the model, which takes some 100 ms.

    >>> import sayso
    >>> coded = sayso.code('"We will retaliate," the minister said.')
    >>> coded.statements[0].content[0].text
    'We will retaliate,'
    """
    coder = _coder(min_confidence, dictionaries, lexicon)
    row = Article(text, id, published, publisher, url, title)._row(0)
    coded = Coded(coder.code(row))
    if coded.failure is not None:
        raise CodingFailed(coded.failure)
    return coded


def code_many(
    articles: Iterable[Text],
    *,
    progress: Progress = False,
    threads: int | None = None,
    min_confidence: float = 0.0,
    dictionaries: Path | None = None,
    lexicon: Path | None = None,
) -> Iterator[Coded]:
    """Codes many texts on all cores, and gives them in their order as they are asked for; no more than a few are in memory.

    A text is a string, an :class:`Article`, or a mapping with the names of its fields. One that fails does not stop the others:
    its ``failure`` says why. ``progress=True`` tells on standard error how far it is; a function hears the number of texts
    after each. Threads never change the records.

    >>> import sayso
    >>> texts = ["Police arrested 40 protesters in Lagos.", "The two presidents met in Geneva."]
    >>> [coded.events[0].type for coded in sayso.code_many(texts, threads=2)]
    ['COERCE', 'CONSULT']
    """
    coder = _coder(min_confidence, dictionaries, lexicon)
    rows = (_row(article, number) for number, article in enumerate(articles, 1))
    return _coded(coder.code_many(iter(rows), threads_of(threads)), progress)


def code_files(
    sources: Path | Iterable[Path],
    *,
    published: str | Day | None = None,
    publisher: str | None = None,
    progress: Progress = False,
    threads: int | None = None,
    min_confidence: float = 0.0,
    dictionaries: Path | None = None,
    lexicon: Path | None = None,
) -> Iterator[Coded]:
    """Codes what files, folders, feeds, tables, web archives and addresses hold, as ``sayso code`` does (docs/intake.md)."""
    coder = _coder(min_confidence, dictionaries, lexicon)
    stream = coder.code_files(paths(sources), day(published), publisher, threads_of(threads))
    return _coded(stream, progress)


def _row(article: Text, number: int) -> _native.Article:
    if isinstance(article, str):
        return (article, str(number), None, None, None, None)
    if isinstance(article, Mapping):
        # Tells of a name that is none of a field, and of a text that is missing.
        article = Article(**article)  # type: ignore[arg-type]
    return article._row(number)


def _coded(stream: Iterator[_native.Record], progress: Progress) -> Iterator[Coded]:
    with _told(progress) as tell:
        for number, record in enumerate(stream, 1):
            yield Coded(record)
            tell(number)


@contextlib.contextmanager
def _told(progress: Progress) -> Iterator[Callable[[int], object]]:
    if callable(progress):
        yield progress
        return
    if not progress:
        yield lambda number: None
        return
    begin, said, count = time.monotonic(), 0.0, 0

    def tell(number: int) -> None:
        nonlocal said, count
        now, count = time.monotonic(), number
        if now - said >= 0.5:
            said = now
            print(f"\r{number:,} texts, {number / max(now - begin, 1e-9):.0f}/s", end="", file=sys.stderr, flush=True)

    try:
        yield tell
    finally:
        spent = time.monotonic() - begin
        print(f"\r{count:,} texts in {spent:.1f} s", file=sys.stderr)


@functools.lru_cache(maxsize=4)
def _loaded(min_confidence: float, dictionaries: str | None, lexicon: tuple[str, ...]) -> _native.Coder:
    return _native.Coder(min_confidence, dictionaries, list(lexicon))


def _coder(min_confidence: float, dictionaries: Path | None, lexicon: Path | None) -> _native.Coder:
    files: tuple[str, ...] = ()
    if lexicon is not None:
        folder = os.fspath(lexicon)
        files = tuple(os.path.join(folder, f) for f in sorted(os.listdir(folder)) if f.endswith(".tsv"))
        if not files:
            raise ValueError(f"`{folder}` holds no `.tsv` file")
    return _loaded(float(min_confidence), None if dictionaries is None else os.fspath(dictionaries), files)


def day(value: str | Day | None) -> str | None:
    """A day as it is written."""
    if isinstance(value, datetime.datetime):
        value = value.date()
    return value if value is None or isinstance(value, str) else value.isoformat()


def paths(sources: Path | Iterable[Path]) -> list[str]:
    """Names of sources."""
    if isinstance(sources, (str, os.PathLike)):
        return [os.fspath(sources)]
    return [os.fspath(source) for source in sources]


def threads_of(threads: int | None) -> int:
    """As many as asked for, or as there are cores for this process."""
    if threads is None:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if not 1 <= threads <= 1024:
        raise ValueError("threads is a number from 1 to 1024")
    return threads
