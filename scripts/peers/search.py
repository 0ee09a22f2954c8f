#!/usr/bin/env python3
"""Times a search of settings: ours, grid and race, beside Optuna's successive halving over PyTorch.

    search.py [--small] [DATA]

Started by scripts/peers/search.sh, which finds the libraries. One hidden layer, mean squared error, RMSprop, batches of 64;
rates of learning × hidden sizes × folds, held-out loss after each epoch. All use the folds of ours, which `crossmodal export`
tells.

Ours: from the start of the program to finished results, with the final fits and the overlaps that come after the search.
Optuna: from the start of warm processes to the last trial. Every setting of the grid is a trial, which trains all folds
side by side and reports the mean of their held-out losses after each epoch; SuccessiveHalvingPruner (least resource 10
epochs, factor 3) prunes; our race has its usual rungs. An answer is the least mean held-out loss of a setting and an epoch.
It is checked twice: ours against the predictions that ours exports (to 1e-4), and every winner by a training of that setting
for that many epochs in PyTorch, from other random weights: its loss must be within TOLERANCE, or the script ends with 65.
"""

import csv
import json
import multiprocessing
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

import numpy as np

PROGRAM = os.environ.get("CROSSMODAL", ".build/release/crossmodal")
FOLDS, PROCESSES, BATCH, TOLERANCE, FIRST, FACTOR = 5, 2, 64, 0.05, 10, 3


def fail(code, line):
    print(f"search.sh: {line}", file=sys.stderr)
    sys.exit(code)


def planted(rows, inputs, outputs):
    random = np.random.default_rng(1)
    x = random.standard_normal((rows, inputs), dtype=np.float32)
    hidden = np.maximum(x @ random.standard_normal((inputs, 2 * inputs), dtype=np.float32), 0)
    y = hidden @ random.standard_normal((2 * inputs, outputs), dtype=np.float32) / np.float32(inputs)
    return x, y + np.float32(0.3) * random.standard_normal((rows, outputs), dtype=np.float32)


def program(*arguments):
    done = subprocess.run([PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if "unknown key 'search'" in done.stderr:
        fail(69, "this crossmodal does not race: it knows no key 'search'; build a newer one")
    if done.returncode != 0:
        fail(done.returncode, f"crossmodal {arguments[0]}: {done.stderr.strip().splitlines()[-1]}")
    return done.stdout


# --- ours ---

def ours(folder, name, search, files, rates, sizes, epochs):
    """Seconds, epochs trained in the search, and the answer: loss, setting, epoch."""
    study, configuration = f"{folder}/{name}.study", f"{folder}/{name}.yaml"
    with open(configuration, "w") as file:
        file.write(
            "version: 1\nname: search\nseed: 1\ndataset:\n  name: search\n"
            f"  image: {{x: {{file: {files[0]}}}}}\n  text: {{y: {{file: {files[1]}}}}}\n"
            f"protocol: {{kind: cross-validation, folds: {FOLDS}}}\ndirections: [image-to-text]\nmodels: [nn]\nlosses: [mse]\n"
            f"grid: {{learning-rate: {rates}, hidden-units: {sizes}}}\ntraining: {{max-epochs: {epochs}}}\n" + search)
    start = time.perf_counter()
    program("run", configuration, "--study", study, "--workers", str(PROCESSES))
    seconds = time.perf_counter() - start
    cell = json.loads(program("best", study, "--json"))["cells"][0]
    fits = list(csv.DictReader(program("results", study).splitlines()))
    trained = sum(int(fit["own_epochs"]) for fit in fits if fit["kind"] == "search")
    winner = next(fit for fit in fits if fit["kind"] == "final")
    setting = float(winner["learning_rate"]), int(winner["hidden_units"])
    return study, seconds, trained, (float(cell["loss"]), setting, int(cell["epoch"]))


def exported(study, folder):
    """(held-out rows from 0, f(X)) of each fold."""
    out = f"{folder}/predictions"
    program("export", study, "--to", "predictions", "-o", out)
    entries = json.loads(pathlib.Path(out, "index.json").read_text())
    entries = entries if isinstance(entries, list) else entries["files"]
    return [(np.array(entry["rows"]), np.load(pathlib.Path(out, entry["file"]))) for entry in entries]


# --- theirs ---

class Fit:
    """One fold of a setting in PyTorch, epoch by epoch."""

    def __init__(self, x, y, held, rate, units, seed):
        import torch
        torch.manual_seed(seed)
        self.torch = torch
        self.random = np.random.default_rng(seed)
        training = np.setdiff1d(np.arange(len(x)), held)
        self.x, self.y = torch.from_numpy(x[training]), torch.from_numpy(y[training])
        self.held = torch.from_numpy(x[held]), torch.from_numpy(y[held])
        self.net = torch.nn.Sequential(
            torch.nn.Linear(x.shape[1], units), torch.nn.ReLU(), torch.nn.Linear(units, y.shape[1]))
        for layer in (self.net[0], self.net[2]):
            torch.nn.init.xavier_uniform_(layer.weight)
            torch.nn.init.zeros_(layer.bias)
        self.optimizer = torch.optim.RMSprop(self.net.parameters(), lr=rate, alpha=0.9, eps=1e-8)

    def epoch(self):
        loss = self.torch.nn.functional.mse_loss
        for rows in self.torch.from_numpy(self.random.permutation(len(self.x))).split(BATCH):
            self.optimizer.zero_grad(set_to_none=True)
            loss(self.net(self.x[rows]), self.y[rows]).backward()
            self.optimizer.step()
        with self.torch.no_grad():
            return float(loss(self.net(self.held[0]), self.held[1]))


def storage(path):
    import optuna
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    backend = optuna.storages.journal.JournalFileBackend(path)
    pruner = optuna.pruners.SuccessiveHalvingPruner(min_resource=FIRST, reduction_factor=FACTOR)
    return optuna.create_study(
        study_name="search", storage=optuna.storages.JournalStorage(backend), load_if_exists=True, pruner=pruner)


def optuna_process(core, path, x, y, folds, rates, sizes, epochs, ready, go, answers):
    os.sched_setaffinity(0, {core})
    try:
        answers.put(trials(path, x, y, folds, rates, sizes, epochs, ready, go))
    except Exception as error:  # Whoever waits for the answer must get one.
        ready.abort()
        answers.put(f"{type(error).__name__}: {error}")


def trials(path, x, y, folds, rates, sizes, epochs, ready, go):
    """Takes trials until none is left; the number of epochs that were trained."""
    import optuna
    import torch
    torch.set_num_threads(1)
    Fit(x, y, folds[0], rates[0], sizes[0], 0).epoch()
    study = storage(path)
    ready.wait()
    go.wait()
    trained = 0
    waiting = (optuna.trial.TrialState.WAITING,)
    while study.get_trials(deepcopy=False, states=waiting):
        trial = study.ask()
        if "planned" not in trial.user_attrs:
            # The other process took the last one.
            study.tell(trial, state=optuna.trial.TrialState.FAIL)
            break
        rate, units = trial.suggest_categorical("rate", rates), trial.suggest_categorical("units", sizes)
        fits = [Fit(x, y, held, rate, units, place) for place, held in enumerate(folds)]
        best, pruned = (float("inf"), 0), False
        for epoch in range(1, epochs + 1):
            value = float(np.mean([fit.epoch() for fit in fits]))
            trained += len(folds)
            if not np.isfinite(value):
                pruned = True
                break
            best = min(best, (value, epoch))
            trial.report(value, epoch)
            if trial.should_prune():
                pruned = True
                break
        trial.set_user_attr("epoch", best[1])
        trial.set_user_attr("loss", best[0])
        if pruned:
            study.tell(trial, state=optuna.trial.TrialState.PRUNED)
        else:
            study.tell(trial, best[0])
    return trained


def theirs(folder, x, y, folds, rates, sizes, epochs):
    path = f"{folder}/optuna.log"
    study = storage(path)
    for units in sizes:
        for rate in rates:
            study.enqueue_trial({"rate": rate, "units": units}, user_attrs={"planned": True})
    context = multiprocessing.get_context("spawn")
    ready, go, answers = context.Barrier(PROCESSES + 1), context.Event(), context.Queue()
    cores = sorted(os.sched_getaffinity(0))
    processes = [
        context.Process(target=optuna_process, args=(
            cores[place % len(cores)], path, x, y, folds, rates, sizes, epochs, ready, go, answers))
        for place in range(PROCESSES)]
    for process in processes:
        process.start()
    try:
        ready.wait()
    except threading.BrokenBarrierError:
        pass  # The answers say why.
    start = time.perf_counter()
    go.set()
    found = [answers.get() for _ in processes]
    seconds = time.perf_counter() - start
    for one in found:
        if isinstance(one, str):
            fail(69, f"Optuna: {one}")
    trained = sum(found)
    for process in processes:
        process.join()
    best = study.best_trial
    setting = best.params["rate"], best.params["units"]
    return seconds, trained, (best.user_attrs["loss"], setting, best.user_attrs["epoch"])


# --- both ---

def again(x, y, folds, setting, epoch):
    """The mean held-out loss of a setting after so many epochs, from random weights of its own."""
    losses = []
    for place, held in enumerate(folds):
        fit = Fit(x, y, held, *setting, 1000 + place)
        losses.append([fit.epoch() for _ in range(epoch)][-1])
    return float(np.mean(losses))


def main():
    arguments = sys.argv[1:]
    small = "--small" in arguments
    data = pathlib.Path(next((one for one in arguments if one != "--small"), "nowhere"))
    rates, sizes, epochs = [0.01, 0.001, 0.0001], [64, 128, 256, 512, 1024], 90
    names = [data / "iaprtc12/TS_vis_vgg128.csv", data / "iaprtc12/TS_lang_biGRU.csv"]
    with tempfile.TemporaryDirectory() as folder:
        if small:
            rates, sizes, epochs = [0.003, 0.001, 0.0001], [32, 64, 128], 30
            x, y = planted(600, 32, 16)
            title = "a planted set of 600 rows, 32 to 16"
        elif all(name.exists() for name in names):
            # Read by ours, so that nobody guesses which column is a label.
            x, y = (load(name, folder, place) for place, name in enumerate(names))
            title = f"IAPR TC-12, {len(x)} rows, {x.shape[1]} to {y.shape[1]}"
        else:
            x, y = planted(1962, 128, 64)
            title = "a planted set of 1962 rows, 128 to 64"
        files = f"{folder}/x.npy", f"{folder}/y.npy"
        np.save(files[0], x)
        np.save(files[1], y)
        print(f"{title}; {len(rates)} rates × {len(sizes)} sizes × {FOLDS} folds, {epochs} epochs, {PROCESSES} processes "
              "of one thread\n")
        compare(folder, x, y, files, rates, sizes, epochs)


def load(name, folder, place):
    out = f"{folder}/read-{place}.npy"
    program("convert", str(name), out, "--names", f"{folder}/names-{place}.txt")
    return np.ascontiguousarray(np.load(out), dtype=np.float32)


def compare(folder, x, y, files, rates, sizes, epochs):
    print("| | seconds | epochs trained | least held-out loss | rate, units, epoch | again in PyTorch |\n"
          "|---|---:|---:|---:|---|---:|")
    wrong = []

    def row(name, seconds, trained, answer, folds):
        loss, setting, epoch = answer
        check = again(x, y, folds, setting, epoch)
        if not abs(check - loss) <= TOLERANCE * loss:
            wrong.append(f"{name}: the winner's loss is {loss:.4f}, and {check:.4f} when it is trained again")
        print(f"| {name} | {seconds:.1f} | {trained} | {loss:.5f} | {setting[0]:g}, {setting[1]}, {epoch} | {check:.5f} |",
              flush=True)

    study, seconds, trained, answer = ours(folder, "grid", "", files, rates, sizes, epochs)
    held = exported(study, folder)
    folds = [rows for rows, _ in held]
    if sorted(np.concatenate(folds)) != list(range(len(x))):
        fail(65, "the exported folds are not a division of the rows")
    loss = float(np.mean([np.mean((mapped.astype(np.float64) - y[rows]) ** 2) for rows, mapped in held]))
    if not abs(loss - answer[0]) <= 1e-4 * answer[0]:
        wrong.append(f"ours, grid: the loss is {answer[0]:.6f}, and {loss:.6f} by the exported predictions")
    row("ours, grid", seconds, trained, answer, folds)

    seconds_optuna, trained_optuna, answer_optuna = theirs(folder, x, y, folds, rates, sizes, epochs)
    row("Optuna, successive halving", seconds_optuna, trained_optuna, answer_optuna, folds)

    race = "search: {kind: racing}\n"
    _, seconds, trained_race, answer = ours(folder, "race", race, files, rates, sizes, epochs)
    if trained_race >= trained:
        fail(69, f"this crossmodal does not race: 'search: {{kind: racing}}' trained {trained_race} epochs, the grid {trained}")
    row("ours, race", seconds, trained_race, answer, folds)
    if wrong:
        fail(65, "; ".join(wrong))


if __name__ == "__main__":
    main()
