// Transposition of 16 x 16 and 8 x 8 Floats in registers.

typedef float v16 __attribute__((ext_vector_type(16)));
typedef float v8 __attribute__((ext_vector_type(8)));
// The same in memory, at any address of a Float.
typedef float v16_memory __attribute__((ext_vector_type(16), aligned(4)));
typedef float v8_memory __attribute__((ext_vector_type(8), aligned(4)));

// Within each group of four lanes: the low or high halves of a and b, interleaved or side by side.
#define DENSE_INTERLEAVE_LOW(a, b) \
  __builtin_shufflevector(a, b, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29)
#define DENSE_INTERLEAVE_HIGH(a, b) \
  __builtin_shufflevector(a, b, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31)
#define DENSE_HALVES_LOW(a, b) __builtin_shufflevector(a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29)
#define DENSE_HALVES_HIGH(a, b) \
  __builtin_shufflevector(a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31)
// Whole groups of four lanes: the even or the odd ones of a, then of b.
#define DENSE_GROUPS_EVEN(a, b) \
  __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27)
#define DENSE_GROUPS_ODD(a, b) \
  __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31)

// out[c * out_stride + r] = in[r][c] for r, c < 16.
DENSE_INLINE void transpose_16x16(float *out, int64_t out_stride, const float *const in[16]) {
  v16 a[16], b[16];
  DENSE_UNROLL for (int r = 0; r < 16; r++) a[r] = *(const v16_memory *)in[r];
  // 4 x 4 blocks inside the groups of four lanes: rows 4 q … 4 q + 3 become columns.
  DENSE_UNROLL for (int r = 0; r < 16; r += 2) {
    b[r] = DENSE_INTERLEAVE_LOW(a[r], a[r + 1]);
    b[r + 1] = DENSE_INTERLEAVE_HIGH(a[r], a[r + 1]);
  }
  DENSE_UNROLL for (int r = 0; r < 16; r += 4) {
    a[r] = DENSE_HALVES_LOW(b[r], b[r + 2]);
    a[r + 1] = DENSE_HALVES_HIGH(b[r], b[r + 2]);
    a[r + 2] = DENSE_HALVES_LOW(b[r + 1], b[r + 3]);
    a[r + 3] = DENSE_HALVES_HIGH(b[r + 1], b[r + 3]);
  }
  // Group g of a[4 q + j] holds column 4 g + j of rows 4 q … 4 q + 3: a 4 x 4 transposition of groups is left.
  DENSE_UNROLL for (int j = 0; j < 4; j++) {
    b[j] = DENSE_GROUPS_EVEN(a[j], a[4 + j]);
    b[4 + j] = DENSE_GROUPS_ODD(a[j], a[4 + j]);
    b[8 + j] = DENSE_GROUPS_EVEN(a[8 + j], a[12 + j]);
    b[12 + j] = DENSE_GROUPS_ODD(a[8 + j], a[12 + j]);
  }
  DENSE_UNROLL for (int j = 0; j < 4; j++) {
    *(v16_memory *)(out + j * out_stride) = DENSE_GROUPS_EVEN(b[j], b[8 + j]);
    *(v16_memory *)(out + (4 + j) * out_stride) = DENSE_GROUPS_EVEN(b[4 + j], b[12 + j]);
    *(v16_memory *)(out + (8 + j) * out_stride) = DENSE_GROUPS_ODD(b[j], b[8 + j]);
    *(v16_memory *)(out + (12 + j) * out_stride) = DENSE_GROUPS_ODD(b[4 + j], b[12 + j]);
  }
}

// out[c * out_stride + r] = in[r][c] for r, c < 8.
DENSE_INLINE void transpose_8x8(float *out, int64_t out_stride, const float *const in[8]) {
  v8 a[8], b[8];
  // Halves of row r next to halves of row r + 4: what is left are 4 x 4 transpositions inside the halves.
  DENSE_UNROLL for (int r = 0; r < 4; r++) {
    const v8 low = *(const v8_memory *)in[r], high = *(const v8_memory *)in[r + 4];
    a[r] = __builtin_shufflevector(low, high, 0, 1, 2, 3, 8, 9, 10, 11);
    a[r + 4] = __builtin_shufflevector(low, high, 4, 5, 6, 7, 12, 13, 14, 15);
  }
  DENSE_UNROLL for (int r = 0; r < 8; r += 2) {
    b[r] = __builtin_shufflevector(a[r], a[r + 1], 0, 8, 1, 9, 4, 12, 5, 13);
    b[r + 1] = __builtin_shufflevector(a[r], a[r + 1], 2, 10, 3, 11, 6, 14, 7, 15);
  }
  DENSE_UNROLL for (int h = 0; h < 8; h += 4) {
    float *to = out + h * out_stride;
    *(v8_memory *)to = __builtin_shufflevector(b[h], b[h + 2], 0, 1, 8, 9, 4, 5, 12, 13);
    *(v8_memory *)(to + out_stride) = __builtin_shufflevector(b[h], b[h + 2], 2, 3, 10, 11, 6, 7, 14, 15);
    *(v8_memory *)(to + 2 * out_stride) = __builtin_shufflevector(b[h + 1], b[h + 3], 0, 1, 8, 9, 4, 5, 12, 13);
    *(v8_memory *)(to + 3 * out_stride) =
        __builtin_shufflevector(b[h + 1], b[h + 3], 2, 3, 10, 11, 6, 7, 14, 15);
  }
}

// LANES x LANES: whole vectors of the register tile.
DENSE_INLINE void transpose_vectors(float *out, int64_t out_stride, const float *const in[LANES]) {
  if (LANES == 16)
    transpose_16x16(out, out_stride, in);
  else
    transpose_8x8(out, out_stride, in);
}
