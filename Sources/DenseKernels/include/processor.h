// What the processor can do.
#ifndef DENSE_KERNELS_PROCESSOR_H
#define DENSE_KERNELS_PROCESSOR_H

#include <stdint.h>

/// Width in bits of the widest vector registers that both this build and the processor use: 512, 256 or 128.
int dense_vector_bits(void);

// The same of the processor itself, whatever CROSSMODAL_INSTRUCTIONS hides.
int dense_processor_bits(void);

/// Whether both have instructions that multiply and add four pairs of bytes where others multiply one pair of Float (VNNI).
int dense_multiplies_bytes(void);

/// Whether both have instructions that multiply 16 rows of 64 bytes by as many others at once (AMX), and the system lets this
/// process use them, for which it is asked the first time.
int dense_multiplies_tiles(void);

/// Runs `rounds` rounds of independent fused multiply-adds in the widest registers, in Float, and returns the number
/// of floating-point operations done (a multiply-add is two). 24 chains of registers: enough to fill two
/// pipelines of four cycles latency three times over. `*sink` gets a number that depends on all of them.
int64_t dense_peak_probe(int64_t rounds, float *sink);

#endif
