// The choice among the variants of variants.h, made once for each kernel when the program is loaded.
#include "variants.h"

// Sanitizers are not ready when the loader asks.
#define BEFORE_START __attribute__((disable_sanitizer_instrumentation))

#if DENSE_HAS_VARIANTS

BEFORE_START static int vector_bits(void) {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("x86-64-v4")) return 512;
  if (__builtin_cpu_supports("x86-64-v3")) return 256;
  return 128;
}

#define DENSE_KERNEL(name)                                                      \
  DENSE_DECLARE_VARIANT(name, name##_512)                                       \
  DENSE_DECLARE_VARIANT(name, name##_256)                                       \
  DENSE_DECLARE_VARIANT(name, name##_128)                                       \
  BEFORE_START static __typeof__(name) *choose_##name(void) {                   \
    const int bits = vector_bits();                                             \
    return bits == 512 ? name##_512 : bits == 256 ? name##_256 : name##_128;    \
  }                                                                             \
  __typeof__(name) name __attribute__((ifunc("choose_" #name)));
#include "kernel_list.h"

#else

static int vector_bits(void) { return 128; }

#endif

int dense_vector_bits(void) { return vector_bits(); }
