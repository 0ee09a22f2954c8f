#!/usr/bin/env bash
# Kills a study again and again, and compares its results with those of a run that nothing ended.
#
#   scripts/torture.sh [KILLS]        default 100
#
# The study has 220 short fits. At random moments kill -9 hits a worker, the run that watches the workers, or the whole
# process group; a run that is killed is followed by the next. No finished fit may be lost (looked at every tenth kill and
# at the end of each study); when a study is complete its results must be the same to the last byte, beside the columns of
# time and place, no fit may stand in them twice, and the next study begins. In the end nobody may be left at work.
# CROSSMODAL names another program than the built one. 10,000 kills take 12 minutes on two processors.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
kills=${1:-100}
[[ $kills =~ ^[0-9]+$ && $# -le 1 ]] || fail 64 "usage: scripts/torture.sh [KILLS]"

crossmodal=$(program_to_try)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
source scripts/small_study.sh
small_study "$scratch" "${EPOCHS:-100}"

step "Uninterrupted run"
"$crossmodal" run "$scratch/small.yaml" --study "$scratch/whole" --workers 2
stable_results "$scratch/whole" >"$scratch/whole.csv"

# lane NUMBER KILLS: kills runs of a study of its own; leaves its counts in a file.
lane() {
  local lane=$scratch/lane$1 kills=$2 killed=0 studies=0 runs=0 checked=0 run status workers left
  local previous=$lane.none.csv study=$lane.study
  local -A by=([worker]=0 [run]=0 [group]=0)
  cp "$scratch/whole.csv" "$lane.whole.csv"
  : >"$previous"
  # What had a result keeps it, with the time and the worker that it had.
  check() {
    checked=$killed
    [[ -e $study/manifest.json ]] || return 0
    "$crossmodal" results "$study" >"$lane.now.csv" || fail 1 "after kill $killed the results cannot be read"
    LC_ALL=C sort "$lane.now.csv" >"$lane.sorted.csv"
    lost=$(LC_ALL=C comm -23 "$previous" "$lane.sorted.csv" | wc -l)
    ((lost == 0)) || fail 1 "after kill $killed, $lost finished fits are lost or were done again"
    mv "$lane.sorted.csv" "$previous"
  }
  # hit KIND PROCESS: counts a kill that met somebody.
  hit() {
    kill -9 -- "$2" 2>/dev/null || return 0
    killed=$((killed + 1))
    by[$1]=$((by[$1] + 1))
  }
  while ((killed < kills)); do
    # A worker that is killed is no fit's fault here, however often.
    setsid "$crossmodal" run "$scratch/small.yaml" --study "$study" --workers 3 --max-attempts 1000 2>"$lane.errors" &
    run=$! status=0
    runs=$((runs + 1))
    while ((killed < kills)); do
      sleep "0.$(printf '%03d' $((10 + SRANDOM % 140)))"
      kill -0 "$run" 2>/dev/null || break
      case $((SRANDOM % 8)) in
        0) hit group "-$run" ;;
        1) hit run "$run" ;;
        *)
          workers=($(cat "/proc/$run/task/"*/children 2>/dev/null || true))
          ((${#workers[@]} == 0)) || hit worker "${workers[SRANDOM % ${#workers[@]}]}"
          ;;
      esac
      ((killed - checked < 10)) || check
    done
    ((killed < kills)) || kill -9 -- "-$run" 2>/dev/null || true
    wait "$run" 2>/dev/null || status=$?
    ((status == 137)) && continue
    ((status == 0)) || fail 1 "a run ended with $status: $(<"$lane.errors")"
    # Complete: the study is compared, and a new one begun.
    check
    compare_results "$study" "$lane.whole.csv"
    studies=$((studies + 1))
    rm -rf "$study"
    : >"$previous"
  done
  check
  "$crossmodal" run "$scratch/small.yaml" --study "$study" --workers 2 2>"$lane.errors" ||
    fail 1 "the last run ended with $?: $(<"$lane.errors")"
  check
  compare_results "$study" "$lane.whole.csv"
  "$crossmodal" verify "$study" >&2
  echo "$killed ${by[worker]} ${by[run]} ${by[group]} $runs $((studies + 1))" >"$lane.counts"
}

lanes=$(nproc)
step "$kills kills, in $lanes studies side by side"
lane_processes=()
for ((i = 0; i < lanes; i++)); do
  lane $i $(((kills + i) / lanes)) &
  lane_processes+=($!)
done
for process in "${lane_processes[@]}"; do wait "$process" || fail 1 "see above"; done

for _ in {1..100}; do
  left=$(pgrep -fc -- "worker $scratch/" || true)
  ((left > 0)) || break
  sleep 0.1
done
((left == 0)) || fail 1 "$left workers are still there"
step "$(cat "$scratch"/lane*.counts | awk '{ for (i = 1; i <= 6; i++) sum[i] += $i }
  END { printf "%d kills of %d workers, %d runs and %d groups; %d runs, %d studies came to their end", sum[1], sum[2], sum[3], sum[4], sum[5], sum[6] }'): nothing lost, nothing twice, the same results"
