#!/usr/bin/env bash
# Runs tests of a build's readers and writers under valgrind, which sees what the
# sanitizers don't: reads of memory that nothing was written to.
#
#   valgrind.sh <build folder>
set -euo pipefail
tests=(codec_cbor_test codec_json_test codec_msgpack_test codec_ubjson_test
  frame_test json_writer_test wire_test)
ran=0
for test in "${tests[@]}"; do
  [[ -x $1/tests/$test ]] || continue
  output=$(valgrind --quiet --error-exitcode=9 --leak-check=full \
    --errors-for-leak-kinds=definite "$1/tests/$test" --gtest_brief=1 2>&1) || {
    echo "$output" >&2
    exit 1
  }
  ran=$((ran + 1))
done
((ran == ${#tests[@]})) || {
  echo "valgrind.sh: $1/tests has only $ran of ${tests[*]}" >&2
  exit 1
}
echo "$ran programs under valgrind"
