// Elementwise loops of training, each for Float (suffix _f) and Double (suffix _d).
//
// "Panel" below: feature-major activations of 64 samples, element (feature f, sample s) at [f * 64 + s].
#ifndef DENSE_KERNELS_ELEMENTWISE_H
#define DENSE_KERNELS_ELEMENTWISE_H

#include <stdint.h>

enum { DENSE_PANEL_WIDTH = 64 };

/// s(z): z, max(0, z), 1 / (1 + exp(-z)), tanh(z).
enum dense_activation { DENSE_LINEAR = 0, DENSE_RELU = 1, DENSE_SIGMOID = 2, DENSE_TANH = 3 };

/// The update rules; see dense_update.
enum dense_rule { DENSE_DESCENT = 0, DENSE_RMSPROP = 1, DENSE_RMSPROP_INSIDE = 2, DENSE_ADAM = 3 };

/// One step of an optimizer. `rate` is the learning rate (with Adam: already corrected for the step number),
/// `decay` is rho or beta 2, `momentum` is beta 1; `shrink` is the learning rate times the weight decay, 0 for none.
typedef struct {
  int32_t rule;
  double rate, decay, momentum, epsilon, shrink;
} dense_optimizer;

#define DENSE_DECLARE(T, S)                                                                                           \
  /* h[f][s] = s(h[f][s] + bias[f]) for f < features, over one panel. */                                              \
  void dense_bias_activation_##S(T *h, const T *bias, int64_t features, int32_t activation);                          \
  /* d[i] *= s'(z), computed from h = s(z): 1, h > 0, h (1 - h), 1 - h h. */                                           \
  void dense_activation_gradient_##S(T *d, const T *h, int64_t count, int32_t activation);                            \
  /* out[i] = a[i] * b[i]. */                                                                                         \
  void dense_multiply_##S(T *out, const T *a, const T *b, int64_t count);                                             \
  /* mask[i] = 1 / keep with probability keep, else 0; i-th number of the counter-based stream (key, counter + i). */ \
  void dense_dropout_mask_##S(T *mask, int64_t count, double keep, uint64_t key, uint64_t counter);                   \
  /* One optimizer step on a rows x columns tile of weights w, running averages s (and t for Adam), gradient g.       \
     descent: w -= rate g.  RMSprop: s = decay s + (1 - decay) g g; w -= rate g / (sqrt(s) + epsilon);                \
     "inside": ... / sqrt(s + epsilon).  Adam: t = momentum t + (1 - momentum) g; s as before;                        \
     w -= rate t / (sqrt(s) + epsilon). w, s, t share the row stride. Before all of them, unless shrink is 0:         \
     w -= shrink w. */                                                                                                \
  void dense_update_##S(T *w, T *s, T *t, int64_t stride, const T *g, int64_t g_stride, int64_t rows,                 \
                        int64_t columns, const dense_optimizer *optimizer);                                           \
  /* sums[f] += sum over s of d[f][s], over one panel. */                                                             \
  void dense_panel_sums_##S(T *sums, const T *d, int64_t features);                                                   \
  /* out[c * out_stride + r] = in[r * in_stride + c] for r < rows, c < columns. */                                    \
  void dense_transpose_##S(T *out, int64_t out_stride, const T *in, int64_t in_stride, int64_t rows,                  \
                           int64_t columns);                                                                          \
  /* d[f][s] = scale (y[f][s] - t[s][f]) over one panel, t[s] = base + indices[s] * stride for s < count, and 0 for       \
     the other samples; returns the sum of (y - t)^2 over the samples < count, in double. 0 < count <= 64. */           \
  double dense_mse_gradient_##S(T *d, const T *y, const T *base, int64_t stride, const int32_t *indices,              \
                                int64_t count, int64_t features, double scale);                                       \
  /* sum a[i] b[i], in double. */                                                                                     \
  double dense_dot_##S(const T *a, const T *b, int64_t count);                                                        \
  /* sum (a[i] - b[i])^2, in double. */                                                                               \
  double dense_squared_distance_##S(const T *a, const T *b, int64_t count);                                           \
  /* out[i] = alpha a[i] + beta b[i]. */                                                                              \
  void dense_combine_##S(T *out, double alpha, const T *a, double beta, const T *b, int64_t count);                   \
  /* out[i] += alpha (a[i] - b[i]). */                                                                                \
  void dense_add_difference_##S(T *out, double alpha, const T *a, const T *b, int64_t count);                         \
  /* Index of the first number that is not finite, or -1. */                                                          \
  int64_t dense_first_not_finite_##S(const T *a, int64_t count);

DENSE_DECLARE(float, f)
DENSE_DECLARE(double, d)

#undef DENSE_DECLARE
#endif
