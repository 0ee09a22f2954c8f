// The products of two panels, one register tile of rows and items after another; see neighbor_tiles.h. A strip of a
// panel is as wide as a tile.

#pragma clang fp contract(fast)

_Static_assert(DENSE_NEIGHBOR_PANEL == WIDTH, "panels of neighbors are as wide as those of layers");

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

// Products of some rows, from `first` in the panel on, and the items of a strip. Sets the bits in masks, one mask a row,
// of products that may be candidates; keeps the products if there are any. Returns whether there are.
DENSE_INLINE uint64_t multiply_strip(const panel_pair *pair, const tile_run *run, int64_t first, int rows,
                                     const float *numbers, int strip, float lowest, float highest, uint64_t *masks) {
  vector sums[ROWS][VECTORS];
  tile_clear(sums, rows, VECTORS);
  const float *items = run->items + strip * pair->depth;
  for (int64_t k = 0; k < run->depth; k++)
    tile_add_products(sums, rows, VECTORS, numbers + k * TILE, 1, items + k * TILE);
  // Sums of runs, not one long sum: the bound of the rounding error grows with the length of a sum.
  float *kept = run->sums + first * WIDTH + strip;
  if (!run->is_first) {
    DENSE_UNROLL for (int r = 0; r < rows; r++) {
      DENSE_UNROLL for (int v = 0; v < VECTORS; v++) sums[r][v] += LOAD(kept + r * WIDTH + LANES * v);
    }
  }
  uint64_t any = 0;
  if (run->compares) {
    // A product is a candidate's for its row if product + item term > row threshold, for its column if product + row
    // term > column threshold. Both at once: product > the smaller difference, taken over the rows of the tile.
    vector bars[VECTORS];
    DENSE_UNROLL for (int v = 0; v < VECTORS; v++) {
      bars[v] = lowest - LOAD(pair->item_terms + strip + LANES * v);
      if (pair->column_thresholds) {
        vector bar = LOAD(pair->column_thresholds + strip + LANES * v) - highest;
        bars[v] = bars[v] < bar ? bars[v] : bar;
      }
      vector largest = sums[0][v];
      DENSE_UNROLL for (int r = 1; r < rows; r++) largest = largest > sums[r][v] ? largest : sums[r][v];
      any |= greater_bits(&largest, bars + v);
    }
    if (!any) return 0;
    DENSE_UNROLL for (int r = 0; r < rows; r++) {
      DENSE_UNROLL for (int v = 0; v < VECTORS; v++)
        masks[r] |= greater_bits(&sums[r][v], bars + v) << (strip + LANES * v);
    }
  }
  tile_store(sums, rows, kept);
  return any;
}

DENSE_INLINE void multiply_tile(const panel_pair *pair, const tile_run *run, int64_t first, int rows) {
  int64_t strip_start = first / TILE * TILE, place = first - strip_start;
  float lowest = INFINITY, highest = -INFINITY;
  if (run->compares) {
    prefetch_lists(pair, first, rows);
    for (int r = 0; r < rows; r++) {
      float bar = pair->row_thresholds[first + r], term = pair->row_terms[first + r];
      lowest = bar < lowest ? bar : lowest;
      highest = term > highest ? term : highest;
    }
  }
  // What comes next of this strip of rows, in as many parts as there are tiles before it is needed.
  int64_t lines = run->next_lines * ROWS / TILE + 1;
  const float *next = run->next + strip_start * pair->depth + (run->place * TILE + place) / ROWS * lines * LINE;
  for (int64_t line = 0; line < lines; line++) __builtin_prefetch(next + line * LINE, 0, 2);
  uint64_t masks[ROWS] = {0}, any = 0;
  const float *numbers = run->rows + strip_start * pair->depth + place;
  DENSE_UNROLL for (int strip = 0; strip < WIDTH; strip += TILE)
      any |= multiply_strip(pair, run, first, rows, numbers, strip, lowest, highest, masks);
  if (any) collect_hits(pair, first, rows, masks, run->sums + first * WIDTH);
}

static void multiply_panels(const panel_pair *pair, const tile_run *run) {
  enum { LAST = TILE % ROWS };
  for (int64_t strip = 0; strip < WIDTH; strip += TILE) {
    for (int64_t first = strip; first + ROWS <= strip + TILE; first += ROWS)
      multiply_tile(pair, run, first, ROWS);
    multiply_tile(pair, run, strip + TILE - LAST, LAST);
  }
}

void VARIANT(dense_collect_panels)(const dense_pairing *pairing, const float *rows, int64_t row_panel,
                                   const float *items, int64_t column_panel, int64_t count, int64_t depth,
                                   float *scratch) {
  int symmetric = pairing->by_column != 0;
  int64_t runs = (depth + DENSE_NEIGHBOR_RUN - 1) / DENSE_NEIGHBOR_RUN, length = (depth + runs - 1) / runs;
  int64_t first_row = row_panel * WIDTH;
  for (int64_t start = 0; start < depth; start += length) {
    int64_t extent = depth - start < length ? depth - start : length;
    int is_last = start + extent == depth;
    const float *panel_rows = rows + row_panel * depth * WIDTH;
    const float *next = is_last ? panel_rows + depth * WIDTH : panel_rows + (start + extent) * TILE;
    for (int64_t c = 0; c < count; c++) {
      int64_t panel = column_panel + c, first_column = panel * WIDTH;
      if (symmetric && panel < row_panel) continue;
      panel_pair pair = {pairing, first_row, first_column, depth, pairing->by_row->thresholds + first_row,
                         pairing->row_terms + first_row, pairing->item_terms + first_column,
                         symmetric && panel != row_panel ? pairing->by_column->thresholds + first_column : 0};
      int seeds = !pair.column_thresholds && pairing->by_row->k < WIDTH && is_unseen(&pair);
      tile_run run = {panel_rows + start * TILE, items + panel * depth * WIDTH + start * TILE, extent,
                      scratch + c * WIDTH * WIDTH, start == 0, is_last && !seeds, next,
                      (extent * TILE / LINE + count - 1) / count, c};
      multiply_panels(&pair, &run);
      if (!is_last || !seeds) continue;
      seed_thresholds(&pair, run.sums);
      collect_all(&pair, run.sums);
    }
  }
}
