#!/usr/bin/env bash
# Enters a chroot, for chroot.sh: enter.sh <root> <command> [argument...]
#
# The repository is /wamp_types there, and can't be written to but for build/,
# which is a folder of the chroot's own.
set -euo pipefail
repository=$(readlink -f "$(dirname "${BASH_SOURCE[0]}")/../..")
root=$1
inside=$root/wamp_types
shift

# share <folder> <place in the chroot>: read-only.
share() {
  mkdir -p "$2"
  mount --bind "$1" "$2"
  mount -o remount,bind,ro "$2"
}

mount -t proc proc "$root/proc"
# Terminals of its own: a program's output on one is a part of the tests.
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
ln -sf pts/ptmx "$root/dev/ptmx"
mkdir -p "$root/dev/shm"
mount -t tmpfs tmpfs "$root/dev/shm"

# Mounts need a place to stand on, and the repository's is read-only below.
mkdir -p "$repository/build" "$root/build"
share "$repository" "$inside"
mount --bind "$root/build" "$inside/build"
environment=()
if [[ -n ${WAMP_TESTSUITE:-} ]]; then
  share "$WAMP_TESTSUITE" "$root/wamp-testsuite"
  environment+=(WAMP_TESTSUITE=/wamp-testsuite)
fi
cp /etc/resolv.conf "$root/etc/resolv.conf"

exec chroot "$root" /usr/bin/env -i "${environment[@]}" \
  HOME=/root LANG=C.UTF-8 TERM="${TERM:-dumb}" \
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
  CCACHE_BASEDIR=/wamp_types DEBIAN_FRONTEND=noninteractive \
  ${JOBS:+JOBS="$JOBS"} ${CXX:+CXX="$CXX"} \
  sh -c 'cd /wamp_types && exec "$@"' sh "$@"
