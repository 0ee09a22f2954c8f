#include "dispatch.h"
#include "include/neighbor_rows.h"

#include <stdlib.h>

#if defined(__linux__)
#include <sys/mman.h>
#endif

enum { WIDTH = DENSE_NEIGHBOR_PANEL, HUGE_PAGE = 2 << 20 };

void *dense_allocate_large(int64_t bytes) {
  if (bytes < HUGE_PAGE / 2) return aligned_alloc(64, ((size_t)bytes + 127) & ~(size_t)63);
  size_t size = ((size_t)bytes + HUGE_PAGE - 1) & ~(size_t)(HUGE_PAGE - 1);
  void *memory = aligned_alloc(HUGE_PAGE, size);
#if defined(__linux__)
  // Without it, most of the time of writing new memory goes into page faults. A hint: failure costs only time.
  if (memory) (void)madvise(memory, size, MADV_HUGEPAGE);
#endif
  return memory;
}

void dense_free_large(void *memory) { free(memory); }

DENSE_CLONES void dense_pack_neighbor_panel(float *out, const float *rows, int64_t stride, int64_t count, int64_t depth,
                                            int64_t strip, const double *center, const double *scales, double *norms) {
  enum { BLOCK = 16 };
  for (int64_t first = 0; first < WIDTH; first += BLOCK) {
    double squares[BLOCK] = {0};
    float *lines = out + first / strip * strip * depth + first % strip;
    for (int64_t column = 0; column < depth; column += BLOCK) {
      int64_t width = depth - column < BLOCK ? depth - column : BLOCK;
      float tile[BLOCK][BLOCK] = {{0}};
      for (int64_t r = 0; r < BLOCK && first + r < count; r++) {
        const float *row = rows + (first + r) * stride + column;
        double scale = scales[first + r], values[BLOCK] = {0};
        if (width == BLOCK) {
          for (int c = 0; c < BLOCK; c++) values[c] = row[c];
          if (center)
            for (int c = 0; c < BLOCK; c++) values[c] -= center[column + c];
        } else {
          for (int64_t c = 0; c < width; c++) values[c] = row[c] - (center ? center[column + c] : 0);
        }
        for (int c = 0; c < BLOCK; c++) tile[r][c] = (float)(values[c] * scale);
      }
      for (int64_t c = 0; c < width; c++) {
        float *line = lines + (column + c) * strip;
        for (int r = 0; r < BLOCK; r++) line[r] = tile[r][c];
        for (int r = 0; r < BLOCK; r++) squares[r] += (double)tile[r][c] * tile[r][c];
      }
    }
    for (int r = 0; r < BLOCK; r++) norms[first + r] = __builtin_sqrt(squares[r]);
  }
}

DENSE_CLONES void dense_prepare_rows(float *out, int64_t out_stride, const float *rows, int64_t stride, int64_t count,
                                     int64_t depth, const double *center, const double *scales, double *norms) {
  for (int64_t r = 0; r < count; r++) {
    const float *row = rows + r * stride;
    float *prepared = out + r * out_stride;
    double scale = scales[r];
    if (center)
      for (int64_t c = 0; c < depth; c++) prepared[c] = (float)((row[c] - center[c]) * scale);
    else
      for (int64_t c = 0; c < depth; c++) prepared[c] = (float)(row[c] * scale);
    double square = 0;
    for (int64_t c = 0; c < depth; c++) square += (double)prepared[c] * prepared[c];
    norms[r] = __builtin_sqrt(square);
  }
}
