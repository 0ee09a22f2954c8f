#include "packing.h"
#include "transposition.h"

#include <string.h>

enum { WIDTH = DENSE_PANEL_WIDTH, LANES = DENSE_LANES };

static const float zeros[DENSE_LANES];

DENSE_INLINE const float *row_of(const dense_rows *rows, int64_t s, int64_t column) {
  return rows->base + rows->indices[s] * rows->stride + column;
}

// The rest of a row, shorter than a vector, filled up with zeros.
DENSE_INLINE const float *padded(float *copy, const float *row, int64_t count) {
  for (int64_t k = 0; k < LANES; k++) copy[k] = 0;
  for (int64_t k = 0; k < count; k++) copy[k] = row[k];
  return copy;
}

DENSE_WIDE void dense_pack_columns(float *out, const dense_rows *rows, int64_t first, int64_t depth) {
  for (int64_t s = 0; s < WIDTH; s += LANES) {
    const float *row[LANES];
    float rest[LANES][LANES];
    for (int r = 0; r < LANES; r++) row[r] = s + r < rows->count ? row_of(rows, s + r, first) : 0;
    for (int64_t k = 0; k < depth; k += LANES) {
      const float *block[LANES];
      if (k + LANES <= depth) {
        for (int r = 0; r < LANES; r++) block[r] = row[r] ? row[r] + k : zeros;
      } else {
        for (int r = 0; r < LANES; r++) block[r] = row[r] ? padded(rest[r], row[r] + k, depth - k) : zeros;
      }
      dense_transpose_16x16(out + k * WIDTH + s, WIDTH, block);
    }
  }
}

DENSE_WIDE void dense_pack_rows(float *out, const dense_rows *rows, int64_t first, int64_t width) {
  for (int64_t s = 0; s < WIDTH; s++) {
    const float *row = s < rows->count ? row_of(rows, s, first) : 0;
    for (int64_t k = 0; k < width; k += LANES) {
      float rest[LANES];
      const float *block = !row ? zeros : k + LANES <= width ? row + k : padded(rest, row + k, width - k);
      DENSE_STORE(out + s * WIDTH + k, DENSE_LOAD(block));
    }
  }
}

DENSE_WIDE void dense_pack_panel(float *out, const float *x, int64_t width) {
  for (int64_t k = 0; k < width; k += LANES) {
    for (int64_t s = 0; s < WIDTH; s += LANES) {
      const float *block[LANES];
      for (int r = 0; r < LANES; r++) block[r] = k + r < width ? x + (k + r) * WIDTH + s : zeros;
      dense_transpose_16x16(out + s * WIDTH + k, WIDTH, block);
    }
  }
}
