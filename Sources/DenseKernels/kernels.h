// All kernels, for the variant that DENSE_VECTOR_BITS says; see variants.h.

#if DENSE_HAS_VARIANTS
#define VARIANT(name) DENSE_WITH_BITS(name, DENSE_VECTOR_BITS)
#define DENSE_WITH_BITS(name, bits) DENSE_WITH_SUFFIX(name, bits)
#define DENSE_WITH_SUFFIX(name, suffix) name##_##suffix
#define DENSE_KERNEL(name) DENSE_DECLARE_VARIANT(name, VARIANT(name))
#include "kernel_list.h"
#else
#define VARIANT(name) name
#endif

// Templates with arithmetic say at their beginning which multiplications and additions may be contracted; those of exact
// distances never are.
#include "register_tile.h"
#include "transposition.h"

#include "float_kernels.h"

#include "double_kernels.h"

#include "feature_blocks.h"
#include "row_prefetch.h"

#include "packing_template.h"

#include "fused_backward_template.h"
#include "fused_forward_template.h"
#include "fused_pairs_template.h"

#include "optimizer_step_template.h"

#include "fused_update_template.h"

#define T float
#define NAME(name) name##_f
#include "neighbor_rows_template.h"
#include "neighbor_rounding_template.h"
#undef T
#undef NAME
#define T double
#define NAME(name) name##_d
#include "neighbor_rows_template.h"
#include "neighbor_rounding_template.h"
#undef T
#undef NAME

#include "neighbor_scores_template.h"
#include "neighbor_sorting_template.h"

#include "neighbor_collection_template.h"
#include "neighbor_hits_template.h"
#include "neighbor_tiles_template.h"

#define INTEGER_VARIANT(name) VARIANT(name)
#include "neighbor_integer_words.h"

#include "gathered_dot_template.h"
#include "near_sum_template.h"
#include "rank_counts_template.h"

#include "peak_probe_template.h"
