#!/usr/bin/env bash
# Runs a program and fails unless it prints what a file holds.
#
# usage: expect.sh <program> <file>
set -euo pipefail
diff -u "$2" <("$1")
