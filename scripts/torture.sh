#!/usr/bin/env bash
# Kills a study again and again, and compares its results with those of a run that nothing ended.
#
#   scripts/torture.sh [KILLS]        default 100
#
# The study has 220 short fits. Each time the whole process group (the run and its workers) gets kill -9 at a random
# moment. After each kill, no finished fit may be lost; at the end the results must be the same to the last byte, beside
# the columns of time and place, and no fit may stand in them twice. CROSSMODAL names another program than the built one.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
kills=${1:-100}
[[ $kills =~ ^[0-9]+$ && $# -le 1 ]] || fail 64 "usage: scripts/torture.sh [KILLS]"

crossmodal=${CROSSMODAL:-}
if [[ -z $crossmodal ]]; then
  need_swift
  swift build -c release --product crossmodal >&2
  crossmodal=$(swift build -c release --show-bin-path)/crossmodal
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
source scripts/small_study.sh
small_study "$scratch" "${EPOCHS:-1500}"

step "Uninterrupted run"
began=$(date +%s%N)
"$crossmodal" run "$scratch/small.yaml" --study "$scratch/whole" --workers 2
whole=$((($(date +%s%N) - began) / 1000000))
stable_results "$scratch/whole" >"$scratch/whole.csv"

step "$kills kills; a whole run takes $whole ms"
killed=0 restarts=0 previous=$scratch/none.csv
: >"$previous"
study=$scratch/killed
while ((killed < kills)); do
  setsid "$crossmodal" run "$scratch/small.yaml" --study "$study" --workers 2 2>"$scratch/errors" &
  run=$!
  # Late enough to get on, early enough for as many kills as are asked for.
  sleep "$(awk -v most="$((whole * 3 / 2))" -v kills="$kills" -v seed="$RANDOM$RANDOM" \
    'BEGIN { srand(seed); print (60 + rand() * (most / kills * 2 + 300)) / 1000 }')"
  if kill -9 -- "-$run" 2>/dev/null; then
    killed=$((killed + 1))
    wait "$run" 2>/dev/null || true
  else
    status=0
    wait "$run" || status=$?
    ((status == 0)) || fail 1 "a run ended with $status: $(<"$scratch/errors")"
    # Complete before the next kill: the finished study is compared, and a new one begun.
    compare_results "$study" "$scratch/whole.csv"
    restarts=$((restarts + 1))
    rm -rf "$study"
    : >"$previous"
    continue
  fi
  [[ -e $study/manifest.json ]] || continue
  "$crossmodal" results "$study" >"$scratch/now.csv" || fail 1 "after kill $killed the results cannot be read"
  LC_ALL=C sort "$scratch/now.csv" >"$scratch/now.sorted"
  lost=$(LC_ALL=C comm -23 "$previous" "$scratch/now.sorted" | wc -l)
  ((lost == 0)) || fail 1 "after kill $killed, $lost finished fits are lost or were done again"
  mv "$scratch/now.sorted" "$previous"
done

step "Last run"
"$crossmodal" run "$scratch/small.yaml" --study "$study" --workers 2
compare_results "$study" "$scratch/whole.csv"
"$crossmodal" verify "$study"
step "$killed kills ($restarts studies came to their end in between): nothing lost, nothing twice, the same results"
