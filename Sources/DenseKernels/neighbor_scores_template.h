// What a row's threshold is raised to, and what it rules out; see neighbor_lists.h.

#pragma clang fp contract(on)

static int32_t ordered(float x) {
  int32_t word;
  memcpy(&word, &x, sizeof word);
  return word ^ ((word >> 31) & 0x7fffffff);
}

static float from_ordered(int32_t word) {
  word ^= (word >> 31) & 0x7fffffff;
  float x;
  memcpy(&x, &word, sizeof x);
  return x;
}

enum { SCORES = 16 };
typedef float scores_vector __attribute__((ext_vector_type(16), aligned(4)));
typedef int32_t counts_vector __attribute__((ext_vector_type(16)));

// Each lane's partner, so many lanes away.
DENSE_INLINE void exchange_lanes(scores_vector *x, int distance) {
#define LANES_OF(...) *x = __builtin_shufflevector(*x, *x, __VA_ARGS__)
  switch (distance) {
    case 1: LANES_OF(1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14); break;
    case 2: LANES_OF(2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13); break;
    case 4: LANES_OF(4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11); break;
    default: LANES_OF(8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
  }
#undef LANES_OF
}

// Puts the larger number of each pair of partners first, or last in every other run of `size` lanes.
DENSE_INLINE void order_partners(scores_vector *x, int distance, int size) {
  const counts_vector lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  const counts_vector larger = ((lane & distance) == 0) == ((lane & size) == 0);
  scores_vector other = *x;
  exchange_lanes(&other, distance);
  const scores_vector most = __builtin_elementwise_max(*x, other), least = __builtin_elementwise_min(*x, other);
  *x = larger ? most : least;
}

// A step of a bitonic sort (Batcher 1968): runs of `size` lanes that rise and then fall are sorted, the first one falling.
DENSE_INLINE void merge_lanes(scores_vector *x, int size) {
  if (size > 8) order_partners(x, 8, size);
  if (size > 4) order_partners(x, 4, size);
  if (size > 2) order_partners(x, 2, size);
  order_partners(x, 1, size);
}

// The k-th of the largest SCORES scores, without a branch but for their number.
DENSE_INLINE float kth_of_few(const float *scores, int32_t count, int32_t k) {
  scores_vector best = -FLT_MAX;
  for (int32_t start = 0; start < count; start += SCORES) {
    scores_vector these = *(const scores_vector *)(scores + start);
    merge_lanes(&these, 2);
    merge_lanes(&these, 4);
    merge_lanes(&these, 8);
    merge_lanes(&these, 16);
    // Falling and then rising: the larger of each pair are the best of both.
    these = __builtin_shufflevector(these, these, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    best = __builtin_elementwise_max(best, these);
    merge_lanes(&best, 16);
  }
  return best[k - 1];
}

// Each score's rank is the number of larger ones.
float VARIANT(dense_kth_largest_score)(float *scores, int32_t count, int32_t k) {
  for (int32_t i = count; i % SCORES != 0; i++) scores[i] = -FLT_MAX;
  if (k <= DENSE_FEW_NEIGHBORS) return kth_of_few(scores, count, k);
  scores_vector least = FLT_MAX;
  for (int32_t start = 0; start < count; start += SCORES) {
    scores_vector these = *(const scores_vector *)(scores + start);
    counts_vector larger = 0;
    for (int32_t j = 0; j < count; j++) larger -= (scores_vector)scores[j] > these;
    counts_vector best = larger < k;
    scores_vector reached = best ? these : (scores_vector)FLT_MAX;
    least = __builtin_elementwise_min(least, reached);
  }
  return __builtin_reduce_min(least);
}

float VARIANT(dense_bisected_score)(const float *scores, int32_t count, int32_t k, int32_t most) {
  float low = scores[0], high = scores[0];
  int32_t whole = count / SCORES * SCORES;
  if (whole > 0) {
    scores_vector lows = scores[0], highs = scores[0];
    for (int32_t i = 0; i < whole; i += SCORES) {
      lows = __builtin_elementwise_min(lows, *(const scores_vector *)(scores + i));
      highs = __builtin_elementwise_max(highs, *(const scores_vector *)(scores + i));
    }
    low = __builtin_reduce_min(lows);
    high = __builtin_reduce_max(highs);
  }
  for (int32_t i = whole; i < count; i++) {
    low = scores[i] < low ? scores[i] : low;
    high = scores[i] > high ? scores[i] : high;
  }
  float middle = high;
  for (int turn = 0;; turn++) {
    int32_t reached = 0;
    for (int32_t i = 0; i < count; i++) reached += scores[i] >= middle;
    if (reached < k) {
      high = middle;
    } else {
      low = middle;
      if (reached <= most) return low;
    }
    middle = low / 2 + high / 2;
    if (turn % 2 != 0 || !(middle > low && middle < high))
      middle = from_ordered((int32_t)(((int64_t)ordered(low) + ordered(high)) >> 1));
    if (!(middle > low && middle < high)) return low;
  }
}

int32_t VARIANT(dense_drop_below)(float *scores, int32_t *indices, int32_t count, float threshold) {
  int32_t kept = 0;
  for (int32_t i = 0; i < count; i++) {
    float score = scores[i];
    scores[kept] = score;
    indices[kept] = indices[i];
    kept += score > threshold;
  }
  return kept;
}

float VARIANT(dense_largest_error)(const float *scores, const int32_t *indices, int32_t count, float reached,
                                   const float *errors) {
  typedef _Bool bits __attribute__((ext_vector_type(SCORES)));
  float largest = 0;
  for (int32_t start = 0; start < count; start += SCORES) {
    bits reaching = __builtin_convertvector(*(const scores_vector *)(scores + start) >= reached, bits);
    uint16_t word;
    memcpy(&word, &reaching, sizeof word);
    uint32_t left = count - start < SCORES ? word & ((1u << (count - start)) - 1) : word;
    for (; left != 0; left &= left - 1) {
      float error = errors[indices[start + __builtin_ctz(left)]];
      largest = error > largest ? error : largest;
    }
  }
  return largest;
}
