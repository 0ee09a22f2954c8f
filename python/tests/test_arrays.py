"""What may be given as rows of numbers, and what is refused with one line."""

import numpy
import pytest

import crossmodal
from crossmodal._arrays import Rows


@pytest.fixture
def x(random):
    return random.normal(size=(40, 6)).round(2).astype("float16").astype("float32")


def layouts(x):
    wide = numpy.zeros((2 * len(x), 3 * x.shape[1]), x.dtype)
    wide[::2, ::3] = x
    padded = numpy.zeros((len(x), x.shape[1] + 5), x.dtype)
    padded[:, : x.shape[1]] = x
    raw = bytearray(b"\0" + x.tobytes())
    unaligned = numpy.frombuffer(raw, x.dtype, count=x.size, offset=1).reshape(x.shape)
    readonly = x.copy()
    readonly.flags.writeable = False
    return {
        "fortran": numpy.asfortranarray(x), "strided": wide[::2, ::3], "padded": padded[:, : x.shape[1]],
        "backwards": x[::-1, ::-1].copy()[::-1, ::-1], "unaligned": unaligned, "read-only": readonly,
        "other byte order": x.astype(x.dtype.newbyteorder()), "lists": x.tolist(), "float16": x.astype("float16"),
        "float64": x.astype("float64"), "long double": x.astype("longdouble"),
    }


def test_every_layout_gives_the_same(x):
    wanted = crossmodal.neighbors(x, k=5)
    for name, source in layouts(x).items():
        found = crossmodal.neighbors(source, k=5)
        assert (found[0] == wanted[0]).all(), name
        assert numpy.allclose(found[1], wanted[1], atol=1e-7), name


def test_rows_of_float32_are_not_copied(x):
    assert Rows(x, "x").array.data == x.ctypes.data
    assert Rows(x[3:, :4], "x").array.data == x[3:, :4].ctypes.data


@pytest.mark.parametrize("kind", ["int8", "uint8", "int32", "int64", "uint64", "bool"])
def test_whole_numbers(kind, random):
    numbers = random.integers(0, 2 if kind == "bool" else 100, (30, 8))
    assert (crossmodal.neighbors(numbers.astype(kind), k=3)[0] == crossmodal.neighbors(numbers.astype("float64"), k=3)[0]).all()


def test_a_vector_is_one_column(random):
    x = random.normal(size=20)
    assert crossmodal.overlap(x, x, metric="euclidean", k=3) == 1


def test_numbers_that_float32_does_not_hold_are_compared_as_they_are(random):
    x = 1 + random.normal(size=(50, 4)) * 1e-9
    assert (crossmodal.neighbors(x, k=3, metric="euclidean")[0] == crossmodal.neighbors((x - 1) * 1e9, k=3, metric="euclidean")[0]).all()


def test_tensors(x):
    torch = pytest.importorskip("torch")
    wanted = crossmodal.neighbors(x, k=4)[0]
    tensor = torch.from_numpy(x)
    assert Rows(tensor, "x").array.data == tensor.data_ptr()
    for other in (tensor, tensor.double(), tensor.half(), tensor.clone().requires_grad_(), torch.from_numpy(x.T.copy()).T):
        assert (crossmodal.neighbors(other, k=4)[0] == wanted).all()
    rounded = tensor.bfloat16()
    assert (crossmodal.neighbors(rounded, k=4)[0] == crossmodal.neighbors(rounded.float().numpy(), k=4)[0]).all()


def test_tensors_without_memory():
    torch = pytest.importorskip("torch")
    with pytest.raises(ValueError, match="x: "):
        crossmodal.overlap(torch.empty(20, 3, device="meta"), numpy.eye(20))


def test_arrays_of_jax(x):
    jax = pytest.importorskip("jax")
    array = jax.numpy.asarray(x)
    wanted = crossmodal.neighbors(x, k=4)[0]
    assert (crossmodal.neighbors(array, k=4)[0] == wanted).all()
    assert (crossmodal.neighbors(array.astype("bfloat16"), k=4)[0] == crossmodal.neighbors(
        numpy.asarray(array.astype("bfloat16").astype("float32")), k=4)[0]).all()


def test_data_frames(x):
    pandas = pytest.importorskip("pandas")
    assert (crossmodal.neighbors(pandas.DataFrame(x), k=4)[0] == crossmodal.neighbors(x, k=4)[0]).all()


def test_columns_that_may_miss_numbers(x):
    pandas = pytest.importorskip("pandas")
    wanted = crossmodal.neighbors(x, k=4)[0]
    frame = pandas.DataFrame(x).astype("Float32")
    assert (crossmodal.neighbors(frame, k=4)[0] == wanted).all()
    frame.iloc[3, 2] = pandas.NA
    with pytest.raises(ValueError, match=r"x\[3, 2\] is NaN"):
        crossmodal.neighbors(frame, k=4)
    with pytest.raises(ValueError, match="objects"):
        crossmodal.neighbors(pandas.DataFrame({"a": ["b"] * 9}), k=4)


def test_files_in_memory_and_sparse_matrices(x, tmp_path):
    numpy.save(tmp_path / "x.npy", x)
    mapped = numpy.load(tmp_path / "x.npy", mmap_mode="r")
    assert (crossmodal.neighbors(mapped, k=4)[0] == crossmodal.neighbors(x, k=4)[0]).all()
    sparse = pytest.importorskip("scipy.sparse")
    for call in (crossmodal.neighbors, lambda z: crossmodal.RidgeMap().fit(z, x)):
        with pytest.raises(ValueError, match=r"x: is sparse; x\.toarray\(\)"):
            call(sparse.csr_matrix(x))


def test_what_speaks_dlpack_alone(x):
    class Tensor:
        def __dlpack__(self, **options):
            return x.__dlpack__(**options)

        def __dlpack_device__(self):
            return x.__dlpack_device__()

    assert (crossmodal.neighbors(Tensor(), k=4)[0] == crossmodal.neighbors(x, k=4)[0]).all()


class WithoutNumbers:
    def __dlpack_device__(self):
        return (1, 0)

    def __dlpack__(self, **options):
        raise BufferError("none here")


class OnAccelerator:
    def __dlpack_device__(self):
        return (2, 0)


HOSTILE = {
    "no rows": (numpy.zeros((0, 3)), "x: 0 rows"),
    "no columns": (numpy.zeros((3, 0)), "x: 3 rows × 0 columns"),
    "a number": (1.0, "x: has 0 axes"),
    "three axes": (numpy.zeros((2, 2, 2)), "x: has 3 axes"),
    "objects": (numpy.array([[{}, 1]], dtype=object), "x: holds objects"),
    "texts": (numpy.array([["a"]]), "x: holds texts"),
    "complex": (numpy.zeros((3, 3), complex), "x: Complex"),
    "dates": (numpy.zeros((3, 3), "M8[s]"), "x: holds dates"),
    # numpy below 1.24 makes objects of them.
    "ragged": ([[1, 2], [3]], "x: (is no array|holds objects)"),
    "None": (None, "x: None"),
    "NaN": (numpy.array([[1, 2], [3, numpy.nan]]), r"x\[1, 1\] is NaN"),
    "infinite": (numpy.array([[1, -numpy.inf]], "float32"), r"x\[0, 1\] is -inf"),
    "too large": (numpy.full((3, 3), 1e300), r"x\[0, 0\] is 1e\+300"),
    "masked": (numpy.ma.masked_equal([[1, 2], [3, 4]], 2), "x: has masked"),
    "masked rows in a list": (list(numpy.ma.masked_equal([[1, 2], [3, 4]], 2)), "x: has masked"),
    "masked entries in lists": ([[1, numpy.ma.masked], [3, 4]], "x: has masked"),
    "without numbers": (WithoutNumbers(), "x: is no array: none here"),
    "accelerator": (OnAccelerator(), r"x\.cpu\(\)"),
    "more than there is": (numpy.broadcast_to(numpy.float32(1), (2**31 - 1, 2**22)), "GiB of memory"),
    "more rows than there may be": (numpy.broadcast_to(numpy.float32(1), (2**31, 1)), "must be at most"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_arrays_are_one_line(what):
    source, line = HOSTILE[what]
    for call in (
        lambda: crossmodal.overlap(source, numpy.eye(3), k=1), lambda: crossmodal.compare(source, numpy.eye(3), k=1),
        lambda: crossmodal.retrieval(source, numpy.eye(3)),
    ):
        with pytest.raises(ValueError, match=line) as found:
            call()
        assert "\n" not in str(found.value)


@pytest.mark.parametrize("call, line", [
    (lambda x: crossmodal.overlap(x, x[1:]), "x has 40 rows, y has 39"),
    (lambda x: crossmodal.overlap(x, x, k=40), "k 40: there are 40 items"),
    (lambda x: crossmodal.overlap(x, x, k=0), "k 0"),
    (lambda x: crossmodal.overlap(x, x, k=2.5), "k 2.5"),
    (lambda x: crossmodal.overlap(x, x, k=True), "k True"),
    (lambda x: crossmodal.overlap(x, x, k=[]), "k: empty"),
    (lambda x: crossmodal.overlap(x, x, k="1%"), "less than one neighbor"),
    (lambda x: crossmodal.overlap(x, x, k="x%"), "percentages"),
    (lambda x: crossmodal.overlap(x, x, metric="cosin"), "did you mean 'cosine'"),
    (lambda x: crossmodal.overlap(x, x, metric="co\0s"), "zero character"),
    (lambda x: crossmodal.overlap(x, x, threads=0), "threads 0"),
    (lambda x: crossmodal.neighbors(x, k=40), "must be from 1 to 39"),
    (lambda x: crossmodal.neighbors(x, k=2**31 - 1), "must be from 1 to 39"),
    (lambda x: crossmodal.neighbors(x, x[:, 1:]), "columns"),
    (lambda x: crossmodal.neighbors(x, csls=40), "csls 40"),
    (lambda x: crossmodal.neighbors(x, csls=3, metric="euclidean"), "csls: needs cosines"),
    (lambda x: crossmodal.distances(x, x[:, 1:]), "columns"),
    (lambda x: crossmodal.distances(x * numpy.float32(1e38), metric="euclidean"), "float32 does not hold"),
    (lambda x: crossmodal.compare(x, x, measures="ckaa"), "did you mean 'cka'"),
    (lambda x: crossmodal.compare(x, x, permutations=-1), "permutations -1"),
    (lambda x: crossmodal.compare(x, x, names=["a"]), "1 names of 2 spaces"),
    (lambda x: crossmodal.compare(x, x, names=5), "names 5: a list"),
    (lambda x: crossmodal.compare(x, x, names=["a\0b", "c"]), "names 'a.*b': holds a zero character"),
    (lambda x: crossmodal.compare(x, x, measures=5), "measures 5: a list of names"),
    (lambda x: crossmodal.compare(x, x, measures=b"cka"), "measures b'cka': a list of names"),
    (lambda x: crossmodal.compare(x, x, measures=[1]), "measures '1': no such word"),
    (lambda x: crossmodal.retrieval(x, labels=5), "labels 5: one number or text"),
    (lambda x: crossmodal.read("x.csv", header="perhaps"), "header 'perhaps'"),
    (lambda x: crossmodal.read("x.csv", names="no"), "names 'no': allowed are True and False"),
    (lambda x: crossmodal.overlap(x, x, include_self="no"), "include_self 'no': allowed are True and False"),
    (lambda x: crossmodal.overlap(x, x, include_self=x > 0), "include_self array.*: allowed are True and False"),
    (lambda x: crossmodal.neighbors(x, csls=x), "csls array.*: allowed are whole numbers"),
    (lambda x: crossmodal.overlap(x, x, metric=x), "metric array.*: a word"),
    (lambda x: crossmodal.Map(shuffle="no").fit(x, x), "shuffle 'no': allowed are True and False"),
    (lambda x: crossmodal.RidgeMap(per_target="no").fit(x, x), "per_target 'no': allowed are True and False"),
    (lambda x: crossmodal.retrieval(x, labels=["a"] * 40, csls="junk"), "csls: of two sets"),
    (lambda x: crossmodal.retrieval(x, labels="ab" * 20), "labels 'abab.*': one number or text"),
    (lambda x: crossmodal.retrieval(x, labels=b"ab" * 20), "labels b'ab.*': one number or text"),
    (lambda x: crossmodal.retrieval(x, x, groups=set(range(40))), "groups of x {.*}: one number or text"),
    (lambda x: crossmodal.retrieval(x, x, groups={row: 1 for row in range(40)}), "groups of x {.*}: one number or text"),
    (lambda x: crossmodal.retrieval(x, labels=[1] * 39 + [None]), r"labels\[39\] is missing"),
    (lambda x: crossmodal.retrieval(x, labels=[float("nan")] + [1] * 39), r"labels\[0\] is missing"),
    (lambda x: crossmodal.retrieval(x, labels=numpy.where(numpy.arange(40) == 3, numpy.nan, 1)), r"labels\[3\] is missing"),
    (lambda x: crossmodal.retrieval(x, labels=["a", numpy.datetime64("NaT")] * 20), r"labels\[1\] is missing"),
    (lambda x: crossmodal.retrieval(x, labels=["a", numpy.ma.masked] * 20), "labels.* is missing"),
    (lambda x: crossmodal.retrieval(x, x, groups=[1, (2, 3)] * 20), r"groups of x\[1\] is of type tuple"),
    (lambda x: crossmodal.retrieval(x, x, groups=[1, numpy.arange(2)] * 20), r"groups of x\[1\] is of type ndarray"),
    (lambda x: crossmodal.retrieval(x, x, groups=[1]), "groups of x: of 1 rows"),
    (lambda x: crossmodal.retrieval(x, x, labels=(["a"] * 40, ["b"] * 40)), "no row of x"),
    (lambda x: crossmodal.retrieval(x), "labels: one set"),
    (lambda x: crossmodal.Map(dropout=1.0).fit(x, x), "dropout 1.0"),
    (lambda x: crossmodal.Map(model="n").fit(x, x), "did you mean 'nn'"),
    (lambda x: crossmodal.Map(hidden_units=65536).fit(numpy.ones((4, 40000)), numpy.ones((4, 40000))), "GiB of memory"),
    (lambda x: crossmodal.Map(epochs=2).fit(x, x[1:]), "rows"),
    (lambda x: crossmodal.RidgeMap(penalties=-1).fit(x, x), "penalty -1.0"),
    (lambda x: crossmodal.RidgeMap(penalties=[]).fit(x, x), "penalties: empty"),
    (lambda x: crossmodal.RidgeMap(penalties=None).fit(x, x), "penalties None: numbers from 0 are needed"),
])
def test_what_is_not_allowed_is_one_line(call, line, x):
    with pytest.raises(ValueError, match=line) as found:
        call(x)
    assert "\n" not in str(found.value)


def test_labels_are_what_they_hold(x):
    """Whatever holds a number or word: equal ones are one label."""
    plain = [row % 3 for row in range(40)]
    wanted = crossmodal.retrieval(x, labels=plain)
    wrapped = [
        numpy.array(plain), (str(label) for label in plain), [numpy.array(label) for label in plain],
        [numpy.int8(label) for label in plain], numpy.array(plain).astype("S1"), iter(plain),
    ]
    try:
        import torch
        wrapped += [torch.tensor(plain), [torch.tensor(label) for label in plain], list(torch.tensor(plain, dtype=torch.bfloat16))]
    except ImportError:
        pass
    for labels in wrapped:
        assert crossmodal.retrieval(x, labels=labels) == wanted
    assert crossmodal.retrieval(x, x, groups=iter(plain)) == crossmodal.retrieval(x, x, groups=plain)


def test_labels_that_pandas_calls_missing(x):
    pandas = pytest.importorskip("pandas")
    for missing in (pandas.NA, pandas.NaT, None, float("nan")):
        for labels in (["a", missing] * 20, pandas.Series(["a", missing] * 20)):
            with pytest.raises(ValueError, match=r"labels\[1\] is missing"):
                crossmodal.retrieval(x, labels=labels)
    with pytest.raises(ValueError, match=r"labels\[1\] is missing"):
        crossmodal.retrieval(x, labels=pandas.Series([1, None] * 20, dtype="Int64"))


def test_what_is_no_path(x, tmp_path):
    map = crossmodal.RidgeMap().fit(x, x)
    for call in (crossmodal.read, crossmodal.Map.load, map.save, crossmodal.Study, crossmodal.Study.run):
        for wrong in (None, 5):
            with pytest.raises(ValueError, match=f"{wrong}: the path of a file or folder is needed"):
                call(wrong)
        with pytest.raises(ValueError, match="holds a zero character"):
            call(f"{tmp_path}/m.safetensors\0x")
    assert list(tmp_path.iterdir()) == []


def test_files_that_are_not_there_are_errors_of_the_system(tmp_path):
    for call in (crossmodal.read, crossmodal.Map.load):
        with pytest.raises(OSError, match="no.npy"):
            call(tmp_path / "no.npy")
    with pytest.raises(ValueError, match="broken.npy"):
        (tmp_path / "broken.npy").write_bytes(b"\x93NUMPY nonsense")
        crossmodal.read(tmp_path / "broken.npy")
    with pytest.raises(OSError):
        crossmodal.Map(epochs=1, hidden_units=2).fit(numpy.eye(3), numpy.eye(3)).save(tmp_path / "no" / "m.safetensors")


@pytest.mark.filterwarnings("ignore")
def test_numbers_of_tables_are_float32_or_an_error(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("0.1,123456789\n3.5,4.5\n")
    found = crossmodal.read(path)
    assert found.dtype == "float32" and found[0].tolist() == [numpy.float32(0.1), numpy.float32(123456789)]
    for number in ["1e39", "-1e400", "1e-60"]:
        path.write_text(f"0.5,{number}\n3.5,4.5\n")
        with pytest.raises(ValueError, match=f"line 1, column 2: .{number}.; float32 holds numbers from"):
            crossmodal.read(path)


def test_reading(random, tmp_path):
    for kind in ("float32", "float64", "int64", "int8", "float16"):
        numbers = (random.normal(size=(7, 3)) * 20).astype(kind)
        numpy.save(tmp_path / "a.npy", numbers)
        found = crossmodal.read(tmp_path / "a.npy")
        assert (found == numbers).all() and found.dtype == ("float64" if kind in ("float64", "int64") else "float32")
    numpy.savez(tmp_path / "a.npz", one=numbers, two=numbers.T)
    assert (crossmodal.read(f"{tmp_path}/a.npz:two") == numbers.T).all()
    scipy = pytest.importorskip("scipy.io")
    scipy.savemat(tmp_path / "a.mat", {"I_tr": numbers.astype("float64"), "T_tr": numbers.T.astype("float64")})
    assert (crossmodal.read(f"{tmp_path}/a.mat:T_tr") == numbers.T).all()
