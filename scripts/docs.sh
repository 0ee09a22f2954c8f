#!/usr/bin/env bash
# The documentation of the libraries as a web site, by the toolchain's DocC:
#
#   scripts/docs.sh [FOLDER]       # default: dist/documentation; then: python3 -m http.server -d dist/documentation
#
# Builds the libraries first; CROSSMODAL_PRODUCTS names a folder of debug products that are built already. A link to a symbol
# that does not exist is an error. Exit codes: 0 done, 1 a broken link, 64 usage, 69 no toolchain.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
(($# <= 1)) || fail 64 "takes one folder at most"

need_swift
command -v docc >/dev/null 2>&1 || fail 69 "docc: not found; it is part of the Swift toolchain, next to swift"
target=${1:-dist/documentation}
products=${CROSSMODAL_PRODUCTS:-}
if [[ -z $products ]]; then
  for name in CrossModal VectorFiles Dense; do swift build --product "$name" >&2; done
  products=$(swift build --show-bin-path)
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

for name in Dense VectorFiles CrossModal; do
  step "$name"
  mkdir -p "$scratch/$name" "$target"
  swift-symbolgraph-extract -module-name "$name" -target "$(uname -m)-unknown-linux-gnu" -I "$products/Modules" \
    -I Sources/DenseKernels/include -I Sources/CBLASShim -I Sources/CZlib \
    -Xcc "-fmodule-map-file=$products/DenseKernels.build/module.modulemap" \
    $(pkg-config --cflags openblas) -minimum-access-level public -output-dir "$scratch/$name"
  docc convert "docs/libraries/$name.docc" --additional-symbol-graph-dir "$scratch/$name" \
    --fallback-display-name "$name" --fallback-bundle-identifier "crossmodal.$name" \
    --transform-for-static-hosting --hosting-base-path "$name" --output-path "$target/$name" >"$scratch/warnings" 2>&1 ||
    { cat "$scratch/warnings" >&2; fail 1 "$name: docc failed"; }
  # Broken links of the catalog's own pages.
  if grep -B1 -e "--> .*$name.md:" "$scratch/warnings" >&2; then fail 1 "$name: its page has links that lead nowhere"; fi
done
say "$target: Dense/documentation/dense, VectorFiles/documentation/vectorfiles, CrossModal/documentation/crossmodal"
