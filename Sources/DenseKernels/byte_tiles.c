// Eight registers of 16 rows of 64 bytes; one instruction multiplies two of them and adds 16 x 16 sums to a third.
#include "variants.h"

#if DENSE_HAS_VARIANTS
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4,amx-tile,amx-int8,tune=x86-64"))), apply_to = function)

enum { WIDTH = DENSE_NEIGHBOR_PANEL, SIDE = 16 };

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

void dense_byte_tile_sums(const int32_t *rows, int64_t stride, const int32_t *items, int64_t words, const int32_t *starts,
                          int32_t *sums) {
  enum { LINE = WIDTH * sizeof(int32_t) };
  const int64_t row_bytes = stride * (int64_t)sizeof(int32_t);
  if (starts)
    for (int r = 0; r < WIDTH; r++)
      for (int c = 0; c < WIDTH; c++) sums[r * WIDTH + c] = starts[r];
  for (int r = 0; r < WIDTH; r += 2 * SIDE) {
    for (int c = 0; c < WIDTH; c += 2 * SIDE) {
      int32_t *place = sums + r * WIDTH + c;
      _tile_loadd(0, place, LINE);
      _tile_loadd(1, place + SIDE, LINE);
      _tile_loadd(2, place + SIDE * WIDTH, LINE);
      _tile_loadd(3, place + SIDE * WIDTH + SIDE, LINE);
      for (int64_t k = 0; k < words; k += DENSE_TILE_WORDS) {
        _tile_loadd(4, rows + r * stride + k, row_bytes);
        _tile_loadd(6, items + k * WIDTH + c, LINE);
        _tile_loadd(7, items + k * WIDTH + c + SIDE, LINE);
        _tile_loadd(5, rows + (r + SIDE) * stride + k, row_bytes);
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

#pragma clang attribute pop
#endif
