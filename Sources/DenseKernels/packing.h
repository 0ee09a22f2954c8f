// Rows of a data set to the scratch panels of the fused kernels. Never reads past a row's last number.
#ifndef DENSE_KERNELS_PACKING_H
#define DENSE_KERNELS_PACKING_H

#include "include/fused.h"

/// out[k * 64 + s] = rows[s][first + k] for k < depth rounded up to 16, s < 64; zero for s >= rows->count and for
/// k >= depth.
void dense_pack_columns(float *out, const dense_rows *rows, int64_t first, int64_t depth);

/// out[s * 64 + k] = rows[s][first + k] for k < width rounded up to 16, s < 64; zero where dense_pack_columns has zeros.
void dense_pack_rows(float *out, const dense_rows *rows, int64_t first, int64_t width);

/// out[s * 64 + k] = x[k][s] for k < width rounded up to 16, s < 64, x a panel; zero for k >= width.
void dense_pack_panel(float *out, const float *x, int64_t width);

#endif
