#!/usr/bin/env python3
"""Seconds of the processor and memory for 10^3 to 10^6 rows of 300 columns, one thread; started by growth.sh.

Whole commands, files included. A search of all rows grows with the square: from 100,000 rows on SAMPLE of them are searched among all, and
the time of all is what as many such samples would take, halved, because in a search of all rows a product serves both its rows.
compare, which keeps ranks of all pairs, ends at 10,000 rows. Exponents are those of the last two sizes.
"""

import os
import subprocess
import sys
import tempfile

import numpy as np

SIZES, COLUMNS, SAMPLE, MOST_COMPARED, MOST_TEXT = [1000, 10_000, 100_000, 1_000_000], 300, 2000, 10_000, 100_000
POPULATION, DRAWN, DRAWS = 20_000, 1000, 2000


def run(*arguments):
    """Seconds of the processor and megabytes of one command."""
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen([os.environ["CROSSMODAL"], *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        if status != 0:
            errors.seek(0)
            sys.exit(f"crossmodal {' '.join(map(str, arguments))} ended with {status}: {errors.read().decode()[-300:]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def normal(path, rows, columns, seed, near=None, noise=0.0):
    """Random rows, or rows near to those of another file, written a part at a time."""
    random = np.random.default_rng(seed)
    other = np.load(near, mmap_mode="r") if near else None
    out = np.lib.format.open_memmap(path, "w+", np.float32, (rows, columns))
    for start in range(0, rows, 10_000):
        part = random.standard_normal(out[start:start + 10_000].shape, dtype=np.float32)
        out[start:start + 10_000] = part if other is None else other[start:start + 10_000] + noise * part
    out.flush()


def write_text(path, numbers, rows):
    """A table of as many rows, the given ones again and again."""
    lines = "".join(",".join(f"{number:.6g}" for number in row) + "\n" for row in numbers)
    with open(path, "w") as file:
        for _ in range(rows // len(numbers)):
            file.write(lines)


def grow(folder):
    results = {"search of all rows": {}, f"search of {SAMPLE:,} among all": {}, "compare, 20 alignments": {}, "import of a table": {}, "map": {}}
    all_rows, sampled, compared, imported, mapped = results.values()
    normal(f"{folder}/x.npy", 1000, COLUMNS, 1)
    normal(f"{folder}/y.npy", 1000, 64, 2)
    run("train", f"{folder}/x.npy", f"{folder}/y.npy", "-o", f"{folder}/map.safetensors", "--model", "ridge", "--penalty", 1)
    normal(f"{folder}/queries.npy", SAMPLE, COLUMNS, 3)
    for rows in SIZES:
        file = f"{folder}/rows.npy"
        normal(file, rows, COLUMNS, rows)
        seconds, memory = sampled[rows] = run("neighbors", f"{folder}/queries.npy", file, "-o", f"{folder}/lists.npy")
        if rows < 100_000:
            all_rows[rows] = run("neighbors", file, "-o", f"{folder}/lists.npy")
        else:
            all_rows[rows] = seconds * rows / SAMPLE / 2, None
        mapped[rows] = run("map", f"{folder}/map.safetensors", file, "-o", f"{folder}/mapped.npy")
        if rows <= MOST_COMPARED:
            normal(f"{folder}/other.npy", rows, COLUMNS, rows + 1)
            compared[rows] = run("compare", file, f"{folder}/other.npy", "--permutations", 20, "--threads", 1)
        if rows <= MOST_TEXT:
            write_text(f"{folder}/rows.csv", np.load(file, mmap_mode="r")[:1000], rows)
            imported[rows] = run("convert", f"{folder}/rows.csv", f"{folder}/read.npy")
            os.remove(f"{folder}/rows.csv")
        print(f"{rows:,} rows measured", file=sys.stderr, flush=True)
    return results


def table(results):
    print(f"| {COLUMNS} columns, one thread: seconds of the processor, MB | {' | '.join(f'{rows:,}' for rows in SIZES)} | exponent |")
    print("|---|" + "---:|" * (len(SIZES) + 1))
    for name, measured in results.items():
        cells = []
        for rows in SIZES:
            seconds, memory = measured.get(rows, (None, None))
            cells.append("" if seconds is None else f"{seconds:.3g} s" + (f", {memory:.0f} MB" if memory else " (estimated)"))
        last = sorted(measured)[-2:]
        exponent = np.log10(measured[last[1]][0] / measured[last[0]][0]) / np.log10(last[1] / last[0])
        print(f"| {name} | {' | '.join(cells)} | {exponent:.2f} |")


def picture(results, path):
    blocks = "\n".join(
        f"$part{number} << END\n" + "\n".join(f"{rows} {seconds}" for rows, (seconds, _) in sorted(measured.items())) + "\nEND"
        for number, measured in enumerate(results.values()))
    lines = ", ".join(f"$part{number} with linespoints lw 2 pt 7 ps 0.5 title '{name}'" for number, name in enumerate(results))
    script = f"""{blocks}
set terminal svg size 760,420 font 'sans,12' background 'white'
set output '{path}'
set logscale xy
set xlabel 'rows of {COLUMNS} columns'
set ylabel 'seconds of the processor'
set key left top
set grid
plot {lines}
"""
    subprocess.run(["gnuplot"], input=script, text=True, check=True)


def sample(folder):
    """The mean overlap of a sample among a million items, and how many intervals of smaller samples hold it."""
    items, columns = SIZES[-1], 32
    a, b = f"{folder}/a.npy", f"{folder}/b.npy"
    normal(a, items, columns, 10)
    normal(b, items, columns, 11, near=a, noise=0.5)
    seconds, memory = run("overlap", a, b, "--k", 10, "--sample", POPULATION, "--per-item", f"{folder}/items.csv")
    overlaps = np.genfromtxt(f"{folder}/items.csv", delimiter=",", names=True)
    column = [name for name in overlaps.dtype.names if "cosine" in name or "overlap" in name][0]
    overlaps = overlaps[column]
    mean, random, held = overlaps.mean(), np.random.default_rng(5), 0
    for _ in range(DRAWS):
        drawn = random.choice(overlaps, DRAWN, replace=False)
        half = 1.96 * drawn.std(ddof=1) / np.sqrt(DRAWN) * np.sqrt(1 - DRAWN / len(overlaps))
        held += abs(drawn.mean() - mean) <= half
    print(f"\n{POPULATION:,} of {items:,} items, {columns} columns, two spaces: {seconds:.1f} s of the processor, {memory:.0f} MB; mean overlap "
          f"{mean:.4f}, standard deviation of an item's {overlaps.std():.3f}; {100 * held / DRAWS:.1f} % of {DRAWS:,} intervals from "
          f"{DRAWN:,} of them hold that mean")


def main():
    with tempfile.TemporaryDirectory() as folder:
        results = grow(folder)
        table(results)
        picture(results, sys.argv[1])
        sample(folder)


if __name__ == "__main__":
    main()
