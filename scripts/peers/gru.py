#!/usr/bin/env python3
"""Seconds of a training epoch of a bidirectional GRU text encoder, ours beside PyTorch's nn.GRU, on one core.

    python3 -m venv .venv && .venv/bin/pip install torch numpy
    taskset -c 0 .venv/bin/python scripts/peers/gru.py WIKI_TEXTS.tsv VECTORS.bin

The same texts, vocabulary, batches of 64, cut at 500 words, frozen vectors, 64 units, 10 labels, Adam, float32: the Wikipedia
sections with word2vec vectors. PyTorch gets packed sequences, with and without sorting texts of like length into batches.
Ours is `crossmodal encode --variant current --freeze`, the least epoch of those printed; PyTorch the least of three.
Prints one JSON document.
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


def epoch_seconds(texts, targets, table, batches):
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


def ours(tsv, vectors, rows):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("OPENBLAS_")}
    with tempfile.TemporaryDirectory() as folder:
        result = subprocess.run(
            [ROOT / ".build/release/crossmodal", "encode", tsv, "--header", "--labels", tsv, "--column", "5",
             "--train-rows", f"1-{rows}", "--embeddings", vectors, "--freeze", "--variant", "current", "--held-out",
             "0", "--epochs", str(EPOCHS), "-o", Path(folder) / "features.npy"],
            check=True, capture_output=True, text=True, env=environment)
    return min(float(x) for x in re.findall(r"^epoch .*, ([0-9.]+) s$", result.stderr, re.M))


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    torch.set_num_threads(1)
    tsv, path = sys.argv[1:]
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
    mine = ours(tsv, path, len(texts))
    shuffled_time = epoch_seconds(texts, targets, table, shuffled)
    sorted_time = epoch_seconds(texts, targets, table, sorted_batches)
    print(json.dumps({
        "texts": len(texts), "words": sum(map(len, texts)), "vocabulary": len(known), "torch": torch.__version__,
        "secondsOurs": mine, "secondsTorch": shuffled_time, "secondsTorchSortedByLength": sorted_time,
        "speedup": shuffled_time / mine,
    }, indent=2))


if __name__ == "__main__":
    main()
