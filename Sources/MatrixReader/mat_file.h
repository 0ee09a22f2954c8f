#ifndef MAT_FILE_H
#define MAT_FILE_H

#include <stdint.h>

#include "limits.h"

/// Lists the variables of a MAT file of version 5 (no name), or writes one as .npy in Fortran order.
void mat_file(const char *path, const char *name, const limits_t *limits);

/// Ends the program unless the file is a sequence of whole elements, and each compressed one unpacks to its end with the
/// right checksum to the length that it says itself; libmatio takes cut and damaged files for zeros.
void check_mat5_structure(int descriptor, uint64_t size);

#endif
