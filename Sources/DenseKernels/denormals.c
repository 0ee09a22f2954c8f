#include "include/denormals.h"

#include <stdint.h>

#if defined(__x86_64__)
#include <immintrin.h>
// Flush results to zero (bit 15), treat operands as zero (bit 6).
static const unsigned flush_bits = 0x8040;
void dense_flush_denormals(void) { _mm_setcsr(_mm_getcsr() | flush_bits); }
int dense_flushes_denormals(void) { return (_mm_getcsr() & flush_bits) == flush_bits; }
void dense_keep_denormals(void) { _mm_setcsr(_mm_getcsr() & ~flush_bits); }
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
#else
void dense_flush_denormals(void) {}
int dense_flushes_denormals(void) { return 0; }
void dense_keep_denormals(void) {}
#endif
