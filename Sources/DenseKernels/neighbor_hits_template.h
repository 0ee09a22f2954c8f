// Candidates from the products of two panels, of which masks tell the few that are near enough.

#pragma clang fp contract(on)

// One panel of rows against one of items. Terms and thresholds are those of the panels.
typedef struct {
  const dense_pairing *pairing;
  int64_t first_row, first_column, depth;
  const float *row_thresholds, *row_terms, *item_terms;
  // NULL where only rows collect.
  const float *column_thresholds;
} panel_pair;

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
  uint64_t words[ROWS + 1];
  int64_t places[ROWS + 1];
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
    offer(by_row, row_lists + r, column, score, score > row_thresholds[r]);
    if (!column_thresholds) continue;
    // With good first thresholds every other product belongs to both lists, and nobody can predict which: no branch.
    float other = product + row_terms[r];
    offer(by_column, column_lists + bit, row, other, other > column_thresholds[bit]);
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
    float reached = VARIANT(dense_bisected_score)(scores, WIDTH, collector->k, collector->k + collector->k / 2);
    if (reached > -FLT_MAX) dense_raise_threshold(collector, pair->first_row + r, reached, error);
  }
}

// Collects from all products of a pair in which only rows collect.
static void collect_all(const panel_pair *pair, const float *products) {
  for (int first = 0; first < WIDTH; first++) {
    float bar = pair->row_thresholds[first];
    uint64_t mask = 0;
    for (int c = 0; c < WIDTH; c++)
      mask |= (uint64_t)(products[first * WIDTH + c] + pair->item_terms[c] > bar) << c;
    if (mask) collect_hits(pair, first, 1, &mask, products + first * WIDTH);
  }
}
