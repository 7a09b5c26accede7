#!/usr/bin/env bash
# Runs what depends on the machine, vector code and the order of bytes, as ARM
# (NEON) and s390x (big-endian) do, by emulation.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly GTEST=/usr/src/googletest/googletest
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

for machine in aarch64 s390x; do
  compiler=$machine-linux-gnu-g++
  emulator=qemu-$machine-static
  if ! command -v "$compiler" >/dev/null || ! command -v "$emulator" >/dev/null \
    || [[ ! -d $GTEST ]]; then
    echo "machines.sh: SKIPPED: $compiler, $emulator or GoogleTest's sources" \
      "are missing" >&2
    continue
  fi
  # Abseil's headers are the same on all machines; its libraries aren't needed.
  "$compiler" -std=c++17 -O2 -static -Wall -Wextra -Wno-psabi -Werror -I . \
    -idirafter /usr/include -isystem "$GTEST/include" -isystem "$GTEST" \
    tests/codec/byte_scan_test.cc "$GTEST"/src/gtest{-all,_main}.cc \
    -o "$scratch/byte_scan_test" 2>"$scratch/log" || {
    cat "$scratch/log" >&2
    exit 1
  }
  echo "$machine: $("$emulator" "$scratch/byte_scan_test" --gtest_brief=1)"
done
