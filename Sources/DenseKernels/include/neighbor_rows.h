// Rows made ready for the search of neighbors, and memory for them.
#ifndef DENSE_KERNELS_NEIGHBOR_ROWS_H
#define DENSE_KERNELS_NEIGHBOR_ROWS_H

#include <stdint.h>

/// Rows in a panel.
enum { DENSE_NEIGHBOR_PANEL = 64 };

/// Memory aligned to 64 bytes, not set to anything; large pieces on huge pages where the system has them. NULL if there
/// is not enough.
void *dense_allocate_large(int64_t bytes);

/// Frees it.
void dense_free_large(void *memory);

/// Packs `count` <= 64 rows into a panel, filled up with zero rows: strip after strip, each of `strip` (a multiple of 16)
/// rows, dimension after dimension. Row r's number of dimension k stands at out[r / strip * strip * depth + k * strip + r %
/// strip]; it is (rows[r][k] - center[k]) * scales[r], computed in double and rounded once. `center` may be NULL.
/// norms[r], for all 64: the Euclidean norm of the packed row.
void dense_pack_neighbor_panel(float *out, const float *rows, int64_t stride, int64_t count, int64_t depth,
                      int64_t strip, const double *center, const double *scales, double *norms);

/// The same numbers, row after row: out[r * out_stride + k].
void dense_prepare_rows(float *out, int64_t out_stride, const float *rows, int64_t stride, int64_t count,
                        int64_t depth, const double *center, const double *scales, double *norms);

#endif
