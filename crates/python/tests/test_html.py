"""What a notebook shows: no script, nothing loaded, all text escaped, and lines that do not run into each other."""

from __future__ import annotations

from html.parser import HTMLParser

import sayso
from sayso import _html

EVIL = "<script>alert(1)</script> & \"x\" 'y' said the army shelled Omdurman on Monday, a doctor said."


class Reader(HTMLParser):
    """Collects tags, attributes and text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend(attrs)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def test_a_text_is_shown_whole_and_does_nothing() -> None:
    coded = sayso.code(EVIL, title="<img src=x onerror=alert(1)>", published="2024-04-03")
    assert coded.events and coded.statements
    shown = read(coded._repr_html_())
    assert set(shown.tags) <= {"div", "b", "span", "table", "thead", "tbody", "tr", "th", "td"}
    assert {name for name, _ in shown.attributes} == {"style", "title"}
    assert not any("url(" in (value or "") for _, value in shown.attributes)
    text = "".join(shown.text)
    assert coded.text in text and "<img src=x onerror=alert(1)>" in text
    assert any("ASSAULT" in (value or "") for name, value in shown.attributes if name == "title")


def test_what_overlaps_has_lanes_of_its_own() -> None:
    mark = _html.Mark
    marks = [mark(0, 10, "says", "a"), mark(2, 4, "event", "b"), mark(3, 6, "party", "c"), mark(4, 8, "date", "d")]
    assert [lane for lane, _ in _html.lanes(marks)] == [0, 1, 2, 1]
    shown = read(_html.passage("0123456789", marks))
    assert "".join(shown.text) == "0123456789"
    titles = [value for name, value in shown.attributes if name == "title"]
    assert titles == ["a", "a\nb", "a\nb\nc", "a\nc\nd", "a\nd", "a"]


def test_one_kind_over_the_same_words_shares_a_lane() -> None:
    marks = [_html.Mark(0, 3, "party", "e1"), _html.Mark(0, 3, "party", "e2"), _html.Mark(0, 3, "place", "e1")]
    assert [lane for lane, _ in _html.lanes(marks)] == [0, 0, 1]


def test_lists_are_shown_escaped_and_cut() -> None:
    line = '{"type": "ASSAULT", "status": "<b>", "quote": {"text": "a < b"}, "says": [{"name": null, "text": "x & y"}]}'
    shown = sayso.Table(sayso.Claim, [line] * 60)._repr_html_()
    assert "&lt;b&gt;" in shown and "a &lt; b" in shown and "x &amp; y" in shown
    assert shown.count("<tr>") == 51 and "60 in all" in shown
