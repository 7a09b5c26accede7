#!/usr/bin/env bash
# Uses the project as others do who build with CMake: installed, by pkg-config,
# from its Debian packages, and as a folder of their own project. A folder may
# be named that keeps the builds for the next run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly ROOT=$PWD/../..
readonly EXAMPLES=$ROOT/examples
readonly JOBS="${JOBS:-$(nproc)}"
# As Debian's own packages have it, so that one folder serves all the builds.
readonly LIBDIR=lib/x86_64-linux-gnu
minor=$(sed -n 's/^  VERSION \([0-9]*\.[0-9]*\)\..*/\1/p' "$ROOT/CMakeLists.txt")

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# Where it is installed, at first by CMake and then from the packages: in one place,
# so that ccache knows the consumers that it has compiled before.
readonly installed=$scratch/root/usr
# The default for libraries differs with the prefix that a build was configured for.
export PKG_CONFIG_PATH=$installed/lib/pkgconfig:$installed/$LIBDIR/pkgconfig
builds=${1:-$scratch/builds}
mkdir -p "$builds"

fail() {
  echo "run_cmake.sh: $*" >&2
  exit 1
}

# quietly <command...>: shows what it printed only if it fails.
quietly() {
  "$@" >"$scratch/log" 2>&1 && return
  cat "$scratch/log" >&2
  fail "failed: $*"
}

# build <source> <folder> [cmake argument...]
build() {
  quietly cmake -S "$1" -B "$2" -G Ninja "${@:3}"
  quietly cmake --build "$2" -j "$JOBS"
}

# check <example> <program>: what the program prints.
check() {
  local output
  output=$(LD_LIBRARY_PATH=$installed/$LIBDIR "$2") \
    || fail "$2 exits with status $?"
  diff -u "$EXAMPLES/$1/expected.txt" - <<<"$output" >&2 \
    || fail "$2 prints something else"
  programs=$((programs + 1))
}

# compile <packages> <program> <source...>: by the flags of the packages.
compile() {
  local flags source objects=()
  flags=$(pkg-config --cflags "$1")
  for source in "${@:3}"; do
    objects+=("$scratch/${source//\//_}.o")
    # shellcheck disable=SC2086  # words, or none
    quietly ${CMAKE_CXX_COMPILER_LAUNCHER:-} g++ -std=c++17 -Wall -Wextra \
      -Wconversion -iquote "$ROOT" $flags -c "$source" -o "${objects[-1]}"
  done
  flags=$(pkg-config --libs "$1")
  # shellcheck disable=SC2086  # the flags are words
  quietly g++ "${objects[@]}" -o "$2" $flags
}

# pkg_config <packages> <example>: builds the example by the flags of the packages,
# and runs it.
pkg_config() {
  compile "$1" "$scratch/pkg-config" "$EXAMPLES/$2/main.cc"
  check "$2" "$scratch/pkg-config"
}

# consume: the installed copy, by find_package() and by pkg-config.
consume() {
  rm -rf "$scratch/examples"
  build "$EXAMPLES" "$scratch/examples" "-DCMAKE_PREFIX_PATH=$installed"
  grep -q "^wamp_types_DIR:PATH=$installed/" "$scratch/examples/CMakeCache.txt" \
    || fail "the consumer has found another copy"
  local expected
  for expected in "$EXAMPLES"/*/expected.txt; do
    local example
    example=$(basename "$(dirname "$expected")")
    # A project of its own.
    [[ -f $EXAMPLES/$example/CMakeLists.txt ]] && continue
    check "$example" "$scratch/examples/$example"
  done
  pkg_config wamp_types quickstart
  pkg_config wamp_types_log session_log
  pkg_config "wamp_types_log_sqlite wamp_types_log_postgres" session_store
}

# serve: a gRPC service on the installed copy, and its client in Python.
serve() {
  if [[ ! -f /usr/$LIBDIR/cmake/grpc/gRPCConfig.cmake ]]; then
    echo "run_cmake.sh: SKIPPED: gRPC is missing, which a service needs" >&2
    return
  fi
  local example=$EXAMPLES/grpc_service
  build "$example" "$scratch/grpc" "-DCMAKE_PREFIX_PATH=$installed"
  diff -u "$example/expected.txt" - <<<"$(
    timeout 60 "$example/run.sh" "$scratch/grpc/gatekeeper"
  )" >&2 || fail "the client of the service prints something else"
  programs=$((programs + 1))
}

# route: a router on the installed copy, which asks services, and
# clients of autobahn's.
route() {
  if [[ ! -f /usr/$LIBDIR/cmake/grpc/gRPCConfig.cmake ||
    ! -f /usr/include/asio.hpp || ! -x $installed/bin/wamp-authd ]]; then
    echo "run_cmake.sh: SKIPPED: gRPC, Asio or prometheus-cpp is missing, which" \
      "a router and its servers need" >&2
    return
  fi
  build "$EXAMPLES/gateway" "$scratch/gateway" "-DCMAKE_PREFIX_PATH=$installed"
  programs=$((programs + 1))
  local python=/usr/bin/python3 test status
  [[ -x $python ]] || python=python3
  for test in clients_test.py hostile_test.py; do
    status=0
    "$python" "gateway/$test" "$scratch/gateway" "$installed/bin" \
      >"$scratch/log" 2>&1 || status=$?
    # Where autobahn is missing, the status is 77.
    if ((status != 0 && status != 77)); then
      cat "$scratch/log" >&2
      fail "failed: $test"
    fi
    sed -n 's/^SKIPPED/run_cmake.sh: SKIPPED/p' "$scratch/log" >&2
  done
}

# compile_peers: the programs that ask the services, and serve them.
compile_peers() {
  local name
  for name in peer_client peer_server; do
    compile "wamp_types_grpc wamp_types_log_sqlite" "$scratch/$name" \
      "$ROOT/tests/grpc/peers/$name.cc" "$ROOT/tests/grpc/peers/peer_options.cc"
  done
}

# peers: the services on the installed copy, and the clients and servers
# in other languages that are made of its protos.
peers() {
  local folder=$ROOT/tests/grpc/peers protodir language status
  if [[ ! -f /usr/$LIBDIR/cmake/grpc/gRPCConfig.cmake ]]; then
    echo "run_cmake.sh: SKIPPED: gRPC is missing, which the services need" >&2
    return
  fi
  compile_peers
  protodir=$(pkg-config --variable=protodir wamp_types)
  mkdir "$scratch/java"
  find "$protodir/wamp" -name '*.proto' -print0 \
    | quietly xargs -0 protoc -I "$protodir" --java_out="$scratch/java"
  for language in python node; do
    status=0
    PEER_CLIENT=$scratch/peer_client PEER_SERVER=$scratch/peer_server \
      WAMP_PROTO_DIR=$protodir \
      /usr/bin/python3 "$folder/peers_test.py" "$language" \
      >"$scratch/log" 2>&1 || status=$?
    case $status in
      0) programs=$((programs + 1)) ;;
      77) echo "run_cmake.sh: $language: $(<"$scratch/log")" >&2 ;;
      *)
        cat "$scratch/log" >&2
        fail "the peers in $language fail"
        ;;
    esac
  done
}

# sinks: lines by logging libraries of others.
sinks() {
  if [[ ! -f /usr/$LIBDIR/cmake/spdlog/spdlogConfig.cmake ]]; then
    echo "run_cmake.sh: SKIPPED: spdlog is missing, which gets lines" >&2
    return
  fi
  local expected=("$EXAMPLES/log_sinks/expected.txt")
  build "$EXAMPLES/log_sinks" "$scratch/sinks" "-DCMAKE_PREFIX_PATH=$installed"
  if [[ -x $scratch/sinks/absl_sink ]]; then
    expected+=("$EXAMPLES/log_sinks/expected_absl.txt")
  else
    echo "run_cmake.sh: SKIPPED: absl::log is missing, which gets lines" >&2
  fi
  diff -u <(cat "${expected[@]}") - <<<"$(
    "$EXAMPLES/log_sinks/run.sh" "$scratch/sinks"
  )" >&2 || fail "the logging libraries were given something else"
  programs=$((programs + 1 + ${#expected[@]}))
}

# finds <argument...>: whether find_package(wamp_types <argument...>)
# succeeds.
finds() {
  mkdir -p "$scratch/finds"
  cat >"$scratch/finds/CMakeLists.txt" <<EOF
cmake_minimum_required(VERSION 3.25)
project(finds LANGUAGES CXX)
find_package(wamp_types $* CONFIG REQUIRED)
EOF
  cmake --fresh -S "$scratch/finds" -B "$scratch/finds/build" \
    "-DCMAKE_PREFIX_PATH=$installed" >"$scratch/log" 2>&1
}

# refuse <argument...>
refuse() {
  ! finds "$@" || fail "find_package(wamp_types $*) succeeds"
}

# unpack <package...>: into the root of the packages.
unpack() {
  local name found
  for name in "$@"; do
    found=("$scratch/debs/${name}"_*.deb)
    [[ -f ${found[0]} ]] || fail "there is no package $name"
    dpkg-deb -x "${found[0]}" "$scratch/root"
  done
}

programs=0

# The static libraries are those that are tested, the shared ones those of the
# packages, but that clang++ compiles them, and doesn't optimize: a matter of
# minutes.
quietly cmake --preset release -S "$ROOT"
quietly cmake --build "$ROOT/build/release" -j "$JOBS"
build "$ROOT" "$builds/shared" --preset deb -DCMAKE_INSTALL_LIBDIR=$LIBDIR \
  -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_CXX_FLAGS_RELEASE=-DNDEBUG
# For the consumers: the project's builds find ccache themselves, and what is built
# would be built anew if it were called in another way.
if command -v ccache >/dev/null; then
  export CMAKE_CXX_COMPILER_LAUNCHER=ccache
fi
quietly cmake --install "$ROOT/build/release" --prefix "$installed"
has_servers=0
[[ ! -x $installed/bin/wamp-authd ]] || has_servers=1
consume
serve
route
peers
sinks

finds "$minor" || fail "find_package() doesn't find $minor: $(<"$scratch/log")"
refuse "${minor%.*}.$((${minor#*.} + 1))"
refuse COMPONENTS no_such_library
grep -q "none called: no_such_library" "$scratch/log" \
  || fail "find_package() doesn't say which component it lacks"

# The packages, in a root that holds nothing else of the project.
quietly cpack --config "$builds/shared/CPackConfig.cmake" -B "$scratch/debs"
if command -v lintian >/dev/null; then
  # A warning may be about a word; it is shown by ./dev deb.
  quietly lintian --allow-root --fail-on error "$scratch"/debs/*.deb
else
  echo "run_cmake.sh: SKIPPED: lintian is missing, which checks the packages" >&2
fi
rm -rf "$scratch/root"
unpack "libwamp-types$minor" libwamp-types-dev wampcat
consume
printf '[17,1,2]' |
  LD_LIBRARY_PATH=$installed/$LIBDIR \
    "$installed/bin/wampcat" decode --format=json >"$scratch/out"
grep -q 'PUBLISHED request=1 publication=2' "$scratch/out" \
  || fail "the package's wampcat printed: $(<"$scratch/out")"
printf '[1,"realm1",{"roles":{"caller":{}}}]' |
  LD_LIBRARY_PATH=$installed/$LIBDIR \
    "$installed/bin/wamplog" append --format=json \
    --store="sqlite:$scratch/sessions.db" 2>"$scratch/out"
grep -q '^2 records stored' "$scratch/out" \
  || fail "the package's wamplog printed: $(<"$scratch/out")"
for command in wampcat wamplog; do
  for file in "bash-completion/completions/$command" \
    "zsh/vendor-completions/_$command" \
    "fish/vendor_completions.d/$command.fish"; do
    [[ -s $installed/share/$file ]] || fail "there is no $file"
  done
done
for command in wampcat wamplog protoc-gen-wamp-check; do
  zgrep -q '^\.SH SYNOPSIS' "$installed/share/man/man1/$command.1.gz" \
    || fail "$command has no page in the manual"
done

# The services have packages of their own, and so do their servers.
refuse COMPONENTS grpc
if ((has_servers)); then
  unpack "libwamp-types-grpc$minor" libwamp-types-grpc-dev wamp-authd \
    wamplog-serve
  finds COMPONENTS grpc \
    || fail "the packages have no component grpc: $(<"$scratch/log")"
  compile_peers
  quietly ./units.sh "$scratch/root"
  sed -n '/SKIPPED/p' "$scratch/log" >&2
  programs=$((programs + 2))
else
  echo "run_cmake.sh: SKIPPED: gRPC or prometheus-cpp is missing, which the" \
    "packages of the services need" >&2
fi

# In a later C++ than the project's own, without gRPC, by the compiler that is done
# sooner.
build subdirectory "$builds/subdirectory" -DCMAKE_CXX_STANDARD=20 \
  -DCMAKE_CXX_COMPILER=clang++ -DWAMP_BUILD_GRPC=OFF
check quickstart "$builds/subdirectory/quickstart"
check own_message "$builds/subdirectory/own_message"

echo "consumers, CMake: $programs programs built and run"
