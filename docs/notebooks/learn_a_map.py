# %% [markdown]
# # Learn a map, and ask what it keeps
#
# A network maps pictures to words. Are the neighbors of f(x) those of the words, or still those of the pictures? Collell and Moens
# (2018) found the latter. Here is their question on data made for it, with a solved map beside the trained one.

# %%
import crossmodal
import matplotlib.pyplot as plt
import numpy as np

random = np.random.default_rng(3)
items, held_out = 1500, 300
common = random.normal(size=(items, 12))
x = np.hstack([common @ random.normal(size=(12, 60)), 3 * random.normal(size=(items, 40))]).astype("float32")
y = np.hstack([np.sin(common) @ random.normal(size=(12, 30)), 1.5 * random.normal(size=(items, 10))]).astype("float32")
train, test = slice(held_out, None), slice(held_out)

# %% [markdown]
# ## A network and a solved map
#
# `Map` and `RidgeMap` are estimators of scikit-learn. The network is trained with patience: the loss of the rows held out says when
# to stop.

# %%
net = crossmodal.Map("nn", hidden_units=256, epochs=100, patience=10, held_out=range(held_out)).fit(x, y)
ridge = crossmodal.RidgeMap(penalties=[1, 10, 100, 1000]).fit(x[train], y[train])
print("R² of rows held out: network", round(net.score(x[test], y[test]), 3), "ridge", round(ridge.score(x[test], y[test]), 3))

# %%
figure, axes = plt.subplots(figsize=(6, 3))
for name, losses in net.history_.items():
    axes.plot(np.arange(1, len(losses) + 1), losses, label=name.replace("_", " "))
axes.axvline(net.n_iter_, color="k", linestyle=":", label="kept")
axes.set_xlabel("epoch"), axes.set_ylabel("mean squared error"), axes.legend(frameon=False)
plt.show()

# %% [markdown]
# ## Whose neighbors does f(x) have?

# %%
maps = {"network": net, "ridge": ridge}
overlaps = {
    name: [crossmodal.overlap(a, b, k=10, include_self=False) for a, b in [
        (x[test], map.predict(x[test])), (y[test], map.predict(x[test]))]]
    for name, map in maps.items()
}
before = crossmodal.overlap(x[test], y[test], k=10, include_self=False)
figure, axes = plt.subplots(figsize=(6, 3))
places = np.arange(len(maps))
axes.bar(places - 0.2, [values[0] for values in overlaps.values()], 0.4, label="x and f(x)")
axes.bar(places + 0.2, [values[1] for values in overlaps.values()], 0.4, label="y and f(x)")
axes.axhline(before, color="k", linestyle=":", label="x and y, before any map")
axes.set_xticks(places, list(maps)), axes.set_ylabel("overlap of 10 neighbors")
axes.set_ylim(0, 0.8), axes.legend(frameon=False, ncols=2)
plt.show()

# %% [markdown]
# Here y is a smooth function of what x shows, and f(x) comes nearer to y than to x. With the pictures and words of the paper it was
# the other way round.

# %% [markdown]
# ## Does f(x) find its y?

# %%
for name, map in maps.items():
    found = crossmodal.retrieval(map.predict(x[test]), y[test], metric="cosine")["directions"][0]
    print(f"{name:8}", {depth: round(share, 3) for depth, share in found["recallAt"].items()}, "median rank", found["medianRank"])

# %% [markdown]
# ## Keep it
#
# The file is read by `crossmodal map` on the command line, and again from Python; `.onnx` is for other programs.

# %%
import tempfile, os

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "net.safetensors")
    net.save(path)
    again = crossmodal.Map.load(path)
    print("the same bits:", bool((again.predict(x[test]) == net.predict(x[test])).all()))
