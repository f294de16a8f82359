"""A ledger asked from Python says what the command line prints."""

from __future__ import annotations

import datetime
import json
import subprocess
from pathlib import Path

import pytest

import sayso

REPORTS = {
    "a.txt": "An air strike killed 12 people in the Sudanese city of Omdurman on Monday, the health ministry said.",
    "b.txt": "The army denied that an air strike killed civilians in Omdurman on Monday. "
    "“We will retaliate if the attacks continue,” the president of Sudan, Abdel Fattah al-Burhan, said.",
    "c.txt": "At least 30 people were killed by an air strike in Omdurman on Monday, rebels said.",
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> sayso.Ledger:
    folder = tmp_path_factory.mktemp("ledger")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    kept = sayso.Ledger(folder / "news.db", create=True)
    done = kept.ingest([folder / name for name in REPORTS], published="2024-04-03")
    assert (done.inputs, done.new, done.failed) == (3, 3, 0)
    assert kept.ingest(folder / "a.txt", published="2024-04-03").known == 1
    return kept


def lines(program: str, ledger: sayso.Ledger, *words: str) -> list[str]:
    command = [program, *words, "--db", ledger.path, "-f", "jsonl"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


@pytest.mark.parametrize("filter", ["", "type:ASSAULT", "killed>=20", "-status:asserted", "-source:army"])
def test_claims_are_those_of_the_program(program: str, ledger: sayso.Ledger, filter: str) -> None:
    words = ["claims", f"--filter={filter}"] if filter else ["claims"]
    assert ledger.claims(filter).json_lines == lines(program, ledger, *words)
    assert ledger.count(filter) == len(ledger.claims(filter)) > 0
    assert list(ledger.each_claim(filter)) == list(ledger.claims(filter))


def test_lists_are_those_of_the_program(program: str, ledger: sayso.Ledger) -> None:
    assert ledger.documents().json_lines == lines(program, ledger, "docs")
    assert ledger.actors().json_lines == lines(program, ledger, "actors")
    assert ledger.sources("type:ASSAULT").json_lines == lines(program, ledger, "sources", "type:ASSAULT")
    assert ledger.incidents().json_lines == lines(program, ledger, "incidents")
    disputed = lines(program, ledger, "incidents", "--disputed", "--rule", "highest")
    assert ledger.incidents(rule="highest", disputed=True).json_lines == disputed
    assert ledger.conflicts().json_lines == lines(program, ledger, "conflicts")
    assert ledger.commitments().json_lines == lines(program, ledger, "commitments")


def test_an_incident_is_followed_to_its_sources(ledger: sayso.Ledger) -> None:
    incident = ledger.incidents()[0]
    assert incident.articles == 3 and incident.standing == "disputed"
    matrix = ledger.matrix(incident.incident)
    verdict_of = {c.attribute: c.verdict for c in matrix.columns}
    assert verdict_of["killed"] == "contradicted"
    assert {"12", "≥30"} <= {said.get("killed") for said in matrix.to_dict().values()}
    report = matrix.reports[0]
    assert report.document is not None
    assert "Omdurman" in (ledger.text(report.document) or "")
    with pytest.raises(KeyError):
        ledger.matrix("inc_none")


def test_claims_are_typed(ledger: sayso.Ledger) -> None:
    claims = ledger.claims("killed>=20")
    assert [c.says[-1].text for c in claims] == ["rebels"]
    claim = claims[0]
    assert claim.published == datetime.date(2024, 4, 3)
    assert claim.casualties[0].low == 30
    text = ledger.text(claim.document)
    assert text is not None and text[claim.quote.start : claim.quote.end] == claim.quote.text
    assert claims[0:1][0] == claim and repr(claims) == "<Table of 1 × Claim>"
    record = ledger.record(claim.document)
    assert record is not None and json.loads(record)["document"]["sha256"]


def test_pages_follow_each_other(ledger: sayso.Ledger) -> None:
    first = ledger.claims(limit=1)
    rest = ledger.claims(after=first[0].seq)
    assert first.json_lines + rest.json_lines == ledger.claims().json_lines
    assert ledger.claims(newest=True, limit=1)[0] == ledger.claims()[-1]
    assert len(ledger.claims(as_of=datetime.date(2020, 1, 1))) == 0


def test_a_commitment_has_its_words(ledger: sayso.Ledger) -> None:
    found = ledger.commitments()
    assert [(c.kind, c.state) for c in found] == [("threat", "open")]
    assert "retaliate" in found[0].sayings[0].words


def test_what_means_nothing_is_told(ledger: sayso.Ledger, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="colour"):
        ledger.claims("colour:red")
    with pytest.raises(ValueError, match="most-sources"):
        ledger.incidents(rule="loudest")
    with pytest.raises(ValueError, match="moment"):
        ledger.claims(as_of="yesterday-ish")
    with pytest.raises(OSError, match="none.db"):
        sayso.Ledger(tmp_path / "none.db")
    heard: list[str] = []
    done = ledger.ingest(tmp_path / "absent.txt", on_failure=lambda name, why: heard.append(name))
    assert done.failed == 1 and "absent.txt" in heard[0]
