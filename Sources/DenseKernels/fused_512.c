// The kernels of fused.h for registers of 512 bits: AVX-512.
#define DENSE_VECTOR_BITS 512
#include "register_tiles.h"

#include <float.h>

#pragma clang fp contract(fast)

#include "packing_template.h"

#include "fused_backward_template.h"
#include "fused_forward_template.h"
#include "fused_update_template.h"
