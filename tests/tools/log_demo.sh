#!/usr/bin/env bash
# Shows what wamplog does, on frames recorded from real peers: logs their
# sessions, and asks who was there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
: "${WAMPLOG:?names the wamplog to run}"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
data=tests/data
store=sqlite:$work/s.db

show() {
  printf '\n$ wamplog %s\n' "${*//$work\//}"
  "$WAMPLOG" "$@" 2>&1
}

# append <hour> <client> <router>: the router's recordings go on with others.
append() {
  "$WAMPLOG" append --store="$store" --node=router-1 --at="2026-01-02T$1:00Z" \
    --client="$data/$2" --router="$data/$3" 2>/dev/null || (($? == 1))
}

echo
echo "Their sessions in a log, without their secrets:"
append 10:00 autobahn-python/auth.msgpack fox-wamp/auth.json
append 11:00 autobahn-python/session.cbor fox-wamp/session.json
show query --store="$store" --authid=joe --event=joined --event=left
show query --store="$store" --event=denied --limit=2
show stats --store="$store"

echo
echo "Nobody has edited it, as a checkpoint that was kept elsewhere shows:"
"$WAMPLOG" keygen --name=logs.example.com --key="$work/log.key" >"$work/log.pub"
"$WAMPLOG" checkpoint --store="$store" --key="$work/log.key" >"$work/monday"
show verify --store="$store" --checkpoint="$work/monday" \
  --verifier="$work/log.pub"
