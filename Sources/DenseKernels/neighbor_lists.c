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

void dense_raise_threshold(dense_collector *collector, int64_t row, float reached, float item_error) {
  double margin = 2.0 * collector->row_errors[row] + 2.0 * item_error;
  float threshold = (float)(reached - margin - DENSE_SCORE_ROUNDING * (fabs((double)reached) + margin));
  if (threshold > collector->thresholds[row]) collector->thresholds[row] = threshold;
}

void dense_collector_thin(dense_collector *collector, int64_t row) {
  dense_candidates *list = collector->lists + row;
  if (list->count >= collector->k) {
    int32_t k = collector->k;
    int32_t few = k <= DENSE_FEW_NEIGHBORS ? DENSE_LONGER_LIST : DENSE_SHORT_LIST;
    float reached = list->count <= few
                        ? dense_kth_largest_score(list->scores, list->count, k)
                        : dense_bisected_score(list->scores, list->count, k, k + k / 8);
    float largest = 0;
    if (collector->item_errors)
      largest = dense_largest_error(list->scores, list_indices(list), list->count, reached, collector->item_errors);
    dense_raise_threshold(collector, row, reached, largest);
  }
  list->count = dense_drop_below(list->scores, list_indices(list), list->count, collector->thresholds[row]);
  if (list->count > list->capacity - list->capacity / 4 &&
      !enlarge(collector, row, 2 * (int64_t)list->capacity) && list->count >= list->capacity)
    give_up(collector, row);
}
