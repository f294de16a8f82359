#!/usr/bin/env bash
# Sees to it that a test passes, such as `command -v node`: installs Debian's packages where that is possible, and fails where
# it is not.
#
# usage: tools/need.sh TEST PACKAGE…
set -uo pipefail
passes() { bash -c "$1" >/dev/null 2>&1; }
test=$1
shift
passes "$test" && exit 0
as=()
[ "$(id -u)" = 0 ] || as=(sudo -n)
if command -v apt-get >/dev/null && "${as[@]}" true 2>/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    install() { "${as[@]}" apt-get install -y -q --no-install-recommends "$@" >/dev/null 2>&1; }
    install "$@" || { "${as[@]}" apt-get update -q >/dev/null 2>&1 && install "$@"; }
    # One that is there from elsewhere (Node.js from its makers) may stand in the way of its own package, and not of the others.
    passes "$test" || for package in "$@"; do install "$package"; done
fi
passes "$test"
