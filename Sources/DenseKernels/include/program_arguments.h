// The command line, as the system gave it to the program.
#ifndef DENSE_KERNELS_PROGRAM_ARGUMENTS_H
#define DENSE_KERNELS_PROGRAM_ARGUMENTS_H

#include <stdint.h>

/// Number of words of the command line, the program's name among them; 0 where the C library does not hand them on.
int32_t dense_argument_count(void);

/// One of the words.
const char *dense_argument(int32_t index);

#endif
