// The loops of pairs.h for one scalar type T. Included behind mean_squared_error_template.h, whose target_block it uses;
// exponential and logarithm_of_one_plus are functions with such names. Inner loops run over whole panels and have no
// branches, so that they vectorize; sums of a row are added up in T, those of all rows in double.

#pragma clang fp contract(fast)

void VARIANT(NAME(dense_gather_panel))(T *out, const T *base, int64_t stride, const int32_t *indices, int64_t count,
                                       int64_t features) {
  enum { WIDTH = DENSE_PANEL_WIDTH, BLOCK = 16 };
  const T *rows[WIDTH];
  for (int64_t s = 0; s < WIDTH; s++) rows[s] = base + indices[s < count ? s : 0] * stride;
  for (int64_t f = 0; f < features; f += BLOCK) {
    T(*block)[WIDTH] = (T(*)[WIDTH])(out + f * WIDTH);
    const int64_t height = f + BLOCK < features ? BLOCK : features - f;
    if (height == BLOCK) {
      NAME(target_block)(block, rows, f);
    } else {
      for (int64_t s = 0; s < WIDTH; s++)
        for (int64_t j = 0; j < height; j++) block[j][s] = rows[s][f + j];
    }
    if (count < WIDTH)
      for (int64_t j = 0; j < height; j++)
        for (int64_t s = count; s < WIDTH; s++) block[j][s] = 0;
  }
}

void VARIANT(NAME(dense_panel_squares))(double *sums, const T *panel, int64_t features) {
  double sum[DENSE_PANEL_WIDTH] = {0};
  for (int64_t f = 0; f < features; f++)
    for (int s = 0; s < DENSE_PANEL_WIDTH; s++) {
      const double number = panel[f * DENSE_PANEL_WIDTH + s];
      sum[s] += number * number;
    }
  for (int s = 0; s < DENSE_PANEL_WIDTH; s++) sums[s] += sum[s];
}

void VARIANT(NAME(dense_scale_panel))(T *out, const T *panel, const T *factors, int64_t features) {
  for (int64_t f = 0; f < features; f++)
    for (int s = 0; s < DENSE_PANEL_WIDTH; s++)
      out[f * DENSE_PANEL_WIDTH + s] = factors[s] * panel[f * DENSE_PANEL_WIDTH + s];
}

// Columns that are looked at: whole panels.
DENSE_INLINE int64_t NAME(pair_width)(int64_t n) {
  return (n + DENSE_PANEL_WIDTH - 1) / DENSE_PANEL_WIDTH * DENSE_PANEL_WIDTH;
}

DENSE_INLINE void NAME(clear_pairs)(T *g, int64_t n, int64_t width, int64_t stride) {
  for (int64_t r = n; r < width; r++)
    for (int64_t s = 0; s < width; s++) g[r * stride + s] = 0;
}

// The largest number of a row that counts. Sixteen of them side by side: a single one would not be vectorized.
DENSE_INLINE T NAME(row_maximum)(const T *row, const T *counts, int64_t width) {
  enum { SIDE = 16 };
  T largest[SIDE];
  for (int k = 0; k < SIDE; k++) largest[k] = -2;
  for (int64_t s = 0; s < width; s += SIDE)
    for (int k = 0; k < SIDE; k++) {
      const T cosine = counts[s + k] != 0 ? row[s + k] : -2;
      largest[k] = cosine > largest[k] ? cosine : largest[k];
    }
  T most = largest[0];
  for (int k = 1; k < SIDE; k++) most = largest[k] > most ? largest[k] : most;
  return most;
}

// out[s] = exp(k (row[s] - largest[s])) where it counts, else 0.
DENSE_INLINE T NAME(row_powers)(T *restrict out, const T *restrict row, const T *restrict counts, T largest, T sharpness,
                                int64_t width) {
#pragma clang fp reassociate(on)
  T sum = 0;
  for (int64_t s = 0; s < width; s++) {
    const T power = NAME(exponential)(sharpness * (row[s] - largest));
    const T counted = counts[s] != 0 ? power : 0;
    out[s] = counted;
    sum += counted;
  }
  return sum;
}

double VARIANT(NAME(dense_info_nce))(T *g, T *powers, T *scratch, T *sums, const T *counts, const T *rows,
                                     const T *columns, int64_t n, int64_t stride, double sharpness, int32_t both) {
  const int64_t width = NAME(pair_width)(n);
  T *restrict largest = scratch, *restrict totals = scratch + stride, *restrict line = scratch + 2 * stride;
  const T k = (T)sharpness, share = (T)(sharpness / (double)n / (both ? 2 : 1)), whole = (T)(sharpness / (double)n);
  double loss = 0;
  for (int64_t s = 0; s < width; s++) {
    largest[s] = -2;
    totals[s] = 0;
    sums[s] = 0;
  }
  for (int64_t r = 0; r < n; r++) {
    T *restrict row = g + r * stride;
    const T *restrict counted = counts + r * stride;
    for (int64_t s = 0; s < width; s++) {
      row[s] *= rows[r] * columns[s];
      const T cosine = counted[s] != 0 ? row[s] : -2;
      largest[s] = cosine > largest[s] ? cosine : largest[s];
    }
  }
  // A prediction among the targets: down the columns.
  for (int64_t r = 0; r < n; r++) {
    const T *restrict row = g + r * stride, *restrict counted = counts + r * stride;
    T *restrict power = powers + r * stride;
    for (int64_t s = 0; s < width; s++) {
      const T value = NAME(exponential)(k * (row[s] - largest[s]));
      power[s] = counted[s] != 0 ? value : 0;
      totals[s] += power[s];
    }
  }
  for (int64_t s = 0; s < n; s++) {
    loss += log((double)totals[s]) + sharpness * ((double)largest[s] - (double)g[s * stride + s]);
    totals[s] = share / totals[s];
  }
  for (int64_t s = n; s < width; s++) totals[s] = 0;
  // A target among the predictions: along the rows; and the derivatives.
  for (int64_t r = 0; r < n; r++) {
    T *restrict row = g + r * stride;
    const T *restrict power = powers + r * stride;
    const T own = row[r], scale = rows[r];
    T rest = 0;
    if (both) {
      const T most = NAME(row_maximum)(row, counts + r * stride, width);
      const T total = NAME(row_powers)(line, row, counts + r * stride, most, k, width);
      loss += log((double)total) + sharpness * ((double)most - (double)own);
      rest = share / total;
    } else {
      for (int64_t s = 0; s < width; s++) line[s] = 0;
    }
    for (int64_t s = 0; s < width; s++) {
      const T slope = power[s] * totals[s] + line[s] * rest;
      sums[s] += slope * row[s];
      row[s] = slope * (scale * columns[s]);
    }
    sums[r] -= whole * own;
    row[r] -= whole * (scale * columns[r]);
  }
  NAME(clear_pairs)(g, n, width, stride);
  return loss / (double)n / (both ? 2 : 1);
}

double VARIANT(NAME(dense_pair_sigmoid))(T *g, T *sums, const T *counts, const T *rows, const T *columns, int64_t n,
                                         int64_t stride, double sharpness, double bias) {
#pragma clang fp reassociate(on)
  const int64_t width = NAME(pair_width)(n);
  const T k = (T)sharpness, b = (T)bias, share = (T)(sharpness / (double)n);
  double loss = 0;
  for (int64_t s = 0; s < width; s++) sums[s] = 0;
  for (int32_t r = 0; r < n; r++) {
    T *restrict row = g + r * stride;
    const T *restrict counted = counts + r * stride;
    const T scale = rows[r];
    T total = 0;
    for (int32_t s = 0; s < width; s++) {
      const T cosine = row[s] * (scale * columns[s]), sign = s == r ? -1 : 1, x = sign * (k * cosine + b);
      const T size = x < 0 ? -x : x;
      // log(1 + exp x) and its derivative without an overflow on either side.
      const T u = NAME(exponential)(-size), part = 1 / (1 + u);
      const T value = (x > 0 ? x : 0) + NAME(logarithm_of_one_plus)(u), slope = sign * share * (x < 0 ? u * part : part);
      const T counts_slope = counted[s] != 0 ? slope : 0;
      total += counted[s] != 0 ? value : 0;
      sums[s] += counts_slope * cosine;
      row[s] = counts_slope * (scale * columns[s]);
    }
    loss += total;
  }
  NAME(clear_pairs)(g, n, width, stride);
  return loss / (double)n;
}

double VARIANT(NAME(dense_structure))(T *f, const T *x, const T *scales, const T *slopes, const T *x_scales, int64_t n,
                                      int64_t stride, double weight) {
#pragma clang fp reassociate(on)
  const int64_t width = NAME(pair_width)(n);
  double total = 0;
  for (int32_t i = 0; i < n; i++) {
    T *restrict row = f + i * stride;
    const T *restrict given = x + i * stride;
    const T scale = scales[i], x_scale = x_scales[i], w = (T)weight;
    T squares = 0, turned = 0;
    for (int32_t j = 0; j < width; j++) {
      const T both = scale * scales[j], cosine = row[j] * both;
      const T difference = i == j ? 0 : cosine - given[j] * (x_scale * x_scales[j]);
      squares += difference * difference;
      turned += difference * cosine;
      row[j] = w * difference * both;
    }
    row[i] = -w * turned * slopes[i];
    total += squares;
  }
  NAME(clear_pairs)(f, n, width, stride);
  return total;
}
