// Products of bytes by the tile registers of AMX; see byte_tiles.c. For processors for which dense_multiplies_tiles() is true.
#ifndef DENSE_KERNELS_BYTE_TILES_H
#define DENSE_KERNELS_BYTE_TILES_H

#include <stdint.h>

#if DENSE_HAS_VARIANTS
// Sets this thread's tile registers up, and gives them back: a thread that does not use them is switched faster.
void dense_begin_byte_tiles(void);
void dense_end_byte_tiles(void);

// sums[r * 64 + c] = starts[r] + the products of the signed bytes of row r and the unsigned ones of item c; with starts = NULL
// added to what is there. 64 rows and items as neighbor_integers.h lays them out for tiles, of `row_words` words each, of which
// `words` are multiplied, a multiple of 16.
void dense_byte_tile_sums(const int32_t *rows, int64_t row_words, const int32_t *items, int64_t words, const int32_t *starts,
                          int32_t *sums);

// The same of numbers of 16 bits in two planes: sums[r * 64 + c] = the products of row r and item c, or added to what is there.
// `words` of either plane are multiplied.
void dense_split_tile_sums(const int32_t *rows, int64_t row_words, const int32_t *items, int64_t words, int is_first,
                           int32_t *sums);
#else
// Never called.
static inline void dense_begin_byte_tiles(void) {}
static inline void dense_end_byte_tiles(void) {}
#endif

#endif
