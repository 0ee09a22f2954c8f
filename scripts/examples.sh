#!/usr/bin/env bash
# Builds and runs the programs in Examples, which use the libraries of this package.
#
#   scripts/examples.sh
#
# Fails if they resolve any other package: a client of the libraries needs none.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
(($# == 0)) || fail 64 "takes no arguments"

need_swift
# One line: this package, under the name of its folder.
resolved=$(swift package --package-path Examples --scratch-path .build/examples show-dependencies --format flatlist)
[[ $(wc -l <<<"$resolved") == 1 ]] || fail 1 "Examples resolve other packages: ${resolved//$'\n'/, }"
swift build -c release --package-path Examples --scratch-path .build/examples >&2
folder=$(swift build -c release --package-path Examples --scratch-path .build/examples --show-bin-path)
for program in Neighbors TrainAndMeasure OwnLoss; do
  "$folder/$program"
done
