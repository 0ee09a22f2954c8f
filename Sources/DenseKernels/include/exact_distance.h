// Sums in double with a fixed order, the same bits on every processor: the numbers that decide who is nearer.
//
// Element i goes to partial sum i mod 32; the partial sums are added as a balanced tree. Products and sums are rounded
// separately (no fused multiply-add). Suffix _f: float rows, each element converted exactly; _d: double rows.
#ifndef DENSE_KERNELS_EXACT_DISTANCE_H
#define DENSE_KERNELS_EXACT_DISTANCE_H

#include <stdint.h>

/// sum a[i] b[i].
double dense_exact_dot_f(const float *a, const float *b, int64_t count);
/// sum a[i] b[i].
double dense_exact_dot_d(const double *a, const double *b, int64_t count);

/// sum ((a[i] - center_a) scale_a - (b[i] - center_b) scale_b)^2. With centers 0 and scales 1 the squared distance below.
double dense_scaled_square_f(const float *a, double center_a, double scale_a, const float *b, double center_b,
                             double scale_b, int64_t count);
double dense_scaled_square_d(const double *a, double center_a, double scale_a, const double *b, double center_b,
                             double scale_b, int64_t count);

/// The distance that decides: cosine 1 - a.b / (norm_a norm_b), 1 if that is not positive; Euclidean the squared
/// distance; inner product -a.b.
enum dense_metric { DENSE_COSINE = 0, DENSE_EUCLIDEAN = 1, DENSE_INNER_PRODUCT = 2 };
double dense_exact_distance_f(const float *a, double norm_a, const float *b, double norm_b, int64_t count,
                              int32_t metric);
double dense_exact_distance_d(const double *a, double norm_a, const double *b, double norm_b, int64_t count,
                              int32_t metric);

/// Nearly sum a[i] b[i], or with `squares` sum (a[i] - b[i])^2: in float, in any order, each term in at most
/// count / 64 + DENSE_NEAR_ROUNDINGS roundings.
float dense_near_sum(const float *a, const float *b, int64_t count, int32_t squares);
enum { DENSE_NEAR_ROUNDINGS = 20 };

#endif
