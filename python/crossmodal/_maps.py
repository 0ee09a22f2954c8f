"""Maps as estimators of scikit-learn, which need not be installed."""

from __future__ import annotations

import ctypes
import inspect
import os
import tempfile
from typing import TYPE_CHECKING, Any

import numpy

from ._arrays import Rows, as_array, as_rows, flag, number, whole
from ._library import Call, FitOptions, floats, library, path_text, shown, thread_count, word
from ._settings import Settings


# What is known of the fitting of a map, and not of a map in a file.
_OF_FITTING = {"n_iter_", "history_", "notes_"}
# Of the trained families.
_HIDDEN_LAYERS = {"lin": 0, "nn": 1, "nn-3": 3, "nn-5": 5}


class _Handle:
    """A ``crossmodal_map``, given back when nobody needs it any more; travels as the bytes of a safetensors file."""

    def __init__(self, pointer: int) -> None:
        self.pointer = pointer
        self.facts = floats(Call().text("map_describe", self.pointer), {"training", "heldOut", "penalty", "penalties"})

    def __del__(self) -> None:
        if getattr(self, "pointer", None):
            library().crossmodal_map_free(self.pointer)

    @classmethod
    def load(cls, path: Any) -> _Handle:
        pointer = ctypes.c_void_p()
        Call().run("map_load", os.fsencode(path_text(path)), ctypes.byref(pointer))
        return cls(pointer.value)

    def __reduce__(self) -> Any:
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "map.safetensors")
            Call().run("map_save", self.pointer, os.fsencode(path))
            with open(path, "rb") as file:
                return _unpickled, (file.read(), self.facts)

    def apply(self, function: str, rows: Rows, threads: int | None) -> numpy.ndarray:
        result = numpy.empty((rows.rows, self.facts["outputs"]), dtype=numpy.float32)
        products = sum(inputs * outputs for inputs, outputs in self.facts["layers"])
        Call().run(
            function, self.pointer, rows.pointer, thread_count(threads), result.ctypes.data,
            work=float(rows.rows) * products, keep=(self, rows, result),
        )
        return result


def _unpickled(content: bytes, facts: dict[str, Any]) -> _Handle:
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "map.safetensors")
        with open(path, "wb") as file:
            file.write(content)
        handle = _Handle.load(path)
    handle.facts = facts
    return handle


class _Estimator:
    """What scikit-learn asks of a regressor."""

    _estimator_type = "regressor"

    @classmethod
    def _names(cls) -> list[str]:
        return [name for name in inspect.signature(cls.__init__).parameters if name != "self"]

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """The arguments of the constructor."""
        return {name: getattr(self, name) for name in self._names()}

    def set_params(self, **parameters: Any) -> Any:
        """Changes arguments of the constructor."""
        for name, value in parameters.items():
            if name not in self._names():
                raise ValueError(
                    f"Invalid parameter {name!r} for estimator {self!r}. Valid parameters are: {self._names()!r}.")
            setattr(self, name, value)
        return self

    def __repr__(self) -> str:
        usual = inspect.signature(type(self).__init__).parameters
        given = [
            f"{name}={getattr(self, name)!r}" for name in self._names()
            if not _same(getattr(self, name), usual[name].default)
        ]
        return f"{type(self).__name__}({', '.join(given)})"

    def __sklearn_tags__(self) -> Any:
        from sklearn.utils import InputTags, RegressorTags, Tags, TargetTags

        return Tags(
            estimator_type="regressor", target_tags=TargetTags(required=True, multi_output=True, single_output=True),
            transformer_tags=None, classifier_tags=None, regressor_tags=RegressorTags(), input_tags=InputTags(),
        )

    if not TYPE_CHECKING:
        # Hidden from type checkers, for which every name would exist.
        def __getattr__(self, name: str) -> Any:
            if name in _OF_FITTING and "_handle" in vars(self):
                raise AttributeError(f"{name}: only fit sets it; this map was loaded, and files of maps do not hold it")
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "_handle")

    def _fitted(self) -> _Handle:
        if hasattr(self, "_handle"):
            return self._handle
        line = f"This {type(self).__name__} instance is not fitted yet; call fit first"
        try:
            from sklearn.exceptions import NotFittedError
        except ImportError:
            raise ValueError(line) from None
        raise NotFittedError(line)

    def _fit(self, x: Any, y: Any, threads_of: Any, **options: Any) -> Any:
        if y is None:
            raise ValueError(
                f"{type(self).__name__} requires y to be passed, but the target y is None")
        first = _rows(x, "x")
        wanted = _numbers(as_array(y, "y"))
        second = Rows(wanted, "y")
        names = _feature_names(x)
        request, kept = _options(options)
        pointer = ctypes.c_void_p()
        Call().run(
            "map_fit", first.pointer, second.pointer, ctypes.byref(request), ctypes.byref(pointer),
            work=_fitting_work(first, second, options), keep=(first, second, request, kept, pointer),
        )
        # From here on nothing fails: a map that was fitted before stays whole until another one takes its place.
        self._handle = _Handle(pointer.value)
        self._is_vector = wanted.ndim == 1
        # Single precision is what the map computes in; a wide y gets a wide f(x), as other estimators give.
        self._type = numpy.float32 if second.numbers.dtype.itemsize < 8 else numpy.float64
        self.n_features_in_ = first.columns
        self.__dict__.pop("feature_names_in_", None)
        if names is not None:
            self.feature_names_in_ = names
        facts = self._handle.facts
        self.n_iter_ = facts.get("epochs", 1)
        self.history_ = {"training": facts.get("training", []), "held_out": facts.get("heldOut", [])}
        self.notes_ = facts.get("notes", [])
        return self

    def predict(self, x: Any) -> numpy.ndarray:
        """f(x) of each row: n × q, or n numbers where y was a vector.

        Computed in float32, and given as float64 where y was so when the map was fitted.
        """
        handle = self._fitted()
        names, own = _feature_names(x), getattr(self, "feature_names_in_", None)
        if names is not None and own is not None and list(names) != list(own):
            raise ValueError(_other_names(names, own))
        rows = _rows(x, "x")
        if rows.columns != handle.facts["inputs"]:
            raise ValueError(
                f"X has {rows.columns} features, but {type(self).__name__} is expecting {handle.facts['inputs']} features "
                "as input")
        result = handle.apply("map_apply", rows, self.threads).astype(getattr(self, "_type", "float32"), copy=False)
        return result[:, 0] if getattr(self, "_is_vector", False) else result

    __call__ = predict

    def target(self, y: Any) -> numpy.ndarray:
        """The rows of y in the space of f(x): y itself but for canonical correlations and maps with steps."""
        handle = self._fitted()
        rows = Rows(y, "y")
        if rows.columns != handle.facts["targetInputs"]:
            raise ValueError(f"y has {rows.columns} columns; the map was fitted to {handle.facts['targetInputs']}")
        return handle.apply("map_target", rows, self.threads)

    def score(self, x: Any, y: Any, sample_weight: Any = None) -> float:
        """R², the mean over the columns of y: 1 is the best, 0 that of the mean of y."""
        mapped = numpy.asarray(self.predict(x), dtype=numpy.float64)
        mapped = mapped.reshape(len(mapped), -1)
        wanted = numpy.asarray(self.target(y), dtype=numpy.float64)
        if len(wanted) != len(mapped):
            raise ValueError(f"x has {len(mapped)} rows, y has {len(wanted)}; row i of each must be the same item")
        weights = _weights(sample_weight, len(mapped))
        mean = numpy.average(wanted, axis=0, weights=weights)
        error = (weights[:, None] * (wanted - mapped) ** 2).sum(axis=0)
        spread = (weights[:, None] * (wanted - mean) ** 2).sum(axis=0)
        with numpy.errstate(divide="ignore", invalid="ignore"):
            shares = numpy.where(spread > 0, 1 - error / spread, numpy.where(error > 0, 0.0, 1.0))
        return float(shares.mean())

    @property
    def layers_(self) -> list[tuple[numpy.ndarray, numpy.ndarray]]:
        """The numbers of each layer: W (inputs × outputs) and b."""
        handle = self._fitted()
        found = []
        for place, (inputs, outputs) in enumerate(handle.facts["layers"]):
            weights = numpy.empty((inputs, outputs), dtype=numpy.float32)
            bias = numpy.empty(outputs, dtype=numpy.float32)
            Call().run("map_layer", handle.pointer, place, weights.ctypes.data, bias.ctypes.data)
            found.append((weights, bias))
        return found

    def save(self, path: Any) -> None:
        """Writes the map: ``.safetensors``, which ``load`` and ``crossmodal map`` read, or ``.onnx``."""
        Call().run("map_save", self._fitted().pointer, os.fsencode(path_text(path)))


class Map(_Estimator):
    """A map of any family, fitted as ``crossmodal train`` fits it: the same options, the same bits.

    Args:
        model: ``"lin"``, ``"nn"``, ``"nn-3"``, ``"nn-5"`` (trained), ``"ridge"``, ``"procrustes"``, ``"cca"``,
            ``"reduced-rank"`` (solved), ``"mean"``, ``"random"`` (floors).
        hidden_units, activation: of each hidden layer; ``"relu"``, ``"sigmoid"`` or ``"tanh"``.
        loss: ``"mse"``, ``"cosine"``, ``"max-margin"`` (with margin), ``"info-nce"`` (with temperature) or ``"sigmoid"``.
        optimizer: ``"rmsprop"``, ``"adam"`` or ``"descent"``; with learning_rate, schedule (``"constant"``, ``"cosine"``,
            ``"inverse-time"``) and weight_decay.
        dropout, structure_weight, epochs, batch_size, seed, shuffle: as the options of the same names.
        patience: epochs without a lower loss of the rows held out before training ends; then the map of the best epoch is kept.
        held_out: rows, from 0, that are not fitted.
        penalty, rank: of ridge, cca and reduced-rank.
        study_settings: what ``Study.settings(cell)`` gives: fits then have the random streams of that study's fits, and so,
            with the seed and training of the study, their numbers.
        threads: that share predictions; None: all processors.

    Attributes after fit: ``layers_``, ``history_`` (losses of every epoch), ``n_iter_``, ``notes_``; after load: ``layers_``.

    >>> x = numpy.random.default_rng(0).normal(size=(300, 10)).astype("float32")
    >>> map = crossmodal.Map(model="nn", hidden_units=32, epochs=20).fit(x, x[:, :3] ** 2)
    >>> map.predict(x[:5]).shape
    (5, 3)
    >>> losses = map.history_["training"]
    >>> len(losses), losses[-1] < losses[0]
    (20, True)
    """

    def __init__(
        self, model: str = "nn", *, hidden_units: int = 256, activation: str = "relu", loss: str = "mse",
        margin: float = 1.0, temperature: float = 0.07, optimizer: str = "rmsprop", learning_rate: float = 0.001,
        schedule: str = "constant", weight_decay: float = 0.0, structure_weight: float = 0.0, dropout: float = 0.0,
        epochs: int = 100, batch_size: int = 64, patience: int | None = None, held_out: Any = None,
        penalty: float | None = None, rank: int | None = None, seed: int = 1, shuffle: bool = True,
        study_settings: Settings | None = None, threads: int | None = None,
    ) -> None:
        self.model, self.hidden_units, self.activation, self.loss = model, hidden_units, activation, loss
        self.margin, self.temperature, self.optimizer = margin, temperature, optimizer
        self.learning_rate, self.schedule, self.weight_decay = learning_rate, schedule, weight_decay
        self.structure_weight, self.dropout, self.epochs, self.batch_size = structure_weight, dropout, epochs, batch_size
        self.patience, self.held_out, self.penalty, self.rank = patience, held_out, penalty, rank
        self.seed, self.shuffle, self.study_settings, self.threads = seed, shuffle, study_settings, threads

    def fit(self, x: Any, y: Any, fold: Any = None) -> Map:
        """Fits the map to rows of x (n × p) and y (n × q, or n numbers).

        Args:
            fold: with study_settings, the fold of the study that x and y leave out: its number, or the folds of the rows of x
                (``Study.folds()``, of which scikit-learn passes those of the rows that it fits).
        """
        options = self.get_params()
        if self.study_settings is not None:
            rows = numpy.shape(fold)[0] if numpy.ndim(fold) else None
            if rows not in (None, _length(x)):
                raise ValueError(f"fold: {rows} entries, but x has {_length(x)} rows; one for each row is needed")
            options.update(self._study_streams(options, fold))
        elif fold is not None:
            raise ValueError("fold: allowed with study_settings, which name the study")
        options["penalties"] = None if options["penalty"] is None else [options["penalty"]]
        return self._fit(x, y, self.threads, **options)

    @staticmethod
    def _study_streams(options: dict[str, Any], fold: Any) -> dict[str, Any]:
        settings = options["study_settings"]
        if not isinstance(settings, Settings):
            raise ValueError(f"study_settings {shown(settings)}: what Study.settings(cell) gives is needed")
        return settings.streams(options, fold)

    @classmethod
    def load(cls, path: Any) -> Map:
        """A map that ``save``, ``crossmodal train`` or ``crossmodal export`` wrote as ``.safetensors``.

        Such a file holds the model, the width of hidden layers and their activation; how the map was fitted it does not say:
        the other parameters have their defaults, and ``history_``, ``n_iter_`` and ``notes_`` are missing.
        """
        handle = _Handle.load(path)
        facts = handle.facts
        hidden = facts["layers"][:-1]
        # Where a file names no family, the trained one with as many hidden layers.
        families = [name for name, count in _HIDDEN_LAYERS.items() if count == len(hidden)]
        model = facts.get("model") or (families[0] if families else None)
        found = cls() if model is None else cls(model=model)
        if hidden:
            found.set_params(hidden_units=hidden[0][1], activation=facts["activation"])
        found._handle, found.n_features_in_, found._is_vector = handle, facts["inputs"], False
        return found


class RidgeMap(_Estimator):
    """W x + b of least squared error with a penalty on W, solved at once in double precision.

    Args:
        penalties: a number, or several: the one of least leave-one-out error is taken.
        per_target: a penalty for each column of y, each chosen so.
        threads: that share predictions; None: all processors.

    Attributes after fit: ``coef_`` (q × p), ``intercept_`` (q), ``penalty_`` (a number, or one for each column of y), ``notes_``.

    >>> x = numpy.random.default_rng(0).normal(size=(50, 4))
    >>> ridge = crossmodal.RidgeMap(penalties=[0.01, 1, 100]).fit(x, x @ [[1.0], [2], [3], [4]])
    >>> ridge.penalty_, ridge.coef_.round(2).tolist()
    (0.01, [[1.0, 2.0, 3.0, 4.0]])
    """

    def __init__(self, penalties: Any = 1.0, *, per_target: bool = False, threads: int | None = None) -> None:
        self.penalties, self.per_target, self.threads = penalties, per_target, threads

    def fit(self, x: Any, y: Any) -> RidgeMap:
        """Solves the map of rows of x (n × p) and y (n × q, or n numbers)."""
        try:
            if self.penalties is None:
                raise TypeError
            penalties = [float(penalty) for penalty in numpy.atleast_1d(numpy.asarray(self.penalties, dtype=float))]
        except (TypeError, ValueError):
            raise ValueError(f"penalties {shown(self.penalties)}: numbers from 0 are needed, one or several") from None
        if (len(penalties) > 1 or flag(self.per_target, "per_target")) and _rows(x, "x").rows == 1:
            raise ValueError("1 sample: the leave-one-out error, which chooses a penalty, needs at least 2")
        self._fit(x, y, self.threads, model="ridge", penalties=penalties, per_target=self.per_target)
        weights, bias = self.layers_[0]
        facts = self._handle.facts
        self.penalty_ = facts["penalty"] if "penalty" in facts else numpy.array(facts["penalties"])
        self.coef_, self.intercept_ = (weights[:, 0], bias[0]) if self._is_vector else (weights.T, bias)
        return self


def _same(value: Any, usual: Any) -> bool:
    try:
        return bool(value is usual or value == usual)
    except (TypeError, ValueError):
        return False


def _numbers(found: numpy.ndarray) -> numpy.ndarray:
    # Numbers in an array of objects, as a column of a mixed data frame; numpy says what is none.
    return found.astype(numpy.float64) if found.dtype.kind == "O" else found


def _weights(given: Any, rows: int) -> numpy.ndarray:
    """A weight for each row."""
    if given is None:
        return numpy.ones(rows)
    shape = as_array(given, "sample_weight").shape
    if shape != (rows,):
        raise ValueError(f"sample_weight: of shape {shape}, but there are {rows} rows")
    weights = as_rows(given, "sample_weight")[:, 0].astype(numpy.float64)
    wrong = numpy.flatnonzero(~(numpy.isfinite(weights) & (weights >= 0)))
    if len(wrong):
        raise ValueError(f"sample_weight[{wrong[0]}] is {weights[wrong[0]]}; allowed are finite numbers from 0")
    if not weights.any():
        raise ValueError("sample_weight: all are 0; at least one row needs a larger weight")
    return weights


def _rows(x: Any, name: str) -> Rows:
    if hasattr(x, "toarray"):
        return Rows(x, name)
    found = _numbers(as_array(x, name))
    if found.ndim == 1 and not hasattr(x, "iloc"):
        raise ValueError(
            "Expected 2D array, got 1D array instead. Reshape your data either using array.reshape(-1, 1) if your data has "
            "a single feature or array.reshape(1, -1) if it contains a single sample.")
    if found.ndim == 2 and found.shape[1] == 0:
        raise ValueError(f"0 feature(s) (shape={found.shape}) while a minimum of 1 is required.")
    return Rows(found, name)


def _feature_names(x: Any) -> numpy.ndarray | None:
    columns = getattr(x, "columns", None)
    if columns is None or not len(columns) or not all(isinstance(name, str) for name in columns):
        return None
    return numpy.asarray(list(columns), dtype=object)


def _length(x: Any) -> int | None:
    shape = getattr(x, "shape", None)
    return shape[0] if shape else len(x) if hasattr(x, "__len__") else None


def _other_names(found: Any, own: Any) -> str:
    new, missing = sorted(set(found) - set(own)), sorted(set(own) - set(found))
    lines = ["The feature names should match those that were passed during fit."]
    if new:
        lines += ["Feature names unseen at fit time:"] + [f"- {name}" for name in new]
    if missing:
        lines += ["Feature names seen at fit time, yet now missing:"] + [f"- {name}" for name in missing]
    if not new and not missing:
        lines.append("Feature names must be in the same order as they were in fit.")
    return "\n".join(lines) + "\n"


def _options(given: dict[str, Any]) -> tuple[FitOptions, list[Any]]:
    request, kept = FitOptions(), []
    library().crossmodal_fit_options_default(ctypes.byref(request))
    for name in ("model", "activation", "loss", "optimizer", "schedule"):
        if name in given:
            setattr(request, name, word(given[name], name))
    for name in ("hidden_units", "epochs", "batch_size"):
        if name in given:
            setattr(request, name, whole(given[name], name))
    for name in ("margin", "temperature", "learning_rate", "weight_decay", "structure_weight", "dropout"):
        if name in given:
            setattr(request, name, number(given[name], name))
    if given.get("patience") is not None:
        request.patience = whole(given["patience"], "patience")
    if given.get("rank") is not None:
        request.rank = whole(given["rank"], "rank")
    request.seed = whole(given.get("seed", 1), "seed", 0, 2**64 - 1)
    request.shuffles = flag(given.get("shuffle", True), "shuffle")
    request.penalty_per_target = flag(given.get("per_target", False), "per_target")
    if given.get("penalties") is not None:
        penalties = [number(penalty, "penalty") for penalty in given["penalties"]]
        if not penalties:
            raise ValueError("penalties: empty; numbers from 0 are needed")
        array = (ctypes.c_double * len(penalties))(*penalties)
        request.penalties, request.penalty_count = array, len(penalties)
        kept.append(array)
    if "setting" in given:
        for name in ("dataset", "cell", "setting"):
            setattr(request, name, word(given[name], name))
        request.fold = given["fold"]
    if given.get("held_out") is not None:
        rows = [whole(row, "held_out", 0) for row in numpy.asarray(given["held_out"]).ravel().tolist()]
        array = (ctypes.c_int64 * len(rows))(*rows)
        request.held_out, request.held_out_count = array, len(rows)
        kept.append(array)
    return request, kept


def _fitting_work(x: Rows, y: Rows, options: dict[str, Any]) -> float:
    n, p, q = float(x.rows), x.columns, y.columns
    layers = _HIDDEN_LAYERS.get(options["model"])
    if layers is None:
        return n * p * (p + q) + n * q * q + 10.0 * p**3
    units = options["hidden_units"]
    products = p * q if layers == 0 else units * (p + q) + (layers - 1) * units * units
    return 3.0 * n * products * options["epochs"]
