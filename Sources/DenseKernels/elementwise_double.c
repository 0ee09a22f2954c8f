#include "dispatch.h"
#include "include/elementwise.h"
#include "include/gru.h"

#include <math.h>

#pragma clang fp contract(fast)

DENSE_INLINE double logistic(double z) { return 1.0 / (1.0 + exp(-z)); }
DENSE_INLINE double hyperbolic_tangent(double z) { return tanh(z); }

#define T double
#define NAME(name) name##_d
#include "elementwise_template.h"

#define STEP dense_gru_d
#include "gru_template.h"
