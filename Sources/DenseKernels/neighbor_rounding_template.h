// Rows rounded to whole numbers, see neighbor_integers.h. For rows of one scalar type T.

#pragma clang fp contract(on)

enum { NAME(NUMBERS) = 8 };
typedef double NAME(wide) __attribute__((ext_vector_type(8)));
typedef double NAME(memory_wide) __attribute__((ext_vector_type(8), aligned(8)));
typedef T NAME(source) __attribute__((ext_vector_type(8), aligned(sizeof(T))));

// x' of eight columns; those from `width` on are zero.
DENSE_INLINE void NAME(centered)(NAME(wide) *out, const T *row, const double *center, double scale, int64_t width) {
  if (__builtin_expect(width >= 8, 1)) {
    NAME(wide) x = __builtin_convertvector(*(const NAME(source) *)row, NAME(wide)) * scale;
    if (center) x -= *(const NAME(memory_wide) *)center;
    *out = x;
    return;
  }
  double numbers[8] = {0};
  for (int64_t c = 0; c < width; c++) numbers[c] = row[c] * scale - (center ? center[c] : 0);
  *out = *(const NAME(memory_wide) *)numbers;
}

// The step of a row of x', and |x'|. Clipping would cost the whole row its bound.
DENSE_INLINE double NAME(row_step)(const T *row, int64_t depth, const double *center, double scale, int32_t bits,
                                   double *length) {
  NAME(wide) largest = 0.0, squares = 0.0, others = 0.0;
  for (int64_t column = 0; column < depth; column += 16) {
    NAME(wide) x, y = 0.0;
    NAME(centered)(&x, row + column, center ? center + column : 0, scale, depth - column);
    if (depth - column > 8)
      NAME(centered)(&y, row + column + 8, center ? center + column + 8 : 0, scale, depth - column - 8);
    largest = __builtin_elementwise_max(largest, __builtin_elementwise_abs(x));
    largest = __builtin_elementwise_max(largest, __builtin_elementwise_abs(y));
    squares += x * x;
    others += y * y;
  }
  squares += others;
  double most = 0, square = 0;
  DENSE_UNROLL for (int l = 0; l < 8; l++) {
    most = largest[l] > most ? largest[l] : most;
    square += squares[l];
  }
  *length = __builtin_sqrt(square);
  // Steps that Float holds with all its digits. The last factor: what multiplying and rounding may add.
  double step = 0x1p-60, least = most / (bits == DENSE_BITS_8 ? 127.0 : 32767.0) * (1 + 0x1p-40);
  step = least > step ? least : step;
  // |q| <= |x'| / s + sqrt(depth) / 2.
  double sum = *length / (46340.0 - __builtin_sqrt((double)depth) / 2);
  return bits == DENSE_BITS_16 && sum > step ? sum : step;
}

void VARIANT(NAME(dense_round_panel))(int32_t *out, const T *rows, int64_t stride, const int32_t *indices,
                                      int64_t count, int64_t depth, const double *center, const double *scales,
                                      int32_t bits, const dense_rounded_rows *rounded) {
  // Columns of a block: the words of all rows for them stay in the first-level cache. They fill a tile of bytes.
  enum { BLOCK = 4 * DENSE_TILE_WORDS };
  typedef int8_t bytes __attribute__((ext_vector_type(8)));
  typedef int16_t shorts __attribute__((ext_vector_type(8)));
  typedef int32_t integers __attribute__((ext_vector_type(8)));
  const int tiled = rounded->tiled, planes = tiled && bits == DENSE_BITS_16 ? 2 : 1;
  int64_t numbers = 32 * planes / bits, plane = (depth + numbers - 1) / numbers;
  if (tiled) plane = (plane + DENSE_TILE_WORDS - 1) / DENSE_TILE_WORDS * DENSE_TILE_WORDS;
  const int64_t words = planes * plane, spread = tiled ? DENSE_TILE_WORDS : TILE;
  const int32_t offset = bits == DENSE_BITS_8 ? DENSE_BYTE_OFFSETS : 0;
  NAME(wide) losses[WIDTH], linear[WIDTH];
  integers sums[WIDTH];
  double inverses[WIDTH];
  for (int64_t r = 0; r < WIDTH; r++) {
    losses[r] = 0.0, linear[r] = 0.0, sums[r] = 0;
    double step = 1;
    rounded->lengths[r] = 0;
    if (r < count)
      step = NAME(row_step)(rows + (indices ? indices[r] : r) * stride, depth, center, scales[r], bits,
                            rounded->lengths + r);
    inverses[r] = 1 / step;
    rounded->steps[r] = (float)step;
    rounded->inverses[r] = (float)(1 / step);
  }
  for (int64_t block = 0; block < depth; block += BLOCK) {
    int64_t width = depth - block < BLOCK ? depth - block : BLOCK, first = block / numbers;
    int64_t block_words = plane - first < BLOCK / numbers ? plane - first : BLOCK / numbers;
    for (int64_t r = 0; r < WIDTH; r++) {
      int32_t *place = tiled ? out + first * WIDTH + r / spread * spread * spread + r % spread
                             : out + r / spread * spread * words + first * spread + r % spread;
      if (r >= count) {
        for (int p = 0; p < planes; p++)
          for (int64_t w = 0; w < block_words; w++) place[p * plane * WIDTH + w * spread] = offset;
        continue;
      }
      const T *row = rows + (indices ? indices[r] : r) * stride + block;
      int8_t packed[BLOCK * 2] __attribute__((aligned(64)));
      if (width < BLOCK) memset(packed, 0, sizeof packed);
      NAME(wide) loss = losses[r], product = linear[r];
      integers sum = sums[r];
      for (int64_t c = 0; c < width; c += 8) {
        NAME(wide) x;
        NAME(centered)(&x, row + c, center ? center + block + c : 0, scales[r], width - c);
        x *= inverses[r];
        NAME(wide) nearest = __builtin_elementwise_roundeven(x);
        NAME(wide) rest = x - nearest;
        loss += rest * rest;
        if (center) {
          if (width - c >= 8) {
            product += x * *(const NAME(memory_wide) *)(center + block + c);
          } else {
            for (int64_t l = 0; l < width - c; l++) product[l] += x[l] * center[block + c + l];
          }
        }
        integers q = __builtin_convertvector(nearest, integers);
        sum += q;
        if (bits == DENSE_BITS_8) {
          bytes narrow = __builtin_convertvector(q, bytes);
          memcpy(packed + c, &narrow, sizeof narrow);
        } else if (planes == 2) {
          bytes high = __builtin_convertvector(q >> 8, bytes), low = __builtin_convertvector(q & 255, bytes);
          memcpy(packed + c, &high, sizeof high);
          memcpy(packed + BLOCK + c, &low, sizeof low);
        } else {
          shorts narrow = __builtin_convertvector(q, shorts);
          memcpy(packed + 2 * c, &narrow, sizeof narrow);
        }
      }
      losses[r] = loss, linear[r] = product, sums[r] = sum;
      for (int p = 0; p < planes; p++) {
        const int8_t *from = packed + p * BLOCK;
        if (rounded->lines)
          memcpy(rounded->lines + (r / spread * words + p * plane + first + r % spread) * spread, from, BLOCK);
        for (int64_t w = 0; w < block_words; w++) {
          int32_t word;
          memcpy(&word, from + 4 * w, sizeof word);
          place[p * plane * WIDTH + w * spread] = word ^ offset;
        }
      }
    }
  }
  for (int64_t r = 0; r < WIDTH; r++) {
    double loss = 0, product = 0;
    int32_t sum = 0;
    DENSE_UNROLL for (int l = 0; l < 8; l++)
        loss += losses[r][l], product += linear[r][l], sum += sums[r][l];
    rounded->residuals[r] = __builtin_sqrt(loss) / inverses[r];
    rounded->linear[r] = product / inverses[r];
    rounded->starts[r] = bits == DENSE_BITS_8 ? -128 * sum : 0;
  }
}
