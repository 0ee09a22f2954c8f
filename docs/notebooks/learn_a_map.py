# %% [markdown]
# # Learn a map, and ask what it keeps
#
# A network f maps pictures x to words y. Are the neighbors of f(x) those of the words, or still those of the pictures? Collell and
# Moens (2018) found the latter. Here is their question on data made for it, with a solved map next to the trained one: both spaces
# show the same 12 hidden numbers, and much of their own.

# %%
import crossmodal
import matplotlib.pyplot as plt
import numpy as np

random = np.random.default_rng(3)
items, held_out = 1500, 300
common = random.normal(size=(items, 12))
x = np.hstack([common @ random.normal(size=(12, 60)), 3 * random.normal(size=(items, 40))])
y = np.hstack([np.sin(common) @ random.normal(size=(12, 30)), 1.5 * random.normal(size=(items, 10))])
x, y = x.astype("float32"), y.astype("float32")
train, test = slice(held_out, None), slice(held_out)

# %% [markdown]
# ## A network and a solved map
#
# `Map` and `RidgeMap` are scikit-learn estimators. The network is trained with patience: the loss of the held-out rows says when
# to stop, and the map of the best epoch is kept. `RidgeMap` takes the penalty with the least leave-one-out error.

# %%
net = crossmodal.Map("nn", hidden_units=256, epochs=100, patience=10, held_out=range(held_out))
net.fit(x, y)
ridge = crossmodal.RidgeMap(penalties=[1, 10, 100, 1000]).fit(x[train], y[train])
maps = {"network": net, "ridge": ridge}
for name, map in maps.items():
    print(f"{name:8} R² of the rows held out: {map.score(x[test], y[test]):.3f}")
print("epochs of the network:", net.n_iter_, "  penalty of ridge:", ridge.penalty_)

# %%
figure, axes = plt.subplots(figsize=(7, 3.5))
for name, losses in net.history_.items():
    axes.plot(np.arange(1, len(losses) + 1), losses, label=name.replace("_", " "))
axes.axvline(net.n_iter_, color="k", linestyle=":", label="the epoch that is kept")
axes.set_xlabel("epoch")
axes.set_ylabel("mean squared error")
axes.set_ylim(0)
axes.spines[["top", "right"]].set_visible(False)
axes.legend(frameon=False, loc="upper center")
plt.show()

# %% [markdown]
# ## Whose neighbors does f(x) have?
#
# The overlap of the neighborhoods of f(x) with those of x, where it came from, and with those of y, where it should go; only for items
# that no map was fitted to. The dotted line is what x and y share before any map, the dashed one chance.

# %%
def shared(a, b):
    return crossmodal.overlap(a, b, k=10, include_self=False)


figure, axes = plt.subplots(figsize=(7, 3.5))
places = np.arange(len(maps))
for offset, label, side in [(-0.2, "x and f(x)", x), (0.2, "y and f(x)", y)]:
    values = [shared(side[test], map.predict(x[test])) for map in maps.values()]
    axes.bar_label(axes.bar(places + offset, values, 0.38, label=label), fmt="%.2f")
axes.axhline(shared(x[test], y[test]), color="k", linestyle=":", label="x and y")
axes.axhline(10 / (held_out - 1), color="gray", linestyle="--", label="chance")
axes.set_xticks(places, list(maps))
axes.set_ylabel("overlap of 10 neighbors")
axes.spines[["top", "right"]].set_visible(False)
axes.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))
plt.show()

# %% [markdown]
# Here y is a smooth function of what x shows, and f(x) comes nearer to y than to x. With the pictures and words of the paper it was
# the other way around: there f(x) kept the neighborhoods of x.

# %% [markdown]
# ## Does f(x) find its y?
#
# Of the 300 held-out items, how many have their own y among the nearest 1, 5 and 10 of f(x)?

# %%
for name, map in maps.items():
    found = crossmodal.retrieval(map.predict(x[test]), y[test], metric="cosine")["directions"][0]
    recall = ", ".join(f"{share:.3f} at {depth}" for depth, share in found["recallAt"].items())
    print(f"{name:8} recall {recall}; median rank {found['medianRank']:.0f}")

# %% [markdown]
# ## Keep it
#
# The file is read by `crossmodal map` on the command line, and again from Python; `.onnx` is for other programs.

# %%
import tempfile
from pathlib import Path

with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "net.safetensors"
    net.save(path)
    again = crossmodal.Map.load(path)
    print("the same bits:", bool((again.predict(x[test]) == net.predict(x[test])).all()))
