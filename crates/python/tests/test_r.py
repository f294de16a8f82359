"""The code of docs/R.md runs, and its columns are those of the export."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

import sayso

ROOT = Path(__file__).resolve().parents[3]
BLOCKS = re.findall(r"```r\n(.*?)```", (ROOT / "docs/R.md").read_text(encoding="utf-8"), re.S)
LOCAL = [block for block in BLOCKS if "arrow::" not in block]

# `nanoparquet` is not always at hand; the table that it would give is made from the CSV of the same export.
READER = """
read_parquet <- function(path) {
  rows <- read.csv(sub("parquet$", "csv", path), na.strings = "", stringsAsFactors = FALSE, encoding = "UTF-8")
  for (day in intersect(names(rows), c("published", "date_low", "date_high", "first_published", "last_published")))
    rows[[day]] <- as.Date(rows[[day]])
  rows
}
"""


@pytest.fixture(scope="module")
def exported(program: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("r")
    db = str(folder / "ledger.db")
    for day in ("2026-03-12", "2026-03-13"):
        files = [str(f) for f in sorted((ROOT / "examples").glob(f"{day}-*.txt"))]
        subprocess.run([program, "ingest", "-q", "--db", db, "--published", day, *files], check=True)
    for shape in ("csv", "parquet"):
        common = [program, "export", "--db", db, "-f", shape, "-o", str(folder / "out") + "/"]
        subprocess.run([*common, "--link"], check=True, capture_output=True)
        subprocess.run([*common, "--grain", "incidents", "--rule", "lowest"], check=True, capture_output=True)
    return folder


def test_columns_are_those_of_the_export(exported: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    have = {name for table in ("reports", "incidents") for name in parquet.read_schema(exported / f"out/sayso-{table}.parquet").names}
    code = "\n".join(LOCAL)
    made = set(re.findall(r"\$(\w+) <-", code)) | {"lowest", "highest"}
    used = set(re.findall(r"\b(?:reports|events|happened|known|tolls|incidents|placed|rows|of)\$(\w+)", code))
    used |= {name for names in re.findall(r"\[, c\((.*?)\)\]", code) for name in re.findall(r'"(\w+)"', names)}
    assert len(used) > 15 and used - made <= have, used - made - have
    claims = {f.name for f in pytest.importorskip("dataclasses").fields(sayso.CodedClaim)}
    assert set(re.search(r"select\(recent, (.*?)\)", "\n".join(BLOCKS))[1].split(", ")) <= claims  # type: ignore[index]


def test_the_code_runs(exported: Path) -> None:
    rscript = shutil.which("Rscript")
    if rscript is None:
        pytest.skip("no `Rscript`; Debian has it in r-base-core")
    code = "\n".join(LOCAL).replace("library(nanoparquet)\n", READER)
    done = subprocess.run([rscript, "-e", code], capture_output=True, text=True, cwd=exported)
    assert done.returncode == 0, done.stderr
    assert "ASSAULT" in done.stdout and "says_lowest" in done.stdout, done.stdout
