// The gradient of the mean squared error from target rows, see elementwise.h, for one scalar type T. Targets are read
// once, 16 features of all samples at a time, transposed on the way. Included behind elementwise_template.h, whose
// macros it uses; NAME(target_block)(tile, rows, f) makes tile[j][s] = rows[s][f + j] for j < 16 and s < 64.

#pragma clang fp contract(fast)

// d[s] = scale (y[s] - t[s]) for s < count; returns the sum of the squared differences.
DENSE_INLINE double NAME(feature_gradient)(T *d, const T *y, const T *t, const int count, T scale) {
#pragma clang fp reassociate(on)
  double sum = 0;
  for (int s = 0; s < count; s++) {
    T difference = y[s] - t[s];
    d[s] = scale * difference;
    sum += (double)difference * (double)difference;
  }
  return sum;
}

double VARIANT(NAME(dense_mse_gradient))(T *d, const T *y, const T *base, int64_t stride, const int32_t *indices,
                                         int64_t count, int64_t features, double scale) {
  enum { WIDTH = DENSE_PANEL_WIDTH, BLOCK = 16, AHEAD = 4 * BLOCK };
  const T *rows[WIDTH];
  T tile[BLOCK][WIDTH];
  double sum = 0;
  for (int64_t s = 0; s < WIDTH; s++) rows[s] = s < count ? base + indices[s] * stride : base + indices[0] * stride;
  for (int64_t f = 0; f < features; f += BLOCK) {
    const int64_t height = f + BLOCK < features ? BLOCK : features - f;
    if (f + AHEAD < features)
      for (int64_t s = 0; s < count; s++) __builtin_prefetch(rows[s] + f + AHEAD);
    if (height == BLOCK) {
      NAME(target_block)(tile, rows, f);
    } else {
      for (int64_t s = 0; s < count; s++)
        for (int64_t j = 0; j < height; j++) tile[j][s] = rows[s][f + j];
    }
    for (int64_t j = 0; j < height; j++) {
      T *out = d + (f + j) * WIDTH;
      const T *in = y + (f + j) * WIDTH;
      if (count == WIDTH) {
        sum += NAME(feature_gradient)(out, in, tile[j], WIDTH, (T)scale);
      } else {
        sum += NAME(feature_gradient)(out, in, tile[j], (int)count, (T)scale);
        for (int64_t s = count; s < WIDTH; s++) out[s] = 0;
      }
    }
  }
  return sum;
}
