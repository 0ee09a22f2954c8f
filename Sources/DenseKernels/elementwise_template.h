// The loops of elementwise.h for one scalar type T. Included by float_kernels.h and double_kernels.h, which
// define T, NAME(function) and with such names logistic, hyperbolic_tangent and transpose_block (16 x 16).

#pragma clang fp contract(fast)

void VARIANT(NAME(dense_bias_activation))(T *h, const T *bias, int64_t features, int32_t activation) {
  for (int64_t f = 0; f < features; f++) {
    T *row = h + f * DENSE_PANEL_WIDTH;
    T b = bias[f];
    switch (activation) {
      case DENSE_LINEAR:
        for (int s = 0; s < DENSE_PANEL_WIDTH; s++) row[s] += b;
        break;
      case DENSE_RELU:
        // Written so that a NaN stays a NaN: a diverged fit must be seen.
        for (int s = 0; s < DENSE_PANEL_WIDTH; s++) {
          T z = row[s] + b;
          row[s] = z < 0 ? 0 : z;
        }
        break;
      case DENSE_SIGMOID:
        for (int s = 0; s < DENSE_PANEL_WIDTH; s++) row[s] = NAME(logistic)(row[s] + b);
        break;
      default:
        for (int s = 0; s < DENSE_PANEL_WIDTH; s++) row[s] = NAME(hyperbolic_tangent)(row[s] + b);
        break;
    }
  }
}

void VARIANT(NAME(dense_activation_gradient))(T *d, const T *h, int64_t count, int32_t activation) {
  switch (activation) {
    case DENSE_LINEAR:
      break;
    case DENSE_RELU:
      for (int64_t i = 0; i < count; i++) d[i] = h[i] > 0 ? d[i] : 0;
      break;
    case DENSE_SIGMOID:
      for (int64_t i = 0; i < count; i++) d[i] *= h[i] * (1 - h[i]);
      break;
    default:
      for (int64_t i = 0; i < count; i++) d[i] *= 1 - h[i] * h[i];
      break;
  }
}

void VARIANT(NAME(dense_multiply))(T *out, const T *a, const T *b, int64_t count) {
  for (int64_t i = 0; i < count; i++) out[i] = a[i] * b[i];
}

// 32 random bits of (key, counter): two rounds of the murmur3 finalizer with the halves of the key between them. Keys
// must be hashes: two that differ in their highest bit alone would give masks that resemble each other.
void VARIANT(NAME(dense_dropout_mask))(T *mask, int64_t count, double keep, uint64_t key, uint64_t counter) {
  uint32_t low = (uint32_t)key ^ (uint32_t)(counter >> 32) * 0x9E3779B9u, high = (uint32_t)(key >> 32);
  uint32_t start = (uint32_t)counter;
  // 24 bits compared as signed integers: the comparison then exists in every vector instruction set.
  int32_t threshold = (int32_t)(keep * 16777216.0);
  T kept = (T)(1.0 / keep);
  for (int64_t i = 0; i < count; i++) {
    uint32_t x = (start + (uint32_t)i) ^ low;
    x ^= x >> 16;
    x *= 0x85EBCA6Bu;
    x ^= x >> 13;
    x *= 0xC2B2AE35u;
    x ^= high ^ (x >> 16);
    x *= 0x85EBCA6Bu;
    x ^= x >> 13;
    x *= 0xC2B2AE35u;
    mask[i] = (int32_t)(x >> 8) < threshold ? kept : 0;
  }
}

void VARIANT(NAME(dense_update))(T *w, T *s, T *t, int64_t stride, const T *g, int64_t g_stride, int64_t rows,
                                 int64_t columns, const dense_optimizer *optimizer) {
  T rate = (T)optimizer->rate, decay = (T)optimizer->decay, momentum = (T)optimizer->momentum;
  T epsilon = (T)optimizer->epsilon, rest = (T)(1 - optimizer->decay), momentum_rest = (T)(1 - optimizer->momentum);
  const T shrink = (T)optimizer->shrink;
  for (int64_t r = 0; r < rows; r++) {
    T *restrict wr = w + r * stride, *restrict sr = s + r * stride, *restrict tr = t + r * stride;
    const T *restrict gr = g + r * g_stride;
    // A loop of its own: without decay the loops below compute what they always did.
    if (shrink != 0)
      for (int64_t c = 0; c < columns; c++) wr[c] -= shrink * wr[c];
    switch (optimizer->rule) {
      case DENSE_DESCENT:
        for (int64_t c = 0; c < columns; c++) wr[c] -= rate * gr[c];
        break;
      case DENSE_RMSPROP:
        for (int64_t c = 0; c < columns; c++) {
          T a = decay * sr[c] + rest * gr[c] * gr[c];
          sr[c] = a;
          wr[c] -= rate * gr[c] / (__builtin_elementwise_sqrt(a) + epsilon);
        }
        break;
      case DENSE_RMSPROP_INSIDE:
        for (int64_t c = 0; c < columns; c++) {
          T a = decay * sr[c] + rest * gr[c] * gr[c];
          sr[c] = a;
          wr[c] -= rate * gr[c] / __builtin_elementwise_sqrt(a + epsilon);
        }
        break;
      default:
        for (int64_t c = 0; c < columns; c++) {
          T m = momentum * tr[c] + momentum_rest * gr[c];
          T a = decay * sr[c] + rest * gr[c] * gr[c];
          tr[c] = m;
          sr[c] = a;
          wr[c] -= rate * m / (__builtin_elementwise_sqrt(a) + epsilon);
        }
        break;
    }
  }
}

void VARIANT(NAME(dense_panel_sums))(T *sums, const T *d, int64_t features) {
#pragma clang fp reassociate(on)
  for (int64_t f = 0; f < features; f++) {
    T sum = 0;
    for (int s = 0; s < DENSE_PANEL_WIDTH; s++) sum += d[f * DENSE_PANEL_WIDTH + s];
    sums[f] += sum;
  }
}

void VARIANT(NAME(dense_transpose))(T *out, int64_t out_stride, const T *in, int64_t in_stride, int64_t rows,
                                    int64_t columns) {
  enum { BLOCK = 16 };
  for (int64_t r0 = 0; r0 < rows; r0 += BLOCK) {
    int64_t r1 = r0 + BLOCK < rows ? r0 + BLOCK : rows;
    for (int64_t c0 = 0; c0 < columns; c0 += BLOCK) {
      int64_t c1 = c0 + BLOCK < columns ? c0 + BLOCK : columns;
      if (r1 - r0 == BLOCK && c1 - c0 == BLOCK) {
        const T *block[BLOCK];
        for (int r = 0; r < BLOCK; r++) block[r] = in + (r0 + r) * in_stride + c0;
        NAME(transpose_block)(out + c0 * out_stride + r0, out_stride, block);
      } else {
        for (int64_t r = r0; r < r1; r++)
          for (int64_t c = c0; c < c1; c++) out[c * out_stride + r] = in[r * in_stride + c];
      }
    }
  }
}

double VARIANT(NAME(dense_dot))(const T *a, const T *b, int64_t count) {
#pragma clang fp reassociate(on)
  double sum = 0;
  for (int64_t i = 0; i < count; i++) sum += (double)a[i] * (double)b[i];
  return sum;
}

double VARIANT(NAME(dense_squared_distance))(const T *a, const T *b, int64_t count) {
#pragma clang fp reassociate(on)
  double sum = 0;
  for (int64_t i = 0; i < count; i++) {
    double difference = (double)a[i] - (double)b[i];
    sum += difference * difference;
  }
  return sum;
}

void VARIANT(NAME(dense_combine))(T *out, double alpha, const T *a, double beta, const T *b, int64_t count) {
  T x = (T)alpha, y = (T)beta;
  for (int64_t i = 0; i < count; i++) out[i] = x * a[i] + y * b[i];
}

void VARIANT(NAME(dense_add_difference))(T *out, double alpha, const T *a, const T *b, int64_t count) {
  T x = (T)alpha;
  for (int64_t i = 0; i < count; i++) out[i] += x * (a[i] - b[i]);
}

int64_t VARIANT(NAME(dense_first_not_finite))(const T *a, int64_t count) {
  // A number minus itself is zero unless it is infinite or NaN; whole blocks are tested before single numbers.
  enum { BLOCK = 64 };
  for (int64_t start = 0; start < count; start += BLOCK) {
    int64_t end = start + BLOCK < count ? start + BLOCK : count;
    int bad = 0;
    for (int64_t i = start; i < end; i++) bad |= !(a[i] - a[i] == 0);
    if (bad)
      for (int64_t i = start; i < end; i++)
        if (!(a[i] - a[i] == 0)) return i;
  }
  return -1;
}
