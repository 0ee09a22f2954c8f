#ifndef HDF5_TYPE_H
#define HDF5_TYPE_H

#include <stdbool.h>

#include "../CMatio/shim.h"
#include "array.h"

/// What a data set holds, and whether MATLAB wrote it: its lengths are then those of MATLAB, the file's backwards.
array_t described_set(hid_t set, bool *is_matlab);

/// The type that a data set's numbers become in memory: that of `array`, little-endian.
hid_t memory_type(hid_t set, const array_t *array);

/// What a group that MATLAB wrote stands for, "struct" or "sparse"; NULL for any other group.
const char *matlab_group(hid_t group);

#endif
