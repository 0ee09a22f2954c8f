#!/usr/bin/env bash
# The tests of the kernels under two sanitizers, one build:  scripts/sanitize.sh [FILTER]
#
# The address sanitizer ends a test at the first access outside of a buffer, the undefined sanitizer at the first operation
# in C without a meaning (misaligned access, overflow of signed numbers, shifts, null, bounds). Together they know what the
# guard pages of Tests/LayersTests/FullyConnected/GuardedMemoryTests.swift do not: the heap, the stack, the arithmetic.
# Then the search of neighbors once more as lesser processors do it. ExactnessTests are left out: they compare all pairs in
# Swift, which takes hours here; IntegerSearchTests and IntegerGuardTests bring the same kernels the same kinds of data.
# FILTER is that of 'swift test' (default: the suites that call kernels). Builds in a folder of its own, .build/sanitize.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
(($# <= 1)) || fail 64 "'$*': give at most one filter"
filter=${1:-DenseTests|LayersTests|WholeNetwork|GoldenTraining|GradientTests|TextEncoder}

need_swift
scripts/install.sh build
build=(-c release --scratch-path .build/sanitize -Xswiftc -enable-testing --sanitize address
  -Xcc -fsanitize=undefined -Xcc -fno-sanitize-recover=undefined)
step "Building"
swift build "${build[@]}" --build-tests

step "Tests: $filter"
# OpenBLAS's threads hold their buffers until the process ends, which is no leak of ours.
export ASAN_OPTIONS=detect_leaks=0
swift test "${build[@]}" --skip-build --filter "$filter" --skip ExactnessTests
for level in vnni avx512 avx2 baseline; do
  step "Neighbors with the instructions of $level"
  CROSSMODAL_INSTRUCTIONS=$level swift test "${build[@]}" --skip-build --filter 'DenseTests.*(Integer|NearSum|Ranks|ScoreLevels)'
done
step "Nothing found"
