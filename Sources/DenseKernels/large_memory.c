#include "include/large_memory.h"

#include <stdlib.h>

#if defined(__linux__)
#include <sys/mman.h>
#endif

// From MAPPED bytes on, memory is the system's own and goes back to it at once. The library's heaps (glibc 2.36) hold on to
// freed pieces of this size with an alignment of theirs, and do not fit the next one into them: hundreds of megabytes.
enum { HUGE_PAGE = 2 << 20, MAPPED = 8 << 20 };

static size_t whole_pages(int64_t bytes) { return ((size_t)bytes + HUGE_PAGE - 1) & ~(size_t)(HUGE_PAGE - 1); }

#if defined(__linux__)
static void *map(size_t size) {
  char *start = mmap(NULL, size + HUGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (start == MAP_FAILED) return NULL;
  size_t before = -(uintptr_t)start & (HUGE_PAGE - 1);
  if (before > 0) (void)munmap(start, before);
  (void)munmap(start + before + size, HUGE_PAGE - before);
  return start + before;
}
#endif

void *dense_allocate_large(int64_t bytes) {
  if (bytes < HUGE_PAGE / 2) return aligned_alloc(64, ((size_t)bytes + 127) & ~(size_t)63);
  size_t size = whole_pages(bytes);
#if defined(__linux__)
  void *memory = bytes < MAPPED ? aligned_alloc(HUGE_PAGE, size) : map(size);
  // Without it, most of the time of writing new memory goes into page faults. A hint: failure costs only time.
  if (memory) (void)madvise(memory, size, MADV_HUGEPAGE);
  return memory;
#else
  return aligned_alloc(HUGE_PAGE, size);
#endif
}

void dense_free_large(void *memory, int64_t bytes) {
#if defined(__linux__)
  if (bytes >= MAPPED) {
    (void)munmap(memory, whole_pages(bytes));
    return;
  }
#endif
  free(memory);
}

void dense_discard_large(void *memory, int64_t bytes, int64_t kept) {
#if defined(__linux__)
  if (bytes < MAPPED) return;
  size_t first = whole_pages(kept), size = whole_pages(bytes);
  if (first < size) (void)madvise((char *)memory + first, size - first, MADV_DONTNEED);
#endif
}
