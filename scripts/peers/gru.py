#!/usr/bin/env python3
"""Seconds of a training epoch of a bidirectional GRU text encoder, ours beside PyTorch's nn.GRU, on one core.

    taskset -c 0 $(scripts/peers/environment.sh) scripts/peers/gru.py WIKI_TEXTS.tsv VECTORS.bin [CROSSMODAL]

The same texts, vocabulary, batches of 64, cut at 500 words, frozen vectors, 64 units, 10 labels, Adam, float32: the
Wikipedia training sections with word2vec vectors. PyTorch gets packed sequences, in shuffled batches as ours are, and also
sorted by length, which is the best case for it. Ours is `crossmodal encode --variant current --freeze`, and `keras1`, which
PyTorch does not have. Of every contender the least of three epochs counts. Prints one JSON document.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.update(OMP_NUM_THREADS="1", MKL_NUM_THREADS="1")

import numpy  # noqa: E402
import torch  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
LONGEST, BATCH, UNITS, EPOCHS = 500, 64, 64, 3


def read_vectors(path):
    data = Path(path).read_bytes()
    end = data.index(b"\n")
    count, dimensions = map(int, data[:end].split())
    position, vectors = end + 1, {}
    for _ in range(count):
        blank = data.index(b" ", position)
        word = data[position:blank].decode().lstrip("\n")
        vectors.setdefault(word, numpy.frombuffer(data, "<f4", dimensions, blank + 1))
        position = blank + 1 + 4 * dimensions
    return vectors


class Encoder(torch.nn.Module):
    def __init__(self, table, labels):
        super().__init__()
        self.embedding = torch.nn.Embedding.from_pretrained(table, freeze=True)
        self.gru = torch.nn.GRU(table.shape[1], UNITS, batch_first=True, bidirectional=True)
        self.output = torch.nn.Linear(UNITS, labels)

    def forward(self, texts):
        lengths = torch.tensor([len(text) for text in texts])
        padded = torch.nn.utils.rnn.pad_sequence(texts, batch_first=True)
        packed = torch.nn.utils.rnn.pack_padded_sequence(
            self.embedding(padded), lengths, batch_first=True, enforce_sorted=False)
        _, last = self.gru(packed)
        return self.output(last.mean(0))


def torch_seconds(texts, targets, table, batches):
    torch.manual_seed(1)
    model = Encoder(table, int(targets.max()) + 1)
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=1e-3)
    times = []
    for _ in range(EPOCHS):
        started = time.perf_counter()
        for rows in batches:
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(model([texts[row] for row in rows]), targets[rows])
            loss.backward()
            optimizer.step()
        times.append(time.perf_counter() - started)
    return min(times)


def our_seconds(program, tsv, vectors, rows, variant):
    with tempfile.TemporaryDirectory() as folder:
        result = subprocess.run(
            [program, "encode", tsv, "--labels", tsv, "--header", "--column", "5", "--train-rows", f"1-{rows}",
             "--embeddings", vectors, "--freeze", "--variant", variant, "--held-out", "0", "--epochs", str(EPOCHS),
             "--longest", str(LONGEST), "--batch-size", str(BATCH), "--units", str(UNITS),
             "-o", Path(folder) / "features.npy"],
            check=True, capture_output=True, text=True)
    return min(float(x) for x in re.findall(r"^epoch .*, ([0-9.]+) s$", result.stderr, re.M))


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    torch.set_num_threads(1)
    tsv, path = sys.argv[1:3]
    program = sys.argv[3] if len(sys.argv) > 3 else ROOT / ".build/release/crossmodal"
    vectors = read_vectors(path)
    records = [line.rstrip("\n").split("\t") for line in open(tsv, encoding="utf-8")][1:]
    records = [record for record in records if record[0] == "train"]
    words = [re.findall(r"[^\W_]+", record[-1].lower()) for record in records]
    known = {word: place for place, word in enumerate(sorted({w for text in words for w in text} & vectors.keys()))}
    table = torch.tensor(numpy.stack([vectors[word] for word in known]))
    texts = [torch.tensor([known[w] for w in text if w in known][:LONGEST]) for text in words]
    targets = torch.tensor([int(record[4]) - 1 for record in records])
    order = torch.randperm(len(texts), generator=torch.Generator().manual_seed(1)).tolist()
    shuffled = [order[i:i + BATCH] for i in range(0, len(order), BATCH)]
    by_length = sorted(range(len(texts)), key=lambda row: len(texts[row]))
    sorted_batches = [by_length[i:i + BATCH] for i in range(0, len(by_length), BATCH)]
    ours = {variant: our_seconds(program, tsv, path, len(texts), variant) for variant in ("current", "keras1")}
    shuffled_time = torch_seconds(texts, targets, table, shuffled)
    sorted_time = torch_seconds(texts, targets, table, sorted_batches)
    print(json.dumps({
        "texts": len(texts), "words": sum(map(len, texts)), "vocabulary": len(known), "torch": torch.__version__,
        "secondsOurs": ours["current"], "secondsOursKeras1": ours["keras1"], "secondsTorch": shuffled_time,
        "secondsTorchSortedByLength": sorted_time, "speedup": shuffled_time / ours["current"],
        "speedupOverSorted": sorted_time / ours["current"],
    }, indent=2))


if __name__ == "__main__":
    main()
