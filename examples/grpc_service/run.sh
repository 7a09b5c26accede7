#!/usr/bin/env bash
# Generates the client's modules, and lets the client ask the service.
#
# usage: run.sh <the built service>
#
# pkg-config must find the installed copy, as in
# PKG_CONFIG_PATH=/usr/local/lib/pkgconfig.
set -euo pipefail
if (($# != 1)); then
  echo "usage: run.sh <the built service>" >&2
  exit 2
fi
GATEKEEPER=$(realpath "$1")
readonly GATEKEEPER
cd "$(dirname "${BASH_SOURCE[0]}")"
# Debian's, which sees the modules of its packages.
python=/usr/bin/python3
[[ -x $python ]] || python=python3

gen=$(mktemp -d)
trap 'rm -rf "$gen"' EXIT

pkg-config --exists --print-errors wamp_types
protodir=$(pkg-config --variable=protodir wamp_types)
protoc -I. -I"$protodir" --python_out="$gen" --grpc_out="$gen" \
  --plugin=protoc-gen-grpc="$(command -v grpc_python_plugin)" \
  gatekeeper.proto "$protodir"/wamp/v1/*.proto

coproc SERVICE { exec "$GATEKEEPER"; }
# The shell forgets its number once it has ended.
service=$SERVICE_PID
trap 'kill "$service" 2>/dev/null || true; rm -rf "$gen"' EXIT
read -r _ _ address <&"${SERVICE[0]}" || {
  echo "run.sh: $GATEKEEPER has ended without a word" >&2
  exit 1
}
PYTHONPATH=$gen "$python" client.py "$address"
