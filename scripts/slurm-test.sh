#!/usr/bin/env bash
# Runs studies on a real Slurm that this script starts on this machine, ends parts of it with force, and compares the
# results with a local run.
#
#   scripts/slurm-test.sh
#
# Installs slurm-wlm and munge where they are missing; needs root, no systemd, and the ports 16817, 17001 and 17002.
# CROSSMODAL names another program than the built one. Takes about three minutes.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
(($# == 0)) || fail 64 "takes no arguments"
((EUID == 0)) || fail 69 "needs root to start the daemons of Slurm"

if ! command -v slurmctld >/dev/null || ! command -v munged >/dev/null; then
  step "Installing slurm-wlm and munge"
  apt-get -q update >&2
  DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends slurm-wlm munge >&2 ||
    fail 69 "slurm-wlm and munge cannot be installed"
fi
crossmodal=${CROSSMODAL:-}
if [[ -z $crossmodal ]]; then
  need_swift
  swift build -c release --product crossmodal >&2
  crossmodal=$(swift build -c release --show-bin-path)/crossmodal
fi
source scripts/small_study.sh

root=$(mktemp -d -t slurm-test.XXXXXX)
mkdir "$root"/{run,controller,log,spool.n1,spool.n2}
export SLURM_CONF=$root/slurm.conf
sed "s|@ROOT@|$root|" scripts/slurm/slurm.conf >"$SLURM_CONF"

pid_of() { cat "$root/run/$1.pid" 2>/dev/null || true; }
start_slurmctld() { slurmctld "$@" -f "$SLURM_CONF"; }
start_slurmd() { slurmd -N "$1" -f "$SLURM_CONF"; }

stop_all() {
  local name pid
  scancel --state=PENDING,RUNNING --user=root 2>/dev/null || true
  for name in slurmd.n1 slurmd.n2 slurmctld munged; do
    pid=$(pid_of "$name")
    [[ -z $pid ]] || kill "$pid" 2>/dev/null || true
  done
  sleep 1
  # The workers of this test name its folder.
  for pid in $(pgrep -f "worker $root/" || true); do kill -9 "$pid" 2>/dev/null || true; done
  rm -rf "$root"
}
trap stop_all EXIT

step "Starting munged, slurmctld and two slurmd"
head -c 1024 /dev/urandom >"$root/run/munge.key"
chmod 400 "$root/run/munge.key"
munged --force --key-file "$root/run/munge.key" --socket "$root/run/munge.sock" --pid-file "$root/run/munged.pid" \
  --log-file "$root/log/munged.log" --seed-file "$root/run/munged.seed" 2>/dev/null
start_slurmctld -c
start_slurmd n1
start_slurmd n2

# wait_for SECONDS WHAT COMMAND...: until the command succeeds.
wait_for() {
  local until=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < until)) || {
      squeue >&2 || true
      tail -n 5 "$root"/studies/*/logs/*.log >&2 2>/dev/null || true
      fail 1 "waited in vain for $what"
    }
    sleep 0.3
  done
}
nodes_idle() { [[ $(sinfo -h -t idle -N | wc -l) == 2 ]]; }
wait_for 30 "two idle nodes" nodes_idle

step "Local run to compare with"
mkdir "$root/studies"
small_study "$root" "${EPOCHS:-6000}"
"$crossmodal" run "$root/small.yaml" --study "$root/local" --workers 2
stable_results "$root/local" >"$root/local.csv"

# submit NAME TASKS [--set ...]: submits a study; leaves its array's id in $array.
submit() {
  local name=$1 tasks=$2
  shift 2
  array=$("$crossmodal" run "$root/small.yaml" --study "$root/studies/$name" --launcher slurm --workers "$tasks" \
    --stale-after 20 "$@" 2>/dev/null | head -1)
  [[ $array =~ ^[0-9]+$ ]] || fail 1 "$name was not submitted"
}
fits() { cat "$root/studies/$1"/journals/*.jsonl 2>/dev/null | wc -l; }
has_fits() { (($(fits "$1") >= $2)); }
# task ARRAY INDEX: the job id of a task of an array.
task() { squeue -h -r -j "$1" -o '%A %K' | awk -v index_="$2" '$2 == index_ { print $1 }'; }

step "Five studies side by side"
submit plain 3
submit "it's 100% requeued" 2
requeued=$array
submit limit 1 --set 'cluster={time: "1", warning: 50}'
submit step 2
stepped=$array
submit daemons 2

wait_for 60 "first fits" has_fits "it's 100% requeued" 20
step "scontrol requeue of a running task"
scontrol requeue "$(task "$requeued" 0)"

wait_for 60 "first fits" has_fits step 20
step "kill -9 of a slurmstepd: its orphan goes on"
victim=$(pgrep -f "^slurmstepd: \[$(task "$stepped" 0)\.batch\]" | head -1)
[[ -n $victim ]] || fail 1 "no slurmstepd of the study was found"
kill -9 "$victim"

wait_for 60 "first fits" has_fits daemons 20
step "kill -9 of a slurmd and of slurmctld"
kill -9 "$(pid_of slurmd.n2)"
kill -9 "$(pid_of slurmctld)"
sleep 2
start_slurmctld
start_slurmd n2

# A requeued job starts 120 s later unless it is told to start now.
hurry() {
  local job
  for job in $(squeue -h -r -t PENDING -o '%A %r' 2>/dev/null | awk '$2 == "BeginTime" { print $1 }'); do
    scontrol update JobId="$job" StartTime=now 2>/dev/null || true
  done
}
queue_empty() {
  hurry
  local left
  left=$(squeue -h) && [[ -z $left ]]
}
step "Waiting for the end of all jobs"
wait_for 200 "an empty queue" queue_empty

complete() { "$crossmodal" status "$1" --json | grep -q '"done" : 220'; }
for study in "$root"/studies/*; do
  # Slurm says that all is over; an orphan may still be at work.
  wait_for 60 "the end of $study" complete "$study"
  compare_results "$study" "$root/local.csv"
  [[ -e $study/report/tables/mse-cosine.md ]] || fail 1 "$study: no report was written"
done
# Each start of a worker that finished a fit has a journal of its own: the time limit and the requeue must show in them.
journals() { find "$root/studies/$1/journals" -name '*.jsonl' | wc -l; }
(($(journals limit) > 1)) || fail 1 "limit: the task was not put back into the queue"
(($(journals "it's 100% requeued") > 2)) || fail 1 "requeued: no task was started again"
step "Five studies: the results of all are those of the local run"
