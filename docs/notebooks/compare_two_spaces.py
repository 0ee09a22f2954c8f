# %% [markdown]
# # What do two spaces share?
#
# Two sets of vectors describe the same items: pictures and words, two models, two brains. Which neighbors do they agree on, and is
# that more than chance? Here we make two spaces of which we know the answer, and look at what each measure says.
#
# Everything runs in seconds on a laptop: `pip install crossmodal-*.whl matplotlib`.

# %%
import crossmodal
import matplotlib.pyplot as plt
import numpy as np

random = np.random.default_rng(7)
items = 1000
common = random.normal(size=(items, 8))  # what both spaces know
x = np.hstack([common @ random.normal(size=(8, 64)), 2 * random.normal(size=(items, 16))]).astype("float32")
y = np.hstack([np.tanh(common) @ random.normal(size=(8, 48)), 3 * random.normal(size=(items, 32))]).astype("float32")
unrelated = random.normal(size=(items, 96)).astype("float32")

# %% [markdown]
# ## One number
#
# The mean nearest-neighbor overlap: of the 10 nearest neighbors of an item in one space, how many are among its 10 nearest in the
# other? As in the paper the item counts as its own neighbor, so that unrelated spaces do not score 0.

# %%
print("x and y:        ", crossmodal.overlap(x, y, k=10))
print("x and unrelated:", crossmodal.overlap(x, unrelated, k=10))
print("without self:   ", crossmodal.overlap(x, y, k=10, include_self=False), crossmodal.overlap(x, unrelated, k=10, include_self=False))

# %% [markdown]
# ## Every k at once
#
# One search serves a whole list of k.

# %%
counts = np.arange(1, 201)
chance = counts / (items - 1)
figure, axes = plt.subplots(figsize=(6, 3.5))
axes.plot(counts, crossmodal.overlap(x, y, k=counts, include_self=False), label="x and y")
axes.plot(counts, crossmodal.overlap(x, unrelated, k=counts, include_self=False), label="x and unrelated")
axes.plot(counts, chance, "k:", label="chance, k / (n − 1)")
axes.set_xlabel("k"), axes.set_ylabel("overlap"), axes.legend(frameon=False)
plt.show()

# %% [markdown]
# ## All measures beside their nulls
#
# Scores of unrelated spaces are not 0 for most measures. So each stands beside the scores of 200 random alignments of the same
# rows: `p` says how often chance does as well, `calibrated` is 0 for unrelated spaces and 1 for equal ones.

# %%
comparison = crossmodal.compare(x, y, names=["x", "y"])
comparison

# %%
other = crossmodal.compare(x, unrelated)
rows = [row for row in comparison.rows() if row["calibrated"] is not None]
beside = {row["measure"]: row["calibrated"] for row in other.rows()}
figure, axes = plt.subplots(figsize=(6, 4.5))
places = np.arange(len(rows))
axes.barh(places + 0.2, [row["calibrated"] for row in rows], 0.4, label="x and y")
axes.barh(places - 0.2, [beside[row["measure"]] for row in rows], 0.4, label="x and unrelated")
axes.set_yticks(places, [row["measure"] for row in rows]), axes.set_xlabel("calibrated score")
axes.legend(frameon=False), axes.invert_yaxis()
plt.show()

# %% [markdown]
# The measures look at different things: neighborhoods (`mutual-knn`), distances (`rsa-…`), linear structure (`cca-…`, `cka-…`).
# `crossmodal compare --explain all` says what each is.
#
# ## Who is near whom?

# %%
indices, distances = crossmodal.neighbors(x, k=5)
also = crossmodal.neighbors(y, k=5)[0]
agreement = np.array([len(np.intersect1d(a, b)) for a, b in zip(indices, also)])
best = int(agreement.argmax())
print("item", best, "has the neighbors", indices[best], "in x and", also[best], "in y")
