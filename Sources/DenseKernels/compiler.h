// What C has no words for.
#ifndef DENSE_KERNELS_COMPILER_H
#define DENSE_KERNELS_COMPILER_H

#define DENSE_INLINE static inline __attribute__((always_inline))

// Unrolled completely, so that arrays of vectors become registers.
#define DENSE_UNROLL _Pragma("clang loop unroll(full)")

#endif
