#!/usr/bin/env bash
# Runs a command with a PostgreSQL server of its own: in a temporary folder, on loopback, by a user without privileges, gone at
# the end. The command finds its address in SAYSO_TEST_POSTGRES. Needs Debian's package `postgresql`, or any with `initdb`.
#
# usage: tools/with_postgres.sh COMMAND…
set -euo pipefail

bin=$(dirname "$(command -v initdb || ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -1)")
[ -x "$bin/initdb" ] || { echo "error: no \`initdb\`; install the package \`postgresql\`" >&2; exit 1; }
folder=$(mktemp -d)
port=$((20000 + RANDOM % 20000))
as=()
if [ "$(id -u)" = 0 ]; then # the server refuses to be run by root
    chown nobody "$folder"
    as=(setpriv --reuid nobody --regid nogroup --clear-groups)
fi
stop() {
    "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT
"${as[@]}" "$bin/initdb" -D "$folder/data" -U sayso --auth=trust --no-sync -E UTF8 --locale=C.UTF-8 >/dev/null
"${as[@]}" "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
    -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$folder -c fsync=off" start >/dev/null ||
    { cat "$folder/log" >&2; exit 1; }
SAYSO_TEST_POSTGRES="postgres://sayso@127.0.0.1:$port/postgres" "$@"
