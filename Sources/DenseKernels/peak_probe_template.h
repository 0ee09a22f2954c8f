// The rate of fused multiply-adds, see processor.h.

#pragma clang fp contract(fast)

// A chain is one vector register, and they are as many as a register tile has sums, so that nothing spills. They start
// from a number that the compiler does not know: it would compute a chain that stays where it is by itself.
int64_t VARIANT(dense_peak_probe)(int64_t rounds, float *sink) {
  enum { NUMBERS = DENSE_VECTOR_BITS / 32, CHAINS = ROWS * VECTORS };
  typedef float chain_vector __attribute__((ext_vector_type(NUMBERS)));
  volatile float start = 0.5f;
  chain_vector chain[CHAINS], factor = (chain_vector)(1.0f - 1e-7f), addend = (chain_vector)(1e-7f);
  DENSE_UNROLL for (int i = 0; i < CHAINS; i++) chain[i] = (chain_vector)(start + i);
  for (int64_t round = 0; round < rounds; round++) {
    DENSE_UNROLL for (int i = 0; i < CHAINS; i++) chain[i] = chain[i] * factor + addend;
  }
  chain_vector sum = chain[0];
  DENSE_UNROLL for (int i = 1; i < CHAINS; i++) sum += chain[i];
  *sink = sum[0];
  return rounds * CHAINS * NUMBERS * 2;
}
