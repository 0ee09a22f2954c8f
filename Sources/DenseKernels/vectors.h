// Registers of sixteen or eight Floats, for the kernels that hold a tile of the result in them.
//
// The code is plain C on vector types. Everywhere but on x86-64 with AVX-512 (or AVX2, for eight) it compiles to
// narrower instructions and is correct but slow: the caller asks dense_vector_bits() first.
#ifndef DENSE_KERNELS_VECTORS_H
#define DENSE_KERNELS_VECTORS_H

#include "dispatch.h"

#include <stdint.h>

#if defined(__x86_64__)
// Compiled for AVX-512 alone: a tile for 32 registers of 16 lanes would spill with fewer.
// Clang would otherwise split vectors of 512 bits, which this architecture prefers not to use.
#define DENSE_WIDE __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))
// The same for AVX2, with 16 registers of 8 lanes.
#define DENSE_NARROW __attribute__((target("arch=x86-64-v3")))
#else
#define DENSE_WIDE
#define DENSE_NARROW
#endif

// Unrolled completely, so that arrays of vectors become registers.
#define DENSE_UNROLL _Pragma("clang loop unroll(full)")

enum { DENSE_LANES = 16 };

typedef float dense_v16 __attribute__((ext_vector_type(16)));
// Sixteen Floats in memory, at any address of a Float.
typedef float dense_v16_memory __attribute__((ext_vector_type(16), aligned(4)));

typedef float dense_v8 __attribute__((ext_vector_type(8)));
typedef float dense_v8_memory __attribute__((ext_vector_type(8), aligned(4)));

#define DENSE_LOAD(pointer) (*(const dense_v16_memory *)(pointer))
#define DENSE_STORE(pointer, vector) (*(dense_v16_memory *)(pointer) = (vector))

#endif
