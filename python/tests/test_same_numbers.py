"""The numbers of the package are those of the command line, to the last bit."""

import json

import numpy
import pytest

import crossmodal

TYPES = ["float32", "float64", "float16"]


def drawn(random, rows=None, columns=None, wide=True):
    rows = rows or int(random.integers(12, 200))
    columns = columns or int(random.integers(1, 40))
    numbers = random.normal(size=(rows, columns)) + random.choice([0, 0, 50])
    if random.random() < 0.3:
        numbers = numbers.round(1)
    return numbers.astype(random.choice(TYPES if wide else TYPES[:1]))


def saved(folder, **arrays):
    for name, array in arrays.items():
        numpy.save(folder / f"{name}.npy", array)
    return [folder / f"{name}.npy" for name in arrays]


def check_overlap(random, command, folder):
    x = drawn(random)
    y = drawn(random, len(x))
    k = sorted({int(number) for number in random.integers(1, len(x), 3)})
    metric, own = str(random.choice(["cosine", "euclidean"])), bool(random.random() < 0.5)
    options = ["-k", ",".join(map(str, k)), "--metric", metric, "--json"] + ([] if own else ["--exclude-self"])
    document = json.loads(command("overlap", *saved(folder, x=x, y=y), *options))
    curve = document.get("curve") or [{"k": k[0], **document["overlap"]}]
    found = crossmodal.overlap(x, y, k=k, metric=metric, include_self=own)
    assert found.tolist() == [point[metric] for point in curve]
    assert crossmodal.overlap(x, y, k=k[0], metric=metric, include_self=own) == found[0]


def check_neighbors(random, command, folder):
    x = drawn(random)
    y = drawn(random, columns=x.shape[1]) if random.random() < 0.5 else None
    most = len(x) - 1 if y is None else len(y)
    k, metric = int(random.integers(1, most + 1)), str(random.choice(["cosine", "euclidean"]))
    csls = int(random.integers(1, min(len(x) - 1, most) + 1)) if metric == "cosine" and random.random() < 0.5 else None
    files = saved(folder, x=x) if y is None else saved(folder, x=x, y=y)
    options = ["-k", k, "-o", folder / "n.npy", "--distances", folder / "d.npy"]
    command("neighbors", *files, *options, *(["--metric", metric] if csls is None else ["--csls", csls]))
    indices, distances = crossmodal.neighbors(x, y, k=k, metric=metric, csls=csls)
    assert (indices == numpy.load(folder / "n.npy")).all()
    assert (distances == numpy.load(folder / "d.npy")).all()


def check_distances(random, command, folder):
    x = drawn(random)
    y = drawn(random, columns=x.shape[1]) if random.random() < 0.5 else None
    metric = str(random.choice(["cosine", "euclidean", "correlation"]))
    files = saved(folder, x=x) if y is None else saved(folder, x=x, y=y)
    command("distances", *files, "-o", folder / "d.npy", "--metric", metric)
    assert (crossmodal.distances(x, y, metric=metric) == numpy.load(folder / "d.npy")).all()


def check_compare(random, command, folder):
    x = drawn(random, int(random.integers(12, 80)))
    y = drawn(random, len(x))
    k, seed = int(random.integers(1, len(x) - 1)), int(random.integers(1, 1000))
    metric = str(random.choice(["cosine", "euclidean"]))
    options = ["-k", k, "--metric", metric, "--permutations", 20, "--seed", seed, "--json"]
    document = json.loads(command("compare", *saved(folder, x=x, y=y), *options))
    found = crossmodal.compare(x, y, k=k, metric=metric, permutations=20, seed=seed).to_dict()
    for name, space in zip("xy", document["spaces"]):
        space["name"] = name
    document["pairs"][0].update(a="x", b="y")
    del document["version"]
    assert json.loads(json.dumps(found).replace(str(folder), "")) == document


def check_retrieval(random, command, folder):
    x = drawn(random)
    y = drawn(random, len(x), x.shape[1])
    options, groups = [], None
    if random.random() < 0.5:
        groups = random.integers(0, max(2, len(x) // 4), len(x))
        (folder / "g.txt").write_text("".join(f"group{group}\n" for group in groups))
        options = ["--groups", folder / "g.txt"]
    document = json.loads(command("retrieval", *saved(folder, x=x, y=y), *options, "--json"))
    found = crossmodal.retrieval(x, y, groups=groups)
    del document["version"]
    for place, direction in enumerate(document["directions"]):
        direction.update({"from": "xy"[place % 2], "to": "yx"[place % 2]})
    assert found == document


def check_map(random, command, folder):
    x = drawn(random, wide=False)
    y = drawn(random, len(x), wide=False)
    model = str(random.choice(["lin", "nn", "nn-3", "ridge", "procrustes", "cca", "reduced-rank", "mean", "random"]))
    seed, loss = int(random.integers(1, 1000)), str(random.choice(["mse", "cosine", "max-margin", "info-nce", "sigmoid"]))
    files = saved(folder, x=x, y=y)
    options = ["--model", model, "--seed", seed, "--loss", loss, "--hidden-units", 16, "--epochs", 3, "--dropout", 0.25]
    command("train", *files, "-o", folder / "m.safetensors", *options)
    command("map", folder / "m.safetensors", files[0], "-o", folder / "z.npy")
    map = crossmodal.Map(model=model, seed=seed, loss=loss, hidden_units=16, epochs=3, dropout=0.25).fit(x, y)
    assert (map.predict(x) == numpy.load(folder / "z.npy")).all()
    assert (crossmodal.Map.load(folder / "m.safetensors").predict(x) == numpy.load(folder / "z.npy")).all()


CHECKS = [check_overlap, check_neighbors, check_distances, check_compare, check_retrieval, check_map]


@pytest.mark.parametrize("seed", range(18))
def test_a_random_call(seed, command, tmp_path):
    CHECKS[seed % len(CHECKS)](numpy.random.default_rng(seed), command, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 300))
def test_two_hundred_random_calls(seed, command, tmp_path):
    CHECKS[seed % len(CHECKS)](numpy.random.default_rng(seed), command, tmp_path)


def test_three_spaces(random, command, tmp_path):
    x = [random.normal(size=(60, size)).astype("float32") for size in (4, 9, 20)]
    files = saved(tmp_path, a=x[0], b=x[1], c=x[2])
    document = json.loads(command("compare", *files, "--permutations", 20, "--json"))
    found = crossmodal.compare(*x, permutations=20, names=map(str, files)).to_dict()
    del document["version"]
    assert found == document
    assert len(found["aggregate"]) == 3


def test_average_precision(random, command, tmp_path):
    x = random.normal(size=(80, 6)).astype("float32")
    labels = random.integers(0, 5, 80)
    (tmp_path / "l.txt").write_text("".join(f"c{label}\n" for label in labels))
    document = json.loads(command("retrieval", *saved(tmp_path, x=x), "--labels", tmp_path / "l.txt", "--json"))
    del document["version"]
    assert crossmodal.retrieval(x, labels=[f"c{label}" for label in labels]) == document


def test_threads_decide_nothing(random):
    x, y = random.normal(size=(2, 400, 30)).astype("float32")
    one, many = (crossmodal.compare(x, y, permutations=10, threads=threads).to_dict() for threads in (1, 7))
    assert one == many
    assert crossmodal.overlap(x, y, threads=1) == crossmodal.overlap(x, y, threads=5)
