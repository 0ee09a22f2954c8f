// One optimizer step on a vector of weights, whose gradient is in a register; formulas at dense_update.

#pragma clang fp contract(fast)

// dense_optimizer in Float.
typedef struct {
  float rate, decay, rest, momentum, momentum_rest, epsilon, shrink;
  int32_t rule;
} update_rule;

DENSE_INLINE update_rule update_rule_of(const dense_optimizer *optimizer) {
  // In the padding the step is 0 / (0 + epsilon), which must be zero: an epsilon of zero counts as the least number.
  const float epsilon = (float)optimizer->epsilon;
  return (update_rule){(float)optimizer->rate,
                       (float)optimizer->decay,
                       (float)(1 - optimizer->decay),
                       (float)optimizer->momentum,
                       (float)(1 - optimizer->momentum),
                       epsilon > FLT_MIN ? epsilon : FLT_MIN,
                       (float)optimizer->shrink,
                       optimizer->rule};
}

// A rule with SHRINKS next to it takes shrink w off the weights too; the others do not compute with shrink at all.
enum { SHRINKS = 8 };

// `rule` is a constant to the compiler.
DENSE_INLINE void optimizer_step(int shrinking_rule, const update_rule *u, float *w, float *s, float *t,
                                 const vector *gradient) {
  const int rule = shrinking_rule & ~SHRINKS;
  const vector g = *gradient;
  vector change;
  if (rule == DENSE_DESCENT) {
    change = u->rate * g;
  } else {
    const vector square = u->decay * LOAD(s) + u->rest * g * g;
    STORE(s, square);
    if (rule == DENSE_RMSPROP) {
      change = u->rate * g / (__builtin_elementwise_sqrt(square) + u->epsilon);
    } else if (rule == DENSE_RMSPROP_INSIDE) {
      change = u->rate * g / __builtin_elementwise_sqrt(square + u->epsilon);
    } else {
      const vector mean = u->momentum * LOAD(t) + u->momentum_rest * g;
      STORE(t, mean);
      change = u->rate * mean / (__builtin_elementwise_sqrt(square) + u->epsilon);
    }
  }
  if (shrinking_rule & SHRINKS) {
    const vector weight = LOAD(w);
    STORE(w, weight - u->shrink * weight - change);
  } else {
    STORE(w, LOAD(w) - change);
  }
}
