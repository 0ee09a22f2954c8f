// How many features the next tile takes: six, and towards the end such that no tile is left with one or two, which
// would wait for the latency of the multiply-adds.
#ifndef DENSE_KERNELS_ROW_TILES_H
#define DENSE_KERNELS_ROW_TILES_H

#include "dispatch.h"

#include <stdint.h>

enum { DENSE_TILE_ROWS = 6 };

DENSE_INLINE int dense_tile_rows(int64_t left) {
  if (left == 7 || left == 8) return 4;
  return left < DENSE_TILE_ROWS ? (int)left : DENSE_TILE_ROWS;
}

// About how many tiles that makes.
DENSE_INLINE int64_t dense_tile_count(int64_t features) { return (features + DENSE_TILE_ROWS - 1) / DENSE_TILE_ROWS; }

#endif
