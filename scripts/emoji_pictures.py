#!/usr/bin/python3
"""Write the pictures of the emoji data set, as the font has them.

    scripts/emoji_pictures.py OUTDIR

One PNG a row of what scripts/emoji_dataset.py makes, named by the row from 1: 0001.png. A second run does nothing.
"""

import sys
from pathlib import Path

from dataset_files import Failure, checksum, end, is_current, write, write_manifest
from emoji_dataset import FONT, PACKAGES, find_glyph, font_tables, rows_in_order


def main(arguments):
    if len(arguments) != 1:
        raise Failure(64, "usage: scripts/emoji_pictures.py OUTDIR")
    folder = Path(arguments[0])
    rows = rows_in_order()
    names = [f"{row:04}.png" for row in range(1, len(rows) + 1)]
    sources = {str(path): checksum(path) for path in (*PACKAGES, Path(__file__))}
    if is_current(folder, sources, names):
        return 0
    bitmaps, characters, ligatures = font_tables()
    folder.mkdir(parents=True, exist_ok=True)
    results = {}
    for name, row in zip(names, rows):
        glyph = find_glyph(row["points"], characters, ligatures)
        if glyph not in bitmaps:
            raise Failure(65, f"{FONT}: no picture for {row['name']}")
        results[name] = write(folder / name, bitmaps[glyph].imageData)
    write_manifest(folder, sources, results, rows=len(rows))
    return 0


if __name__ == "__main__":
    end(main)
