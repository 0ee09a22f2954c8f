#!/usr/bin/env bash
# How many of the 95 % intervals of the neighbor overlap hold, for 200, 600 and 2,000 items: a table on stdout.
#
#   scripts/coverage.sh [options of bench coverage]
#
# Takes about five minutes on one core. What is called 95 % should hold in 93 to 97 %.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need_swift
swift build -c release --product bench >&2
env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE "$(swift build -c release --show-bin-path)/bench" coverage "$@"
