// The loops of transformer.h for one scalar type T. Included behind elementwise_template.h, whose macros it uses.

#pragma clang fp contract(fast)

void VARIANT(NAME(dense_bias_gate))(T *x, const T *bias, int64_t rows, int64_t columns, int32_t gate) {
  const T half = (T)0.5, root = (T)0.70710678118654752440, slope = (T)0.79788456080286535588, cube = (T)0.044715;
  for (int64_t r = 0; r < rows; r++) {
    T *restrict row = x + r * columns;
    switch (gate) {
      case DENSE_GELU:
        for (int64_t c = 0; c < columns; c++) {
          T z = row[c] + bias[c];
          row[c] = half * z * (1 + NAME(error_function)(z * root));
        }
        break;
      case DENSE_GELU_TANH:
        for (int64_t c = 0; c < columns; c++) {
          T z = row[c] + bias[c];
          row[c] = half * z * (1 + NAME(hyperbolic_tangent)(slope * (z + cube * z * z * z)));
        }
        break;
      default:
        for (int64_t c = 0; c < columns; c++) {
          T z = row[c] + bias[c];
          row[c] = z < 0 ? 0 : z;
        }
        break;
    }
  }
}

void VARIANT(NAME(dense_residual_norm))(T *x, const T *bias, const T *residual, const T *gain, const T *shift,
                                        double epsilon, int64_t rows, int64_t columns) {
  enum { LANES = 16 };
  int64_t whole = columns - columns % LANES;
  for (int64_t r = 0; r < rows; r++) {
    T *restrict row = x + r * columns;
    const T *restrict other = residual + r * columns;
    // Sums in lanes: a sum in one variable would not be reordered by the compiler.
    double sums[LANES] = {0}, squares[LANES] = {0};
    for (int64_t c = 0; c < whole; c += LANES)
      for (int l = 0; l < LANES; l++) {
        row[c + l] += bias[c + l] + other[c + l];
        sums[l] += row[c + l];
      }
    for (int64_t c = whole; c < columns; c++) {
      row[c] += bias[c] + other[c];
      sums[0] += row[c];
    }
    double mean = 0, variance = 0;
    for (int l = 0; l < LANES; l++) mean += sums[l];
    mean /= (double)columns;
    for (int64_t c = 0; c < whole; c += LANES)
      for (int l = 0; l < LANES; l++) squares[l] += (row[c + l] - mean) * (row[c + l] - mean);
    for (int64_t c = whole; c < columns; c++) squares[0] += (row[c] - mean) * (row[c] - mean);
    for (int l = 0; l < LANES; l++) variance += squares[l];
    T center = (T)mean, scale = (T)(1 / sqrt(variance / (double)columns + epsilon));
    for (int64_t c = 0; c < columns; c++) row[c] = (row[c] - center) * scale * gain[c] + shift[c];
  }
}

void VARIANT(NAME(dense_softmax_rows))(T *x, int64_t stride, int64_t rows, int64_t columns) {
  for (int64_t r = 0; r < rows; r++) {
    T *restrict row = x + r * stride;
    T largest = row[0];
    for (int64_t c = 1; c < columns; c++) largest = row[c] > largest ? row[c] : largest;
    for (int64_t c = 0; c < columns; c++) row[c] = NAME(exponential)(row[c] - largest);
    double sum = 0;
    for (int64_t c = 0; c < columns; c++) sum += row[c];
    T scale = (T)(1 / sum);
    for (int64_t c = 0; c < columns; c++) row[c] *= scale;
  }
}
