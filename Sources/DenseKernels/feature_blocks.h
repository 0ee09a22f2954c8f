// How the fused kernels divide the features of a layer: into tiles of six and fewer, and into blocks.

// Features that a tile adds up before the next tile's turn.
#if DENSE_VECTOR_BITS == 512
enum { BLOCK = DENSE_FORWARD_BLOCK };
#else
// 24 KB: a first-level cache of 32 KB has room for the weights and results of a tile next to them.
enum { BLOCK = 96 };
#endif

// How many features the next tile takes: six, and towards the end such that no tile is left with one or two, which
// would wait for the latency of the multiply-adds.
DENSE_INLINE int tile_rows(int64_t left) {
  if (left == 7 || left == 8) return 4;
  return left < ROWS ? (int)left : ROWS;
}

// About how many tiles that makes.
DENSE_INLINE int64_t tile_count(int64_t features) { return (features + ROWS - 1) / ROWS; }

// For a number of rows that is known only at run time: the case of it with a constant.
#define ROWS_CASES(CALL)  \
  case 1: CALL(1); break; \
  case 2: CALL(2); break; \
  case 3: CALL(3); break; \
  case 4: CALL(4); break; \
  case 5: CALL(5); break; \
  default: CALL(6); break;
