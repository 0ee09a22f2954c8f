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
    fail 69 "swift: not found in PATH; install the Swift toolchain, 6.3 or newer (https://www.swift.org/install)"
}

# program_to_try: the path of $CROSSMODAL, or of the program built here.
program_to_try() {
  if [[ -n ${CROSSMODAL:-} ]]; then
    printf '%s\n' "$CROSSMODAL"
    return
  fi
  need_swift
  swift build -c release --product crossmodal >&2
  printf '%s/crossmodal\n' "$(swift build -c release --show-bin-path)"
}

# step LINE: announces a step with the time since the script began.
step() {
  say "[$(printf '%d:%02d' $((SECONDS / 60)) $((SECONDS % 60)))] $*"
}

# needs_update OUTPUT INPUT...: whether OUTPUT is missing or older than an INPUT.
needs_update() {
  local output=$1 input
  shift
  [[ -e $output ]] || return 0
  for input in "$@"; do
    [[ ! $input -nt $output ]] || return 0
  done
  return 1
}

# Made by emoji_dataset.py: the rows that features learn from, and the others, which maps see.
emoji_set_aside=1-870
emoji_maps=871-1870

# emoji_words CROSSMODAL WHAT OUTPUT: features of the words that the demo maps, learned on the rows that are set aside;
# WHAT is lsa64 (of letter triples, because a third of the words stand in no text that is learned from) or bigru.
emoji_words() {
  local rows=(--train-rows "$emoji_set_aside" --rows "$emoji_maps" -o "$3")
  case $2 in
    lsa64) "$1" features lsa demo/emoji/triples.tsv "${rows[@]}" --dimensions 64 ;;
    bigru)
      "$1" encode demo/emoji/words.tsv --labels demo/emoji/labels.tsv --column 3 --text-column 2 "${rows[@]}" \
        --minimum-count 1 --pooling mean --learning-rate 0.003 --epochs 60
      ;;
  esac
}
