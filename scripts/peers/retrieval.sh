#!/usr/bin/env bash
# Times retrieval inside one file and between two beside NumPy, checks that all say the same, and prints tables.
#
#   scripts/peers/retrieval.sh [ROWSxCOLUMNS] [THREADS]     # default: 6000x300 2
#
# Needs crossmodal (swift build -c release --product crossmodal; $CROSSMODAL names another) and, in $CROSSMODAL_PEERS (default
# .build/peers, made from PyPI where it is missing), numpy. Run it while nothing else runs. Exit codes: 0 done, 65 an answer
# disagrees, 69 something is missing.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
(($# <= 2)) || fail 64 "takes a size and a number of threads"
source scripts/peers/prepare.sh
need_libraries numpy
threads=${2:-2}
pin_to_cores "$threads"
exec "${pin[@]}" "$directory/bin/python" scripts/peers/retrieval.py "${1:-6000x300}" "$threads"
