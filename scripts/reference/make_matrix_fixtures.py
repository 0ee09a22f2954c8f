#!/usr/bin/env python3
"""Writes the MAT and HDF5 files in Tests/ForeignFilesTests/Golden, which the tests of crossmodal-matrix read.

Version 5 and 4 come from scipy, version 7.3 and plain HDF5 from h5py. expected.json holds what the readable arrays are,
row by row, as float32 values; README.md the versions of the libraries.

Needs numpy, scipy and h5py:  python3 -m venv V && V/bin/pip install numpy scipy h5py
Run:                          V/bin/python scripts/reference/make_matrix_fixtures.py
"""

import json
import platform
import struct
from pathlib import Path

import h5py
import numpy as np
import scipy
import scipy.io
import scipy.sparse

OUT = Path(__file__).resolve().parents[2] / "Tests" / "ForeignFilesTests" / "Golden"
expected = {}
rng = np.random.default_rng(5)

# Neither symmetric nor square, so that a wrong orientation shows.
MATRIX = np.round(rng.standard_normal((3, 4)), 3)
NUMBERS = {
    "m": MATRIX,
    "single": MATRIX.astype("f4") / 3,
    "row": np.array([[1.5, -2, 3]]),
    "column": np.array([[1.5], [-2], [3]]),
    "logical": MATRIX > 0,
    **{code: np.array([[1, 2, 100], [0, 3, 4]], dtype=code) for code in ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]},
}
REFUSED = {
    "structure": {"field": MATRIX},
    "cells": np.array([MATRIX, np.ones(2)], dtype=object),
    "text": "hello",
    "sparse": scipy.sparse.csc_matrix(np.eye(3)),
    "complex": MATRIX + 1j,
    "cube": np.arange(24.0).reshape(2, 3, 4),
    "nothing": np.zeros((0, 3)),
}


def remember(name, array):
    array = np.asarray(array)
    expected[name] = [[float(np.float32(x)) for x in row] for row in array.reshape(len(array), -1)]


def fixed_header(path):
    """scipy writes the date into the header; the same bytes on every run are wanted."""
    content = bytearray(path.read_bytes())
    content[:116] = b"MATLAB 5.0 MAT-file, written by scipy".ljust(116)
    path.write_bytes(content)


def version5():
    for name, compressed in [("v5.mat", False), ("v5-compressed.mat", True)]:
        scipy.io.savemat(OUT / name, {**NUMBERS, **REFUSED}, do_compression=compressed)
        fixed_header(OUT / name)
        for key, array in NUMBERS.items():
            remember(f"{name}:{key}", array)
    scipy.io.savemat(OUT / "v4.mat", {"m": MATRIX}, format="4")
    big = struct.pack(">iiiii", 1000, 3, 4, 0, 2) + b"m\0" + MATRIX.astype(">f8").tobytes(order="F")
    (OUT / "v4-big-endian.mat").write_bytes(big)
    assert np.array_equal(scipy.io.loadmat(OUT / "v4-big-endian.mat")["m"], MATRIX)

    inner = {"numbers": MATRIX, "name": "x"}
    several = np.zeros((1, 2), [("numbers", object)])
    several["numbers"][0] = [MATRIX, MATRIX]
    for name, compressed in [("structs.mat", False), ("structs-compressed.mat", True)]:
        structs = {"S": {"numbers": MATRIX * 2, "inner": inner, "single": MATRIX.astype("f4")}, "several": several, "m": MATRIX}
        scipy.io.savemat(OUT / name, structs, do_compression=compressed)
        fixed_header(OUT / name)
        remember(f"{name}:S.numbers", MATRIX * 2)
        remember(f"{name}:S.inner.numbers", MATRIX)
        remember(f"{name}:S.single", MATRIX.astype("f4"))
        remember(f"{name}:m", MATRIX)

    # Big-endian, doubles stored as bytes, as MATLAB does with small whole numbers.
    numbers = np.arange(6).reshape(2, 3)
    flags = struct.pack(">IIII", 6, 8, 6, 0)
    shape = struct.pack(">IIii", 5, 8, 2, 3)
    name = struct.pack(">HH", 1, 1) + b"b\0\0\0"
    data = struct.pack(">II", 2, 6) + numbers.astype("u1").tobytes(order="F") + b"\0\0"
    body = flags + shape + name + data
    head = b"MATLAB 5.0 MAT-file, by hand".ljust(124) + struct.pack(">H", 0x0100) + b"MI"
    (OUT / "v5-big-endian.mat").write_bytes(head + struct.pack(">II", 14, len(body)) + body)
    assert np.array_equal(scipy.io.loadmat(OUT / "v5-big-endian.mat")["b"], numbers)
    remember("v5-big-endian.mat:b", numbers)

    scipy.io.savemat(OUT / "only.mat", {"only": MATRIX})
    fixed_header(OUT / "only.mat")
    remember("only.mat", MATRIX)

    # The header of a variable that claims 2^31-1 columns of 2^31-1 rows in a few bytes.
    shape = struct.pack("<IIii", 5, 8, 2**31 - 1, 2**31 - 1)
    body = struct.pack("<IIII", 6, 8, 6, 0) + shape + struct.pack("<HH", 1, 1) + b"h\0\0\0" + struct.pack("<II", 9, 8) + b"\0" * 8
    head = b"MATLAB 5.0 MAT-file, by hand".ljust(124) + struct.pack("<H", 0x0100) + b"IM"
    (OUT / "huge.mat").write_bytes(head + struct.pack("<II", 14, len(body)) + body)


def version73():
    path = OUT / "v73.mat"
    classes = {"float64": "double", "float32": "single", "bool": "logical"}
    with h5py.File(path, "w", userblock_size=512, libver="earliest") as f:
        for key, array in NUMBERS.items():
            # MATLAB's axes run backwards in the file.
            stored = array.astype("u1") if array.dtype == bool else array
            data = f.create_dataset(key, data=stored.T, track_times=False)
            data.attrs["MATLAB_class"] = np.bytes_(classes.get(array.dtype.name, array.dtype.name))
            if array.dtype == bool:
                data.attrs["MATLAB_int_decode"] = np.int32(1)
            remember(f"v73.mat:{key}", array)
        data = f.create_dataset("packed", data=MATRIX.T, chunks=(2, 2), compression="gzip", track_times=False)
        data.attrs["MATLAB_class"] = np.bytes_("double")
        remember("v73.mat:packed", MATRIX)
        text = f.create_dataset("text", data=np.frombuffer(b"h\0i\0", "<u2").reshape(2, 1), track_times=False)
        text.attrs["MATLAB_class"] = np.bytes_("char")
        text.attrs["MATLAB_int_decode"] = np.int32(2)
        cells = f.create_dataset("cells", data=np.array([[f["m"].ref], [f["row"].ref]], dtype=h5py.ref_dtype), track_times=False)
        cells.attrs["MATLAB_class"] = np.bytes_("cell")
        group = f.create_group("structure")
        group.attrs["MATLAB_class"] = np.bytes_("struct")
        field = group.create_dataset("field", data=MATRIX.T, track_times=False)
        field.attrs["MATLAB_class"] = np.bytes_("double")
        remember("v73.mat:structure.field", MATRIX)
        pairs = np.zeros((4, 3), [("real", "f8"), ("imag", "f8")])
        data = f.create_dataset("complex", data=pairs, track_times=False)
        data.attrs["MATLAB_class"] = np.bytes_("double")
        sparse = f.create_group("sparse")
        sparse.attrs["MATLAB_class"] = np.bytes_("double")
        sparse.attrs["MATLAB_sparse"] = np.uint64(3)
        for key, values in {"data": np.ones(3), "ir": np.arange(3, dtype="u8"), "jc": np.arange(4, dtype="u8")}.items():
            sparse.create_dataset(key, data=values, track_times=False)
    with open(path, "r+b") as f:
        f.write(b"MATLAB 7.3 MAT-file, written by h5py".ljust(116) + b"\0" * 8 + struct.pack("<H", 0x0200) + b"IM")


def hdf5():
    with h5py.File(OUT / "plain.h5", "w", libver="earliest") as f:
        def add(name, data, **options):
            f.create_dataset(name, data=data, track_times=False, **options)

        arrays = {
            "m": MATRIX, "single": MATRIX.astype(">f4"), "half": MATRIX.astype("<f2"), "logical": MATRIX > 0,
            "vector": np.arange(5.0), "group/inner": MATRIX.astype(">f8") * 2, "group/i2": NUMBERS["i2"].astype(">i2"),
            "u8": NUMBERS["u8"],
        }
        for key, array in arrays.items():
            add(key, array)
            remember(f"plain.h5:{key}", array)
        add("packed", MATRIX, chunks=(2, 2), compression="gzip", shuffle=True)
        remember("plain.h5:packed", MATRIX)
        add("scalar", 1.5)
        add("text", np.array([b"a", b"b"]))
        add("compound", np.zeros(2, [("a", "f4"), ("b", "i4")]))
        add("cube", np.arange(24.0).reshape(2, 3, 4))
        f.create_dataset("huge", shape=(10**7, 10**7), dtype="f8", chunks=(1024, 1024), track_times=False)
        f.create_dataset("elsewhere", shape=(2, 2), dtype="f8", external=[("/etc/hostname", 0, 32)], track_times=False)


def special_hdf5():
    def dataset(name, path="m", **options):
        with h5py.File(OUT / name, "w", **{"libver": "earliest", **options}) as f:
            f.create_dataset(path, data=MATRIX, track_times=False)

    dataset("block.h5", userblock_size=2048)
    remember("block.h5:m", MATRIX)
    dataset("netcdf.nc")
    remember("netcdf.nc", MATRIX)
    with h5py.File(OUT / "links.h5", "w", libver="earliest") as f:
        f.create_dataset("m", data=MATRIX, track_times=False)
        f["away"] = h5py.ExternalLink("block.h5", "m")
        f["soft"] = h5py.SoftLink("/m")
        f["softly-away"] = h5py.SoftLink("/away")
    remember("links.h5:soft", MATRIX)
    with h5py.File(OUT / "lzf.h5", "w", libver="earliest") as f:
        f.create_dataset("m", data=np.ones((40, 40)), chunks=(40, 40), compression="lzf", track_times=False)
    # The mark that a program leaves that ends without closing the file: a byte of the superblock, and its checksum.
    f = h5py.File(OUT / "open.h5", "w", libver="latest")
    f.create_dataset("m", data=MATRIX, track_times=False)
    f.flush()
    content = (OUT / "open.h5").read_bytes()
    f.close()
    (OUT / "open.h5").write_bytes(content)
    assert content[8] == 3 and content[11] & 1


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.iterdir():
        old.unlink()
    version5()
    version73()
    hdf5()
    special_hdf5()
    (OUT / "expected.json").write_text(json.dumps(expected, allow_nan=False).replace("]], ", "]],\n") + "\n")
    (OUT / "README.md").write_text(
        "# MAT and HDF5 files\n\nWritten by scripts/reference/make_matrix_fixtures.py with "
        f"Python {platform.python_version()}, numpy {np.__version__}, scipy {scipy.__version__}, "
        f"h5py {h5py.__version__} (HDF5 {h5py.version.hdf5_version}).\n")
