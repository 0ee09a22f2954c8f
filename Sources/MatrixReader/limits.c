#include "limits.h"

#include <errno.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "failure.h"

static void limit(int resource, const char *name, uint64_t value) {
  struct rlimit limit;
  if (getrlimit(resource, &limit) != 0) fail(EXIT_FILE, "the limit of %s cannot be read: %s", name, strerror(errno));
  // A stricter limit that stands already is left alone.
  if (limit.rlim_max == RLIM_INFINITY || limit.rlim_max > value) limit.rlim_max = value;
  if (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur > limit.rlim_max) limit.rlim_cur = limit.rlim_max;
  if (setrlimit(resource, &limit) != 0) fail(EXIT_FILE, "the limit of %s cannot be set: %s", name, strerror(errno));
}

limits_t set_limits(uint64_t file_size) {
  const uint64_t most = UINT64_C(1) << 46;
  if (file_size > most / 32) file_size = most / 32;
  const limits_t limits = {
      .memory = (UINT64_C(1) << 30) + 16 * file_size,
      .seconds = 30 + (unsigned)(file_size >> 20),
  };
  limit(RLIMIT_CORE, "core files", 0);
  limit(RLIMIT_CPU, "processor time", limits.seconds);
  // Libraries and their buffers come on top of the variable.
  limit(RLIMIT_AS, "memory", limits.memory + (UINT64_C(256) << 20));
  alarm(limits.seconds);
  return limits;
}
