#!/usr/bin/env bash
# Runs what depends on the machine, vector code and the order of bytes, as ARM
# (NEON) and s390x (big-endian) do, by emulation, and with all that the compiler
# knows of this machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly GTEST=/usr/src/googletest/googletest
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# run <name> <compiler> <flags> [emulator]
run() {
  local name=$1 compiler=$2 flags=$3 emulator=${4:-}
  if ! command -v "$compiler" >/dev/null || [[ ! -d $GTEST ]] \
    || { [[ -n $emulator ]] && ! command -v "$emulator" >/dev/null; }; then
    echo "machines.sh: SKIPPED: $compiler, $emulator or GoogleTest's sources" \
      "are missing" >&2
    return
  fi
  # Abseil's headers are the same on all machines; its libraries aren't needed.
  # shellcheck disable=SC2086  # several flags
  "$compiler" -std=c++17 $flags -Wall -Wextra -Wno-psabi -Werror -I . -I include \
    -isystem "$GTEST/include" -isystem "$GTEST" \
    tests/codec/{byte_scan,digits,utf8}_test.cc tests/engine/key_table_test.cc \
    src/codec/utf8.cc "$GTEST"/src/gtest{-all,_main}.cc \
    -o "$scratch/tests" 2>"$scratch/log" || {
    cat "$scratch/log" >&2
    exit 1
  }
  # shellcheck disable=SC2086  # none, where there is no emulator
  echo "$name: $($emulator "$scratch/tests" --gtest_brief=1)"
}

for machine in aarch64 s390x; do
  run $machine $machine-linux-gnu-g++ "-O2 -static -idirafter /usr/include" \
    qemu-$machine-static
done
run "this machine" g++ "-O3 -march=native"
