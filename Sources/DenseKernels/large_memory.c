#include "include/large_memory.h"

#include <stdlib.h>

#if defined(__linux__)
#include <sys/mman.h>
#endif

enum { HUGE_PAGE = 2 << 20 };

void *dense_allocate_large(int64_t bytes) {
  if (bytes < HUGE_PAGE / 2) return aligned_alloc(64, ((size_t)bytes + 127) & ~(size_t)63);
  size_t size = ((size_t)bytes + HUGE_PAGE - 1) & ~(size_t)(HUGE_PAGE - 1);
  void *memory = aligned_alloc(HUGE_PAGE, size);
#if defined(__linux__)
  // Without it, most of the time of writing new memory goes into page faults. A hint: failure costs only time.
  if (memory) (void)madvise(memory, size, MADV_HUGEPAGE);
#endif
  return memory;
}

void dense_free_large(void *memory) { free(memory); }
