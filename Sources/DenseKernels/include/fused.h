// One fully connected layer in Float by register tiles, for processors with AVX-512 or AVX2: dense_vector_bits() >= 256.
//
// Layouts. Weights w and their running averages: (outputs, inputs) row-major with a common row stride of at least
// `inputs` rounded up to 16; the padding is zero and stays zero. A panel: 64 samples feature-major, element (feature f,
// sample s) at [f * 64 + s]. Several panels of one batch follow one another. Addresses are best multiples of 64 bytes.
//
// A tile is 6 features x 64 samples (or 6 x 64 weights), 24 registers of 16 lanes, or 6 x 16, 12 registers of 8 lanes.
#ifndef DENSE_KERNELS_FUSED_H
#define DENSE_KERNELS_FUSED_H

#include "elementwise.h"

#include <stdint.h>

/// The numbers of one layer. `means` are used by Adam alone and may equal `squares` otherwise.
typedef struct {
  int64_t inputs, outputs, stride;
  float *weights, *squares, *means;
  float *bias, *bias_squares, *bias_means;
} dense_layer;

/// Up to 64 rows of a row-major matrix, in a given order: row s is at base + indices[s] * stride.
typedef struct {
  const float *base;
  int64_t stride;
  const int32_t *indices;
  int64_t count;
} dense_rows;

enum {
  /// Most features of the input that a forward tile adds up before the next tile's turn: 64 x 128 Floats are 32 KB.
  DENSE_FORWARD_BLOCK = 128,
  /// Floats of scratch for dense_fused_forward_rows.
  DENSE_FORWARD_SCRATCH = DENSE_FORWARD_BLOCK * DENSE_PANEL_WIDTH,
  /// Floats of scratch for dense_fused_update, for each panel of the batch.
  DENSE_UPDATE_SCRATCH = 64 * DENSE_PANEL_WIDTH
};

/// out[o][s] = activation(bias[o] + sum over i of w[o][i] x[i][s]), x an input panel.
/// `ahead`, if not null: rows of `outputs` numbers that will be read next, such as the targets of the last layer; they
/// are asked into the cache meanwhile.
void dense_fused_forward(float *out, const dense_layer *layer, const float *x, int32_t activation,
                         const dense_rows *ahead);

/// The same with x[i][s] = rows[s][i], and 0 for s >= rows->count. Reads the rows once.
void dense_fused_forward_rows(float *out, const dense_layer *layer, const dense_rows *rows, int32_t activation,
                              const dense_rows *ahead, float *scratch);

/// dx[i][s] = derivative(h[i][s]) * mask[i][s] * sum over o of w[o][i] d[o][s], with the derivative of the activation
/// that made h, as in dense_activation_gradient. No mask (null) counts as ones.
void dense_fused_backward(float *dx, const dense_layer *layer, const float *d, const float *h, int32_t activation,
                          const float *mask);

/// One optimizer step with g[o][i] = sum over panels p and samples s of d[p][o][s] x[p][i][s], and with
/// sum d[p][o][s] for the bias, which does not shrink; formulas at dense_update. Columns of d that belong to no sample must be zero.
/// The gradient never exists in memory.
void dense_fused_update(const dense_layer *layer, const float *x, const float *d, int64_t panels,
                        const dense_optimizer *optimizer, float *scratch);

/// The same with x[p][i][s] = rows[p][s][i], and 0 for s >= rows[p].count.
void dense_fused_update_rows(const dense_layer *layer, const dense_rows *rows, const float *d, int64_t panels,
                             const dense_optimizer *optimizer, float *scratch);

#endif
