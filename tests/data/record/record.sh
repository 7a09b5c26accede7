#!/bin/sh
# Records every file of tests/data anew. Usage: record.sh [OUT]
# OUT is the folder to write to, by default the one above this script.
# PYTHON names the interpreter that has autobahn, cbor2, msgpack and ubjson.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
out=${1:-$(dirname -- "$here")}
python=${PYTHON:-/usr/bin/python3}
mkdir -p "$out"
out=$(CDPATH= cd -- "$out" && pwd)
cd "$here"

npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
rm -rf "$out/autobahn-python" "$out/autobahn-js" "$out/fox-wamp"

scratch=$(mktemp -d)
mkfifo "$scratch/hold"
node tap.mjs "$out" <"$scratch/hold" >"$scratch/port" &
tap=$!
exec 3>"$scratch/hold"
trap 'exec 3>&-; wait "$tap" || true; rm -rf "$scratch"' EXIT

tries=0
until [ -s "$scratch/port" ]; do
  tries=$((tries + 1))
  [ "$tries" -le 100 ] || { echo "the tap did not start" >&2; exit 1; }
  sleep 0.1
done
port=$(cat "$scratch/port")

timeout 60 "$python" -B py_peer.py "$port" 3>&-
timeout 60 node js_peer.mjs "$port" 3>&-
"$python" -B py_frames.py "$out"
node js_frames.mjs "$out"
"$python" -B check.py "$out"
