// Elementwise parts of a transformer encoder, for Float (suffix _f) and Double (suffix _d). All matrices are row-major;
// rows are tokens.
#ifndef DENSE_KERNELS_TRANSFORMER_H
#define DENSE_KERNELS_TRANSFORMER_H

#include <stdint.h>

/// g(z): z P(Z <= z) of a standard normal Z by the error function; the same by tanh(sqrt(2 / pi) (z + 0.044715 z^3));
/// max(0, z).
enum dense_gate { DENSE_GELU = 0, DENSE_GELU_TANH = 1, DENSE_GATE_RELU = 2 };

#define DENSE_DECLARE_TRANSFORMER(T, S)                                                                               \
  /* x[r][c] = g(x[r][c] + bias[c]), compact. The error function in Float is within 2e-7. */                          \
  void dense_bias_gate_##S(T *x, const T *bias, int64_t rows, int64_t columns, int32_t gate);                         \
  /* x[r] = (v - mean v) / sqrt(var v + epsilon) * gain + shift of v = x[r] + bias + residual[r], with the variance   \
     over all columns; compact. Mean and variance in double. */                                                       \
  void dense_residual_norm_##S(T *x, const T *bias, const T *residual, const T *gain, const T *shift, double epsilon, \
                               int64_t rows, int64_t columns);                                                        \
  /* Each row of x becomes exp(x[c] - max x) / sum exp(x[c] - max x). */                                              \
  void dense_softmax_rows_##S(T *x, int64_t stride, int64_t rows, int64_t columns);

DENSE_DECLARE_TRANSFORMER(float, f)
DENSE_DECLARE_TRANSFORMER(double, d)

#undef DENSE_DECLARE_TRANSFORMER
#endif
