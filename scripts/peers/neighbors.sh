#!/usr/bin/env bash
# Times the exact search of neighbors beside NumPy, scikit-learn, faiss, PyTorch and usearch, and prints the tables of
# docs/BENCHMARKS.md.
#
#   scripts/peers/neighbors.sh [-w WORD2VEC.bin] [self] [growth] [data] [among]     # default: all four parts, 10 minutes
#
# Needs crossmodal and bench (swift build -c release; $CROSSMODAL_PROGRAMS names another folder that has both) and, in $CROSSMODAL_PEERS
# (default .build/peers, made from PyPI where it is missing), the libraries. -w: word vectors, searched as well. Run it while nothing
# else runs. Exit codes: 0 done, 65 a search disagrees, 69 something is missing.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
words=
if [[ ${1:-} == -w ]]; then
  (($# >= 2)) || fail 64 "-w: a file of word vectors is needed"
  words=$2
  shift 2
fi
for part in "$@"; do
  [[ $part =~ ^(self|growth|data|among)$ ]] || fail 64 "$part: allowed are self, growth, data, among"
done
export CROSSMODAL_PROGRAMS=${CROSSMODAL_PROGRAMS:-.build/release}
[[ -x $CROSSMODAL_PROGRAMS/bench ]] || fail 69 "$CROSSMODAL_PROGRAMS/bench: not built; run swift build -c release"
CROSSMODAL=$CROSSMODAL_PROGRAMS/crossmodal
source scripts/peers/prepare.sh
need_libraries numpy sklearn=scikit-learn faiss=faiss-cpu torch usearch
pin_to_cores "$(nproc)"
exec "${pin[@]}" "$directory/bin/python" scripts/peers/neighbors.py "$words" "$@"
