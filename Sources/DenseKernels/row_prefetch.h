// Rows that will be read soon, asked for a few cache lines at a time between the tiles of a product.

typedef struct {
  const dense_rows *rows;
  // The lines of columns first … first + 16 lines - 1; the next one to ask for; how many at a time.
  int64_t first, lines, row, line, portion;
} row_prefetch;

// Columns first … first + columns - 1 of all rows, asked for in `portions` calls of row_prefetch_some. Rows may be null.
DENSE_INLINE row_prefetch row_prefetch_begin(const dense_rows *rows, int64_t first, int64_t columns, int64_t portions) {
  const int64_t lines = (columns + LINE - 1) / LINE;
  const int64_t portion = rows && portions > 0 ? (rows->count * lines + portions - 1) / portions : 0;
  return (row_prefetch){rows, first, lines, 0, 0, portion};
}

DENSE_INLINE void row_prefetch_some(row_prefetch *ahead) {
  for (int64_t n = 0; n < ahead->portion && ahead->row < ahead->rows->count; n++) {
    const float *row = ahead->rows->base + ahead->rows->indices[ahead->row] * ahead->rows->stride;
    __builtin_prefetch(row + ahead->first + ahead->line * LINE);
    if (++ahead->line == ahead->lines) {
      ahead->line = 0;
      ahead->row++;
    }
  }
}
