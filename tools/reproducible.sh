#!/usr/bin/env bash
# Builds the program twice, in two folders, and compares: the same source and compiler give the same bytes. Then a build for
# development and the released one code the same texts, ARGUMENTS or the project's own, to the same bytes. Takes as long as two
# release builds.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for name in first second; do
    mkdir -p "$work/$name/source"
    git archive HEAD | tar -x -C "$work/$name/source"
    (
        cd "$work/$name/source"
        # Paths of this machine stay out of the program.
        cargo_home=${CARGO_HOME:-$HOME/.cargo}
        export RUSTFLAGS="--remap-path-prefix=$PWD=sayso --remap-path-prefix=$cargo_home=cargo"
        export CFLAGS="-ffile-prefix-map=$PWD=sayso -ffile-prefix-map=$cargo_home=cargo"
        export SOURCE_DATE_EPOCH=0
        cargo build --release --locked -p sayso-cli --target-dir "$work/$name/target"
    )
    sha256sum <"$work/$name/target/release/sayso" | tee "$work/$name/sum"
done
cmp "$work/first/sum" "$work/second/sum" && echo "the same"

cargo build --locked --workspace --bin sayso
texts=("$@")
[ $# -gt 0 ] || texts=(examples crates/serve/browser/articles)
# A document that cannot be read is a line of the output as any other.
code() { "$1" code -q -f jsonl "${texts[@]}" || true; }
code "$work/first/target/release/sayso" >"$work/release.jsonl"
code "${CARGO_TARGET_DIR:-target}/debug/sayso" >"$work/debug.jsonl"
cmp "$work/release.jsonl" "$work/debug.jsonl" && echo "$(wc -l <"$work/debug.jsonl") documents: the same"
