// Sums of products in Float, whose rounding is bounded: where they leave no doubt, exact_distance.h need not decide.

#pragma clang fp contract(fast)

typedef float near_vector __attribute__((ext_vector_type(16)));
typedef int32_t near_lanes __attribute__((ext_vector_type(16)));
typedef float memory_near_vector __attribute__((ext_vector_type(16), aligned(4)));

DENSE_INLINE void near_terms(near_vector *sum, const near_vector *a, const near_vector *b, int squares) {
  if (squares) {
    near_vector difference = *a - *b;
    *sum += difference * difference;
  } else {
    *sum += *a * *b;
  }
}

float VARIANT(dense_near_sum)(const float *a, const float *b, int64_t count, int32_t squares) {
  enum { NUMBERS = 16 };
  if (count < NUMBERS) {
    float sum = 0;
    for (int64_t i = 0; i < count; i++) sum += squares ? (a[i] - b[i]) * (a[i] - b[i]) : a[i] * b[i];
    return sum;
  }
  near_vector sums[4] = {0, 0, 0, 0};
  int64_t i = 0;
  for (; i + 4 * NUMBERS <= count; i += 4 * NUMBERS) {
    DENSE_UNROLL for (int v = 0; v < 4; v++) {
      near_vector x = *(const memory_near_vector *)(a + i + NUMBERS * v);
      near_vector y = *(const memory_near_vector *)(b + i + NUMBERS * v);
      near_terms(sums + v, &x, &y, squares);
    }
  }
  DENSE_UNROLL for (int v = 0; v < 4; v++) {
    if (i >= count) continue;
    // The last vector ends with the row; what the others have counted already is left out.
    int64_t start = i + NUMBERS <= count ? i : count - NUMBERS;
    const near_lanes lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    near_lanes is_new = lane >= (int32_t)(i - start);
    near_vector x = *(const memory_near_vector *)(a + start), y = *(const memory_near_vector *)(b + start);
    x = is_new ? x : (near_vector)0;
    y = is_new ? y : (near_vector)0;
    near_terms(sums + v, &x, &y, squares);
    i = start + NUMBERS;
  }
  near_vector total = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  float total_of[8];
  for (int l = 0; l < 8; l++) total_of[l] = total[l] + total[l + 8];
  return ((total_of[0] + total_of[1]) + (total_of[2] + total_of[3])) +
         ((total_of[4] + total_of[5]) + (total_of[6] + total_of[7]));
}
