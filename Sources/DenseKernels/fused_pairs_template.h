// Products of the vectors of two panels, and combinations of a panel's vectors, see pairs.h. Loops: 6 rows of the result
// at a time, whose sums stay in registers over all features or all vectors.

#pragma clang fp contract(fast)

// Tile of `rows` vectors of a from its first x `vectors` * LANES vectors of b.
DENSE_INLINE void pair_tile(int rows, int vectors, float *out, int64_t stride, const float *a, const float *b, int64_t features,
                            int adds) {
  vector sum[ROWS][VECTORS];
  tile_clear(sum, rows, vectors);
  for (int64_t f = 0; f < features; f++) tile_add_products(sum, rows, vectors, a + f * WIDTH, 1, b + f * WIDTH);
  DENSE_UNROLL for (int r = 0; r < rows; r++) {
    DENSE_UNROLL for (int v = 0; v < vectors; v++) {
      float *to = out + r * stride + v * LANES;
      STORE(to, adds ? LOAD(to) + sum[r][v] : sum[r][v]);
    }
  }
}

void VARIANT(dense_fused_pairs)(float *out, int64_t stride, const float *a, const float *b, int64_t features,
                                int32_t adds, int32_t symmetric) {
  // 64 rows: ten times six and then four.
  for (int64_t i = 0; i < WIDTH; i += ROWS) {
    const int rows = i + ROWS <= WIDTH ? ROWS : WIDTH % ROWS;
    for (int64_t s = symmetric ? i / 16 * 16 : 0; s < WIDTH; s += TILE) {
      const int vectors = s + TILE <= WIDTH ? VECTORS : (int)((WIDTH - s) / LANES);
      switch (rows * 8 + vectors) {
#define PAIR_TILE(R, V) \
  case R * 8 + V: pair_tile(R, V, out + i * stride + s, stride, a + i, b + s, features, adds); break;
#define PAIR_TILES(V) PAIR_TILE(WIDTH % ROWS, V) PAIR_TILE(ROWS, V)
        PAIR_TILES(1)
        PAIR_TILES(2)
#if DENSE_VECTOR_BITS == 512
        PAIR_TILES(3)
        PAIR_TILES(4)
#endif
#undef PAIR_TILES
#undef PAIR_TILE
      }
    }
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
