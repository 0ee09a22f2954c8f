#!/usr/bin/env python3
"""Latent semantic features of made-up texts: ours beside scikit-learn's, each in a process of its own.

Started by lsa.sh: lsa.py TEXTS DIMENSIONS THREADS. The peers get tf-idf as ours is by definition (TfidfVectorizer's default). Theirs are
checked against ours: singular values are the lengths of the columns of the features.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time

import numpy as np

PEER = """
import resource, sys, time
import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
start = time.perf_counter()
texts = [line.rstrip("\\n").split("\\t")[-1] for line in open(sys.argv[1])]
matrix = TfidfVectorizer(token_pattern=r"[^\\W_]+").fit_transform(texts)
model = TruncatedSVD(int(sys.argv[2]), algorithm=sys.argv[3], random_state=1)
features = model.fit_transform(matrix)
np.save(sys.argv[4], model.singular_values_)
print(time.perf_counter() - start)
"""


def texts(count, path):
    """Words by Zipf's law, a third of them moved to words of the text's topic."""
    random = np.random.default_rng(2)
    vocabulary, topics = 2 * count, 100
    shares = 1 / np.arange(1, vocabulary + 1)
    shares /= shares.sum()
    with open(path, "w") as file:
        for number in range(count):
            words = random.choice(vocabulary, random.poisson(25) + 3, p=shares)
            own = random.random(len(words)) < 0.3
            words[own] = (words[own] * topics + random.integers(topics)) % vocabulary
            file.write(f"{number}\t" + " ".join(f"w{word}" for word in words) + "\n")


def run(command):
    """Seconds, megabytes at most, and what was printed."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    out, err = process.stdout.read(), process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command[0]} ended with {status}: {err.strip()[-300:]}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024, out + err


def main():
    count, dimensions, threads = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    with tempfile.TemporaryDirectory() as folder:
        texts(count, f"{folder}/t.tsv")
        seconds, memory, said = run(
            [os.environ["CROSSMODAL"], "features", "lsa", f"{folder}/t.tsv", "-o", f"{folder}/ours.npy", "--dimensions", dimensions])
        print(said.strip().replace(folder + "/", ""), flush=True)
        ours = np.linalg.norm(np.load(f"{folder}/ours.npy").astype(float), axis=0)
        rows = [("ours", seconds, memory, 0.0)]
        for algorithm in ("arpack", "randomized"):
            whole, memory, out = run([sys.executable, "-c", PEER, f"{folder}/t.tsv", dimensions, algorithm, f"{folder}/v.npy"])
            values = np.load(f"{folder}/v.npy")
            # The time of the work, without that of starting Python and loading its libraries.
            rows.append((f"scikit-learn, {algorithm}", float(out.split()[0]), memory, np.max(np.abs(values - ours) / ours)))
        print(f"\n| {count} texts, {dimensions} dimensions, {threads} thread(s) | seconds | MB | singular values beside ours |")
        print("|---|---:|---:|---:|")
        for name, seconds, memory, difference in rows:
            print(f"| {name} | {seconds:.2f} | {memory:.0f} | {difference:.1e} |")
        # ARPACK is exact to rounding; the default, randomized, is not and is not held to it.
        if rows[1][3] > 1e-4:
            sys.exit(65)


if __name__ == "__main__":
    main()
