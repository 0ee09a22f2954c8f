"""Exact comparison of embedding spaces, and maps between them.

Rows are items, columns are dimensions. Arrays of numpy, and whatever becomes one without a copy (tensors of PyTorch and
JAX on the CPU, data frames), are taken as they are; rows of float32 in C order are not copied. The numbers are those of
the command line ``crossmodal``, to the last bit, whatever the number of threads.

>>> import numpy, crossmodal
>>> x = numpy.random.default_rng(1).normal(size=(500, 64)).astype("float32")
>>> y = x + numpy.random.default_rng(2).normal(size=(500, 64)).astype("float32")
>>> round(crossmodal.overlap(x, y, k=10), 3)
0.244
"""

from ._comparison import Comparison, compare
from ._library import Interrupted, configuration
from ._maps import Map, RidgeMap
from ._measures import distances, neighbors, overlap
from ._reading import read
from ._retrieval import retrieval
from ._study import Study

__version__ = "0.1.0"

__all__ = [
    "Comparison", "Interrupted", "Map", "RidgeMap", "Study", "compare", "configuration", "distances", "neighbors",
    "overlap", "read", "retrieval",
]
