// A product of a row with another one whose numbers are taken in a given order.

#pragma clang fp contract(off)
#pragma clang fp reassociate(off)

typedef double ranks_sums __attribute__((ext_vector_type(8)));
typedef float ranks_terms __attribute__((ext_vector_type(8)));
typedef float ranks_row __attribute__((ext_vector_type(8), aligned(sizeof(float))));

double VARIANT(dense_gathered_dot)(const float *a, const float *row, const int32_t *places, int64_t count) {
  enum { PARTIAL_SUMS = 16 };
  ranks_sums sums[2] = {0, 0};
  int64_t i = 0;
  for (; i + PARTIAL_SUMS <= count; i += PARTIAL_SUMS) {
    DENSE_UNROLL for (int v = 0; v < 2; v++) {
      const int32_t *p = places + i + 8 * v;
      // Loads one by one: measured as fast as gather instructions here, and the same on every processor.
      ranks_terms taken = {row[p[0]], row[p[1]], row[p[2]], row[p[3]], row[p[4]], row[p[5]], row[p[6]], row[p[7]]};
      ranks_terms own = *(const ranks_row *)(a + i + 8 * v);
      sums[v] += __builtin_convertvector(own, ranks_sums) * __builtin_convertvector(taken, ranks_sums);
    }
  }
  for (int64_t rest = i; rest < count; rest++) {
    sums[(rest - i) / 8][(rest - i) % 8] += (double)a[rest] * (double)row[places[rest]];
  }
  ranks_sums total = sums[0] + sums[1];
  return ((total[0] + total[1]) + (total[2] + total[3])) + ((total[4] + total[5]) + (total[6] + total[7]));
}
