"""Fills a study with made-up results of its search, to see how the logistics bear full journals.

    crossmodal plan CONFIG --json | python3 scripts/full_journal.py STUDY [--leave N]

The study must exist and have no results. Eight journals are written, as if eight workers had shared the fits; the last N
fits of the plan get no result. Cells come from the plan, settings from the study's configuration.yaml, which has every
default filled in and each list on one line. Nothing of this is ever mistaken for results: the host is called made-up.
"""

import argparse
import base64
import hashlib
import json
import pathlib
import re
import struct
import sys

WORKERS = 8
# What does not stand in a setting's name, by option.
USUAL = {
    "dropout": "0", "activation": "relu", "reduction": "sum", "negative-side": "input", "negative": "random",
    "distance": "euclidean",
}


def line(record):
    """The journal's line of a record: JSON and the first 16 digits of its SHA-256."""
    text = json.dumps(record, sort_keys=True, separators=(",", ":"))
    checksum = hashlib.sha256(text.encode()).hexdigest()[:16]
    return f'{{"record":{text},"checksum":"{checksum}"}}\n'


def curve(fit, epochs, level):
    """A rising curve of losses, another for each fit, as a journal holds it; one epoch will be chosen."""
    losses = [level - level / (epoch + 2) + (fit * 7919 % 10007) * 1e-5 for epoch in range(epochs)]
    return base64.b64encode(struct.pack(f"<{epochs}f", *losses)).decode()


def items(text):
    """The values of '[1, 2.5]', or the one value."""
    return text.strip("[]").split(", ")


def losses(configuration):
    """By loss, the options that its variants have, as a setting's name lists them."""
    found = {}
    for entry in re.search(r"^losses:((?:\n  - .*)+)", configuration, re.MULTILINE)[1].split("\n  - ")[1:]:
        name, _, options = entry.partition(": ")
        options = dict(re.findall(r"([a-z-]+): (\[[^]]*\]|[^,}]+)", options))
        margins = [[("margin", margin)] for margin in items(options.pop("margin"))] if "margin" in options else [[]]
        found[name] = [margin + list(options.items()) for margin in margins]
    return found


def settings(configuration, cell):
    """The names of a cell's settings, in the order of the grid."""

    def axis(name):
        return items(re.search(rf"^  {name}: (.*)", configuration, re.MULTILINE)[1])

    hidden = [[]] if cell["model"] == "lin" else [
        [("units", units), ("dropout", dropout), ("activation", activation)]
        for units in axis("hidden-units")
        for dropout in axis("dropout")
        for activation in axis("activation")
    ]
    return [
        ",".join(f"{key}={value}" for key, value in [("lr", rate), *layers, *loss] if USUAL.get(key) != value)
        for loss in losses(configuration)[cell["loss"]]
        for rate in axis("learning-rate")
        for layers in hidden
    ]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("study", type=pathlib.Path)
    parser.add_argument("--leave", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=100)
    options = parser.parse_args()
    plan = json.load(sys.stdin)
    kernels = json.loads((options.study / "manifest.json").read_text())["study"]["kernels"]
    computed = "{path} {vectorBits}, OpenBLAS {blasVersion} {blasKernel}".format(**kernels)
    configuration = (options.study / "configuration.yaml").read_text(encoding="utf-8")
    fits = []
    for cell in plan["cells"]:
        names = settings(configuration, cell)
        if len(set(names)) != cell["settings"]:
            sys.exit(f"full_journal.py: {len(set(names))} names for {cell['settings']} settings of {cell}")
        place = "/".join(cell[part] for part in ("dataset", "image", "text", "direction", "loss", "model"))
        folds = range(cell["fits"] // cell["settings"])
        fits += [f"{place}/{name}/fold={fold}" for name in names for fold in folds]
    kept = fits[: len(fits) - options.leave]
    for worker in range(WORKERS):
        name = f"made-up-{worker}"
        with open(options.study / "journals" / f"{name}.jsonl", "x") as journal:
            for number in range(worker, len(kept), WORKERS):
                journal.write(line({
                    "attempt": 1,
                    "host": "made-up",
                    "kernels": computed,
                    "result": {
                        "epochs": options.epochs,
                        "heldOut": curve(number, options.epochs, 1.1),
                        "training": curve(number, options.epochs, 1),
                    },
                    "seconds": 0.123456789 + number % 97,
                    "started": "2026-01-02T03:04:05Z",
                    "state": "finished",
                    "unit": kept[number],
                    "worker": name,
                }))


if __name__ == "__main__":
    main()
