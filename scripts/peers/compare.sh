#!/usr/bin/env bash
# Times crossmodal compare beside the field's way of measuring two spaces (PyTorch, SciPy, NumPy) and prints a table.
#
#   scripts/peers/compare.sh [ROWSxDIMENSIONSxDIMENSIONS] [THREADS]     # default: 9251x300x2048 2
#
# Needs crossmodal (swift build -c release --product crossmodal, or another one in $CROSSMODAL) and, in $CROSSMODAL_PEERS (default
# .build/peers, made from PyPI where it is missing), numpy, scipy, torch and threadpoolctl. Both sides run with THREADS threads on as
# many cores, one after the other. Takes 8 minutes and 6 GB at the default size, most of it for the script. Run it while nothing
# else runs. Exit codes: 0 done, 65 an answer disagrees, 69 something is missing.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
(($# <= 2)) || fail 64 "takes a size and a number of threads"

export CROSSMODAL=${CROSSMODAL:-.build/release/crossmodal}
[[ -x $CROSSMODAL ]] || fail 69 "$CROSSMODAL: not built; run swift build -c release --product crossmodal"
directory=${CROSSMODAL_PEERS:-.build/peers}
if ! "$directory/bin/python" -c "import numpy, scipy, torch, threadpoolctl" 2>/dev/null; then
  [[ -x $directory/bin/python ]] || python3 -m venv "$directory" ||
    fail 69 "python3 -m venv: cannot make $directory (Debian: python3-venv)"
  "$directory/bin/pip" install --quiet numpy scipy torch threadpoolctl >&2 ||
    fail 69 "pip: cannot install the libraries from PyPI"
fi
threads=${2:-2}
pin=()
command -v taskset >/dev/null && pin=(taskset -c "$(($(nproc) - threads))-$(($(nproc) - 1))")
exec env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE OPENBLAS_NUM_THREADS="$threads" OMP_NUM_THREADS="$threads" "${pin[@]}" \
  "$directory/bin/python" scripts/peers/compare.py "${1:-9251x300x2048}" "$threads"
