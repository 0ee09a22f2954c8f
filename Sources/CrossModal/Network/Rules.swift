import Layers

/// The activation of hidden layers.
public typealias Activation = Layers.Activation

/// The distribution of initial weights.
public typealias Initializer = Layers.Initializer

/// What training minimizes.
public typealias Loss = Layers.Loss

/// The rule by which gradients become updates.
public typealias Optimizer = Layers.Optimizer

/// The kinds of gated recurrent units.
public typealias GRUVariant = Layers.GRUVariant

/// How the learning rate changes in the course of a fit.
public typealias LearningRateSchedule = Layers.LearningRateSchedule

/// How the states of a recurrent encoder become one vector.
public typealias StatePooling = Layers.StatePooling
