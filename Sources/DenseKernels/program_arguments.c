#include "include/program_arguments.h"

static int32_t count;
static char **words;

// Swift reads /proc for them, which may not be there, or not for this process. Here glibc hands them on itself.
#if defined(__GLIBC__)
__attribute__((constructor)) static void keep(int argc, char **argv) {
  count = argc;
  words = argv;
}
#endif

int32_t dense_argument_count(void) { return count; }

const char *dense_argument(int32_t index) { return words[index]; }
