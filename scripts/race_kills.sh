#!/usr/bin/env bash
# Kills a racing study again and again, and compares its results with those of a run that nothing ended.
#
#   scripts/race_kills.sh [KILLS]        default 20
#
# Each time the whole process group (the run and its workers) gets kill -9 at a random moment, and now and then a file of
# weights between two rungs is lost or damaged. The next run has another number of workers. At the end the results must be the
# same to the last byte, beside the columns of time and place, no fit may stand in them twice, and no weights may be left.
# CROSSMODAL names another program than the built one, EPOCHS the epochs of the last rung.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
kills=${1:-20}
[[ $kills =~ ^[0-9]+$ && $# -le 1 ]] || fail 64 "usage: scripts/race_kills.sh [KILLS]"

crossmodal=$(program_to_try)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
source scripts/small_study.sh
small_study "$scratch" "${EPOCHS:-1500}"
echo "search: {kind: racing, first-epochs: $((${EPOCHS:-1500} / 20)), factor: 3}" >>"$scratch/small.yaml"

step "Uninterrupted run"
began=$(date +%s%N)
"$crossmodal" run "$scratch/small.yaml" --study "$scratch/whole" --workers 2
whole=$((($(date +%s%N) - began) / 1000000))
stable_results "$scratch/whole" >"$scratch/whole.csv"
[[ ! -e $scratch/whole/rungs ]] || fail 1 "weights are left in $scratch/whole/rungs"

step "$kills kills; a whole run takes $whole ms"
killed=0 restarts=0 spoiled=0 study=$scratch/killed
while ((killed < kills)); do
  setsid "$crossmodal" run "$scratch/small.yaml" --study "$study" --workers $((1 + RANDOM % 3)) 2>"$scratch/errors" &
  run=$!
  sleep "$(awk -v most="$((whole * 3 / 2))" -v kills="$kills" -v seed="$RANDOM$RANDOM" \
    'BEGIN { srand(seed); print (60 + rand() * (most / kills * 2 + 300)) / 1000 }')"
  if kill -9 -- "-$run" 2>/dev/null; then
    killed=$((killed + 1))
    wait "$run" 2>/dev/null || true
  else
    status=0
    wait "$run" || status=$?
    ((status == 0)) || fail 1 "a run ended with $status: $(<"$scratch/errors")"
    compare_results "$study" "$scratch/whole.csv"
    [[ ! -e $study/rungs ]] || fail 1 "weights are left in $study/rungs"
    restarts=$((restarts + 1))
    rm -rf "$study"
    continue
  fi
  # One file of weights in six is lost, another cut.
  for file in "$study"/rungs/*; do
    [[ -f $file ]] || continue
    case $((RANDOM % 6)) in
      0) rm -f "$file" && spoiled=$((spoiled + 1)) ;;
      1) truncate -s 500 "$file" && spoiled=$((spoiled + 1)) ;;
    esac
  done
done

step "Last run"
"$crossmodal" run "$scratch/small.yaml" --study "$study" --workers 2
compare_results "$study" "$scratch/whole.csv"
[[ ! -e $study/rungs ]] || fail 1 "weights are left in $study/rungs"
"$crossmodal" verify "$study"
step "$killed kills ($restarts studies came to their end in between), $spoiled files of weights spoiled: the same results"
