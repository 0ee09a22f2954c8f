// Memory for many rows.
#ifndef DENSE_KERNELS_LARGE_MEMORY_H
#define DENSE_KERNELS_LARGE_MEMORY_H

#include <stdint.h>

/// Memory aligned to 64 bytes, not set to anything; large pieces on huge pages where the system has them. NULL if there
/// is not enough.
void *dense_allocate_large(int64_t bytes);

/// Frees it.
void dense_free_large(void *memory);

#endif
