#!/usr/bin/env bash
# The program for machines that have nothing but glibc: one folder.
#
#   scripts/static.sh [FOLDER]        # default: dist/crossmodal
#
# FOLDER/bin holds crossmodal and crossmodal-matrix, FOLDER/lib every library that they need but glibc, FOLDER/licenses the
# licenses of all of them. Copy the folder anywhere, as to a cluster without Swift, and run FOLDER/bin/crossmodal. Prints
# what the programs are linked to, and the oldest glibc that they run with.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source scripts/bundle.sh
(($# <= 1)) || fail 64 "takes one folder at most"
folder=${1:-dist/crossmodal}
[[ ! -e $folder ]] || [[ -d $folder/bin && -d $folder/lib ]] || fail 64 "$folder: exists and is no folder of this script"

need_bundling
step "Building (the first build takes minutes)"
bundle_build crossmodal
rm -rf "$folder"
bundle_programs "$folder"
bundle_libraries "$folder" '^$' "$products/crossmodal"

step "What they are linked to"
env -i ldd "$folder/bin/crossmodal" "$folder/bin/crossmodal-matrix"
foreign=$(env -i ldd "$folder/bin/crossmodal" | awk '$2 == "=>" { print $1, $3 }' |
  grep -v " $(readlink -f "$folder")/" | grep -vE "$glibc_libraries" || true)
[[ -z $foreign ]] || fail 1 "found outside the folder: $foreign"
glibc=$(find "$folder"/bin "$folder"/lib -type f -exec readelf -VW {} + | grep -oE 'GLIBC_[0-9.]+' | sort -uV | tail -1)
env -i "$folder/bin/crossmodal" --version
step "$folder: $(du -sh "$folder" | cut -f1), needs ${glibc/_/ } or newer"
