"""Fills a study with made-up results of its search, to see how the logistics bear full journals.

    crossmodal plan CONFIG --json | python3 scripts/full_journal.py STUDY [--leave N]

The study must exist and have no results. Eight journals are written, as if eight workers had shared the fits; the last N
fits of the plan get no result. Nothing of this is ever mistaken for results: the host is called made-up.
"""

import argparse
import base64
import hashlib
import json
import pathlib
import struct
import sys

WORKERS = 8


def line(record):
    """The journal's line of a record: JSON and the first 16 digits of its SHA-256."""
    text = json.dumps(record, sort_keys=True, separators=(",", ":"))
    checksum = hashlib.sha256(text.encode()).hexdigest()[:16]
    return f'{{"record":{text},"checksum":"{checksum}"}}\n'


def curve(fit, epochs, level):
    """A rising curve of losses, another for each fit, as a journal holds it; one epoch will be chosen."""
    losses = [level - level / (epoch + 2) + (fit * 7919 % 10007) * 1e-5 for epoch in range(epochs)]
    return base64.b64encode(struct.pack(f"<{epochs}f", *losses)).decode()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("study", type=pathlib.Path)
    parser.add_argument("--leave", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=100)
    options = parser.parse_args()
    plan = json.load(sys.stdin)
    kernels = json.loads((options.study / "manifest.json").read_text())["study"]["kernels"]
    fits = [
        (cell, setting, fold)
        for cell, entry in enumerate(plan["cells"])
        for setting in range(entry["settings"])
        for fold in range(entry["fits"] // entry["settings"])
    ]
    kept = fits[: len(fits) - options.leave]
    for worker in range(WORKERS):
        name = f"made-up-{worker}"
        with open(options.study / "journals" / f"{name}.jsonl", "x") as journal:
            for number in range(worker, len(kept), WORKERS):
                cell, setting, fold = kept[number]
                journal.write(line({
                    "attempt": 1,
                    "epochs": options.epochs,
                    "fit": f"c{cell}/s{setting}/f{fold}",
                    "heldOut": curve(number, options.epochs, 1.1),
                    "host": "made-up",
                    "kernels": f"{kernels['path']}, OpenBLAS {kernels['blasVersion']} {kernels['blasKernel']}",
                    "seconds": 0.123456789 + number % 97,
                    "setting": setting,
                    "started": "2026-01-02T03:04:05Z",
                    "state": "finished",
                    "training": curve(number, options.epochs, 1),
                    "worker": name,
                }))


if __name__ == "__main__":
    main()
