# shellcheck shell=bash
# How `./dev check` runs its steps, and tells of them. To be sourced there.

readonly step_times=build/step_times.txt
left_out=()
beside_pid=
mkdir -p build
: >"$step_times"

# step <heading> <command...>
step() {
  local heading=$1 start=$SECONDS status
  shift
  echo "== $heading"
  # A subshell, since `fail` in a step must come back here to be explained; and
  # on a line of its own, since a command that fails ends no step of a list.
  set +e
  (
    set -e
    "$@"
  )
  status=$?
  set -e
  ((status == 0)) || fail "check stopped at '$heading'"
  echo "   $((SECONDS - start)) s"
  printf '%5d s  %s\n' $((SECONDS - start)) "$heading" >>"$step_times"
}

# step_in_chroot <minute> <heading> <command...>: a step that is left out, loudly,
# where there can be no chroot, or where the others have taken that long: CI has 90
# minutes.
step_in_chroot() {
  local reason
  if ! as_root unshare --mount true 2>/dev/null; then
    reason="a chroot needs root, and mounts of its own"
  elif ((SECONDS >= 60 * $1)); then
    reason="$((SECONDS / 60)) minutes have passed, and it starts before $1"
  else
    step "${@:2}"
    return
  fi
  left_out+=("$2: $reason")
  printf '== %s\n   SKIPPED: %s\n' "$2" "$reason"
}

# advise <command...>: a failure of it is told, and is none of ours.
advise() {
  ("$@") || echo "   this fails there, which stops nothing" >&2
}

# beside <heading> <command...>: as `step`, but while the steps that follow leave a
# processor idle; `beside_ends` waits for its end. What it prints goes to a file.
beside() {
  # A process group of its own, so that all of it can be ended.
  set -m
  (
    renice -n 19 "$BASHPID" >/dev/null
    step "$@"
  ) >build/beside.log 2>&1 &
  beside_pid=$!
  set +m
}

beside_ends() {
  local status=0
  wait "$beside_pid" || status=$?
  cat build/beside.log
  return "$status"
}

# A disk that fills up fails steps in ways that rarely say so.
tell_room() {
  { df --output=avail,target -BG . "${TMPDIR:-/tmp}" "$HOME" 2>/dev/null || true; } |
    sed 1d | sort -u |
    while read -r free mount; do
      echo "   $mount has ${free%G} GB left; a run from nothing takes some 15"
    done
}

# However `check` ends: what runs beside ends with it, the steps' times are told, and
# the tests are counted.
end_check() {
  if [[ -n ${beside_pid:-} ]]; then
    kill -- "-$beside_pid" 2>/dev/null || true
  fi
  tell_room
  echo "$((SECONDS / 60)) minutes:"
  sort -rn "$step_times"
  count_tests build/{release,asan,tsan} bazel-testlogs
}
