// Sums over the ranks of pairs, for rank correlations of many alignments; counts for the ranks of a few among many.
#ifndef DENSE_KERNELS_RANKS_H
#define DENSE_KERNELS_RANKS_H

#include <stdint.h>

/// sum a[i] row[places[i]] in double. Products of two floats are exact there; element i goes to partial sum i mod 16, and
/// the partial sums are added as a balanced tree: the same bits on every processor.
double dense_gathered_dot(const float *a, const float *row, const int32_t *places, int64_t count);

/// Adds 1 to the count of each score's place, (highest - score) * step + 2 without its fraction, from 0 to `last`; what is not
/// a number has place 0. The items of places whose count is negative go to `kept`, ascending, which has room for one more than
/// there are. Returns how many. Each operation rounds by itself.
int64_t dense_count_places(const double *scores, int64_t count, double highest, double step, int32_t last, int32_t *counts,
                           int32_t *kept);

/// Adds to sums[level] the counts of the places from ends[level - 1], at first 0, to below ends[level]; those that are negative
/// count nothing. `ends` does not fall.
void dense_add_counts(const int32_t *counts, const int32_t *ends, int64_t levels, int64_t *sums);

/// How many scores are at least `level`; what is not a number is not.
int64_t dense_count_from(const double *scores, int64_t count, double level);

#endif
