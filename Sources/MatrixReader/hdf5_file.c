#include "hdf5_file.h"

#include <stdlib.h>
#include <string.h>

#include "../CMatio/shim.h"
#include "array.h"
#include "failure.h"
#include "hdf5_type.h"

// Numbers that stand in other files would be read from wherever this one points.
static int leaves_the_file(hid_t set) {
  const hid_t properties = H5Dget_create_plist(set);
  const int leaves = H5Pget_external_count(properties) > 0 || H5Pget_layout(properties) == H5D_VIRTUAL;
  H5Pclose(properties);
  return leaves;
}

static void write_set(hid_t file, const char *name, const limits_t *limits) {
  const hid_t object = H5Oopen(file, name, H5P_DEFAULT);
  if (object < 0) fail(EXIT_NO_VARIABLE, "has no data set '%s'", printable(name));
  if (H5Iget_type(object) != H5I_DATASET) {
    const char *class = matlab_group(object);
    if (class != NULL) fail(EXIT_CONTENT, "'%s' is %s; full, real arrays of numbers are allowed", printable(name), class);
    fail(EXIT_CONTENT, "'%s' is a group; name a data set in it, as in %s/NAME", printable(name), printable(name));
  }
  bool is_matlab;
  const array_t array = described_set(object, &is_matlab);
  if (array.type == NULL)
    fail(EXIT_CONTENT, "'%s' is %s; full, real arrays of numbers are allowed", printable(name), array.other);
  if (leaves_the_file(object)) fail(EXIT_CONTENT, "'%s' refers to another file, which is not allowed", printable(name));
  const size_t size = checked_size(&array, name, limits);
  void *data = calloc(1, size + 1);
  if (data == NULL) fail(EXIT_CONTENT, "'%s' needs more memory than the limit", printable(name));
  if (size > 0 && H5Dread(object, memory_type(object, &array), H5S_ALL, H5S_ALL, H5P_DEFAULT, data) < 0)
    fail(EXIT_CONTENT, "'%s' cannot be read: it is damaged, or packed with a filter that is missing", printable(name));
  write_npy(&array, is_matlab, data, size);
}

// MATLAB's own groups, and what belongs to a struct or sparse matrix, are no variables.
static int is_inside_matlab(hid_t file, const char *name) {
  if (name[0] == '#') return 1;
  const char *slash = strchr(name, '/');
  if (slash == NULL) return 0;
  char *parent = strndup(name, (size_t)(slash - name));
  if (parent == NULL) fail(EXIT_CONTENT, "needs more memory than the limit");
  const hid_t object = H5Oopen(file, parent, H5P_DEFAULT);
  free(parent);
  if (object < 0) return 0;
  const int is_matlab = matlab_group(object) != NULL;
  H5Oclose(object);
  return is_matlab;
}

static herr_t list_object(hid_t file, const char *name, const H5O_info_t *info, void *context) {
  unsigned *count = context;
  if (strcmp(name, ".") == 0 || is_inside_matlab(file, name)) return 0;
  if (++*count > 10000) fail(EXIT_CONTENT, "has more than 10000 data sets");
  const hid_t object = H5Oopen(file, name, H5P_DEFAULT);
  if (object < 0) return 0;
  if (info->type == H5O_TYPE_DATASET) {
    bool is_matlab;
    const array_t array = described_set(object, &is_matlab);
    list_array(name, &array);
  } else if (info->type == H5O_TYPE_GROUP && matlab_group(object) != NULL) {
    const array_t array = {.other = matlab_group(object)};
    list_array(name, &array);
  }
  H5Oclose(object);
  return 0;
}

void hdf5_file(const char *path, const char *name, const limits_t *limits) {
  // Reading asks for no lock, which some network disks refuse.
  setenv("HDF5_USE_FILE_LOCKING", "FALSE", 1);
  H5open();
  H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
  // Filters from elsewhere are code from elsewhere.
  H5PLset_loading_state(0);
  const hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
  if (file < 0) fail(EXIT_CONTENT, "cannot be opened as an HDF5 file: it is damaged or cut short");
  if (name != NULL) {
    write_set(file, name, limits);
    return;
  }
  unsigned count = 0;
  if (H5Ovisit(file, H5_INDEX_NAME, H5_ITER_INC, list_object, &count) < 0)
    fail(EXIT_CONTENT, "the directory of its data sets is damaged");
}
