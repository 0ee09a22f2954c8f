#include "mat_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../CMatio/shim.h"
#include "array.h"
#include "failure.h"

static void ignore(int level, char *message) {
  (void)level;
  (void)message;
}

static const char *number_type(enum matio_classes class) {
  switch (class) {
    case MAT_C_DOUBLE: return "f8";
    case MAT_C_SINGLE: return "f4";
    case MAT_C_INT8: return "i1";
    case MAT_C_UINT8: return "u1";
    case MAT_C_INT16: return "i2";
    case MAT_C_UINT16: return "u2";
    case MAT_C_INT32: return "i4";
    case MAT_C_UINT32: return "u4";
    case MAT_C_INT64: return "i8";
    case MAT_C_UINT64: return "u8";
    default: return NULL;
  }
}

static const char *class_name(enum matio_classes class) {
  switch (class) {
    case MAT_C_CELL: return "cell";
    case MAT_C_STRUCT: return "struct";
    case MAT_C_OBJECT: return "object";
    case MAT_C_CHAR: return "char";
    case MAT_C_SPARSE: return "sparse";
    case MAT_C_FUNCTION: return "function";
    case MAT_C_EMPTY: return "empty";
    default: return "opaque";
  }
}

static array_t described(const matvar_t *variable) {
  array_t array = {.type = number_type(variable->class_type)};
  if (array.type == NULL) array.other = class_name(variable->class_type);
  if (array.type != NULL && variable->isComplex) {
    array.type = NULL;
    array.other = "complex";
  }
  if (array.type != NULL && variable->isLogical && array.type[1] == '1') array.type = "b1";
  if (variable->rank < 0 || variable->rank > 32 || (variable->rank > 0 && variable->dims == NULL)) {
    array.type = NULL;
    array.other = "of a damaged shape";
    return array;
  }
  array.rank = variable->rank;
  for (int axis = 0; axis < array.rank; axis++) array.lengths[axis] = variable->dims[axis];
  return array;
}

static void write_variable(mat_t *file, const char *name, const limits_t *limits) {
  matvar_t *variable = Mat_VarReadInfo(file, name);
  if (variable == NULL) fail(EXIT_NO_VARIABLE, "has no variable '%s'", printable(name));
  const array_t array = described(variable);
  if (array.type == NULL)
    fail(EXIT_CONTENT, "'%s' is %s; full, real arrays of numbers are allowed%s", printable(name), array.other,
         strcmp(array.other, "sparse") == 0 ? " (save full(X))" : "");
  const size_t size = checked_size(&array, name, limits);
  if (size > 0) {
    if (Mat_VarReadDataAll(file, variable) != 0 || variable->data == NULL)
      fail(EXIT_CONTENT, "'%s' cannot be read: it is damaged, or needs more memory than the limit", printable(name));
    const array_t read = described(variable);
    if (read.type == NULL || strcmp(read.type, array.type) != 0 || variable->nbytes != size ||
        variable->data_size != array.type[1] - '0')
      fail(EXIT_CONTENT, "'%s' is damaged: %zu bytes of numbers where its shape needs %zu", printable(name),
           variable->nbytes, size);
  }
  write_npy(&array, true, variable->data, size);
}

void mat_file(const char *path, const char *name, const limits_t *limits) {
  Mat_LogInitFunc("crossmodal-matrix", ignore);
  mat_t *file = Mat_Open(path, MAT_ACC_RDONLY);
  if (file == NULL) fail(EXIT_CONTENT, "cannot be opened as a MAT file: it is damaged");
  if (name != NULL) {
    write_variable(file, name, limits);
    return;
  }
  matvar_t *variable;
  while ((variable = Mat_VarReadNextInfo(file)) != NULL) {
    const array_t array = described(variable);
    // MATLAB keeps its own unnamed things behind the variables.
    if (variable->name != NULL && variable->name[0] != 0) list_array(variable->name, &array);
    Mat_VarFree(variable);
  }
}
