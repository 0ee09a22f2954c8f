#!/usr/bin/env bash
# Runs the program on servers that are not as one would like them: fewer processors than the machine has, processes that
# are hidden, another machine of the same name, no /proc, libraries put in front.
#
#   scripts/namespaces-test.sh
#
# Most of it needs root and mount namespaces, and is left out with a word where they are missing; the rest runs anywhere.
# Everything is mounted in namespaces of their own, and nothing outside of a temporary folder changes, except control
# groups that are made and removed again. CROSSMODAL names another program than the built one. Takes about a minute.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
(($# == 0)) || fail 64 "takes no arguments"
crossmodal=$(program_to_try)
source scripts/small_study.sh
scratch=$(mktemp -d -t namespaces-test.XXXXXX)
groups=()
clean_up() {
  local group
  for group in "${groups[@]}"; do rmdir "$group" 2>/dev/null || true; done
  rm -rf "$scratch"
}
trap clean_up EXIT
chmod 755 "$scratch"
small_study "$scratch" "${EPOCHS:-400}"
left_out=0
leave_out() {
  say "left out: $*"
  left_out=$((left_out + 1))
}

# processors [VARIABLE=VALUE…] [COMMAND…]: how many the program finds there.
processors() {
  env "$@" "$crossmodal" doctor --json | "$python" -c 'import json, sys; print(json.load(sys.stdin)["processors"])'
}
# expect WHAT FOUND EXPECTED
expect() {
  [[ $2 == "$3" ]] || fail 1 "$1: found $2, expected $3"
  say "  $1: $2"
}

step "Processors that one may use"
all=$(processors -u SLURM_JOB_ID)
first=$(taskset -cp $$ | sed -E 's/.*: ([0-9]+).*/\1/')
expect "taskset" "$(processors taskset -c "$first")" 1
expect "a task of Slurm" "$(processors SLURM_JOB_ID=7 SLURM_CPUS_PER_TASK=1)" 1
expect "a variable without a job" "$(processors -u SLURM_JOB_ID SLURM_CPUS_PER_TASK=1)" "$all"
expect "more processors than there are" "$(processors SLURM_JOB_ID=7 SLURM_CPUS_PER_TASK=4096)" "$all"

# children PROCESS: its workers.
children() { cat /proc/"$1"/task/*/children 2>/dev/null | wc -w; }
taskset -c "$first" "$crossmodal" run "$scratch/small.yaml" --study "$scratch/one" --set training.max-epochs=100000 2>/dev/null &
run=$!
for _ in {1..100}; do
  (($(find "$scratch/one/claims" -name '[!.]*' 2>/dev/null | wc -l) > 1)) && break
  sleep 0.1
done
found=$(children $run)
kill -TERM $run
wait $run || true
expect "workers of run under taskset" "$found" 1

step "Libraries that are put in front"
"$crossmodal" plan "$scratch/small.yaml" >"$scratch/plan"
# front NAME: compiles what comes on stdin, and runs a command with it.
front() {
  local status=0
  cat >"$scratch/$1.c"
  cc -shared -fPIC -O1 -o "$scratch/$1.so" "$scratch/$1.c" -ldl
  LD_PRELOAD=$scratch/$1.so "$crossmodal" plan "$scratch/small.yaml" >"$scratch/found" 2>"$scratch/errors" || status=$?
  if ((status == 69)) && [[ $(wc -l <"$scratch/errors") == 1 && ! -s $scratch/found ]]; then
    say "  $1: refused with one line"
    return
  fi
  ((status == 0)) || fail 1 "a library with $1 ends the program with $status: $(<"$scratch/errors")"
  cmp -s "$scratch/plan" "$scratch/found" || fail 1 "a library with $1 changes what the program does"
  say "  $1: the same"
}
if command -v cc >/dev/null; then
  front "many_variables" <<'END'
#include <stdio.h>
#include <stdlib.h>
__attribute__((constructor)) static void begin(void) {
  char name[20];
  for (int i = 0; i < 200; i++) { snprintf(name, sizeof name, "MORE_%d", i); setenv(name, "1", 1); }
}
END
  front "another_environment" <<'END'
#include <stdlib.h>
#include <string.h>
extern char **environ;
__attribute__((constructor)) static void begin(int argc, char **argv, char **variables) {
  int count = 0;
  while (environ[count]) count++;
  char **copy = malloc((count + 1) * sizeof *copy);
  memcpy(copy, environ, (count + 1) * sizeof *copy);
  environ = copy;
  memset(variables, 0, count * sizeof *variables);
}
END
  front "another_start" <<'END'
#include <stdlib.h>
#include <unistd.h>
__attribute__((constructor)) static void begin(int argc, char **argv) {
  if (getenv("STARTED_AGAIN")) return;
  setenv("STARTED_AGAIN", "1", 1);
  execv("/proc/self/exe", argv);
}
END
  front "much_memory" <<'END'
static char much[1 << 26] = {1};
char *the_much(void) { return much; }
static char none[1 << 30];
char *the_none(void) { return none; }
END
  front "closed_proc" <<'END'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
static int closed(const char *path) { return path && !strncmp(path, "/proc/", 6); }
#define OPEN(name)                                                        \
  int name(const char *path, int flags, ...) {                            \
    va_list more;                                                         \
    va_start(more, flags);                                                \
    int mode = va_arg(more, int);                                         \
    va_end(more);                                                         \
    if (closed(path)) { errno = EACCES; return -1; }                      \
    return ((int (*)(const char *, int, ...))dlsym(RTLD_NEXT, #name))(path, flags, mode); \
  }
OPEN(open)
OPEN(open64)
#define FOPEN(name)                                                       \
  FILE *name(const char *path, const char *mode) {                        \
    if (closed(path)) { errno = EACCES; return NULL; }                    \
    return ((FILE * (*)(const char *, const char *))dlsym(RTLD_NEXT, #name))(path, mode); \
  }
FOPEN(fopen)
FOPEN(fopen64)
END
  front "short_command_line" <<'END'
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>
#include <sys/mman.h>
// /proc/self/cmdline holds the program's name alone.
FILE *fopen(const char *path, const char *mode) {
  FILE *(*real)(const char *, const char *) = dlsym(RTLD_NEXT, "fopen");
  if (strcmp(path, "/proc/self/cmdline")) return real(path, mode);
  int file = memfd_create("short", 0);
  if (write(file, "crossmodal", 11) != 11) return NULL;
  lseek(file, 0, SEEK_SET);
  return fdopen(file, mode);
}
END
else
  leave_out "libraries in front: no C compiler (cc)"
fi

if ((EUID != 0)) || ! unshare -m --propagation private true 2>/dev/null; then
  leave_out "namespaces: need root and unshare"
  step "Passed; $left_out left out"
  exit 0
fi
# apart COMMANDS [ARGUMENT…]: runs them in a mount namespace of their own.
apart() { unshare -m --propagation private bash -euc "$@"; }
export crossmodal scratch

step "Quotas of control groups"
version1=$(awk -F: '$2 ~ /(^|,)cpu(,|$)/ { print $2 }' /proc/self/cgroup)
inside=$(awk -F: '$1 == 0 { print $3 }' /proc/self/cgroup)
if ((all > 1)) && [[ -n $inside ]]; then
  # As a container sees it: its own group at the root.
  found=$(apart 'mount -t tmpfs none /sys/fs/cgroup; echo "50000 100000" >/sys/fs/cgroup/cpu.max
    "$crossmodal" doctor --json' | "$python" -c 'import json, sys; print(json.load(sys.stdin)["processors"])')
  expect "cpu.max of version 2" "$found" 1
else
  leave_out "a quota of version 2: one processor, or no such group"
fi
if ((all > 1)) && [[ -n $version1 ]] && mkdir "/sys/fs/cgroup/$version1/crossmodal-$$" 2>/dev/null; then
  group=/sys/fs/cgroup/$version1/crossmodal-$$
  groups+=("$group")
  echo 60000 >"$group/cpu.cfs_quota_us"
  found=$(bash -c 'echo $$ >"$1/cgroup.procs"; exec "$crossmodal" doctor --json' - "$group" |
    "$python" -c 'import json, sys; print(json.load(sys.stdin)["processors"])')
  expect "cpu.cfs_quota_us of version 1" "$found" 1
else
  leave_out "a quota of version 1: one processor, or no such group"
fi

step "A limit of memory"
memory=$(awk -F: '$2 == "memory" { print $3 }' /proc/self/cgroup)
if [[ -n $memory ]] && mkdir "/sys/fs/cgroup/memory/crossmodal-$$" 2>/dev/null; then
  group=/sys/fs/cgroup/memory/crossmodal-$$
  groups+=("$group")
  for limit in 8M 16M 32M; do
    echo "$limit" >"$group/memory.limit_in_bytes"
    rm -rf "$scratch/narrow"
    status=0
    timeout 120 bash -c 'echo $$ >"$1/cgroup.procs"; exec "$crossmodal" run "$scratch/small.yaml" --study "$scratch/narrow" \
      --workers 2' - "$group" 2>"$scratch/errors" || status=$?
    ((status != 124)) || fail 1 "under $limit of memory the run hangs"
    for _ in {1..100}; do
      [[ -s $group/cgroup.procs ]] || break
      sleep 0.1
    done
    [[ ! -s $group/cgroup.procs ]] || fail 1 "under $limit of memory workers outlive their run"
    say "  $limit: ended with $status, nobody left"
    [[ ! -e $scratch/narrow/manifest.json ]] ||
      "$crossmodal" run "$scratch/small.yaml" --study "$scratch/narrow" 2>/dev/null ||
      fail 1 "after $limit of memory the study does not continue"
  done
else
  leave_out "a limit of memory: no control group of version 1"
fi

step "Without /proc"
for command in "plan $scratch/small.yaml" "run $scratch/small.yaml --study $scratch/blind" "--version"; do
  status=0
  apart 'mount -t tmpfs none /proc; "$crossmodal" $1' - "$command" >"$scratch/found" 2>"$scratch/errors" || status=$?
  ((status == 69)) && [[ $(wc -l <"$scratch/errors") == 1 && ! -s $scratch/found && ! -e $scratch/blind ]] ||
    fail 1 "$command without /proc ends with $status: $(<"$scratch/errors")"
  say "  ${command%% *}: refused with one line"
done

# meet WHAT COMMANDS: one worker here, and one that is started by COMMANDS with $first, the process of the other, and must
# not take it for dead: no fit is done twice.
meet() {
  local study=$scratch/meet status=0 worker units
  rm -rf "$study"
  "$crossmodal" run "$scratch/small.yaml" --study "$study" --workers 1 --time-limit 0.001s 2>/dev/null || true
  chmod -R a+rwX "$study"
  "$crossmodal" worker "$study" &
  worker=$!
  for _ in {1..100}; do
    [[ -z $(find "$study/claims" -name '[!.]*') ]] || break
    sleep 0.05
  done
  first=$worker study=$study bash -euc "$2" 2>"$scratch/errors" || status=$?
  ((status == 0)) || fail 1 "$1: the other worker ended with $status: $(<"$scratch/errors")"
  wait $worker || fail 1 "$1: the worker ended with $?"
  units=$(cat "$study"/journals/*.jsonl | grep -o '"unit":"[^"]*"' | sort)
  [[ -z $(uniq -d <<<"$units") ]] || fail 1 "$1: done twice: $(uniq -d <<<"$units" | wc -l) of $(wc -l <<<"$units")"
  (($(wc -l <<<"$units") == 220)) || fail 1 "$1: $(wc -l <<<"$units") of 220 fits"
  (($(find "$study/journals" -name '*.jsonl' -size +0 | wc -l) == 2)) || fail 1 "$1: only one worker had anything to do"
  say "  $1: no fit twice"
}

step "Workers that cannot see each other"
meet "here" 'exec "$crossmodal" worker "$study"'
meet "another boot of the same host name" 'exec unshare -m --propagation private bash -euc "
  echo 11111111-2222-3333-4444-555555555555 >\$scratch/boot
  mount --bind \$scratch/boot /proc/sys/kernel/random/boot_id; exec \$crossmodal worker \$study"'
meet "a boot that is not told" 'exec unshare -m --propagation private bash -euc "
  mount -t tmpfs none /proc/sys; exec \$crossmodal worker \$study"'
meet "another host name" 'exec unshare -u bash -euc "hostname elsewhere; exec \$crossmodal worker \$study"'
meet "another boot in a host name of its own" 'exec unshare -m -u --propagation private bash -euc "
  hostname \$(hostname); mount --bind \$scratch/boot /proc/sys/kernel/random/boot_id; exec \$crossmodal worker \$study"'
meet "an empty folder over /proc/PID" 'exec unshare -m --propagation private bash -euc "
  mkdir -p \$scratch/empty; mount --bind \$scratch/empty /proc/$first; exec \$crossmodal worker \$study"'
meet "an unreadable /proc/PID/stat" 'exec unshare -m --propagation private bash -euc "
  : >\$scratch/nothing; mount --bind \$scratch/nothing /proc/$first/stat; exec \$crossmodal worker \$study"'
meet "a name space of processes of its own" 'exec unshare -p -m --fork --mount-proc bash -euc "exec \$crossmodal worker \$study"'
meet "the same with the /proc of the host" 'exec unshare -p --fork bash -euc "exec \$crossmodal worker \$study"'
if setpriv --reuid 65534 --regid 65534 --clear-groups test -x "$crossmodal" 2>/dev/null; then
  for option in hidepid=1 hidepid=2 hidepid=invisible hidepid=ptraceable hidepid=2,subset=pid; do
    if ! apart "mount -t proc -o $option proc /proc" 2>/dev/null; then
      leave_out "$option: this system does not know it"
      continue
    fi
    meet "$option" "exec unshare -m --propagation private bash -euc \"
      mount -t proc -o $option proc /proc; umask 0
      exec setpriv --reuid 65534 --regid 65534 --clear-groups \\\$crossmodal worker \\\$study\""
  done
else
  leave_out "hidepid: the program is in a folder that others may not read"
fi

step "Passed; $left_out left out"
