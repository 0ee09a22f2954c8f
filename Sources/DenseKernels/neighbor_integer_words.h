// What the products of whole numbers of both sizes share.

typedef int32_t words __attribute__((ext_vector_type(LANES)));
typedef int32_t memory_words __attribute__((ext_vector_type(LANES), aligned(4)));

// Bit l of the word: whether x[l] > y[l].
DENSE_INLINE uint64_t greater_words(const words *x, const words *y) {
  typedef _Bool bits __attribute__((ext_vector_type(LANES)));
  bits greater = __builtin_convertvector(*x > *y, bits);
  uint16_t word = 0;
  memcpy(&word, &greater, LANES / 8);
  return word;
}

#define BYTES 1
#include "neighbor_integer_tiles_template.h"
#undef BYTES
#define BYTES 0
#include "neighbor_integer_tiles_template.h"
#undef BYTES
