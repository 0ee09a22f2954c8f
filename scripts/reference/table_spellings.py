"""The same 500×300 numbers as many programs write them: does the built program read the same from all?

    python3 scripts/reference/table_spellings.py [PROGRAM]      # default: .build/release/crossmodal

Needs numpy and pandas. Writes into a temporary folder, prints overlap and training loss of every spelling, and exits with 1
if one differs.
"""

import gzip
import json
import os
import subprocess
import sys
import tempfile

import numpy as np
import pandas as pd

ROWS, COLUMNS = 500, 300


def spellings(x, folder):
    """Writes every spelling; yields its name."""
    frame = pd.DataFrame(x)
    named = pd.DataFrame(x, columns=[f"f{i}" for i in range(COLUMNS)])
    words = named.set_axis([f"img_{i:04}.jpg" for i in range(ROWS)])
    order = np.random.default_rng(3).permutation(ROWS) + 1000

    def text(name, content):
        with open(os.path.join(folder, name), "w") as file:
            file.write(content)
        return name

    np.save(os.path.join(folder, "x.npy"), x)
    yield "x.npy"
    yield text("pandas.csv", frame.to_csv())
    yield text("pandas-named.csv", named.to_csv())
    yield text("pandas-no-index.csv", frame.to_csv(index=False))
    yield text("pandas-ids.csv", words.to_csv(index_label="image"))
    yield text("pandas-split.csv", named.set_axis(order).to_csv())
    quoted = lambda cells: ",".join(f'"{cell}"' for cell in cells)
    digits = lambda row: ",".join(repr(float(cell)) for cell in row)
    yield text(
        "r.csv",
        quoted([""] + [f"V{i + 1}" for i in range(COLUMNS)]) + "\n"
        + "".join(f'"{i + 1}",{digits(row)}\n' for i, row in enumerate(x)))
    np.savetxt(os.path.join(folder, "savetxt.txt"), x)
    yield "savetxt.txt"
    np.savetxt(os.path.join(folder, "savetxt-header.txt"), x, header=" ".join(f"f{i}" for i in range(COLUMNS)))
    yield "savetxt-header.txt"
    yield text("semicolon.csv", frame.to_csv(sep=";", decimal=",", index=False))
    yield text("tabs.tsv", named.to_csv(sep="\t"))
    with gzip.open(os.path.join(folder, "x.csv.gz"), "wt") as file:
        file.write(frame.to_csv())
    yield "x.csv.gz"
    with open(os.path.join(folder, "utf16.csv"), "w", encoding="utf-16") as file:
        file.write(frame.to_csv())
    yield "utf16.csv"


def main():
    program = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else ".build/release/crossmodal")
    random = np.random.default_rng(1)
    x = random.standard_normal((ROWS, COLUMNS)).astype(np.float32).astype(np.float64)
    y = (x[:, :40] + random.standard_normal((ROWS, 40))).astype(np.float32)
    seen = set()
    with tempfile.TemporaryDirectory() as folder:
        np.save(os.path.join(folder, "y.npy"), y)
        print(f"{'file':22}{'overlap':>10}  {'training loss':18}said")
        for name in spellings(x, folder):
            overlap = subprocess.run(
                [program, "overlap", name, "y.npy", "--json"], cwd=folder, capture_output=True, text=True)
            train = subprocess.run(
                [program, "train", name, "y.npy", "-o", "m.safetensors", "--epochs", "5"], cwd=folder,
                capture_output=True, text=True)
            if overlap.returncode or train.returncode:
                print(f"{name:22}{overlap.stderr.strip()} {train.stderr.strip()}")
                seen.add(name)
                continue
            value = json.loads(overlap.stdout)["overlap"]["cosine"]
            loss = train.stderr.split("training loss ")[1].split(" ")[0]
            said = overlap.stderr.strip().removeprefix(name + ": ")
            print(f"{name:22}{value:10.4f}  {loss:18}{said}")
            seen.add((value, loss))
    print(f"{len(seen)} different answers")
    sys.exit(0 if len(seen) == 1 else 1)


main()
