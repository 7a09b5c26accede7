#!/usr/bin/env bash
# Runs the programs that were built, and shows the lines that each has logged.
#
# usage: run.sh <the folder they were built in>
set -euo pipefail
if (($# != 1)); then
  echo "usage: run.sh <the folder they were built in>" >&2
  exit 2
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

echo "syslog:"
"$1/syslog_sink" 2>&1 | sed 's/^router: //'
echo "spdlog:"
"$1/spdlog_sink" "$folder/sessions.log"
cat "$folder/sessions.log"
# Where Abseil has a log.
if [[ -x $1/absl_sink ]]; then
  echo "absl:"
  "$1/absl_sink" 2>&1
fi
