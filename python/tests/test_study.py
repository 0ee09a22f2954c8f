"""Studies by the program, from Python."""

import json
import os
import re
import signal
import subprocess
import sys
import time

import numpy
import pytest

import crossmodal
from crossmodal import _study

CONFIGURATION = """
version: 1
name: small
dataset:
  name: small
  image: {{x: {{file: {folder}/x.npy}}}}
  text: {{y: {{file: {folder}/y.npy}}}}
protocol: {{kind: cross-validation, folds: 3}}
directions: [image-to-text]
models: {models}
losses: [mse]
grid: {{penalty: [0.1, 10, 1000], learning-rate: [0.01], hidden-units: [8]}}
training: {{max-epochs: {epochs}}}
"""


def configured(folder, random, models="[ridge, nn]", epochs=3, rows=90):
    x = random.normal(size=(rows, 10)).astype("float32")
    y = (x @ random.normal(size=(10, 4)) + random.normal(size=(rows, 4))).astype("float32")
    numpy.save(folder / "x.npy", x)
    numpy.save(folder / "y.npy", y)
    path = folder / "small.yaml"
    path.write_text(CONFIGURATION.format(folder=folder, models=models, epochs=epochs))
    return path, x, y


@pytest.fixture
def study(tmp_path, random):
    path, x, y = configured(tmp_path, random)
    return crossmodal.Study.run(path, study=tmp_path / "s", workers=1, progress=False), x, y


def rows_of(results):
    return results if isinstance(results, list) else results.to_dict("records")


def test_results_best_predictions_and_maps(study):
    study, x, y = study
    results = rows_of(study.results())
    assert {row["model"] for row in results} == {"ridge", "nn"}
    best = study.best()
    cells = [entry["name"] for entry in best]
    assert len(cells) == 2
    predictions, maps = study.predictions(), study.maps()
    assert {(entry["cell"], entry["fold"]) for entry in predictions} == {
        (cell, fold) for cell in cells for fold in range(3)}
    for shown, made in zip(predictions, maps):
        assert (shown["cell"], shown["fold"]) == (made["cell"], made["fold"])
        assert (made["map"].predict(x[shown["rows"]]) == shown["vectors"]).all()
        assert made["cell"].endswith("/" + made["map"].model)
    assert study.map(cells[0], 2).n_features_in_ == 10
    with pytest.raises(ValueError, match="fold 7"):
        study.map(cells[0], 7)
    assert repr(study).startswith("Study(")


def test_names_stay_names(tmp_path, random):
    path, _, _ = configured(tmp_path, random, "[ridge]")
    text = path.read_text()
    for names in [("007", "1_000"), ("1e3", "nan")]:
        path.write_text(text.replace("{x: {file", f"{{{names[0]}: {{file").replace("{y: {file", f"{{{names[1]}: {{file"))
        study = crossmodal.Study.run(path, study=tmp_path / names[0], workers=1, progress=False)
        rows = rows_of(study.results())
        assert {(row["image"], row["text"]) for row in rows} == {names}
        assert {row["penalty"] for row in rows} == {0.1, 10, 1000} and {row["fold"] for row in rows} == {0, 1, 2}


def test_columns_of_text_are_those_of_the_program(command):
    section = command("manual", "results").split("\n## crossmodal results STUDY\n")[1].split("\n## ")[0]
    kinds = {}
    for column, kind in re.findall(r"^\| `(\w+)` \|[^|]*\| ([^|]*?) \|", section, re.MULTILINE):
        kinds.setdefault("number" in kind, set()).add(column)
    assert kinds[False] == _study._TEXT_COLUMNS and not kinds[False] & kinds[True]


@pytest.mark.parametrize("name", ["a/b", "../evil", "small", "a # é", "it's", "007"])
def test_a_study_without_a_directory_is_where_the_program_puts_it(tmp_path, random, monkeypatch, command, name):
    path, _, _ = configured(tmp_path, random, "[ridge]")
    path.write_text(path.read_text().replace("name: small\ndataset", f"name: {json.dumps(name)}\ndataset"))
    for folder in ("program", "python"):
        (tmp_path / folder).mkdir()
        monkeypatch.chdir(tmp_path / folder)
        if folder == "program":
            command("run", path, "--workers", 1)
        else:
            study = crossmodal.Study.run(path, workers=1, progress=False)
    made = [file.name for file in (tmp_path / "python").iterdir()]
    assert made == [file.name for file in (tmp_path / "program").iterdir()] == [str(study.directory)]
    assert crossmodal.Study.run(study.directory, progress=False).directory == study.directory


def test_names_that_look_like_options(tmp_path, random, monkeypatch):
    path, _, _ = configured(tmp_path, random, "[ridge]")
    monkeypatch.chdir(tmp_path)
    path.rename("--help")
    study = crossmodal.Study.run("--help", study="-q", workers=1, progress=False)
    assert (tmp_path / "-q").is_dir() and len(study.maps()) == 3 and len(rows_of(crossmodal.Study("-q").results())) > 3
    with pytest.raises(ValueError, match="-x"):
        study.map("-x")
    with pytest.raises(OSError, match="--version"):
        crossmodal.Study("--version").status()


def test_what_is_not_allowed_of_a_study(study, tmp_path):
    study = study[0]
    for call, line in [
        (lambda: study.map(fold="0"), "fold '0': allowed are whole numbers"), (lambda: study.map(5), "cell 5: a word is needed"),
        (lambda: crossmodal.Study.run("x.yaml", progress="no"), "progress 'no': allowed are True and False"),
        (lambda: crossmodal.Study.run("x.yaml", workers="2"), "workers '2': allowed are whole numbers"),
        (lambda: crossmodal.Study.run("x.yaml", study=5), "study 5: the path"),
    ]:
        with pytest.raises(ValueError, match=line):
            call()


def test_settings_are_what_they_are_in_python(tmp_path, random):
    path, _, _ = configured(tmp_path, random, "[ridge]")
    study = crossmodal.Study.run(path, study=tmp_path / "s", workers=1, progress=False, settings={
        "name": "a #b: [c]", "seed": numpy.int64(3), "grid.penalty": numpy.array([1.0, 2.5]),
        "models": numpy.array(["ridge"]), "dataset.image.x.file": tmp_path / "x.npy", "protocol.folds": numpy.uint8(2),
    })
    rows = rows_of(study.results())
    assert 'name: "a #b: [c]"\nseed: 3\n' in (study.directory / "configuration.yaml").read_text()
    assert {row["fold"] for row in rows} == {0, 1}
    assert {row["penalty"] for row in rows if row["kind"] == "search"} == {1, 2.5}
    for wrong, line in [
        ({"seed": object()}, "settings seed: found <object"), ({"seed": float("nan")}, "settings seed: found nan"),
        ({"models": {"ridge"}}, "settings models: found {'ridge'}"), ({5: 1}, "settings 5"), ({"name": "a\0"}, "zero character"),
        (["seed=1"], "keys and values are needed"), ("seed=1", "keys and values are needed"), ({"seed": "3"}, "seed.*'3'"),
    ]:
        with pytest.raises(ValueError, match=line) as found:
            crossmodal.Study.run(path, study=tmp_path / "t", progress=False, settings=wrong)
        assert "\n" not in str(found.value)
    assert not (tmp_path / "t").exists()


def splits_of(study, x, model):
    """The folds of a study as scikit-learn takes them."""
    entries = [entry for entry in study.predictions() if f"/{model}" in entry["cell"]]
    return [(numpy.setdiff1d(numpy.arange(len(x)), entry["rows"]), numpy.array(entry["rows"])) for entry in entries]


def losses_of(study, axis, model, column):
    """{(value of the axis, fold): loss} of a study's search."""
    return {
        (row[axis], row["fold"]): row[column]
        for row in rows_of(study.results()) if row["model"] == model and row["kind"] == "search"
    }


def losses_of_search(search, axis):
    return {
        (params[axis], fold): -search.cv_results_[f"split{fold}_test_score"][place]
        for place, params in enumerate(search.cv_results_["params"]) for fold in range(3)
    }


def test_grid_search_has_the_losses_of_the_study(study):
    """Solved maps under GridSearchCV on the study's folds: the held-out losses of `crossmodal run`."""
    pytest.importorskip("sklearn")
    from sklearn.model_selection import GridSearchCV

    study, x, y = study
    own = losses_of(study, "penalty", "ridge", "best_held_out_loss")
    for estimator, name in [(crossmodal.RidgeMap(), "penalties"), (crossmodal.Map("ridge"), "penalty")]:
        search = GridSearchCV(
            estimator, {name: [0.1, 10.0, 1000.0]}, cv=splits_of(study, x, "ridge"), scoring="neg_mean_squared_error")
        found = losses_of_search(search.fit(x, y), name)
        assert own == pytest.approx(found, rel=1e-6) and len(own) == 9


@pytest.mark.parametrize("model, loss", [("lin", "mse"), ("nn", "cosine"), ("nn-3", "max-margin"), ("nn", "info-nce")])
def test_grid_search_of_trained_maps_has_the_fits_of_the_study(tmp_path, random, model, loss):
    """On the folds of the study, with its random streams: its maps to the bit, and so its losses."""
    pytest.importorskip("sklearn")
    from sklearn.model_selection import GridSearchCV, PredefinedSplit

    path, x, y = configured(tmp_path, random, f"[{model}]", 7, 100)
    study = crossmodal.Study.run(path, study=tmp_path / "s", workers=1, progress=False, settings={
        "losses": [{"max-margin": {"margin": [1, 2]}} if loss == "max-margin" else loss], "training.batch-size": 16, "seed": 5,
        "grid.learning-rate": [0.01, 0.003], "grid.dropout": [0, 0.25], "grid.hidden-units": [8, 12]})
    cell = study.best()[0]["name"]
    folds, settings = study.folds(), study.settings(cell)
    axes = {"learning_rate": [0.01, 0.003]}
    if model != "lin":
        axes.update({"dropout": [0.0, 0.25], "hidden_units": [8, 12]})
    if loss == "max-margin":
        axes["margin"] = [1.0, 2.0]
    estimator = crossmodal.Map(model, loss=loss, epochs=7, batch_size=16, seed=5, study_settings=settings)
    search = GridSearchCV(estimator, axes, cv=PredefinedSplit(folds), scoring="neg_mean_squared_error", error_score="raise")
    search.fit(x, y, fold=folds)
    assert len(search.cv_results_["params"]) == len(settings.all) and settings.folds == 3
    if loss == "mse":
        rows = [row for row in rows_of(study.results()) if row["kind"] == "search"]
        own = {(row["learning_rate"], row["fold"]): row["last_held_out_loss"] for row in rows}
        found = {
            (params["learning_rate"], fold): -search.cv_results_[f"split{fold}_test_score"][place]
            for place, params in enumerate(search.cv_results_["params"]) for fold in range(3)}
        assert own == pytest.approx(found, rel=1e-6) and len(own) == 6
    # The maps that the study chose.
    best = study.best()[0]
    chosen = {name: best["setting"][key] for name, key in [
        ("learning_rate", "learningRate"), ("dropout", "dropout"), ("hidden_units", "hiddenUnits"), ("margin", "margin"),
    ] if key in best["setting"]}
    for entry in study.maps():
        fold, rows = entry["fold"], numpy.flatnonzero(folds != entry["fold"])
        fitted = crossmodal.Map(model, loss=loss, epochs=best["epoch"], batch_size=16, seed=5, study_settings=settings, **chosen)
        for said in (fold, folds[rows]):
            assert (fitted.fit(x[rows], y[rows], fold=said).predict(x) == entry["map"].predict(x)).all()
        fitted.set_params(study_settings=None)
        assert (fitted.fit(x[rows], y[rows]).predict(x) != entry["map"].predict(x)).any()


@pytest.mark.parametrize("protocol, line", [
    ("{kind: cross-validation, folds: 3, repeats: 2}", "repeats its folds"), ("{kind: holdout, folds: 3, runs: 2}", "a holdout")])
def test_fits_of_other_protocols(tmp_path, random, protocol, line):
    path, x, y = configured(tmp_path, random, "[nn]")
    text = path.read_text().replace("{kind: cross-validation, folds: 3}", protocol)
    if "holdout" in protocol:
        text = text.replace("x.npy", "x.npy, train-rows: 1-60").replace("y.npy", "y.npy, train-rows: 1-60")
    path.write_text(text)
    study = crossmodal.Study.run(path, study=tmp_path / "s", workers=1, progress=False)
    with pytest.raises(ValueError, match=line):
        study.folds()
    best = study.best()[0]
    for entry in study.maps():
        fitted = crossmodal.Map(
            hidden_units=8, learning_rate=0.01, epochs=best["epoch"], study_settings=study.settings(best["name"]))
        rows = numpy.setdiff1d(numpy.arange(90), entry["rows"])
        # Of a holdout, the first run: all folds are there.
        fitted.fit(x[rows], y[rows], fold=[0, 1, 2] * 20 if "holdout" in protocol else entry["fold"])
        same = (fitted.predict(x) == entry["map"].predict(x)).all()
        assert same == ("holdout" not in protocol or entry["fold"] == 0)


@pytest.mark.parametrize("loss, line", [
    ("{cosine: {reduction: mean}}", "reduction=mean, which Map cannot have"), ("{sigmoid: {bias: -3}}", "bias=-3"),
    ("{info-nce: {direction: forward}}", "direction=forward, which"), ("{max-margin: {margin: [1], negative: hardest}}", "negative=hardest"),
])
def test_losses_that_a_map_cannot_have(tmp_path, random, loss, line):
    path, x, y = configured(tmp_path, random, "[lin]")
    path.write_text(path.read_text().replace("[mse]", f"[{loss}]"))
    study = crossmodal.Study.run(path, study=tmp_path / "s", workers=1, progress=False)
    settings = study.settings(study.best()[0]["name"])
    fitted = crossmodal.Map(
        "lin", loss=settings.loss, learning_rate=0.01, epochs=3, temperature=settings.all[0].get("temperature", 0.07),
        study_settings=settings)
    with pytest.raises(ValueError, match=line):
        fitted.fit(x, y, fold=0)


def test_folds_of_a_study_that_is_not_done(study, command):
    study, _, _ = study
    whole = study.folds().tolist()
    last = [row["fit"] for row in rows_of(study.results()) if row["kind"] == "final" and row["fold"] == 2]
    command("retry", study.directory, last[0])
    assert study.folds().tolist() == whole and len(last) == 2
    command("retry", study.directory, last[1])
    with pytest.raises(ValueError, match="2 of 3 folds have a chosen map so far; run the study to its end"):
        study.folds()


def test_what_is_not_allowed_of_settings(study):
    study, x, y = study
    cell = next(entry["name"] for entry in study.best() if entry["name"].endswith("/nn"))
    settings, folds = study.settings(cell), study.folds()
    assert repr(settings) == f"<1 settings of {cell}>"
    named = crossmodal.Map(hidden_units=8, learning_rate=0.01, epochs=3, study_settings=settings)
    assert named.fit(x, y, fold=folds).n_iter_ == 3
    for call, line in [
        (lambda: study.settings("nn"), "cell 'nn': there is none; there are small/"),
        (lambda: study.settings(3), "cell 3: a word is needed"), (lambda: named.fit(x, y), "fold: needed with study_settings"),
        (lambda: named.fit(x, y, fold=3), "fold 3: allowed are whole numbers from 0 to 2"),
        (lambda: named.fit(x, y, fold=[0] * 90), "the rows are in 1 of 3 folds"),
        (lambda: named.fit(x, y, fold=["a"] * 90), "fold 'a': allowed are whole numbers"),
        (lambda: named.set_params(hidden_units=9).fit(x, y, fold=0), "none of the settings of .* there are lr=0.01,units=8"),
        (lambda: named.set_params(hidden_units=8, loss="cosine").fit(x, y, fold=0), "has loss mse, not cosine"),
        (lambda: named.set_params(loss="mse", model="nn-3").fit(x, y, fold=0), "has model nn, not nn-3"),
        (lambda: crossmodal.Map(study_settings="a").fit(x, y, fold=0), "study_settings 'a': what Study.settings"),
        (lambda: crossmodal.Map().fit(x, y, fold=0), "fold: allowed with study_settings"),
        (lambda: named.fit(x, y, fold=[0, 1]), "fold: 2 entries, but x has 90 rows"),
        (lambda: named.set_params(model="nn", learning_rate=[0.1]).fit(x, y, fold=0), "learning_rate \\[0.1\\]: a number is needed"),
        (lambda: named.set_params(learning_rate=10**400).fit(x, y, fold=0), "learning_rate 1000.*: a number is needed"),
        (lambda: named.set_params(learning_rate=0.01, activation=numpy.array(["relu", "tanh"])).fit(x, y, fold=0), "activation array"),
        (lambda: study.settings("\ud800"), "is no text of Unicode"),
    ]:
        with pytest.raises(ValueError, match=line) as found:
            call()
        assert "\n" not in str(found.value)


def test_settings_and_errors(tmp_path, random):
    path, _, _ = configured(tmp_path, random)
    with pytest.raises(ValueError, match="max-epoch"):
        crossmodal.Study.run(path, study=tmp_path / "s", settings={"training.max-epoch": 2}, progress=False)
    with pytest.raises(OSError, match="no.yaml"):
        crossmodal.Study.run(tmp_path / "no.yaml", progress=False)
    found = crossmodal.Study.run(
        path, study=tmp_path / "s", settings={"models": ["ridge"], "grid.penalty": [1]}, workers=1, progress=False)
    assert {row["penalty"] for row in rows_of(found.results())} == {1}


def test_progress_is_shown(tmp_path, random, capsys):
    pytest.importorskip("tqdm")
    path, _, _ = configured(tmp_path, random, "[nn]", 400, 600)
    study = crossmodal.Study.run(
        path, study=tmp_path / "s", settings={"grid.hidden-units": list(range(8, 48))}, workers=1)
    state = study.status()["progress"]
    assert state["done"] == state["total"] > 100
    assert "fit/s" in capsys.readouterr().err


def test_an_interrupt_drains_and_another_run_continues(tmp_path, random):
    path, _, _ = configured(tmp_path, random, "[nn]", 400, 600)
    code = (
        "import crossmodal, sys\n"
        f"try: crossmodal.Study.run({str(path)!r}, study={str(tmp_path / 's')!r}, workers=1, progress=False,\n"
        "  settings={'grid.hidden-units': list(range(8, 200))})\n"
        "except crossmodal.Interrupted as found: print(str(found).count(chr(10)))\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment)
    journal = tmp_path / "s"
    for _ in range(600):
        time.sleep(0.05)
        if journal.exists() and any("finished" in file.read_text() for file in journal.rglob("*.jsonl")):
            break
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=60)[0] == "0\n"
    done = len(rows_of(crossmodal.Study(journal).results()))
    assert done >= 1
