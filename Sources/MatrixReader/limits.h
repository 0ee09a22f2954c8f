#ifndef LIMITS_H
#define LIMITS_H

#include <stdint.h>

/// What the program may use, so that a damaged file cannot take the machine with it.
typedef struct {
  /// Bytes of address space, and the most that a variable may take: 1 GiB and 16 times the file.
  uint64_t memory;
  /// Seconds, of the processor and of the clock: 30 and one for each MiB of the file.
  unsigned seconds;
} limits_t;

/// The limits for a file of this size, which hold from now on: the system ends a program that exceeds the time.
limits_t set_limits(uint64_t file_size);

#endif
