// Counts of scores by their places in a range, for ranks of a few among many.

// The places are computed in Swift, too, and must be the same there.
#pragma clang fp contract(off)
#pragma clang fp reassociate(off)

typedef double place_vector __attribute__((ext_vector_type(8)));
typedef int32_t place_indices __attribute__((ext_vector_type(8)));
typedef double memory_place_vector __attribute__((ext_vector_type(8), aligned(8)));
typedef int32_t memory_place_indices __attribute__((ext_vector_type(8), aligned(4)));

int64_t VARIANT(dense_count_places)(const double *scores, int64_t count, double highest, double step, int32_t last,
                                    int32_t *counts, int32_t *kept) {
  enum { SCORES = 8 };
  int64_t found = 0;
  for (int64_t first = 0; first < count; first += SCORES) {
    const int64_t size = count - first < SCORES ? count - first : SCORES;
    double rest[SCORES] = {0};
    if (size < SCORES) memcpy(rest, scores + first, (size_t)size * sizeof *rest);
    place_vector place = *(const memory_place_vector *)(size < SCORES ? rest : scores + first);
    place = (highest - place) * step + 2;
    place = place > 0 ? place : 0;
    place = place < (double)last ? place : (double)last;
    int32_t places[SCORES];
    *(memory_place_indices *)places = __builtin_convertvector(place, place_indices);
    for (int64_t s = 0; s < size; s++) {
      const int32_t before = counts[places[s]];
      counts[places[s]] = before + 1;
      kept[found] = (int32_t)(first + s);
      found += before < 0;
    }
  }
  return found;
}

void VARIANT(dense_add_counts)(const int32_t *counts, const int32_t *ends, int64_t levels, int64_t *sums) {
  int64_t place = 0;
  for (int64_t level = 0; level < levels; level++) {
    const int64_t end = ends[level];
    int32_t sum = 0;
    for (; place < end; place++) sum += counts[place] < 0 ? 0 : counts[place];
    sums[level] += sum;
  }
}

int64_t VARIANT(dense_count_from)(const double *scores, int64_t count, double level) {
  // Lanes of ones where a comparison holds.
  typedef int64_t lanes __attribute__((ext_vector_type(8)));
  lanes sums = 0, others = 0;
  int64_t i = 0;
  for (; i + 16 <= count; i += 16) {
    sums -= *(const memory_place_vector *)(scores + i) >= level;
    others -= *(const memory_place_vector *)(scores + i + 8) >= level;
  }
  sums += others;
  int64_t found = 0;
  DENSE_UNROLL for (int l = 0; l < 8; l++) found += sums[l];
  for (; i < count; i++) found += scores[i] >= level;
  return found;
}
