#!/usr/bin/env bash
# Compares the shared libraries with those of the newest release, by abidiff:
#
#   abi.sh [tag]
#
# A change within one minor version that programs would have to be compiled anew
# for is an error; between two of them it is printed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
tag=${1:-$(git describe --tags --abbrev=0 --match 'v[0-9]*' 2>/dev/null || true)}
if [[ -z $tag ]]; then
  echo "abi.sh: SKIPPED: there is no release to compare with" >&2
  exit
fi
if git diff --quiet "$tag" -- include src proto cmake CMakeLists.txt; then
  echo "the libraries are those of $tag"
  exit
fi

# build <source folder> <build folder>: the libraries of Debian's package, with what
# tells abidiff of types, and without what would take time. How they are compiled
# in a common build changes nothing of what they export.
build() {
  cmake -S "$1" -B "$2" -G Ninja --log-level=WARNING \
    -DCMAKE_BUILD_TYPE= -DCMAKE_CXX_FLAGS=-g -DBUILD_SHARED_LIBS=ON \
    -DWAMP_BUILD_TESTS=OFF -DWAMP_BUILD_TOOLS=OFF -DWAMP_UNITY=ON \
    -DWAMP_PRECOMPILE=ON >/dev/null
  cmake --build "$2" -j "${JOBS:-$(nproc)}" -- --quiet
}

# minor <version>: what has to be the same for programs to go on.
minor() {
  local version=${1#v}
  echo "${version%.*}"
}

readonly folder=$PWD/build/abi
rm -rf "$folder/source"
git worktree prune
git worktree add --quiet --detach "$folder/source" "$tag"
trap 'git worktree remove --force "$folder/source"' EXIT
build "$folder/source" "$folder/old"
build . "$folder/new"
now=$(sed -n 's/^  VERSION //p' CMakeLists.txt)
status=0
for old in "$folder"/old/libwamp_*.so; do
  name=${old##*/}
  if [[ ! -e $folder/new/$name ]]; then
    echo "$name is gone" >&2
    status=1
    continue
  fi
  # What the headers don't show, protobuf's included, is nobody's business.
  abidiff --suppressions tests/build/abi.suppr --no-added-syms \
    --headers-dir1 "$folder/source/include" \
    --headers-dir1 "$folder/old/proto" --headers-dir2 include \
    --headers-dir2 "$folder/new/proto" \
    "$old" "$folder/new/$name" >"$folder/report" && continue
  echo "$name is not what it was in $tag:"
  cat "$folder/report"
  status=1
done
if ((status != 0)) && [[ $(minor "$tag") != "$(minor "$now")" ]]; then
  echo "$now is another minor version than $tag: this is for its release notes"
  exit
fi
((status != 0)) || echo "programs built with $tag go on with these libraries"
exit $status
