#!/usr/bin/env bash
# Prints the figures of docs/RELIABILITY.md as rows of its tables, from the tests that make them.
# `SAYSO_LONG=1` makes them try more, for as long as an hour.
set -euo pipefail
cd "$(dirname "$0")/.."

figures() { # ARGUMENTS OF CARGO TEST…
    cargo test --locked --quiet "$@" -- --nocapture | grep -o 'figure: .*' | sed 's/^figure: \(.*\)$/| \1 |/'
}
figures -p sayso-store --test store --test faults
