#!/usr/bin/env bash
# How time and memory grow with the number of rows, 1,000 to 1,000,000 of 300 columns, and whether the intervals of a sample hold among a
# million: the numbers of docs/NEIGHBORS.md. Prints tables, and writes their picture.
#
#   scripts/growth.sh [PICTURE.svg]     # default: docs/growth.svg; 5 minutes, 6 GB of memory, 8 GB of disk
#
# Needs crossmodal (swift build -c release --product crossmodal; $CROSSMODAL names another), gnuplot, and in $CROSSMODAL_PEERS (default
# .build/peers, made from PyPI where it is missing) numpy. Run it while nothing else runs. Exit codes: 0 done, 69 something is missing.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
(($# <= 1)) || fail 64 "takes at most the name of a picture"
command -v gnuplot >/dev/null || fail 69 "gnuplot: not found (Debian: gnuplot-nox)"
source scripts/peers/prepare.sh
need_libraries numpy
pin_to_cores 1
exec "${pin[@]}" "$directory/bin/python" scripts/growth.py "${1:-docs/growth.svg}"
