// The loops of gru.h for one scalar type T. Included behind elementwise_template.h, whose macros it uses.

#pragma clang fp contract(fast)

// min and max written as selects, so that loops over them vectorize; a NaN stays a NaN.
DENSE_INLINE T NAME(gate)(T v, int32_t hard) {
  if (!hard) return NAME(logistic)(v);
  T s = (T)0.2 * v + (T)0.5;
  s = s < 0 ? 0 : s;
  return s > 1 ? 1 : s;
}

DENSE_INLINE T NAME(gate_slope)(T s, int32_t hard) {
  if (!hard) return s * (1 - s);
  return s > 0 && s < 1 ? (T)0.2 : 0;
}

// The branch on the kind of gate is outside of the loop.
#define DENSE_BOTH_GATES(loop)     \
  if (step->hard) {                \
    const int32_t hard = 1;        \
    loop                           \
  } else {                         \
    const int32_t hard = 0;        \
    loop                           \
  }

void VARIANT(NAME(dense_gru_after_forward))(const NAME(dense_gru) *step) {
  int64_t units = step->units;
  for (int64_t i = 0; i < step->count; i++) {
    const T *restrict x = step->inputs + step->words[i] * step->input_stride, *restrict b = step->bias;
    const T *restrict a = step->product + i * 3 * units, *restrict h = step->h + i * units;
    T *restrict z = step->z + i * units, *restrict r = step->r + i * units, *restrict n = step->n + i * units;
    T *restrict q = step->q + i * units, *restrict next = step->next + i * units;
    DENSE_BOTH_GATES(for (int64_t u = 0; u < units; u++) {
      T zu = NAME(gate)(x[u] + a[u] + b[u], hard);
      T ru = NAME(gate)(x[units + u] + a[units + u] + b[units + u], hard);
      T qu = a[2 * units + u] + b[2 * units + u];
      T nu = NAME(hyperbolic_tangent)(x[2 * units + u] + ru * qu);
      z[u] = zu;
      r[u] = ru;
      q[u] = qu;
      n[u] = nu;
      next[u] = nu + zu * (h[u] - nu);
    })
  }
}

void VARIANT(NAME(dense_gru_after_backward))(const NAME(dense_gru) *step) {
  int64_t units = step->units;
  for (int64_t i = 0; i < step->count; i++) {
    const T *restrict z = step->z + i * units, *restrict r = step->r + i * units, *restrict n = step->n + i * units;
    const T *restrict q = step->q + i * units, *restrict h = step->h + i * units, *restrict d = step->d + i * units;
    T *restrict g = step->gates + i * 3 * units, *restrict previous = step->previous + i * units;
    T *restrict x = step->input_gradient + step->words[i] * step->input_stride;
    DENSE_BOTH_GATES(for (int64_t u = 0; u < units; u++) {
      T dn = d[u] * (1 - z[u]) * (1 - n[u] * n[u]);
      T dz = d[u] * (h[u] - n[u]) * NAME(gate_slope)(z[u], hard);
      T dr = dn * q[u] * NAME(gate_slope)(r[u], hard);
      previous[u] = d[u] * z[u];
      g[u] = dz;
      g[units + u] = dr;
      g[2 * units + u] = dn * r[u];
      x[u] += dz;
      x[units + u] += dr;
      x[2 * units + u] += dn;
    })
  }
}

void VARIANT(NAME(dense_gru_before_gates))(const NAME(dense_gru) *step) {
  int64_t units = step->units;
  for (int64_t i = 0; i < step->count; i++) {
    const T *restrict x = step->inputs + step->words[i] * step->input_stride;
    const T *restrict a = step->product + i * 2 * units, *restrict h = step->h + i * units;
    T *restrict z = step->z + i * units, *restrict r = step->r + i * units, *restrict q = step->q + i * units;
    DENSE_BOTH_GATES(for (int64_t u = 0; u < units; u++) {
      z[u] = NAME(gate)(x[u] + a[u], hard);
      T ru = NAME(gate)(x[units + u] + a[units + u], hard);
      r[u] = ru;
      q[u] = ru * h[u];
    })
  }
}

void VARIANT(NAME(dense_gru_before_candidate))(const NAME(dense_gru) *step) {
  int64_t units = step->units;
  for (int64_t i = 0; i < step->count; i++) {
    const T *restrict x = step->inputs + step->words[i] * step->input_stride + 2 * units;
    const T *restrict a = step->product + i * units, *restrict h = step->h + i * units;
    const T *restrict z = step->z + i * units;
    T *restrict n = step->n + i * units, *restrict next = step->next + i * units;
    for (int64_t u = 0; u < units; u++) {
      T nu = NAME(hyperbolic_tangent)(x[u] + a[u]);
      n[u] = nu;
      next[u] = nu + z[u] * (h[u] - nu);
    }
  }
}

void VARIANT(NAME(dense_gru_before_backward_candidate))(const NAME(dense_gru) *step) {
  int64_t units = step->units;
  for (int64_t i = 0; i < step->count; i++) {
    const T *restrict z = step->z + i * units, *restrict n = step->n + i * units;
    const T *restrict h = step->h + i * units, *restrict d = step->d + i * units;
    T *restrict g = step->gates + i * 3 * units, *restrict previous = step->previous + i * units;
    DENSE_BOTH_GATES(for (int64_t u = 0; u < units; u++) {
      g[u] = d[u] * (h[u] - n[u]) * NAME(gate_slope)(z[u], hard);
      g[2 * units + u] = d[u] * (1 - z[u]) * (1 - n[u] * n[u]);
      previous[u] = d[u] * z[u];
    })
  }
}

void VARIANT(NAME(dense_gru_before_backward_gates))(const NAME(dense_gru) *step) {
  int64_t units = step->units;
  for (int64_t i = 0; i < step->count; i++) {
    const T *restrict r = step->r + i * units, *restrict h = step->h + i * units;
    const T *restrict p = step->product + i * units;
    T *restrict g = step->gates + i * 3 * units, *restrict previous = step->previous + i * units;
    T *restrict x = step->input_gradient + step->words[i] * step->input_stride;
    DENSE_BOTH_GATES(for (int64_t u = 0; u < units; u++) {
      T dr = p[u] * h[u] * NAME(gate_slope)(r[u], hard);
      g[units + u] = dr;
      previous[u] += p[u] * r[u];
      x[u] += g[u];
      x[units + u] += dr;
      x[2 * units + u] += g[2 * units + u];
    })
  }
}

void VARIANT(NAME(dense_column_sums))(T *sums, const T *a, int64_t stride, int64_t rows, int64_t columns) {
  for (int64_t r = 0; r < rows; r++)
    for (int64_t c = 0; c < columns; c++) sums[c] += a[r * stride + c];
}

#undef DENSE_BOTH_GATES
