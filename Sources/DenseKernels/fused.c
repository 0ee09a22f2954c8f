// Takes the compilation of each fused kernel that fits the processor.
#include "include/fused.h"
#include "include/processor.h"

#define DECLARE(BITS)                                                                                               \
  void dense_fused_forward_##BITS(float *, const dense_layer *, const float *, int32_t, const dense_rows *);        \
  void dense_fused_forward_rows_##BITS(float *, const dense_layer *, const dense_rows *, int32_t,                   \
                                       const dense_rows *, float *);                                                \
  void dense_fused_backward_##BITS(float *, const dense_layer *, const float *, const float *, int32_t,             \
                                   const float *);                                                                  \
  void dense_fused_update_##BITS(const dense_layer *, const float *, const float *, int64_t, const dense_optimizer *, \
                                 float *);                                                                          \
  void dense_fused_update_rows_##BITS(const dense_layer *, const dense_rows *, const float *, int64_t,              \
                                      const dense_optimizer *, float *);
DECLARE(512)
DECLARE(256)

void dense_fused_forward(float *out, const dense_layer *layer, const float *x, int32_t activation,
                         const dense_rows *ahead) {
  (dense_vector_bits() == 512 ? dense_fused_forward_512 : dense_fused_forward_256)(out, layer, x, activation, ahead);
}

void dense_fused_forward_rows(float *out, const dense_layer *layer, const dense_rows *rows, int32_t activation,
                              const dense_rows *ahead, float *scratch) {
  (dense_vector_bits() == 512 ? dense_fused_forward_rows_512 : dense_fused_forward_rows_256)(out, layer, rows,
                                                                                             activation, ahead, scratch);
}

void dense_fused_backward(float *dx, const dense_layer *layer, const float *d, const float *h, int32_t activation,
                          const float *mask) {
  (dense_vector_bits() == 512 ? dense_fused_backward_512 : dense_fused_backward_256)(dx, layer, d, h, activation, mask);
}

void dense_fused_update(const dense_layer *layer, const float *x, const float *d, int64_t panels,
                        const dense_optimizer *optimizer, float *scratch) {
  (dense_vector_bits() == 512 ? dense_fused_update_512 : dense_fused_update_256)(layer, x, d, panels, optimizer,
                                                                                 scratch);
}

void dense_fused_update_rows(const dense_layer *layer, const dense_rows *rows, const float *d, int64_t panels,
                             const dense_optimizer *optimizer, float *scratch) {
  (dense_vector_bits() == 512 ? dense_fused_update_rows_512 : dense_fused_update_rows_256)(layer, rows, d, panels,
                                                                                           optimizer, scratch);
}
