// The one door to libmatio and to HDF5, on which it stands. Debian: libmatio-dev.
#ifndef CMATIO_SHIM_H
#define CMATIO_SHIM_H

#include <hdf5.h>
#include <matio.h>

#endif
