# Shared by the scripts of this folder: source it, then work from the repository root, where it leaves you.
# Exit codes are those of the command line: 64 usage, 69 a needed program is missing.

cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Debian's own Python has Debian's libraries; another python3 may stand first in PATH.
python=/usr/bin/python3

# say LINE: for people, on stderr.
say() {
  printf '%s\n' "$*" >&2
}

# fail CODE LINE
fail() {
  say "${0##*/}: $2"
  exit "$1"
}

need_swift() {
  command -v swift >/dev/null 2>&1 ||
    fail 69 "swift: not found in PATH; install the Swift toolchain, 6.2 or newer (https://www.swift.org/install)"
}

# step LINE: announces a step with the time since the script began.
step() {
  say "[$(printf '%d:%02d' $((SECONDS / 60)) $((SECONDS % 60)))] $*"
}
