// The kernels for AVX-512.
#define DENSE_VECTOR_BITS 512
#include "variants.h"

#if DENSE_HAS_VARIANTS
// Tuned for no processor in particular: the tuning that belongs to this level splits vectors of 512 bits.
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4,tune=x86-64"))), apply_to = function)
#include "kernels.h"
#pragma clang attribute pop
#endif
