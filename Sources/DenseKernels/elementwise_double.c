#include "dispatch.h"
#include "include/elementwise.h"
#include "include/gru.h"

#include <math.h>

#pragma clang fp contract(fast)

DENSE_INLINE double logistic(double z) { return 1.0 / (1.0 + exp(-z)); }
DENSE_INLINE double hyperbolic_tangent(double z) { return tanh(z); }

DENSE_INLINE void transpose_block_d(double *out, int64_t out_stride, const double *const in[16]) {
  double tile[16][16];
  for (int r = 0; r < 16; r++)
    for (int c = 0; c < 16; c++) tile[c][r] = in[r][c];
  for (int c = 0; c < 16; c++)
    for (int r = 0; r < 16; r++) out[c * out_stride + r] = tile[c][r];
}

#define T double
#define NAME(name) name##_d
#include "elementwise_template.h"

#define STEP dense_gru_d
#include "gru_template.h"
