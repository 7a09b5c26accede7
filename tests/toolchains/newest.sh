#!/usr/bin/env bash
# Builds the project and runs its tests in a chroot of a suite of Debian's:
#
#   chroot.sh <suite> tests/toolchains/newest.sh [standard of C++] [ctest argument...]
#   chroot.sh <suite> tests/toolchains/newest.sh core
#
# With a standard, 20 or 23, or another compiler in CXX, unoptimized and in a folder
# of its own; without either, the public headers are compiled in each. With "core"
# the standard is 23, and what is built are the commands, which hold all libraries,
# and the tests in tests/codec and tests/wire.
set -euo pipefail
source tests/toolchains/functions.sh
standard=${1:-17}
shift $(($# > 0))
groups=(build test sanitize)
targets=(all)
if [[ $standard == core ]]; then
  standard=23
  groups=(build services)
  mapfile -t targets < <(tests_in codec wire)
  set -- -R "$(any_of "${targets[@]}")" -LE '^once$'
  targets+=(wamp_protoc-gen-wamp-check wamp_wamp-authd wamp_wampcat wamp_wamplog
    wamp_wamplog-serve)
fi
[[ -z ${CXX:-} ]] || groups+=(sanitize)

or_show build/setup.log ./dev setup "${groups[@]}"
echo "$(date -I), C++$standard, $(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' /etc/os-release):"
"${CXX:-g++}" --version | head -n 1
dpkg-query -W cmake libprotobuf-dev libabsl-dev libgtest-dev

if [[ $standard == 17 && -z ${CXX:-} ]]; then
  ./dev test release "$@"
  tests/build/headers.sh build/release
  exit
fi
folder=build/c++$standard${CXX:+-$CXX}
cmake --preset release -B "$folder" --log-level=WARNING >/dev/null \
  -DCMAKE_BUILD_TYPE= -DCMAKE_CXX_STANDARD="$standard"
build "$folder" "${targets[@]}"
run_tests "$folder" "$@"
