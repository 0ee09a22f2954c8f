#!/usr/bin/env bash
# Times the choice of a ridge penalty over folds beside scikit-learn and himalaya, and prints a table.
#
#   scripts/peers/ridge.sh [ROWSxINPUTSxOUTPUTS] [THREADS]     # default: 9251x2048x300 1
#
# Needs bench (swift build -c release --product bench) and, in $CROSSMODAL_PEERS (default .build/peers, made from PyPI where it is
# missing), numpy, scikit-learn, himalaya and threadpoolctl. Every library runs with THREADS threads on as many cores. Run it
# while nothing else runs. Exit codes: 0 done, 65 an answer disagrees, 69 something is missing.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
(($# <= 2)) || fail 64 "takes a size and a number of threads"

[[ -x .build/release/bench ]] || fail 69 ".build/release/bench: not built; run swift build -c release --product bench"
directory=${CROSSMODAL_PEERS:-.build/peers}
if ! "$directory/bin/python" -c "import numpy, sklearn, himalaya, threadpoolctl" 2>/dev/null; then
  [[ -x $directory/bin/python ]] || python3 -m venv "$directory" ||
    fail 69 "python3 -m venv: cannot make $directory (Debian: python3-venv)"
  "$directory/bin/pip" install --quiet numpy scikit-learn himalaya threadpoolctl >&2 ||
    fail 69 "pip: cannot install the libraries from PyPI"
fi
threads=${2:-1}
pin=()
command -v taskset >/dev/null && pin=(taskset -c "$(($(nproc) - threads))-$(($(nproc) - 1))")
exec env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE OPENBLAS_NUM_THREADS="$threads" "${pin[@]}" \
  "$directory/bin/python" scripts/peers/ridge.py "${1:-9251x2048x300}" "$threads"
