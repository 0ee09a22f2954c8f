// dx = (transpose(W) d) * derivative * mask, see fused.h. Loops: blocks of 128 outputs, whose part of d (32 KB) stays in
// the first-level cache; inside them tiles of 6 inputs x 64 samples. Partial sums wait in `dx`.
#include "include/fused.h"
#include "row_tiles.h"
#include "vectors.h"

#pragma clang fp contract(fast)

enum { WIDTH = DENSE_PANEL_WIDTH, VECTORS = WIDTH / DENSE_LANES, BLOCK = 128 };

typedef struct {
  const dense_layer *layer;
  float *dx;
  const float *h, *mask;
  int32_t activation;
} backward_job;

// Tile of ROWS inputs from `i`: dx[i + r][s] (+)= sum over k < depth of w[o + k][i + r] d[k][s].
DENSE_WIDE_INLINE void backward_tile(int rows, const backward_job *job, int64_t i, int64_t o, const float *d,
                                     int64_t depth) {
  const dense_layer *layer = job->layer;
  const int64_t stride = layer->stride;
  const float *w = layer->weights + o * stride + i;
  float *dx = job->dx + i * WIDTH;
  dense_v16 sum[DENSE_TILE_ROWS][VECTORS];
  DENSE_UNROLL for (int r = 0; r < rows; r++) {
    DENSE_UNROLL for (int v = 0; v < VECTORS; v++)
      sum[r][v] = o == 0 ? (dense_v16)0.0f : DENSE_LOAD(dx + r * WIDTH + v * DENSE_LANES);
  }
  for (int64_t k = 0; k < depth; k++) {
    // A tile reads 24 bytes of each row: the line after the present one is needed two or three tiles later.
    __builtin_prefetch(w + k * stride + 22);
    dense_v16 column[VECTORS];
    DENSE_UNROLL for (int v = 0; v < VECTORS; v++) column[v] = DENSE_LOAD(d + k * WIDTH + v * DENSE_LANES);
    DENSE_UNROLL for (int r = 0; r < rows; r++) {
      dense_v16 weight = (dense_v16)w[k * stride + r];
      DENSE_UNROLL for (int v = 0; v < VECTORS; v++) sum[r][v] += weight * column[v];
    }
  }
  if (o + depth == layer->outputs) {
    const float *h = job->h + i * WIDTH, *mask = job->mask ? job->mask + i * WIDTH : 0;
    switch (job->activation) {
      case DENSE_LINEAR: break;
      case DENSE_RELU:
        DENSE_UNROLL for (int r = 0; r < rows; r++) {
          DENSE_UNROLL for (int v = 0; v < VECTORS; v++) {
            dense_v16 value = DENSE_LOAD(h + r * WIDTH + v * DENSE_LANES);
            sum[r][v] = value > 0.0f ? sum[r][v] : (dense_v16)0.0f;
          }
        }
        break;
      case DENSE_SIGMOID:
        DENSE_UNROLL for (int r = 0; r < rows; r++) {
          DENSE_UNROLL for (int v = 0; v < VECTORS; v++) {
            dense_v16 value = DENSE_LOAD(h + r * WIDTH + v * DENSE_LANES);
            sum[r][v] *= value * (1.0f - value);
          }
        }
        break;
      default:
        DENSE_UNROLL for (int r = 0; r < rows; r++) {
          DENSE_UNROLL for (int v = 0; v < VECTORS; v++) {
            dense_v16 value = DENSE_LOAD(h + r * WIDTH + v * DENSE_LANES);
            sum[r][v] *= 1.0f - value * value;
          }
        }
        break;
    }
    if (mask) {
      DENSE_UNROLL for (int r = 0; r < rows; r++) {
        DENSE_UNROLL for (int v = 0; v < VECTORS; v++) sum[r][v] *= DENSE_LOAD(mask + r * WIDTH + v * DENSE_LANES);
      }
    }
  }
  DENSE_UNROLL for (int r = 0; r < rows; r++) {
    DENSE_UNROLL for (int v = 0; v < VECTORS; v++) DENSE_STORE(dx + r * WIDTH + v * DENSE_LANES, sum[r][v]);
  }
}

DENSE_WIDE static void backward_tile_of(int rows, const backward_job *job, int64_t i, int64_t o, const float *d,
                                        int64_t depth) {
  switch (rows) {
    case 1: backward_tile(1, job, i, o, d, depth); break;
    case 2: backward_tile(2, job, i, o, d, depth); break;
    case 3: backward_tile(3, job, i, o, d, depth); break;
    case 4: backward_tile(4, job, i, o, d, depth); break;
    case 5: backward_tile(5, job, i, o, d, depth); break;
    default: backward_tile(6, job, i, o, d, depth); break;
  }
}

DENSE_WIDE void dense_fused_backward(float *dx, const dense_layer *layer, const float *d, const float *h,
                                     int32_t activation, const float *mask) {
  const backward_job job = {layer, dx, h, mask, activation};
  const int64_t blocks = (layer->outputs + BLOCK - 1) / BLOCK, block = (layer->outputs + blocks - 1) / blocks;
  for (int64_t o = 0; o < layer->outputs; o += block) {
    const int64_t depth = o + block < layer->outputs ? block : layer->outputs - o;
    for (int64_t i = 0; i < layer->inputs;) {
      const int rows = dense_tile_rows(layer->inputs - i);
      backward_tile_of(rows, &job, i, o, d + o * WIDTH, depth);
      i += rows;
    }
  }
}
