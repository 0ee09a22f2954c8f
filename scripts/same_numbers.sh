#!/usr/bin/env bash
# Does a version still compute what an older one computes? Runs two versions on the same work, compares all numbers.
#
#   scripts/same_numbers.sh OLD NEW [DATA]
#
# OLD and NEW are revisions of this repository (a commit, a tag, a branch), built in a temporary folder, or folders
# with a checkout (as .), built where they stand. DATA is the folder of the real data; without it CROSSMODAL_DATA, else
# data, else ../shared/data. A part whose data are missing is left out, and a line says so.
#
# Both run the configurations of OLD, one after the other, with two workers and in the same environment:
# OPENBLAS_CORETYPE and the like stay as the caller has them. Studies: the emoji whole; IAPR TC-12, Wikipedia and the
# ratings shortened; made-up data with every optimizer and the variants of the losses. Then single commands. Each
# version makes and reads its own studies. What is compared, and how, stands in scripts/same_numbers.py. About 4
# minutes on 2 cores, and the builds.
#
# Prints a line for each comparison and their sum. Exit codes: 0 no differences, 1 differences or a failure, 64 usage,
# 69 a program is missing.
set -euo pipefail
caller=$PWD
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
(($# == 2 || $# == 3)) || fail 64 "usage: scripts/same_numbers.sh OLD NEW [DATA]"

# absolute PATH: a path as the caller means it.
absolute() {
  case $1 in
  /*) printf '%s\n' "$1" ;;
  *) printf '%s\n' "$caller/$1" ;;
  esac
}

# is_checkout ARGUMENT
is_checkout() {
  [[ -f $(absolute "$1")/Package.swift ]]
}

# commit_of REVISION: its hash; nothing if there is no such commit.
commit_of() {
  git rev-parse --verify --quiet --end-of-options "$1^{commit}" || true
}

for argument in "$1" "$2"; do
  is_checkout "$argument" || [[ -n $(commit_of "$argument") ]] ||
    fail 64 "'$argument': neither a revision of this repository nor a folder with a checkout"
done

data=
if (($# == 3)); then
  data=$(absolute "$3")
  [[ -d $data ]] || fail 64 "'$3': no such folder"
else
  for folder in ${CROSSMODAL_DATA:+"$(absolute "$CROSSMODAL_DATA")"} "$PWD/data" "$PWD/../shared/data"; do
    if [[ -d $folder ]]; then
      data=$folder
      break
    fi
  done
fi

need_swift
scripts/install.sh build demo
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
source scripts/small_study.sh

# tree_of ARGUMENT: the folder with the sources of that version.
tree_of() {
  local commit tree
  if is_checkout "$1"; then
    absolute "$1"
    return
  fi
  commit=$(commit_of "$1")
  tree=$scratch/tree-$commit
  if [[ ! -d $tree ]]; then
    mkdir "$tree"
    git archive "$commit" | tar -x -C "$tree" || fail 1 "$1: its files could not be had from git"
    # The same versions of the libraries as here, as far as that version can do with them.
    [[ ! -f Package.resolved || -f $tree/Package.resolved ]] || cp Package.resolved "$tree"
  fi
  printf '%s\n' "$tree"
}

# build TREE: prints the program's path.
build() {
  local product
  for product in crossmodal crossmodal-matrix; do
    swift build -c release --package-path "$1" --product "$product" >&2 || fail 1 "$1: $product could not be built"
  done
  printf '%s/crossmodal\n' "$(swift build -c release --package-path "$1" --show-bin-path)"
}

# What follows works in the folder of one version: $side is OLD or NEW, $crossmodal its program; what stands in out/ is
# compared.

# ended NAME CODE LOG: notes that something failed; that is a difference, and the rest goes on.
ended() {
  printf 'ended with %s: %s\n' "$2" "$(grep . "$3" | tail -n 1)" >"out/$1.ended"
  say "$side: $1 $(<"out/$1.ended")"
}

# command_line NAME WORD...: runs the program; its stdout is compared.
command_line() {
  local name=$1 status=0
  shift
  "$crossmodal" "$@" >"out/$name.txt" 2>"logs/$name" || status=$?
  ((status == 0)) || ended "$name" "$status" "logs/$name"
  [[ -s out/$name.txt ]] || rm -f "out/$name.txt"
}

# run_study NAME CONFIGURATION OPTION...: whether it came to its end.
run_study() {
  local name=$1 configuration=$2 status=0
  shift 2
  step "$side: $name"
  "$crossmodal" run "$configuration" --study "studies/$name" --workers 2 "$@" >&2 2>"logs/$name" || status=$?
  # 3: finished, some fits diverged; the results say which.
  ((status == 0 || status == 3)) && return
  ended "$name" "$status" "logs/$name"
  return 1
}

# study NAME CONFIGURATION OPTION...
study() {
  run_study "$@" || return 0
  "$crossmodal" results "studies/$1" --format csv >"out/$1.results.csv" 2>"logs/$1" || ended "$1" $? "logs/$1"
  "$crossmodal" best "studies/$1" --json >"out/$1.best.json" 2>"logs/$1" || ended "$1" $? "logs/$1"
}

ratings() {
  local table
  run_study ratings experiments/ratings.yaml --set maps.draws=2 --set bootstrap=100 \
    --set maps.hidden-units='[256, 64]' --set maps.outputs='[512, 128]' || return 0
  cp -R studies/ratings out/ratings.rows
  # Only the tables of the report: its words may change.
  "$crossmodal" report studies/ratings -o report >/dev/null 2>logs/ratings || ended ratings $? logs/ratings
  for table in report/tables/*.csv; do
    [[ ! -e $table ]] || cp "$table" "out/ratings.${table##*/}"
  done
}

# train NAME OPTION...: trains pictures → words and applies the map.
train() {
  local name=train-$1
  shift
  command_line "$name" train "$pictures" "$words" -o "out/$name.safetensors" --history "out/$name.history.csv" \
    --epochs 6 "$@"
  command_line "$name-map" map "out/$name.safetensors" "$pictures" -o "out/$name-map.npy"
}

# Made-up data: what the configurations of experiments/ leave out.
made_up() {
  small_study small 60
  study made-up small/small.yaml --set grid.dropout='[0, 0.2]' --set grid.activation='[relu, sigmoid, tanh]'
  study made-up-openblas small/small.yaml --kernels openblas --set models='[lin, nn, nn-3, nn-5]'
  study made-up-adam small/small.yaml --set training.optimizer=adam --set measures.include-self=false
  study made-up-descent small/small.yaml --set training.optimizer=descent \
    --set losses='[{cosine: {reduction: mean}}, {max-margin: {negative-side: target}}]'
  study made-up-inside small/small.yaml --set training.optimizer='{rmsprop: {epsilon-inside-root: true}}' \
    --set losses='[{max-margin: {negative: hardest, distance: cosine}}]'
}

commands() {
  local loss model kernels
  step "$side: single commands"
  command_line overlap overlap "$pictures" "$words" --k 1-50 --metric both --json --details --permutations 200 \
    --bootstrap 200 --per-item out/overlap.items.csv
  command_line overlap-others overlap "$pictures" "$words" --k 1,5,10 --metric both --exclude-self --threads 2 \
    --neighbors out/overlap-others.npz
  command_line overlap-sample overlap "$pictures" "$words" --metric both --sample 300 --json
  command_line overlap-first overlap "$pictures" "$words" --rows 1-900 --neighbors out/first.npz
  command_line overlap-second overlap "$pictures" "$words" --rows 901-1870 --neighbors out/second.npz
  command_line overlap-parts overlap --from out/first.npz out/second.npz --json
  command_line distances-cosine distances "$words" -o out/distances-cosine.npy
  command_line distances-euclidean distances "$pictures" -o out/distances-euclidean.npy --metric euclidean
  command_line retrieval retrieval "$words" --labels demo/emoji/labels.tsv --column 2 --json
  command_line retrieval-standardized retrieval "$words" --labels demo/emoji/labels.tsv --column 3 --metric euclidean \
    --standardize --json
  command_line encode encode demo/emoji/words.tsv --labels demo/emoji/labels.tsv --column 2 --text-column 2 \
    --epochs 3 -o out/encode.npy --history out/encode.history.csv
  command_line encode-current encode demo/emoji/words.tsv --labels demo/emoji/labels.tsv --column 3 --text-column 2 \
    --epochs 3 --variant current --pooling mean --word-dropout 0.1 -o out/encode-current.npy
  command_line convert convert "$pictures" out/convert.safetensors
  command_line inspect inspect "$pictures" --json
  for loss in mse cosine max-margin; do
    for model in lin nn nn-3 nn-5; do
      train "$loss-$model" --loss "$loss" --model "$model"
    done
    for kernels in openblas fused; do
      train "$loss-$kernels" --loss "$loss" --model nn-3 --kernels "$kernels" --activation tanh --dropout 0.2
    done
  done
  if [[ -z ${left_out[ratings]:-} ]]; then
    command_line similarity similarity data/words/glove.6B.50d.top9163.txt --ratings data/ratings/wordsim353-full.txt \
      --ratings data/ratings/simlex-999.txt --bootstrap 200 --json
    command_line similarity-map similarity data/words/glove.6B.50d.top9163.txt \
      --ratings data/ratings/wordsim353-full.txt --map nn --draws 3 --bootstrap 200 --json
  fi
  if [[ -z ${left_out[wiki]:-} ]]; then
    command_line convert-mat convert data/wiki/raw_features.mat:I_te out/convert-mat.npy
  fi
}

# try_out FOLDER: all work of one version.
try_out() {
  cd "$1"
  local pictures=demo/emoji/pixels-pca128.npy words=demo/emoji/words-lsa64.npy
  step "$side: features"
  command_line features-pca features pca demo/emoji/pixels.npy -o "$pictures" --dimensions 128
  command_line features-lsa features lsa demo/emoji/words.tsv -o "$words" --dimensions 64
  [[ -e $pictures && -e $words ]] || fail 1 "$side: the features could not be made"
  cp "$pictures" "$words" out

  local features
  # Versions before had no maps of their own.
  ! grep -q maps/ experiments/emoji.yaml || for features in lsa64 bigru; do
    emoji_words "$crossmodal" "$features" "demo/emoji/maps/words-$features.npy" 2>"logs/words-$features" ||
      ended "words-$features" $? "logs/words-$features"
  done
  study emoji experiments/emoji.yaml
  [[ -n ${left_out[iaprtc12]:-} ]] || study iaprtc12 experiments/iaprtc12.yaml --set training.max-epochs=5
  [[ -n ${left_out[iaprtc12-full]:-} ]] ||
    study iaprtc12-full experiments/iaprtc12-full.yaml --set training.max-epochs=5
  [[ -n ${left_out[wiki]:-} ]] ||
    study wiki experiments/wiki.yaml --set training.max-epochs=3 --set grid.hidden-units='[64, 256]' \
      --set dataset.text.bigru.encoder.epochs=2
  [[ -n ${left_out[ratings]:-} ]] || ratings
  made_up
  commands
}

step "Building OLD: $1"
old_tree=$(tree_of "$1")
old_program=$(build "$old_tree")
step "Building NEW: $2"
new_tree=$(tree_of "$2")
new_program=$old_program
[[ $new_tree == "$old_tree" ]] || new_program=$(build "$new_tree")

step "Emoji data set"
"$python" scripts/emoji_dataset.py "$scratch/emoji" >&2
for side in old new; do
  mkdir -p "$scratch/$side"/{demo/emoji,small,studies,logs,out}
  cp -R "$old_tree/experiments" "$scratch/$side"
  cp -R "$scratch/emoji/." "$scratch/$side/demo/emoji"
  [[ -z $data ]] || ln -s "$data" "$scratch/$side/data"
done

declare -A left_out=()
for name in iaprtc12 iaprtc12-full wiki ratings; do
  while IFS= read -r file; do
    [[ -e $scratch/old/experiments/$file ]] && continue
    left_out[$name]=${file#../}
    printf '%s: left out, %s is missing\n' "$name" "${file#../}"
    break
  done < <(grep -o '\.\./data/[^:,"} ]*' "$old_tree/experiments/$name.yaml")
done

(
  side=OLD crossmodal=$old_program
  try_out "$scratch/old"
)
(
  side=NEW crossmodal=$new_program
  try_out "$scratch/new"
)
step "Comparing"
"$python" scripts/same_numbers.py "$scratch/old/out" "$scratch/new/out"
