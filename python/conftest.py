"""What tests share: the package of this tree, and the program beside the library."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy
import pytest

if not os.environ.get("CROSSMODAL_INSTALLED"):
    sys.path.insert(0, str(Path(__file__).resolve().parent))

import crossmodal
from crossmodal._program import program

# Who starts the tests in the background may have had interrupts ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def command():
    """Runs the command line and returns its standard output."""

    def run(*arguments):
        found = subprocess.run([program(), *map(str, arguments)], capture_output=True, text=True, check=False)
        assert found.returncode == 0, found.stderr
        return found.stdout

    return run


@pytest.fixture
def random():
    return numpy.random.default_rng(7)


@pytest.fixture(autouse=True)
def doctest_names(doctest_namespace):
    import warnings

    doctest_namespace.update(crossmodal=crossmodal, numpy=numpy, warnings=warnings)
