// The one door to OpenBLAS, which contains LAPACK. Debian: libopenblas-dev, liblapacke-dev.
#ifndef CBLAS_SHIM_H
#define CBLAS_SHIM_H

#include <cblas.h>
// lapack.h declares complex routines with C's own complex types, which Swift does not import; harmless.
#include <lapack.h>

// lapack_int is a macro, which Swift cannot see.
typedef lapack_int cblas_shim_lapack_int;

// OpenBLAS chooses its kernel when it is loaded, and here again. Of its builds for many processors, and in no header.
extern void gotoblas_dynamic_init(void) __attribute__((weak));
extern void gotoblas_dynamic_quit(void) __attribute__((weak));

// Whether it can choose again.
static inline int cblas_shim_chooses(void) { return gotoblas_dynamic_init && gotoblas_dynamic_quit; }

// Lets it choose again, by the environment as it is now. No other thread may be computing.
static inline void cblas_shim_choose_again(void) {
  gotoblas_dynamic_quit();
  gotoblas_dynamic_init();
}

// OpenBLAS starts threads when it is loaded. Of its builds with threads of their own, and in no header; it calls this before a
// process splits in two, and starts them again when a call needs them.
extern int blas_thread_shutdown_(void) __attribute__((weak));

// Ends these threads, which look for work for a while before they sleep. No other thread may be computing.
static inline void cblas_shim_end_threads(void) {
  if (blas_thread_shutdown_) blas_thread_shutdown_();
}

#endif
