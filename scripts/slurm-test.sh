#!/usr/bin/env bash
# Runs studies on a real Slurm that this script starts on this machine, ends parts of it with force, and compares the
# results with a local run.
#
#   scripts/slurm-test.sh
#
# Installs slurm-wlm and munge where they are missing; needs root, and no systemd. Everything it starts stands in a
# temporary folder, listens on free ports, and is ended by process id. CROSSMODAL names another program than the built
# one; KEEP=1 keeps the folder. Takes two to three minutes.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
(($# == 0)) || fail 64 "takes no arguments"
((EUID == 0)) || fail 69 "needs root to start the daemons of Slurm"
scripts/install.sh slurm
# Debian keeps daemons where not every shell looks.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
crossmodal=$(program_to_try)
source scripts/small_study.sh

root=$(mktemp -d -t slurm-test.XXXXXX)
mkdir "$root"/{run,controller,log,spool.n1,spool.n2,studies}
export SLURM_CONF=$root/slurm.conf

# Three ports in a row on which nobody listens.
is_free() { ! (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
port=$((20000 + RANDOM % 10000))
until is_free $port && is_free $((port + 1)) && is_free $((port + 2)); do port=$((20000 + RANDOM % 10000)); done
sed -e "s|@ROOT@|$root|" -e "s|@CONTROLLER@|$port|" -e "s|@NODES@|$((port + 1))-$((port + 2))|" \
  scripts/slurm/slurm.conf >"$SLURM_CONF"

start_munged() {
  head -c 1024 /dev/urandom >"$root/run/munge.key"
  chmod 400 "$root/run/munge.key"
  munged --force --key-file "$root/run/munge.key" --socket "$root/run/munge.sock" --pid-file "$root/run/munged.pid" \
    --log-file "$root/log/munged.log" --seed-file "$root/run/munged.seed" 2>/dev/null
}
start_slurmctld() { slurmctld "$@" -f "$SLURM_CONF"; }
start_slurmd() { slurmd -N "$1" -f "$SLURM_CONF"; }
pid_of() { cat "$root/run/$1.pid" 2>/dev/null || true; }

# Processes that this script started, and theirs: all have its configuration in their environment, or files of its folder
# open.
own_processes() {
  { grep -lzxF "SLURM_CONF=$SLURM_CONF" /proc/[0-9]*/environ || true
    find /proc/[0-9]*/fd -lname "$root/*" || true; } 2>/dev/null | cut -d/ -f3 | grep -vxF "$$" | sort -u
}
stop_all() {
  local name pid
  scancel --user=root 2>/dev/null || true
  for _ in {1..20}; do
    [[ -n $(squeue -h 2>/dev/null) ]] || break
    sleep 0.5
  done
  for name in slurmd.n1 slurmd.n2 slurmctld munged; do
    pid=$(pid_of "$name")
    [[ -z $pid ]] || kill "$pid" 2>/dev/null || true
  done
  sleep 1
  for pid in $(own_processes); do kill -9 "$pid" 2>/dev/null || true; done
  [[ -n ${KEEP:-} ]] && say "kept: $root" || rm -rf "$root"
}
trap stop_all EXIT

# wait_for SECONDS WHAT COMMAND...: until the command succeeds.
wait_for() {
  local until=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < until)) || {
      { squeue; sinfo; tail -n 5 "$root"/studies/*/logs/*.log "$root"/log/slurm*.log
        tail -n +1 "$root"/log/completed.txt; } >&2 2>/dev/null || true
      fail 1 "waited in vain for $what"
    }
    sleep 0.3
  done
}
is_idle() { [[ $(sinfo -h -N -n "$1" -o %t) == idle ]]; }
is_down() { [[ $(sinfo -h -N -n "$1" -o %t) == down* ]]; }

step "Starting munged, slurmctld and two slurmd"
start_munged
start_slurmctld -c
start_slurmd n1
start_slurmd n2
wait_for 30 "two idle nodes" eval "is_idle n1 && is_idle n2"

step "Local run to compare with"
small_study "$root" "${EPOCHS:-4000}"
"$crossmodal" run "$root/small.yaml" --study "$root/local" --workers 2
stable_results "$root/local" >"$root/local.csv"

# slurm_run NAME TASKS [--set ...]
configuration=$root/small.yaml
slurm_run() {
  "$crossmodal" run "$configuration" --study "$root/studies/$1" --launcher slurm --workers "$2" --stale-after 20 "${@:3}"
}
# submit NAME TASKS [--set ...]: submits a study; leaves the ids of its jobs, the report's last, in ${jobs[@]}.
submit() {
  mapfile -t jobs < <(slurm_run "$@" 2>/dev/null)
  ((${#jobs[@]} >= 2)) || fail 1 "$1 was not submitted"
}
# has_fits NAME COUNT
has_fits() { (($(cat "$root/studies/$1"/journals/*.jsonl 2>/dev/null | wc -l) >= $2)); }
# task ARRAY INDEX: the job id of a task of an array.
task() { squeue -h -r -j "$1" -o '%A %K' | awk -v wanted="$2" '$2 == wanted { print $1 }'; }

step "What Slurm refuses is an error"
code=0
slurm_run refused 1 --set cluster.partition=nowhere >/dev/null 2>"$root/errors" || code=$?
((code == 69)) && [[ $(<"$root/errors") == *"sbatch: "*partition* && $(wc -l <"$root/errors") == 1 ]] ||
  fail 1 "a partition that does not exist: exit code $code, $(<"$root/errors")"
rm -r "$root/studies/refused"

step "Five studies side by side"
submit step 2 --set 'cluster.options=[--nodelist=n1]'
stepped=${jobs[0]}
# One task alone: what it had left can only be done by its second start.
submit "it's 100% requeued" 1 --set 'cluster.options=[--nodelist=n1]'
requeued=${jobs[0]}
# Slurm looks every 30 s, and gives a warning up to 30 s early where it would come late: after 10 to 40 s here.
submit limit 1 --set 'cluster={time: "2", warning: 80, options: [--nodelist=n1]}'
submit daemons 2 --set 'cluster.options=[--nodelist=n2]'
submit plain 3
# MaxArraySize allows two tasks in an array.
((${#jobs[@]} == 3)) || fail 1 "three tasks took ${#jobs[@]} jobs; two arrays and a report were expected"

wait_for 120 "first fits" has_fits "it's 100% requeued" 10
step "scontrol requeue of a running task"
scontrol requeue "$(task "$requeued" 0)"

wait_for 120 "first fits" has_fits step 10
step "kill -9 of a slurmstepd: its orphan goes on"
victim=$(task "$stepped" 0)
daemon=$(pgrep -f "^slurmstepd: \[$victim\.batch\]" | head -1)
[[ -n $daemon ]] || fail 1 "no slurmstepd of the study was found"
orphan=$(pgrep -P "$daemon" | head -1)
kill -9 "$daemon"
sleep 1
[[ -e /proc/$orphan ]] || fail 1 "the batch script ended with its slurmstepd"

wait_for 120 "first fits" has_fits daemons 10
step "kill -9 of a slurmd, until its node is down, and of slurmctld"
kill -9 "$(pid_of slurmd.n2)"
wait_for 60 "a node that is down" is_down n2
kill -9 "$(pid_of slurmctld)"
sleep 1
start_slurmctld
start_slurmd n2

# A requeued job starts 120 s later unless it is told to start now. Not at once: slurmd fails a job, with exit code 1 and no
# word in its log, of which an earlier start has not been cleaned up.
declare -A waits_since=()
hurry() {
  local job
  local -A waiting=()
  for job in $(squeue -h -r -t PENDING -o '%A %r' 2>/dev/null | awk '$2 == "BeginTime" { print $1 }'); do
    waiting[$job]=${waits_since[$job]:-$SECONDS}
    ((SECONDS - waiting[$job] < 10)) || scontrol update JobId="$job" StartTime=now 2>/dev/null || true
  done
  waits_since=()
  for job in "${!waiting[@]}"; do waits_since[$job]=${waiting[$job]}; done
}
# A controller that is killed forgets what it had not written yet and starts a running job a second time; Slurm then
# drains the node and holds the job until its administrator lets both go.
let_go() {
  local job node
  for job in $(squeue -h -r -t PENDING -o '%A %r' 2>/dev/null | awk '/held/ { print $1 }'); do
    scontrol release "$job" 2>/dev/null || true
  done
  for node in $(sinfo -h -N -o '%n %t' 2>/dev/null | awk '$2 ~ /^drain|^drng/ { print $1 }'); do
    scontrol update NodeName="$node" State=RESUME 2>/dev/null || true
  done
}
queue_is_empty() {
  let_go
  hurry
  local left
  left=$(squeue -h) && [[ -z $left ]]
}
step "Waiting for the end of all jobs"
wait_for 600 "an empty queue" queue_is_empty

is_complete() { "$crossmodal" status "$1" --json | grep -q '"done" : 220'; }
for study in "$root"/studies/*; do
  # Slurm says that all is over; an orphan may still be at work.
  wait_for 60 "the end of $study" is_complete "$study"
  compare_results "$study" "$root/local.csv"
  [[ -e $study/report/tables/mse-cosine.md ]] || fail 1 "$study: no report was written"
done
# Each start of a worker that finished a fit has a journal of its own: the time limit and the requeue must show in them.
journals() { find "$root/studies/$1/journals" -name '*.jsonl' | wc -l; }
(($(journals limit) > 1)) || fail 1 "limit: the task was not put back into the queue"
(($(journals "it's 100% requeued") > 1)) || fail 1 "requeued: no task was started again"
[[ -z $(slurm_run plain 3 2>/dev/null) && -z $(squeue -h) ]] || fail 1 "a complete study was submitted again"
"$crossmodal" verify "$root/studies/daemons" >/dev/null
step "Five studies: the results of all are those of the local run"

step "Word vectors and ratings, and a finished study with one more learning rate"
mkdir "$root/short"
small_study "$root/short" 50
awk -v vectors="$root/short/vectors.txt" -v ratings="$root/short/ratings.txt" 'BEGIN {
  srand(9)
  for (i = 0; i < 60; i++) {
    printf "word%d", i > vectors
    for (j = 0; j < 6; j++) printf " %.6f", rand() * 2 - 1 > vectors
    print "" > vectors
    print "word" i "\tword" (i * 7 + 3) % 60 "\t" rand() * 10 > ratings
  }
}'
cat >"$root/short/words.yaml" <<END
version: 1
kind: ratings
name: words
vectors: {made-up: {file: vectors.txt}}
ratings: {rated: {file: ratings.txt}}
maps: {activation: [tanh, relu], hidden-units: [8, 4], outputs: [6, 3], draws: 3}
bootstrap: 20
END
wider=(--set 'grid.learning-rate=[0.01, 0.001, 0.0001]')
# short_run STUDY CONFIGURATION [--set ...]: with two workers of this machine.
short_run() { "$crossmodal" run "$root/short/$2.yaml" --study "$root/$1" --workers 2 "${@:3}"; }
short_run words words
short_run wide small "${wider[@]}"
short_run studies/wide small
for name in words wide; do stable_results "$root/$name" >"$root/$name.csv"; done
before=$(cat "$root"/studies/wide/journals/*.jsonl | wc -l)
configuration=$root/short/words.yaml
submit words 2
configuration=$root/short/small.yaml
submit wide 2 "${wider[@]}"
wait_for 300 "an empty queue" queue_is_empty
for name in words wide; do compare_results "$root/studies/$name" "$root/$name.csv"; done
[[ -e $root/studies/words/report/tables/table-10.md ]] || fail 1 "words: no report was written"
# 270 search fits and 40 final fits; 90 of the former are new, and the latter where the choice is another.
((before == 220 && $(cat "$root"/studies/wide/journals/*.jsonl | wc -l) >= 310)) || fail 1 "wide: fits are missing"
again=$(grep -ho '"unit":"[^"]*"' "$root"/studies/wide/journals/*.jsonl | sort | uniq -d | head -1)
[[ -z $again ]] || fail 1 "wide: done again: $again"
"$crossmodal" verify "$root/studies/words" >/dev/null
step "Both: the results of the local run, and nothing is done that was done"
