"""A notebook runs from its first cell to its last, and its pages have no script."""

from __future__ import annotations

import re

import pytest

nbclient = pytest.importorskip("nbclient")
nbformat = pytest.importorskip("nbformat")
pytest.importorskip("ipykernel")

CELLS = [
    "import sayso\ncoded = sayso.code('The army shelled Omdurman on Monday, killing <b>12</b> people, a doctor said.',"
    " published='2024-04-03')\ncoded",
    "made = sayso.tables([coded])\nmade.events",
    "made.events.to_pandas()[['document', 'type', 'mode']]",
    "import pathlib, tempfile\nfolder = pathlib.Path(tempfile.mkdtemp())\n"
    "(folder / 'a.txt').write_text('An air strike killed 12 people in Omdurman on Monday, the health ministry said.')\n"
    "(folder / 'b.txt').write_text('Rebels said an air strike killed at least 30 people in Omdurman on Monday.')\n"
    "ledger = sayso.Ledger(folder / 'news.db', create=True)\n"
    "ledger.ingest([folder / 'a.txt', folder / 'b.txt'], published='2024-04-03')",
    "ledger.matrix(ledger.incidents()[0].incident)",
    "ledger.claims('killed>=10')",
]


def test_a_notebook_runs_and_shows_its_records() -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    shown = {}
    for number, cell in enumerate(notebook.cells):
        for output in cell.outputs:
            assert output.output_type != "error", output
            shown[number] = output.get("data", {}).get("text/html", "")
    assert "&lt;b&gt;12&lt;/b&gt;" in shown[0] and "linear-gradient" in shown[0]
    assert "ASSAULT" in shown[1] and "contradicted" in shown[4] and "≥30" in shown[4] and "rebels" in shown[5].lower()
    ours = "".join(shown[n] for n in (0, 1, 4, 5))
    assert not re.search(r"<script|<style|javascript:|https?:|\son\w+=", ours, re.I)
