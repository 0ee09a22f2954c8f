// The registers of one compilation of the fused kernels. Included first by fused_512.c and fused_256.c, which define
// DENSE_VECTOR_BITS; everything below then means registers of that width, and NAME(f) is f_512 or f_256.
//
// A tile is 6 features x TILE samples (or weights), as many vectors as leave registers for the operands: 24 of 32 with
// 512 bits, 12 of 16 with 256. A panel is 64 samples wide and so one tile or four.
#include "include/fused.h"
#include "row_prefetch.h"
#include "row_tiles.h"
#include "transposition.h"

enum { WIDTH = DENSE_PANEL_WIDTH, ROWS = DENSE_TILE_ROWS };

#if DENSE_VECTOR_BITS == 512
// BLOCK: features that a tile adds up before the next tile's turn. 128 x 64 Floats are 32 KB.
enum { LANES = 16, VECTORS = 4, BLOCK = 128 };
typedef dense_v16 vector;
typedef dense_v16_memory memory_vector;
#define NAME(function) function##_512
#define KERNEL DENSE_WIDE
#define TRANSPOSE dense_transpose_16x16
// The loops over an optimizer's steps: 24 a tile would be too much code.
#define UNROLL_STEPS
enum { DEFERS_STEPS = 1 };
#else
// 24 KB: a first-level cache of 32 KB has room for the weights and results of a tile beside them.
enum { LANES = 8, VECTORS = 2, BLOCK = 96 };
typedef dense_v8 vector;
typedef dense_v8_memory memory_vector;
#define NAME(function) function##_256
#define KERNEL DENSE_NARROW
#define TRANSPOSE dense_transpose_8x8
// 12 a tile, with places known to the compiler: about 4 % of the gradient.
#define UNROLL_STEPS DENSE_UNROLL
enum { DEFERS_STEPS = 0 };
#endif

// LINE: Floats of a cache line.
enum { TILE = VECTORS * LANES, LINE = 16 };

#define KERNEL_INLINE KERNEL DENSE_INLINE
#define LOAD(pointer) (*(const memory_vector *)(pointer))
#define STORE(pointer, value) (*(memory_vector *)(pointer) = (value))

// For a number of rows that is known only at run time: the case of it with a constant.
#define ROWS_CASES(CALL)  \
  case 1: CALL(1); break; \
  case 2: CALL(2); break; \
  case 3: CALL(3); break; \
  case 4: CALL(4); break; \
  case 5: CALL(5); break; \
  default: CALL(6); break;
