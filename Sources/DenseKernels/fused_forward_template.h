// out = activation(W x + b), see fused.h. Loops: blocks of BLOCK inputs, whose panel stays in the first-level cache;
// inside them 6 outputs at a time, whose weights stay there for the tiles of all samples. Partial sums wait in `out`.

#pragma clang fp contract(fast)

// What the tiles of one call have in common.
typedef struct {
  const dense_layer *layer;
  float *out;
  int32_t activation;
} forward_job;

// Whether bias and activation are applied after the product.
DENSE_INLINE int is_separate(const forward_job *job) {
  return job->activation == DENSE_SIGMOID || job->activation == DENSE_TANH;
}

// Tile of `rows` outputs from `o` x TILE samples from `s`: out[o + r][s] (+)= sum over k < depth of w[o + r][i + k]
// x[k][s]. The sum begins with the bias (i == 0) or with what is in `out`. `next` is where the weights of the next
// outputs stand.
DENSE_INLINE void forward_tile(int rows, const forward_job *job, int64_t o, int64_t s, int64_t i, const float *x,
                               int64_t depth, const float *next) {
  const dense_layer *layer = job->layer;
  const int64_t stride = layer->stride;
  const float *w = layer->weights + o * stride + i;
  float *out = job->out + o * WIDTH + s;
  const int separate = is_separate(job);
  vector sum[ROWS][VECTORS];
  if (i == 0) {
    DENSE_UNROLL for (int r = 0; r < rows; r++) {
      DENSE_UNROLL for (int v = 0; v < VECTORS; v++) sum[r][v] = (vector)(separate ? 0.0f : layer->bias[o + r]);
    }
  } else {
    tile_load(sum, rows, out);
  }
  for (int64_t k0 = 0; k0 < depth; k0 += LINE) {
    if (s == 0) DENSE_UNROLL for (int r = 0; r < rows; r++) __builtin_prefetch(next + r * stride + k0);
    const int64_t end = k0 + LINE < depth ? k0 + LINE : depth;
    for (int64_t k = k0; k < end; k++) tile_add_products(sum, rows, VECTORS, w + k, stride, x + k * WIDTH + s);
  }
  const int last = i + depth == layer->inputs;
  if (last && job->activation == DENSE_RELU) {
    // Written so that a NaN stays a NaN: a diverged fit must be seen.
    DENSE_UNROLL for (int r = 0; r < rows; r++) {
      DENSE_UNROLL for (int v = 0; v < VECTORS; v++) sum[r][v] = sum[r][v] < 0.0f ? (vector)0.0f : sum[r][v];
    }
  }
  tile_store(sum, rows, out);
}

static void forward_tiles(int rows, const forward_job *job, int64_t o, int64_t i, const float *x, int64_t depth,
                          const float *next) {
  for (int64_t s = 0; s < WIDTH; s += TILE) {
    switch (rows) {
#define FORWARD_TILE(R) forward_tile(R, job, o, s, i, x, depth, next)
      ROWS_CASES(FORWARD_TILE)
#undef FORWARD_TILE
    }
  }
  // The exponentials need the registers: a second pass over the results while they are in the first-level cache.
  if (i + depth == job->layer->inputs && is_separate(job))
    VARIANT(dense_bias_activation_f)(job->out + o * WIDTH, job->layer->bias + o, rows, job->activation);
}

static void forward_block(const forward_job *job, int64_t i, const float *x, int64_t depth, row_prefetch *ahead) {
  const dense_layer *layer = job->layer;
  for (int64_t o = 0; o < layer->outputs;) {
    const int rows = tile_rows(layer->outputs - o);
    // After the last tile of a block comes the first one of the next; after the last block nothing is known.
    const int64_t after = o + rows < layer->outputs ? o + rows : 0;
    const int64_t column = after > 0 ? i : i + depth < layer->inputs ? i + depth : 0;
    row_prefetch_some(ahead);
    forward_tiles(rows, job, o, i, x, depth, layer->weights + after * layer->stride + column);
    o += rows;
  }
}

// Inputs of a block: blocks of about equal size, whole cache lines of weights.
DENSE_INLINE int64_t block_depth(int64_t inputs) {
  const int64_t blocks = (inputs + BLOCK - 1) / BLOCK;
  const int64_t lines = (inputs + LINE - 1) / LINE;
  return (lines + blocks - 1) / blocks * LINE;
}

void VARIANT(dense_fused_forward)(float *out, const dense_layer *layer, const float *x, int32_t activation,
                                  const dense_rows *ahead) {
  const forward_job job = {layer, out, activation};
  const int64_t block = block_depth(layer->inputs), blocks = (layer->inputs + block - 1) / block;
  row_prefetch rows = row_prefetch_begin(ahead, 0, layer->outputs, blocks * tile_count(layer->outputs));
  for (int64_t i = 0; i < layer->inputs; i += block) {
    const int64_t depth = i + block < layer->inputs ? block : layer->inputs - i;
    forward_block(&job, i, x + i * WIDTH, depth, &rows);
  }
}

void VARIANT(dense_fused_forward_rows)(float *out, const dense_layer *layer, const dense_rows *rows, int32_t activation,
                                       const dense_rows *ahead, float *scratch) {
  const forward_job job = {layer, out, activation};
  const int64_t block = block_depth(layer->inputs), tiles = tile_count(layer->outputs);
  for (int64_t i = 0; i < layer->inputs; i += block) {
    const int64_t depth = i + block < layer->inputs ? block : layer->inputs - i;
    pack_columns(scratch, rows, i, depth);
    const int64_t left = layer->inputs - i - depth;
    row_prefetch next = left > 0 ? row_prefetch_begin(rows, i + depth, left < block ? left : block, tiles)
                                 : row_prefetch_begin(ahead, 0, layer->outputs, tiles);
    forward_block(&job, i, scratch, depth, &next);
  }
}
