#!/usr/bin/env bash
# Times the exact search of neighbors beside NumPy, scikit-learn, faiss and PyTorch, one thread each, and prints a table.
#
#   scripts/peers/neighbors.sh [ROWSxCOLUMNS…]     # default: the sizes of bench neighbors
#
# The libraries stand in the virtual environment $CROSSMODAL_PEERS (default .build/peers), which is made from PyPI where it
# is missing. Run it while nothing else runs. Exit codes: 0 done, 65 a search disagrees, 69 something is missing.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

for program in bench crossmodal; do
  [[ -x .build/release/$program ]] || fail 69 ".build/release/$program: not built; run swift build -c release"
done
python=$(scripts/peers/environment.sh "${CROSSMODAL_PEERS:-.build/peers}")
pin=()
command -v taskset >/dev/null && pin=(taskset -c "$(($(nproc) - 1))")
exec env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE "${pin[@]}" "$python" scripts/peers/neighbors.py "$@"
