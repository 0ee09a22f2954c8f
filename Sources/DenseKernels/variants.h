// How kernels come to fit the processor: function multiversioning, the same for all of them.
//
// A kernel is written once, in a *_template.h, under the name VARIANT(dense_f). kernels.h holds all templates together;
// kernels_512.c, kernels_256.c and kernels_128.c compile them for one level of x86-64 each, where that name means
// dense_f_512, dense_f_256 or dense_f_128. DENSE_VECTOR_BITS tells the templates which it is. kernel_list.h lists the
// kernels, and dispatch.c defines dense_f as an indirect function (ifunc), which the loader binds to the variant that
// fits: choosing costs nothing at run time, and a call as much as one into a shared library. A kernel that needs
// another one calls the same variant of it, VARIANT(dense_g).
//
// A few kernels of whole numbers exist for VNNI too (dense_f_vnni, kernels_vnni.c), an extension of the highest level, and take
// the tiles of byte_tiles.c where the processor has them. CROSSMODAL_INSTRUCTIONS=vnni, avx512, avx2 or baseline in the
// environment makes the processor look like a lesser one: without tiles, without VNNI, without AVX-512, without AVX2.
//
// On other architectures, and where there are no indirect functions, kernels_128.c is all there is: compiled for the
// least processor, with VARIANT(dense_f) meaning dense_f.
//
// This header declares all that the templates take from outside: a variant includes it before it sets its target.
#ifndef DENSE_KERNELS_VARIANTS_H
#define DENSE_KERNELS_VARIANTS_H

#include "compiler.h"
#include "include/DenseKernels.h"
#include "neighbor_lists.h"
#include "neighbor_sorting.h"

#include <float.h>
#include <math.h>
#include <string.h>

#if defined(__x86_64__) && __has_attribute(ifunc)
#define DENSE_HAS_VARIANTS 1
#include <immintrin.h>
#else
#define DENSE_HAS_VARIANTS 0
#endif

#include "byte_tiles.h"

// Whether the templates may use VNNI: kernels_vnni.c compiles those that gain by it once more.
#ifndef DENSE_HAS_VNNI
#define DENSE_HAS_VNNI 0
#endif

// Declares a variant as the kernel is declared. Hidden: they call each other without the detour of symbols that may be
// replaced.
#define DENSE_DECLARE_VARIANT(kernel, variant) extern __typeof__(kernel) variant __attribute__((visibility("hidden")));

#endif
