#include "hdf5_type.h"

#include <string.h>

// IEEE half precision: the only floats of 2 bytes that numpy knows.
static bool is_half(hid_t type) {
  size_t sign, exponent, exponent_size, fraction, fraction_size;
  return H5Tget_fields(type, &sign, &exponent, &exponent_size, &fraction, &fraction_size) >= 0 && sign == 15 &&
         exponent == 10 && exponent_size == 5 && fraction == 0 && fraction_size == 10;
}

// h5py's bool: an enumeration of FALSE and TRUE over one byte.
static bool is_bool(hid_t type) {
  int8_t value;
  return H5Tget_size(type) == 1 && H5Tget_nmembers(type) == 2 && H5Tenum_valueof(type, "FALSE", &value) >= 0 &&
         value == 0 && H5Tenum_valueof(type, "TRUE", &value) >= 0 && value == 1;
}

// h5py's and MATLAB's complex numbers.
static bool is_complex(hid_t type) {
  if (H5Tget_nmembers(type) != 2) return false;
  char *name = H5Tget_member_name(type, 0);
  const bool result = name != NULL && (strcmp(name, "real") == 0 || strcmp(name, "r") == 0);
  H5free_memory(name);
  return result;
}

// The attribute MATLAB_class; false if there is none. Longer texts are cut.
static bool matlab_class(hid_t object, char text[32]) {
  text[0] = 0;
  if (H5Aexists(object, "MATLAB_class") <= 0) return false;
  const hid_t attribute = H5Aopen(object, "MATLAB_class", H5P_DEFAULT);
  if (attribute < 0) return false;
  const hid_t type = H5Aget_type(attribute), space = H5Aget_space(attribute);
  // Read as it is in the file: a conversion to C's text would cut the last character of unended text.
  if (H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) == 0 && H5Tget_size(type) < 32 &&
      H5Sget_simple_extent_npoints(space) == 1) {
    memset(text, 0, 32);
    if (H5Aread(attribute, type, text) < 0) text[0] = 0;
  }
  H5Sclose(space);
  H5Tclose(type);
  H5Aclose(attribute);
  return true;
}

static void take_type(array_t *array, hid_t type) {
  const size_t size = H5Tget_size(type);
  switch (H5Tget_class(type)) {
    case H5T_INTEGER: array->type = type_name(H5Tget_sign(type) == H5T_SGN_NONE ? 'u' : 'i', size); break;
    case H5T_FLOAT: array->type = size == 2 && !is_half(type) ? NULL : type_name('f', size); break;
    case H5T_ENUM: array->type = is_bool(type) ? "b1" : NULL; break;
    case H5T_STRING: array->other = "text"; break;
    case H5T_COMPOUND: array->other = is_complex(type) ? "complex" : "compound"; break;
    case H5T_REFERENCE: array->other = "references"; break;
    default: break;
  }
  if (array->type == NULL && array->other == NULL) array->other = "of another type";
}

static void take_lengths(array_t *array, hid_t space, bool is_backwards) {
  hsize_t lengths[H5S_MAX_RANK];
  array->rank = H5Sget_simple_extent_dims(space, lengths, NULL);
  if (array->rank < 0 || array->rank > 32 || H5Sget_simple_extent_type(space) == H5S_NULL) {
    array->type = NULL;
    array->other = "empty";
    array->rank = 0;
  }
  for (int axis = 0; axis < array->rank; axis++)
    array->lengths[axis] = lengths[is_backwards ? array->rank - 1 - axis : axis];
}

array_t described_set(hid_t set, bool *is_matlab) {
  static const char *const others[] = {"cell", "char", "function_handle", "struct", "canonical empty"};
  array_t array = {.type = NULL};
  char class[32];
  *is_matlab = matlab_class(set, class);
  const hid_t type = H5Dget_type(set), space = H5Dget_space(set);
  take_type(&array, type);
  take_lengths(&array, space, *is_matlab);
  H5Sclose(space);
  H5Tclose(type);
  if (!*is_matlab) return array;
  if (strcmp(class, "logical") == 0 && array.type != NULL && array.type[1] == '1') array.type = "b1";
  const char *other = NULL;
  for (size_t index = 0; index < sizeof others / sizeof *others; index++) {
    if (strcmp(class, others[index]) == 0) other = others[index];
  }
  // Of an empty array the file holds the lengths as numbers.
  if (H5Aexists(set, "MATLAB_empty") > 0) other = "empty";
  if (other != NULL) {
    array.type = NULL;
    array.other = other;
  }
  return array;
}

hid_t memory_type(hid_t set, const array_t *array) {
  if (strcmp(array->type, "f4") == 0) return H5T_IEEE_F32LE;
  if (strcmp(array->type, "f8") == 0) return H5T_IEEE_F64LE;
  hid_t type = H5Dget_type(set);
  // A bool is one byte as it is.
  if (H5Tget_class(type) == H5T_ENUM) return type;
  type = H5Tcopy(type);
  H5Tset_order(type, H5T_ORDER_LE);
  if (array->type[0] != 'f') {
    // Whole numbers may fill only some bits of their bytes.
    H5Tset_precision(type, 8 * H5Tget_size(type));
    H5Tset_offset(type, 0);
  }
  return type;
}

const char *matlab_group(hid_t group) {
  if (H5Aexists(group, "MATLAB_sparse") > 0) return "sparse";
  char class[32];
  return matlab_class(group, class) ? "struct" : NULL;
}
