// The kernels that exist for Float and Double: those for Double, and the functions they take.

#pragma clang fp contract(fast)

DENSE_INLINE double exponential_d(double x) { return exp(x); }
DENSE_INLINE double logarithm_of_one_plus_d(double u) { return log1p(u); }
DENSE_INLINE double logistic_d(double z) { return 1.0 / (1.0 + exp(-z)); }
DENSE_INLINE double error_function_d(double z) { return erf(z); }
DENSE_INLINE double hyperbolic_tangent_d(double z) { return tanh(z); }

DENSE_INLINE void transpose_block_d(double *out, int64_t out_stride, const double *const in[16]) {
  double tile[16][16];
  for (int r = 0; r < 16; r++)
    for (int c = 0; c < 16; c++) tile[c][r] = in[r][c];
  for (int c = 0; c < 16; c++)
    for (int r = 0; r < 16; r++) out[c * out_stride + r] = tile[c][r];
}

DENSE_INLINE void target_block_d(double tile[16][DENSE_PANEL_WIDTH], const double *const *rows, int64_t f) {
  for (int s = 0; s < DENSE_PANEL_WIDTH; s++)
    for (int j = 0; j < 16; j++) tile[j][s] = rows[s][f + j];
}

#define T double
#define NAME(name) name##_d

#include "elementwise_template.h"

#include "gru_template.h"

#include "transformer_template.h"

#include "mean_squared_error_template.h"

#include "pairs_template.h"

#include "exact_distance_template.h"

#undef T
#undef NAME
