"""Coding from Python gives what the command line prints, on any number of threads, and never stops for one text."""

from __future__ import annotations

import datetime
import gc
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import sayso

SHELLED = "The army shelled the town of Omdurman on Monday, killing 12 people, a local doctor said."


def test_files_are_coded_as_by_the_program(program: str, news: list[Path]) -> None:
    done = subprocess.run(
        [program, "code", "-q", "--published", "2024-05-06", "-f", "jsonl", *map(str, news)],
        capture_output=True, text=True, check=True,
    )
    coded = [c.json for c in sayso.code_files(news, published="2024-05-06")]
    assert coded == done.stdout.splitlines()
    assert sum('"type":"' in line for line in coded) > len(coded) // 2


def test_texts_are_coded_as_files(news: list[Path]) -> None:
    files = [c.to_dict() for c in sayso.code_files(news, threads=2)]
    texts = (sayso.Article(path.read_text(encoding="utf-8"), id=f["document"]["id"]) for path, f in zip(news, files, strict=True))
    for file, text in zip(files, sayso.code_many(texts, threads=2), strict=True):
        mine = text.to_dict()
        file["document"].pop("input", None), mine["document"].pop("input", None)
        assert mine == file


def test_threads_change_nothing(news: list[Path]) -> None:
    texts = [path.read_text(encoding="utf-8") for path in news[:20]]
    one, three = ([c.json for c in sayso.code_many(texts, threads=n)] for n in (1, 3))
    assert one == three


def test_records_are_typed_and_point_into_the_text() -> None:
    coded = sayso.code(SHELLED, published=datetime.date(2024, 4, 3), publisher="The Courier", title="Omdurman")
    assert coded.document.published == datetime.date(2024, 4, 3)
    assert (coded.document.publisher, coded.document.title) == ("The Courier", "Omdurman")
    (event,) = [e for e in coded.events if e.type == "ASSAULT"]
    assert event.date is not None and event.date.from_ == datetime.date(2024, 4, 1)
    assert [(c.kind, c.low, c.high) for c in event.casualties] == [("killed", 12, 12)]
    (statement,) = coded.statements
    assert statement.sources[-1].class_ == "public"
    assert coded.statement(statement.id) is statement
    assert event.claims[0].statement == statement.id
    words = [event.trigger, *event.mentions, *statement.content]
    assert words and all(coded.text[w.start : w.end] == w.text for w in words)
    with pytest.raises(KeyError):
        coded.event("e99")


def test_quantities_stand_beside_casualties() -> None:
    coded = sayso.code("Russia attacked Kyiv with 30 drones, the mayor said. Rebels attacked a convoy in Mali.")
    drones, convoy = coded.events
    (quantity,) = drones.quantities
    assert (quantity.kind, quantity.low, quantity.high, quantity.unit) == ("aircraft", 30, 30, "drone")
    assert coded.text[quantity.start : quantity.end] == quantity.text == "30"
    assert quantity.statement == coded.statements[0].id
    assert convoy.quantities == ()


def test_offsets_count_characters_and_not_bytes() -> None:
    coded = sayso.code("“Łódź 🙂 – é.” The army shelled Omdurman, a doctor said.")
    assert [w for e in coded.events for w in e.mentions or (e.trigger,)]
    for event in coded.events:
        assert coded.text[event.trigger.start : event.trigger.end] == event.trigger.text


def test_what_texts_may_be() -> None:
    given: list[sayso._coding.Text] = [
        "Police arrested 40 protesters.",
        {"text": "Police arrested 40 protesters.", "id": "b", "published": "2024-01-02"},
        sayso.Article("Police arrested 40 protesters.", publisher="The Courier"),
        "",
        "\x00\ud7ff" * 10,
    ]
    coded = list(sayso.code_many(given, threads=2))
    assert [c.document.id for c in coded] == ["1", "b", "3", "4", "5"]
    assert coded[1].document.published == datetime.date(2024, 1, 2)
    assert [bool(c.events) for c in coded] == [True, True, True, False, False]


@pytest.mark.parametrize("threads", [1, 2])
def test_errors_of_the_feed_come_after_what_came_before(threads: int) -> None:
    def feed() -> Iterator[str]:
        yield "Police arrested 40 protesters."
        raise OSError("the line is cut")

    coded = sayso.code_many(feed(), threads=threads)
    assert next(coded).events
    with pytest.raises(OSError, match="the line is cut"):
        next(coded)


def test_what_means_nothing_is_told() -> None:
    with pytest.raises(ValueError, match="not a day of the calendar"):
        sayso.code("x", published="2024-02-31")
    with pytest.raises(ValueError, match="from 0 to 1"):
        sayso.code("x", min_confidence=2)
    with pytest.raises(ValueError, match="threads"):
        sayso.code_many([], threads=0)
    with pytest.raises(TypeError, match="texxt"):
        list(sayso.code_many([{"texxt": "x"}]))


def test_progress_is_told_to_a_function_and_to_people(capsys: pytest.CaptureFixture[str]) -> None:
    heard: list[int] = []
    list(sayso.code_many(["One.", "Two.", "Three."], progress=heard.append, threads=2))
    assert heard == [1, 2, 3]
    list(sayso.code_many(["One.", "Two."], progress=True))
    out = capsys.readouterr()
    assert "2 texts in" in out.err and out.out == ""


def test_other_threads_of_python_go_on_while_a_text_is_coded() -> None:
    text = SHELLED * 400
    sayso.code(SHELLED)
    ticks, stop = [0], threading.Event()

    def tick() -> None:
        while not stop.wait(0.001):
            ticks[0] += 1

    other = threading.Thread(target=tick)
    other.start()
    begin = time.monotonic()
    sayso.code(text)
    spent = time.monotonic() - begin
    stop.set()
    other.join()
    # With the lock of Python held there would be none at all.
    assert ticks[0] > spent * 50, (ticks, spent)


def test_a_stream_that_is_left_lets_go() -> None:
    def without_end() -> Iterator[str]:
        while True:
            yield SHELLED

    before = threading.active_count()
    stream = sayso.code_many(without_end(), threads=2)
    assert next(stream).events
    del stream
    gc.collect()
    assert threading.active_count() == before
