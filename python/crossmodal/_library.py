"""libcrossmodal: where it is, what it declares, and how its functions are called."""

from __future__ import annotations

import ctypes
import json
import os
import reprlib
import threading
from ctypes import POINTER, byref, c_char_p, c_double, c_float, c_int32, c_int64, c_uint64, c_void_p
from pathlib import Path
from typing import Any, Callable

ABI_VERSION = 1
VALUE, IO, INTERRUPTED, INTERNAL = 1, 2, 3, 4

# Multiplications below which a call takes less than some ten milliseconds, so that nobody can interrupt it.
SHORT = 3e8


class Interrupted(KeyboardInterrupt):
    """A call or a run was interrupted before its end.

    A ``KeyboardInterrupt``, so that ``except Exception`` does not take it for an error.
    """


class Array(ctypes.Structure):
    """``crossmodal_array``."""

    _fields_ = [
        ("data", c_void_p), ("rows", c_int64), ("columns", c_int64), ("row_stride", c_int64),
        ("column_stride", c_int64), ("type", c_int32), ("name", c_char_p),
    ]


class FitOptions(ctypes.Structure):
    """``crossmodal_fit_options``."""

    _fields_ = [
        ("model", c_char_p), ("hidden_units", c_int64), ("activation", c_char_p), ("loss", c_char_p),
        ("margin", c_double), ("temperature", c_double), ("optimizer", c_char_p), ("learning_rate", c_double),
        ("schedule", c_char_p), ("weight_decay", c_double), ("structure_weight", c_double), ("dropout", c_double),
        ("epochs", c_int64), ("batch_size", c_int64), ("patience", c_int64), ("penalties", POINTER(c_double)),
        ("penalty_count", c_int64), ("penalty_per_target", c_int32), ("rank", c_int64), ("seed", c_uint64),
        ("shuffles", c_int32), ("held_out", POINTER(c_int64)), ("held_out_count", c_int64),
        ("dataset", c_char_p), ("cell", c_char_p), ("setting", c_char_p), ("fold", c_int64),
    ]


_TEXT = POINTER(c_void_p)
_ARRAY = POINTER(Array)

# Arguments behind the call of every function that returns a code.
_FUNCTIONS = {
    "neighbors": [_ARRAY, _ARRAY, c_int64, c_char_p, c_int64, c_int64, c_void_p, c_void_p, POINTER(c_int64)],
    "overlap": [_ARRAY, _ARRAY, POINTER(c_int64), c_int64, c_char_p, c_int32, c_int64, POINTER(c_double)],
    "distances": [_ARRAY, _ARRAY, c_char_p, c_void_p],
    "compare": [
        _ARRAY, c_int64, POINTER(c_int64), c_int64, c_char_p, c_char_p, c_int64, c_uint64, c_int64, _TEXT,
    ],
    "retrieval": [_ARRAY, _ARRAY, c_int32, c_void_p, c_void_p, c_char_p, c_int64, c_int64, _TEXT],
    "map_fit": [_ARRAY, _ARRAY, POINTER(FitOptions), POINTER(c_void_p)],
    "map_describe": [c_void_p, _TEXT],
    "map_layer": [c_void_p, c_int64, c_void_p, c_void_p],
    "map_apply": [c_void_p, _ARRAY, c_int64, c_void_p],
    "map_target": [c_void_p, _ARRAY, c_int64, c_void_p],
    "map_save": [c_void_p, c_char_p],
    "map_load": [c_char_p, POINTER(c_void_p)],
    "table_read": [c_char_p, c_char_p, c_char_p, c_char_p, POINTER(c_void_p)],
    "table_describe": [c_void_p, _TEXT],
    "table_numbers": [c_void_p, c_void_p],
}


def _place() -> Path:
    package = Path(__file__).resolve().parent
    named = os.environ.get("CROSSMODAL_LIBRARY")
    source = package.parent.parent / ".build" / "release" / "libcrossmodal-c.so"
    places = [Path(named)] if named else [package / "lib" / "libcrossmodal.so", source]
    for place in places:
        if place.exists():
            return place
    raise OSError(
        f"{places[0]}: the library of crossmodal is missing; install the wheel, or build it with scripts/wheel.sh, "
        "which needs Swift (https://www.swift.org/install)"
    )


def programs() -> Path:
    """The folder of the programs ``crossmodal`` and ``crossmodal-matrix``."""
    named = os.environ.get("CROSSMODAL_PROGRAMS")
    package = Path(__file__).resolve().parent
    own = package / "bin"
    return Path(named) if named else own if own.exists() else package.parent.parent / ".build" / "release"


def _load() -> ctypes.CDLL:
    place = _place()
    try:
        library = ctypes.CDLL(str(place))
    except OSError as error:
        raise OSError(f"{place}: cannot be loaded: {error}") from None
    library.crossmodal_abi_version.restype = c_int32
    found = library.crossmodal_abi_version()
    if found != ABI_VERSION:
        raise OSError(f"{place}: has interface {found}; this package needs {ABI_VERSION}: install both of one version")
    for name, arguments in _FUNCTIONS.items():
        function = getattr(library, "crossmodal_" + name)
        function.argtypes, function.restype = [c_void_p, *arguments], c_int32
    for name, arguments, result in [
        ("call_create", [], c_void_p), ("call_free", [c_void_p], None), ("call_stop", [c_void_p], None),
        ("call_share", [c_void_p], c_double), ("call_message", [c_void_p], c_char_p),
        ("configuration", [], c_void_p), ("programs", [c_char_p], None), ("text_free", [c_void_p], None),
        ("map_free", [c_void_p], None), ("table_free", [c_void_p], None),
        ("fit_options_default", [POINTER(FitOptions)], None),
    ]:
        function = getattr(library, "crossmodal_" + name)
        function.argtypes, function.restype = arguments, result
    library.crossmodal_programs(os.fsencode(programs()))
    return library


_loaded: ctypes.CDLL | None = None
_lock = threading.Lock()
_is_child = False


def _forked() -> None:
    # The threads of a parent do not exist in its children: those compute on one, as the number decides nothing.
    global _is_child, _lock
    _is_child, _lock = True, threading.Lock()


os.register_at_fork(after_in_child=_forked)


def library() -> ctypes.CDLL:
    """The library, loaded when it is first needed."""
    global _loaded
    if _loaded is None:
        with _lock:
            if _loaded is None:
                _loaded = _load()
    return _loaded


def thread_count(threads: int | None) -> int:
    """What the library is told: 0 for all processors."""
    if threads is None:
        return 1 if _is_child else 0
    if isinstance(threads, bool) or not hasattr(threads, "__index__") or not 1 <= threads <= 1024:
        raise ValueError(f"threads {threads!r}: allowed are 1 to 1024, and None for all processors")
    return int(threads)


class Call:
    """One ``crossmodal_call``: runs one function after the other, raises what went wrong."""

    def __init__(self) -> None:
        self._library = library()
        self._pointer = self._library.crossmodal_call_create()

    def __del__(self) -> None:
        if getattr(self, "_pointer", None):
            self._library.crossmodal_call_free(self._pointer)

    def run(self, name: str, *arguments: Any, work: float = 0, keep: Any = None) -> None:
        """Calls a function; ``work``: about its multiplications; ``keep``: what must live until it ends."""
        function = getattr(self._library, "crossmodal_" + name)
        if work < SHORT or threading.current_thread() is not threading.main_thread():
            self._raise(function(self._pointer, *arguments))
            return
        self._raise(self._wait(lambda: function(self._pointer, *arguments), keep))

    def text(self, name: str, *arguments: Any, work: float = 0, keep: Any = None) -> Any:
        """Calls a function whose last argument is a JSON text, and returns what it says."""
        pointer = c_void_p()
        self.run(name, *arguments, byref(pointer), work=work, keep=(keep, pointer))
        return take_text(pointer)

    def _wait(self, body: Callable[[], int], keep: Any) -> int:
        # Signals come to the main thread between its instructions: so another thread is in the library.
        done, codes, kept = threading.Event(), [], [self, keep]

        def work() -> None:
            try:
                codes.append(body())
            finally:
                kept.clear()
                done.set()

        try:
            threading.Thread(target=work, name="crossmodal", daemon=True).start()
            # A wait that ends by itself: some systems do not interrupt one without an end.
            while not done.wait(0.2):
                pass
        except BaseException as error:
            # Whatever a handler of signals raises: nobody waits for the work any more.
            self._library.crossmodal_call_stop(self._pointer)
            # Mostly the work has ended by then; what is left of it goes on alone.
            done.wait(0.7)
            if isinstance(error, KeyboardInterrupt):
                raise Interrupted("stopped before the end") from None
            raise
        return codes[0]

    def _raise(self, code: int) -> None:
        if code == 0:
            return
        line = (self._library.crossmodal_call_message(self._pointer) or b"").decode()
        if code == VALUE:
            raise ValueError(line)
        if code == IO:
            raise OSError(line)
        if code == INTERRUPTED:
            raise Interrupted(line)
        raise RuntimeError(f"{line} (a defect of crossmodal)")


def take_text(pointer: c_void_p) -> Any:
    """The value of a JSON text, whose memory is given back."""
    try:
        return json.loads(ctypes.string_at(pointer.value).decode()) if pointer.value else None
    finally:
        library().crossmodal_text_free(pointer)


def floats(value: Any, keys: set[str]) -> Any:
    """The same JSON value with floats under these keys, where JSON writes 1.0 as 1."""
    def number(found: Any) -> Any:
        return float(found) if isinstance(found, int) and not isinstance(found, bool) else found

    if isinstance(value, list):
        return [floats(entry, keys) for entry in value]
    if not isinstance(value, dict):
        return value
    changed = {}
    for key, found in value.items():
        if key in keys and isinstance(found, list):
            changed[key] = [number(entry) for entry in found]
        elif key in keys and isinstance(found, dict):
            changed[key] = {name: number(entry) for name, entry in found.items()}
        else:
            changed[key] = number(found) if key in keys else floats(found, keys)
    return changed


def shown(value: Any) -> str:
    """A value on one line, texts whole and others cut where they are long."""
    return repr(value) if isinstance(value, str) else " ".join(reprlib.repr(value).split())


def word(text: Any, name: str) -> bytes:
    """A word of the command line."""
    if not isinstance(text, str):
        raise ValueError(f"{name} {shown(text)}: a word is needed")
    if "\0" in text:
        raise ValueError(f"{name} {text!r}: holds a zero character")
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raise ValueError(f"{name} {text!r}: is no text of Unicode") from None


def words(given: Any, name: str) -> list[str]:
    """One word, or several."""
    try:
        if isinstance(given, (bytes, bytearray)):
            raise TypeError
        found = [given] if isinstance(given, str) else [str(entry) for entry in given]
    except TypeError:
        raise ValueError(f"{name} {shown(given)}: a list of names is needed") from None
    for entry in found:
        word(entry, name)
    return found


def path_text(path: Any, name: str = "path") -> str:
    """The text of a path."""
    try:
        text = os.fsdecode(path)
    except TypeError:
        raise ValueError(f"{name} {shown(path)}: the path of a file or folder is needed, as text or a pathlib.Path") from None
    if "\0" in text:
        raise ValueError(f"{name} {path!r}: holds a zero character")
    return text


def configuration() -> dict[str, Any]:
    """The version, OpenBLAS and its kernel, how products are computed, and the number of processors.

    >>> sorted(crossmodal.configuration())
    ['kernel', 'openblas', 'path', 'processors', 'version']
    """
    return take_text(c_void_p(library().crossmodal_configuration()))
