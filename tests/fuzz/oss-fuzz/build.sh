#!/usr/bin/env bash
# Licensed under the Apache License, Version 2.0: http://www.apache.org/licenses/LICENSE-2.0
#
# Builds the fuzz targets into $OUT, as OSS-Fuzz asks: each with its inputs,
# <target>_seed_corpus.zip, and its dictionary, <target>.dict.
set -euo pipefail

readonly PREFIX=$WORK/prefix BUILD=$WORK/wamp_types
export CMAKE_PREFIX_PATH=$PREFIX
mkdir -p "$WORK" "$OUT"

# build <name> [flag...]: builds and installs $SRC/<name>.
build() {
  local name=$1
  shift
  cmake -S "$SRC/$name" -B "$WORK/$name" -G Ninja \
    -DCMAKE_BUILD_TYPE=None -DCMAKE_CXX_STANDARD=17 \
    -DCMAKE_INSTALL_PREFIX="$PREFIX" -DCMAKE_POSITION_INDEPENDENT_CODE=ON "$@"
  cmake --build "$WORK/$name" --target install
}

if [[ ${WAMP_OSS_FUZZ_DEPENDENCIES:-} != installed ]]; then
  build abseil-cpp -DABSL_PROPAGATE_CXX_STD=ON
  build protobuf -Dprotobuf_BUILD_TESTS=OFF
fi

# What a target links must be in it: there are no libraries where it runs. project()
# sets the suffixes, so that they can be set only after it.
echo 'set(CMAKE_FIND_LIBRARY_SUFFIXES .a .so)' >"$WORK/static.cmake"
cmake -S "$SRC/wamp_types" -B "$BUILD" -G Ninja \
  -DCMAKE_BUILD_TYPE=None \
  -DCMAKE_PROJECT_wamp_types_INCLUDE="$WORK/static.cmake" \
  -DWAMP_BUILD_FUZZERS=ON -DWAMP_FUZZING_ENGINE="$LIB_FUZZING_ENGINE" \
  -DWAMP_BUILD_AUTH=ON -DWAMP_BUILD_LOG=ON -DWAMP_BUILD_LOG_SQLITE=ON \
  -DWAMP_BUILD_GRPC=OFF -DWAMP_BUILD_LOG_POSTGRES=OFF -DWAMP_BUILD_SERVERS=OFF \
  -DWAMP_BUILD_TESTS=OFF -DWAMP_BUILD_TOOLS=OFF -DWAMP_INSTALL=OFF -DWAMP_WERROR=OFF
cmake --build "$BUILD" --target wamp_fuzzers

cd "$SRC/wamp_types/tests/fuzz"
for program in "$BUILD"/fuzz/*_fuzz; do
  name=${program##*/}
  if ldd "$program" | grep -E 'argon2|crypto|sqlite'; then
    echo "build.sh: $name needs libraries that it won't find" >&2
    exit 1
  fi
  cp "$program" "$OUT/"
  cp wamp.dict "$OUT/$name.dict"
  inputs=(corpus/"${name%_fuzz}"/*)
  if [[ -d findings/${name%_fuzz} ]]; then inputs+=(findings/"${name%_fuzz}"/*); fi
  rm -f "$OUT/${name}_seed_corpus.zip"
  zip -q -j "$OUT/${name}_seed_corpus.zip" "${inputs[@]}"
done
