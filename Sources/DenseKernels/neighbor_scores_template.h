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

// The largest score, the next one, and so on, until k are as large: for few of them.
DENSE_INLINE float kth_of_few(const float *scores, int32_t count, int32_t k) {
  float reached = INFINITY;
  for (;;) {
    scores_vector largest = -FLT_MAX;
    for (int32_t start = 0; start < count; start += SCORES) {
      scores_vector these = *(const scores_vector *)(scores + start);
      scores_vector below = these < reached ? these : (scores_vector)-FLT_MAX;
      largest = __builtin_elementwise_max(largest, below);
    }
    reached = __builtin_reduce_max(largest);
    counts_vector reaching = 0;
    for (int32_t start = 0; start < count; start += SCORES)
      reaching -= *(const scores_vector *)(scores + start) >= reached;
    if (__builtin_reduce_add(reaching) >= k || reached == -FLT_MAX) return reached;
  }
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
