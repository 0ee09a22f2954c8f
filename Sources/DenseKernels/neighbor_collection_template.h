// Candidates from products that are in memory; see neighbor_candidates.h.

#pragma clang fp contract(on)

// The caller has seen that the score is above the threshold; a row that was given up has threshold +infinity.
DENSE_INLINE void append_candidate(dense_collector *collector, int64_t row, int32_t index, float score) {
  dense_candidates *list = collector->lists + row;
  int32_t count = list->count;
  list->scores[count] = score;
  list_indices(list)[count] = index;
  list->count = count + 1;
  if (count + 1 >= list->capacity) dense_collector_thin(collector, row);
}

void VARIANT(dense_collect_tile)(const dense_pairing *pairing, const float *products, int64_t stride, int64_t first_row,
                                 int64_t rows, int64_t first_column, int64_t columns) {
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
