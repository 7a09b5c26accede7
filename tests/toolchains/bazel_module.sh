#!/usr/bin/env bash
# Builds and tests the project as a Bazel module, and a module that depends on it,
# in a chroot of Debian's sid:
#
#   chroot.sh sid-bazel tests/toolchains/bazel_module.sh [argument of bazel test...]
#
# What needs gRPC is left out where it isn't installed.
set -euo pipefail
source tests/toolchains/functions.sh

readonly build=$PWD/build
readonly sources=/usr/src/wamp_types
readonly consumer=tests/consumer/bazel
log=$build/bazel_module.log

# run <folder> <command> [argument...]: bazel, with the registry alone. What one
# workspace has compiled of another module the next one finds on the disk.
run() {
  (cd "$1" && bazel --output_user_root="$build/bazel" "$2" \
    --registry="file://$build/registry" --lockfile_mode=off \
    --disk_cache="$build/bazel-actions" --enable_bzlmod \
    --noenable_workspace --symlink_prefix=/ --curses=no --color=no \
    ${JOBS:+--jobs="$JOBS"} "${@:3}")
}

# expect <folder> <target> <text>
expect() {
  local output
  output=$(run "$1" run "//:$2" 2>"$log") || {
    cat "$log" >&2
    exit 1
  }
  if [[ $output != "$3" ]]; then
    echo "$1, //:$2: expected '$3', got '$output'" >&2
    exit 1
  fi
}

if [[ ! -d $sources ]]; then
  mkdir -p "$sources.new"
  chown _apt "$sources.new"
  (cd "$sources.new" && or_show "$log" apt-get source -qq googletest)
  mv "$sources.new" "$sources"
fi
python3 tests/toolchains/registry.py "$build/registry" "$sources" \
  MODULE.bazel "$consumer/MODULE.bazel" \
  /usr/share/bazel/embedded_tools/MODULE.bazel
dpkg-query -W bazel-bootstrap libabsl-dev libprotobuf-dev g++

grpc=()
if ! dpkg-query -W libgrpc++-dev >"$log" 2>&1; then
  grpc=(--config=no-grpc)
  echo "SKIPPED: what needs gRPC, which isn't installed here"
fi
or_show "$log" run . build "${grpc[@]}" //...
echo "rules_cc: $(readlink -f "$build"/bazel/*/external/rules_cc~ | sort -u)"
or_show "$log" run . test "${grpc[@]}" "$@" //...
grep '^Executed' "$log"
quickstart=$(<examples/quickstart/expected.txt)
expect "$consumer" quickstart "$quickstart"
expect "$consumer" tea milk

# A module that names nothing but wamp_types, with the rules that Bazel 7 has built in.
alone=$build/alone
mkdir -p "$alone"
cat >"$alone/MODULE.bazel" <<EOF
bazel_dep(name = "wamp_types")
local_path_override(module_name = "wamp_types", path = "$PWD")
EOF
echo "build --cxxopt=-std=c++17" >"$alone/.bazelrc"
cat >"$alone/BUILD.bazel" <<'EOF'
cc_binary(
    name = "quickstart",
    srcs = ["@wamp_types//examples:quickstart/main.cc"],
    deps = ["@wamp_types//:types", "@wamp_types//:wire"],
)
EOF
expect "$alone" quickstart "$quickstart"
echo "consumers, Bazel's modules: 3 programs built and run"
