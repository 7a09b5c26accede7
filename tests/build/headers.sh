#!/usr/bin/env bash
# Compiles each public header by itself, but those that a file of src/ includes
# first, which Bazel compiles so without RTTI, though not the services; and
# all of them together by each compiler, in each version of C++, with and without
# RTTI and exceptions. What users see must not warn. The argument is a build folder
# with the generated headers.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly GENERATED=$1/proto
readonly JOBS="${JOBS:-$(nproc)}"
readonly WARNINGS="-Wall -Wextra -Wconversion -Wshadow -Werror"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

mapfile -t headers < <(cd include && find wamp -name '*.h' | sort)
# What the first #include of each file names.
first=$(find src -path src/grpc -prune -o -name '*.cc' \
  -exec grep -m 1 -h '^#include' {} +)

# One line for each run of a compiler: its command, then what it includes.
for header in "${headers[@]}"; do
  echo "#include \"$header\"" >>"$scratch/all.cc"
  grep -qF "\"$header\"" <<<"$first" && continue
  unit=$scratch/${header//\//_}.cc
  echo "#include \"$header\"" >"$unit"
  echo "g++ -std=c++17 $unit"
done >"$scratch/runs"
for compiler in g++ clang++; do
  for standard in 17 20 2b; do
    for flags in "" "-fno-rtti -fno-exceptions"; do
      echo "$compiler -std=c++$standard $flags $scratch/all.cc"
    done
  done
done >>"$scratch/runs"

xargs -P "$JOBS" -I{} bash -c "{} $WARNINGS -fsyntax-only -Iinclude \
  -isystem $GENERATED || exit 255" <"$scratch/runs"
echo "public headers: ${#headers[@]} headers, $(wc -l <"$scratch/runs") runs"
