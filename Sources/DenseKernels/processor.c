#include "dispatch.h"
#include "include/processor.h"

#if defined(__x86_64__)
#include <immintrin.h>
// Flush results to zero (bit 15), treat operands as zero (bit 6).
static const unsigned flush_bits = 0x8040;
void dense_flush_denormals(void) { _mm_setcsr(_mm_getcsr() | flush_bits); }
int dense_flushes_denormals(void) { return (_mm_getcsr() & flush_bits) == flush_bits; }
void dense_keep_denormals(void) { _mm_setcsr(_mm_getcsr() & ~flush_bits); }
int dense_vector_bits(void) {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("x86-64-v4")) return 512;
  if (__builtin_cpu_supports("x86-64-v3")) return 256;
  return 128;
}
#elif defined(__aarch64__)
static const uint64_t flush_bit = 1ull << 24;
void dense_flush_denormals(void) {
  uint64_t control;
  __asm__ volatile("mrs %0, fpcr" : "=r"(control));
  __asm__ volatile("msr fpcr, %0" : : "r"(control | flush_bit));
}
int dense_flushes_denormals(void) {
  uint64_t control;
  __asm__ volatile("mrs %0, fpcr" : "=r"(control));
  return (control & flush_bit) != 0;
}
void dense_keep_denormals(void) {
  uint64_t control;
  __asm__ volatile("mrs %0, fpcr" : "=r"(control));
  __asm__ volatile("msr fpcr, %0" : : "r"(control & ~flush_bit));
}
int dense_vector_bits(void) { return 128; }
#else
void dense_flush_denormals(void) {}
int dense_flushes_denormals(void) { return 0; }
void dense_keep_denormals(void) {}
int dense_vector_bits(void) { return 128; }
#endif

#pragma clang fp contract(fast)

// A chain is one vector register. 24 of 32 registers with AVX-512; elsewhere 12 of 16, so that nothing spills.
// They start from a number that the compiler does not know: it would compute a chain that stays where it is by itself.
#define PROBE(NAME, LANES, CHAINS, ATTRIBUTE)                                                                   \
  typedef float NAME##_vector __attribute__((ext_vector_type(LANES)));                                          \
  ATTRIBUTE static int64_t NAME(int64_t rounds, float *sink) {                                                  \
    volatile float start = 0.5f;                                                                                \
    NAME##_vector chain[CHAINS], factor = (NAME##_vector)(1.0f - 1e-7f), addend = (NAME##_vector)(1e-7f);       \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < CHAINS; i++) chain[i] = (NAME##_vector)(start + i);  \
    for (int64_t round = 0; round < rounds; round++) {                                                          \
      _Pragma("clang loop unroll(full)") for (int i = 0; i < CHAINS; i++) chain[i] = chain[i] * factor + addend; \
    }                                                                                                           \
    NAME##_vector sum = chain[0];                                                                               \
    _Pragma("clang loop unroll(full)") for (int i = 1; i < CHAINS; i++) sum += chain[i];                        \
    *sink = sum[0];                                                                                             \
    return rounds * CHAINS * LANES * 2;                                                                         \
  }

#if defined(__x86_64__)
// Without the minimal width clang splits the registers, as this architecture prefers 256 bits.
PROBE(probe_512, 16, 24, __attribute__((target("arch=x86-64-v4"), min_vector_width(512))))
PROBE(probe_256, 8, 12, __attribute__((target("arch=x86-64-v3"))))
#endif
PROBE(probe_128, 4, 12, )

int64_t dense_peak_probe(int64_t rounds, float *sink) {
#if defined(__x86_64__)
  if (dense_vector_bits() == 512) return probe_512(rounds, sink);
  if (dense_vector_bits() == 256) return probe_256(rounds, sink);
#endif
  return probe_128(rounds, sink);
}
