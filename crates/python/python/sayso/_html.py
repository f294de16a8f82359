"""What does a notebook show? Plain HTML: no script, nothing loaded, and every word of a text escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from ._linked import Matrix
    from ._records import Coded

ROWS_SHOWN = 50

# One colour a kind, which can be told apart in print and by eyes that see no red; the words in `title` say the same.
_COLOURS = {
    "source": "#0072b2",
    "says": "#56b4e9",
    "event": "#d55e00",
    "party": "#e69f00",
    "place": "#009e73",
    "date": "#cc79a7",
}
_LANE = 4  # pixels from one line under the text to the next
_CELL = "text-align:left;vertical-align:top;padding:2px 8px"


class Mark(NamedTuple):
    """Characters of a text, of which kind they are, and what is to be said of them."""

    start: int
    end: int
    kind: str
    tells: str


def article(coded: Coded) -> str:
    """A text with its records: lines under the words, one lane for each of those that overlap, and two tables."""
    head = coded.document.title or coded.document.id
    parts = [f'<div style="max-width:60em"><div><b>{escape(head)}</b></div>']
    if coded.failure is not None:
        parts.append(f"<div>{escape(coded.failure)}</div>")
    parts.append(passage(coded.text, marks(coded)))
    keys = (
        f'<span style="border-bottom:2px solid {colour};margin-right:1em">{kind}</span>'
        for kind, colour in _COLOURS.items()
    )
    parts.append(f'<div style="font-size:85%;margin:4px 0">{"".join(keys)}</div>')
    said = [
        [
            " ▸ ".join(s.text or s.name for s in statement.sources),
            statement.act,
            " … ".join(w.text for w in statement.content),
        ]
        for statement in coded.statements
    ]
    parts.append(_rows(["who says", "act", "what"], said))
    happened = [
        [
            event.type if event.mode is None else f"{event.type}/{event.mode}",
            ", ".join(p.name or "" for p in event.actors),
            ", ".join(p.name or "" for p in event.recipients),
            ", ".join(p.name or p.text for p in event.place),
            "" if event.date is None else str(event.date.from_ or event.date.text),
            ", ".join(sorted({c.status for c in event.claims})),
        ]
        for event in coded.events
    ]
    parts.append(_rows(["event", "who", "to whom", "where", "when", "status"], happened))
    return "".join(parts) + "</div>"


def marks(coded: Coded) -> list[Mark]:
    """What is to be seen under the words, the longest first where two begin at once."""
    found: set[Mark] = set()
    for s in coded.statements:
        for source in s.sources:
            if source.start is not None and source.end is not None:
                found.add(Mark(source.start, source.end, "source", f"{s.id} source: {source.name}"))
        found.update(Mark(w.start, w.end, "says", f"{s.id} {s.act}") for w in s.content)
    for e in coded.events:
        found.add(Mark(e.trigger.start, e.trigger.end, "event", f"{e.id} {e.type}"))
        for role, parties in (("actor", e.actors), ("recipient", e.recipients)):
            for p in parties:
                if p.start is not None and p.end is not None:
                    found.add(Mark(p.start, p.end, "party", f"{e.id} {role}: {p.name}"))
        found.update(Mark(p.start, p.end, "place", f"{e.id} place: {p.name or p.text}") for p in e.place)
        if e.date is not None:
            found.add(Mark(e.date.start, e.date.end, "date", f"{e.id} date: {e.date.from_ or e.date.text}"))
    return sorted(found, key=lambda m: (m.start, -m.end, m.kind, m.tells))


def lanes(marks: Iterable[Mark]) -> list[tuple[int, Mark]]:
    """The lane of each mark: the uppermost that is free from its begin to its end. Marks of one kind over the same words
    share a lane."""
    ends: list[int] = []
    placed: list[tuple[int, Mark]] = []
    same: dict[tuple[int, int, str], int] = {}
    for mark in marks:
        words = (mark.start, mark.end, mark.kind)
        if words not in same:
            lane = next((i for i, end in enumerate(ends) if end <= mark.start), len(ends))
            ends[lane : lane + 1] = [mark.end]
            same[words] = lane
        placed.append((same[words], mark))
    return placed


def passage(text: str, marks: Iterable[Mark]) -> str:
    """A text with lines under its words."""
    placed = lanes(marks)
    depth = 1 + max((lane for lane, _ in placed), default=0)
    cuts = sorted({0, len(text), *(m.start for _, m in placed), *(m.end for _, m in placed)})
    parts = []
    begins = sorted(placed, key=lambda p: p[1].start)
    active: list[tuple[int, Mark]] = []
    at = 0
    for start, end in zip(cuts, cuts[1:], strict=False):
        active = [p for p in active if p[1].end > start]
        while at < len(begins) and begins[at][1].start <= start:
            if begins[at][1].end > start:
                active.append(begins[at])
            at += 1
        words = escape(text[start:end])
        parts.append(_lined(words, active, depth) if active else words)
    line = f"line-height:calc(1.5em + {depth * _LANE}px)"
    return f'<div style="white-space:pre-wrap;{line}">{"".join(parts)}</div>'


def _lined(words: str, active: list[tuple[int, Mark]], depth: int) -> str:
    tells = escape("\n".join(m.tells for _, m in active))
    colour_of = {lane: _COLOURS[m.kind] for lane, m in active}
    images = ",".join(f"linear-gradient({c},{c})" for c in colour_of.values())
    places = ",".join(f"0 calc(100% - {(depth - 1 - lane) * _LANE}px)" for lane in colour_of)
    style = (
        f"padding-bottom:{depth * _LANE}px;background-image:{images};background-position:{places};"
        "background-size:100% 2px;background-repeat:no-repeat"
    )
    return f'<span title="{tells}" style="{style}">{words}</span>'


def table(kind: str, rows: list[dict[str, Any]], total: int) -> str:
    """The first rows of a list."""
    if kind == "Matrix":
        return "".join(_matrix(row["incident"], row["matrix"]) for row in rows)
    columns = _COLUMNS.get(kind) or [k for k in (rows[0] if rows else {}) if k not in ("seq", "offset_unit")]
    out = _rows([_HEADS.get(c, c) for c in columns], [[_cell(row.get(c)) for c in columns] for row in rows])
    rest = "" if total <= len(rows) else f"<div>… {total:,} in all</div>"
    return out + rest


_COLUMNS = {
    "Claim": ["type", "status", "actors", "recipients", "places", "date", "says", "quote", "publisher", "published"],
    "Incident": ["incident", "type", "articles", "independent_origins", "standing", "values"],
    "Commitment": ["commitment", "kind", "state", "sayings"],
    "DocumentRow": ["id", "title", "publisher", "published", "claims"],
}
_HEADS = {
    "actors": "who",
    "recipients": "to whom",
    "places": "where",
    "date": "when",
    "says": "says",
    "independent_origins": "independent origins",
}


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case list():
            return ", ".join(_cell(v) for v in value)
        case {"words": words, "by": {"party": {"name": name}}}:
            return f"{name}: {words}"
        case {"from": first, "text": text}:
            return str(first or text)
        case {"name": str(name)}:
            return name
        case {"text": text}:
            return str(text)
        case dict():
            return ", ".join(f"{k} {_cell(v)}" for k, v in value.items())
        case _:
            return str(value)


def matrix(matrix: Matrix) -> str:
    """What sources say, side by side: origins down, attributes across."""
    columns = [(c.attribute, c.verdict) for c in matrix.columns]
    rows = []
    for row in matrix.rows:
        said = ["; ".join(c.text for c in row.cells.get(a, ())) or "–" for a, _ in columns]
        rows.append([row.origin.name, *said])
    return _sheet(matrix.incident, columns, rows)


def _matrix(incident: str, data: dict[str, Any]) -> str:
    columns = [(c["attribute"], c["verdict"]) for c in data["columns"]]
    rows = [
        [row["origin"]["name"], *("; ".join(c["text"] for c in row["cells"].get(a, ())) or "–" for a, _ in columns)]
        for row in data["rows"]
    ]
    return _sheet(incident, columns, rows)


def _sheet(incident: str, columns: list[tuple[str, str]], rows: list[list[str]]) -> str:
    head = [incident, *(f"{attribute} ({verdict})" for attribute, verdict in columns)]
    return _rows(head, rows)


def _rows(head: list[str], rows: list[list[str]]) -> str:
    if not rows:
        return ""
    heads = "".join(f'<th style="{_CELL}">{escape(h)}</th>' for h in head)
    body = "".join(
        "<tr>" + "".join(f'<td style="{_CELL}">{escape(c)}</td>' for c in row) + "</tr>" for row in rows
    )
    return f'<table style="border-collapse:collapse"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'
