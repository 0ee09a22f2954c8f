// Candidates for the nearest neighbors of many rows, collected from scores in float without losing a possible one.
//
// A score is larger for nearer items. Row i's score of item j may be wrong by row_errors[i] + item_errors[j]; an item
// is kept as long as this leaves a chance that it belongs to the k best.
#ifndef DENSE_KERNELS_NEIGHBOR_CANDIDATES_H
#define DENSE_KERNELS_NEIGHBOR_CANDIDATES_H

#include <stdint.h>

/// Room behind a list's capacity, so that a whole vector can be written at its end.
enum { DENSE_LIST_SLACK = 16 };

/// The candidates of one row: capacity + DENSE_LIST_SLACK scores, then as many item indices.
typedef struct {
  float *scores;
  int32_t count, capacity;
} dense_candidates;

/// The candidates of all rows, and what is needed to thin them out. Threads may work on different rows at once.
typedef struct {
  dense_candidates *lists;
  /// As many as lists, padded_rows; those from `rows` on take nothing.
  /// A score at or below the row's threshold is no candidate. -FLT_MAX at first, +infinity for a row that takes none.
  float *thresholds;
  /// Bound of the part of a score's error that depends on the row.
  const float *row_errors;
  /// Bound of the part that depends on the item, or NULL where it is zero.
  const float *item_errors;
  /// The lists as they start; a list that grew was allocated alone.
  float *storage;
  int64_t rows, padded_rows;
  /// Neighbors wanted; capacity of a list as it starts, and the greatest.
  int32_t k, capacity, limit;
} dense_collector;

/// Which pairs of a search are looked at, and for whom.
typedef struct {
  /// Collects items for rows; items for which a pair is looked at only once also collect rows (or NULL).
  dense_collector *by_row, *by_column;
  /// Score of item j for row i = product + item_terms[j]; of item i for row j = product + row_terms[i].
  const float *row_terms, *item_terms;
  /// Row r is item r + self_shift; passed over if excludes_self.
  int64_t self_shift;
  int32_t excludes_self;
} dense_pairing;

/// Gives every row an empty list in `storage`, which has room for padded_rows * 2 * (capacity + DENSE_LIST_SLACK) numbers,
/// and the lowest threshold.
void dense_collector_start(dense_collector *collector);

/// Frees the lists that grew.
void dense_collector_end(dense_collector *collector);

/// Collects from the products of rows first_row ..< first_row + rows and items first_column ..< first_column +
/// columns; element (r, c) at products[r * stride + c]. If items collect too, pairs below the diagonal are passed over.
void dense_collect_tile(const dense_pairing *pairing, const float *products, int64_t stride, int64_t first_row,
                        int64_t rows, int64_t first_column, int64_t columns);

#endif
