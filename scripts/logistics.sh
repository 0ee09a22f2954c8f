#!/usr/bin/env bash
# Measures what the logistics cost beside the fits: plan, full journals, claims, start of workers.
#
#   scripts/logistics.sh
#
# The study is experiments/imagenet.yaml with ten folds, 102,480 search fits with losses of 100 epochs, over small
# made-up data; its results are made up as well, but for the last. CROSSMODAL names another program than the built one.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
(($# == 0)) || fail 64 "takes no arguments"
crossmodal=$(program_to_try)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# took COMMAND...: leaves the milliseconds that it took in $ms, its output in $scratch/output.
took() {
  local began code=0
  began=$(date +%s%N)
  "$@" >"$scratch/output" 2>"$scratch/errors" || code=$?
  ms=$((($(date +%s%N) - began) / 1000000))
  ((code == 0)) || fail 1 "'$*' ended with $code: $(<"$scratch/errors")"
}
# table ROWS COLUMNS SEED
table() {
  awk -v rows="$1" -v columns="$2" -v seed="$3" 'BEGIN {
    srand(seed)
    for (i = 0; i < rows; i++) for (j = 1; j <= columns; j++) printf "%.6f%s", rand() * 2 - 1, j < columns ? "," : "\n"
  }'
}
# begin STUDY CONFIG [--set ...]: makes a study without results.
begin() {
  local code=0
  "$crossmodal" run "$2" --study "$1" --workers 1 --time-limit 0.001s "${@:3}" 2>"$scratch/errors" || code=$?
  ((code == 75)) || fail 1 "$(<"$scratch/errors")"
  rm -f "$1"/journals/*
}

step "A plan of 102,480 fits and its journals"
# The fits that are really done take one epoch: here claims are measured.
big=(--set protocol.folds=10 --set training.max-epochs=1)
took "$crossmodal" plan experiments/imagenet.yaml "${big[@]}"
echo "plan: $ms ms"
"$crossmodal" plan experiments/imagenet.yaml "${big[@]}" --json >"$scratch/plan.json"
seed=0
for set in image.resnet image.vgg128 text.glove text.word2vec; do
  seed=$((seed + 1))
  table 220 $((3 + seed)) $seed >"$scratch/$set.csv"
  big+=(--set "dataset.$set.file=$scratch/$set.csv")
done
left=300
begin "$scratch/big" experiments/imagenet.yaml "${big[@]}"
"$python" scripts/full_journal.py "$scratch/big" --leave $left <"$scratch/plan.json"
echo "journals: $(du -bc "$scratch"/big/journals/*.jsonl | tail -1 | cut -f1) bytes"
for command in status results best; do
  took "$crossmodal" $command "$scratch/big"
  echo "$command: $ms ms"
done
took "$crossmodal" report "$scratch/big" -o "$scratch/report"
echo "report: $ms ms, a page of $(stat -c %s "$scratch/report/index.html") bytes"
took "$crossmodal" index "$scratch/big"
echo "index: $ms ms"
took "$crossmodal" index "$scratch/big" --query 'SELECT count(*) FROM fits'
echo "query of the index as it is: $ms ms"

# outside STUDY: what a worker's time is beside its fits and its start; the start is that of one that finds nothing to do.
outside() {
  took "$crossmodal" worker "$1"
  local wall=$ms
  took "$crossmodal" worker "$1"
  "$crossmodal" results "$1" | awk -F, -v wall="$wall" -v start="$ms" '
    NR > 1 && $(NF - 3) != "made-up" { fits += 1; seconds += $(NF - 4) }
    END {
      printf "%d fits of %.1f ms: start %d ms, beside the fits %.2f ms each, %.2f %%\n", fits, 1000 * seconds / fits,
        start, (wall - start - 1000 * seconds) / fits, (wall - start - 1000 * seconds) / seconds / 10
    }'
}
step "Claims in a study with full journals"
outside "$scratch/big"

step "Short and long fits"
table 2000 128 7 >"$scratch/x.csv"
table 2000 64 8 >"$scratch/y.csv"
for fits in "64 14" "1024 100"; do
  read -r units epochs <<<"$fits"
  cat >"$scratch/fits.yaml" <<END
version: 1
name: fits
seed: 1
dataset: {name: made-up, image: {x: {file: x.csv}}, text: {y: {file: y.csv}}}
protocol: {kind: cross-validation, folds: 5}
directions: [image-to-text]
models: [nn]
losses: [mse]
grid: {learning-rate: [0.001, 0.0001], hidden-units: [$units]}
training: {max-epochs: $epochs}
measures: {k: 10}
END
  begin "$scratch/fits-$units" "$scratch/fits.yaml"
  outside "$scratch/fits-$units"
done
