#!/usr/bin/env bash
# Builds the codecs, the engine and the types for s390x, which is big-endian, and
# runs their tests by emulation, in a chroot of the suite that `./dev check` is
# made for:
#
#   chroot.sh bookworm tests/toolchains/big_endian.sh [ctest argument...]
set -euo pipefail
source tests/toolchains/functions.sh
readonly folder=build/s390x

install_packages() {
  dpkg --add-architecture s390x &&
    apt-get update -qq &&
    apt-get install -y -qq cmake ninja-build ccache g++ protobuf-compiler \
      python3 g++-s390x-linux-gnu qemu-user-static \
      lib{absl,gmock,gtest,protobuf,protoc,sqlite3,ssl}-dev:s390x
}

or_show build/setup.log install_packages
cmake --preset release -B "$folder" --log-level=WARNING >/dev/null \
  -DCMAKE_BUILD_TYPE= -DCMAKE_SYSTEM_NAME=Linux -DCMAKE_SYSTEM_PROCESSOR=s390x \
  -DCMAKE_CXX_COMPILER=s390x-linux-gnu-g++ \
  -DCMAKE_CROSSCOMPILING_EMULATOR=qemu-s390x-static -DWAMP_BUILD_TOOLS=OFF
mapfile -t tests < <(tests_in codec engine types wire)
build "$folder" "${tests[@]}"
run_tests "$folder" -R "$(any_of "${tests[@]}")" -LE '^once$' "$@"
