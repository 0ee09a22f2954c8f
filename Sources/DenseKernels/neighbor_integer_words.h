// What the products of whole numbers of both sizes share.

typedef int32_t words __attribute__((ext_vector_type(LANES)));
typedef int32_t memory_words __attribute__((ext_vector_type(LANES), aligned(4)));


#define BYTES 1
#include "neighbor_integer_tiles_template.h"
#undef BYTES
#define BYTES 0
#include "neighbor_integer_tiles_template.h"
#undef BYTES
