#!/usr/bin/env bash
# Times training beside PyTorch, JAX, Keras and scikit-learn, and prints a table.
#
#   scripts/peers/train.sh step [SHAPE…]                        # a step, one thread; default: the networks of bench train
#   scripts/peers/train.sh grid [ROWS INPUTS OUTPUTS EPOCHS]    # the paper's grid, two processes; default: 1962 128 64 50
#
# The libraries stand in the virtual environment $CROSSMODAL_PEERS (default .build/peers), which is made from PyPI where it
# is missing. Run it while nothing else runs. Exit codes: 0 done, 64 usage, 65 a library learns something else, 69 something
# is missing.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

kind=${1-}
[[ $kind == step || ($kind == grid && ($# == 1 || $# == 5)) ]] || fail 64 "allowed: step [SHAPE…], grid [ROWS INPUTS OUTPUTS EPOCHS]"
for program in bench crossmodal; do
  [[ -x .build/release/$program ]] || fail 69 ".build/release/$program: not built; run swift build -c release"
done
python=$(scripts/peers/environment.sh "${CROSSMODAL_PEERS:-.build/peers}")
pin=()
[[ $kind == step ]] && command -v taskset >/dev/null && pin=(taskset -c "$(($(nproc) - 1))")
exec env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE "${pin[@]}" "$python" scripts/peers/train.py "$@"
