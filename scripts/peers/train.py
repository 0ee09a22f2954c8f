#!/usr/bin/env python3
"""Times training, ours beside PyTorch, JAX, Keras and scikit-learn (trainers.py says how each is written).

    train.py step [SHAPE…]                       µs of a training step, one thread on one core
    train.py grid [ROWS INPUTS OUTPUTS EPOCHS]   seconds of the paper's grid by two processes, one thread each

Started by scripts/peers/train.sh, which finds the libraries. Random pairs with a linear relation; compiling and warming up
are not timed for the libraries.

Step: in each round every contender runs once, in turn; the best of ROUNDS counts. An epoch over 4,992 rows, gather of the
shuffled rows included; ours is `bench train`. A library that trains several rates of learning at once has its time divided
by their number.

Grid: every contender once. 5 hidden sizes × 3 rates × 5 folds, held-out loss after each epoch. Theirs: from a signal to warm
processes, which take (size, fold) pairs dealt out by cost, to the last loss. Ours: `crossmodal run`, from the start of the
program to finished results, with the final fits and the overlaps that come after the search. The least held-out loss, mean
over the folds, of any setting and epoch is printed for each: it must be within 3 % of ours, or the script ends with 65.
"""

import csv
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time

import trainers
import numpy as np

ROUNDS, FOLDS, PROCESSES, PROGRAMS = 3, 5, 2, ".build/release"
RATES, SIZES = [0.01, 0.001, 0.0001], [64, 128, 256, 512, 1024]
SHAPES = ["2048-1024-300", "2048-256-300", "300-1024-2048", "64-256-2048", "128-512-64", "128-64-64",
          "128-256x3-64", "128-256x5-64"]


def pairs(rows, inputs, outputs):
    random = np.random.default_rng(1)
    x = random.standard_normal((rows, inputs), dtype=np.float32)
    relation = random.standard_normal((inputs, outputs), dtype=np.float32) / np.float32(inputs ** 0.5)
    return x, x @ relation + np.float32(0.5) * random.standard_normal((rows, outputs), dtype=np.float32)


def orders(rows, epochs):
    random = np.random.default_rng(2)
    return np.array([random.permutation(rows) for _ in range(epochs)])


def program(name, *arguments):
    return subprocess.run(
        [f"{PROGRAMS}/{name}", *arguments], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout


def versions(contenders):
    return ", ".join(sorted({f"{one.name.split()[0]} {one.version}" for one in contenders}))


# --- step ---

def step_table(shapes):
    contenders = [make() for make in trainers.TRAINERS]
    print(f"{versions(contenders)}; one thread, batch 64, best of {ROUNDS} rounds\n")
    print("| network | ours, µs | of the limit | "
          + ", µs | ".join(one.name for one in contenders) + ", µs | times the best |")
    print("|---|" + "---:|" * (len(contenders) + 3))
    for shape in shapes:
        hidden = []
        first, *middle, last = shape.split("-")
        for part in middle:
            width, _, count = part.partition("x")
            hidden += [int(width)] * int(count or 1)
        x, y = pairs(4992, int(first), int(last))
        held = x[:64], y[:64]
        own, fraction, best = float("inf"), 0, {one.name: float("inf") for one in contenders}
        for turn in range(ROUNDS + 1):
            result = json.loads(program("bench", "train", "--shapes", shape, "--path", "fused", "--json"))["results"][0]
            own, fraction = min(own, result["seconds"]), max(fraction, result["fraction"])
            for one in contenders:
                rates = RATES if one.name == "JAX vmap" else RATES[:1]
                start = time.perf_counter()
                one.fit(x, y, held, rates, hidden, orders(len(x), 1))
                seconds = (time.perf_counter() - start) / (len(x) // trainers.BATCH) / len(rates)
                if turn > 0:
                    best[one.name] = min(best[one.name], seconds)
        times = " | ".join(f"{best[one.name] * 1e6:.0f}" for one in contenders)
        print(f"| {shape} | {own * 1e6:.1f} | {fraction:.2f} | {times} | {min(best.values()) / own:.1f} |", flush=True)


# --- grid ---

def folds(rows):
    shuffled = np.random.default_rng(3).permutation(rows)
    return [(np.setdiff1d(shuffled, part), part) for part in np.array_split(shuffled, FOLDS)]


def grid_process(make, core, work, sizes, epochs, ready, go, answers):
    os.sched_setaffinity(0, {core})
    contender = make()
    x, y = pairs(*sizes)
    parts = folds(sizes[0])

    def run(width, fold, epochs):
        train, held = parts[fold]
        return contender.fit(x[train], y[train], (x[held], y[held]), RATES, [width], orders(len(train), epochs))

    # Folds differ by a row, and each length is compiled by itself.
    warm = {(width, len(parts[fold][0])): (width, fold) for width, fold in work}
    for width, fold in warm.values():
        run(width, fold, epochs if isinstance(contender, trainers.JAX) else 1)
    ready.wait()
    go.wait()
    answers.put([(width, fold, run(width, fold, epochs)) for width, fold in work])


def grid_of(make, sizes, epochs, cores):
    """Seconds of the grid, and the least fold-mean loss."""
    context = multiprocessing.get_context("spawn")
    work, load = [[] for _ in cores], [0.0] * len(cores)
    for width, fold in sorted(((w, f) for w in SIZES for f in range(FOLDS)), reverse=True):
        place = load.index(min(load))
        work[place].append((width, fold))
        load[place] += width + 30
    ready, go, answers = context.Barrier(len(cores) + 1), context.Event(), context.Queue()
    processes = [context.Process(target=grid_process, args=(make, core, part, sizes, epochs, ready, go, answers))
                 for core, part in zip(cores, work)]
    for process in processes:
        process.start()
    ready.wait()
    start = time.perf_counter()
    go.set()
    found = [one for _ in processes for one in answers.get()]
    seconds = time.perf_counter() - start
    for process in processes:
        process.join()
    curves = {width: np.mean([losses for w, _, losses in found if w == width], axis=0) for width in SIZES}
    return seconds, float(min(np.nanmin(curve) for curve in curves.values()))


def our_grid(sizes, epochs):
    rows, inputs, outputs = sizes
    with tempfile.TemporaryDirectory() as folder:
        x, y = pairs(*sizes)
        np.save(f"{folder}/x.npy", x)
        np.save(f"{folder}/y.npy", y)
        with open(f"{folder}/grid.yaml", "w") as file:
            file.write(
                "version: 1\nname: grid\nseed: 1\ndataset:\n  name: generated\n  image: {x: {file: x.npy}}\n"
                f"  text: {{y: {{file: y.npy}}}}\nprotocol: {{kind: cross-validation, folds: {FOLDS}}}\n"
                "directions: [image-to-text]\nmodels: [nn]\nlosses: [mse]\n"
                f"grid: {{learning-rate: {RATES}, hidden-units: {SIZES}}}\ntraining: {{max-epochs: {epochs}}}\n")
        start = time.perf_counter()
        program("crossmodal", "run", f"{folder}/grid.yaml", "--study", f"{folder}/study", "--workers", str(PROCESSES))
        seconds = time.perf_counter() - start
        best = json.loads(program("crossmodal", "best", f"{folder}/study", "--json"))["cells"]
        fits = list(csv.DictReader(program("crossmodal", "results", f"{folder}/study").splitlines()))
    operations = 0
    for fit in fits:
        weights = int(fit["hidden_units"]) * (inputs + outputs)
        held = rows // FOLDS
        operations += int(fit["epochs"]) * (
            (rows - held) * (6 * weights - 2 * int(fit["hidden_units"]) * inputs) + 2 * held * weights)
    return seconds, best, operations


def grid_table(rows, inputs, outputs, epochs):
    cores = sorted(os.sched_getaffinity(0))[:PROCESSES]
    sizes = (rows, inputs, outputs)
    print(f"{rows} rows, {inputs} to {outputs}, {epochs} epochs, {PROCESSES} processes of one thread\n")
    rate = json.loads(program("bench", "peak", "--json"))["peakGFLOPS"]
    own, best, operations = our_grid(sizes, epochs)
    loss = best[0]["loss"]
    print("| | seconds | of the limit | times ours | least held-out loss |\n|---|---:|---:|---:|---:|")
    limit = operations / (PROCESSES * rate * 1e9)
    print(f"| ours | {own:.1f} | {limit / own:.2f} | 1 | {loss:.4f} |", flush=True)
    wrong = False
    for make in trainers.TRAINERS:
        seconds, least = grid_of(make, sizes, epochs, cores)
        wrong |= not abs(least - loss) <= 0.03 * loss
        print(f"| {make.name} | {seconds:.1f} | {limit / seconds:.2f} | {seconds / own:.1f} | {least:.4f} |", flush=True)
    if wrong:
        sys.exit(65)


def main():
    kind, *rest = sys.argv[1:]
    if kind == "step":
        step_table(rest or SHAPES)
    else:
        grid_table(*(int(number) for number in rest or ["1962", "128", "64", "50"]))


if __name__ == "__main__":
    main()
