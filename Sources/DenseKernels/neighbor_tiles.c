#include "include/neighbor_tiles.h"
#include "include/processor.h"
#include "neighbor_lists.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { WIDTH = DENSE_NEIGHBOR_PANEL, RUN = DENSE_NEIGHBOR_RUN, TILE = 6 };

#define UNROLL _Pragma("clang loop unroll(full)")

// One panel of rows against one of items. Terms and thresholds are those of the panels.
typedef struct {
  const dense_pairing *pairing;
  int64_t first_row, first_column, depth;
  const float *row_thresholds, *row_terms, *item_terms;
  // NULL where only rows collect.
  const float *column_thresholds;
} panel_pair;

// One run of the products of a pair.
typedef struct {
  const float *rows, *items;
  int64_t depth;
  // 64 x 64 sums over the runs before; whether this is the first run; whether the sums are compared, or only kept.
  float *sums;
  int is_first, compares;
  // The rows of the run after this one, to be fetched meanwhile: so many lines of 16 numbers of each strip in this pass,
  // which is the pass of this place among those that fetch them.
  const float *next;
  int64_t next_lines, place;
} tile_run;

// Writes at the list's end in any case and counts it only if it belongs there: no branch to predict.
DENSE_INLINE void offer(dense_collector *collector, dense_candidates *list, int32_t index, float score, int belongs) {
  int32_t count = list->count, capacity = list->capacity;
  float *scores = list->scores;
  scores[count] = score;
  ((int32_t *)(scores + capacity + DENSE_LIST_SLACK))[count] = index;
  count += belongs;
  list->count = count;
  if (__builtin_expect(count >= capacity, 0)) dense_collector_thin(collector, list - collector->lists);
}

// Fetches the ends of the lists of some rows, where hits will be written, and the heads of those of the tile after.
DENSE_INLINE void prefetch_lists(const panel_pair *pair, int64_t first, int rows) {
  const dense_candidates *lists = pair->pairing->by_row->lists + pair->first_row + first;
  for (int r = 0; r < rows; r++) {
    __builtin_prefetch(lists[r].scores + lists[r].count, 1);
    __builtin_prefetch(list_indices(lists + r) + lists[r].count, 1);
  }
  __builtin_prefetch(lists + rows, 1);
  __builtin_prefetch(lists + rows + 4, 1);
}

// Offers the products at the set bits of the masks to the lists of their rows and columns: one mask a row.
static __attribute__((noinline)) void collect_hits(const panel_pair *pair, int64_t first, int64_t rows,
                                                   const uint64_t *masks, const float *products) {
  const dense_pairing *pairing = pair->pairing;
  dense_collector *by_row = pairing->by_row, *by_column = pairing->by_column;
  int64_t first_row = pair->first_row + first;
  uint64_t words[TILE + 1];
  int64_t places[TILE + 1];
  int word = 0, hits = 0;
  for (int64_t r = 0; r < rows; r++) {
    uint64_t mask = masks[r];
    if (pairing->excludes_self) {
      uint64_t self = (uint64_t)(first_row + r + pairing->self_shift - pair->first_column);
      mask &= ~((uint64_t)(self < WIDTH) << (self & (WIDTH - 1)));
    }
    words[word] = mask;
    places[word] = r;
    word += mask != 0;
    hits += __builtin_popcountll(mask);
  }
  word = 0;
  const float *row_thresholds = pair->row_thresholds + first, *row_terms = pair->row_terms + first;
  const float *column_thresholds = pair->column_thresholds, *item_terms = pair->item_terms;
  dense_candidates *row_lists = by_row->lists + first_row;
  dense_candidates *column_lists = column_thresholds ? by_column->lists + pair->first_column : 0;
  for (int hit = 0; hit < hits; hit++) {
    uint64_t mask = words[word];
    int64_t r = places[word], bit = __builtin_ctzll(mask);
    mask &= mask - 1;
    words[word] = mask;
    word += mask == 0;
    int32_t row = (int32_t)(first_row + r), column = (int32_t)(pair->first_column + bit);
    float product = products[r * WIDTH + bit], score = product + item_terms[bit];
    int in_row = score > row_thresholds[r];
    if (!column_thresholds) {
      offer(by_row, row_lists + r, column, score, in_row);
      continue;
    }
    // Few products belong to both lists, and to which of them nobody can predict: one is chosen without a branch.
    float scores[2] = {product + row_terms[r], score};
    int in_column = scores[0] > column_thresholds[bit];
    dense_collector *collectors[2] = {by_column, by_row};
    dense_candidates *lists[2] = {column_lists + bit, row_lists + r};
    int32_t indices[2] = {row, column};
    offer(collectors[in_row], lists[in_row], indices[in_row], scores[in_row], in_row | in_column);
    if (__builtin_expect(in_row & in_column, 0)) offer(by_column, lists[0], row, scores[0], 1);
  }
}

// Whether any row has no threshold yet.
static int is_unseen(const panel_pair *pair) {
  int unseen = 0;
  for (int r = 0; r < WIDTH; r++) unseen |= pair->row_thresholds[r] == -FLT_MAX;
  return unseen;
}

// First thresholds for rows that have seen nothing yet, from their products with the items of a panel. Without them
// nearly all products would go through the lists.
static void seed_thresholds(const panel_pair *pair, const float *products) {
  const dense_pairing *pairing = pair->pairing;
  dense_collector *collector = pairing->by_row;
  float error = 0;
  for (int c = 0; c < WIDTH && collector->item_errors; c++) {
    float bound = collector->item_errors[pair->first_column + c];
    error = bound > error ? bound : error;
  }
  for (int r = 0; r < WIDTH; r++) {
    if (pair->row_thresholds[r] != -FLT_MAX) continue;
    float scores[WIDTH];
    for (int c = 0; c < WIDTH; c++) scores[c] = products[r * WIDTH + c] + pair->item_terms[c];
    int64_t self = pair->first_row + r + pairing->self_shift - pair->first_column;
    if (pairing->excludes_self && self >= 0 && self < WIDTH) scores[self] = -FLT_MAX;
    float reached = dense_bisected_score(scores, WIDTH, collector->k, collector->k + collector->k / 2);
    if (reached > -FLT_MAX) dense_raise_threshold(collector, pair->first_row + r, reached, error);
  }
}

// Collects from all products of a pair in which only rows collect.
DENSE_CLONES static void collect_all(const panel_pair *pair, const float *products) {
  for (int first = 0; first < WIDTH; first++) {
    float bar = pair->row_thresholds[first];
    uint64_t mask = 0;
    for (int c = 0; c < WIDTH; c++)
      mask |= (uint64_t)(products[first * WIDTH + c] + pair->item_terms[c] > bar) << c;
    if (mask) collect_hits(pair, first, 1, &mask, products + first * WIDTH);
  }
}

#if defined(__x86_64__)

#pragma clang fp contract(fast)

#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"), min_vector_width(512))), apply_to = function)
#define NAME(x) wide_##x
#define LANES 16
#define VECTORS 4
#include "neighbor_tiles_template.h"
#undef NAME
#undef LANES
#undef VECTORS
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#define NAME(x) narrow_##x
#define LANES 8
#define VECTORS 2
#include "neighbor_tiles_template.h"
#undef NAME
#undef LANES
#undef VECTORS
#pragma clang attribute pop

int dense_has_neighbor_tiles(void) { return dense_vector_bits() >= 256; }

int64_t dense_neighbor_strip(void) { return dense_vector_bits() == 512 ? wide_STRIP : narrow_STRIP; }

static void multiply_panels(const panel_pair *pair, const tile_run *run) {
  if (dense_vector_bits() == 512)
    wide_multiply_panels(pair, run);
  else
    narrow_multiply_panels(pair, run);
}

#else

int dense_has_neighbor_tiles(void) { return 0; }
int64_t dense_neighbor_strip(void) { return DENSE_NEIGHBOR_PANEL; }

// Not called: dense_has_neighbor_tiles says so. Empty lists would make the caller search the rows again.
static void multiply_panels(const panel_pair *pair, const tile_run *run) { (void)pair, (void)run; }

#endif

void dense_collect_panels(const dense_pairing *pairing, const float *rows, int64_t row_panel, const float *items,
                          int64_t column_panel, int64_t count, int64_t depth, float *scratch) {
  int symmetric = pairing->by_column != 0;
  int64_t runs = (depth + RUN - 1) / RUN, length = (depth + runs - 1) / runs, first_row = row_panel * WIDTH;
  int64_t strip = dense_neighbor_strip();
  for (int64_t start = 0; start < depth; start += length) {
    int64_t extent = depth - start < length ? depth - start : length;
    int is_last = start + extent == depth;
    const float *panel_rows = rows + row_panel * depth * WIDTH;
    const float *next = is_last ? panel_rows + depth * WIDTH : panel_rows + (start + extent) * strip;
    for (int64_t c = 0; c < count; c++) {
      int64_t panel = column_panel + c, first_column = panel * WIDTH;
      if (symmetric && panel < row_panel) continue;
      panel_pair pair = {pairing, first_row, first_column, depth, pairing->by_row->thresholds + first_row,
                         pairing->row_terms + first_row, pairing->item_terms + first_column,
                         symmetric && panel != row_panel ? pairing->by_column->thresholds + first_column : 0};
      int seeds = !pair.column_thresholds && pairing->by_row->k < WIDTH && is_unseen(&pair);
      tile_run run = {panel_rows + start * strip, items + panel * depth * WIDTH + start * strip, extent,
                      scratch + c * WIDTH * WIDTH, start == 0, is_last && !seeds, next,
                      (extent * strip / 16 + count - 1) / count, c};
      multiply_panels(&pair, &run);
      if (!is_last || !seeds) continue;
      seed_thresholds(&pair, run.sums);
      collect_all(&pair, run.sums);
    }
  }
}
