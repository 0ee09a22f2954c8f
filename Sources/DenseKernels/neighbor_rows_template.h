// Rows made ready for the search of neighbors, see neighbor_rows.h: for the register tiles, or for a matrix product. For
// rows of one scalar type T.

#pragma clang fp contract(on)

void VARIANT(NAME(dense_pack_neighbor_panel))(float *out, const T *rows, int64_t stride, int64_t count, int64_t depth,
                                              const double *center, const double *scales, double *norms) {
  enum { BLOCK = 16 };
  for (int64_t first = 0; first < WIDTH; first += BLOCK) {
    double squares[BLOCK] = {0};
    float *lines = out + first / TILE * TILE * depth + first % TILE;
    for (int64_t column = 0; column < depth; column += BLOCK) {
      int64_t width = depth - column < BLOCK ? depth - column : BLOCK;
      float tile[BLOCK][BLOCK] = {{0}};
      for (int64_t r = 0; r < BLOCK && first + r < count; r++) {
        const T *row = rows + (first + r) * stride + column;
        double scale = scales[first + r], values[BLOCK] = {0};
        if (width == BLOCK) {
          for (int c = 0; c < BLOCK; c++) values[c] = row[c];
          if (center)
            for (int c = 0; c < BLOCK; c++) values[c] -= center[column + c];
        } else {
          for (int64_t c = 0; c < width; c++) values[c] = row[c] - (center ? center[column + c] : 0);
        }
        for (int c = 0; c < BLOCK; c++) tile[r][c] = (float)(values[c] * scale);
      }
      for (int64_t c = 0; c < width; c++) {
        float *line = lines + (column + c) * TILE;
        for (int r = 0; r < BLOCK; r++) line[r] = tile[r][c];
        for (int r = 0; r < BLOCK; r++) squares[r] += (double)tile[r][c] * tile[r][c];
      }
    }
    for (int r = 0; r < BLOCK; r++) norms[first + r] = __builtin_sqrt(squares[r]);
  }
}

void VARIANT(NAME(dense_prepare_rows))(float *out, int64_t out_stride, const T *rows, int64_t stride, int64_t count,
                                       int64_t depth, const double *center, const double *scales, double *norms) {
  for (int64_t r = 0; r < count; r++) {
    const T *row = rows + r * stride;
    float *prepared = out + r * out_stride;
    double scale = scales[r];
    if (center)
      for (int64_t c = 0; c < depth; c++) prepared[c] = (float)((row[c] - center[c]) * scale);
    else
      for (int64_t c = 0; c < depth; c++) prepared[c] = (float)(row[c] * scale);
    double square = 0;
    for (int64_t c = 0; c < depth; c++) square += (double)prepared[c] * prepared[c];
    norms[r] = __builtin_sqrt(square);
  }
}
