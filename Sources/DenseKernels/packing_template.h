// Rows of a data set and panels to the scratch memory of the fused kernels. Never reads past a row's last number.

static const float zeros[LANES];

DENSE_INLINE const float *row_of(const dense_rows *rows, int64_t s, int64_t column) {
  return rows->base + rows->indices[s] * rows->stride + column;
}

// The rest of a row, shorter than a vector, filled up with zeros.
DENSE_INLINE const float *padded(float *copy, const float *row, int64_t count) {
  for (int64_t k = 0; k < LANES; k++) copy[k] = 0;
  for (int64_t k = 0; k < count; k++) copy[k] = row[k];
  return copy;
}

// out[k * 64 + s] = rows[s][first + k] for k < depth rounded up to whole vectors, s < 64; zero for s >= rows->count and
// for k >= depth.
static void pack_columns(float *out, const dense_rows *rows, int64_t first, int64_t depth) {
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
      transpose_vectors(out + k * WIDTH + s, WIDTH, block);
    }
  }
}

// out[s * 64 + k] = rows[s][first + k] for k < width rounded up to whole vectors, s < 64; zero where pack_columns has
// zeros.
static void pack_rows(float *out, const dense_rows *rows, int64_t first, int64_t width) {
  for (int64_t s = 0; s < WIDTH; s++) {
    const float *row = s < rows->count ? row_of(rows, s, first) : 0;
    for (int64_t k = 0; k < width; k += LANES) {
      float rest[LANES];
      const float *block = !row ? zeros : k + LANES <= width ? row + k : padded(rest, row + k, width - k);
      STORE(out + s * WIDTH + k, LOAD(block));
    }
  }
}

// out[s * 64 + k] = x[k][s] for k < width rounded up to whole vectors, s < 64, x a panel; zero for k >= width.
static void pack_panel(float *out, const float *x, int64_t width) {
  for (int64_t k = 0; k < width; k += LANES) {
    for (int64_t s = 0; s < WIDTH; s += LANES) {
      const float *block[LANES];
      for (int r = 0; r < LANES; r++) block[r] = k + r < width ? x + (k + r) * WIDTH + s : zeros;
      transpose_vectors(out + s * WIDTH + k, WIDTH, block);
    }
  }
}
