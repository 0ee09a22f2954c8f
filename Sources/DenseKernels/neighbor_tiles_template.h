// The products of two panels in tiles of registers, for one width of vectors. Whoever includes this defines NAME(x),
// LANES (numbers in a vector) and VECTORS (vectors in a row of a tile): TILE * VECTORS sums, VECTORS vectors of items and
// one of a row's number must fit into the registers. A strip is as wide as a tile.

typedef float NAME(vector) __attribute__((ext_vector_type(LANES), aligned(4 * LANES)));
typedef float NAME(any_vector) __attribute__((ext_vector_type(LANES), aligned(4)));
typedef _Bool NAME(bits) __attribute__((ext_vector_type(LANES)));
enum { NAME(STRIP) = LANES * VECTORS };

// Bit l of a word: whether x[l] > y[l].
#define GREATER(x, y)                                                          \
  ({                                                                           \
    NAME(bits) greater = __builtin_convertvector((x) > (y), NAME(bits));       \
    uint16_t word = 0;                                                         \
    memcpy(&word, &greater, LANES / 8);                                        \
    (uint64_t)word;                                                            \
  })

// Products of some rows, from `first` in the panel on, and the items of a strip. Sets the bits in masks, one mask a row,
// of products that may be candidates; keeps the products if there are any. Returns whether there are.
DENSE_INLINE uint64_t NAME(multiply_strip)(const panel_pair *pair, const tile_run *run, int64_t first, int rows,
                                           const float *numbers, int strip, float lowest, float highest,
                                           uint64_t *masks) {
  NAME(vector) sums[TILE][VECTORS];
  UNROLL for (int r = 0; r < rows; r++) UNROLL for (int v = 0; v < VECTORS; v++) sums[r][v] = (NAME(vector))0.0f;
  const float *items = run->items + strip * pair->depth;
  for (int64_t k = 0; k < run->depth; k++) {
    NAME(vector) x[VECTORS];
    UNROLL for (int v = 0; v < VECTORS; v++) x[v] = *(const NAME(vector) *)(items + k * NAME(STRIP) + LANES * v);
    UNROLL for (int r = 0; r < rows; r++) {
      NAME(vector) y = (NAME(vector))numbers[k * NAME(STRIP) + r];
      UNROLL for (int v = 0; v < VECTORS; v++) sums[r][v] += y * x[v];
    }
  }
  // Sums of runs, not one long sum: the bound of the rounding error grows with the length of a sum.
  float *kept = run->sums + first * WIDTH + strip;
  if (!run->is_first)
    UNROLL for (int r = 0; r < rows; r++) UNROLL for (int v = 0; v < VECTORS; v++)
        sums[r][v] += *(const NAME(vector) *)(kept + r * WIDTH + LANES * v);
  uint64_t any = 0;
  if (run->compares) {
    // A product is a candidate's for its row if product + item term > row threshold, for its column if product + row
    // term > column threshold. Both at once: product > the smaller difference, taken over the rows of the tile.
    NAME(vector) bars[VECTORS];
    UNROLL for (int v = 0; v < VECTORS; v++) {
      bars[v] = lowest - *(const NAME(any_vector) *)(pair->item_terms + strip + LANES * v);
      if (pair->column_thresholds) {
        NAME(vector) bar = *(const NAME(any_vector) *)(pair->column_thresholds + strip + LANES * v) - highest;
        bars[v] = __builtin_elementwise_min(bars[v], bar);
      }
      NAME(vector) largest = sums[0][v];
      UNROLL for (int r = 1; r < rows; r++) largest = __builtin_elementwise_max(largest, sums[r][v]);
      any |= GREATER(largest, bars[v]);
    }
    if (!any) return 0;
    UNROLL for (int r = 0; r < rows; r++) UNROLL for (int v = 0; v < VECTORS; v++)
        masks[r] |= GREATER(sums[r][v], bars[v]) << (strip + LANES * v);
  }
  UNROLL for (int r = 0; r < rows; r++) UNROLL for (int v = 0; v < VECTORS; v++)
      *(NAME(vector) *)(kept + r * WIDTH + LANES * v) = sums[r][v];
  return any;
}

DENSE_INLINE void NAME(multiply_tile)(const panel_pair *pair, const tile_run *run, int64_t first, int rows) {
  int64_t strip_start = first / NAME(STRIP) * NAME(STRIP), place = first - strip_start;
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
  int64_t lines = run->next_lines * TILE / NAME(STRIP) + 1;
  const float *next = run->next + strip_start * pair->depth + (run->place * NAME(STRIP) + place) / TILE * lines * 16;
  for (int64_t line = 0; line < lines; line++) __builtin_prefetch(next + line * 16, 0, 2);
  uint64_t masks[TILE] = {0}, any = 0;
  const float *numbers = run->rows + strip_start * pair->depth + place;
  UNROLL for (int strip = 0; strip < WIDTH; strip += NAME(STRIP))
      any |= NAME(multiply_strip)(pair, run, first, rows, numbers, strip, lowest, highest, masks);
  if (any) collect_hits(pair, first, rows, masks, run->sums + first * WIDTH);
}

static void NAME(multiply_panels)(const panel_pair *pair, const tile_run *run) {
  enum { LAST = NAME(STRIP) % TILE };
  for (int64_t strip = 0; strip < WIDTH; strip += NAME(STRIP)) {
    for (int64_t first = strip; first + TILE <= strip + NAME(STRIP); first += TILE)
      NAME(multiply_tile)(pair, run, first, TILE);
    NAME(multiply_tile)(pair, run, strip + NAME(STRIP) - LAST, LAST);
  }
}

#undef GREATER
