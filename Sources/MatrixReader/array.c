#include "array.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "failure.h"

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "written for little-endian processors"
#endif

const char *type_name(char kind, size_t bytes) {
  static const char *const names[] = {"i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"};
  for (size_t index = 0; index < sizeof names / sizeof *names; index++) {
    if (names[index][0] == kind && (size_t)(names[index][1] - '0') == bytes) return names[index];
  }
  return NULL;
}

// The lengths, each behind `separator` except the first.
static void format_lengths(const array_t *array, const char *separator, char *text, size_t capacity) {
  size_t used = 0;
  text[0] = 0;
  for (int axis = 0; axis < array->rank && used < capacity; axis++) {
    const int count =
        snprintf(text + used, capacity - used, "%s%" PRIu64, axis == 0 ? "" : separator, array->lengths[axis]);
    used += count > 0 ? (size_t)count : 0;
  }
}

size_t checked_size(const array_t *array, const char *name, const limits_t *limits) {
  uint64_t size = (uint64_t)(array->type[1] - '0');
  bool is_empty = false, overflows = false;
  for (int axis = 0; axis < array->rank; axis++) {
    if (array->lengths[axis] == 0) is_empty = true;
    else if (__builtin_mul_overflow(size, array->lengths[axis], &size)) overflows = true;
  }
  if (is_empty) return 0;
  if (overflows || size > limits->memory) {
    char shape[700];
    format_lengths(array, " x ", shape, sizeof shape);
    fail(EXIT_CONTENT, "'%s' has the shape %.200s, which exceeds the limit of %" PRIu64 " MiB (1 GiB and 16 times the file)",
         printable(name), shape, limits->memory >> 20);
  }
  return size;
}

void list_array(const char *name, const array_t *array) {
  for (const char *byte = name; *byte != 0; byte++) putchar((unsigned char)*byte < 0x20 || *byte == 0x7f ? '?' : *byte);
  char shape[700];
  format_lengths(array, "x", shape, sizeof shape);
  printf("\t%s\t%s\n", array->type != NULL ? array->type : array->other, shape);
}

void write_npy(const array_t *array, bool is_fortran_order, const void *data, size_t size) {
  char lengths[700], text[1024];
  format_lengths(array, ", ", lengths, sizeof lengths);
  const char *order = array->type[1] == '1' ? "|" : "<";
  const int used = snprintf(text, sizeof text, "{'descr': '%s%s', 'fortran_order': %s, 'shape': (%s%s), }", order,
                            array->type, is_fortran_order ? "True" : "False", lengths, array->rank == 1 ? "," : "");
  if (used < 0 || (size_t)used >= sizeof text) fail(EXIT_CONTENT, "an array of too many axes");
  const size_t prefix = 10, total = (prefix + (size_t)used + 1 + 63) / 64 * 64, length = total - prefix;
  memset(text + used, ' ', length - (size_t)used - 1);
  text[length - 1] = '\n';
  const unsigned char start[] = {0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (unsigned char)length, (unsigned char)(length >> 8)};
  fwrite(start, 1, prefix, stdout);
  fwrite(text, 1, length, stdout);
  if (size > 0) fwrite(data, 1, size, stdout);
}

void finish_output(void) {
  if (fflush(stdout) != 0 || ferror(stdout)) fail(EXIT_FILE, "the numbers cannot be handed over: %s", strerror(errno));
}
