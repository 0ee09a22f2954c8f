# %% [markdown]
# # What do two spaces share?
#
# Two sets of vectors describe the same items: pictures and words, two models, two brains. Which neighbors do they agree on, and is
# that more than chance? Here we make two spaces for which we know the answer: each shows the same 8 hidden numbers of an item in its
# own way, and much of its own. A third space has nothing to do with them.
#
# Everything runs in seconds on a laptop: `pip install crossmodal-*.whl matplotlib`.

# %%
import crossmodal
import matplotlib.pyplot as plt
import numpy as np

random = np.random.default_rng(7)
items = 1000
common = random.normal(size=(items, 8))  # what both spaces know
x = np.hstack([common @ random.normal(size=(8, 64)), 2 * random.normal(size=(items, 16))])
y = np.hstack([np.tanh(common) @ random.normal(size=(8, 48)), 3 * random.normal(size=(items, 32))])
unrelated = random.normal(size=(items, 96))
x, y, unrelated = (space.astype("float32") for space in (x, y, unrelated))
x.shape, y.shape, unrelated.shape

# %% [markdown]
# ## One number
#
# The mean nearest-neighbor overlap: of the 10 nearest neighbors of an item in one space, how many are among its 10 nearest in the
# other? In the paper the item counts as its own neighbor, so that even unrelated spaces score about 1/10. Without it chance is
# 10/999.

# %%
for name, other in [("x and y", y), ("x and unrelated", unrelated)]:
    with_self = crossmodal.overlap(x, other, k=10)
    without = crossmodal.overlap(x, other, k=10, include_self=False)
    print(f"{name:16} {with_self:.4f}   without the item itself {without:.4f}")

# %% [markdown]
# ## Every k at once
#
# One search serves a whole list of k. The overlap grows with k whatever the spaces are, because longer lists meet by chance: what
# counts is the distance to the dotted line.

# %%
counts = np.arange(1, 201)
figure, axes = plt.subplots(figsize=(7, 4))
for name, other in [("x and y", y), ("x and unrelated", unrelated)]:
    axes.plot(counts, crossmodal.overlap(x, other, k=counts, include_self=False), label=name)
axes.plot(counts, counts / (items - 1), "k:", linewidth=2.5, label="chance, k / (n − 1)")
axes.set_xlabel("neighbors k")
axes.set_ylabel("overlap")
axes.set_xlim(0, 200)
axes.set_ylim(0)
axes.spines[["top", "right"]].set_visible(False)
axes.legend(frameon=False)
plt.show()

# %% [markdown]
# ## All measures with their nulls
#
# Scores of unrelated spaces are not 0 for most measures. So each is shown with the scores of 200 random alignments of the same
# rows: `p` says how often chance does as well, `calibrated` is 0 for unrelated spaces and 1 for equal ones. The four rows about hubs
# describe one space each and have no null.

# %%
comparison = crossmodal.compare(x, y, names=["x", "y"])
comparison

# %% [markdown]
# The same as a picture: the raw scores of the unrelated space are far from 0 for some measures, and each lies at its null.

# %%
other = {row["measure"]: row for row in crossmodal.compare(x, unrelated).rows()}
rows = [row for row in comparison.rows() if row["calibrated"] is not None]
names, places = [row["measure"] for row in rows], np.arange(len(rows))
figure, axes = plt.subplots(figsize=(7, 5.5))
axes.plot([row["value"] for row in rows], places, "o", label="x and y")
axes.plot([other[name]["value"] for name in names], places, "o", label="x and unrelated")
axes.plot([row["null_mean"] for row in rows], places, "k|", markersize=12, label="mean of the null")
axes.set_yticks(places, names)
axes.set_xlabel("score")
axes.set_xlim(-0.05, 1.05)
axes.grid(axis="y", alpha=0.3)
axes.spines[["top", "right"]].set_visible(False)
axes.legend(frameon=False)
axes.invert_yaxis()
plt.show()

# %% [markdown]
# The measures look at different things: neighborhoods (`mutual-knn`, `cycle-knn-…`), distances (`rsa-…`), linear structure (`cca-…`,
# `cka-…`). That is why they disagree about how much x and y share, and why `cca-first`, which looks for the one best direction, is
# nearly 1 for two spaces whose neighbors mostly differ. `crossmodal compare --explain all` says what each is.
#
# ## Who is near whom?
#
# `neighbors` gives the lists themselves, exact, nearest first. Here is the item on whose neighbors the two spaces agree most.

# %%
indices, distances = crossmodal.neighbors(x, k=5)
also = crossmodal.neighbors(y, k=5)[0]
agreement = np.array([len(np.intersect1d(a, b)) for a, b in zip(indices, also)])
best = int(agreement.argmax())
print("item", best, "in x:", indices[best])
print("item", best, "in y:", also[best])
print("shared neighbors of 5: items", np.bincount(agreement, minlength=6), "have 0, 1, …, 5")
