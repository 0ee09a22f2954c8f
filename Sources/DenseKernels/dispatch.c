// The choice among the variants of variants.h, made once for each kernel when the program is loaded.
#include "variants.h"

// Sanitizers are not ready when the loader asks, and no library is: neither getenv nor open can be called.
#define BEFORE_START __attribute__((disable_sanitizer_instrumentation))

#if DENSE_HAS_VARIANTS

#if defined(__linux__)
#include <fcntl.h>
#include <sys/syscall.h>

BEFORE_START static int64_t system_call(int64_t number, int64_t a, int64_t b, int64_t c) {
  int64_t result;
  __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
  return result;
}

// Reads the environment as the kernel gave it to the process. `level` is left alone where it says nothing.
BEFORE_START static void read_environment(int *level) {
  static const char path[] = "/proc/self/environ", name[] = "CROSSMODAL_INSTRUCTIONS=";
  static const char values[4][9] = {"baseline", "avx2", "avx512", "vnni"};
  int64_t file = system_call(SYS_open, (int64_t)path, O_RDONLY | O_CLOEXEC, 0);
  if (file < 0) return;
  char buffer[512], value[9] = {0};
  // Characters of the name that agree so far, -1 in another variable; characters of the value.
  int agreed = 0, length = 0;
  const int whole = (int)sizeof name - 1;
  for (int64_t count; (count = system_call(SYS_read, file, (int64_t)buffer, sizeof buffer)) > 0;) {
    for (int64_t i = 0; i < count; i++) {
      char c = buffer[i];
      if (c == 0) {
        if (agreed == whole)
          for (int v = 0; v < 4; v++) {
            int same = 1;
            for (int k = 0; k < 9; k++) same &= value[k] == values[v][k];
            if (same && length < 9) *level = v;
          }
        agreed = 0;
      } else if (agreed == whole) {
        if (length < 9) value[length] = c;
        length += length < 9;
      } else {
        agreed = agreed >= 0 && c == name[agreed] ? agreed + 1 : -1;
      }
    }
  }
  (void)system_call(SYS_close, file, 0, 0);
}
#else
BEFORE_START static void read_environment(int *level) { (void)level; }
#endif

// 0 for the least processor, 1 with AVX2 and FMA, 2 with AVX-512, 3 with VNNI, 4 with tiles of bytes (AMX) as well.
BEFORE_START static int level_of_processor(void) {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("x86-64-v4")) {
    if (!__builtin_cpu_supports("avx512vnni")) return 2;
    return __builtin_cpu_supports("amx-tile") && __builtin_cpu_supports("amx-int8") ? 4 : 3;
  }
  return __builtin_cpu_supports("x86-64-v3") ? 1 : 0;
}

// The same of what the environment leaves of it.
BEFORE_START static int instructions(void) {
  static int known = -1;
  if (known >= 0) return known;
  const int level = level_of_processor();
  int most = 4;
  read_environment(&most);
  known = level < most ? level : most;
  return known;
}

#define DENSE_KERNEL(name)                                                      \
  DENSE_DECLARE_VARIANT(name, name##_512)                                       \
  DENSE_DECLARE_VARIANT(name, name##_256)                                       \
  DENSE_DECLARE_VARIANT(name, name##_128)                                       \
  BEFORE_START static __typeof__(name) *choose_##name(void) {                   \
    const int level = instructions();                                           \
    return level >= 2 ? name##_512 : level == 1 ? name##_256 : name##_128;      \
  }                                                                             \
  __typeof__(name) name __attribute__((ifunc("choose_" #name)));
#define DENSE_INTEGER_KERNEL(name)                                              \
  DENSE_DECLARE_VARIANT(name, name##_vnni)                                      \
  DENSE_DECLARE_VARIANT(name, name##_512)                                       \
  DENSE_DECLARE_VARIANT(name, name##_256)                                       \
  DENSE_DECLARE_VARIANT(name, name##_128)                                       \
  BEFORE_START static __typeof__(name) *choose_##name(void) {                   \
    const int level = instructions();                                           \
    if (level >= 3) return name##_vnni;                                         \
    return level == 2 ? name##_512 : level == 1 ? name##_256 : name##_128;      \
  }                                                                             \
  __typeof__(name) name __attribute__((ifunc("choose_" #name)));
#include "kernel_list.h"

#else

static int instructions(void) { return 0; }
static int level_of_processor(void) { return 0; }

#endif

static int bits(int level) { return level >= 2 ? 512 : level == 1 ? 256 : 128; }

int dense_vector_bits(void) { return bits(instructions()); }

int dense_processor_bits(void) { return bits(level_of_processor()); }

int dense_multiplies_bytes(void) { return instructions() >= 3; }

#if DENSE_HAS_VARIANTS && defined(__linux__)
// A process must ask for the room that tiles take in every thread's saved state. 1: given, -1: not.
int dense_multiplies_tiles(void) {
  enum { ASK = 0x1023, TILE_DATA = 18 };
  static _Atomic int answer = 0;
  if (answer == 0) answer = instructions() >= 4 && system_call(SYS_arch_prctl, ASK, TILE_DATA, 0) == 0 ? 1 : -1;
  return answer > 0;
}
#else
int dense_multiplies_tiles(void) { return 0; }
#endif
