// The exact order of candidates.
#ifndef DENSE_KERNELS_NEIGHBOR_RANKING_H
#define DENSE_KERNELS_NEIGHBOR_RANKING_H

#include "neighbor_candidates.h"

/// The rows that exact distances are computed from: dense_exact_distance of rows + row * row_stride and items + item *
/// item_stride, all float or all double, with norms for the cosine.
typedef struct {
  const void *rows, *items;
  int64_t row_stride, item_stride, depth;
  const double *row_norms, *item_norms;
  int32_t metric, is_double;
} dense_exact_rows;

/// Writes the k nearest items of a row, from its candidates: by falling score where the errors leave no doubt, by exact
/// distance and then index within every group of closer scores. Returns the number of exact distances computed, or -1
/// if there are fewer than k candidates or the row was given up. `scratch` has room for 6 * limit numbers.
int64_t dense_rank_candidates(dense_collector *collector, const dense_exact_rows *exact, int64_t row, int32_t *out,
                              uint64_t *scratch);

/// Writes the k nearest items of a row, from its candidates, whose scores have errors so wide that they order little:
/// distances in order of the scores' upper bounds, until no bound is left that reaches the k-th nearest so far. They are
/// computed in float where that tells more than the scores, and exactly where float leaves a doubt. A distance D is the exact
/// score origin - slope D. `guess`: a threshold that the row started from without proof, or -FLT_MAX. Returns as
/// dense_rank_candidates; -1 also where the guess proves to have been too high. `scratch` as there.
int64_t dense_rank_best_first(dense_collector *collector, const dense_exact_rows *exact, double origin, double slope,
                              int64_t row, float guess, int32_t *out, uint64_t *scratch);

#endif
