#!/usr/bin/python3
"""README's picture: stamps with their nearest neighbors in X, in f(X) and in Y.

    scripts/neighbors_picture.py CROSSMODAL STUDY DATA OUTPUT.png

CROSSMODAL is the program, STUDY a finished run of experiments/stamps.yaml, DATA its folder data/stamps. Takes the ridge map
from pictures to captions, the stamps that its first fold has held out, and of these four that are evenly spaced in the
order of their paths: nobody chose them. A neighbor in the middle line is underlined where it comes from X, and has a line
above where it comes from Y.

Pictures: Tux Paint's stamps (Debian package tuxpaint-stamps-default), GPL version 2, by Bill Kendrick and contributors.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy
from PIL import Image, ImageDraw, ImageFont

STAMPS = Path("/usr/share/tuxpaint/stamps")
CELL = "stamps/efficientnet/minilm/image-to-text/mse/ridge"
QUERIES, NEIGHBORS = 4, 6
TILE, GAP, LINE, LABEL, TOP, EDGE = 64, 8, 82, 56, 54, 12
FROM_X, FROM_Y, INK, QUIET = "#0072b2", "#d55e00", "#1b1f24", "#667079"


def main(program, study, data, output):
    data = Path(data)
    files = (data / "files.txt").read_text().splitlines()
    captions = (data / "captions.txt").read_text().splitlines()
    with tempfile.TemporaryDirectory() as scratch:
        rows, spaces = held_out(program, study, data, Path(scratch))
        lists = {name: neighbors(program, vectors, Path(scratch)) for name, vectors in spaces.items()}
    shown = [place * len(rows) // QUERIES + len(rows) // (2 * QUERIES) for place in range(QUERIES)]
    width = LABEL + NEIGHBORS * (TILE + GAP)
    height = TOP + 3 * LINE + 14
    page = Image.new("RGB", (2 * width + 3 * EDGE + 16, (QUERIES + 1) // 2 * height + EDGE), "white")
    for place, query in enumerate(shown):
        corner = (EDGE + place % 2 * (width + EDGE + 16), EDGE + place // 2 * height)
        draw(page, corner, query, lists, lambda item: files[rows[item]], captions[rows[query]])
    # Few colors: the file stays small, and photographs stay recognizable.
    page.quantize(160, dither=Image.Dither.FLOYDSTEINBERG).save(output, optimize=True)


def held_out(program, study, data, scratch):
    """The rows that the first fold has held out, and their vectors in the three spaces."""
    subprocess.run(
        [program, "export", study, "--to", "predictions", "--cell", CELL, "-o", scratch / "maps"], check=True,
        capture_output=True)
    entries = json.loads((scratch / "maps/index.json").read_text())
    entry = next(entry for entry in entries if entry["fold"] == 0)
    rows = entry["rows"]
    return rows, {
        "X": numpy.load(data / "images.npy")[rows], "f(X)": numpy.load(scratch / "maps" / entry["file"]),
        "Y": numpy.load(data / "texts.npy")[rows],
    }


def neighbors(program, vectors, scratch):
    numpy.save(scratch / "vectors.npy", vectors)
    subprocess.run(
        [program, "neighbors", scratch / "vectors.npy", "-o", scratch / "lists.npy", "-k", str(NEIGHBORS)], check=True,
        capture_output=True)
    return numpy.load(scratch / "lists.npy")


def draw(page, corner, query, lists, file, caption):
    pen, (left, top) = ImageDraw.Draw(page), corner
    page.paste(tile(file(query), 40), (left, top))
    pen.text((left + 48, top + 11), shortened(pen, caption, 420), INK, font(16))
    mapped = set(lists["f(X)"][query])
    for line, (name, table) in enumerate(lists.items()):
        y = top + TOP + line * LINE
        pen.text((left, y + TILE // 2 - 10), name, QUIET, font(15))
        for place, neighbor in enumerate(table[query]):
            x = left + LABEL + place * (TILE + GAP)
            page.paste(tile(file(neighbor), TILE), (x, y))
            if neighbor not in mapped:
                continue
            if neighbor in lists["X"][query] and name != "Y":
                pen.rectangle((x, y + TILE + 2, x + TILE - 1, y + TILE + 5), FROM_X)
            if neighbor in lists["Y"][query] and name != "X":
                pen.rectangle((x, y - 6, x + TILE - 1, y - 3), FROM_Y)


def tile(file, side):
    picture = Image.open(STAMPS / file).convert("RGBA")
    picture.thumbnail((side - 4, side - 4), Image.LANCZOS)
    square = Image.new("RGB", (side, side), "white")
    square.paste(picture, ((side - picture.width) // 2, (side - picture.height) // 2), picture)
    return square


def font(size):
    return ImageFont.truetype("DejaVuSans.ttf", size)


def shortened(pen, text, width):
    while pen.textlength(text, font(16)) > width:
        text = text[:-2].rstrip() + "…"
    return text


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
