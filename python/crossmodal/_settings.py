"""The settings of a study's cell, and what names the random streams of their fits."""

from __future__ import annotations

import re
from typing import Any, Mapping

import numpy

from ._arrays import number, whole
from ._library import word


class Settings:
    """The settings of a cell of a study: what ``Study.settings(cell)`` gives, for ``Map(study_settings=…)``.

    ``cell`` is the cell's name, ``folds`` the number of folds, ``all`` the settings, each a dictionary of its numbers and words.
    Fits are those of the study where it gives its maps the rows as they are: without steps, and for losses that compare the items
    of a batch without groups.
    """

    def __init__(self, entry: Mapping[str, Any]) -> None:
        """Of a cell in the document of ``crossmodal plan --settings --json``."""
        self.dataset, self.cell, self.model, self.loss = entry["dataset"], entry["name"], entry["model"], entry["loss"]
        self.folds = entry["fits"] // entry["settings"]
        self.all = [{_snake_case(key): value for key, value in setting.items()} for setting in entry["triedSettings"]]

    def __repr__(self) -> str:
        return f"<{len(self.all)} settings of {self.cell}>"

    def streams(self, parameters: Mapping[str, Any], fold: Any) -> dict[str, Any]:
        """What names the random streams of a fit with these parameters."""
        for key, own in (("model", self.model), ("loss", self.loss)):
            # A solved map has no loss of its own.
            if not _equals(key, parameters[key], own) and (key == "model" or "learning_rate" in self.all[0]):
                raise ValueError(f"study_settings: {self.cell} has {key} {own}, not {parameters[key]}")
        found = [setting for setting in self.all if _is_of(setting, parameters)]
        if len(found) != 1:
            names = ", ".join(setting["name"] for setting in self.all)
            raise ValueError(
                f"study_settings: {'none' if not found else len(found)} of the settings of {self.cell} "
                f"has the parameters of this map; there are {names}")
        own = [part for part in found[0]["name"].split(",") if part.partition("=")[0] in _FOREIGN_PARTS]
        if "temperature" in found[0]:
            own = [part for part in own if not part.startswith("temperature=")]
        if own:
            raise ValueError(f"study_settings: {self.cell} has {', '.join(own)}, which Map cannot have")
        return {
            "dataset": self.dataset, "cell": self.cell, "setting": found[0]["streams"], "fold": held_out_fold(fold, self.folds)}


# Options of losses that are in the name of a setting where they are not the usual ones, and that Map does not have.
_FOREIGN_PARTS = {"reduction", "negative-side", "negative", "distance", "direction", "bias", "temperature"}


def held_out_fold(fold: Any, folds: int) -> int:
    """The fold that is held out: given as its number, or as the one that the rows are not in; −1 if none is."""
    if fold is None:
        raise ValueError("fold: needed with study_settings; the number of the fold held out, or the fold of each row")
    if numpy.ndim(fold) == 0:
        return whole(fold, "fold", 0, folds - 1)
    present = {whole(entry, "fold", 0, folds - 1) for entry in numpy.asarray(fold).ravel().tolist()}
    missing = sorted(set(range(folds)) - present)
    if len(missing) > 1:
        raise ValueError(f"fold: the rows are in {len(present)} of {folds} folds; one may be missing, which is held out")
    return missing[0] if missing else -1


def _is_of(setting: Mapping[str, Any], parameters: Mapping[str, Any]) -> bool:
    # What a setting does not have plays no part in it; penalty None of a map stands for 1.
    shared = {key: value for key, value in setting.items() if key in parameters and key != "name"}
    return all(
        _equals(key, 1.0 if key == "penalty" and parameters[key] is None else parameters[key], shared[key]) for key in shared)


def _equals(name: str, own: Any, value: Any) -> bool:
    if isinstance(value, str):
        return word(own, name).decode() == value
    return own is not None and number(own, name) == float(value)


def _snake_case(key: str) -> str:
    return re.sub("([A-Z])", lambda letter: "_" + letter[1].lower(), key)
