"""Files of vectors."""

from __future__ import annotations

import ctypes
import os
import warnings
from typing import Any

import numpy

from ._arrays import flag
from ._library import Call, library, path_text, word


def _option(value: Any, name: str) -> bytes | None:
    return None if value is None else word(str(value), name)


def read(
    path: Any, header: bool | None = None, id_column: Any = None, label_column: Any = None, names: bool = False
) -> Any:
    """The rows of any file of vectors that the command line reads: npy, npz, safetensors, tables, word vectors, MAT, HDF5.

    Args:
        path: the file; ``file.npz:KEY``, ``file.mat:VARIABLE``, ``file.h5:GROUP/NAME`` and ``file.npy:#3`` (a layer) name a
            part.
        header: whether the first line of a table names its columns; None: its own evidence decides.
        id_column, label_column: of a table: a name, a number from 1, or ``"none"``.
        names: also return the names of the rows, or None where the file has none.

    Returns:
        An array of rows × columns: float64 where a binary file holds float64 or wide integers, else float32. Numbers of a text
        table are rounded to float32, as in the command line; one beyond its range is an error. With ``names`` a pair of the array and a list. What the reader decided is said as warnings.

    >>> import tempfile, os
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = os.path.join(folder, "pets.csv")
    ...     _ = open(file, "w").write("pet,a,b\\ncat,1,2\\ndog,3,4\\n")
    ...     with warnings.catch_warnings():
    ...         warnings.simplefilter("ignore")
    ...         crossmodal.read(file, names=True)
    (array([[1., 2.],
           [3., 4.]], dtype=float32), ['cat', 'dog'])
    """
    answer = None if header is None else b"yes" if flag(header, "header") else b"no"
    with_names = flag(names, "names")
    table, call = ctypes.c_void_p(), Call()
    file = os.fsencode(path_text(path))
    size = os.path.getsize(file) if os.path.exists(file) else 0
    call.run(
        "table_read", file, answer, _option(id_column, "id_column"), _option(label_column, "label_column"),
        ctypes.byref(table), work=size * 100.0, keep=table,
    )
    try:
        found = call.text("table_describe", table)
        numbers = numpy.empty((found["rows"], found["columns"]), dtype=found["type"])
        call.run("table_numbers", table, numbers.ctypes.data)
    finally:
        library().crossmodal_table_free(table)
    for note in found["notes"]:
        warnings.warn(f"{path}: {note}", stacklevel=2)
    return (numbers, found.get("names")) if with_names else numbers
