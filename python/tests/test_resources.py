"""Memory, threads, interrupts, forks."""

import _thread
import concurrent.futures
import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time

import numpy
import pytest

import crossmodal


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")


def every_function(x, y):
    crossmodal.overlap(x, y, k=[1, 3])
    crossmodal.neighbors(x, y, k=2)
    crossmodal.neighbors(x.astype("float64"), k=2, csls=3)
    crossmodal.distances(x, numpy.asfortranarray(y))
    crossmodal.compare(x, y, k=2, permutations=2, threads=1)
    crossmodal.retrieval(x, y, groups=numpy.arange(len(x)) // 2)
    crossmodal.Map(epochs=1, hidden_units=4).fit(x, y).predict(x)
    crossmodal.RidgeMap([1, 10]).fit(x, y).score(x, y)
    crossmodal.configuration()
    for wrong in (lambda: crossmodal.overlap(x, y[1:]), lambda: crossmodal.read("/no/file"), lambda: crossmodal.neighbors(x, k=99)):
        with pytest.raises((ValueError, OSError)):
            wrong()


def grows(rounds, random):
    x, y = random.normal(size=(2, 30, 20)).astype("float32")
    for _ in range(max(10, rounds // 10)):
        every_function(x, y)
    gc.collect()
    before = resident()
    for _ in range(rounds):
        every_function(x, y)
    gc.collect()
    return resident() - before


def test_a_thousand_calls_leak_nothing(random):
    assert grows(90, random) < 3 << 20


@pytest.mark.long
def test_ten_thousand_calls_leak_nothing(random):
    assert grows(900, random) < 4 << 20


def test_eight_threads_at_once(random):
    sets = [random.normal(size=(2, 150, 20)).astype("float32") for _ in range(16)]

    def work(pair):
        return (
            crossmodal.overlap(*pair, k=5), crossmodal.neighbors(*pair, k=3)[0].tolist(),
            crossmodal.Map(epochs=2, hidden_units=8).fit(*pair).predict(pair[0]).tolist(),
            crossmodal.compare(*pair, permutations=5).to_dict(),
        )

    wanted = [work(pair) for pair in sets]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, sets)) == wanted


def test_one_map_serves_several_threads(random):
    x = random.normal(size=(500, 10)).astype("float32")
    map = crossmodal.Map(epochs=2, hidden_units=8).fit(x, x)
    wanted = map.predict(x)
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        assert all((found == wanted).all() for found in pool.map(map.predict, [x] * 24))


# Seconds on fast machines, so that every interrupt comes while its work goes on.
LONG_WORK = {
    "overlap": lambda x: crossmodal.overlap(x, x, k=10),
    "neighbors": lambda x: crossmodal.neighbors(x, k=10, csls=10),
    "distances": lambda x: crossmodal.distances(x[:20_000]),
    "compare": lambda x: crossmodal.compare(x[:15_000], x[:15_000]),
    "many spaces": lambda x: crossmodal.compare(*[x[:8000]] * 12),
    "alignments": lambda x: crossmodal.compare(x[:12_000], x[:12_000], measures="rsa-spearman-cosine", permutations=500),
    "retrieval": lambda x: crossmodal.retrieval(x, x),
    "precision": lambda x: crossmodal.retrieval(x, labels=numpy.arange(len(x)) % 50),
    "training": lambda x: crossmodal.Map(model="nn-5", epochs=1000).fit(x, x),
    "one epoch": lambda x: crossmodal.Map(epochs=1, batch_size=1).fit(x, x),
    "penalties": lambda x: crossmodal.RidgeMap(numpy.geomspace(1, 1e4, 2000)).fit(x, x),
}


def working():
    return any(thread.name == "crossmodal" for thread in threading.enumerate())


@pytest.mark.parametrize("name", LONG_WORK)
def test_an_interrupt_returns_at_once_and_nothing_goes_on(name, random):
    x = random.normal(size=(100_000, 200)).astype("float32")
    body = lambda: LONG_WORK[name](x)
    sent = []

    def interrupt():
        while not working():
            time.sleep(0.01)
        time.sleep(0.3)
        # Work that ended before is a failure of this test alone: an interrupt would end all tests.
        if working():
            sent.append(time.monotonic())
            _thread.interrupt_main()

    threading.Thread(target=interrupt, daemon=True).start()
    with pytest.raises(crossmodal.Interrupted):
        body()
    assert time.monotonic() - sent[0] < 1
    # Soon after, not minutes later: how soon is a matter of the machine, and of what else it does.
    while working():
        assert time.monotonic() - sent[0] < 5
        time.sleep(0.01)


def test_an_interrupt_is_no_error():
    assert issubclass(crossmodal.Interrupted, KeyboardInterrupt)
    assert not issubclass(crossmodal.Interrupted, Exception)


def test_what_a_handler_of_signals_raises_stops_the_work(random):
    x = random.normal(size=(100_000, 200)).astype("float32")

    def late(number, frame):
        raise TimeoutError("too late")

    before = signal.signal(signal.SIGALRM, late)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.5)
        with pytest.raises(TimeoutError, match="too late"):
            crossmodal.neighbors(x, k=10, csls=10)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    end = time.monotonic() + 5
    while working():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.parametrize("call", ["overlap(x, x)", "compare(x, x)", "RidgeMap([1] * 1000).fit(x, x)"])
def test_a_program_ends_while_a_call_runs(call):
    code = (
        "import crossmodal, numpy, sys, threading, time, _thread\n"
        "x = numpy.random.default_rng(1).normal(size=(50000, 400)).astype('float32')\n"
        "def interrupt():\n"
        "    while not any(thread.name == 'crossmodal' for thread in threading.enumerate()): time.sleep(0.01)\n"
        "    time.sleep(0.2)\n"
        "    _thread.interrupt_main()\n"
        "threading.Thread(target=interrupt).start()\n"
        f"try: crossmodal.{call}\n"
        "except crossmodal.Interrupted: print('interrupted')\n"
        "sys.exit(7)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, timeout=60)
    assert (found.returncode, found.stdout, found.stderr) == (7, "interrupted\n", "")


@pytest.mark.filterwarnings("ignore")
def test_a_forked_child_computes(random):
    x, y = random.normal(size=(2, 2000, 20)).astype("float32")
    wanted = crossmodal.overlap(x, y)
    child = os.fork()
    if child == 0:
        os._exit(0 if crossmodal.overlap(x, y) == wanted else 1)
    assert os.waitpid(child, 0)[1] == 0


def overlap_of(seed):
    x, y = numpy.random.default_rng(seed).normal(size=(2, 300, 20)).astype("float32")
    return crossmodal.overlap(x, y)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_pools_of_processes_compute(method):
    wanted = [overlap_of(seed) for seed in range(6)]
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map(overlap_of, range(6)) == wanted
