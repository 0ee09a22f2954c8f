#!/usr/bin/env bash
# The whole job on data that every Debian machine can make: do maps between pictures of emoji and their words keep the
# neighborhoods of what they map to, or of what they map from?
#
#   scripts/demo.sh
#
# Installs what is missing, builds, makes the data set and the features of words (demo/emoji), runs experiments/emoji.yaml
# on all cores (demo/study), writes the report (demo/report) and prints its tables. No map is measured on an emoji that a
# feature has learned from: words are learned on emoji that no map sees, pictures on the training rows of each fold. What is
# done is not done again: stopped at any moment, run it again to continue.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
(($# == 0)) || fail 64 "takes no arguments"

need_swift
scripts/install.sh build demo

step "Building (the first build takes minutes)"
swift build -c release --product crossmodal >&2
crossmodal=$(swift build -c release --show-bin-path)/crossmodal

step "Emoji data set"
mkdir -p demo
"$python" scripts/emoji_dataset.py demo/emoji

for features in lsa64 bigru; do
  words=demo/emoji/maps/words-$features.npy
  if needs_update "$words" demo/emoji/{words,triples,labels}.tsv "$crossmodal"; then
    step "Word features $features, learned on emoji $emoji_set_aside, which no map sees"
    emoji_words "$crossmodal" "$features" "$words"
  fi
done

step "Study experiments/emoji.yaml in demo/study, $(nproc) workers"
status=0
"$crossmodal" run experiments/emoji.yaml --study demo/study --workers "$(nproc)" || status=$?
# 3: finished, some fits diverged; the report says which.
((status == 0 || status == 3)) || exit "$status"

step "Report"
"$crossmodal" report demo/study -o demo/report
step "Done. Page: demo/report/index.html. Tables: demo/report/tables. Study: demo/study (crossmodal results, best, status). Program: $crossmodal"
exit "$status"
