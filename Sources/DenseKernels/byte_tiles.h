// Products of bytes by the tile registers of AMX; see byte_tiles.c. For processors for which dense_multiplies_tiles() is true.
#ifndef DENSE_KERNELS_BYTE_TILES_H
#define DENSE_KERNELS_BYTE_TILES_H

#include <stdint.h>

#if DENSE_HAS_VARIANTS
// Sets this thread's tile registers up, and gives them back: a thread that does not use them is switched faster.
void dense_begin_byte_tiles(void);
void dense_end_byte_tiles(void);

// sums[r * 64 + c] = starts[r] + the products of the signed bytes of row r and the unsigned ones of item c; with starts = NULL
// added to what is there. Rows: 64, `stride` words apart, zeros from `words` to the next multiple of 16. Items: word after word
// of 64 of them, and what is behind `words` is read up to that multiple.
void dense_byte_tile_sums(const int32_t *rows, int64_t stride, const int32_t *items, int64_t words, const int32_t *starts,
                          int32_t *sums);
#else
// Never called.
static inline void dense_begin_byte_tiles(void) {}
static inline void dense_end_byte_tiles(void) {}
#endif

#endif
