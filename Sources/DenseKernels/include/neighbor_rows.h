// Rows made ready for the search of neighbors. Suffix _f: from float rows; _d: from double rows.
#ifndef DENSE_KERNELS_NEIGHBOR_ROWS_H
#define DENSE_KERNELS_NEIGHBOR_ROWS_H

#include <stdint.h>

/// Rows in a panel.
enum { DENSE_NEIGHBOR_PANEL = 64 };

/// Packs `count` <= 64 rows into a panel for dense_collect_panels, filled up with zero rows: strip after strip, each as
/// wide as this processor's register tile (64 rows with AVX-512, 16 with AVX2), dimension after dimension. With strips of
/// s rows, row r's number of dimension k is at out[r / s * s * depth + k * s + r % s]; it is (rows[r][k] -
/// center[k]) * scales[r], computed in double and rounded once. `center` may be NULL. norms[r], for all 64: the
/// Euclidean norm of the packed row.
void dense_pack_neighbor_panel_f(float *out, const float *rows, int64_t stride, int64_t count, int64_t depth,
                                 const double *center, const double *scales, double *norms);
void dense_pack_neighbor_panel_d(float *out, const double *rows, int64_t stride, int64_t count, int64_t depth,
                                 const double *center, const double *scales, double *norms);

/// The same numbers, row after row: out[r * out_stride + k].
void dense_prepare_rows_f(float *out, int64_t out_stride, const float *rows, int64_t stride, int64_t count,
                          int64_t depth, const double *center, const double *scales, double *norms);
void dense_prepare_rows_d(float *out, int64_t out_stride, const double *rows, int64_t stride, int64_t count,
                          int64_t depth, const double *center, const double *scales, double *norms);

#endif
