"""Where the tests find the program and the news that they compare with."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def program() -> str:
    """The command line."""
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    places = [os.environ.get("SAYSO_BIN"), target / "debug/sayso", target / "release/sayso", shutil.which("sayso")]
    for place in places:
        if place and Path(place).is_file():
            return str(place)
    pytest.skip("no program `sayso` to compare with: `cargo build -p sayso-cli`, or name it in SAYSO_BIN")


@pytest.fixture(scope="session")
def news() -> list[Path]:
    """A sample of real news, of all sections; `SAYSO_NEWS` says of how many articles."""
    folder = Path(os.environ.get("SAYSO_SHARED", ROOT.parent / "shared")) / "data/raw-news"
    files = sorted(folder.glob("**/*.txt"))
    if not files:
        pytest.skip(f"no news in {folder}; SAYSO_SHARED names the folder that holds data/raw-news")
    return files[:: max(1, len(files) // int(os.environ.get("SAYSO_NEWS", 60)))]
