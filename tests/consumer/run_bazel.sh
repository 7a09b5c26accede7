#!/usr/bin/env bash
# Builds and runs a workspace that depends on this one. The arguments go to
# Bazel.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/bazel"
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# expect <target> <text> [argument...]
expect() {
  local output
  output=$(bazel run --config=system "${@:3}" "//:$1" 2>"$log") || {
    cat "$log" >&2
    exit 1
  }
  if [[ $output != "$2" ]]; then
    echo "//:$1: expected '$2', got '$output'" >&2
    exit 1
  fi
}

expect quickstart "$(<../../../examples/quickstart/expected.txt)" "$@"
expect tea milk "$@"
echo "consumers, Bazel: 2 programs built and run"
