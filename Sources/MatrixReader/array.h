#ifndef ARRAY_H
#define ARRAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "limits.h"

/// What a file says about one of its arrays.
typedef struct {
  /// numpy's name of the element type without byte order ("f8"); NULL for what is no array of numbers.
  const char *type;
  /// What it is instead ("struct"); NULL for arrays of numbers.
  const char *other;
  /// Number of axes, at most 32.
  int rank;
  uint64_t lengths[32];
} array_t;

/// numpy's name of an element type: kind 'i', 'u' or 'f', and bytes; NULL if there is none.
const char *type_name(char kind, size_t bytes);

/// The bytes of an array of numbers; ends the program if they exceed the limit of memory.
size_t checked_size(const array_t *array, const char *name, const limits_t *limits);

/// One line on stdout: name, type or what it is instead, lengths as 3x4; separated by tabs.
void list_array(const char *name, const array_t *array);

/// The array as .npy, version 1, little-endian, on stdout.
void write_npy(const array_t *array, bool is_fortran_order, const void *data, size_t size);

/// Makes sure that all of stdout was written.
void finish_output(void);

#endif
