// The loops that must be vectorized for the processor found at run time. Nothing but arithmetic.
#ifndef DENSE_KERNELS_H
#define DENSE_KERNELS_H

#include "denormals.h"
#include "elementwise.h"
#include "exact_distance.h"
#include "fused.h"
#include "gru.h"
#include "large_memory.h"
#include "neighbor_candidates.h"
#include "neighbor_integers.h"
#include "neighbor_ranking.h"
#include "neighbor_rows.h"
#include "neighbor_tiles.h"
#include "pairs.h"
#include "processor.h"
#include "program_arguments.h"
#include "ranks.h"
#include "split_products.h"
#include "transformer.h"

#endif
