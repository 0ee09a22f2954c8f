"""Whatever is given: numbers or one line, never the end of the process. Short here; `-m long` tries more."""

import numpy
import pytest

import crossmodal

hypothesis = pytest.importorskip("hypothesis")
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

NUMBERS = st.one_of(
    st.floats(width=32), st.floats(-1e3, 1e3, width=32), st.sampled_from([0.0, 1.0, -1.0, 1e-45, 3e38, -3e38]))
METRICS = st.sampled_from(["cosine", "euclidean", "correlation", "csls", "all", "cosin", ""])
COUNTS = st.one_of(st.integers(-2, 12), st.integers(), st.sampled_from(["1%", "50%", "0%", "x", 2.5, None]))


def laid_out(array, how):
    if how == "fortran":
        return numpy.asfortranarray(array)
    if how == "turned":
        return array[::-1, ::-1]
    if how == "every second":
        return array[::2]
    if how == "one row again and again":
        return numpy.broadcast_to(array[:1], array.shape) if len(array) else array
    if how == "other byte order":
        return array.astype(array.dtype.newbyteorder())
    return array


@st.composite
def sets(draw):
    kind = draw(st.sampled_from(["float32", "float64", "float16", "int64", "int8", "bool"]))
    shape = draw(st.tuples(st.integers(0, 12), st.integers(0, 5)))
    if kind in ("float32", "float64") and draw(st.booleans()):
        elements = NUMBERS if kind == "float32" else st.floats()
        found = draw(arrays.arrays(kind, shape, elements=elements))
    else:
        found = numpy.random.default_rng(draw(st.integers(0, 99))).normal(size=shape) * 10
        found = found.astype(kind)
    return laid_out(found, draw(st.sampled_from(
        ["", "fortran", "turned", "every second", "one row again and again", "other byte order"])))


@st.composite
def calls(draw):
    x = draw(sets())
    y = draw(st.one_of(sets(), st.just(x), st.none()))
    k, metric, threads = draw(COUNTS), draw(METRICS), draw(st.sampled_from([None, 1, 2, 0]))
    other = numpy.zeros((1, 1)) if y is None else y
    codes = draw(st.one_of(st.none(), st.just(numpy.arange(len(x)) // 2), st.just(["a"] * len(x))))
    model = draw(st.sampled_from(["lin", "nn", "ridge", "procrustes", "cca", "reduced-rank", "mean", "random", "nnn"]))
    options = draw(st.fixed_dictionaries({}, optional={
        "learning_rate": st.sampled_from([1e-3, 1e30, -1.0, float("nan")]), "loss": st.sampled_from(
            ["mse", "cosine", "max-margin", "info-nce", "sigmoid"]), "batch_size": st.integers(0, 5),
        "rank": st.integers(0, 5), "penalty": st.sampled_from([0.0, 1e-300, 1e300, -1.0, float("inf")]),
        "held_out": st.lists(st.integers(-1, 12), max_size=3), "patience": st.integers(0, 3),
        "dropout": st.floats(-1, 2), "weight_decay": st.floats(), "structure_weight": st.floats(),
    }))
    return draw(st.sampled_from([
        lambda: crossmodal.overlap(x, other, k=k, metric=metric, threads=threads),
        lambda: crossmodal.neighbors(x, y, k=k, metric=metric, threads=threads),
        lambda: crossmodal.neighbors(x, y, k=k, csls=2, threads=threads),
        lambda: crossmodal.distances(x, y, metric=metric),
        lambda: crossmodal.compare(x, other, k=k, metric="euclidean" if metric == "euclidean" else "cosine", permutations=3),
        lambda: crossmodal.retrieval(x, y, labels=codes, metric=metric or None, csls=k),
        lambda: crossmodal.retrieval(x, other, groups=codes, threads=threads),
        lambda: crossmodal.Map(model, epochs=2, hidden_units=3, **options).fit(x, other).predict(x),
        lambda: crossmodal.RidgeMap([1e-3, 1, 1e3], per_target=bool(len(x) % 2)).fit(x, other).score(x, other),
    ]))


def try_it(call):
    try:
        call()
    except ValueError as error:
        assert "\n" not in str(error).rstrip("\n")


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(calls())
@pytest.mark.filterwarnings("ignore")
def test_anything(call):
    try_it(call)


@pytest.mark.long
@settings(max_examples=20_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(calls())
@pytest.mark.filterwarnings("ignore")
def test_anything_for_long(call):
    try_it(call)
