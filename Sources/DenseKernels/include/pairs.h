// The pairs of a batch: what losses need that compare every item with every other one. Float (suffix _f), Double (_d).
//
// Panels as in elementwise.h: element (feature f, sample s) at [f * 64 + s]. A matrix of pairs has `stride` columns, a
// multiple of 64, and as many rows; of a batch of n <= stride items the first n rows and columns mean something. What is
// beyond becomes zero, and `scales` beyond n must be zero.
#ifndef DENSE_KERNELS_PAIRS_H
#define DENSE_KERNELS_PAIRS_H

#include "elementwise.h"

#include <stdint.h>

#define DENSE_DECLARE(T, S)                                                                                           \
  /* out[f][s] = base[indices[s] * stride + f] for s < count, f < features; 0 for the other samples. 0 < count <= 64. */ \
  void dense_gather_panel_##S(T *out, const T *base, int64_t stride, const int32_t *indices, int64_t count,           \
                              int64_t features);                                                                      \
  /* sums[s] += sum over f of panel[f][s]^2, in double, for s < 64. */                                                \
  void dense_panel_squares_##S(double *sums, const T *panel, int64_t features);                                       \
  /* out[f][s] = factors[s] panel[f][s]. */                                                                           \
  void dense_scale_panel_##S(T *out, const T *panel, const T *factors, int64_t features);                             \
  /* Cross-entropy of choosing the right partner among those of the batch. Below c[r][s] = g[r][s] rows[s] columns[s],  \
     the cosine of target r and prediction s; a pair counts where counts[r][s] is not 0, as all r = s must.           \
     forward: mean over s of log sum over r of exp(k c[r][s]) - k c[s][s], k = sharpness; with `both` the mean of that  \
     and of the same with rows and columns exchanged.                                                                \
     g in: inner products; out: derivative by c[r][s] times rows[r] columns[s]. sums[s]: sum over r of the derivative   \
     times c[r][s]. powers: as large as g. scratch: 3 * stride numbers. Returns the loss. */                            \
  double dense_info_nce_##S(T *g, T *powers, T *scratch, T *sums, const T *counts, const T *rows, const T *columns,   \
                            int64_t n, int64_t stride, double sharpness, int32_t both);                               \
  /* 1/n sum over the pairs that count of log(1 + exp(z (k c[r][s] + bias))), z = -1 for r = s and 1 otherwise.        \
     The rest as above. */                                                                                            \
  double dense_pair_sigmoid_##S(T *g, T *sums, const T *counts, const T *rows, const T *columns, int64_t n,           \
                                int64_t stride, double sharpness, double bias);                                       \
  /* D[i][j] = f[i][j] scales[i] scales[j] - x[i][j] x_scales[i] x_scales[j], 0 for i = j: two matrices of cosines.    \
     Returns sum D^2. f out: a symmetric matrix M such that sum over j of M[i][j] v_j is weight/4 times the derivative  \
     of sum D^2 by v_i, v the vectors of f; slopes[i]: scales[i]^2, or 0 where the norm is a constant. */               \
  double dense_structure_##S(T *f, const T *x, const T *scales, const T *slopes, const T *x_scales, int64_t n,        \
                             int64_t stride, double weight);

DENSE_DECLARE(float, f)
DENSE_DECLARE(double, d)

#undef DENSE_DECLARE

/// out[i * stride + j] (+)= sum over f of a[f][i] b[f][j] for i, j < 64, two panels of Float; added to what is there if
/// `adds`. By register tiles, see fused.h.
void dense_fused_pairs(float *out, int64_t stride, const float *a, const float *b, int64_t features, int32_t adds);

/// out[f][s] += sum over j of a[f][j] m[j * stride + s] for j, s < 64: combinations of a panel's vectors.
void dense_fused_combine(float *out, const float *a, const float *m, int64_t stride, int64_t features);

#endif
