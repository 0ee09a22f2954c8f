#!/usr/bin/env bash
# Times latent semantic features of many texts beside scikit-learn's TruncatedSVD, checks the singular values, and prints a
# table of seconds and memory.
#
#   scripts/peers/lsa.sh [TEXTS] [DIMENSIONS] [THREADS]     # default: 30000 64 1
#
# The texts are made up: words by Zipf's law, a third of each text of its topic. Needs crossmodal (swift build -c release
# --product crossmodal; $CROSSMODAL names another) and, in $CROSSMODAL_PEERS (default .build/peers, made from PyPI where it is
# missing), numpy, scipy and scikit-learn. Run it while nothing else runs. Exit codes: 0 done, 65 singular values differ by more
# than 1e-4 of themselves, 69 something is missing.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
(($# <= 3)) || fail 64 "takes numbers of texts, dimensions and threads"
source scripts/peers/prepare.sh
need_libraries numpy scipy sklearn=scikit-learn
threads=${3:-1}
pin_to_cores "$threads"
exec "${pin[@]}" "$directory/bin/python" scripts/peers/lsa.py "${1:-30000}" "${2:-64}" "$threads"
