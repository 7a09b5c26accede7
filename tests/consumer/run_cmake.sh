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

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
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

# check <example> <program> [NAME=value...]: what the program prints.
check() {
  local output
  output=$(env "${@:3}" "$2") || fail "$2 exits with status $?"
  diff -u "$EXAMPLES/$1/expected.txt" - <<<"$output" >&2 \
    || fail "$2 prints something else"
  programs=$((programs + 1))
}

# pkgconfig_path <prefix>: the default for libraries differs with the prefix that
# a build was configured for.
pkgconfig_path() {
  echo "$1/lib/pkgconfig:$1/$LIBDIR/pkgconfig"
}

# pkg_config <prefix> <name> <package> <example>: builds the example by the flags
# of the package, and runs it.
pkg_config() {
  local flags
  flags=$(PKG_CONFIG_PATH=$(pkgconfig_path "$1") \
    pkg-config --cflags --libs "$3")
  # shellcheck disable=SC2086  # the flags are words
  quietly g++ -std=c++17 -Wall -Wextra -Wconversion "$EXAMPLES/$4/main.cc" \
    -o "$scratch/$2-$3" $flags
  check "$4" "$scratch/$2-$3" "LD_LIBRARY_PATH=$1/$LIBDIR"
}

# consume <prefix> <name>: the installed copy below the prefix, by
# find_package() and by pkg-config.
consume() {
  build "$EXAMPLES" "$scratch/$2" "-DCMAKE_PREFIX_PATH=$1"
  grep -q "^wamp_types_DIR:PATH=$1/" "$scratch/$2/CMakeCache.txt" \
    || fail "the consumer has found another copy"
  local expected
  for expected in "$EXAMPLES"/*/expected.txt; do
    local example
    example=$(basename "$(dirname "$expected")")
    # A project of its own.
    [[ -f $EXAMPLES/$example/CMakeLists.txt ]] && continue
    check "$example" "$scratch/$2/$example" "LD_LIBRARY_PATH=$1/$LIBDIR"
  done
  pkg_config "$1" "$2" wamp_types quickstart
  pkg_config "$1" "$2" wamp_types_log session_log
  pkg_config "$1" "$2" "wamp_types_log_sqlite wamp_types_log_postgres" session_store
}

# serve <prefix>: a gRPC service on the installed copy, and its client in Python.
serve() {
  if [[ ! -f /usr/$LIBDIR/cmake/grpc/gRPCConfig.cmake ]]; then
    echo "run_cmake.sh: SKIPPED: gRPC is missing, which a service needs" >&2
    return
  fi
  local example=$EXAMPLES/grpc_service
  build "$example" "$scratch/grpc" "-DCMAKE_PREFIX_PATH=$1"
  diff -u "$example/expected.txt" - <<<"$(
    PKG_CONFIG_PATH=$(pkgconfig_path "$1") \
      timeout 60 "$example/run.sh" "$scratch/grpc/gatekeeper"
  )" >&2 || fail "the client of the service prints something else"
  programs=$((programs + 1))
}

# route <prefix>: a router on the installed copy, which asks services, and
# clients of autobahn's.
route() {
  if [[ ! -f /usr/$LIBDIR/cmake/grpc/gRPCConfig.cmake ||
    ! -f /usr/include/asio.hpp || ! -x $1/bin/wamp-authd ]]; then
    echo "run_cmake.sh: SKIPPED: gRPC, Asio or prometheus-cpp is missing, which" \
      "a router and its servers need" >&2
    return
  fi
  build "$EXAMPLES/gateway" "$scratch/gateway" "-DCMAKE_PREFIX_PATH=$1"
  programs=$((programs + 1))
  local python=/usr/bin/python3 test status
  [[ -x $python ]] || python=python3
  for test in clients_test.py hostile_test.py; do
    status=0
    "$python" "gateway/$test" "$scratch/gateway" "$1/bin" \
      >"$scratch/log" 2>&1 || status=$?
    # Where autobahn is missing, the status is 77.
    if ((status != 0 && status != 77)); then
      cat "$scratch/log" >&2
      fail "failed: $test"
    fi
    sed -n 's/^SKIPPED/run_cmake.sh: SKIPPED/p' "$scratch/log" >&2
  done
}

# compile_peers <prefix>: the programs that ask the services, and serve them.
compile_peers() {
  local flags
  local -x PKG_CONFIG_PATH
  PKG_CONFIG_PATH=$(pkgconfig_path "$1")
  flags=$(pkg-config --cflags --libs wamp_types_grpc wamp_types_log_sqlite)
  # shellcheck disable=SC2086  # the flags are words
  quietly xargs -P "$JOBS" -I{} g++ -std=c++17 -iquote "$ROOT" \
    "$ROOT/tests/grpc/peers/{}.cc" "$ROOT/tests/grpc/peers/peer_options.cc" \
    -o "$scratch/{}" $flags < <(printf '%s\n' peer_client peer_server)
}

# peers <prefix>: the services on the installed copy, and the clients and servers
# in other languages that are made of its protos.
peers() {
  local folder=$ROOT/tests/grpc/peers protodir language status
  if [[ ! -f /usr/$LIBDIR/cmake/grpc/gRPCConfig.cmake ]]; then
    echo "run_cmake.sh: SKIPPED: gRPC is missing, which the services need" >&2
    return
  fi
  compile_peers "$1"
  protodir=$(
    PKG_CONFIG_PATH=$(pkgconfig_path "$1") \
      pkg-config --variable=protodir wamp_types
  )
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

# sinks <prefix>: lines by logging libraries of others.
sinks() {
  if [[ ! -f /usr/$LIBDIR/cmake/spdlog/spdlogConfig.cmake ]]; then
    echo "run_cmake.sh: SKIPPED: spdlog is missing, which gets lines" >&2
    return
  fi
  local expected=("$EXAMPLES/log_sinks/expected.txt")
  build "$EXAMPLES/log_sinks" "$scratch/sinks" "-DCMAKE_PREFIX_PATH=$1"
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

# finds <prefix> <argument...>: whether find_package(wamp_types <argument...>)
# succeeds.
finds() {
  mkdir -p "$scratch/finds"
  cat >"$scratch/finds/CMakeLists.txt" <<EOF
cmake_minimum_required(VERSION 3.25)
project(finds LANGUAGES CXX)
find_package(wamp_types ${*:2} CONFIG REQUIRED)
EOF
  cmake --fresh -S "$scratch/finds" -B "$scratch/finds/build" \
    "-DCMAKE_PREFIX_PATH=$1" >"$scratch/log" 2>&1
}

# refuse <prefix> <argument...>
refuse() {
  ! finds "$@" || fail "find_package(wamp_types ${*:2}) succeeds"
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
quietly cmake --install "$ROOT/build/release" --prefix "$scratch/prefix"
consume "$scratch/prefix" installed
serve "$scratch/prefix"
route "$scratch/prefix"
peers "$scratch/prefix"
sinks "$scratch/prefix"

refuse "$scratch/prefix" 0.2
refuse "$scratch/prefix" COMPONENTS no_such_library
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
unpack libwamp-types0.1 libwamp-types-dev wampcat
consume "$scratch/root/usr" deb
printf '[17,1,2]' |
  LD_LIBRARY_PATH=$scratch/root/usr/$LIBDIR \
    "$scratch/root/usr/bin/wampcat" decode --format=json >"$scratch/out"
grep -q 'PUBLISHED request=1 publication=2' "$scratch/out" \
  || fail "the package's wampcat printed: $(<"$scratch/out")"
printf '[1,"realm1",{"roles":{"caller":{}}}]' |
  LD_LIBRARY_PATH=$scratch/root/usr/$LIBDIR \
    "$scratch/root/usr/bin/wamplog" append --format=json \
    --store="sqlite:$scratch/sessions.db" 2>"$scratch/out"
grep -q '^2 records stored' "$scratch/out" \
  || fail "the package's wamplog printed: $(<"$scratch/out")"
for command in wampcat wamplog; do
  for file in "bash-completion/completions/$command" \
    "zsh/vendor-completions/_$command" \
    "fish/vendor_completions.d/$command.fish"; do
    [[ -s $scratch/root/usr/share/$file ]] || fail "there is no $file"
  done
done
for command in wampcat wamplog protoc-gen-wamp-check; do
  zgrep -q '^\.SH SYNOPSIS' "$scratch/root/usr/share/man/man1/$command.1.gz" \
    || fail "$command has no page in the manual"
done

# The services have packages of their own, and so do their servers.
refuse "$scratch/root/usr" COMPONENTS grpc
if [[ -x $scratch/prefix/bin/wamp-authd ]]; then
  unpack libwamp-types-grpc0.1 libwamp-types-grpc-dev wamp-authd wamplog-serve
  finds "$scratch/root/usr" COMPONENTS grpc \
    || fail "the packages have no component grpc: $(<"$scratch/log")"
  compile_peers "$scratch/root/usr"
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
