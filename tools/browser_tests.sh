#!/usr/bin/env bash
# Tests the pages in a real browser: what an analyst does by keyboard, what axe finds on each screen, a ledger of 100,000 claims,
# many readers while an ingest writes. Needs Chromium and Node with npm. SAYSO_PICTURES=docs/screens makes the pictures of the
# screens anew; SAYSO_LOAD_SECONDS is how long the readers read.
#
# usage: tools/browser_tests.sh [TEST…]
set -euo pipefail
cd "$(dirname "$0")/.."

target=$(cargo metadata --format-version 1 --no-deps | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')
cargo build --workspace --bin sayso --locked
cargo build --workspace --example query_speed --locked
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$target/debug/examples/query_speed" "$folder/large.db" 100000 >/dev/null
[ -z "${SAYSO_PICTURES:-}" ] || SAYSO_PICTURES=$(realpath -m "$SAYSO_PICTURES")
export SAYSO_PICTURES=${SAYSO_PICTURES:-} SAYSO_BINARY="$target/debug/sayso" SAYSO_LARGE_LEDGER="$folder/large.db"
cd crates/serve/browser
npm ci --silent --no-audit --no-fund
node --test --test-concurrency=1 --test-reporter=spec "${@:-.}"
# Pictures are small where that program is at hand.
if [ -n "$SAYSO_PICTURES" ] && command -v pngquant >/dev/null; then
    pngquant --force --ext .png --skip-if-larger --speed 1 64 "$SAYSO_PICTURES"/*.png || true
fi
