// Lists of candidates: what those share who fill, thin out and rank them.
#ifndef DENSE_KERNELS_NEIGHBOR_LISTS_H
#define DENSE_KERNELS_NEIGHBOR_LISTS_H

#include "compiler.h"
#include "include/neighbor_candidates.h"

// Thresholds are lowered by this part of themselves: it covers their rounding to float and that of the comparisons.
#define DENSE_SCORE_ROUNDING 0x1p-21

DENSE_INLINE int32_t *list_indices(const dense_candidates *list) {
  return (int32_t *)(list->scores + list->capacity + DENSE_LIST_SLACK);
}

// Scores of a list for which the k-th largest is found by ranks; by sorting the best of them where k is that small.
enum { DENSE_SHORT_LIST = 64, DENSE_FEW_NEIGHBORS = 16, DENSE_LONGER_LIST = 256 };

// The k-th largest of a few scores. Writes behind them, up to a whole vector. k <= count <= DENSE_SHORT_LIST, or
// k <= DENSE_FEW_NEIGHBORS and count <= DENSE_LONGER_LIST.
float dense_kth_largest_score(float *scores, int32_t count, int32_t k);

// A score that at least k of the scores reach, and at most `most` if they allow it: bisection between the numbers, and
// between their bit patterns every other time, so that it ends soon for scores of any magnitude. k <= count, k <= most.
float dense_bisected_score(const float *scores, int32_t count, int32_t k, int32_t most);

// Raises the row's threshold to what k scores of at least `reached` prove, if their items' errors are at most item_error.
void dense_raise_threshold(dense_collector *collector, int64_t row, float reached, float item_error);

// Keeps the candidates above the threshold, in their order; returns how many.
int32_t dense_drop_below(float *scores, int32_t *indices, int32_t count, float threshold);

// The largest error of the items whose scores reach a number, 0 of none. Reads behind the scores, up to a whole vector.
float dense_largest_error(const float *scores, const int32_t *indices, int32_t count, float reached,
                          const float *errors);

// Whether the row was given up, because too many items may belong to its k best, or never took any.
int dense_collector_gave_up(const dense_collector *collector, int64_t row);

// Raises the row's threshold to what its list proves, drops the candidates at or below it, and doubles the list if
// it is still nearly full. A list that would exceed the limit is given up.
void dense_collector_thin(dense_collector *collector, int64_t row);

#endif
