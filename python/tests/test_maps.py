"""Maps as estimators of scikit-learn."""

import copy
import pickle

import numpy
import pytest

import crossmodal

sklearn = pytest.importorskip("sklearn")


@pytest.fixture
def pair(random):
    x = random.normal(size=(120, 12)).astype("float32")
    y = (x @ random.normal(size=(12, 5)) + random.normal(size=(120, 5))).astype("float32")
    return x, y


def estimators():
    return [
        crossmodal.RidgeMap(), crossmodal.RidgeMap([0.1, 10], per_target=True),
        crossmodal.Map(model="lin", epochs=200, learning_rate=0.01), crossmodal.Map(epochs=60, learning_rate=0.01, hidden_units=64),
        crossmodal.Map("ridge", penalty=0.1),
    ]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("estimator", estimators(), ids=repr)
def test_check_estimator(estimator):
    from sklearn.utils.estimator_checks import check_estimator

    failed = [
        (entry["check_name"], entry["exception"]) for entry in check_estimator(estimator, on_fail=None)
        if entry["status"] == "failed"
    ]
    assert failed == []


def test_ridge_is_that_of_scikit_learn(pair):
    from sklearn.linear_model import Ridge

    x, y = (array.astype("float64") for array in pair)
    own, other = crossmodal.RidgeMap(3.0).fit(x, y), Ridge(alpha=3.0).fit(x, y)
    assert numpy.allclose(own.coef_, other.coef_, atol=1e-6)
    assert numpy.allclose(own.intercept_, other.intercept_, atol=1e-6)
    assert own.score(x, y) == pytest.approx(other.score(x, y), abs=1e-6)


def test_the_penalty_is_that_of_least_leave_one_out_error(pair):
    from sklearn.linear_model import RidgeCV

    x, y = (array.astype("float64") for array in pair)
    penalties = [0.1, 1, 10, 100, 1000]
    assert crossmodal.RidgeMap(penalties).fit(x, y).penalty_ == RidgeCV(penalties).fit(x, y).alpha_
    own = crossmodal.RidgeMap(penalties, per_target=True).fit(x, y).penalty_
    assert (own == RidgeCV(penalties, alpha_per_target=True).fit(x, y).alpha_).all()


def test_grid_search_and_pipeline(pair):
    from sklearn.model_selection import GridSearchCV
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    search = GridSearchCV(
        make_pipeline(StandardScaler(), crossmodal.Map(epochs=5)), {"map__hidden_units": [4, 8], "map__seed": [1, 2]},
        cv=3, scoring="neg_mean_squared_error", n_jobs=2)
    search.fit(*pair)
    assert set(search.best_params_) == {"map__hidden_units", "map__seed"}
    assert search.predict(pair[0]).shape == pair[1].shape


def test_copies_and_pickles_are_the_same_map(pair):
    x, y = pair
    for map in (crossmodal.Map(epochs=2).fit(x, y), crossmodal.Map("cca", rank=3).fit(x, y)):
        for again in (pickle.loads(pickle.dumps(map)), copy.deepcopy(map)):
            assert (again.predict(x) == map.predict(x)).all()
            assert (again.target(y) == map.target(y)).all()
            assert again.history_ == map.history_


@pytest.mark.parametrize("map", [
    crossmodal.Map("nn-3", hidden_units=7, activation="tanh", epochs=2), crossmodal.Map("lin", epochs=2), crossmodal.Map("ridge"),
], ids=repr)
def test_a_loaded_map_has_the_parameters_that_its_file_holds(pair, map, tmp_path):
    x, y = pair
    map.fit(x, y).save(tmp_path / "m.safetensors")
    again = crossmodal.Map.load(tmp_path / "m.safetensors")
    assert (again.predict(x) == map.predict(x)).all()
    for name in ("model", "hidden_units", "activation"):
        assert again.get_params()[name] == map.get_params()[name]
    assert sklearn.base.clone(again).get_params() == again.get_params()
    assert repr(again) == repr(sklearn.base.clone(map).set_params(epochs=100))
    for name in ("history_", "n_iter_", "notes_"):
        assert hasattr(map, name) and not hasattr(again, name) and not hasattr(crossmodal.Map(), name)
        with pytest.raises(AttributeError, match=f"{name}: only fit sets it"):
            getattr(again, name)
    assert again.fit(x, y).history_["training"] is not None
    for same in (pickle.loads(pickle.dumps(again)), copy.deepcopy(again)):
        assert repr(same) == repr(again)


def test_patience_keeps_the_best_epoch(pair):
    x, y = pair
    map = crossmodal.Map(epochs=300, learning_rate=0.02, patience=5, held_out=range(40)).fit(x, y)
    losses = map.history_["held_out"]
    assert map.n_iter_ == numpy.argmin(losses) + 1 < len(losses) < 300
    error = ((map.predict(x[:40]) - y[:40]) ** 2).mean()
    assert error == pytest.approx(min(losses), rel=1e-5)


def test_parameters(pair):
    map = crossmodal.Map("lin", epochs=3)
    assert map.get_params()["epochs"] == 3 and repr(map) == "Map(model='lin', epochs=3)"
    assert sklearn.base.clone(map).get_params() == map.get_params()
    with pytest.raises(ValueError, match="epoch"):
        map.set_params(epoch=3)
    with pytest.raises(sklearn.exceptions.NotFittedError):
        map.predict(pair[0])


def test_weights_of_a_score_are_checked(pair):
    x, y = pair
    ridge = crossmodal.RidgeMap().fit(x, y)
    weights = numpy.arange(len(x))
    assert ridge.score(x, y, sample_weight=weights) == pytest.approx(
        sklearn.metrics.r2_score(y, ridge.predict(x), sample_weight=weights), abs=1e-6)
    with pytest.raises(ValueError, match="sample_weight"):
        ridge.score(x, y, sample_weight=[1, 2])
    for wrong, line in [
        (numpy.nan, r"sample_weight\[2\] is nan"), (numpy.inf, r"sample_weight\[2\] is inf"),
        (-1, r"sample_weight\[2\] is -1.0"), ("a", "sample_weight: holds texts"), (None, "sample_weight: holds objects"),
    ]:
        with pytest.raises(ValueError, match=line):
            ridge.score(x, y, sample_weight=[1, 1, wrong] + [1] * (len(x) - 3))
    with pytest.raises(ValueError, match="sample_weight: all are 0"):
        ridge.score(x, y, sample_weight=numpy.zeros(len(x)))
    with pytest.raises(ValueError, match="sample_weight: has masked"):
        ridge.score(x, y, sample_weight=numpy.ma.masked_equal(weights, 3))
    with pytest.raises(ValueError, match="x has 120 rows, y has 3"):
        ridge.score(x, y[:3])


@pytest.mark.parametrize("estimator", [crossmodal.RidgeMap(), crossmodal.Map("lin", epochs=2)], ids=repr)
def test_a_fit_that_fails_leaves_the_fitted_map_as_it_is(pair, estimator):
    x, y = pair[0], pair[1].astype("float64")
    map = sklearn.base.clone(estimator).fit(x, y)
    wanted = map.predict(x)
    with pytest.raises(ValueError, match="rows"):
        map.fit(x[:, 1:], y[:5, 0].astype("float32"))
    found = map.predict(x)
    assert found.dtype == wanted.dtype and numpy.array_equal(found, wanted)
