#!/usr/bin/env python3
"""Writes the data files in Tests/VectorFilesTests/Golden/containers: texts, half precision, layers, packed files, and files
of formats that are named and not read, each from its own library. What they hold stands in the tests: it is a few numbers.

Needs numpy, scipy, safetensors, ml_dtypes, pandas and pyarrow:
    python3 -m venv V && V/bin/pip install numpy scipy safetensors ml_dtypes pandas pyarrow
Run:                          V/bin/python scripts/reference/make_container_fixtures.py
"""

import gzip
import io
import json
import pickle
import struct
import tarfile
import zipfile
from pathlib import Path

import ml_dtypes
import numpy as np
import pandas as pd
import scipy.sparse
from safetensors.numpy import save_file

OUT = Path(__file__).resolve().parents[2] / "Tests" / "VectorFilesTests" / "Golden" / "containers"

# 3×4 numbers that bfloat16 and float16 hold.
NUMBERS = np.array([[0.5, -1.25, 3, 0], [2, -0.0078125, 100, 1], [-7, 8, 0.25, -64]], "<f4")
NAMES = ["a", "żółw", "long name"]
CUBE = np.arange(24, dtype="<f4").reshape(2, 3, 4)
TABLE = "id,x,y\na,1,2\nb,3,4.5\n"


def read():
    np.save(OUT / "bf16.npy", NUMBERS.astype(ml_dtypes.bfloat16))
    np.save(OUT / "text.npy", np.array(NAMES))
    np.save(OUT / "text-big-endian.npy", np.array(NAMES, dtype=">U9"))
    np.save(OUT / "bytes.npy", np.array([name.encode() for name in NAMES]))
    np.save(OUT / "layers.npy", CUBE)
    np.save(OUT / "layers-f.npy", np.asfortranarray(CUBE.astype(">f8")))
    np.save(OUT / "axis.npy", NUMBERS.reshape(3, 1, 4))
    tensors = {
        "half": NUMBERS.astype("<f2"), "brain": NUMBERS.astype(ml_dtypes.bfloat16), "labels": np.array([3, 1, 2], "<i8"),
        "flags": np.array([[True, False], [False, True]]), "cube": CUBE, "small": np.array([1, 2], ml_dtypes.float8_e4m3fn),
    }
    save_file(tensors, str(OUT / "mixed.safetensors"))
    (OUT / "mixed.safetensors").chmod(0o644)
    objects = np.empty(2, object)
    np.savez_compressed(OUT / "mixed.npz", features=NUMBERS, names=np.array(NAMES), things=objects)
    members = [gzip.compress(part.encode(), mtime=0) for part in (TABLE[:9], TABLE[9:])]
    (OUT / "two-members.csv.gz").write_bytes(b"".join(members))
    (OUT / "packed.npy.gz").write_bytes(gzip.compress((OUT / "axis.npy").read_bytes(), mtime=0))
    (OUT / "utf16.csv").write_bytes(b"\xff\xfe" + TABLE.replace("a,", "ż🐢,").encode("utf-16-le"))
    (OUT / "utf16-be.csv").write_bytes(b"\xfe\xff" + TABLE.replace("a,", "ż🐢,").encode("utf-16-be"))
    (OUT / "utf16-without-mark.csv").write_bytes(TABLE.encode("utf-16-le"))


def named():
    scipy.sparse.save_npz(OUT / "sparse.npz", scipy.sparse.csr_matrix(NUMBERS))
    frame = pd.DataFrame(NUMBERS, columns=list("abcd"))
    frame.to_parquet(OUT / "table.parquet")
    frame.to_feather(OUT / "table.feather")
    (OUT / "frame.pkl").write_bytes(pickle.dumps(frame, protocol=4))
    (OUT / "array.pkl").write_bytes(pickle.dumps(NUMBERS, protocol=2))
    (OUT / "rows.json").write_text(json.dumps(NUMBERS.tolist()))
    (OUT / "objects.json").write_text(json.dumps([{"id": "a", "tags": "[x", "vector": [1.5, 2]}], indent=1))
    (OUT / "lines.jsonl").write_text('{"id": "a", "vector": [1.5, 2]}\n{"id": "b", "vector": [1, 2]}\n')
    (OUT / "words.json").write_text(json.dumps({"cat": [1.5, 2], "dog": [1, 2]}))
    with zipfile.ZipFile(OUT / "other.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo("a.csv"), TABLE)
    with zipfile.ZipFile(OUT / "book.xlsx", "w") as archive:
        for name in ["[Content_Types].xml", "xl/workbook.xml"]:
            archive.writestr(zipfile.ZipInfo(name), "<x/>")
    with tarfile.open(OUT / "files.tar", "w", format=tarfile.USTAR_FORMAT) as archive:
        info = tarfile.TarInfo("a.csv")
        info.size = len(TABLE)
        archive.addfile(info, io.BytesIO(TABLE.encode()))
    header = bytearray(352)
    struct.pack_into("<i", header, 0, 348)
    header[344:348] = b"n+1\0"
    (OUT / "scan.nii.gz").write_bytes(gzip.compress(bytes(header) + bytes(16), mtime=0))


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.iterdir():
        old.unlink()
    read()
    named()
