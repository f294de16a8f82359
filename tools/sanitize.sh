#!/usr/bin/env bash
# Runs the tests that reach unsafe code under AddressSanitizer: every load and store of the kernels stays in its array. The
# sanitizer comes with the compiler for x86-64 Linux, behind a switch.
set -euo pipefail
cd "$(dirname "$0")/.."

host=$(rustc -vV | sed -n 's/^host: //p')
target=$(cargo metadata --format-version 1 --no-deps | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')
export RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Zsanitizer=address
cargo test --locked -p sayso-annotate --lib --target "$host" --target-dir "$target/sanitizer" -- nn:: spacy::
