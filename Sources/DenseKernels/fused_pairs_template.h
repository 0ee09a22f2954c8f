// Products of the vectors of two panels, and combinations of a panel's vectors, see pairs.h. Loops: 6 rows of the result
// at a time, whose sums stay in registers over all features or all vectors.

#pragma clang fp contract(fast)

// Tile of `rows` vectors of a from its first x TILE vectors of b.
DENSE_INLINE void pair_tile(int rows, float *out, int64_t stride, const float *a, const float *b, int64_t features,
                            int adds) {
  vector sum[ROWS][VECTORS];
  tile_clear(sum, rows, VECTORS);
  for (int64_t f = 0; f < features; f++) tile_add_products(sum, rows, VECTORS, a + f * WIDTH, 1, b + f * WIDTH);
  DENSE_UNROLL for (int r = 0; r < rows; r++) {
    DENSE_UNROLL for (int v = 0; v < VECTORS; v++) {
      float *to = out + r * stride + v * LANES;
      STORE(to, adds ? LOAD(to) + sum[r][v] : sum[r][v]);
    }
  }
}

void VARIANT(dense_fused_pairs)(float *out, int64_t stride, const float *a, const float *b, int64_t features,
                                int32_t adds) {
  for (int64_t i = 0; i < WIDTH;) {
    const int rows = tile_rows(WIDTH - i);
    for (int64_t s = 0; s < WIDTH; s += TILE) {
      switch (rows) {
#define PAIR_TILE(R) pair_tile(R, out + i * stride + s, stride, a + i, b + s, features, adds)
        ROWS_CASES(PAIR_TILE)
#undef PAIR_TILE
      }
    }
    i += rows;
  }
}

// Tile of `rows` features x TILE samples of the result.
DENSE_INLINE void combination_tile(int rows, float *out, const float *a, const float *m, int64_t stride) {
  vector sum[ROWS][VECTORS];
  tile_load(sum, rows, out);
  for (int64_t j = 0; j < WIDTH; j++) tile_add_products(sum, rows, VECTORS, a + j, WIDTH, m + j * stride);
  tile_store(sum, rows, out);
}

void VARIANT(dense_fused_combine)(float *out, const float *a, const float *m, int64_t stride, int64_t features) {
  for (int64_t f = 0; f < features;) {
    const int rows = tile_rows(features - f);
    for (int64_t s = 0; s < WIDTH; s += TILE) {
      switch (rows) {
#define COMBINATION_TILE(R) combination_tile(R, out + f * WIDTH + s, a + f * WIDTH, m + s, stride)
        ROWS_CASES(COMBINATION_TILE)
#undef COMBINATION_TILE
      }
    }
    f += rows;
  }
}
