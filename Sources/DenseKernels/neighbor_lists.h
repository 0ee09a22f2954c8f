// Lists of candidates: what the collecting loops share.
#ifndef DENSE_KERNELS_NEIGHBOR_LISTS_H
#define DENSE_KERNELS_NEIGHBOR_LISTS_H

#include "dispatch.h"
#include "include/neighbor_candidates.h"

// Thresholds are lowered by this part of themselves: it covers their rounding to float and that of the comparisons.
#define DENSE_SCORE_ROUNDING 0x1p-21

DENSE_INLINE int32_t *list_indices(const dense_candidates *list) {
  return (int32_t *)(list->scores + list->capacity + DENSE_LIST_SLACK);
}

enum { DENSE_SHORT_LIST = 64 };

// The k-th largest of a few scores. Writes behind them, up to a whole vector. k <= count <= DENSE_SHORT_LIST.
float dense_kth_largest_score(float *scores, int32_t count, int32_t k);

// A score that at least k of the scores reach, and at most `most` if they allow it: bisection between the numbers, and
// between their bit patterns every other time, so that it ends soon for scores of any magnitude. k <= count, k <= most.
float dense_bisected_score(const float *scores, int32_t count, int32_t k, int32_t most);

// Raises the row's threshold to what k scores of at least `reached` prove, if their items' errors are at most item_error.
void dense_raise_threshold(dense_collector *collector, int64_t row, float reached, float item_error);

// The caller has seen that the score is above the threshold; a row that was given up has threshold +infinity.
DENSE_INLINE void append_candidate(dense_collector *collector, int64_t row, int32_t index, float score) {
  dense_candidates *list = collector->lists + row;
  int32_t count = list->count;
  list->scores[count] = score;
  list_indices(list)[count] = index;
  list->count = count + 1;
  if (count + 1 >= list->capacity) dense_collector_thin(collector, row);
}

#endif
