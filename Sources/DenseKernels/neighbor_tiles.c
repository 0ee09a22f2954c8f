#include "include/neighbor_tiles.h"
#include "include/processor.h"
#include "neighbor_lists.h"

#include <float.h>
#include <math.h>

enum { WIDTH = DENSE_NEIGHBOR_PANEL, RUN = DENSE_NEIGHBOR_RUN, TILE = 6, REST = WIDTH % TILE };

int dense_has_neighbor_tiles(void) { return dense_vector_bits() == 512; }

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"), min_vector_width(512))), apply_to = function)
#pragma clang fp contract(fast)

typedef float v16 __attribute__((ext_vector_type(16), aligned(64)));
#define UNROLL _Pragma("clang loop unroll(full)")

// One panel of rows against one of items.
typedef struct {
  const dense_pairing *pairing;
  int64_t first_row, first_column;
  // Only rows collect here.
  int rows_only;
} panel_pair;

// One run of the products of a tile.
typedef struct {
  const float *rows, *items;
  int64_t depth;
  // Sums over the runs before; and whether this is the first or the last run.
  float *sums;
  int is_first, is_last;
  // What the tiles after this pass will read first, to be fetched meanwhile.
  const float *next;
  int64_t next_lines;
} tile_run;

// A first threshold for rows that have seen nothing yet, from their first 64 products: of the 16 largest ones of each
// lane, k reach it. Without it nearly all of the products would go through the lists.
static __attribute__((noinline)) void seed_thresholds(const panel_pair *pair, int64_t first, int64_t rows,
                                                      const float *products) {
  const dense_pairing *pairing = pair->pairing;
  dense_collector *collector = pairing->by_row;
  int32_t k = collector->k;
  for (int64_t r = 0; r < rows; r++) {
    int64_t self = first + r + pairing->self_shift - pair->first_column;
    __m512 largest = _mm512_set1_ps(-FLT_MAX), error = _mm512_setzero_ps();
    for (int v = 0; v < 4; v++) {
      int64_t column = pair->first_column + 16 * v;
      __m512 score = _mm512_add_ps(_mm512_load_ps(products + r * WIDTH + 16 * v),
                                   _mm512_loadu_ps(pairing->item_terms + column));
      __mmask16 competing = 0xffff;
      if (pairing->excludes_self && self >= 16 * v && self < 16 * v + 16) competing &= (__mmask16) ~(1u << (self & 15));
      largest = _mm512_mask_max_ps(largest, competing, largest, score);
      if (collector->item_errors) error = _mm512_max_ps(error, _mm512_loadu_ps(collector->item_errors + column));
    }
    __m512i larger = _mm512_setzero_si512();
    float lanes[16] __attribute__((aligned(64)));
    _mm512_store_ps(lanes, largest);
    for (int lane = 0; lane < 16; lane++)
      larger = _mm512_mask_add_epi32(larger, _mm512_cmp_ps_mask(_mm512_set1_ps(lanes[lane]), largest, _CMP_GT_OQ), larger,
                                     _mm512_set1_epi32(1));
    __mmask16 best = _mm512_cmp_epi32_mask(larger, _mm512_set1_epi32(k), _MM_CMPINT_LT);
    float reached = _mm512_mask_reduce_min_ps(best, largest);
    if (reached > -FLT_MAX) raise_threshold(collector, first + r, reached, _mm512_reduce_max_ps(error));
  }
}

// Writes at the list's end in any case and counts it only if it belongs there: no branch to predict.
static inline void offer(dense_collector *collector, int64_t row, int32_t index, float score) {
  dense_candidates *list = collector->lists + row;
  int32_t count = list->count;
  list->scores[count] = score;
  list_indices(list)[count] = index;
  count += score > collector->thresholds[row];
  list->count = count;
  if (__builtin_expect(count >= list->capacity, 0)) dense_collector_thin(collector, row);
}

// Offers the products at the set bits of the masks, one mask of 64 items a row.
static __attribute__((noinline)) void collect_hits(const panel_pair *pair, int64_t first, int64_t rows,
                                                   const uint64_t *masks, const float *products) {
  const dense_pairing *pairing = pair->pairing;
  uint64_t words[TILE + 1];
  int64_t places[TILE + 1];
  int word = 0, hits = 0;
  for (int64_t r = 0; r < rows; r++) {
    uint64_t mask = masks[r];
    if (pairing->excludes_self) {
      uint64_t self = (uint64_t)(first + r + pairing->self_shift - pair->first_column);
      mask &= ~((uint64_t)(self < WIDTH) << (self & (WIDTH - 1)));
    }
    words[word] = mask;
    places[word] = r;
    word += mask != 0;
    hits += __builtin_popcountll(mask);
  }
  word = 0;
  for (int hit = 0; hit < hits; hit++) {
    uint64_t mask = words[word];
    int64_t r = places[word], bit = __builtin_ctzll(mask);
    mask &= mask - 1;
    words[word] = mask;
    word += mask == 0;
    int64_t row = first + r, column = pair->first_column + bit;
    float product = products[r * WIDTH + bit];
    offer(pairing->by_row, row, (int32_t)column, product + pairing->item_terms[column]);
    if (!pair->rows_only) offer(pairing->by_column, column, (int32_t)row, product + pairing->row_terms[row]);
  }
}

// Compares the products of a tile with the thresholds. A product is a candidate's for its row if product + item term >
// row threshold, for its column if product + row term > column threshold. Both at once: product > the smaller
// difference, taken over the rows of the tile.
DENSE_INLINE void compare(const panel_pair *pair, int64_t first, int rows, const v16 (*sums)[4]) {
  const dense_pairing *pairing = pair->pairing;
  float products[TILE * WIDTH] __attribute__((aligned(64)));
  if (pair->rows_only && pairing->by_row->k <= 16 && pairing->by_row->thresholds[first] == -FLT_MAX) {
    UNROLL for (int r = 0; r < rows; r++) UNROLL for (int v = 0; v < 4; v++)
        *(v16 *)(products + r * WIDTH + 16 * v) = sums[r][v];
    seed_thresholds(pair, first, rows, products);
  }
  float lowest = INFINITY, highest = -INFINITY;
  UNROLL for (int r = 0; r < rows; r++) {
    float bar = pairing->by_row->thresholds[first + r];
    lowest = bar < lowest ? bar : lowest;
  }
  v16 bars[4];
  UNROLL for (int v = 0; v < 4; v++)
      bars[v] = lowest - (v16)_mm512_loadu_ps(pairing->item_terms + pair->first_column + 16 * v);
  if (!pair->rows_only) {
    UNROLL for (int r = 0; r < rows; r++) {
      float term = pairing->row_terms[first + r];
      highest = term > highest ? term : highest;
    }
    UNROLL for (int v = 0; v < 4; v++) {
      v16 bar = (v16)_mm512_loadu_ps(pairing->by_column->thresholds + pair->first_column + 16 * v) - highest;
      bars[v] = __builtin_elementwise_min(bars[v], bar);
    }
  }
  uint64_t masks[TILE], any = 0;
  UNROLL for (int r = 0; r < rows; r++) {
    __mmask16 hits[4];
    UNROLL for (int v = 0; v < 4; v++)
        hits[v] = _mm512_cmp_ps_mask((__m512)sums[r][v], (__m512)bars[v], _CMP_GT_OQ);
    masks[r] = _mm512_kunpackd(_mm512_kunpackw(hits[3], hits[2]), _mm512_kunpackw(hits[1], hits[0]));
    any |= masks[r];
  }
  if (!any) return;
  UNROLL for (int r = 0; r < rows; r++) UNROLL for (int v = 0; v < 4; v++)
      *(v16 *)(products + r * WIDTH + 16 * v) = sums[r][v];
  collect_hits(pair, first, rows, masks, products);
}

// Products of some rows, from index `first` on, and 64 items: 24 registers of sums, 4 of items, 1 of a row's number.
DENSE_INLINE void multiply_tile(const panel_pair *pair, int64_t first, int rows, const tile_run *run) {
  v16 sums[TILE][4];
  UNROLL for (int r = 0; r < rows; r++) UNROLL for (int v = 0; v < 4; v++) sums[r][v] = (v16)0.0f;
  for (int64_t line = 0; line < run->next_lines; line++) __builtin_prefetch(run->next + line * 16, 0, 2);
  for (int64_t k = 0; k < run->depth; k++) {
    v16 x[4];
    UNROLL for (int v = 0; v < 4; v++) x[v] = *(const v16 *)(run->items + k * WIDTH + 16 * v);
    UNROLL for (int r = 0; r < rows; r++) {
      v16 y = (v16)run->rows[k * WIDTH + r];
      UNROLL for (int v = 0; v < 4; v++) sums[r][v] += y * x[v];
    }
  }
  // Sums of runs, not one long sum: the bound of the rounding error grows with the length of a sum.
  if (!run->is_first)
    UNROLL for (int r = 0; r < rows; r++) UNROLL for (int v = 0; v < 4; v++)
        sums[r][v] += *(const v16 *)(run->sums + r * WIDTH + 16 * v);
  if (run->is_last) return compare(pair, first, rows, (const v16(*)[4])sums);
  UNROLL for (int r = 0; r < rows; r++) UNROLL for (int v = 0; v < 4; v++)
      *(v16 *)(run->sums + r * WIDTH + 16 * v) = sums[r][v];
}

static void multiply_panels(const panel_pair *pair, tile_run run, int64_t lines_per_row) {
  run.next_lines = TILE * lines_per_row;
  int64_t first = 0;
  for (; first + TILE <= WIDTH; first += TILE) {
    multiply_tile(pair, pair->first_row + first, TILE, &run);
    run.rows += TILE;
    run.sums += TILE * WIDTH;
    run.next += TILE * lines_per_row * 16;
  }
  run.next_lines = REST * lines_per_row;
  multiply_tile(pair, pair->first_row + first, REST, &run);
}

static void collect_panels(const dense_pairing *pairing, const float *rows, int64_t row_panel, const float *items,
                           int64_t column_panel, int64_t count, int64_t depth, float *scratch) {
  int symmetric = pairing->by_column != 0;
  int64_t runs = (depth + RUN - 1) / RUN, length = (depth + runs - 1) / runs;
  for (int64_t start = 0; start < depth; start += length) {
    int64_t extent = depth - start < length ? depth - start : length;
    const float *row_run = rows + (row_panel * depth + start) * WIDTH;
    // The next run of the rows, fetched evenly by the tiles of this one; four lines of 16 numbers for each k.
    int64_t lines_per_row = (extent * 4 + count * WIDTH - 1) / (count * WIDTH);
    for (int64_t c = 0; c < count; c++) {
      int64_t panel = column_panel + c;
      if (symmetric && panel < row_panel) continue;
      panel_pair pair = {pairing, row_panel * WIDTH, panel * WIDTH, !symmetric || panel == row_panel};
      tile_run run = {
          row_run, items + (panel * depth + start) * WIDTH, extent, scratch + c * WIDTH * WIDTH,
          start == 0, start + extent == depth, row_run + (extent + c * 16 * lines_per_row) * WIDTH, 0};
      multiply_panels(&pair, run, lines_per_row);
    }
  }
}

#pragma clang attribute pop

void dense_collect_panels(const dense_pairing *pairing, const float *rows, int64_t row_panel, const float *items,
                          int64_t column_panel, int64_t count, int64_t depth, float *scratch) {
  collect_panels(pairing, rows, row_panel, items, column_panel, count, depth, scratch);
}

#else

// Not called: dense_has_neighbor_tiles says so. Empty lists would make the caller search the rows again.
void dense_collect_panels(const dense_pairing *pairing, const float *rows, int64_t row_panel, const float *items,
                          int64_t column_panel, int64_t count, int64_t depth, float *scratch) {
  (void)pairing, (void)rows, (void)row_panel, (void)items, (void)column_panel, (void)count, (void)depth;
  (void)scratch;
}

#endif
