#!/usr/bin/python3
"""Turn the emoji of this Debian machine into an image-text data set of row-aligned files.

    scripts/emoji_dataset.py OUTDIR

Sources, all Debian packages: the pictures of fonts-noto-color-emoji, the names and keywords of unicode-cldr-core, the
list, groups and subgroups of unicode-data. One row per fully qualified emoji without a skin tone, shuffled by a fixed
seed:

    pixels.npy   float32, rows x 1728: the picture on white, averaged to 24 x 24, red, green, blue of each pixel in 0...1
    words.tsv    name, then its words: short name and keywords, lower case, separated by blanks
    triples.tsv  name, then all threes of neighboring letters of its different words, and its shorter words: most stand in
                 other texts too, when a word does not
    labels.tsv   name, group, subgroup, these two with hyphens for blanks: a label is a word
    names.txt    the short name
    emoji.txt    the characters
    atlas.png    all pictures, 32 x 32 each on nothing, 50 to a line, in row order
    maps/        pixels.npy, labels.tsv, names.txt and atlas.png of all rows but the first 870: these are set aside for what
                 features learn from, and the maps of the demo see the others alone
    manifest.json  checksums of sources and results; a second run with the same sources does nothing

No file has a header line. Exit codes: 0 done, 64 command line, 65 a source cannot be understood, 69 a Debian package is
missing, 74 a file cannot be read or written.
"""

import io
import random
import re
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from dataset_files import Failure, checksum, end, is_current, say, write, write_manifest
from small_pictures import average, encode_atlas, on_white, thumbnail

FONT = Path("/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf")
EMOJI_TEST = Path("/usr/share/unicode/emoji/emoji-test.txt")
ANNOTATIONS = Path("/usr/share/unicode/cldr/common/annotations/en.xml")
DERIVED_ANNOTATIONS = Path("/usr/share/unicode/cldr/common/annotationsDerived/en.xml")
PACKAGES = {
    FONT: "fonts-noto-color-emoji",
    EMOJI_TEST: "unicode-data",
    ANNOTATIONS: "unicode-cldr-core",
    DERIVED_ANNOTATIONS: "unicode-cldr-core",
}
MAPS = "maps/"
RESULTS = ["pixels.npy", "words.tsv", "triples.tsv", "labels.tsv", "names.txt", "emoji.txt", "atlas.png"] + [
    MAPS + name for name in ("pixels.npy", "labels.tsv", "names.txt", "atlas.png")
]
SET_ASIDE = 870

SIDE = 24
SEED = 1
SKIN_TONES = range(0x1F3FB, 0x1F3FF + 1)
VARIATION_SELECTOR = 0xFE0F


def main(arguments):
    if len(arguments) != 1 or arguments[0].startswith("-"):
        if arguments in (["-h"], ["--help"]):
            print(__doc__, end="")
            return 0
        raise Failure(64, "usage: emoji_dataset.py OUTDIR")
    folder = Path(arguments[0])
    for path, package in PACKAGES.items():
        if not path.is_file():
            raise Failure(69, f"{path}: not found; install the Debian package {package}")
    sources = {str(path): checksum(path) for path in PACKAGES}
    sources["emoji_dataset.py"] = checksum(Path(__file__))
    if is_current(folder, sources, RESULTS):
        say(f"{folder}: complete and current, nothing to do")
        return 0

    require_libraries()
    rows = rows_in_order()
    add_words(rows)
    add_pictures(rows)
    report(rows)
    (folder / MAPS).mkdir(parents=True, exist_ok=True)
    results = {name: write(folder / name, encode(name, rows)) for name in RESULTS}
    write_manifest(folder, sources, results, rows=len(rows), seed=SEED)
    say(f"{folder}: {len(rows)} rows of {SIDE * SIDE * 3} pixel values")
    return 0


def require_libraries():
    for module, package in [
        ("numpy", "python3-numpy"),
        ("PIL", "python3-pil"),
        ("fontTools", "python3-fonttools"),
    ]:
        try:
            __import__(module)
        except ImportError:
            raise Failure(69, f"{sys.executable}: no module {module}; install the Debian package {package}") from None


def rows_in_order():
    """The emoji in the order of the data set."""
    rows = read_emoji_list()
    random.Random(SEED).shuffle(rows)
    return rows


def read_emoji_list():
    """The fully qualified emoji without skin tones, in the order of the standard, with group, subgroup and name."""
    rows, group, subgroup = [], None, None
    pattern = re.compile(r"^([0-9A-F ]+?) *; fully-qualified *# \S+ E\d+\.\d+ (.+)$")
    for number, line in enumerate(EMOJI_TEST.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("# group: "):
            group = line.removeprefix("# group: ").strip()
        elif line.startswith("# subgroup: "):
            subgroup = line.removeprefix("# subgroup: ").strip()
        elif "; fully-qualified" in line:
            found = pattern.match(line)
            if not found or not group or not subgroup:
                raise Failure(65, f"{EMOJI_TEST}:{number}: not an emoji under a group and a subgroup")
            points = [int(point, 16) for point in found[1].split()]
            if not any(point in SKIN_TONES for point in points):
                rows.append({"points": points, "group": group, "subgroup": subgroup, "name": found[2]})
    if not rows:
        raise Failure(65, f"{EMOJI_TEST}: no fully-qualified emoji")
    return rows


def add_words(rows):
    """The CLDR short name and the words of each row."""
    names, keywords = {}, {}
    for path in (DERIVED_ANNOTATIONS, ANNOTATIONS):
        try:
            elements = ElementTree.parse(path).iter("annotation")
        except ElementTree.ParseError as error:
            raise Failure(65, f"{path}: {error}") from None
        for element in elements:
            (names if element.get("type") == "tts" else keywords)[element.get("cp")] = element.text or ""
    for row in rows:
        # CLDR leaves the variation selector out of its keys.
        key = "".join(chr(point) for point in row["points"] if point != VARIATION_SELECTOR)
        row["name"] = names.get(key, row["name"])
        row["text"] = plain_words(row["name"] + " " + keywords.get(key, ""))
        if not row["text"]:
            raise Failure(65, f"{ANNOTATIONS}: no words for {row['name']}")


def plain_words(text):
    """Lower case, runs of letters and digits separated by blanks; apostrophes join ("o'clock"), a possessive s goes."""
    text = unicodedata.normalize("NFC", text).lower().replace("\u2019", "'")
    text = re.sub(r"'s\b", "", text).replace("'", "")
    return " ".join(re.findall(r"[^\W_]+", text))


def add_pictures(rows):
    """The averaged bitmap of each row, 24 x 24 for the data and 32 x 32 for the atlas."""
    bitmaps, characters, ligatures = font_tables()
    for row in rows:
        glyph = find_glyph(row["points"], characters, ligatures)
        if glyph not in bitmaps:
            raise Failure(65, f"{FONT}: no picture for {row['name']}")
        color, _, scale = on_white(bitmaps[glyph].imageData)
        row["pixels"] = average(color, scale, SIDE)
        row["thumbnail"] = thumbnail(bitmaps[glyph].imageData)


def font_tables():
    """Bitmaps by glyph, glyphs by character, and sequences of glyphs that are drawn as one."""
    from fontTools.ttLib import TTFont

    font = TTFont(FONT, lazy=True)
    return font["CBDT"].strikeData[0], font.getBestCmap(), ligature_table(font)


def ligature_table(font):
    """Sequences of glyphs that the font draws as one, by their first glyph, in the font's order."""
    lookups = font["GSUB"].table.LookupList.Lookup
    table = {}
    for subtable in (subtable for lookup in lookups if lookup.LookupType == 4 for subtable in lookup.SubTable):
        for first, ligatures in subtable.ligatures.items():
            table.setdefault(first, []).extend((ligature.Component, ligature.LigGlyph) for ligature in ligatures)
    return table


def find_glyph(points, characters, ligatures):
    """The one glyph that stands for the sequence, or None."""
    glyphs = [characters.get(point) for point in points if point != VARIATION_SELECTOR]
    if len(glyphs) == 1:
        return glyphs[0]
    return next((glyph for rest, glyph in ligatures.get(glyphs[0], []) if rest == glyphs[1:]), None)


def report(rows):
    """Rows, groups and duplicates, for people."""
    groups, subgroups = {row["group"] for row in rows}, {row["subgroup"] for row in rows}
    say(f"{len(rows)} emoji, {len(groups)} groups, {len(subgroups)} subgroups")
    for what, key in [
        ("name", lambda row: row["name"]),
        ("picture", lambda row: row["pixels"].tobytes()),
        ("text", lambda row: row["text"]),
    ]:
        classes = {}
        for row in rows:
            classes.setdefault(key(row), []).append(row["name"])
        same = [names for names in classes.values() if len(names) > 1]
        examples = "; ".join(" = ".join(names[:4]) for names in same[:3])
        say(
            f"duplicates of {what}: {sum(len(names) - 1 for names in same)} rows repeat an earlier one"
            + (f" ({examples}{'; ...' if len(same) > 3 else ''})" if same else "")
        )


def encode(name, rows):
    """The bytes of one result."""
    import numpy

    if name.startswith(MAPS):
        return encode(name.removeprefix(MAPS), rows[SET_ASIDE:])
    if name == "pixels.npy":
        matrix = numpy.stack([row["pixels"].ravel() for row in rows]).astype("<f4")
        stream = io.BytesIO()
        numpy.save(stream, matrix, allow_pickle=False)
        return stream.getvalue()
    if name == "atlas.png":
        return encode_atlas([row["thumbnail"] for row in rows], colors=256)
    lines = {
        "words.tsv": lambda row: f"{row['name']}\t{row['text']}",
        "triples.tsv": lambda row: f"{row['name']}\t{triples(row['text'])}",
        "labels.tsv": lambda row: "\t".join([row["name"], *(row[key].replace(" ", "-") for key in ("group", "subgroup"))]),
        "names.txt": lambda row: row["name"],
        "emoji.txt": lambda row: "".join(map(chr, row["points"])),
    }[name]
    return "".join(lines(row) + "\n" for row in rows).encode()


def triples(text):
    words = dict.fromkeys(re.findall(r"[^\W_]+", text))
    return " ".join(word[start : start + 3] for word in words for start in range(max(1, len(word) - 2)))


if __name__ == "__main__":
    end(main)
