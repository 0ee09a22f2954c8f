// Sums over the ranks of pairs, for rank correlations of many alignments.
#ifndef DENSE_KERNELS_RANKS_H
#define DENSE_KERNELS_RANKS_H

#include <stdint.h>

/// sum a[i] row[places[i]] in double. Products of two floats are exact there; element i goes to partial sum i mod 16, and
/// the partial sums are added as a balanced tree: the same bits on every processor.
double dense_gathered_dot(const float *a, const float *row, const int32_t *places, int64_t count);

#endif
