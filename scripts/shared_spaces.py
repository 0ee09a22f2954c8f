#!/usr/bin/env python3
"""What the spaces of the public sets share: crossmodal compare on each pair, as the table of docs/MEASURES.md.

    python3 scripts/shared_spaces.py [CROSSMODAL] [DATA]     # default: .build/release/crossmodal, $CROSSMODAL_DATA or ../shared/data

k = 10 and 5 % of the items, cosine, without self, 200 random alignments. Pairs whose files are missing are left out and said.
"""

import json
import os
import pathlib
import subprocess
import sys

CONCEPTS = "concepts/mcrae/embeddings.mcrae"
PAIRS = [
    ("THINGS: odd-one-out, GloVe 300", "paired/things_glove300/visual_vice_42d.npy", "paired/things_glove300/text_glove6B_300d.npy"),
    ("THINGS: odd-one-out, Twitter 25", "paired/things_twitter25/visual_vice_42d.npy", "paired/things_twitter25/text_glove_twitter_25d.npy"),
    ("McRae: norms, word2vec", f"{CONCEPTS}.mcrae.npy", f"{CONCEPTS}.word2vec.npy"),
    ("McRae: norms, GloVe 840B", f"{CONCEPTS}.mcrae.npy", f"{CONCEPTS}.cc.npy"),
    ("McRae: word2vec, GloVe 840B", f"{CONCEPTS}.word2vec.npy", f"{CONCEPTS}.cc.npy"),
    ("ImageNet: MobileNet, GloVe 300", "paired/imagenet_glove300/visual_mobilenet_1024d.npy", "paired/imagenet_glove300/text_glove6B_300d.npy"),
    ("ImageNet: MobileNet, ResNet", "concepts/imagenet/mobilenet_v1_conv_preds_1000x1024.npy", "concepts/imagenet/resnet101_fc_last665_1000x665.npy"),
    ("IAPR: VGG-128, biGRU", "iaprtc12/TS_vis_vgg128.csv", "iaprtc12/TS_lang_biGRU.csv"),
    ("Wiki: SIFT, LDA", "wiki/raw_features.mat:I_tr", "wiki/raw_features.mat:T_tr"),
    ("Wiki: SIFT, mean word2vec", "wiki/image_sift_train.npy", "wiki/text_avg_word2vec_train.npy"),
    ("stamps: EfficientNet, MiniLM", "stamps/image_efficientnet_lite0_785x1280.npy", "stamps/text_minilm_785x384.npy"),
    ("emoji: EfficientNet, MiniLM", "emoji/image_efficientnet_lite0_1870x1280_float16.npy", "emoji/text_minilm_words_1870x384_float16.npy"),
]
SHOWN = ["mutual-knn", "cka-debiased", "rsa-spearman-cosine", "procrustes-similarity"]
HEAD = ["set", "items", "mutual k-NN", "calibrated", "at 5 %, calibrated", "debiased CKA", "calibrated", "RSA", "Procrustes", "calibrated", "hubness"]


def compare(program, files):
    output = subprocess.run([program, "compare", *files, "-k", "10", "-k", "5%", "--json"], check=True, stdout=subprocess.PIPE).stdout
    document = json.loads(output)
    measures = {(entry["name"], entry.get("k", 10) == 10): entry for entry in document["pairs"][0]["measures"]}
    return document["items"], measures


def cell(measures, name, key="value", digits=3, first=True):
    """A number of a measure, for the first k (10) or the other (5 % of the items)."""
    value = measures.get((name, first), {}).get(key)
    return "" if value is None else f"{value:.{digits}f}".replace("-", "−")


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else ".build/release/crossmodal"
    beside = pathlib.Path(__file__).resolve().parents[2] / "shared/data"
    data = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else os.environ.get("CROSSMODAL_DATA", beside))
    largest = 0
    print("| " + " | ".join(HEAD) + " |\n|---|" + "---:|" * (len(HEAD) - 1))
    for title, *files in PAIRS:
        if not all((data / file.split(":")[0]).exists() for file in files):
            print(f"{title}: no file", file=sys.stderr)
            continue
        items, found = compare(program, [str(data / file) for file in files])
        calibrated = [cell(found, name, "calibrated") for name in ("mutual-knn", "cka-debiased", "procrustes-similarity")]
        hubs = f"{cell(found, 'hubness-skewness-a', digits=1)}, {cell(found, 'hubness-skewness-b', digits=1)}"
        cells = [
            title, f"{items:,}", cell(found, "mutual-knn"), calibrated[0],
            cell(found, "mutual-knn", "calibrated", first=False),
            cell(found, "cka-debiased"), calibrated[1], cell(found, "rsa-spearman-cosine"),
            cell(found, "procrustes-similarity"), calibrated[2], hubs,
        ]
        print("| " + " | ".join(cells) + " |", flush=True)
        largest = max([largest] + [entry["p"] for (name, _), entry in found.items() if name in SHOWN and "p" in entry])
    print(f"largest p of these measures: {largest:.3f}", file=sys.stderr)


if __name__ == "__main__":
    main()
