"""A sentence encoder in our engine beside PyTorch's: see sentences.sh. Prints one JSON document."""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MODEL, TEXTS, THREADS = sys.argv[1], sys.argv[2], int(sys.argv[3])
os.environ.update(
    OMP_NUM_THREADS=str(THREADS), MKL_NUM_THREADS=str(THREADS), HF_HUB_OFFLINE="1", TOKENIZERS_PARALLELISM="false")

import numpy  # noqa: E402
import torch  # noqa: E402
from transformers import AutoModel, AutoTokenizer  # noqa: E402

PROGRAM = os.environ["CROSSMODAL"]
REPEATS, BATCH = 5, 64


def setting(name, key, default):
    path = Path(MODEL) / name
    return json.loads(path.read_text()).get(key, default) if path.exists() else default


def theirs(texts):
    """Tokens, vectors and the least seconds, with batches of texts of like lengths: PyTorch's best case."""
    torch.set_num_threads(THREADS)
    tokenizer, model = AutoTokenizer.from_pretrained(MODEL), AutoModel.from_pretrained(MODEL).eval()
    longest = setting("sentence_bert_config.json", "max_seq_length", 512)
    modules = json.loads((Path(MODEL) / "modules.json").read_text()) if (Path(MODEL) / "modules.json").exists() else []
    normalizes = any(module["type"].endswith("Normalize") for module in modules)

    def encode():
        lengths = [len(text) for text in texts]
        order = sorted(range(len(texts)), key=lambda text: -lengths[text])
        vectors = numpy.zeros((len(texts), model.config.hidden_size), numpy.float32)
        with torch.inference_mode():
            for start in range(0, len(texts), BATCH):
                rows = order[start:start + BATCH]
                batch = tokenizer(
                    [texts[row] for row in rows], padding=True, truncation=True, max_length=longest, return_tensors="pt")
                states = model(**batch).last_hidden_state
                mask = batch["attention_mask"].unsqueeze(-1).float()
                pooled = (states * mask).sum(1) / mask.sum(1)
                vectors[rows] = (torch.nn.functional.normalize(pooled) if normalizes else pooled).numpy()
        return vectors

    encode()
    seconds = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        vectors = encode()
        seconds.append(time.perf_counter() - start)
    tokens = [tokenizer(text, truncation=True, max_length=longest)["input_ids"] for text in texts]
    return tokens, vectors, min(seconds)


def ours(table, count):
    """Tokens, vectors and the least seconds, as the command says them: without reading the model."""
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        output, written = Path(folder) / "ours.npy", Path(folder) / "tokens.txt"
        for _ in range(REPEATS):
            result = subprocess.run(
                [PROGRAM, "encode", table, "--model", MODEL, "-o", output, "--threads", str(THREADS), "--tokens", written],
                capture_output=True, text=True)
            if result.returncode:
                sys.exit(result.stderr)
            seconds.append(float(re.findall(r"tokens in ([\d.]+) s", result.stderr)[0]))
        vectors = numpy.load(output)
        tokens = [[int(token) for token in line.split()] for line in written.read_text().splitlines()]
    assert len(vectors) == len(tokens) == count, (vectors.shape, len(tokens), count)
    return tokens, vectors, min(seconds)


def neighbors(vectors, k=10):
    unit = vectors.astype(numpy.float64)
    unit /= numpy.maximum(numpy.linalg.norm(unit, axis=1, keepdims=True), 1e-30)
    scores = unit @ unit.T
    numpy.fill_diagonal(scores, -2)
    return [set(row) for row in numpy.argsort(-scores, axis=1, kind="stable")[:, :k]]


def main():
    lines = Path(TEXTS).read_text(encoding="utf-8").rstrip("\n").split("\n")
    texts = [line.split("\t")[-1] for line in lines]
    right, expected, slow = theirs(texts)
    tokens, found, fast = ours(TEXTS, len(texts))
    others = [text for text, (a, b) in enumerate(zip(right, tokens)) if a != b]
    difference = float(numpy.abs(expected - found).max())
    # Texts of the same tokens are one: which of two equal vectors comes first says nothing.
    different = sorted({tuple(row): text for text, row in reversed(list(enumerate(right)))}.values())
    shared = numpy.mean([len(a & b) / 10 for a, b in zip(neighbors(expected[different]), neighbors(found[different]))])
    print(json.dumps({
        "texts": len(texts), "threads": THREADS, "tokens": sum(map(len, right)), "texts with other tokens": others,
        "largest difference": difference, "different texts": len(different), "neighbors shared": float(shared),
        "texts a second": {"crossmodal": len(texts) / fast, "PyTorch": len(texts) / slow}, "ratio": slow / fast,
    }, indent=2))
    if others or difference > 1e-4:
        sys.exit(65)


main()
