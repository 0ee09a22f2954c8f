// The gradient of the mean squared error from target rows, see elementwise.h. Targets are read once, 16 features of all
// samples at a time, transposed on the way.
#include "include/elementwise.h"
#include "transposition.h"

#pragma clang fp contract(fast)

DENSE_INLINE void target_block_f(float tile[16][DENSE_PANEL_WIDTH], const float *const *rows, int64_t f) {
  for (int s = 0; s < DENSE_PANEL_WIDTH; s += 16) {
    const float *block[16];
    for (int r = 0; r < 16; r++) block[r] = rows[s + r] + f;
    dense_transpose_16x16(&tile[0][s], DENSE_PANEL_WIDTH, block);
  }
}

DENSE_INLINE void target_block_d(double tile[16][DENSE_PANEL_WIDTH], const double *const *rows, int64_t f) {
  for (int s = 0; s < DENSE_PANEL_WIDTH; s++)
    for (int j = 0; j < 16; j++) tile[j][s] = rows[s][f + j];
}

#define T float
#define NAME(name) name##_f
#define TARGET_BLOCK target_block_f
#include "mean_squared_error_template.h"
#undef T
#undef NAME
#undef TARGET_BLOCK

#define T double
#define NAME(name) name##_d
#define TARGET_BLOCK target_block_d
#include "mean_squared_error_template.h"
