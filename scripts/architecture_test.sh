#!/usr/bin/env bash
# Does scripts/architecture.py see what it must?  scripts/architecture_test.sh
#
# Copies Sources, puts one crossed wall or circle into each copy, and expects it to be named.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
(($# == 0)) || fail 64 "takes no arguments"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# expect TEXT FILE LINE: with LINE at the end of FILE the output has TEXT and the exit code is 1. As many at once as there are
# processors.
declare -i copies=0
expect() {
  (($(jobs -pr | wc -l) < $(nproc))) || wait -n
  copies+=1
  see "$scratch/$copies" "$@" &
}
see() {
  local output code=0
  mkdir "$1"
  cp -r Sources docs "$1"
  mkdir -p "$(dirname "$1/Sources/$3")"
  printf '%s\n' "$4" >>"$1/Sources/$3"
  output=$("$python" scripts/architecture.py "$1") || code=$?
  [[ $code == 1 && $output == *"$2"* ]] || fail 1 "not seen: '$4' in $3"
  rm -r "$1"
  touch "$1.seen"
}

expect 'Dense/Matrix -> Dense/Neighbors' Dense/Matrix/Matrix.swift 'func neighbors(_ search: NeighborSearch) {}'
expect 'Dense/Matrix -> Dense/Neighbors' Dense/Matrix/Matrix.swift 'func ofMembers(_ table: some Any) { _ = (table as! X).excludingSelf(rows: nil) }'
expect 'Dense/Scalar -> Dense/Distances' Dense/Scalar/BLASScalar.swift 'func twice() { _ = exactDistance(1, 2, 3) }'
expect 'Dense/Scalar -> Dense/Distances' Dense/Scalar/BLASScalar.swift 'let distance = exactDistance as Any'
expect 'Dense/Matrix -> Dense/Neighbors' Dense/Matrix/Matrix.swift 'let search = Dense.NeighborSearch.self'
expect 'Attic: no such room' Attic/attic.c 'int attic;'
expect 'imports SQLite3' CrossModal/Training/Training.swift 'import SQLite3'
expect 'names a pointer' Reports/Text/ReportText.swift 'func raw(_ pointer: UnsafeMutablePointer<Int>) {}'
expect 'names a pointer' CrossModal/Training/Training.swift 'let text = "\(withUnsafePointer(to: x) { $0 })"'
expect 'imports Yams' CrossModal/Training/Training.swift 'import Yams'
expect 'imports GRDB' Studies/Storage/Ledger.swift 'internal import GRDB'
expect 'imports CBLASShim' Layers/Rules/Loss.swift 'import func CBLASShim.cblas_sgemm'
expect 'CBLASShim, which is left to' Dense/Matrix/Matrix.swift 'internal import CBLASShim'
expect 'imports Reports' Studies/Storage/Ledger.swift 'import Reports'
wait
(($(find "$scratch" -name '*.seen' | wc -l) == copies)) || fail 1 "walls were crossed unseen"
# What is no dependency must not be taken for one.
cp -r Sources docs "$scratch"
cat >>"$scratch/Sources/Dense/Matrix/Matrix.swift" <<'END'
// NeighborSearch in a comment, /* UnsafeMutablePointer */ and in "a string".
let nameOnly = "NeighborSearch \(1 + 1) GRDB"
func labels(excludingSelf: Int) -> Int { excludingSelf }
END
"$python" scripts/architecture.py "$scratch" >"$scratch/output" || fail 1 "a false alarm: $(tail -3 "$scratch/output")"
