#!/usr/bin/env bash
# Runs a command in a chroot of another suite of Debian's, which the first run
# makes and the next ones find:
#
#   tests/toolchains/chroot.sh <suite>[-<name>] <command> [argument...]
#
# It lies below the user's cache; remove it there to have a newer one. With a name it
# is one beside the others of that suite. Needs root and debootstrap.
set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
readonly here
readonly cache=${XDG_CACHE_HOME:-$HOME/.cache}/wamp_types

fail() {
  echo "chroot.sh: $*" >&2
  exit 1
}

# The mirror that this machine's own apt uses.
mirror() {
  apt-get indextargets --format '$(REPO_URI)' \
    'Identifier: Packages' 'Origin: Debian' 'Label: Debian' | head -n 1
}

# In mounts and processes of their own, which end with the command, whatever
# happens to it.
apart() {
  unshare --mount --pid --fork --kill-child -- "$@"
}

# sources <suite> <mirror>: its contents of sources.list. Experimental is no
# suite of its own: it has what sid will have.
sources() {
  local name suites=("$1")
  [[ $1 != sid ]] || suites+=(experimental)
  for name in "${suites[@]}"; do
    printf '%s\n' "deb $2 $name main" "deb-src $2 $name main"
  done
}

# make <suite> <root>
make() {
  local suite=$1 root=$2 mirror new=$2.new
  mirror=$(mirror)
  [[ -n $mirror ]] || fail "apt has no source of Debian's packages"
  rm -rf "$new"
  mkdir -p "$cache"
  echo "making a chroot of Debian's $suite in $root"
  apart debootstrap --variant=minbase --include=ca-certificates \
    "$suite" "$new" "$mirror" >"$root.log" 2>&1 || {
    tail -n 20 "$root.log" >&2
    fail "debootstrap failed"
  }
  sources "$suite" "$mirror" >"$new/etc/apt/sources.list"
  cp "$here/apt.conf" "$new/etc/apt/apt.conf.d/90wamp_types"
  cp "$here/apt.preferences" "$new/etc/apt/preferences.d/wamp_types"
  mv "$new" "$root"
}

(($# >= 2)) || fail "expected <suite>[-<name>] <command> [argument...]"
((EUID == 0)) || fail "needs root"
command -v debootstrap >/dev/null || fail "needs Debian's debootstrap"
root=$cache/$1
[[ -d $root ]] || make "${1%%-*}" "$root"
apart "$here/enter.sh" "$root" "${@:2}"
