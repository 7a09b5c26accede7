#!/usr/bin/env bash
# Checks the servers' units of systemd, and runs what they say.
#
#   units.sh <folder>   the folder in which the Debian packages were unpacked
set -euo pipefail

root=$(realpath "$1")
scratch=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server" 2>/dev/null || true
  rm -rf "$scratch"' EXIT

fail() {
  echo "units.sh: $*" >&2
  exit 1
}

# The unit, with the paths of an installed system below folders of this test.
here() {
  sed -E -e "s#/usr/bin/wamp#$root&#g" \
    -e "s#(/etc|/run|/var/lib)/wamp#$scratch&#g" \
    "$root/usr/lib/systemd/system/$1.service"
}

# The values of a key of the unit, a line each.
values() { here "$1" | sed -n "s/^$2=//p"; }

# wait_for <file>
wait_for() {
  local i
  for ((i = 0; i < 300; i++)); do
    [[ -e $1 ]] && return
    sleep 0.1
  done
  fail "there is no $1 after 30 s: $(<"$scratch/log")"
}

# start <unit> <socket>: what starts it, until it listens.
start() {
  local line
  mkdir -p "$scratch"/{etc,run,var/lib}/{wamp-authd,wamplog}
  (
    while IFS= read -r line; do
      export "${line?}"
    done < <(values "$1" Environment)
    line=$(values "$1" ExecStartPre)
    # As systemd splits them: by quotes and blanks.
    [[ -z $line ]] || eval "$line"
    eval "exec $(values "$1" ExecStart)"
  ) >"$scratch/log" 2>&1 &
  server=$!
  wait_for "$scratch/run/$2"
}

# stop <unit>: as systemd does.
stop() {
  local status=0
  kill -TERM "$server"
  wait "$server" || status=$?
  server=
  ((status == 0)) || fail "$1 exits with status $status: $(<"$scratch/log")"
}

if command -v systemd-analyze >/dev/null; then
  for unit in wamp-authd wamplog-serve; do
    here "$unit" >"$scratch/$unit.service"
    found=$(systemd-analyze verify --man=no "$scratch/$unit.service" 2>&1) \
      || fail "$unit: $found"
    [[ -z $found ]] || fail "$unit: $found"
  done
else
  echo "units.sh: SKIPPED: systemd is missing, which judges the units" >&2
fi

LD_LIBRARY_PATH=$(dirname "$(find "$root/usr/lib" -name 'libwamp_grpc.so.*' \
  -print -quit)")
export LD_LIBRARY_PATH

mkdir -p "$scratch/etc/wamp-authd"
echo '{"realms": [{"name": "realm1"}]}' >"$scratch/etc/wamp-authd/policy.json"
start wamp-authd wamp-authd/socket
key=$(<"$scratch/var/lib/wamp-authd/state.key")
[[ -n $key ]] || fail "wamp-authd has no key that outlives a restart"
stop wamp-authd
start wamp-authd wamp-authd/socket
[[ $(<"$scratch/var/lib/wamp-authd/state.key") == "$key" ]] \
  || fail "wamp-authd has another key after a restart"
stop wamp-authd

start wamplog-serve wamplog/socket
stop wamplog-serve
"$root/usr/bin/wamplog" verify \
  --store="sqlite:$scratch/var/lib/wamplog/sessions.db" >"$scratch/log" 2>&1 \
  || fail "wamplog-serve leaves no store: $(<"$scratch/log")"

echo "units, systemd: 2 services run"
