#!/usr/bin/env python3
"""Writes the data files in Tests/VectorFilesTests/Golden/formats, which the tests of the file formats read.

The files come from the formats' reference implementations: numpy (npy, npz), Python's zipfile and csv, and
safetensors. What they hold stands in expected.json as float32 values.

Needs numpy and safetensors:  python3 -m venv --system-site-packages V && V/bin/pip install safetensors
Run:                          V/bin/python scripts/reference/make_format_fixtures.py
"""

import csv
import io
import json
import math
import random
import struct
import zipfile
import zlib
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.lib import format as npy
from safetensors.numpy import save_file

OUT = Path(__file__).resolve().parents[2] / "Tests" / "VectorFilesTests" / "Golden" / "formats"
expected = {}


def remember(name, array):
    expected[name] = [[float(np.float32(x)) for x in row] for row in np.asarray(array).reshape(len(array), -1)]


def sample(kind, dtype):
    """3×4 numbers that use the type's whole range."""
    if kind == "b":
        return np.array([[1, 0, 0, 1], [0, 1, 1, 0], [1, 1, 0, 0]], dtype)
    if kind in "iu":
        info = np.iinfo(dtype)
        low, high = int(info.min), int(info.max)
        return np.array([[low, high, 0, 1], [2, 3, low // 2, high // 3], [high - 1, 17, 100, low + 1]], dtype)
    info = np.finfo(dtype)
    large = min(float(info.max), 3e38)
    small = max(float(info.smallest_subnormal), 2.0**-149)
    return np.array([[0.0, -0.0, 1 / 3, -2 / 3], [large, -large, small, -small], [1.5, 0.1, 1e-5, 1000.25]], dtype)


def write_version(path, array, version):
    with open(path, "wb") as f:
        npy.write_array(f, array, version=version)


def arrays():
    for code in ["b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"]:
        for order, memory in [("<", "C"), (">", "F")]:
            if code[1] == "1" and order == ">":
                dtype, name = np.dtype(code), f"{code}-f.npy"
            else:
                dtype = np.dtype(order + code)
                name = f"{code}-{'le' if order == '<' else 'be'}-{memory.lower()}.npy"
            array = np.array(sample(code[0], dtype.newbyteorder("=")), dtype=dtype, order=memory)
            np.save(OUT / name, array)
            remember(name, array)
    plain = np.arange(6, dtype="<f4").reshape(2, 3) / 4
    for version in [(2, 0), (3, 0)]:
        name = f"version-{version[0]}.npy"
        write_version(OUT / name, plain, version)
        remember(name, plain)
    np.save(OUT / "vector.npy", plain.ravel())
    remember("vector.npy", plain.ravel())
    np.save(OUT / "refused-objects.npy", np.array([[1, "a"], [None, {}]], dtype=object), allow_pickle=True)
    np.save(OUT / "refused-text.npy", np.array([["a", "bc"]]))
    np.save(OUT / "refused-complex.npy", np.ones((2, 2), "<c8"))
    np.save(OUT / "refused-records.npy", np.zeros(2, [("a", "<f4"), ("b", "<i4")]))
    np.save(OUT / "refused-single-number.npy", np.float32(1))
    np.save(OUT / "refused-three-axes.npy", np.ones((2, 3, 2), "<f4"))
    np.save(OUT / "refused-no-rows.npy", np.ones((0, 3), "<f4"))


def check_time(path):
    """Makes sure that the archive is the same on every run: numpy stamps 1980-01-01."""
    with zipfile.ZipFile(path) as archive:
        assert all(info.date_time == (1980, 1, 1, 0, 0, 0) for info in archive.infolist()), path


class Unseekable(io.RawIOBase):
    """A sink that zipfile cannot seek in, so that sizes come after the entries."""

    def __init__(self):
        super().__init__()
        self.content = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.content += bytes(data)
        return len(data)


def npy_bytes(array):
    out = io.BytesIO()
    npy.write_array(out, array, version=(1, 0))
    return out.getvalue()


def archives():
    rng = np.random.default_rng(7)
    weights = {
        "W0": rng.standard_normal((3, 4)).astype("<f4"), "b0": rng.standard_normal(4).astype("<f4"),
        "W1": rng.standard_normal((4, 2)), "b1": np.arange(2, dtype="<i8"),
    }
    np.savez(OUT / "stored.npz", **weights)
    np.savez_compressed(OUT / "deflated.npz", **weights)
    for name in ["stored.npz", "deflated.npz"]:
        check_time(OUT / name)
        for key, array in weights.items():
            remember(f"{name}:{key}", array)
    zeros = np.zeros((100, 50), "<f4")
    np.savez_compressed(OUT / "single.npz", zeros)
    remember("single.npz", zeros)

    sink = Unseekable()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo("a.npy", (1980, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(info, "w") as f:
            f.write(npy_bytes(weights["W0"]))
    (OUT / "streamed.npz").write_bytes(sink.content)
    remember("streamed.npz", weights["W0"])

    # All sizes and offsets in zip64 fields, a layout that zipfile reads but writes only for huge archives.
    payload, name = npy_bytes(weights["W1"]), b"w.npy"
    wide = struct.pack("<HHQQ", 1, 16, len(payload), len(payload))
    crc = zlib.crc32(payload)
    local = struct.pack("<IHHHHHIIIHH", 0x04034B50, 45, 0, 0, 0, 0x21, crc, 2**32 - 1, 2**32 - 1, len(name), len(wide))
    body = local + name + wide + payload
    wide = struct.pack("<HHQQQ", 1, 24, len(payload), len(payload), 0)
    record = struct.pack(
        "<IHHHHHHIIIHHHHHII", 0x02014B50, 45, 45, 0, 0, 0, 0x21, crc, 2**32 - 1, 2**32 - 1, len(name), len(wide), 0, 0, 0, 0,
        2**32 - 1) + name + wide
    end64 = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, 1, 1, len(record), len(body))
    locator = struct.pack("<IIQI", 0x07064B50, 0, len(body) + len(record), 1)
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, 2**32 - 1, 2**32 - 1, 0)
    (OUT / "zip64.npz").write_bytes(body + record + end64 + locator + end)
    assert np.array_equal(np.load(OUT / "zip64.npz")["w"], weights["W1"])
    remember("zip64.npz", weights["W1"])


def safetensors():
    # One metadata key: the library writes several in the random order of a hash table.
    save_file(
        {"W0": np.arange(6, dtype="<f4").reshape(2, 3) / 8, "b0": np.array([0.1, -1e30, 1e-50]), "n": np.array(2.5, "<f4")},
        str(OUT / "model.safetensors"), metadata={"note": "ümlaut \"quoted\""})
    save_file({"h": np.ones(2, "<f2")}, str(OUT / "refused-half.safetensors"))
    for path in OUT.glob("*.safetensors"):  # the library makes them private
        path.chmod(0o644)


def nearest_float32(text):
    """The bits of the float32 nearest to a decimal, ties to even, by exact arithmetic."""
    value = Fraction(text)
    sign, value = (0x80000000, -value) if value < 0 else (0, value)
    if value == 0:
        return 0x80000000 if text.startswith("-") else 0
    exponent = -149
    while value / Fraction(2) ** exponent >= 2**24:
        exponent += 1
    scaled = value / Fraction(2) ** exponent
    whole = math.floor(scaled)
    rest = scaled - whole
    if rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2):
        whole += 1
    # Adding handles the carry into the exponent, subnormal numbers (exponent field 0) included.
    bits = whole if whole < 2**23 else ((exponent + 149) << 23) + whole
    return sign | min(bits, 0x7F800000)


def decimals():
    rng = random.Random(11)
    texts = ["0", "-0", "-0.0", ".5", "5.", "+1", "1e3", "1E+3", "1e-3", "0001", "1e-45", "7e-46", "7.1e-46", "3.4028235e38",
             "3.4028235677973365e38", "3.4028235677973366e38", "1e39", "1e-400", "1e400", "16777217", "16777219",
             "9007199254740993", "1.00000005960464477539062", "1.000000059604644775390625", "1.00000005960464477539063",
             "0.000000000000000000000000000000000000011754943", "123456789012345678901234567890", "1.17549421e-38"]
    for digits in [1, 3, 6, 7, 8, 9, 12, 16, 17, 18, 19, 20, 21, 25, 40]:
        for _ in range(60):
            mantissa = str(rng.randrange(10 ** (digits - 1), 10**digits))
            point = rng.randrange(0, digits + 1)
            text = rng.choice(["", "-"]) + mantissa[:point] + "." + mantissa[point:]
            texts.append(text + rng.choice(["", "", f"e{rng.randrange(-48, 40)}"]))
    for _ in range(600):  # on, just above and just below the middle between two floats
        bits = rng.randrange(1, 0x7F000000)
        low, high = (Fraction(float(np.uint32(b).view(np.float32))) for b in (bits, bits + 1))
        middle = (low + high) / 2
        text = exact_decimal(middle)
        texts += [text, text + "1" if "." in text else text + ".1"]
        texts.append(f"{float(middle):.17g}")
    with open(OUT / "decimals.csv", "w", newline="") as f:
        csv.writer(f).writerows([text, nearest_float32(text)] for text in texts)


def exact_decimal(value):
    """All digits of a fraction whose denominator is a power of two."""
    shift = value.denominator.bit_length() - 1
    digits = str(value.numerator * 5**shift).rjust(shift + 1, "0")
    return digits if shift == 0 else digits[:-shift] + "." + digits[-shift:]


def tables():
    rng = np.random.default_rng(3)
    numbers = rng.standard_normal((5, 3)).astype("<f4")
    labels = ["40 115 122", "50", "7 8", "say \"hi\", you", "two\nlines"]
    for name, separator, line_end in [("labels.csv", ",", "\r\n"), ("labels.tsv", "\t", "\n")]:
        cells = labels if separator == "," else [label.replace("\n", " ") for label in labels]
        with open(OUT / name, "w", newline="") as f:
            quoting = csv.QUOTE_MINIMAL if separator == "," else csv.QUOTE_NONE
            writer = csv.writer(f, delimiter=separator, lineterminator=line_end, quoting=quoting, quotechar='"' if separator == "," else None)
            writer.writerow(["labels", "x", "y", "z"])
            for label, row in zip(cells, numbers):
                writer.writerow([label, *(repr(float(x)) for x in row)])
        remember(name, numbers)
    np.savetxt(OUT / "savetxt.csv", numbers, delimiter=",")
    remember("savetxt.csv", numbers)


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.iterdir():
        old.unlink()
    arrays()
    archives()
    safetensors()
    decimals()
    tables()
    (OUT / "expected.json").write_text(json.dumps(expected, allow_nan=False).replace("]], ", "]],\n") + "\n")
