// Products of whole numbers of two panels, one register tile after another; see neighbor_integers.h. BYTES says which: words
// of four numbers of 8 bits, or of two of 16 bits. The tile, its strips and what becomes of its sums are those of
// neighbor_tiles_template.h; sums need no runs for their precision, only for the caches.

#pragma clang fp contract(on)

#if BYTES
#define NAME(name) name##_bytes
#else
#define NAME(name) name##_shorts
#endif

// One run of the products of a pair.
typedef struct {
  const int32_t *rows, *items, *starts;
  // Steps of the rows; steps of the items and their inverses.
  const float *row_steps, *item_steps, *item_inverses;
  int64_t words, extent;
  // 64 x 64 sums over the runs before; whether this is the first run; whether the sums are compared, or only kept.
  int32_t *sums;
  int is_first, compares;
  // The words of the rows that come next, to be fetched meanwhile, as in tile_run.
  const int32_t *next;
  int64_t next_lines, place;
} NAME(integer_run);

// sum += the products of the numbers in two words. Of bytes, those of the row are signed, as signed_panel gives them.
DENSE_INLINE void NAME(add_words)(words *sum, const words *row, const words *column) {
#if BYTES && DENSE_HAS_VNNI
  *sum = (words)_mm512_dpbusd_epi32((__m512i)*sum, (__m512i)*column, (__m512i)*row);
#elif BYTES
  // For processors that callers never use it on.
  DENSE_UNROLL for (int b = 0; b < 4; b++) {
    words x = (*column >> (8 * b)) & 255, y = (*row << (24 - 8 * b)) >> 24;
    *sum += x * y;
  }
#elif DENSE_HAS_VNNI
  *sum = (words)_mm512_dpwssd_epi32((__m512i)*sum, (__m512i)*column, (__m512i)*row);
#elif DENSE_HAS_VARIANTS && DENSE_VECTOR_BITS == 512
  *sum += (words)_mm512_madd_epi16((__m512i)*column, (__m512i)*row);
#elif DENSE_HAS_VARIANTS && DENSE_VECTOR_BITS == 256
  *sum += (words)_mm256_madd_epi16((__m256i)*column, (__m256i)*row);
#else
  words low = ((*column << 16) >> 16) * ((*row << 16) >> 16);
  *sum += low + (*column >> 16) * (*row >> 16);
#endif
}

// Sums of a tile, from where the runs before left them.
DENSE_INLINE void NAME(sum_strip)(const NAME(integer_run) *run, int64_t first, int rows, const int32_t *numbers,
                                  int strip, words sums[ROWS][VECTORS]) {
  const int32_t *kept = run->sums + first * WIDTH + strip;
  DENSE_UNROLL for (int r = 0; r < rows; r++) {
    DENSE_UNROLL for (int v = 0; v < VECTORS; v++) {
      if (!run->is_first) sums[r][v] = *(const memory_words *)(kept + r * WIDTH + v * LANES);
      else if (BYTES) sums[r][v] = (words)run->starts[first + r];
      else sums[r][v] = (words)0;
    }
  }
  const int32_t *items = run->items + strip * run->words;
  for (int64_t k = 0; k < run->extent; k++) {
    words column[VECTORS];
    DENSE_UNROLL for (int v = 0; v < VECTORS; v++) {
      column[v] = *(const memory_words *)(items + k * TILE + v * LANES);
    }
    DENSE_UNROLL for (int r = 0; r < rows; r++) {
      const words row = (words)numbers[k * TILE + r];
      DENSE_UNROLL for (int v = 0; v < VECTORS; v++) NAME(add_words)(&sums[r][v], &row, &column[v]);
    }
  }
}

// As multiply_strip; the products that may be candidates are in `products` then, those of the tile's first row first.
DENSE_INLINE uint64_t NAME(integer_strip)(const panel_pair *pair, const NAME(integer_run) *run, int64_t first, int rows,
                                          const int32_t *numbers, int strip, float lowest, float highest,
                                          uint64_t *masks, float *products) {
  words sums[ROWS][VECTORS];
  NAME(sum_strip)(run, first, rows, numbers, strip, sums);
  if (!run->compares) {
    int32_t *kept = run->sums + first * WIDTH + strip;
    DENSE_UNROLL for (int r = 0; r < rows; r++) {
      DENSE_UNROLL for (int v = 0; v < VECTORS; v++) *(memory_words *)(kept + r * WIDTH + v * LANES) = sums[r][v];
    }
    return 0;
  }
  // Where a product of the rows themselves would be s t q, all below is divided by the item's step t. A product is a
  // candidate's for its row if product + item term > row threshold, for its column if product + row term > column
  // threshold: if it is above the smaller difference. Nearly every wide tile has one; of a narrow one the largest products are
  // compared first with the smallest difference.
  uint64_t any = 0;
  vector products_by_row[ROWS][VECTORS];
  DENSE_UNROLL for (int v = 0; v < VECTORS; v++) {
    DENSE_UNROLL for (int r = 0; r < rows; r++)
        products_by_row[r][v] = __builtin_convertvector(sums[r][v], vector) * run->row_steps[first + r];
    if (TILE == WIDTH) continue;
    vector largest = products_by_row[0][v], bar = lowest - LOAD(pair->item_terms + strip + LANES * v);
    DENSE_UNROLL for (int r = 1; r < rows; r++)
        largest = largest > products_by_row[r][v] ? largest : products_by_row[r][v];
    if (pair->column_thresholds) {
      const vector other = LOAD(pair->column_thresholds + strip + LANES * v) - highest;
      bar = bar < other ? bar : other;
    }
    bar *= LOAD(run->item_inverses + strip + LANES * v);
    any |= greater_bits(&largest, &bar);
  }
  if (TILE < WIDTH && !any) return 0;
  any = 0;
  DENSE_UNROLL for (int v = 0; v < VECTORS; v++) {
    const vector inverses = LOAD(run->item_inverses + strip + LANES * v);
    const vector terms = LOAD(pair->item_terms + strip + LANES * v) * inverses;
    vector thresholds = 0;
    if (pair->column_thresholds) thresholds = LOAD(pair->column_thresholds + strip + LANES * v) * inverses;
    DENSE_UNROLL for (int r = 0; r < rows; r++) {
      vector bar = pair->row_thresholds[first + r] * inverses - terms;
      if (pair->column_thresholds) {
        const vector other = thresholds - pair->row_terms[first + r] * inverses;
        bar = bar < other ? bar : other;
      }
      uint64_t bits = greater_bits(&products_by_row[r][v], &bar);
      any |= bits;
      masks[r] |= bits << (strip + LANES * v);
    }
  }
  if (!any) return 0;
  DENSE_UNROLL for (int v = 0; v < VECTORS; v++) {
    const vector steps = LOAD(run->item_steps + strip + LANES * v);
    DENSE_UNROLL for (int r = 0; r < rows; r++)
        STORE(products + r * WIDTH + strip + LANES * v, products_by_row[r][v] * steps);
  }
  return any;
}

DENSE_INLINE void NAME(integer_tile)(const panel_pair *pair, const NAME(integer_run) *run, int64_t first, int rows) {
  int64_t strip_start = first / TILE * TILE, place = first - strip_start;
  float lowest = INFINITY, highest = -INFINITY;
  for (int r = 0; TILE < WIDTH && run->compares && r < rows; r++) {
    float bar = pair->row_thresholds[first + r], term = pair->row_terms[first + r];
    lowest = bar < lowest ? bar : lowest;
    highest = term > highest ? term : highest;
  }
  int64_t lines = run->next_lines * ROWS / TILE + 1;
  const int32_t *next = run->next + strip_start * run->words + (run->place * TILE + place) / ROWS * lines * LINE;
  for (int64_t line = 0; line < lines; line++) __builtin_prefetch(next + line * LINE, 0, 2);
  uint64_t masks[ROWS] = {0}, any = 0;
  float products[ROWS * WIDTH] __attribute__((aligned(64)));
  const int32_t *numbers = run->rows + strip_start * run->words + place;
  DENSE_UNROLL for (int strip = 0; strip < WIDTH; strip += TILE)
      any |= NAME(integer_strip)(pair, run, first, rows, numbers, strip, lowest, highest, masks, products);
  if (any) collect_hits(pair, first, rows, masks, products);
}

static void NAME(integer_panels)(const panel_pair *pair, const NAME(integer_run) *run) {
  enum { LAST = TILE % ROWS };
  for (int64_t strip = 0; strip < WIDTH; strip += TILE) {
    for (int64_t first = strip; first + ROWS <= strip + TILE; first += ROWS) NAME(integer_tile)(pair, run, first, ROWS);
    NAME(integer_tile)(pair, run, strip + TILE - LAST, LAST);
  }
}

// products[r * stride + c] = sums[r][c] times the steps of both, and what is to be added to each item's.
static void NAME(real_products)(const NAME(integer_run) *run, const int32_t *sums, const float *added, float *products,
                                int64_t stride) {
  for (int r = 0; r < WIDTH; r++)
    for (int c = 0; c < WIDTH; c++)
      products[r * stride + c] = (float)sums[r * WIDTH + c] * run->row_steps[r] * run->item_steps[c] + added[c];
}

// The sums of a run by tiles, in run->sums, and what becomes of them.
DENSE_INLINE void NAME(tiled_panels)(const panel_pair *pair, const NAME(integer_run) *run,
                                     const dense_integer_panels *rows, int64_t row_panel, int64_t start) {
#if DENSE_HAS_VNNI
  const int32_t *lines = rows->lines + row_panel * WIDTH * run->words + start * DENSE_TILE_WORDS;
#if BYTES
  dense_byte_tile_sums(lines, run->words, run->items, run->extent, run->is_first ? run->starts : 0, run->sums);
#else
  dense_split_tile_sums(lines, run->words, run->items, run->extent, run->is_first, run->sums);
#endif
  if (!run->compares) return;
  NAME(integer_run) complete = *run;
  complete.is_first = 0, complete.extent = 0;
  NAME(integer_panels)(pair, &complete);
#else
  (void)rows, (void)row_panel, (void)start;
  NAME(integer_panels)(pair, run);
#endif
}

// The words of a panel of rows as products take them: of bytes a copy with signed ones.
static const int32_t *NAME(signed_panel)(const int32_t *panel, int64_t words, int32_t *copy) {
  if (!BYTES) return panel;
  for (int64_t i = 0; i < words * WIDTH; i++) copy[i] = panel[i] ^ DENSE_BYTE_OFFSETS;
  return copy;
}

void INTEGER_VARIANT(NAME(dense_collect))(const dense_pairing *pairing, const dense_integer_panels *rows,
                                          int64_t row_panel, const dense_integer_panels *items, int64_t column_panel,
                                          int64_t count, int64_t words, int32_t *scratch) {
  int symmetric = pairing->by_column != 0;
  const int tiled = DENSE_HAS_VNNI && rows->lines;
  // Words in a plane, of which tiles have two where numbers have 16 bits.
  const int64_t planes = tiled && !BYTES ? 2 : 1, plane = words / planes, longest = DENSE_INTEGER_RUN / planes;
  int64_t runs = (plane + longest - 1) / longest, length = (plane + runs - 1) / runs;
  if (tiled) length = (length + DENSE_TILE_WORDS - 1) / DENSE_TILE_WORDS * DENSE_TILE_WORDS;
  int64_t first_row = row_panel * WIDTH;
  const int32_t *panel_words = rows->words + row_panel * words * WIDTH, *panel_rows = panel_words;
  if (tiled) dense_begin_byte_tiles();
  else panel_rows = NAME(signed_panel)(panel_words, words, scratch + DENSE_INTEGER_GROUP * WIDTH * WIDTH);
  for (int64_t start = 0; start < plane; start += length) {
    int64_t extent = plane - start < length ? plane - start : length;
    int is_last = start + extent == plane;
    const int32_t *next = is_last ? panel_words + words * WIDTH : panel_rows + (start + extent) * TILE;
    for (int64_t c = 0; c < count; c++) {
      int64_t panel = column_panel + c, first_column = panel * WIDTH;
      if (symmetric && panel < row_panel) continue;
      panel_pair pair = {pairing, first_row, first_column, words, pairing->by_row->thresholds + first_row,
                         pairing->row_terms + first_row, pairing->item_terms + first_column,
                         symmetric && panel != row_panel ? pairing->by_column->thresholds + first_column : 0};
      int seeds = !pair.column_thresholds && pairing->by_row->k < WIDTH && is_unseen(&pair);
      int32_t *sums = scratch + c * WIDTH * WIDTH;
      NAME(integer_run) run = {panel_rows + start * TILE, items->words + panel * words * WIDTH + start * TILE,
                               rows->starts + first_row, rows->steps + first_row, items->steps + first_column,
                               items->inverses + first_column, words, extent, sums, start == 0, is_last && !seeds, next,
                               (extent * TILE / LINE + count - 1) / count, c};
      if (tiled) NAME(tiled_panels)(&pair, &run, rows, row_panel, start);
      else NAME(integer_panels)(&pair, &run);
      if (!is_last || !seeds) continue;
      float products[WIDTH * WIDTH];
      const float nothing[WIDTH] = {0};
      NAME(real_products)(&run, sums, nothing, products, WIDTH);
      seed_thresholds(&pair, products);
      collect_all(&pair, products);
    }
  }
  if (tiled) dense_end_byte_tiles();
}

void INTEGER_VARIANT(NAME(dense_guess))(const dense_pairing *pairing, const dense_integer_panels *rows,
                                        int64_t row_panel, const dense_item_sample *sample, int64_t words, int32_t rank,
                                        float *guesses, int32_t *passing, float *scores, int32_t *scratch) {
  dense_collector *collector = pairing->by_row;
  int64_t first_row = row_panel * WIDTH, stride = sample->padded;
  const int tiled = DENSE_HAS_VNNI && rows->lines;
  const int64_t plane = tiled && !BYTES ? words / 2 : words;
  const int32_t *panel_rows = rows->words + row_panel * words * WIDTH;
  if (tiled) dense_begin_byte_tiles();
  else panel_rows = NAME(signed_panel)(panel_rows, words, scratch);
  for (int64_t panel = 0; panel < sample->padded / WIDTH; panel++) {
    int32_t sums[WIDTH * WIDTH] __attribute__((aligned(64)));
    const dense_integer_panels *items = sample->panels;
    panel_pair pair = {0};
    NAME(integer_run) run = {panel_rows, items->words + panel * words * WIDTH,
                             rows->starts + first_row, rows->steps + first_row, items->steps + panel * WIDTH,
                             items->inverses + panel * WIDTH, words, plane, sums, 1, 0, rows->words, 0, 0};
    if (tiled) NAME(tiled_panels)(&pair, &run, rows, row_panel, 0);
    else NAME(integer_panels)(&pair, &run);
    NAME(real_products)(&run, sums, sample->terms + panel * WIDTH, scores + panel * WIDTH, stride);
  }
  if (tiled) dense_end_byte_tiles();
  for (int64_t r = 0; r < WIDTH && first_row + r < collector->rows; r++) {
    float *own = scores + r * stride;
    int64_t self = first_row + r + pairing->self_shift, kept = sample->count;
    if (pairing->excludes_self)
      for (int64_t i = 0; i < sample->count; i++) own[i] = sample->indices[i] == self ? -FLT_MAX : own[i];
    guesses[r] = -FLT_MAX;
    int closed = collector->thresholds[first_row + r] == INFINITY;
    passing[r] = closed ? 0 : (int32_t)kept;
    if (rank > kept || closed) continue;
    // Padding is below all.
    float reached = rank <= DENSE_FEW_NEIGHBORS
                        ? VARIANT(dense_ranked_score)(own, (int32_t)stride, rank)
                        : VARIANT(dense_bisected_score)(own, (int32_t)kept, rank, rank + rank / 8);
    if (!(reached > -FLT_MAX)) continue;
    dense_raise_threshold(collector, first_row + r, reached, sample->error);
    float bar = collector->thresholds[first_row + r];
    int32_t above = 0;
    for (int64_t i = 0; i < kept; i++) above += own[i] > bar;
    guesses[r] = bar;
    passing[r] = above;
  }
}

#undef NAME
