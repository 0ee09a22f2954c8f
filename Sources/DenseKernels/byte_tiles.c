// Eight registers of 16 rows of 64 bytes; one instruction multiplies two of them and adds 16 x 16 sums to a third. It adds
// modulo 2^32, so a sum that fits comes out right whatever its parts do on the way.
#include "variants.h"

#if DENSE_HAS_VARIANTS
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4,amx-tile,amx-int8,tune=x86-64"))), apply_to = function)

enum {
  WIDTH = DENSE_NEIGHBOR_PANEL,
  SIDE = DENSE_TILE_WORDS,
  LINE = WIDTH * sizeof(int32_t),
  TILE_LINE = SIDE * sizeof(int32_t)
};

// As the processor reads it.
typedef struct {
  uint8_t palette, start, reserved[14];
  uint16_t bytes[16];
  uint8_t rows[16];
} tile_shapes;
_Static_assert(sizeof(tile_shapes) == 64, "64 bytes describe the tiles");

void dense_begin_byte_tiles(void) {
  static const tile_shapes shapes = {
      .palette = 1, .bytes = {64, 64, 64, 64, 64, 64, 64, 64}, .rows = {16, 16, 16, 16, 16, 16, 16, 16}};
  _tile_loadconfig(&shapes);
}

void dense_end_byte_tiles(void) { _tile_release(); }

void dense_byte_tile_sums(const int32_t *rows, int64_t row_words, const int32_t *items, int64_t words, const int32_t *starts,
                          int32_t *sums) {
  if (starts)
    for (int r = 0; r < WIDTH; r++)
      for (int c = 0; c < WIDTH; c++) sums[r * WIDTH + c] = starts[r];
  for (int c = 0; c < WIDTH; c += 2 * SIDE) {
    for (int r = 0; r < WIDTH; r += 2 * SIDE) {
      int32_t *place = sums + r * WIDTH + c;
      _tile_loadd(0, place, LINE);
      _tile_loadd(1, place + SIDE, LINE);
      _tile_loadd(2, place + SIDE * WIDTH, LINE);
      _tile_loadd(3, place + SIDE * WIDTH + SIDE, LINE);
      for (int64_t k = 0; k < words; k += SIDE) {
        const int32_t *row = rows + r * row_words + k * SIDE, *item = items + k * WIDTH + c * SIDE;
        _tile_loadd(4, row, TILE_LINE);
        _tile_loadd(6, item, TILE_LINE);
        _tile_loadd(7, item + SIDE * SIDE, TILE_LINE);
        _tile_loadd(5, row + SIDE * row_words, TILE_LINE);
        _tile_dpbsud(0, 4, 6);
        _tile_dpbsud(1, 4, 7);
        _tile_dpbsud(2, 5, 6);
        _tile_dpbsud(3, 5, 7);
      }
      _tile_stored(0, place, LINE);
      _tile_stored(1, place + SIDE, LINE);
      _tile_stored(2, place + SIDE * WIDTH, LINE);
      _tile_stored(3, place + SIDE * WIDTH + SIDE, LINE);
    }
  }
}

// sums += 2^16 high + 2^8 middle + low, of 16 rows of 16.
static void add_split(const uint32_t parts[4][SIDE * SIDE], int is_first, int32_t *sums) {
  typedef uint32_t lanes __attribute__((ext_vector_type(SIDE), aligned(64)));
  for (int r = 0; r < SIDE; r++) {
    const int64_t i = r * SIDE;
    const lanes middle = *(const lanes *)(parts[1] + i) + *(const lanes *)(parts[2] + i);
    lanes sum = (*(const lanes *)(parts[0] + i) << 16) + (middle << 8) + *(const lanes *)(parts[3] + i);
    lanes *place = (lanes *)(sums + r * WIDTH);
    *place = is_first ? sum : *place + sum;
  }
}

void dense_split_tile_sums(const int32_t *rows, int64_t row_words, const int32_t *items, int64_t words, int is_first,
                           int32_t *sums) {
  const int64_t plane = row_words / 2;
  uint32_t parts[4][SIDE * SIDE] __attribute__((aligned(64)));
  for (int c = 0; c < WIDTH; c += SIDE) {
    for (int r = 0; r < WIDTH; r += SIDE) {
      _tile_zero(0);
      _tile_zero(1);
      _tile_zero(2);
      _tile_zero(3);
      for (int64_t k = 0; k < words; k += SIDE) {
        const int32_t *row = rows + r * row_words + k * SIDE, *item = items + k * WIDTH + c * SIDE;
        _tile_loadd(4, row, TILE_LINE);
        _tile_loadd(6, item, TILE_LINE);
        _tile_loadd(7, item + plane * WIDTH, TILE_LINE);
        _tile_loadd(5, row + plane * SIDE, TILE_LINE);
        _tile_dpbssd(0, 4, 6);
        _tile_dpbsud(1, 4, 7);
        _tile_dpbusd(2, 5, 6);
        _tile_dpbuud(3, 5, 7);
      }
      _tile_stored(0, parts[0], TILE_LINE);
      _tile_stored(1, parts[1], TILE_LINE);
      _tile_stored(2, parts[2], TILE_LINE);
      _tile_stored(3, parts[3], TILE_LINE);
      add_split(parts, is_first, sums + r * WIDTH + c);
    }
  }
}

#pragma clang attribute pop
#endif
