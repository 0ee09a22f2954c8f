// Scores of all pairs of rows, 64 x 64 at a time, compared with the thresholds in the registers: they are never stored.
// For processors with AVX-512 or AVX2 (dense_vector_bits() >= 256).
#ifndef DENSE_KERNELS_NEIGHBOR_TILES_H
#define DENSE_KERNELS_NEIGHBOR_TILES_H

#include "neighbor_candidates.h"
#include "neighbor_rows.h"

enum {
  /// Panels of items that share one pass over a panel of rows.
  DENSE_NEIGHBOR_GROUP = 4,
  /// Products summed in one run; the sums of the runs are added.
  DENSE_NEIGHBOR_RUN = 128
};

/// Collects from all pairs of the rows of panel `row_panel` and the items of `count` <= DENSE_NEIGHBOR_GROUP panels from
/// `column_panel` on. Panels have depth * 64 numbers and follow each other. Terms and thresholds are padded to whole
/// panels: terms with -infinity, thresholds with +infinity. If items collect too, a panel of items before row_panel is
/// passed over, and in the equal panel only rows collect. `scratch` has room for DENSE_NEIGHBOR_GROUP * 64 * 64
/// numbers and is aligned to 64 bytes, as the panels are.
void dense_collect_panels(const dense_pairing *pairing, const float *rows, int64_t row_panel, const float *items,
                          int64_t column_panel, int64_t count, int64_t depth, float *scratch);

#endif
