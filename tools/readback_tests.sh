#!/usr/bin/env bash
# Tests that what `sayso export` writes is read by the libraries that its users have, without a warning: pandas, polars, pyarrow,
# duckdb, networkx, geopandas, followthemoney, stix2. Reads a small ledger with hostile words, or the one that is named. Needs
# Python 3.11 with venv, and what PyICU is built with: a compiler and the headers of ICU and Python.
#
# usage: tools/readback_tests.sh [LEDGER]
set -euo pipefail
cd "$(dirname "$0")/.."

target=$(cargo metadata --format-version 1 --no-deps | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')
SAYSO_BINARY=${SAYSO_BINARY:-$target/debug/sayso}
[ -x "$SAYSO_BINARY" ] && [ "$SAYSO_BINARY" != "$target/debug/sayso" ] || cargo build --workspace --bin sayso --locked
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
venv=$target/venv-readback
if ! cmp -s tools/readback/requirements.txt "$venv/requirements.txt"; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install -q --prefer-binary -r tools/readback/requirements.txt
    cp tools/readback/requirements.txt "$venv/requirements.txt"
fi
SAYSO_DB=${1:-$folder/ledger.db}
export SAYSO_BINARY SAYSO_DB
if [ $# = 0 ]; then
    "$SAYSO_BINARY" ingest --quiet --published 2026-03-13 --publisher '=HYPERLINK("http://example.org","here")' examples/*.txt
    "$SAYSO_BINARY" ingest --quiet --published 2024-03-20 --publisher "The Herald" crates/serve/browser/articles
    "$SAYSO_BINARY" ingest --quiet tools/readback/hostile.jsonl
fi
"$venv/bin/python" -m pytest -q -W error -p no:cacheprovider --basetemp "$folder/pytest" tools/readback
