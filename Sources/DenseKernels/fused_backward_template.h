// dx = (transpose(W) d) * derivative * mask, see fused.h. Loops: blocks of BLOCK outputs, whose part of d stays in the
// first-level cache; inside them 6 inputs at a time, whose weights stay there for the tiles of all samples. Partial sums
// wait in `dx`.

#pragma clang fp contract(fast)

typedef struct {
  const dense_layer *layer;
  float *dx;
  const float *h, *mask;
  int32_t activation;
} backward_job;

// Tile of `rows` inputs from `i` x TILE samples from `s`: dx[i + r][s] (+)= sum over k < depth of w[o + k][i + r] d[k][s].
DENSE_INLINE void backward_tile(int rows, const backward_job *job, int64_t i, int64_t s, int64_t o, const float *d,
                                int64_t depth) {
  const dense_layer *layer = job->layer;
  const int64_t stride = layer->stride;
  const float *w = layer->weights + o * stride + i;
  float *dx = job->dx + i * WIDTH + s;
  vector sum[ROWS][VECTORS];
  if (o == 0)
    tile_clear(sum, rows, VECTORS);
  else
    tile_load(sum, rows, dx);
  for (int64_t k = 0; k < depth; k++) {
    // A tile reads 24 bytes of each row: the line after the present one is needed two or three tiles later.
    if (s == 0) __builtin_prefetch(w + k * stride + 22);
    tile_add_products(sum, rows, VECTORS, w + k * stride, 1, d + k * WIDTH + s);
  }
  if (o + depth == layer->outputs) {
    const float *h = job->h + i * WIDTH + s, *mask = job->mask ? job->mask + i * WIDTH + s : 0;
    switch (job->activation) {
      case DENSE_LINEAR: break;
      case DENSE_RELU:
        DENSE_UNROLL for (int r = 0; r < rows; r++) {
          DENSE_UNROLL for (int v = 0; v < VECTORS; v++) {
            vector value = LOAD(h + r * WIDTH + v * LANES);
            sum[r][v] = value > 0.0f ? sum[r][v] : (vector)0.0f;
          }
        }
        break;
      case DENSE_SIGMOID:
        DENSE_UNROLL for (int r = 0; r < rows; r++) {
          DENSE_UNROLL for (int v = 0; v < VECTORS; v++) {
            vector value = LOAD(h + r * WIDTH + v * LANES);
            sum[r][v] *= value * (1.0f - value);
          }
        }
        break;
      default:
        DENSE_UNROLL for (int r = 0; r < rows; r++) {
          DENSE_UNROLL for (int v = 0; v < VECTORS; v++) {
            vector value = LOAD(h + r * WIDTH + v * LANES);
            sum[r][v] *= 1.0f - value * value;
          }
        }
        break;
    }
    if (mask) {
      DENSE_UNROLL for (int r = 0; r < rows; r++) {
        DENSE_UNROLL for (int v = 0; v < VECTORS; v++) sum[r][v] *= LOAD(mask + r * WIDTH + v * LANES);
      }
    }
  }
  tile_store(sum, rows, dx);
}

static void backward_tiles(int rows, const backward_job *job, int64_t i, int64_t o, const float *d, int64_t depth) {
  for (int64_t s = 0; s < WIDTH; s += TILE) {
    switch (rows) {
#define BACKWARD_TILE(R) backward_tile(R, job, i, s, o, d, depth)
      ROWS_CASES(BACKWARD_TILE)
#undef BACKWARD_TILE
    }
  }
}

void VARIANT(dense_fused_backward)(float *dx, const dense_layer *layer, const float *d, const float *h,
                                   int32_t activation, const float *mask) {
  const backward_job job = {layer, dx, h, mask, activation};
  const int64_t blocks = (layer->outputs + BLOCK - 1) / BLOCK, block = (layer->outputs + blocks - 1) / blocks;
  for (int64_t o = 0; o < layer->outputs; o += block) {
    const int64_t depth = o + block < layer->outputs ? block : layer->outputs - o;
    for (int64_t i = 0; i < layer->inputs;) {
      const int rows = tile_rows(layer->inputs - i);
      backward_tiles(rows, &job, i, o, d + o * WIDTH, depth);
      i += rows;
    }
  }
}
