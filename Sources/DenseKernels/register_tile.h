// The register tile: the part of a matrix product whose sums stay in registers until they are complete.
//
// A tile is 6 rows x TILE numbers, as many vectors as leave registers for the operands: 24 of 32 with 512 bits, 12 of
// 16 with 256. A panel is 64 numbers wide and so one tile or four. The code is plain C on vector types. The variant for
// the least processor has the tile of 256 bits in narrower instructions: correct but slow, so callers look at
// dense_vector_bits() first.
#pragma clang fp contract(fast)

#if DENSE_VECTOR_BITS == 512
enum { LANES = 16, VECTORS = 4 };
#else
enum { LANES = 8, VECTORS = 2 };
#endif

// LINE: Floats of a cache line.
enum { ROWS = 6, TILE = VECTORS * LANES, WIDTH = DENSE_PANEL_WIDTH, LINE = 16 };

typedef float vector __attribute__((ext_vector_type(LANES)));
// The same in memory, at any address of a Float.
typedef float memory_vector __attribute__((ext_vector_type(LANES), aligned(4)));

#define LOAD(pointer) (*(const memory_vector *)(pointer))
#define STORE(pointer, value) (*(memory_vector *)(pointer) = (value))

// In the functions below the tile has `rows` <= ROWS rows and `vectors` <= VECTORS vectors a row, both constants to the
// compiler.

DENSE_INLINE void tile_clear(vector sums[ROWS][VECTORS], int rows, int vectors) {
  DENSE_UNROLL for (int r = 0; r < rows; r++) {
    DENSE_UNROLL for (int v = 0; v < vectors; v++) sums[r][v] = (vector)0.0f;
  }
}

// From a panel.
DENSE_INLINE void tile_load(vector sums[ROWS][VECTORS], int rows, const float *from) {
  DENSE_UNROLL for (int r = 0; r < rows; r++) {
    DENSE_UNROLL for (int v = 0; v < VECTORS; v++) sums[r][v] = LOAD(from + r * WIDTH + v * LANES);
  }
}

// To a panel.
DENSE_INLINE void tile_store(vector sums[ROWS][VECTORS], int rows, float *to) {
  DENSE_UNROLL for (int r = 0; r < rows; r++) {
    DENSE_UNROLL for (int v = 0; v < VECTORS; v++) STORE(to + r * WIDTH + v * LANES, sums[r][v]);
  }
}

// Adds to the numbers of each row: sums[r][l] += factors[r * stride] * numbers[l].
DENSE_INLINE void tile_add_products(vector sums[ROWS][VECTORS], int rows, int vectors, const float *factors,
                                    int64_t stride, const float *numbers) {
  vector column[VECTORS];
  DENSE_UNROLL for (int v = 0; v < vectors; v++) column[v] = LOAD(numbers + v * LANES);
  DENSE_UNROLL for (int r = 0; r < rows; r++) {
    const vector factor = (vector)factors[r * stride];
    DENSE_UNROLL for (int v = 0; v < vectors; v++) sums[r][v] += factor * column[v];
  }
}

// Bit l of the word: whether x[l] > y[l].
DENSE_INLINE uint64_t greater_bits(const vector *x, const vector *y) {
  typedef _Bool bits __attribute__((ext_vector_type(LANES)));
  bits greater = __builtin_convertvector(*x > *y, bits);
  uint16_t word = 0;
  memcpy(&word, &greater, LANES / 8);
  return word;
}
