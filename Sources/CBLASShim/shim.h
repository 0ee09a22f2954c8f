// The one door to OpenBLAS, which contains LAPACK. Debian: libopenblas-dev, liblapacke-dev.
#ifndef CBLAS_SHIM_H
#define CBLAS_SHIM_H

#include <cblas.h>
// lapack.h declares complex routines with C's own complex types, which Swift does not import; harmless.
#include <lapack.h>

// lapack_int is a macro, which Swift cannot see.
typedef lapack_int cblas_shim_lapack_int;

#endif
