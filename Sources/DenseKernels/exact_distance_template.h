// The sums of exact_distance.h and the distances made of them, for one scalar type T. Included behind
// elementwise_template.h, whose macros it uses.

// One rounding per operation, whatever the processor offers: the result must not depend on it.
#pragma clang fp contract(off)
#pragma clang fp reassociate(off)

typedef double NAME(sums_vector) __attribute__((ext_vector_type(8)));
typedef T NAME(terms_vector) __attribute__((ext_vector_type(8), aligned(sizeof(T))));

// Adds the terms of 8 elements to their partial sums: a[i] b[i], or (a[i] - b[i])^2 if `squares`, which is a constant.
DENSE_INLINE void NAME(add_terms)(NAME(sums_vector) *sum, const T *a, const T *b, int squares) {
  NAME(sums_vector) x = __builtin_convertvector(*(const NAME(terms_vector) *)a, NAME(sums_vector));
  NAME(sums_vector) y = __builtin_convertvector(*(const NAME(terms_vector) *)b, NAME(sums_vector));
  if (squares) {
    NAME(sums_vector) difference = x - y;
    *sum += difference * difference;
  } else {
    *sum += x * y;
  }
}

// The numbers from `start` on, fewer than 8, and zeros behind them. From a whole vector where there is one: what was written
// number by number cannot be read as a vector at once.
DENSE_INLINE void NAME(last_terms)(T *out, const T *row, int64_t start, int64_t count) {
  NAME(terms_vector) numbers = 0;
  if (start == 0) {
    for (int64_t i = 0; i < count; i++) out[i] = row[i];
    for (int64_t i = count; i < 8; i++) out[i] = 0;
    return;
  }
  const NAME(terms_vector) last = *(const NAME(terms_vector) *)(row + count - 8);
#define LAST_OF(rest, ...) case rest: numbers = __builtin_shufflevector(last, numbers, __VA_ARGS__); break
  switch (count - start) {
    LAST_OF(1, 7, 8, 8, 8, 8, 8, 8, 8);
    LAST_OF(2, 6, 7, 8, 8, 8, 8, 8, 8);
    LAST_OF(3, 5, 6, 7, 8, 8, 8, 8, 8);
    LAST_OF(4, 4, 5, 6, 7, 8, 8, 8, 8);
    LAST_OF(5, 3, 4, 5, 6, 7, 8, 8, 8);
    LAST_OF(6, 2, 3, 4, 5, 6, 7, 8, 8);
    LAST_OF(7, 1, 2, 3, 4, 5, 6, 7, 8);
  }
#undef LAST_OF
  *(NAME(terms_vector) *)out = numbers;
}

// The rest of a row that does not fill 32 partial sums adds to the first ones; zeros, which add exactly nothing, fill up 8.
DENSE_INLINE double NAME(exact_sum)(const T *a, const T *b, int64_t count, int squares) {
  enum { PARTIAL_SUMS = 32 };
  NAME(sums_vector) sums[4] = {0, 0, 0, 0};
  int64_t i = 0;
  for (; i + PARTIAL_SUMS <= count; i += PARTIAL_SUMS) {
    DENSE_UNROLL for (int v = 0; v < 4; v++) NAME(add_terms)(sums + v, a + i + 8 * v, b + i + 8 * v, squares);
  }
  DENSE_UNROLL for (int v = 0; v < 4; v++, i += 8) {
    if (i + 8 <= count) {
      NAME(add_terms)(sums + v, a + i, b + i, squares);
    } else if (i < count) {
      T left[8], right[8];
      NAME(last_terms)(left, a, i, count);
      NAME(last_terms)(right, b, i, count);
      NAME(add_terms)(sums + v, left, right, squares);
    }
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
