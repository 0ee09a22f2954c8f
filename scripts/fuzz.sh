#!/usr/bin/env bash
# Damaged files by the million:  scripts/fuzz.sh [COUNT]
#
# Feeds COUNT inputs (default 1000000), made from good files by a fixed random stream, to all readers, and a hundredth of
# that to the program that reads MAT and HDF5 files. An input that crashes, takes over a second, or more memory than twice
# its size and 64 MB, is named as TARGET:NUMBER; CROSSMODAL_FUZZ_ONLY=TARGET:NUMBER runs it alone.
# Builds as scripts/test.sh does, in the same folder; FUZZ_SCRATCH names another.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
count=${1:-1000000}
[[ $count =~ ^[1-9][0-9]{0,9}$ && $# -le 1 ]] || fail 64 "'$*': give at most one number of inputs"

need_swift
scripts/install.sh build
build=(-c release --scratch-path "${FUZZ_SCRATCH:-.build/tests}" -Xswiftc -enable-testing)
step "Building"
swift build "${build[@]}" --build-tests

log=$(mktemp)
trap 'rm -f "$log"' EXIT
step "$count inputs"
if ! CROSSMODAL_FUZZ_COUNT=$count CROSSMODAL_FUZZ_LOG=$log swift test "${build[@]}" --skip-build --filter FuzzTests; then
  fail 1 "failed; the last input was $(<"$log")"
fi
step "$count inputs: nothing found"
