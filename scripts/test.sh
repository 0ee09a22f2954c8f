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
scripts/install.sh build test demo browser

step "Format"
swift format lint --strict -r Sources Tests Package.swift Examples/Package.swift Examples/Sources

step "Scripts"
for script in scripts/*.sh scripts/peers/*.sh .ci/run; do
  bash -n "$script"
done
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
PYTHONPYCACHEPREFIX=$scratch/compiled "$python" -m py_compile scripts/*.py scripts/reference/*.py scripts/peers/*.py

step "Architecture"
"$python" scripts/architecture.py .
scripts/architecture_test.sh

"$python" scripts/emoji_dataset.py "$scratch/emoji"
for file in words.tsv triples.tsv labels.tsv emoji.txt; do
  [[ $(wc -l <"$scratch/emoji/$file") == $(wc -l <"$scratch/emoji/names.txt") ]] ||
    fail 1 "emoji_dataset.py: $file and names.txt differ in rows"
done
[[ $("$python" scripts/emoji_dataset.py "$scratch/emoji" 2>&1) == *"nothing to do"* ]] ||
  fail 1 "emoji_dataset.py: a second run does the work again"

build=(-c release --scratch-path .build/tests -Xswiftc -enable-testing)
step "Building (the first build takes minutes)"
swift build "${build[@]}" --build-tests

# Two kernels of one name would not fail the build: the linker takes one of them.
twice=$(find .build/tests -path '*/DenseKernels.build/*.o' -exec nm {} + | awk '$2 ~ /^[TWi]$/ { print $3 }' | sort | uniq -d)
[[ -z $twice ]] || fail 1 "defined more than once in DenseKernels: $twice"
foreign=$(find .build/tests -path '*/DenseKernels.build/*.o' -exec nm {} + | awk '$2 ~ /^[TWi]$/ { print $3 }' | grep -v '^dense_' || true)
[[ -z $foreign ]] || fail 1 "external symbols of DenseKernels without the prefix dense_: $foreign"

step "Tests of the libraries"
swift test "${build[@]}" --skip-build --skip CrossModalCLITests

# By themselves: tests that kill a run in its middle must not wait for tests that compute.
step "Tests of the program from outside"
swift test "${build[@]}" --skip-build --filter CrossModalCLITests

step "Programs that use the library, without the packages that our programs stand on"
scripts/examples.sh

step "The report in a browser, while a study runs and after it"
program=$(swift build "${build[@]}" --show-bin-path)/crossmodal
"$python" scripts/check_report.py "$program" "$scratch/page"

step "Servers as they are: hidden processes, quotas, other boots, libraries in front"
CROSSMODAL=$program scripts/namespaces-test.sh

if ((EUID == 0)); then
  step "Studies on a real Slurm"
  CROSSMODAL=$program scripts/slurm-test.sh
else
  step "Left out: scripts/slurm-test.sh, which needs root"
fi

step "All checks passed"
