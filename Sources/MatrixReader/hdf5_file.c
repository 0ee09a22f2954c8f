#include "hdf5_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../CMatio/shim.h"
#include "array.h"
#include "failure.h"
#include "hdf5_type.h"

// Numbers that are in other files would be read from wherever this one points.
static int leaves_the_file(hid_t set) {
  const hid_t properties = H5Dget_create_plist(set);
  const int leaves = H5Pget_external_count(properties) > 0 || H5Pget_layout(properties) == H5D_VIRTUAL;
  H5Pclose(properties);
  return leaves;
}

// Links to objects of other files are not followed: what is there is nobody's answer to a question about this file.
static int met_external_link;

static herr_t refuse_link(const char *parent_file, const char *parent, const char *file, const char *object,
                          unsigned *flags, hid_t access, void *context) {
  (void)parent_file, (void)parent, (void)file, (void)object, (void)flags, (void)access, (void)context;
  met_external_link = 1;
  return -1;
}

// An object of this file; negative if there is none.
static hid_t opened(hid_t file, const char *name) {
  const hid_t access = H5Pcreate(H5P_LINK_ACCESS);
  if (access < 0 || H5Pset_elink_cb(access, refuse_link, NULL) < 0) fail(EXIT_CONTENT, "needs more memory than the limit");
  const hid_t object = H5Oopen(file, name, access);
  H5Pclose(access);
  if (object < 0 && met_external_link)
    fail(EXIT_CONTENT, "'%s' refers to another file, which is not allowed; name the data set in that file", printable(name));
  return object;
}

// The data set that S.field names in a file of MATLAB: S/field.
static hid_t opened_field(hid_t file, const char *name) {
  const char *dot = strchr(name, '.');
  if (dot == NULL || dot == name) return -1;
  char *path = strdup(name);
  if (path == NULL) fail(EXIT_CONTENT, "needs more memory than the limit");
  path[dot - name] = 0;
  const hid_t parent = opened(file, path);
  const char *class = parent >= 0 && H5Iget_type(parent) == H5I_GROUP ? matlab_group(parent) : NULL;
  hid_t object = -1;
  if (class != NULL && strcmp(class, "struct") == 0) {
    path[dot - name] = '.';
    for (char *byte = path; *byte != 0; byte++)
      if (*byte == '.') *byte = '/';
    object = opened(file, path);
  }
  if (parent >= 0) H5Oclose(parent);
  free(path);
  return object;
}

// Says which filter is missing, where one is, and how the data set comes out without it.
static void name_missing_filter(hid_t set, const char *name) {
  const hid_t properties = H5Dget_create_plist(set);
  const int count = H5Pget_nfilters(properties);
  for (int place = 0; place < count; place++) {
    unsigned flags, info;
    size_t values = 0;
    char text[64] = "";
    const H5Z_filter_t filter =
        H5Pget_filter2(properties, (unsigned)place, &flags, &values, NULL, sizeof text, text, &info);
    if (filter < 0 || H5Zfilter_avail(filter) > 0) continue;
    text[sizeof text - 1] = 0;
    // h5py brings LZF along; a package has the others.
    fail(EXIT_CONTENT,
         "'%s' is packed with the filter %s (%d), which is not read; this line unpacks it: "
         "python3 -c \"import %sh5py, numpy; numpy.save('OUT.npy', h5py.File('FILE')['%s'][()])\"",
         printable(name), filter == 32000 ? "LZF" : text[0] != 0 ? printable(text) : "of number", filter,
         filter == 32000 ? "" : "hdf5plugin, ", printable(name));
  }
  H5Pclose(properties);
}

static void write_set(hid_t file, const char *name, const limits_t *limits) {
  hid_t object = opened(file, name);
  if (object < 0) object = opened_field(file, name);
  if (object < 0) fail(EXIT_NO_VARIABLE, "has no data set '%s'", printable(name));
  if (H5Iget_type(object) != H5I_DATASET) {
    const char *class = matlab_group(object);
    if (class != NULL)
      fail(EXIT_CONTENT, "'%s' is %s; full, real arrays of numbers are allowed%s", printable(name), class,
           strcmp(class, "struct") == 0 ? "; name a field of it, as in STRUCT.FIELD" : "");
    fail(EXIT_CONTENT, "'%s' is a group; name a data set in it, as in %s/NAME", printable(name), printable(name));
  }
  bool is_matlab;
  const array_t array = described_set(object, &is_matlab);
  if (array.type == NULL && strcmp(array.other, "references") == 0)
    fail(EXIT_CONTENT, "'%s' is references, as of an array of structs or cells; full, real arrays of numbers are allowed",
         printable(name));
  if (array.type == NULL)
    fail(EXIT_CONTENT, "'%s' is %s; full, real arrays of numbers are allowed", printable(name), array.other);
  if (leaves_the_file(object)) fail(EXIT_CONTENT, "'%s' refers to another file, which is not allowed", printable(name));
  const size_t size = checked_size(&array, name, limits);
  void *data = calloc(1, size + 1);
  if (data == NULL) fail(EXIT_CONTENT, "'%s' needs more memory than the limit", printable(name));
  if (size > 0 && H5Dread(object, memory_type(object, &array), H5S_ALL, H5S_ALL, H5P_DEFAULT, data) < 0) {
    name_missing_filter(object, name);
    fail(EXIT_CONTENT, "'%s' cannot be read: it is damaged", printable(name));
  }
  write_npy(&array, is_matlab, data, size);
}

// The group that MATLAB wrote and in which a name stands: "struct" or "sparse"; NULL for none.
static const char *matlab_parent(hid_t file, const char *name) {
  const char *slash = strchr(name, '/');
  if (slash == NULL) return NULL;
  char *parent = strndup(name, (size_t)(slash - name));
  if (parent == NULL) fail(EXIT_CONTENT, "needs more memory than the limit");
  const hid_t object = opened(file, parent);
  free(parent);
  if (object < 0) return NULL;
  const char *class = matlab_group(object);
  H5Oclose(object);
  return class;
}

static void list_set(hid_t object, const char *name, int is_field) {
  bool is_matlab;
  const array_t array = described_set(object, &is_matlab);
  char *path = strdup(name);
  if (path == NULL) fail(EXIT_CONTENT, "needs more memory than the limit");
  for (char *byte = path; is_field && *byte != 0; byte++)
    if (*byte == '/') *byte = '.';
  list_array(path, &array);
  free(path);
}

static herr_t list_object(hid_t file, const char *name, const H5O_info_t *info, void *context) {
  unsigned *count = context;
  // MATLAB's own groups are no variables, nor is what belongs to a sparse matrix.
  if (strcmp(name, ".") == 0 || name[0] == '#') return 0;
  const char *parent = matlab_parent(file, name);
  if (parent != NULL && strcmp(parent, "sparse") == 0) return 0;
  if (++*count > 10000) fail(EXIT_CONTENT, "has more than 10000 data sets");
  const hid_t object = opened(file, name);
  if (object < 0) return 0;
  if (info->type == H5O_TYPE_DATASET) {
    list_set(object, name, parent != NULL);
  } else if (info->type == H5O_TYPE_GROUP && matlab_group(object) != NULL) {
    const array_t array = {.other = matlab_group(object)};
    if (parent == NULL) list_array(name, &array);
  }
  H5Oclose(object);
  return 0;
}

static herr_t list_link(hid_t file, const char *name, const H5L_info_t *info, void *context) {
  (void)file;
  unsigned *count = context;
  if (info->type != H5L_TYPE_EXTERNAL) return 0;
  if (++*count > 10000) fail(EXIT_CONTENT, "has more than 10000 links to other files");
  const array_t array = {.other = "a link to another file"};
  list_array(name, &array);
  return 0;
}

// Whether the file's own mark says that a program has it open for writing: a byte behind the versions of superblock 3.
static int is_open_for_writing(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) return 0;
  unsigned char start[12];
  const size_t count = fread(start, 1, sizeof start, file);
  fclose(file);
  return count == sizeof start && start[0] == 0x89 && start[8] >= 3 && (start[11] & 1) != 0;
}

void hdf5_file(const char *path, const char *name, const limits_t *limits) {
  // Reading asks for no lock, which some network disks refuse.
  setenv("HDF5_USE_FILE_LOCKING", "FALSE", 1);
  H5open();
  H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
  // Filters from elsewhere are code from elsewhere.
  H5PLset_loading_state(0);
  const hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
  if (file < 0 && is_open_for_writing(path))
    fail(EXIT_CONTENT, "is open for writing, or was when its program ended; if no program writes it: h5clear -s FILE");
  if (file < 0) fail(EXIT_CONTENT, "cannot be opened as an HDF5 file: it is damaged or cut short");
  if (name != NULL) {
    write_set(file, name, limits);
    return;
  }
  unsigned count = 0;
  if (H5Ovisit(file, H5_INDEX_NAME, H5_ITER_INC, list_object, &count) < 0 ||
      H5Lvisit(file, H5_INDEX_NAME, H5_ITER_INC, list_link, &count) < 0)
    fail(EXIT_CONTENT, "the directory of its data sets is damaged");
}
