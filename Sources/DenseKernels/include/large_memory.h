// Memory for many rows.
#ifndef DENSE_KERNELS_LARGE_MEMORY_H
#define DENSE_KERNELS_LARGE_MEMORY_H

#include <stdint.h>

/// Memory aligned to 64 bytes, not set to anything; large pieces on huge pages where the system has them. NULL if there
/// is not enough.
void *dense_allocate_large(int64_t bytes);

/// Frees it; `bytes` as they were asked for.
void dense_free_large(void *memory, int64_t bytes);

/// Gives back to the system what lies beyond the first `kept` bytes of it, where it is whole pages. Nobody may use that
/// again; the rest is freed as before.
void dense_discard_large(void *memory, int64_t bytes, int64_t kept);

#endif
