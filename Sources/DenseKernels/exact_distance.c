#include "dispatch.h"
#include "include/exact_distance.h"

// One rounding per operation, whatever the processor offers: the result must not depend on it.
#pragma clang fp contract(off)
#pragma clang fp reassociate(off)

typedef double v8 __attribute__((ext_vector_type(8)));
typedef float v8_float __attribute__((ext_vector_type(8), aligned(4)));
typedef double v8_double __attribute__((ext_vector_type(8), aligned(8)));

enum { LANES = 32 };

#define DOT(sum, x, y) sum += (x) * (y)
#define SQUARE(sum, x, y) \
  v8 difference = (x) - (y); \
  sum += difference * difference

// Four vectors of eight partial sums. The rest of a row that does not fill 32 lanes is padded with zeros, which add
// exactly nothing.
#define REDUCTION(NAME, T, VECTOR, TERM)                                                      \
  DENSE_CLONES double NAME(const T *a, const T *b, int64_t count) {                           \
    v8 sums[4] = {0, 0, 0, 0};                                                                \
    int64_t i = 0;                                                                            \
    for (; i + LANES <= count; i += LANES) {                                                  \
      _Pragma("clang loop unroll(full)") for (int v = 0; v < 4; v++) {                        \
        v8 x = __builtin_convertvector(*(const VECTOR *)(a + i + 8 * v), v8);                 \
        v8 y = __builtin_convertvector(*(const VECTOR *)(b + i + 8 * v), v8);                 \
        TERM(sums[v], x, y);                                                                  \
      }                                                                                       \
    }                                                                                         \
    if (i < count) {                                                                          \
      T left[LANES] = {0}, right[LANES] = {0};                                                \
      for (int64_t rest = i; rest < count; rest++) left[rest - i] = a[rest], right[rest - i] = b[rest]; \
      _Pragma("clang loop unroll(full)") for (int v = 0; v < 4; v++) {                        \
        v8 x = __builtin_convertvector(*(const VECTOR *)(left + 8 * v), v8);                  \
        v8 y = __builtin_convertvector(*(const VECTOR *)(right + 8 * v), v8);                 \
        TERM(sums[v], x, y);                                                                  \
      }                                                                                       \
    }                                                                                         \
    v8 total = (sums[0] + sums[1]) + (sums[2] + sums[3]);                                     \
    return ((total[0] + total[1]) + (total[2] + total[3])) + ((total[4] + total[5]) + (total[6] + total[7])); \
  }

REDUCTION(dense_exact_dot_f, float, v8_float, DOT)
REDUCTION(dense_exact_dot_d, double, v8_double, DOT)
REDUCTION(dense_exact_squared_distance_f, float, v8_float, SQUARE)
REDUCTION(dense_exact_squared_distance_d, double, v8_double, SQUARE)

#define DISTANCE(NAME, T, S)                                                                          \
  double NAME(const T *a, double norm_a, const T *b, double norm_b, int64_t count, int32_t metric) {   \
    if (metric == DENSE_EUCLIDEAN) return dense_exact_squared_distance_##S(a, b, count);               \
    double dot = dense_exact_dot_##S(a, b, count);                                                     \
    if (metric == DENSE_INNER_PRODUCT) return -dot;                                                    \
    double norms = norm_a * norm_b;                                                                    \
    return norms > 0 ? 1 - dot / norms : 1;                                                            \
  }

DISTANCE(dense_exact_distance_f, float, f)
DISTANCE(dense_exact_distance_d, double, d)
