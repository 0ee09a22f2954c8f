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

static int is_struct(const matvar_t *variable) { return variable->class_type == MAT_C_STRUCT && variable->data != NULL; }

static int is_single(const matvar_t *variable) {
  for (int axis = 0; axis < variable->rank; axis++)
    if (variable->dims[axis] != 1) return 0;
  return variable->rank > 0;
}

// The variable of a name, or the field that S.field names; NULL if there is none.
static matvar_t *found(mat_t *file, const char *name) {
  matvar_t *variable = Mat_VarReadInfo(file, name);
  const char *dot = strchr(name, '.');
  if (variable != NULL || dot == NULL) return variable;
  char *head = strndup(name, (size_t)(dot - name));
  if (head == NULL) fail(EXIT_CONTENT, "needs more memory than the limit");
  variable = Mat_VarReadInfo(file, head);
  free(head);
  while (variable != NULL && dot != NULL) {
    if (!is_struct(variable)) return NULL;
    if (!is_single(variable))
      fail(EXIT_CONTENT, "'%s' is in an array of structs; fields of a single struct are allowed", printable(name));
    const char *field = dot + 1, *end = strchr(field, '.');
    char *part = end != NULL ? strndup(field, (size_t)(end - field)) : strdup(field);
    if (part == NULL) fail(EXIT_CONTENT, "needs more memory than the limit");
    variable = Mat_VarGetStructFieldByName(variable, part, 0);
    free(part);
    dot = end;
  }
  return variable;
}

static void write_variable(mat_t *file, const char *name, const limits_t *limits) {
  matvar_t *variable = found(file, name);
  if (variable == NULL) fail(EXIT_NO_VARIABLE, "has no variable '%s'", printable(name));
  const array_t array = described(variable);
  if (array.type == NULL) {
    const char *hint = strcmp(array.other, "sparse") == 0 ? " (save full(X))" : "";
    if (strcmp(array.other, "struct") == 0) hint = "; name a field of it, as in STRUCT.FIELD";
    fail(EXIT_CONTENT, "'%s' is %s; full, real arrays of numbers are allowed%s", printable(name), array.other, hint);
  }
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

// A variable and, of a single struct, its fields.
static void list_variable(const char *name, matvar_t *variable, int depth) {
  const array_t array = described(variable);
  list_array(name, &array);
  if (!is_struct(variable) || !is_single(variable) || depth > 8) return;
  char *const *names = Mat_VarGetStructFieldnames(variable);
  const unsigned count = Mat_VarGetNumberOfFields(variable);
  for (unsigned place = 0; names != NULL && place < count && place < 1000; place++) {
    matvar_t *field = Mat_VarGetStructFieldByIndex(variable, place, 0);
    char path[512];
    const int length = snprintf(path, sizeof path, "%s.%s", name, names[place] != NULL ? names[place] : "");
    if (field != NULL && length > 0 && (size_t)length < sizeof path) list_variable(path, field, depth + 1);
  }
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
    // MATLAB keeps its own unnamed things behind the variables.
    if (variable->name != NULL && variable->name[0] != 0) list_variable(variable->name, variable, 0);
    Mat_VarFree(variable);
  }
}
