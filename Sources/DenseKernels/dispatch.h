// One source, several compilations: the loader takes the one that fits the processor.
#ifndef DENSE_KERNELS_DISPATCH_H
#define DENSE_KERNELS_DISPATCH_H

#if defined(__x86_64__) && defined(__linux__)
#define DENSE_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define DENSE_CLONES
#endif

#define DENSE_INLINE static inline __attribute__((always_inline))

#endif
