"""The training of one hidden layer or several by four libraries: ReLU, mean squared error, RMSprop, batches of 64, float32.

Every trainer has `fit(x, y, held, rates, hidden, orders)`: trains from new weights, one pass for each row of `orders` (the
shuffled rows of an epoch), and returns the held-out losses, one row for each rate of learning and one column an epoch. The
first call with new shapes compiles, where a library compiles; whoever times calls once before. Each is written as its
library recommends, without work that ours would impose:

    PyTorch           nn.Sequential, optim.RMSprop
    PyTorch compiled  the same with the training loss and the optimizer's step through torch.compile
    JAX               all epochs in one jitted call: lax.scan over epochs and batches
    JAX vmap          the same with vmap over the rates of learning, so that one call trains all of them
    Keras             Keras with JAX below: fit, one compiled model for each shape, weights and optimizer set back
    scikit-learn      MLPRegressor; partial_fit makes an epoch, which shuffles by itself. It has no RMSprop: Adam
"""

import logging
import os

THREADS = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "KERAS_BACKEND": "jax",
           "JAX_PLATFORMS": "cpu", "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"}
os.environ.update(THREADS)

import numpy as np  # noqa: E402

BATCH, DECAY, EPSILON = 64, 0.9, 1e-8


def glorot(sizes, seed=1):
    random = np.random.default_rng(seed)
    return [(random.uniform(-1, 1, (a, b)).astype(np.float32) * np.float32((6 / (a + b)) ** 0.5),
             np.zeros(b, np.float32)) for a, b in zip(sizes, sizes[1:])]


class PyTorch:
    name = "PyTorch"
    compiled = False

    def __init__(self):
        import torch
        torch.set_num_threads(1)
        if self.compiled:
            # One function is compiled for every shape.
            torch._dynamo.config.recompile_limit = 64
            torch._logging.set_logs(all=logging.ERROR)
        self.torch, self.version, self.models = torch, torch.__version__, {}

    def model(self, sizes):
        torch = self.torch
        if sizes not in self.models:
            layers = []
            for a, b in zip(sizes, sizes[1:]):
                layers += [torch.nn.Linear(a, b), torch.nn.ReLU()]
            net = torch.nn.Sequential(*layers[:-1])
            rate = torch.tensor(0.001) if self.compiled else 0.001
            optimizer = torch.optim.RMSprop(
                net.parameters(), lr=rate, alpha=DECAY, eps=EPSILON, foreach=self.compiled)
            held_loss = loss = lambda x, y: torch.nn.functional.mse_loss(net(x), y)  # noqa: E731
            step = optimizer.step
            if self.compiled:
                loss, step = torch.compile(loss), torch.compile(step)
            self.models[sizes] = net, optimizer, loss, held_loss, step
        return self.models[sizes]

    def restart(self, net, optimizer, sizes, rate):
        torch = self.torch
        with torch.no_grad():
            linear = [layer for layer in net if isinstance(layer, torch.nn.Linear)]
            for layer, (weights, biases) in zip(linear, glorot(sizes)):
                layer.weight.copy_(torch.from_numpy(weights.T))
                layer.bias.copy_(torch.from_numpy(biases))
            for state in optimizer.state.values():
                state["square_avg"].zero_()
        for group in optimizer.param_groups:
            if self.compiled:
                group["lr"].fill_(rate)
            else:
                group["lr"] = rate

    def fit(self, x, y, held, rates, hidden, orders):
        torch = self.torch
        sizes = (x.shape[1], *hidden, y.shape[1])
        net, optimizer, loss, held_loss, step = self.model(sizes)
        x, y, held = torch.from_numpy(x), torch.from_numpy(y), [torch.from_numpy(part) for part in held]
        losses = []
        for rate in rates:
            self.restart(net, optimizer, sizes, rate)
            curve = []
            for order in torch.from_numpy(orders):
                for rows in order.split(BATCH):
                    optimizer.zero_grad(set_to_none=True)
                    loss(x[rows], y[rows]).backward()
                    step()
                with torch.no_grad():
                    curve.append(float(held_loss(*held)))
            losses.append(curve)
        return np.array(losses)


class CompiledPyTorch(PyTorch):
    name = "PyTorch compiled"
    compiled = True


class JAX:
    name = "JAX"
    vectorized = False

    def __init__(self):
        import jax
        import jax.numpy as jnp
        self.version = jax.__version__

        def forward(weights, x):
            for w, b in weights[:-1]:
                x = jax.nn.relu(x @ w + b)
            return x @ weights[-1][0] + weights[-1][1]

        def loss(weights, x, y):
            return jnp.mean((forward(weights, x) - y) ** 2)

        def train(weights, rate, x, y, held, orders):
            def step(carry, rows):
                weights, squares = carry
                gradient = jax.grad(loss)(weights, x[rows], y[rows])
                squares = jax.tree.map(lambda s, g: DECAY * s + (1 - DECAY) * g * g, squares, gradient)
                weights = jax.tree.map(
                    lambda w, s, g: w - rate * g / (jnp.sqrt(s) + EPSILON), weights, squares, gradient)
                return (weights, squares), None

            def epoch(carry, order):
                whole = len(order) // BATCH * BATCH
                carry, _ = jax.lax.scan(step, carry, order[:whole].reshape(-1, BATCH))
                if whole < len(order):
                    carry, _ = step(carry, order[whole:])
                return carry, loss(carry[0], *held)

            return jax.lax.scan(epoch, (weights, jax.tree.map(jnp.zeros_like, weights)), orders)[1]

        self.train = jax.jit(jax.vmap(train, in_axes=(None, 0, None, None, None, None)) if self.vectorized else train)

    def fit(self, x, y, held, rates, hidden, orders):
        weights = glorot((x.shape[1], *hidden, y.shape[1]))
        rates = np.array(rates, np.float32)
        if self.vectorized:
            return np.asarray(self.train(weights, rates, x, y, held, orders))
        return np.array([np.asarray(self.train(weights, rate, x, y, held, orders)) for rate in rates])


class VectorizedJAX(JAX):
    name = "JAX vmap"
    vectorized = True


class Keras:
    name = "Keras"

    def __init__(self):
        import keras
        self.keras, self.version, self.models = keras, keras.__version__, {}

    def model(self, sizes):
        keras = self.keras
        if sizes not in self.models:
            layers = [keras.layers.Dense(size, activation="relu") for size in sizes[1:-1]]
            model = keras.Sequential([keras.Input((sizes[0],)), *layers, keras.layers.Dense(sizes[-1])])
            model.compile(keras.optimizers.RMSprop(0.001, rho=DECAY, epsilon=EPSILON), "mse", jit_compile=True)
            model.optimizer.build(model.trainable_variables)
            self.models[sizes] = model
        return self.models[sizes]

    def fit(self, x, y, held, rates, hidden, orders):
        sizes = (x.shape[1], *hidden, y.shape[1])
        model = self.model(sizes)
        losses = []
        for rate in rates:
            model.set_weights([part for layer in glorot(sizes) for part in layer])
            for variable in model.optimizer.variables:
                variable.assign(np.zeros(variable.shape, variable.dtype))
            model.optimizer.learning_rate.assign(rate)
            history = model.fit(x, y, batch_size=BATCH, epochs=len(orders), validation_data=held, verbose=0,
                                validation_batch_size=len(held[0]))
            losses.append(history.history["val_loss"])
        return np.array(losses)


class ScikitLearn:
    name = "scikit-learn"

    def __init__(self):
        import sklearn
        self.version = sklearn.__version__

    def fit(self, x, y, held, rates, hidden, orders):
        from sklearn.neural_network import MLPRegressor
        losses = []
        for rate in rates:
            model = MLPRegressor(hidden_layer_sizes=tuple(hidden), batch_size=BATCH, learning_rate_init=rate, alpha=0, random_state=1)
            curve = []
            for _ in orders:
                model.partial_fit(x, y)
                curve.append(np.mean((model.predict(held[0]) - held[1]) ** 2))
            losses.append(curve)
        return np.array(losses)


TRAINERS = [PyTorch, CompiledPyTorch, JAX, VectorizedJAX, Keras, ScikitLearn]
