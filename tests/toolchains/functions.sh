# shellcheck shell=bash
# What the scripts that run in a chroot share. To be sourced.

# or_show <log> <command...>: shows what it printed only if it fails.
or_show() {
  local log=$1
  "${@:2}" >"$log" 2>&1 && return
  cat "$log" >&2
  return 1
}

# tests_in <folder...>: the tests of these folders of tests/. Each has the name of its
# program.
tests_in() {
  local package
  for package in "$@"; do
    sed -n 's/^    name = "\(.*_test\)",$/\1/p' "tests/$package/BUILD.bazel"
  done
}

# any_of <test...>: what ctest takes for these.
any_of() {
  local IFS='|'
  echo "^($*)\$"
}

# build <folder> <target...>
build() {
  cmake --build "$1" -j "${JOBS:-$(nproc)}" --target "${@:2}" -- --quiet
}

# run_tests <folder> [ctest argument...]
run_tests() {
  or_show "$1/ctest.log" ctest --test-dir "$1" -j "${JOBS:-$(nproc)}" \
    --output-on-failure --no-tests=error "${@:2}"
  grep 'tests passed' "$1/ctest.log"
}
