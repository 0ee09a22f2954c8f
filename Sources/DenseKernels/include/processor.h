// What the processor can do, and how it treats denormal numbers.
#ifndef DENSE_KERNELS_PROCESSOR_H
#define DENSE_KERNELS_PROCESSOR_H

#include <stdint.h>

/// Makes the calling thread treat denormal numbers as zero, in operands and results. Without it a weight whose
/// gradient stays zero makes the optimizer about four times slower once its running average has decayed.
void dense_flush_denormals(void);

/// Makes the calling thread compute with denormal numbers again, as IEEE 754 says.
void dense_keep_denormals(void);

/// Whether the calling thread treats denormal numbers as zero.
int dense_flushes_denormals(void);

/// Width in bits of the widest vector registers that both this build and the processor use: 512, 256 or 128.
int dense_vector_bits(void);

/// Runs `rounds` rounds of independent fused multiply-adds in the widest registers, in Float, and returns the number
/// of floating-point operations done (a multiply-add is two). 24 chains of registers: enough to fill two
/// pipelines of four cycles latency three times over. `*sink` gets a number that depends on all of them.
int64_t dense_peak_probe(int64_t rounds, float *sink);

#endif
