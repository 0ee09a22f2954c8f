// Elementwise parts of a gated recurrent unit, one time step of a batch, for Float (suffix _f) and Double (suffix _d).
//
// With update gate z, reset gate r, candidate n, previous state h and projected input x (three parts, bias included):
//
//   reset after:   (a_z, a_r, a_n) = h U + b;  z = s(x_z + a_z);  r = s(x_r + a_r);  n = tanh(x_n + r a_n)
//   reset before:  (a_z, a_r) = h U_zr;  z = s(x_z + a_z);  r = s(x_r + a_r);  n = tanh(x_n + (r h) U_n)
//   next = n + z (h - n)
//
// s is 1 / (1 + exp(-v)), or with `hard` min(1, max(0, 0.2 v + 0.5)), whose derivative at the corners is 0.
// All matrices are row-major and compact, `count` rows; a row of three parts is z, r, n.
#ifndef DENSE_KERNELS_GRU_H
#define DENSE_KERNELS_GRU_H

#include <stdint.h>

#define DENSE_DECLARE_GRU(T, S)                                                                                       \
  typedef struct {                                                                                                    \
    int64_t count, units;                                                                                             \
    int32_t hard;                                                                                                     \
    /* Row i reads inputs + words[i] * input_stride and adds its gradient at the same place of input_gradient. */     \
    const int32_t *words;                                                                                             \
    const T *inputs;                                                                                                  \
    int64_t input_stride;                                                                                             \
    T *input_gradient;                                                                                                \
    /* Recurrent product: count x 3 units (after), x 2 units (before, gates), x units (before, candidate). */         \
    const T *product;                                                                                                 \
    /* After only: 3 units. */                                                                                        \
    const T *bias;                                                                                                    \
    const T *h;                                                                                                       \
    /* Kept for the way back; q is a_n + b_n (after) or r h (before). */                                              \
    T *z, *r, *n, *q;                                                                                                 \
    T *next;                                                                                                          \
    /* Way back: gradient of next; of the three parts as the recurrent product sees them (after: the last part is that \
       of a_n; before: of n); of h, as far as no product is needed. */                                                \
    const T *d;                                                                                                       \
    T *gates, *previous;                                                                                              \
  } dense_gru_##S;                                                                                                    \
  /* z, r, q, n, next from product = h U. */                                                                          \
  void dense_gru_after_forward_##S(const dense_gru_##S *step);                                                        \
  /* gates, previous = d z, and the input gradient. */                                                                \
  void dense_gru_after_backward_##S(const dense_gru_##S *step);                                                       \
  /* z, r and q = r h from product = h U_zr. */                                                                       \
  void dense_gru_before_gates_##S(const dense_gru_##S *step);                                                         \
  /* n and next from product = q U_n. */                                                                              \
  void dense_gru_before_candidate_##S(const dense_gru_##S *step);                                                     \
  /* Parts z and n of gates, previous = d z. */                                                                       \
  void dense_gru_before_backward_candidate_##S(const dense_gru_##S *step);                                            \
  /* Part r of gates from product = (part n of gates) U_n^T; previous += product r; the input gradient. */            \
  void dense_gru_before_backward_gates_##S(const dense_gru_##S *step);                                                \
  /* sums[c] += sum over rows of a[r][c]. */                                                                          \
  void dense_column_sums_##S(T *sums, const T *a, int64_t stride, int64_t rows, int64_t columns);

DENSE_DECLARE_GRU(float, f)
DENSE_DECLARE_GRU(double, d)

#undef DENSE_DECLARE_GRU
#endif
