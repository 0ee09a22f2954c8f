// The sums of exact_distance.h and the distances made of them, for one scalar type T. Included behind
// elementwise_template.h, whose macros it uses.

// One rounding per operation, whatever the processor offers: the result must not depend on it.
#pragma clang fp contract(off)
#pragma clang fp reassociate(off)

typedef double NAME(sums_vector) __attribute__((ext_vector_type(8)));
typedef T NAME(terms_vector) __attribute__((ext_vector_type(8), aligned(sizeof(T))));

// Adds the terms of 32 elements to their partial sums: a[i] b[i], or (a[i] - b[i])^2 if `squares`, which is a constant.
DENSE_INLINE void NAME(add_terms)(NAME(sums_vector) sums[4], const T *a, const T *b, int squares) {
  DENSE_UNROLL for (int v = 0; v < 4; v++) {
    NAME(sums_vector) x = __builtin_convertvector(*(const NAME(terms_vector) *)(a + 8 * v), NAME(sums_vector));
    NAME(sums_vector) y = __builtin_convertvector(*(const NAME(terms_vector) *)(b + 8 * v), NAME(sums_vector));
    if (squares) {
      NAME(sums_vector) difference = x - y;
      sums[v] += difference * difference;
    } else {
      sums[v] += x * y;
    }
  }
}

// The rest of a row that does not fill 32 partial sums is padded with zeros, which add exactly nothing.
DENSE_INLINE double NAME(exact_sum)(const T *a, const T *b, int64_t count, int squares) {
  enum { PARTIAL_SUMS = 32 };
  NAME(sums_vector) sums[4] = {0, 0, 0, 0};
  int64_t i = 0;
  for (; i + PARTIAL_SUMS <= count; i += PARTIAL_SUMS) NAME(add_terms)(sums, a + i, b + i, squares);
  if (i < count) {
    T left[PARTIAL_SUMS] = {0}, right[PARTIAL_SUMS] = {0};
    for (int64_t rest = i; rest < count; rest++) left[rest - i] = a[rest], right[rest - i] = b[rest];
    NAME(add_terms)(sums, left, right, squares);
  }
  NAME(sums_vector) total = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  return ((total[0] + total[1]) + (total[2] + total[3])) + ((total[4] + total[5]) + (total[6] + total[7]));
}

double VARIANT(NAME(dense_scaled_square))(const T *a, double center_a, double scale_a, const T *b, double center_b,
                                          double scale_b, int64_t count) {
  enum { PARTIAL_SUMS = 32 };
  NAME(sums_vector) sums[4] = {0, 0, 0, 0};
  int64_t i = 0;
  for (; i + PARTIAL_SUMS <= count; i += PARTIAL_SUMS) {
    DENSE_UNROLL for (int v = 0; v < 4; v++) {
      NAME(sums_vector) x = __builtin_convertvector(*(const NAME(terms_vector) *)(a + i + 8 * v), NAME(sums_vector));
      NAME(sums_vector) y = __builtin_convertvector(*(const NAME(terms_vector) *)(b + i + 8 * v), NAME(sums_vector));
      NAME(sums_vector) difference = (x - center_a) * scale_a - (y - center_b) * scale_b;
      sums[v] += difference * difference;
    }
  }
  for (int64_t rest = i; rest < count; rest++) {
    double difference = (a[rest] - center_a) * scale_a - (b[rest] - center_b) * scale_b;
    sums[(rest - i) / 8][(rest - i) % 8] += difference * difference;
  }
  NAME(sums_vector) total = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  return ((total[0] + total[1]) + (total[2] + total[3])) + ((total[4] + total[5]) + (total[6] + total[7]));
}

double VARIANT(NAME(dense_exact_dot))(const T *a, const T *b, int64_t count) {
  return NAME(exact_sum)(a, b, count, 0);
}

double VARIANT(NAME(dense_exact_distance))(const T *a, double norm_a, const T *b, double norm_b, int64_t count,
                                           int32_t metric) {
  if (metric == DENSE_EUCLIDEAN) return NAME(exact_sum)(a, b, count, 1);
  double dot = NAME(exact_sum)(a, b, count, 0);
  if (metric == DENSE_INNER_PRODUCT) return -dot;
  double norms = norm_a * norm_b;
  return norms > 0 ? 1 - dot / norms : 1;
}
