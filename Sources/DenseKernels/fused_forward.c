// out = activation(W x + b), see fused.h. Loops: blocks of 128 inputs, whose panel (32 KB) stays in the first-level
// cache; inside them tiles of 6 outputs x 64 samples. Partial sums wait in `out`.
#include "include/fused.h"
#include "row_prefetch.h"
#include "row_tiles.h"
#include "packing.h"
#include "transposition.h"

#pragma clang fp contract(fast)

enum { WIDTH = DENSE_PANEL_WIDTH, VECTORS = WIDTH / DENSE_LANES };

// What the tiles of one call have in common.
typedef struct {
  const dense_layer *layer;
  float *out;
  int32_t activation;
} forward_job;

// Tile of ROWS outputs from `o`: out[o + r][s] (+)= sum over k < depth of w[o + r][i + k] x[k][s]. The sum begins with
// the bias (i == 0) or with what is in `out`. `next` is where the weights of the next tile stand.
DENSE_WIDE_INLINE void forward_tile(int rows, const forward_job *job, int64_t o, int64_t i, const float *x,
                                    int64_t depth, const float *next) {
  const dense_layer *layer = job->layer;
  const int64_t stride = layer->stride;
  const float *w = layer->weights + o * stride + i;
  float *out = job->out + o * WIDTH;
  const int separate = job->activation == DENSE_SIGMOID || job->activation == DENSE_TANH;
  dense_v16 sum[DENSE_TILE_ROWS][VECTORS];
  if (i == 0) {
    DENSE_UNROLL for (int r = 0; r < rows; r++) {
      DENSE_UNROLL for (int v = 0; v < VECTORS; v++) sum[r][v] = (dense_v16)(separate ? 0.0f : layer->bias[o + r]);
    }
  } else {
    DENSE_UNROLL for (int r = 0; r < rows; r++) {
      DENSE_UNROLL for (int v = 0; v < VECTORS; v++) sum[r][v] = DENSE_LOAD(out + r * WIDTH + v * DENSE_LANES);
    }
  }
  for (int64_t k0 = 0; k0 < depth; k0 += DENSE_LANES) {
    DENSE_UNROLL for (int r = 0; r < rows; r++) __builtin_prefetch(next + r * stride + k0);
    const int64_t end = k0 + DENSE_LANES < depth ? k0 + DENSE_LANES : depth;
    for (int64_t k = k0; k < end; k++) {
      dense_v16 column[VECTORS];
      DENSE_UNROLL for (int v = 0; v < VECTORS; v++) column[v] = DENSE_LOAD(x + k * WIDTH + v * DENSE_LANES);
      DENSE_UNROLL for (int r = 0; r < rows; r++) {
        dense_v16 weight = (dense_v16)w[r * stride + k];
        DENSE_UNROLL for (int v = 0; v < VECTORS; v++) sum[r][v] += weight * column[v];
      }
    }
  }
  const int last = i + depth == layer->inputs;
  if (last && job->activation == DENSE_RELU) {
    // Written so that a NaN stays a NaN: a diverged fit must be seen.
    DENSE_UNROLL for (int r = 0; r < rows; r++) {
      DENSE_UNROLL for (int v = 0; v < VECTORS; v++) sum[r][v] = sum[r][v] < 0.0f ? (dense_v16)0.0f : sum[r][v];
    }
  }
  DENSE_UNROLL for (int r = 0; r < rows; r++) {
    DENSE_UNROLL for (int v = 0; v < VECTORS; v++) DENSE_STORE(out + r * WIDTH + v * DENSE_LANES, sum[r][v]);
  }
  // The exponentials need the registers: a second pass over the tile while it is in the first-level cache.
  if (last && separate) dense_bias_activation_f(out, layer->bias + o, rows, job->activation);
}

DENSE_WIDE static void forward_tile_of(int rows, const forward_job *job, int64_t o, int64_t i, const float *x,
                                       int64_t depth, const float *next) {
  switch (rows) {
    case 1: forward_tile(1, job, o, i, x, depth, next); break;
    case 2: forward_tile(2, job, o, i, x, depth, next); break;
    case 3: forward_tile(3, job, o, i, x, depth, next); break;
    case 4: forward_tile(4, job, o, i, x, depth, next); break;
    case 5: forward_tile(5, job, o, i, x, depth, next); break;
    default: forward_tile(6, job, o, i, x, depth, next); break;
  }
}

DENSE_WIDE static void forward_block(const forward_job *job, int64_t i, const float *x, int64_t depth,
                                     row_prefetch *ahead) {
  const dense_layer *layer = job->layer;
  for (int64_t o = 0; o < layer->outputs;) {
    const int rows = dense_tile_rows(layer->outputs - o);
    // After the last tile of a block comes the first one of the next; after the last block nothing is known.
    const int64_t after = o + rows < layer->outputs ? o + rows : 0;
    const int64_t column = after > 0 ? i : i + depth < layer->inputs ? i + depth : 0;
    row_prefetch_some(ahead);
    forward_tile_of(rows, job, o, i, x, depth, layer->weights + after * layer->stride + column);
    o += rows;
  }
}

// Inputs of a block: blocks of about equal size, whole cache lines of weights.
DENSE_INLINE int64_t block_depth(int64_t inputs) {
  const int64_t blocks = (inputs + DENSE_FORWARD_BLOCK - 1) / DENSE_FORWARD_BLOCK;
  const int64_t lines = (inputs + DENSE_LANES - 1) / DENSE_LANES;
  return (lines + blocks - 1) / blocks * DENSE_LANES;
}

DENSE_WIDE void dense_fused_forward(float *out, const dense_layer *layer, const float *x, int32_t activation,
                                    const dense_rows *ahead) {
  const forward_job job = {layer, out, activation};
  const int64_t block = block_depth(layer->inputs), blocks = (layer->inputs + block - 1) / block;
  row_prefetch rows = row_prefetch_begin(ahead, 0, layer->outputs, blocks * dense_tile_count(layer->outputs));
  for (int64_t i = 0; i < layer->inputs; i += block) {
    const int64_t depth = i + block < layer->inputs ? block : layer->inputs - i;
    forward_block(&job, i, x + i * WIDTH, depth, &rows);
  }
}

DENSE_WIDE void dense_fused_forward_rows(float *out, const dense_layer *layer, const dense_rows *rows,
                                         int32_t activation, const dense_rows *ahead, float *scratch) {
  const forward_job job = {layer, out, activation};
  const int64_t block = block_depth(layer->inputs), tiles = dense_tile_count(layer->outputs);
  for (int64_t i = 0; i < layer->inputs; i += block) {
    const int64_t depth = i + block < layer->inputs ? block : layer->inputs - i;
    dense_pack_columns(scratch, rows, i, depth);
    const int64_t left = layer->inputs - i - depth;
    row_prefetch next = left > 0 ? row_prefetch_begin(rows, i + depth, left < block ? left : block, tiles)
                                 : row_prefetch_begin(ahead, 0, layer->outputs, tiles);
    forward_block(&job, i, scratch, depth, &next);
  }
}
