#!/usr/bin/python3
"""Turn Tux Paint's stamps into an image-text data set of row-aligned files.

    scripts/stamps_dataset.py OUTDIR

The Debian package tuxpaint-stamps-default has small photographs and drawings with a sentence each, translated into dozens of
languages. Rows are the pictures with a caption, in the order of their paths; pictures that are the mirrored copy of another
are left out. Writes, a row each:

    files.txt       paths of the pictures below /usr/share/tuxpaint/stamps
    captions.txt    the captions in English; names.txt the same, as names of the atlas
    languages.tsv   the captions in English, German, French and Spanish, a column each, with a header
    themes.txt      the theme: the first folder of the path
    atlas.png       the pictures, 32 × 32, 50 a line, for the report's page

and sentences.tsv: 1,000 captions in twelve languages, each after its language, then long, empty and emoji texts, to try an
encoder on.

The stamps are free software: the package is under the GPL, version 2; files of single pictures are in the public domain.

Exit codes: 0 done, 64 usage, 65 content that is not understood, 69 a Debian package is missing, 74 a file cannot be written.
"""

import collections
import hashlib
import sys
from pathlib import Path

from dataset_files import Failure, checksum, end, is_current, say, write, write_manifest
from small_pictures import encode_atlas, thumbnail

STAMPS = Path("/usr/share/tuxpaint/stamps")
PACKAGE = "tuxpaint-stamps-default"
LANGUAGES = {"en": "en", "de": "de", "fr": "fr", "es": "es"}
MANY = ["en", "de", "fr", "es", "it", "ru", "el", "ja", "ko", "hi", "ar", "zh_CN"]
RESULTS = ["files.txt", "captions.txt", "names.txt", "languages.tsv", "themes.txt", "atlas.png", "sentences.tsv"]


def main(arguments):
    if len(arguments) != 1:
        raise Failure(64, "usage: scripts/stamps_dataset.py OUTDIR")
    folder = Path(arguments[0])
    if not STAMPS.is_dir():
        raise Failure(69, f"{STAMPS}: missing; install the Debian package {PACKAGE}")
    pictures = sorted(path for path in STAMPS.rglob("*.png") if path.with_suffix(".txt").exists())
    sources = {
        "script": checksum(Path(__file__)),
        "stamps": hashlib.sha256("".join(f"{path} {path.stat().st_size}\n" for path in pictures).encode()).hexdigest(),
    }
    if is_current(folder, sources, RESULTS):
        say(f"{folder}: complete and current, nothing to do")
        return 0
    mirrored = [path for path in STAMPS.rglob("*.png") if path.stem.endswith("_mirror")]
    rows = [path for path in pictures if path not in mirrored]
    captions = [captions_of(path) for path in rows]
    report(rows, captions, mirrored)
    folder.mkdir(parents=True, exist_ok=True)
    english = [caption["en"] for caption in captions]
    table = ["\t".join(LANGUAGES)] + ["\t".join(row.get(name, row["en"]) for name in LANGUAGES) for row in captions]
    contents = {
        "files.txt": lines(path.relative_to(STAMPS).as_posix() for path in rows),
        "captions.txt": lines(english), "names.txt": lines(english), "languages.tsv": lines(table),
        "themes.txt": lines(path.relative_to(STAMPS).parts[0] for path in rows),
        "atlas.png": encode_atlas([thumbnail(path.read_bytes()) for path in rows]),
        "sentences.tsv": lines(sentences(captions)),
    }
    results = {name: write(folder / name, contents[name]) for name in RESULTS}
    write_manifest(folder, sources, results, rows=len(rows))
    return 0


def lines(texts):
    return "".join(text + "\n" for text in texts).encode()


def captions_of(path):
    """Captions by language: the first line is English, others begin with fr.utf8=."""
    first, *others = path.with_suffix(".txt").read_text(encoding="utf-8").split("\n")
    captions = {"en": first.strip()}
    for line in others:
        language, mark, text = line.partition(".utf8=")
        if mark and text.strip():
            captions[language.strip()] = " ".join(text.split())
    if not captions["en"]:
        raise Failure(65, f"{path.with_suffix('.txt')}: its first line is no caption")
    return captions


def sentences(captions):
    """1,000 captions, the languages in turn, and texts that are long, empty or of emoji."""
    texts = []
    for place in range(3 * len(captions)):
        row, language = captions[place % len(captions)], MANY[(place + place // len(captions)) % len(MANY)]
        if language in row and len(texts) < 1000:
            texts.append(f"{language}\t{row[language]}")
    long = [" ".join(caption["en"] for caption in captions[start:start + 60]) for start in (0, 200, 400)]
    odd = long + ["", " ", "...", "👩‍🚀🚀", "🐈 cat 🐕", "😀" * 300, "ﬁ ｆｕｌｌ ＷＩＤＴＨ", "naïve café coöperate"]
    return texts + [f"odd\t{text}" for text in odd]


def report(rows, captions, mirrored):
    """Rows, themes, and what repeats, for people."""
    themes = {path.relative_to(STAMPS).parts[0] for path in rows}
    say(f"{len(rows)} stamps in {len(themes)} themes; {len(mirrored)} mirrored pictures left out")
    for what, keys in [
        ("captions", [caption["en"] for caption in captions]),
        ("pictures", [checksum(path) for path in rows]),
    ]:
        counts = collections.Counter(keys)
        most = [key for key, count in counts.most_common(3) if count > 1]
        repeated = sum(count - 1 for count in counts.values())
        examples = "; ".join(f"{key!r} {counts[key]} times" for key in most) if what == "captions" else ""
        say(f"repeated {what}: {repeated} rows repeat an earlier one" + (f" ({examples})" if examples else ""))
    for name in LANGUAGES:
        missing = sum(name not in caption for caption in captions)
        same = sum(name != "en" and caption.get(name) == caption["en"] for caption in captions)
        if missing or same:
            say(f"captions in {name}: {missing} missing, for which the English one stands, {same} equal to the English one")


if __name__ == "__main__":
    end(main)
