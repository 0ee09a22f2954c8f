"""Arrays of other libraries as the library takes them."""

from __future__ import annotations

import ctypes
import operator
from collections.abc import Mapping, Set
from numbers import Number
from typing import Any, Iterable

import numpy

from ._library import Array, shown

_TYPES = {"float16": 1, "float32": 2, "float64": 3}
# DLPack's numbers of memory that the processor reads: its own, and pinned for CUDA and ROCm.
_HOST_MEMORY = {1, 3, 11}


class Rows:
    """Rows of numbers, and the ``crossmodal_array`` that describes them; holds on to their memory."""

    def __init__(self, source: Any, name: str) -> None:
        self.numbers = numbers = as_rows(source, name)
        self.rows, self.columns = numbers.shape
        self.shape = numbers.shape
        self.array = Array(
            numbers.ctypes.data, self.rows, self.columns, numbers.strides[0], numbers.strides[1],
            _TYPES[numbers.dtype.name], name.encode("utf-8", "replace"),
        )

    @property
    def pointer(self) -> Any:
        """What a function takes."""
        return ctypes.byref(self.array)


def as_rows(source: Any, name: str) -> numpy.ndarray:
    """An array of 2 axes of float16, float32 or float64 in the byte order of the machine; copied only where it must be."""
    if hasattr(source, "toarray"):
        raise ValueError(f"{name}: is sparse; {name}.toarray() makes an array of it")
    numbers = as_array(source, name)
    kind, size = numbers.dtype.kind, numbers.dtype.itemsize
    if kind == "c":
        raise ValueError(f"{name}: Complex data not supported; real numbers are needed")
    if kind not in "fiub":
        words = {"O": "objects", "U": "texts", "S": "bytes", "M": "dates", "m": "durations"}
        raise ValueError(f"{name}: holds {words.get(kind, str(numbers.dtype))}; real numbers are needed")
    if numbers.ndim == 1:
        numbers = numbers[:, None]
    if numbers.ndim != 2:
        raise ValueError(
            f"{name}: has {numbers.ndim} axes {numbers.shape}; allowed are 2, items × dimensions")
    if kind != "f":
        # Whole numbers of 4 bytes and more are not all held by float32.
        return numbers.astype("float32" if size < 4 else "float64")
    if size > 8:
        return numbers.astype("float64")
    return numbers if numbers.dtype.isnative else numbers.astype(numbers.dtype.newbyteorder("="))


def as_array(source: Any, name: str) -> numpy.ndarray:
    """Whatever numpy makes of an array or tensor in the memory of the processor, without a copy where it can."""
    if _has_masked(source):
        raise ValueError(f"{name}: has masked entries; only finite numbers are allowed")
    if isinstance(source, numpy.ndarray):
        return numpy.asarray(source)
    if source is None:
        raise ValueError(f"{name}: None; rows of numbers are needed")
    device = getattr(source, "__dlpack_device__", None)
    if callable(device):
        try:
            kind = int(device()[0])
        except Exception as error:
            raise ValueError(f"{name}: is in no memory that can be read: {_first_line(error)}") from None
        if kind not in _HOST_MEMORY:
            raise ValueError(f"{name}: is in the memory of an accelerator; {name}.cpu() brings it to the processor")
    if hasattr(source, "detach") and hasattr(source, "cpu"):
        # A tensor of PyTorch, whose gradients numpy refuses and whose bfloat16 it does not know.
        source = source.detach()
        if "bfloat16" in str(getattr(source, "dtype", "")):
            source = source.float()
    try:
        found = numpy.asarray(source)
    except Exception as error:
        raise ValueError(f"{name}: is no array: {_first_line(error)}") from None
    if found.dtype.name == "bfloat16":
        return found.astype("float32")
    if found.dtype.kind != "O":
        return found
    try:
        if callable(device):
            return numpy.from_dlpack(source)
        if _has_numeric_columns(source):
            return source.to_numpy(dtype="float64", na_value=numpy.nan)
    except Exception as error:
        raise ValueError(f"{name}: is no array: {_first_line(error)}") from None
    return found


def _has_masked(source: Any, axes: int = 2) -> bool:
    # Also in lists of rows and of entries, whose masks numpy would not see.
    if isinstance(source, (list, tuple)):
        # By their types first, since most lists hold nothing but numbers, and many.
        may_mask = any(issubclass(kind, (list, tuple, numpy.ma.MaskedArray)) for kind in set(map(type, source)))
        return axes > 0 and may_mask and any(_has_masked(entry, axes - 1) for entry in source)
    return numpy.ma.isMaskedArray(source) and numpy.ma.is_masked(source)


def _has_numeric_columns(source: Any) -> bool:
    # Columns of pandas whose numbers may be missing (Float64, Int64) come as objects.
    types = getattr(source, "dtypes", None)
    if types is None or not hasattr(source, "to_numpy"):
        return False
    return all(getattr(kind, "kind", "O") in "fiub" for kind in (types if hasattr(types, "__iter__") else [types]))


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else repr(error)


def counts(k: Any, items: int) -> tuple[Any, int, bool]:
    """Numbers of neighbors as C takes them, how many there are, and whether there was only one that is no list."""
    single = isinstance(k, (str, bytes)) or not isinstance(k, Iterable) or getattr(k, "ndim", 1) == 0
    values = [_count(value, items) for value in ([k] if single else k)]
    if not values:
        raise ValueError("k: empty; numbers of neighbors are needed")
    return (ctypes.c_int64 * len(values))(*values), len(values), single


def _count(value: Any, items: int) -> int:
    if isinstance(value, str) and value.endswith("%"):
        try:
            share = float(value[:-1])
        except ValueError:
            share = -1.0
        if not 0 < share <= 100:
            raise ValueError(f"k {value!r}: allowed are whole numbers from 1, and percentages as '1%'")
        exact = share / 100 * items
        if exact < 1 - 1e-9:
            raise ValueError(f"k {value!r}: of {items} items this is less than one neighbor")
        return int(exact + 1e-9 + 0.5)
    return whole(value, "k")


def whole(value: Any, name: str, least: int = 1, most: int = 2**31 - 1) -> int:
    """A whole number in a range."""
    try:
        number = operator.index(value)
    except TypeError:
        number = None
    if number is None or isinstance(value, bool) or not least <= number <= most:
        raise ValueError(f"{name} {shown(value)}: allowed are whole numbers from {least} to {most}")
    return number


def number(value: Any, name: str) -> float:
    """A number."""
    if isinstance(value, bool):
        raise ValueError(f"{name} {value!r}: a number is needed")
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{name} {shown(value)}: a number is needed") from None


def flag(value: Any, name: str) -> bool:
    """True or False; not what merely counts as one of them, as the text "no"."""
    if not isinstance(value, (bool, numpy.bool_)):
        raise ValueError(f"{name} {shown(value)}: allowed are True and False")
    return bool(value)


def codes(values: Any, name: str, rows: int, known: dict[Any, int]) -> numpy.ndarray:
    """A number for each group or label; equal ones have equal numbers, also those of another call with ``known``."""
    try:
        # Neither one word nor what has no order or no values is a row after the other.
        if isinstance(values, (str, bytes, bytearray, Set, Mapping)):
            raise TypeError
        listed = list(as_array(values, name).tolist() if hasattr(values, "__array__") else values)
    except TypeError:
        raise ValueError(f"{name} {shown(values)}: one number or text for each row is needed, as a list or an array") from None
    if len(listed) != rows:
        raise ValueError(f"{name}: of {len(listed)} rows, but there are {rows}")
    found = [_code(value, f"{name}[{row}]") for row, value in enumerate(listed)]
    return numpy.array([known.setdefault(value, len(known)) for value in found], dtype=numpy.int64)


def _code(value: Any, name: str) -> Any:
    plain, is_masked = value, numpy.ma.is_masked(value)
    if hasattr(value, "item") and not is_masked:
        # Tensors are equal only to themselves, so that each would be a group of its own.
        try:
            plain = value.item()
        except (TypeError, ValueError, RuntimeError):
            pass
    if is_masked or _is_missing(plain):
        raise ValueError(f"{name} is missing; every row needs a number or text, or is to be left out")
    if not isinstance(plain, (str, bytes, Number)):
        raise ValueError(f"{name} is of type {type(value).__name__}; one number or text for each row is needed")
    return plain


def _is_missing(value: Any) -> bool:
    try:
        return value is None or bool(value != value)
    except (TypeError, ArithmeticError):
        # The NA of pandas and signaling decimals cannot be compared at all.
        return True
    except (ValueError, RuntimeError):
        # An array of several numbers.
        return False
