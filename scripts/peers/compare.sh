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

source scripts/peers/prepare.sh
need_libraries numpy scipy torch threadpoolctl
threads=${2:-2}
pin_to_cores "$threads"
exec "${pin[@]}" \
  "$directory/bin/python" scripts/peers/compare.py "${1:-9251x300x2048}" "$threads"
