// The kernels for every processor of the architecture.
#define DENSE_VECTOR_BITS 128
#include "variants.h"

#include "kernels.h"
