"""Sayso as a component of a spaCy pipeline.

    nlp = spacy.load("en_core_web_trf")
    nlp.add_pipe("sayso")
    doc = nlp("The army shelled the town of Omdurman on Monday, a local doctor said.")
    doc._.events, doc._.statements, doc._.claims        # spans of the Doc
    doc._.sayso                                         # all records

The words, tags, trees, sentences and names of the models before it take the place of Sayso's own annotator, if they have set
them; the labels are those of spaCy's English models. Behind ``spacy.blank("en")`` the text is annotated by Sayso itself.

| extension | holds |
|---|---|
| ``doc._.sayso`` | the records as :class:`sayso.Coded` has them |
| ``doc._.statements`` | a span for each passage of what is said; its label is the act |
| ``doc._.events`` | a span for each event: its trigger; its label is the type |
| ``doc._.claims`` | a span for each source's view of an event: the words that show it; its label is the status |
| ``span._.statement``, ``span._.event``, ``span._.claim`` | the record that such a span stands for |
| ``span._.sources`` | who says so, as spans, the outermost first |
| ``span._.actors``, ``span._.recipients``, ``span._.places`` | who, to whom and where, as spans |
| ``doc._.published``, ``doc._.publisher`` | set before the component runs, what is known of the text |

The spans are also in ``doc.spans`` as ``sayso_statements``, ``sayso_events`` and ``sayso_claims``, where displaCy shows them.
"""

from __future__ import annotations

import datetime
import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from spacy.language import Language
from spacy.tokens import Doc, Span

from . import _coding, _native
from ._records import Coded, CodedClaim, Event, Kept, Parts, Statement

# Where a Doc keeps the records; as JSON, so that it can be stored and sent to other processes.
_KEPT = "sayso"
Annotation = Literal["auto", "doc", "sayso"]


@Language.factory(
    "sayso",
    default_config={"annotation": "auto", "published": None, "publisher": None, "min_confidence": 0.0},
    assigns=["doc._.sayso", "doc._.statements", "doc._.events", "doc._.claims"],
)
def create(
    nlp: Language,
    name: str,
    annotation: Annotation = "auto",
    published: str | None = None,
    publisher: str | None = None,
    min_confidence: float = 0.0,
) -> Component:
    """Makes the component. ``annotation`` says whose words are read: ``doc`` those of the Doc, ``sayso`` its own, ``auto`` those
    of the Doc if it has tags and trees. ``published`` and ``publisher`` hold for Docs that do not say."""
    if nlp.lang != "en":
        raise ValueError(f"the pipeline is for the language `{nlp.lang}`; `{name}` reads English")
    return Component(annotation, published, publisher, min_confidence)


class Component:
    """Codes Docs."""

    def __init__(
        self,
        annotation: Annotation = "auto",
        published: str | datetime.date | None = None,
        publisher: str | None = None,
        min_confidence: float = 0.0,
    ) -> None:
        self.annotation = annotation
        self.published = published
        self.publisher = publisher
        self.min_confidence = min_confidence

    def __call__(self, doc: Doc) -> Doc:
        coder = _coding._coder(self.min_confidence, None, None)
        article = self._article(doc)._row(1)
        if self.annotation == "doc" or (self.annotation == "auto" and _is_read(doc)):
            record = coder.code_words(article, words(doc))
        else:
            record = coder.code(article)
        coded = Coded(record)
        doc.user_data[_KEPT] = json.dumps(coded.parts)
        doc.spans["sayso_statements"] = [
            span for s in coded.statements for w in s.content for span in _spans(doc, [w], s.act, s.id)
        ]
        doc.spans["sayso_events"] = [span for e in coded.events for span in _spans(doc, [e.trigger], e.type, e.id)]
        doc.spans["sayso_claims"] = [
            span for c in coded.claims for span in _spans(doc, [c.quote], c.status, c.id)
        ]
        return doc

    def _article(self, doc: Doc) -> _coding.Article:
        # What `nlp.pipe(…, as_tuples=True)` was given beside the text.
        beside = getattr(doc, "_context", None)
        known = beside if isinstance(beside, Mapping) else {}
        return _coding.Article(
            doc.text,
            known.get("id", "text"),
            doc._.published or known.get("published") or self.published,
            doc._.publisher or known.get("publisher") or self.publisher,
            known.get("url"),
            known.get("title"),
        )


def _is_read(doc: Doc) -> bool:
    return bool(doc.has_annotation("TAG") and doc.has_annotation("DEP"))


def words(doc: Doc) -> list[_native.Word]:
    """The words of a Doc as our stages read them."""
    if not _is_read(doc):
        raise ValueError("the Doc has no tags or no trees; add a tagger and a parser before `sayso`, or let it annotate itself")
    out = []
    for token in doc:
        label = "" if token.ent_iob_ in ("", "O") else token.ent_type_
        out.append(
            (
                token.idx,
                token.idx + len(token),
                token.tag_,
                token.dep_,
                token.head.i,
                bool(token.is_sent_start),
                token.ent_iob_ == "B",
                label,
            )
        )
    return out


def of(doc: Doc) -> Coded | None:
    """The records of a Doc; ``None`` if it went through no component."""
    kept = doc.user_data.get(_KEPT)
    return None if kept is None else _loaded(kept, doc.text)


@functools.lru_cache(maxsize=16)
def _loaded(kept: str, text: str) -> Coded:
    return Coded(Kept(text, Parts(*json.loads(kept))))


def _spans(doc: Doc, places: Iterable[Any], label: str = "", id: str = "") -> Iterator[Span]:
    """The tokens that some words stand in; words that the text does not have are left out."""
    for words in places:
        if words is not None and words.start is not None and words.end is not None:
            span = doc.char_span(words.start, words.end, label=label, span_id=id, alignment_mode="expand")
            if span is not None:
                yield span


def _statement(span: Span) -> Statement | None:
    """The statement that a span is part of, or by which its claim is put forward."""
    coded = of(span.doc)
    claim = _claim(span)
    if coded is None:
        return None
    if claim is not None:
        keys = coded.parts.statement_keys
        return coded.statements[keys.index(claim.statement)] if claim.statement in keys else None
    return next((s for s in coded.statements if s.id == span.id_), None)


def _event(span: Span) -> Event | None:
    """The event that a span is the trigger of, or that its claim is about."""
    coded = of(span.doc)
    claim = _claim(span)
    if coded is None:
        return None
    if claim is not None:
        return coded.events[coded.parts.event_keys.index(claim.event)]
    return next((e for e in coded.events if e.id == span.id_), None)


def _claim(span: Span) -> CodedClaim | None:
    coded = of(span.doc)
    return None if coded is None else next((c for c in coded.claims if c.id == span.id_), None)


def _sources(span: Span) -> list[Span]:
    said = _statement(span)
    return [] if said is None else list(_spans(span.doc, said.sources))


def _of_event(field: str) -> Any:
    def spans(span: Span) -> list[Span]:
        event = _event(span)
        return [] if event is None else list(_spans(span.doc, getattr(event, field)))

    return spans


def _listed(kind: str) -> Any:
    return lambda doc: list(doc.spans.get(f"sayso_{kind}") or ())


def _extend() -> None:
    """Adds the extensions to all Docs and Spans."""
    Doc.set_extension("sayso", getter=of, force=True)
    for kind in ("statements", "events", "claims"):
        Doc.set_extension(kind, getter=_listed(kind), force=True)
    for known in ("published", "publisher"):
        if not Doc.has_extension(known):
            Doc.set_extension(known, default=None)
    for name, getter in (("statement", _statement), ("event", _event), ("claim", _claim), ("sources", _sources)):
        Span.set_extension(name, getter=getter, force=True)
    for name, field in (("actors", "actors"), ("recipients", "recipients"), ("places", "place")):
        Span.set_extension(name, getter=_of_event(field), force=True)


_extend()
