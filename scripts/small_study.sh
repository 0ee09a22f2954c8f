# Shared by the scripts that try studies out: source it after lib.sh, with `crossmodal` set.

# small_study DIRECTORY EPOCHS: makes a data set and the configuration small.yaml of 220 short fits.
small_study() {
  awk -v image="$1/image.csv" -v text="$1/text.csv" 'BEGIN {
    srand(7)
    for (i = 0; i < 300; i++) {
      line = ""
      for (j = 0; j < 8; j++) { x[j] = rand() * 2 - 1; line = line (j ? "," : "") x[j] }
      print line > image
      line = ""
      for (j = 0; j < 6; j++) line = line (j ? "," : "") (x[j] * x[j + 1] + rand() / 10)
      print line > text
    }
  }'
  cat >"$1/small.yaml" <<END
version: 1
name: small
seed: 5
dataset:
  name: made-up
  image: {square: {file: image.csv}}
  text: {products: {file: text.csv}}
protocol: {kind: cross-validation, folds: 5}
models: [lin, nn]
losses: [mse, {max-margin: {margin: [0.5, 1]}}]
grid: {learning-rate: [0.01, 0.001], hidden-units: [8, 16]}
training: {batch-size: 64, max-epochs: $2}
measures: {k: 3}
END
}

# stable_results STUDY: its results without the last five columns, which may differ.
stable_results() {
  "$crossmodal" results "$1" | sed -E 's/(,[^,]*){5}$//'
}

# twice FILE: names that appear in more than one row of results; of a study of ratings, with the ratings.
twice() {
  "$python" -c 'import collections, csv, sys
rows = csv.DictReader(open(sys.argv[1], newline="", encoding="utf-8"))
names = collections.Counter(row["fit"] if "fit" in row else row["row"] + " " + row["ratings"] for row in rows)
print(*(name for name, count in names.items() if count > 1), sep="\n", end="")' "$1"
}

# compare_results STUDY FILE: the study's results must be those in FILE, each fit once.
compare_results() {
  local found=${2%.csv}.found.csv names
  stable_results "$1" >"$found"
  names=$(twice "$found") || fail 1 "$1: its results have no names"
  [[ -z $names ]] || fail 1 "$1: appears more than once in the results: ${names%%$'\n'*}"
  cmp "$found" "$2" >&2 || fail 1 "$1: the results differ from those of the uninterrupted run"
}
