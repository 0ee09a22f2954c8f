// The kernels of fused.h for registers of 256 bits: AVX2 and FMA.
#define DENSE_VECTOR_BITS 256
#include "register_tiles.h"

#include <float.h>

#pragma clang fp contract(fast)

#include "packing_template.h"

#include "fused_backward_template.h"
#include "fused_forward_template.h"
#include "fused_update_template.h"
