#ifndef HDF5_FILE_H
#define HDF5_FILE_H

#include "limits.h"

/// Lists the data sets of an HDF5 file with their paths (no name), or writes one as .npy: in C order, and what MATLAB wrote
/// (MAT files of version 7.3: data sets with an attribute MATLAB_class), whose axes stand backwards in the file, in Fortran
/// order.
void hdf5_file(const char *path, const char *name, const limits_t *limits);

#endif
