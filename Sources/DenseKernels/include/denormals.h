// How the processor treats denormal numbers.
#ifndef DENSE_KERNELS_DENORMALS_H
#define DENSE_KERNELS_DENORMALS_H

/// Makes the calling thread treat denormal numbers as zero, in operands and results. Without it a weight whose
/// gradient stays zero makes the optimizer about four times slower once its running average has decayed.
void dense_flush_denormals(void);

/// Makes the calling thread compute with denormal numbers again, as IEEE 754 says.
void dense_keep_denormals(void);

/// Whether the calling thread treats denormal numbers as zero.
int dense_flushes_denormals(void);

#endif
