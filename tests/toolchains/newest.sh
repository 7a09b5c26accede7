#!/usr/bin/env bash
# Builds the project and runs its tests in a chroot of a newer suite:
#
#   chroot.sh <suite> tests/toolchains/newest.sh [standard of C++] [ctest argument...]
#
# With a standard, 20 or 23, unoptimized and in a folder of its own; without one,
# the public headers are compiled in each.
set -euo pipefail
standard=${1:-17}
shift $(($# > 0))

./dev setup build test sanitize >build/setup.log 2>&1 || {
  cat build/setup.log >&2
  exit 1
}
echo "$(date -I), C++$standard, $(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' /etc/os-release):"
dpkg-query -W g++ clang cmake libprotobuf-dev libabsl-dev libgtest-dev python3-autobahn

if [[ $standard == 17 ]]; then
  ./dev test release "$@"
  tests/build/headers.sh build/release
  exit
fi
folder=build/c++$standard
cmake --preset release -B "$folder" --log-level=WARNING >/dev/null \
  -DCMAKE_BUILD_TYPE= -DCMAKE_CXX_STANDARD="$standard"
cmake --build "$folder" -j "${JOBS:-$(nproc)}" -- --quiet
ctest --test-dir "$folder" -j "${JOBS:-$(nproc)}" --output-on-failure \
  --no-tests=error "$@" >"$folder/ctest.log" 2>&1 || {
  cat "$folder/ctest.log" >&2
  exit 1
}
grep 'tests passed' "$folder/ctest.log"
