#!/usr/bin/env bash
# All checks: format, scripts, build, tests.
#
#   scripts/test.sh
#
# Installs what is missing. Builds once, with testing enabled, in a folder of its own (.build/tests), so that the demo's
# build and this one do not rebuild each other's modules.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
(($# == 0)) || fail 64 "takes no arguments"

need_swift
scripts/install.sh build test demo

step "Format"
swift format lint --strict -r Sources Tests Package.swift

step "Scripts"
for script in scripts/*.sh .ci/run; do
  bash -n "$script"
done
compiled=$(mktemp -d)
trap 'rm -rf "$compiled"' EXIT
PYTHONPYCACHEPREFIX=$compiled "$python" -m py_compile scripts/*.py scripts/reference/*.py

build=(-c release --scratch-path .build/tests -Xswiftc -enable-testing)
step "Building (the first build takes minutes)"
swift build "${build[@]}" --build-tests

step "Tests"
swift test "${build[@]}" --skip-build

step "All checks passed"
