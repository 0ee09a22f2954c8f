// The kernels for AVX2 with FMA.
#define DENSE_VECTOR_BITS 256
#include "variants.h"

#if DENSE_HAS_VARIANTS
// Tuned for no processor in particular, as the other variants.
#pragma clang attribute push(__attribute__((target("arch=x86-64-v3,tune=x86-64"))), apply_to = function)
#include "kernels.h"
#pragma clang attribute pop
#endif
