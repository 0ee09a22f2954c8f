#include "neighbor_lists.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static int grew(const dense_collector *collector, const dense_candidates *list) {
  return list->capacity != collector->capacity;
}

static int64_t room(int32_t capacity) { return 2 * (int64_t)(capacity + DENSE_LIST_SLACK); }

static dense_candidates first_list(const dense_collector *collector, int64_t row) {
  return (dense_candidates){collector->storage + row * room(collector->capacity), 0, collector->capacity};
}

int dense_collector_gave_up(const dense_collector *collector, int64_t row) {
  return collector->thresholds[row] == INFINITY;
}

void dense_collector_start(dense_collector *collector) {
  for (int64_t row = 0; row < collector->padded_rows; row++) {
    collector->lists[row] = first_list(collector, row);
    collector->thresholds[row] = row < collector->rows ? -FLT_MAX : INFINITY;
  }
}

static void give_up(dense_collector *collector, int64_t row) {
  dense_candidates *list = collector->lists + row;
  if (grew(collector, list)) free(list->scores);
  *list = first_list(collector, row);
  collector->thresholds[row] = INFINITY;
}

void dense_collector_end(dense_collector *collector) {
  for (int64_t row = 0; row < collector->rows; row++) {
    dense_candidates *list = collector->lists + row;
    if (grew(collector, list)) free(list->scores);
  }
}

// Returns whether the list now has at least that capacity.
static int enlarge(dense_collector *collector, int64_t row, int64_t capacity) {
  dense_candidates *list = collector->lists + row;
  if (capacity > collector->limit) capacity = collector->limit;
  float *scores = capacity > list->capacity ? malloc(2 * (size_t)(capacity + DENSE_LIST_SLACK) * sizeof(float)) : 0;
  if (!scores) return 0;
  dense_candidates larger = {scores, list->count, (int32_t)capacity};
  memcpy(larger.scores, list->scores, (size_t)list->count * sizeof(float));
  memcpy(list_indices(&larger), list_indices(list), (size_t)list->count * sizeof(int32_t));
  if (grew(collector, list)) free(list->scores);
  *list = larger;
  return 1;
}

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

enum { SHORT = DENSE_SHORT_LIST, VECTOR = 16 };
typedef float scores_vector __attribute__((ext_vector_type(16), aligned(4)));
typedef int32_t counts_vector __attribute__((ext_vector_type(16)));

// Each score's rank is the number of larger ones.
DENSE_CLONES float dense_kth_largest_score(float *scores, int32_t count, int32_t k) {
  for (int32_t i = count; i % VECTOR != 0; i++) scores[i] = -FLT_MAX;
  scores_vector least = FLT_MAX;
  for (int32_t start = 0; start < count; start += VECTOR) {
    scores_vector these = *(const scores_vector *)(scores + start);
    counts_vector larger = 0;
    for (int32_t j = 0; j < count; j++) larger -= (scores_vector)scores[j] > these;
    counts_vector best = larger < k;
    scores_vector reached = best ? these : (scores_vector)FLT_MAX;
    least = __builtin_elementwise_min(least, reached);
  }
  return __builtin_reduce_min(least);
}

DENSE_CLONES float dense_bisected_score(const float *scores, int32_t count, int32_t k, int32_t most) {
  float low = scores[0], high = scores[0];
  for (int32_t i = 0; i < count; i++) {
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

DENSE_CLONES static int32_t drop_below(float *scores, int32_t *indices, int32_t count, float threshold) {
  int32_t kept = 0;
  for (int32_t i = 0; i < count; i++) {
    float score = scores[i];
    scores[kept] = score;
    indices[kept] = indices[i];
    kept += score > threshold;
  }
  return kept;
}

void dense_raise_threshold(dense_collector *collector, int64_t row, float reached, float item_error) {
  double margin = 2.0 * collector->row_errors[row] + 2.0 * item_error;
  float threshold = (float)(reached - margin - DENSE_SCORE_ROUNDING * (fabs((double)reached) + margin));
  if (threshold > collector->thresholds[row]) collector->thresholds[row] = threshold;
}

void dense_collector_thin(dense_collector *collector, int64_t row) {
  dense_candidates *list = collector->lists + row;
  if (list->count >= collector->k) {
    int32_t k = collector->k;
    float reached = list->count <= SHORT ? dense_kth_largest_score(list->scores, list->count, k)
                                         : dense_bisected_score(list->scores, list->count, k, k + k / 8);
    float largest = 0;
    const int32_t *indices = list_indices(list);
    if (collector->item_errors)
      for (int32_t i = 0; i < list->count; i++) {
        float error = list->scores[i] >= reached ? collector->item_errors[indices[i]] : 0;
        largest = error > largest ? error : largest;
      }
    dense_raise_threshold(collector, row, reached, largest);
  }
  list->count = drop_below(list->scores, list_indices(list), list->count, collector->thresholds[row]);
  if (list->count > list->capacity - list->capacity / 4 &&
      !enlarge(collector, row, 2 * (int64_t)list->capacity) && list->count >= list->capacity)
    give_up(collector, row);
}

DENSE_CLONES void dense_collect_tile(const dense_pairing *pairing, const float *products, int64_t stride,
                                     int64_t first_row, int64_t rows, int64_t first_column, int64_t columns) {
  enum { BLOCK = 64 };
  dense_collector *by_row = pairing->by_row, *by_column = pairing->by_column;
  for (int64_t row = first_row; row < first_row + rows; row++) {
    const float *scores = products + (row - first_row) * stride - first_column;
    int64_t self = row + pairing->self_shift, end = first_column + columns;
    int64_t start = by_column && self > first_column ? self : first_column;
    float row_term = pairing->row_terms ? pairing->row_terms[row] : 0;
    for (int64_t block = start; block < end; block += BLOCK) {
      int64_t block_end = block + BLOCK < end ? block + BLOCK : end;
      float row_threshold = by_row->thresholds[row];
      int hits = 0;
      for (int64_t column = block; column < block_end; column++)
        hits |= scores[column] + pairing->item_terms[column] > row_threshold;
      if (by_column)
        for (int64_t column = block; column < block_end; column++)
          hits |= scores[column] + row_term > by_column->thresholds[column];
      if (!hits) continue;
      for (int64_t column = block; column < block_end; column++) {
        float score = scores[column] + pairing->item_terms[column];
        if (score > by_row->thresholds[row] && !(column == self && pairing->excludes_self))
          append_candidate(by_row, row, (int32_t)column, score);
        score = scores[column] + row_term;
        if (by_column && column != self && score > by_column->thresholds[column])
          append_candidate(by_column, column, (int32_t)row, score);
      }
    }
  }
}
