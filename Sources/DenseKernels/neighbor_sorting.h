// Sorts of short runs of words, the beginning of merge sorts.
#ifndef DENSE_KERNELS_NEIGHBOR_SORTING_H
#define DENSE_KERNELS_NEIGHBOR_SORTING_H

#include <stdint.h>

// Sorts pairs by key, then index; no two are equal.
void dense_sort_pair_run(const uint64_t *keys, const uint64_t *indices, uint64_t *out_keys, uint64_t *out_indices,
                         int64_t count);

// Sorts words; no two are equal. Reads up to 7 words behind them.
void dense_sort_word_run(const int64_t *words, int64_t *out, int64_t count);

#endif
