#!/usr/bin/env bash
# Times the search of settings beside Optuna, on the same data, grid, folds and epochs, and prints a table.
#
#   scripts/peers/search.sh [--small] [DATA]     # default: $CROSSMODAL_DATA, data, ../shared/data
#
# Ours: `crossmodal run` with the full grid and with `search: {kind: racing}`, two workers. Theirs: Optuna's
# SuccessiveHalvingPruner over PyTorch on the processor, two processes of one thread over a journal storage. The data are
# IAPR TC-12 (iaprtc12/TS_vis_vgg128.csv and TS_lang_biGRU.csv under DATA), or a planted set where they are missing; --small
# is a planted set that takes two minutes. Needs crossmodal (swift build -c release --product crossmodal, or another one in
# $CROSSMODAL) and, in $CROSSMODAL_PEERS (default .build/peers, made from PyPI where it is missing), numpy, torch and
# optuna. Run it while nothing else runs. Exit codes: 0 done, 64 usage, 65 an answer disagrees, 69 something is missing, a
# crossmodal that does not race included.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

small=()
if [[ ${1-} == --small ]]; then
  small=(--small)
  shift
fi
(($# <= 1)) && [[ ${1-} != -* ]] || fail 64 "allowed: [--small] [DATA]"
export CROSSMODAL=${CROSSMODAL:-.build/release/crossmodal}
[[ -x $CROSSMODAL ]] || fail 69 "$CROSSMODAL: not built; run swift build -c release --product crossmodal"
directory=${CROSSMODAL_PEERS:-.build/peers}
if ! "$directory/bin/python" -c "import numpy, torch, optuna" 2>/dev/null; then
  [[ -x $directory/bin/python ]] || python3 -m venv "$directory" ||
    fail 69 "python3 -m venv: cannot make $directory (Debian: python3-venv)"
  "$directory/bin/pip" install --quiet numpy torch optuna >&2 || fail 69 "pip: cannot install the libraries from PyPI"
fi
data=${1-}
for folder in ${CROSSMODAL_DATA:+"$CROSSMODAL_DATA"} data ../shared/data; do
  [[ -n $data || ! -d $folder/iaprtc12 ]] || data=$folder
done
exec env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1 \
  "$directory/bin/python" scripts/peers/search.py "${small[@]}" ${data:+"$data"}
