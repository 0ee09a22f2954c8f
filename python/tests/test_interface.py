"""What the package declares of the library is what the header says."""

import ctypes
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import crossmodal
from crossmodal import _library


@pytest.fixture(scope="module")
def header():
    package = Path(crossmodal.__file__).resolve().parent
    places = [package / "include" / "crossmodal.h", package.parents[1] / "Sources" / "CCrossModal" / "crossmodal.h"]
    return next(place for place in places if place.exists())


def functions(header):
    """{name: (result, number of arguments)} of every function of the header."""
    text = re.sub(r"//[^\n]*", "", header.read_text(encoding="utf-8"))
    text = re.sub(r"typedef [^;{]*\(\*[^;]*;", "", text)
    found = {}
    for result, name, arguments in re.findall(r"^([a-z][\w ]*?[ *]+)(crossmodal_\w+)\(([^)]*)\);", text, re.MULTILINE):
        arguments = " ".join(arguments.split())
        found[name] = (result.strip(), 0 if arguments == "void" else arguments.count(",") + 1)
    return found


def test_every_function_is_there_with_its_arguments(header):
    declared, library = functions(header), _library.library()
    assert len(declared) == 28
    for name, (result, count) in declared.items():
        function = getattr(library, name)
        short = name[len("crossmodal_"):]
        if short in _library._FUNCTIONS:
            assert (result, len(function.argtypes)) == ("int32_t", count), name
        elif function.argtypes is not None:
            assert len(function.argtypes) == count, name
    assert set(_library._FUNCTIONS) <= {name[len("crossmodal_"):] for name in declared}


def test_versions_agree(header):
    assert f"#define CROSSMODAL_ABI_VERSION {_library.ABI_VERSION}\n" in header.read_text(encoding="utf-8")
    assert crossmodal.configuration()["version"] == crossmodal.__version__


@pytest.mark.skipif(shutil.which("cc") is None, reason="no compiler of C")
def test_structures_are_laid_out_alike(header, tmp_path):
    pairs = {"crossmodal_array": _library.Array, "crossmodal_fit_options": _library.FitOptions}
    lines = []
    for name, structure in pairs.items():
        lines.append(f'printf("%zu\\n", sizeof({name}));')
        lines += [f'printf("%zu\\n", offsetof({name}, {field}));' for field, _ in structure._fields_]
    source = f'#include <stddef.h>\n#include <stdio.h>\n#include "{header}"\nint main(void) {{ {" ".join(lines)} return 0; }}\n'
    (tmp_path / "layout.c").write_text(source)
    subprocess.run(["cc", "-std=c99", "-Wall", "-Werror", "-o", tmp_path / "layout", tmp_path / "layout.c"], check=True)
    found = [int(line) for line in subprocess.check_output([tmp_path / "layout"], text=True).split()]
    wanted = []
    for structure in pairs.values():
        wanted.append(ctypes.sizeof(structure))
        wanted += [getattr(structure, field).offset for field, _ in structure._fields_]
    assert found == wanted
