// g = d transpose(x) in registers and one optimizer step on it, see fused.h. Loops: panels of 64 inputs, whose numbers
// stand batch-major in scratch (16 KB for each panel of the batch); inside them tiles of 6 outputs x 64 inputs.
#include "include/fused.h"
#include "packing.h"
#include "row_tiles.h"
#include "transposition.h"

#pragma clang fp contract(fast)

enum { WIDTH = DENSE_PANEL_WIDTH, LANES = DENSE_LANES, VECTORS = WIDTH / LANES };

typedef struct {
  float rate, decay, rest, momentum, momentum_rest, epsilon;
  int32_t rule;
} update_rule;

typedef struct {
  const dense_layer *layer;
  const float *d, *scratch;
  int64_t panels;
  update_rule rule;
  // Which lanes of a tile's last vector are weights rather than padding.
  dense_i16 kept;
} update_job;

// One step on 16 weights w with the averages s and t and the gradient g; formulas at dense_update. `kept`, where
// not null, keeps the padding zero, which 0 / (0 + 0) would not with an epsilon of zero.
DENSE_WIDE_INLINE void step(const int rule, const update_rule *u, float *w, float *s, float *t, dense_v16 g,
                            const dense_i16 *kept) {
  dense_v16 change;
  if (rule == DENSE_DESCENT) {
    change = u->rate * g;
  } else {
    dense_v16 square = u->decay * DENSE_LOAD(s) + u->rest * g * g;
    DENSE_STORE(s, square);
    dense_v16 numerator = g;
    if (rule == DENSE_ADAM) {
      numerator = u->momentum * DENSE_LOAD(t) + u->momentum_rest * g;
      DENSE_STORE(t, numerator);
    }
    dense_v16 root = rule == DENSE_RMSPROP_INSIDE ? __builtin_elementwise_sqrt(square + u->epsilon)
                                                  : __builtin_elementwise_sqrt(square) + u->epsilon;
    change = u->rate * numerator / root;
  }
  if (kept) change = *kept ? change : (dense_v16)0.0f;
  DENSE_STORE(w, DENSE_LOAD(w) - change);
}

// Tile of `rows` outputs from `o` x `vectors` * 16 inputs from `i`. The next tile begins `next` numbers into the weights.
DENSE_WIDE_INLINE void update_tile(int rows, int vectors, const update_job *job, int64_t o, int64_t i,
                                   int64_t next) {
  const dense_layer *layer = job->layer;
  const int64_t stride = layer->stride;
  dense_v16 sum[DENSE_TILE_ROWS][VECTORS];
  DENSE_UNROLL for (int r = 0; r < rows; r++) {
    DENSE_UNROLL for (int v = 0; v < vectors; v++) sum[r][v] = (dense_v16)0.0f;
  }
  for (int64_t p = 0; p < job->panels; p++) {
    const float *d = job->d + (p * layer->outputs + o) * WIDTH, *x = job->scratch + p * DENSE_UPDATE_SCRATCH;
    for (int64_t k0 = 0; k0 < WIDTH; k0 += 8) {
      const int64_t line = next + k0 / 8 * stride;
      if (p == 0 && k0 / 8 < rows) {
        DENSE_UNROLL for (int v = 0; v < vectors; v++) {
          __builtin_prefetch(layer->weights + line + v * LANES, 1);
          __builtin_prefetch(layer->squares + line + v * LANES, 1);
        }
        if (job->rule.rule == DENSE_ADAM) {
          DENSE_UNROLL for (int v = 0; v < vectors; v++) __builtin_prefetch(layer->means + line + v * LANES, 1);
        }
      }
      for (int64_t k = k0; k < k0 + 8; k++) {
        dense_v16 row[VECTORS];
        DENSE_UNROLL for (int v = 0; v < vectors; v++) row[v] = DENSE_LOAD(x + k * WIDTH + v * LANES);
        DENSE_UNROLL for (int r = 0; r < rows; r++) {
          dense_v16 factor = (dense_v16)d[r * WIDTH + k];
          DENSE_UNROLL for (int v = 0; v < vectors; v++) sum[r][v] += factor * row[v];
        }
      }
    }
  }
  const int64_t offset = o * stride + i;
  float *w = layer->weights + offset, *s = layer->squares + offset, *t = layer->means + offset;
#define DENSE_STEPS(RULE)                                                                          \
  DENSE_UNROLL for (int r = 0; r < rows; r++) {                                                    \
    DENSE_UNROLL for (int v = 0; v < vectors; v++) {                                               \
      const int64_t at = r * stride + v * LANES;                                                   \
      step(RULE, &job->rule, w + at, s + at, t + at, sum[r][v],                                    \
           v == vectors - 1 ? &job->kept : 0);                                          \
    }                                                                                              \
  }
  switch (job->rule.rule) {
    case DENSE_DESCENT: DENSE_STEPS(DENSE_DESCENT) break;
    case DENSE_RMSPROP: DENSE_STEPS(DENSE_RMSPROP) break;
    case DENSE_RMSPROP_INSIDE: DENSE_STEPS(DENSE_RMSPROP_INSIDE) break;
    default: DENSE_STEPS(DENSE_ADAM) break;
  }
#undef DENSE_STEPS
}

DENSE_WIDE static void update_tile_of(int rows, int vectors, const update_job *job, int64_t o, int64_t i,
                                      int64_t next) {
#define DENSE_CASE(ROWS, COUNT) \
  case ROWS * 8 + COUNT: update_tile(ROWS, COUNT, job, o, i, next); break;
#define DENSE_CASES(ROWS) DENSE_CASE(ROWS, 1) DENSE_CASE(ROWS, 2) DENSE_CASE(ROWS, 3) DENSE_CASE(ROWS, 4)
  switch (rows * 8 + vectors) {
    DENSE_CASES(1) DENSE_CASES(2) DENSE_CASES(3) DENSE_CASES(4) DENSE_CASES(5)
    DENSE_CASE(6, 1) DENSE_CASE(6, 2) DENSE_CASE(6, 3)
    default: update_tile(6, VECTORS, job, o, i, next); break;
  }
#undef DENSE_CASES
#undef DENSE_CASE
}

static update_rule rule_of(const dense_optimizer *optimizer) {
  return (update_rule){(float)optimizer->rate,
                       (float)optimizer->decay,
                       (float)(1 - optimizer->decay),
                       (float)optimizer->momentum,
                       (float)(1 - optimizer->momentum),
                       (float)optimizer->epsilon,
                       optimizer->rule};
}

// The inputs i … i + width - 1 of the whole batch are in scratch: updates their weights.
DENSE_WIDE static void update_columns(update_job *job, int64_t i, int64_t width) {
  const dense_layer *layer = job->layer;
  const int vectors = (int)((width + LANES - 1) / LANES);
  for (int lane = 0; lane < LANES; lane++) job->kept[lane] = (vectors - 1) * LANES + lane < width ? -1 : 0;
  for (int64_t o = 0; o < layer->outputs;) {
    const int rows = dense_tile_rows(layer->outputs - o);
    const int64_t after = o + rows;
    // After the last tile come the next 64 inputs of the first outputs.
    const int64_t next = after < layer->outputs ? after * layer->stride + i : i + width < layer->inputs ? i + width : 0;
    update_tile_of(rows, vectors, job, o, i, next);
    o = after;
  }
}

// The bias of 16 outputs at a time: the sums over the samples, transposed, are one vector of gradients.
DENSE_WIDE static void update_bias(const update_job *job, const dense_optimizer *optimizer) {
  const dense_layer *layer = job->layer;
  for (int64_t o = 0; o < layer->outputs; o += LANES) {
    const int64_t count = o + LANES < layer->outputs ? LANES : layer->outputs - o;
    float sums[LANES][LANES], columns[LANES][LANES], gradient[LANES];
    const float *rows[LANES];
    for (int64_t r = 0; r < LANES; r++) {
      dense_v16 sum = (dense_v16)0.0f;
      for (int64_t p = 0; r < count && p < job->panels; p++) {
        const float *d = job->d + (p * layer->outputs + o + r) * WIDTH;
        DENSE_UNROLL for (int v = 0; v < VECTORS; v++) sum += DENSE_LOAD(d + v * LANES);
      }
      DENSE_STORE(sums[r], sum);
      rows[r] = sums[r];
    }
    dense_transpose_16x16(columns[0], LANES, rows);
    dense_v16 total = (dense_v16)0.0f;
    DENSE_UNROLL for (int r = 0; r < LANES; r++) total += DENSE_LOAD(columns[r]);
    DENSE_STORE(gradient, total);
    dense_update_f(layer->bias + o, layer->bias_squares + o, layer->bias_means + o, count, gradient, count, 1, count,
                   optimizer);
  }
}

DENSE_WIDE void dense_fused_update(const dense_layer *layer, const float *x, const float *d, int64_t panels,
                                   const dense_optimizer *optimizer, float *scratch) {
  update_job job = {layer, d, scratch, panels, rule_of(optimizer), (dense_i16)0};
  for (int64_t i = 0; i < layer->inputs; i += WIDTH) {
    const int64_t width = i + WIDTH < layer->inputs ? WIDTH : layer->inputs - i;
    for (int64_t p = 0; p < panels; p++)
      dense_pack_panel(scratch + p * DENSE_UPDATE_SCRATCH, x + (p * layer->inputs + i) * WIDTH, width);
    update_columns(&job, i, width);
  }
  update_bias(&job, optimizer);
}

DENSE_WIDE void dense_fused_update_rows(const dense_layer *layer, const dense_rows *rows, const float *d,
                                        int64_t panels, const dense_optimizer *optimizer, float *scratch) {
  update_job job = {layer, d, scratch, panels, rule_of(optimizer), (dense_i16)0};
  for (int64_t i = 0; i < layer->inputs; i += WIDTH) {
    const int64_t width = i + WIDTH < layer->inputs ? WIDTH : layer->inputs - i;
    for (int64_t p = 0; p < panels; p++)
      dense_pack_rows(scratch + p * DENSE_UPDATE_SCRATCH, rows + p, i, width);
    update_columns(&job, i, width);
  }
  update_bias(&job, optimizer);
}
