#!/usr/bin/env bash
# Prints the figures of docs/RELIABILITY.md as rows of its tables, from the tests that make them.
# `SAYSO_LONG=1` makes them try more, and `SAYSO_FUZZ_SECONDS=60` each reader for longer.
set -euo pipefail
cd "$(dirname "$0")/.."

figures() { # TITLE HEAD ARGUMENTS OF CARGO TEST…
    printf '\n%s\n\n| %s |\n' "$1" "$2"
    sed 's/[^|]*/---/g; s/.*/|&|/' <<<"$2"
    cargo test --workspace --locked --quiet "${@:3}" -- --nocapture --test-threads 1 2>&1 |
        grep -o 'figure: .*' | sed 's/^figure: \(.*\)$/| \1 |/'
}
faults='fault | tried | survived | lost'
figures "Ledger" "$faults" --test store --test faults
figures "Program" "$faults" --test cli faults
figures "Killed" "$faults" --test cli killed
figures "Server" "$faults" --test serve attack
figures "Readers" "reader | inputs | seconds | slowest, s | failed" --test cli every_reader
figures "Limits" "document | bytes | CPU, s | memory, MB" --test cli every_document
figures "Parts" "what | parts | in order | not" --test tidy what_others
