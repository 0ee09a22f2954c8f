// The kernels that exist for Float and Double: those for Float, and the functions they take.

#pragma clang fp contract(fast)

// exp(x) for Float, below 2 units in the last place for |x| <= 87; saturates beyond. Cephes' range reduction
// x = n ln 2 + r and a polynomial of degree 6 in r, written without branches so that loops over it vectorize.
DENSE_INLINE float exponential(float x) {
  x = x > 88.0f ? 88.0f : x;
  x = x < -87.0f ? -87.0f : x;
  float shifted = x * 1.44269504f + 12582912.0f;
  float n = shifted - 12582912.0f;
  float r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  // The sum above left n in the low bits of its significand. A conversion of n would have no meaning for NaN.
  uint32_t bits;
  memcpy(&bits, &shifted, sizeof bits);
  bits = (bits + 127u) << 23;
  float power;
  memcpy(&power, &bits, sizeof power);
  return p * power;
}

DENSE_INLINE float exponential_f(float x) { return exponential(x); }

// log(1 + u) for 0 <= u <= 1, as precise for small u as for large: the odd series of the area tangent of u / (2 + u), which
// is at most 1/3; the first term left out is below 1e-9 of the sum.
DENSE_INLINE float logarithm_of_one_plus_f(float u) {
  float s = u / (2.0f + u), q = s * s;
  float p = 1.0f / 15.0f;
  p = p * q + 1.0f / 13.0f;
  p = p * q + 1.0f / 11.0f;
  p = p * q + 1.0f / 9.0f;
  p = p * q + 1.0f / 7.0f;
  p = p * q + 1.0f / 5.0f;
  p = p * q + 1.0f / 3.0f;
  return 2.0f * (p * q * s + s);
}

DENSE_INLINE float logistic_f(float z) { return 1.0f / (1.0f + exponential(-z)); }

// tanh: an odd polynomial near zero, where 1 - 2 / (exp(2 x) + 1) would cancel; Cephes' bounds.
DENSE_INLINE float hyperbolic_tangent_f(float z) {
  float a = __builtin_fabsf(z), q = z * z;
  float p = -5.70498872745e-3f;
  p = p * q + 2.06390887954e-2f;
  p = p * q - 5.37397155531e-2f;
  p = p * q + 1.33314422036e-1f;
  p = p * q - 3.33332819422e-1f;
  float small = p * q * z + z;
  float large = 1.0f - 2.0f / (exponential(2.0f * a) + 1.0f);
  large = z < 0 ? -large : large;
  return a < 0.625f ? small : large;
}

// The error function by Abramowitz and Stegun 7.1.26: within 1.5e-7.
DENSE_INLINE float error_function_f(float z) {
  float a = __builtin_fabsf(z), t = 1.0f / (1.0f + 0.3275911f * a);
  float p = 1.061405429f;
  p = p * t - 1.453152027f;
  p = p * t + 1.421413741f;
  p = p * t - 0.284496736f;
  p = p * t + 0.254829592f;
  float value = 1.0f - p * t * exponential(-a * a);
  return z < 0 ? -value : value;
}

DENSE_INLINE void transpose_block_f(float *out, int64_t out_stride, const float *const in[16]) {
  transpose_16x16(out, out_stride, in);
}

DENSE_INLINE void target_block_f(float tile[16][DENSE_PANEL_WIDTH], const float *const *rows, int64_t f) {
  for (int s = 0; s < DENSE_PANEL_WIDTH; s += 16) {
    const float *block[16];
    for (int r = 0; r < 16; r++) block[r] = rows[s + r] + f;
    transpose_16x16(&tile[0][s], DENSE_PANEL_WIDTH, block);
  }
}

#define T float
#define NAME(name) name##_f

#include "elementwise_template.h"

#include "gru_template.h"

#include "transformer_template.h"

#include "mean_squared_error_template.h"

#include "pairs_template.h"

#include "exact_distance_template.h"

#undef T
#undef NAME
