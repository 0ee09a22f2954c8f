// g = d transpose(x) in registers and one optimizer step on it, see fused.h. Loops: panels of 64 inputs, whose numbers
// stand batch-major in scratch (16 KB for each panel of the batch); inside them tiles of 6 outputs x TILE inputs.
//
// The step divides and takes roots, which would leave the multipliers idle. So with DEFERS_STEPS a tile leaves its gradient
// in a buffer, and the next tile takes the steps between its own multiply-adds: those of half a column of vectors for
// every chunk of samples. Tiles of narrower registers take their steps at their end, which is 5 % faster there: their
// time goes into moving weights and averages between the caches.

#pragma clang fp contract(fast)

#if DENSE_VECTOR_BITS == 512
enum { DEFERS_STEPS = 1 };
// The loops over an optimizer's steps: 24 a tile would be too much code.
#define UNROLL_STEPS
#else
enum { DEFERS_STEPS = 0 };
// 12 a tile, with places known to the compiler: about 4 % of the gradient.
#define UNROLL_STEPS DENSE_UNROLL
#endif

enum { CHUNKS = 2 * VECTORS, CHUNK_SAMPLES = WIDTH / CHUNKS, CHUNK_ROWS = ROWS / 2 };

// The gradient of a tile whose step is still to be taken: vector v of row r belongs to the weights at
// offset + r * stride + v * LANES.
typedef struct {
  int64_t offset, rows, vectors;
  vector gradient[VECTORS][ROWS];
} pending_tile;

typedef struct {
  const dense_layer *layer;
  const float *d, *scratch;
  int64_t panels;
  update_rule rule;
  pending_tile pending;
  row_prefetch ahead;
} update_job;

// The step on the vector of weights at a place.
DENSE_INLINE void step_at(int rule, const update_job *job, int64_t place, const vector *gradient) {
  const dense_layer *layer = job->layer;
  optimizer_step(rule, &job->rule, layer->weights + place, layer->squares + place, layer->means + place, gradient);
}

// The steps on the pending vectors of one chunk. Column by column: the lines of one row after another, which are
// contiguous, would be 5 % slower on weights that fill the third-level cache.
DENSE_INLINE void pending_steps(int rule, const update_job *job, int64_t chunk) {
  const dense_layer *layer = job->layer;
  const pending_tile *pending = &job->pending;
  const int64_t v = chunk / 2, first = chunk % 2 * CHUNK_ROWS;
  if (!DEFERS_STEPS || v >= pending->vectors) return;
  for (int64_t r = first; r < first + CHUNK_ROWS; r++) {
    if (r >= pending->rows) break;
    const int64_t place = pending->offset + r * layer->stride + v * LANES;
    step_at(rule, job, place, &pending->gradient[v][r]);
  }
}

// Asks for the weights and averages that the steps will soon touch: of this tile, whose steps the next tile takes, or of
// the tile that stands ROWS outputs farther, four tiles later. The last ones ask for what nobody needs, which is harmless.
DENSE_INLINE void prefetch_steps(int rule, const update_job *job, int64_t chunk, int64_t offset, int rows,
                                 int vectors) {
  const dense_layer *layer = job->layer;
  const int64_t v = chunk / 2, first = chunk % 2 * CHUNK_ROWS;
  if (v >= vectors || v * LANES % LINE != 0) return;
  UNROLL_STEPS for (int64_t r = first; r < first + CHUNK_ROWS; r++) {
    if (r >= rows) break;
    const int64_t place = offset + (DEFERS_STEPS ? r : r + ROWS) * layer->stride + v * LANES;
    __builtin_prefetch(layer->weights + place, 1);
    if ((rule & ~SHRINKS) != DENSE_DESCENT) __builtin_prefetch(layer->squares + place, 1);
    if ((rule & ~SHRINKS) == DENSE_ADAM) __builtin_prefetch(layer->means + place, 1);
  }
}

// Tile of `rows` outputs from `o` x `vectors` * LANES inputs from `i`, which are at column `c` of the scratch memory;
// takes the steps of the tile before, or its own.
DENSE_INLINE void update_tile(int rule, int rows, int vectors, update_job *job, int64_t o, int64_t i, int64_t c) {
  const dense_layer *layer = job->layer;
  const int64_t offset = o * layer->stride + i;
  vector sum[ROWS][VECTORS];
  tile_clear(sum, rows, vectors);
  for (int64_t p = 0; p < job->panels; p++) {
    const float *d = job->d + (p * layer->outputs + o) * WIDTH, *x = job->scratch + p * DENSE_UPDATE_SCRATCH + c;
    UNROLL_STEPS for (int chunk = 0; chunk < CHUNKS; chunk++) {
      if (p == 0) prefetch_steps(rule, job, chunk, offset, rows, vectors);
      const int64_t end = (chunk + 1) * CHUNK_SAMPLES;
      // Not unrolled: the boundaries keep the compiler from mixing the steps in, for which there are no registers.
      _Pragma("clang loop unroll(disable)") for (int64_t k = end - CHUNK_SAMPLES; k < end; k++)
        tile_add_products(sum, rows, vectors, d + k, WIDTH, x + k * WIDTH);
      if (DEFERS_STEPS && p == 0) pending_steps(rule, job, chunk);
    }
  }
  if (!DEFERS_STEPS) {
    DENSE_UNROLL for (int r = 0; r < rows; r++) {
      DENSE_UNROLL for (int v = 0; v < vectors; v++) {
        const int64_t place = offset + r * layer->stride + v * LANES;
        step_at(rule, job, place, &sum[r][v]);
      }
    }
    return;
  }
  job->pending.offset = offset;
  job->pending.rows = rows;
  job->pending.vectors = vectors;
  DENSE_UNROLL for (int r = 0; r < rows; r++) {
    DENSE_UNROLL for (int v = 0; v < vectors; v++) job->pending.gradient[v][r] = sum[r][v];
  }
}

// The inputs i … i + width - 1 of the whole batch are in scratch: updates their weights, but for the pending tile.
DENSE_INLINE void update_columns(int rule, update_job *job, int64_t i, int64_t width) {
  for (int64_t o = 0; o < job->layer->outputs;) {
    const int rows = tile_rows(job->layer->outputs - o);
    row_prefetch_some(&job->ahead);
    for (int64_t c = 0; c < width; c += TILE) {
      const int vectors = (int)(((width - c < TILE ? width - c : TILE) + LANES - 1) / LANES);
      switch (rows * 8 + vectors) {
#define UPDATE_CASE(R, V) \
  case R * 8 + V: update_tile(rule, R, V, job, o, i + c, c); break;
#define UPDATE_CASES(V) \
  UPDATE_CASE(1, V) UPDATE_CASE(2, V) UPDATE_CASE(3, V) UPDATE_CASE(4, V) UPDATE_CASE(5, V) UPDATE_CASE(6, V)
        UPDATE_CASES(1)
        UPDATE_CASES(2)
#if DENSE_VECTOR_BITS == 512
        UPDATE_CASES(3)
        UPDATE_CASES(4)
#endif
#undef UPDATE_CASES
#undef UPDATE_CASE
      }
    }
    o += rows;
  }
}

// For each rule its own compilation, without and with decay. A width of zero takes the pending steps and does nothing else.
#define RULE_COLUMNS(NAME, RULE)                                                        \
  static void update_columns_##NAME(update_job *job, int64_t i, int64_t width) {        \
    if (width > 0) {                                                                    \
      update_columns(RULE, job, i, width);                                              \
    } else {                                                                            \
      for (int64_t chunk = 0; chunk < CHUNKS; chunk++) pending_steps(RULE, job, chunk); \
    }                                                                                   \
  }
RULE_COLUMNS(descent, DENSE_DESCENT)
RULE_COLUMNS(rmsprop, DENSE_RMSPROP)
RULE_COLUMNS(rmsprop_inside, DENSE_RMSPROP_INSIDE)
RULE_COLUMNS(adam, DENSE_ADAM)
RULE_COLUMNS(shrinking_descent, DENSE_DESCENT | SHRINKS)
RULE_COLUMNS(shrinking_rmsprop, DENSE_RMSPROP | SHRINKS)
RULE_COLUMNS(shrinking_rmsprop_inside, DENSE_RMSPROP_INSIDE | SHRINKS)
RULE_COLUMNS(shrinking_adam, DENSE_ADAM | SHRINKS)
#undef RULE_COLUMNS

static void update_columns_by_rule(update_job *job, int64_t i, int64_t width) {
  switch (job->rule.rule | (job->rule.shrink != 0 ? SHRINKS : 0)) {
    case DENSE_DESCENT | SHRINKS: update_columns_shrinking_descent(job, i, width); break;
    case DENSE_RMSPROP | SHRINKS: update_columns_shrinking_rmsprop(job, i, width); break;
    case DENSE_RMSPROP_INSIDE | SHRINKS: update_columns_shrinking_rmsprop_inside(job, i, width); break;
    case DENSE_ADAM | SHRINKS: update_columns_shrinking_adam(job, i, width); break;
    case DENSE_DESCENT: update_columns_descent(job, i, width); break;
    case DENSE_RMSPROP: update_columns_rmsprop(job, i, width); break;
    case DENSE_RMSPROP_INSIDE: update_columns_rmsprop_inside(job, i, width); break;
    default: update_columns_adam(job, i, width); break;
  }
}

static void begin(update_job *job, const dense_layer *layer, const float *d, int64_t panels,
                  const dense_optimizer *optimizer, const float *scratch) {
  job->layer = layer;
  job->d = d;
  job->scratch = scratch;
  job->panels = panels;
  job->rule = update_rule_of(optimizer);
  job->pending.rows = 0;
  job->pending.vectors = 0;
  job->ahead = row_prefetch_begin(0, 0, 0, 0);
}

// The bias of LANES outputs at a time: the sums over the samples, transposed, add up to one vector of gradients.
static void update_bias(const update_job *job, const dense_optimizer *optimizer) {
  const dense_layer *layer = job->layer;
  // Biases do not decay.
  dense_optimizer step = *optimizer;
  step.shrink = 0;
  for (int64_t o = 0; o < layer->outputs; o += LANES) {
    const int64_t count = o + LANES < layer->outputs ? LANES : layer->outputs - o;
    float sums[LANES][LANES], columns[LANES][LANES], gradient[LANES];
    const float *rows[LANES];
    for (int64_t r = 0; r < LANES; r++) {
      vector sum = (vector)0.0f;
      for (int64_t p = 0; r < count && p < job->panels; p++) {
        const float *d = job->d + (p * layer->outputs + o + r) * WIDTH;
        DENSE_UNROLL for (int v = 0; v < WIDTH / LANES; v++) sum += LOAD(d + v * LANES);
      }
      STORE(sums[r], sum);
      rows[r] = sums[r];
    }
    transpose_vectors(columns[0], LANES, rows);
    vector total = (vector)0.0f;
    DENSE_UNROLL for (int r = 0; r < LANES; r++) total += LOAD(columns[r]);
    STORE(gradient, total);
    VARIANT(dense_update_f)(layer->bias + o, layer->bias_squares + o, layer->bias_means + o, count, gradient, count, 1,
                            count, &step);
  }
}

void VARIANT(dense_fused_update)(const dense_layer *layer, const float *x, const float *d, int64_t panels,
                                 const dense_optimizer *optimizer, float *scratch) {
  update_job job;
  begin(&job, layer, d, panels, optimizer, scratch);
  for (int64_t i = 0; i < layer->inputs; i += WIDTH) {
    const int64_t width = i + WIDTH < layer->inputs ? WIDTH : layer->inputs - i;
    for (int64_t p = 0; p < panels; p++)
      pack_panel(scratch + p * DENSE_UPDATE_SCRATCH, x + (p * layer->inputs + i) * WIDTH, width);
    update_columns_by_rule(&job, i, width);
  }
  update_columns_by_rule(&job, 0, 0);
  update_bias(&job, optimizer);
}

void VARIANT(dense_fused_update_rows)(const dense_layer *layer, const dense_rows *rows, const float *d, int64_t panels,
                                      const dense_optimizer *optimizer, float *scratch) {
  update_job job;
  begin(&job, layer, d, panels, optimizer, scratch);
  for (int64_t i = 0; i < layer->inputs; i += WIDTH) {
    const int64_t width = i + WIDTH < layer->inputs ? WIDTH : layer->inputs - i;
    for (int64_t p = 0; p < panels; p++)
      pack_rows(scratch + p * DENSE_UPDATE_SCRATCH, rows + p, i, width);
    const int64_t left = layer->inputs - i - width;
    // Of the first panel only: a batch seldom has another one.
    job.ahead = row_prefetch_begin(left > 0 ? rows : 0, i + width, left < WIDTH ? left : WIDTH,
                                   tile_count(layer->outputs));
    update_columns_by_rule(&job, i, width);
  }
  update_columns_by_rule(&job, 0, 0);
  update_bias(&job, optimizer);
}
