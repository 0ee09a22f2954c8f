#!/usr/bin/env bash
# Gets the public data of the README's studies into data/, as far as there is a network:
#
#   scripts/fetch_data.sh [iaprtc12] [wiki] [words] [ratings]
#
# Without a word: all of them. What is there already is left alone. What cannot be fetched is said with what to do by
# hand. Files are checked against their SHA-256 where that is known. Exit codes: 0 all is there, 64 unknown word, 69 a
# needed program is missing, 74 some files are missing.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

missing=()

# fetch FILE URL SHA256 BY_HAND: gets data/FILE, checked; remembers it as missing with BY_HAND where that fails.
fetch() {
  local file=data/$1 url=$2 sum=$3 by_hand=$4 part
  if [[ -e $file ]]; then
    say "$file: is there"
    return
  fi
  if [[ -n $url ]]; then
    command -v curl >/dev/null 2>&1 || fail 69 "curl: not found; apt-get install curl"
    mkdir -p "$(dirname "$file")"
    part=$file.part
    if curl -fsSL --retry 2 --connect-timeout 10 -o "$part" "$url" 2>/dev/null; then
      if [[ $(sha256sum <"$part") == "$sum"* ]]; then
        mv "$part" "$file"
        say "$file: fetched"
        return
      fi
      say "$file: $url has other contents than those that were used here; not taken"
    fi
    rm -f "$part"
  fi
  missing+=("$file: $by_hand")
}

github=https://raw.githubusercontent.com

iaprtc12() {
  local place=gcollell/neural_cross_modal_maps/master/training_data/iaprtc by_hand
  by_hand="from the GitHub repository gcollell/neural_cross_modal_maps, folder training_data/iaprtc"
  fetch iaprtc12/TS_vis_vgg128.csv "$github/$place/TS_vis_vgg128.csv" \
    24a512787e4180d8690dc79c12af4fbb15449813929873f9cb0befbab43d0faa "$by_hand"
  fetch iaprtc12/TS_lang_biGRU.csv "$github/$place/TS_lang_biGRU.csv" \
    7147e951f2462cc82e85a2d7fa3b137278767ec5e50d8634db0d367d6218536a "$by_hand"
}

wiki() {
  local by_hand="from the Wikipedia set of Rasiwasia et al. (2010), as the README says"
  fetch wiki/raw_features.mat "$github/emanuetre/crossmodal/master/wikipedia_info/raw_features.mat" \
    ca628f765a69575e168ab29eb97f5ade12fadf47b31de1328c7ff631c7f225ae "$by_hand"
  fetch wiki/wiki_texts.tsv "" "" "a table with the column text, one article section a row, training rows first; $by_hand"
  fetch wiki/labels_train.txt "" "" "column 3 of trainset_txt_img_cat.list, one class a line; $by_hand"
  fetch wiki/labels_test.txt "" "" "column 3 of testset_txt_img_cat.list, one class a line; $by_hand"
}

words() {
  fetch words/word2vec_googlenews_8000x300.bin "" "" \
    "word2vec's GoogleNews vectors (code.google.com/archive/p/word2vec); any word2vec file will do: --set vectors.NAME.file=…"
}

ratings() {
  local place=wangshaonan/Associative-multichannel-autoencoder/master/evaluation
  local by_hand="human ratings of word pairs, two words and a number a line (docs/RATINGS.md)"
  fetch ratings/wordsim353-full.txt "$github/$place/wordsim353-full.txt" \
    7968d0b0f8851fd1932c0aa998482f12396761774769450b290f142f52942b8c "WordSim-353: $by_hand"
  fetch ratings/men-3k.txt "$github/$place/men-3k.txt" \
    3df21751d8f69d51619ec62251c045da70815f3fad27736db7c1fc99ff3bfacf "MEN: $by_hand"
  fetch ratings/simlex-999.txt "$github/$place/simlex-999.txt" \
    405394ffb7d25f6d0e3c041f87c9f27d29dc6b047506769953e85c4523b11685 "SimLex-999: $by_hand"
  fetch ratings/simverb-3500.txt "$github/$place/simverb-3500.txt" \
    8f9ca9207a64ff8f9946bbf4d420241a4b1a37b5b63a444d8af87c3db1a6819f "SimVerb-3500: $by_hand"
  fetch ratings/semsim.txt "$github/$place/semsim.txt" \
    be4abc5ced31bed2b9ef05da2a7a6bc492921f6fd44d5c8efdaa9453fe1133a7 "SemSim: $by_hand"
  fetch ratings/vissim.txt "$github/$place/vissim.txt" \
    d98c4e383193469ca0fec30f3a8d38abfd2830ee367bfc94a11d8bb455710c32 "VisSim: $by_hand"
}

(($# > 0)) || set -- iaprtc12 wiki words ratings
for word in "$@"; do
  case $word in
  iaprtc12 | wiki | words | ratings) ;;
  *) fail 64 "unknown word '$word'; allowed: iaprtc12, wiki, words, ratings" ;;
  esac
done
for word in "$@"; do "$word"; done

if ((${#missing[@]} > 0)); then
  say "Not here; put them there by hand:"
  printf '  %s\n' "${missing[@]}" >&2
  exit 74
fi
