#!/usr/bin/env python3
"""Nets beside solved maps: runs one study for each real data set, and writes the table of docs/BASELINES.md.

    scripts/baselines.py PROGRAM DATA FOLDER

PROGRAM is the built crossmodal, DATA the folder of the real data (see its README), FOLDER keeps the studies, so that a
second run only prints. Every data set is mapped in both directions by ten maps: lin and nn with mse, each with a constant
rate as in the paper and (lin, nn) with weight decay and a cosine schedule, ridge, procrustes, cca, reduced-rank, and the
floors mean and random. About 30 minutes on 2 cores. Prints Markdown on standard output.
"""

import json
import subprocess
import sys
from pathlib import Path

# name: (image side, text side, rows that are trained on, or None for cross-validation)
SETS = {
    "iaprtc12": ("iaprtc12/TS_vis_vgg128.csv", "iaprtc12/TS_lang_biGRU.csv"),
    "wiki": (("wiki/image_sift_train.npy", "wiki/image_sift_test.npy"),
             ("wiki/text_avg_word2vec_train.npy", "wiki/text_avg_word2vec_test.npy")),
    "emoji": ("emoji/image_efficientnet_lite0_1870x1280_float16.npy", "emoji/text_minilm_words_1870x384_float16.npy"),
    "mcrae": ("concepts/mcrae/embeddings.mcrae.mcrae.npy", "concepts/mcrae/embeddings.mcrae.word2vec.npy"),
    "things": ("paired/things_glove300/visual_vice_42d.npy", "paired/things_glove300/text_glove6B_300d.npy"),
    "stamps": ("stamps/image_efficientnet_lite0_785x1280.npy", "stamps/text_minilm_785x384.npy"),
}
SOLVED = "ridge, procrustes, cca, reduced-rank, mean, random"


def source(data, files):
    if isinstance(files, tuple):
        return f"{{train: {data / files[0]}, test: {data / files[1]}}}"
    return f"{{file: {data / files}}}"


def configuration(name, data, files, variant):
    constant = variant == "constant"
    models = f"lin, nn, {SOLVED}" if constant else "lin, nn"
    decay = "" if constant else ", weight-decay: [0, 0.01, 0.1, 1, 10]"
    schedule = "" if constant else ", schedule: cosine"
    return f"""version: 1
name: {name}-{variant}
dataset:
  name: {name}
  image: {{image: {source(data, files[0])}}}
  text: {{text: {source(data, files[1])}}}
models: [{models}]
losses: [mse]
grid: {{learning-rate: [0.01, 0.001, 0.0001], hidden-units: [256], penalty: [0.01, 0.1, 1, 10, 100, 1000, 10000, 100000]{decay}}}
training: {{max-epochs: 100{schedule}}}
measures: {{k: 10, include-self: false, metrics: [cosine]}}
"""


def main(program, data, folder):
    data, folder = Path(data).resolve(), Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for name, files in SETS.items():
        for variant in ("constant", "cosine"):
            path = folder / f"{name}-{variant}.yaml"
            path.write_text(configuration(name, data, files, variant))
            study = folder / f"{name}-{variant}.study"
            done = subprocess.run([program, "run", path, "--study", study, "--workers", "2"], stderr=subprocess.PIPE, text=True)
            if done.returncode not in (0, 3):
                sys.exit(done.stderr)
            best = json.loads(subprocess.check_output([program, "best", study, "--json"]))["cells"]
            results = json.loads(subprocess.check_output([program, "results", study, "--json"]))
            finals = [row for row in results["fits"] if row["kind"] == "final"]
            for cell in best:
                own = [row for row in finals if row["cell"] == cell["cell"] and row["state"] == "finished"]
                rows.append((name, variant, cell, own))
    print("| data set | direction | map | held-out loss | R² | X,f | Y,f | hubness | setting |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name, variant, cell, own in sorted(rows, key=lambda row: (list(SETS).index(row[0]), row[2]["cell"]["direction"])):
        model = cell["cell"]["model"] + ("" if variant == "constant" else ", cosine and decay")
        mean = lambda key: sum(key(row) for row in own) / len(own) if own else float("nan")
        overlaps = lambda side: mean(lambda row: next(
            value for key, value in row.items() if key == f"{side}CosineNoSelf"))
        collapsed = " (collapsed)" if cell.get("collapsed") else ""
        print(f"| {name} | {cell['cell']['direction']} | {model} | {mean(lambda r: r['lastHeldOutLoss']):.4g} | "
              f"{cell.get('explainedVariance', float('nan')):.3f} | {overlaps('xF'):.3f} | {overlaps('yF'):.3f} | "
              f"{cell.get('hubness', float('nan')):.1f}{collapsed} | {cell.get('settingText', '')} |")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
