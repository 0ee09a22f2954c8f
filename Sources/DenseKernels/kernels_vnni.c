// The products of whole numbers for AVX-512 with VNNI, which multiplies four bytes, or two numbers of 16 bits, where the
// other kernels multiply one Float.
#define DENSE_VECTOR_BITS 512
#define DENSE_HAS_VNNI 1
#include "variants.h"

#if DENSE_HAS_VARIANTS
#define VARIANT(name) name##_512
#define INTEGER_VARIANT(name) DENSE_VNNI(name)
#define DENSE_VNNI(name) name##_vnni
DENSE_DECLARE_VARIANT(dense_bisected_score, dense_bisected_score_512)
DENSE_DECLARE_VARIANT(dense_ranked_score, dense_ranked_score_512)
#define DENSE_KERNEL(name)
#define DENSE_INTEGER_KERNEL(name) DENSE_DECLARE_VARIANT(name, name##_vnni)
#include "kernel_list.h"
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4,avx512vnni,tune=x86-64"))), apply_to = function)
#include "register_tile.h"

#include "neighbor_hits_template.h"
#include "neighbor_integer_words.h"
#pragma clang attribute pop
#endif
