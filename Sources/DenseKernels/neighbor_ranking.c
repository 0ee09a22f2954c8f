#include "include/exact_distance.h"
#include "include/neighbor_ranking.h"
#include "neighbor_lists.h"
#include "neighbor_sorting.h"

#include <float.h>
#include <math.h>
#include <string.h>

// Keys are unsigned words whose order is the order of the numbers they stand for.
static uint32_t float_key(float x) {
  uint32_t word;
  memcpy(&word, &x, sizeof word);
  return (word & 0x80000000u) ? ~word : word ^ 0x80000000u;
}

static float key_float(uint32_t key) {
  uint32_t word = (key & 0x80000000u) ? key ^ 0x80000000u : ~key;
  float x;
  memcpy(&x, &word, sizeof x);
  return x;
}

static uint64_t double_key(double x) {
  uint64_t word;
  x += 0.0;  // -0 and 0 are equal distances.
  memcpy(&word, &x, sizeof word);
  return (word >> 63) ? ~word : word ^ 0x8000000000000000u;
}

enum { RUN = 64 };

static int precedes(uint64_t key, uint64_t index, uint64_t other_key, uint64_t other_index) {
  return (key < other_key) | ((key == other_key) & (index < other_index));
}

static void merge_runs(const uint64_t *keys, const uint64_t *indices, int64_t middle, int64_t end, uint64_t *out_keys,
                       uint64_t *out_indices) {
  int64_t left = 0, right = middle;
  for (int64_t place = 0; place < end; place++) {
    int64_t from = right == end || (left < middle && precedes(keys[left], indices[left], keys[right], indices[right]))
                       ? left++
                       : right++;
    out_keys[place] = keys[from];
    out_indices[place] = indices[from];
  }
}

// Sorts pairs by key, then index; the sorted pairs are in keys and indices again.
static void sort_pairs(uint64_t *keys, uint64_t *indices, int64_t count, uint64_t *other_keys, uint64_t *other_indices) {
  for (int64_t start = 0; start < count; start += RUN)
    dense_sort_pair_run(keys + start, indices + start, other_keys + start, other_indices + start,
             count - start < RUN ? count - start : RUN);
  uint64_t *from = other_keys, *from_indices = other_indices, *to = keys, *to_indices = indices;
  for (int64_t width = RUN; width < count; width *= 2) {
    for (int64_t start = 0; start < count; start += 2 * width) {
      int64_t middle = start + width < count ? width : count - start;
      int64_t end = start + 2 * width < count ? 2 * width : count - start;
      merge_runs(from + start, from_indices + start, middle, end, to + start, to_indices + start);
    }
    uint64_t *exchanged = from, *exchanged_indices = from_indices;
    from = to, from_indices = to_indices;
    to = exchanged, to_indices = exchanged_indices;
  }
  if (from != keys) {
    memcpy(keys, from, (size_t)count * sizeof *keys);
    memcpy(indices, from_indices, (size_t)count * sizeof *indices);
  }
}

// A score and its item as one word: ascending words are falling scores, then rising indices.
static int64_t score_word(float score, int32_t index) {
  return (int64_t)(((uint64_t)(~float_key(score) ^ 0x80000000u) << 32) | (uint32_t)index);
}

static float word_score(int64_t word) { return key_float(~((uint32_t)((uint64_t)word >> 32) ^ 0x80000000u)); }

// Sorts different words; returns whichever of the two arrays holds them then.
static int64_t *sort_words(int64_t *words, int64_t *other, int64_t count) {
  for (int64_t start = 0; start < count; start += RUN)
    dense_sort_word_run(words + start, other + start, count - start < RUN ? count - start : RUN);
  int64_t *from = other, *to = words;
  for (int64_t width = RUN; width < count; width *= 2) {
    for (int64_t start = 0; start < count; start += 2 * width) {
      int64_t middle = start + width < count ? start + width : count;
      int64_t end = start + 2 * width < count ? start + 2 * width : count;
      int64_t left = start, right = middle, place = start;
      while (left < middle && right < end) {
        int takes_left = from[left] < from[right];
        to[place++] = takes_left ? from[left] : from[right];
        left += takes_left;
        right += !takes_left;
      }
      memcpy(to + place, from + left, (size_t)(middle - left) * sizeof *to);
      place += middle - left;
      memcpy(to + place, from + right, (size_t)(end - right) * sizeof *to);
    }
    int64_t *exchanged = from;
    from = to, to = exchanged;
  }
  return from;
}

static double exact_distance(const dense_exact_rows *exact, int64_t row, int64_t item) {
  double row_norm = exact->row_norms[row], item_norm = exact->item_norms[item];
  int64_t from_row = row * exact->row_stride, from_item = item * exact->item_stride;
  if (exact->is_double)
    return dense_exact_distance_d((const double *)exact->rows + from_row, row_norm,
                                  (const double *)exact->items + from_item, item_norm, exact->depth, exact->metric);
  return dense_exact_distance_f((const float *)exact->rows + from_row, row_norm, (const float *)exact->items + from_item,
                                item_norm, exact->depth, exact->metric);
}

// How far scores may be from those of exact distances: each by half of `margin` and half of `relative` of itself, and items'
// by their errors, or NULL.
typedef struct {
  double margin, relative;
  const float *item_errors;
} score_bound;

// Writes the k nearest of the items in sorted words: by score where the bound leaves no doubt, by exact distance and then
// index within every group of closer scores. Returns the number of exact distances.
static int64_t order_words(const dense_exact_rows *exact, int64_t row, const int64_t *words, int64_t count, int64_t k,
                           const score_bound *bound, int32_t *out, uint64_t *scratch, int64_t limit) {
  uint64_t *distances = scratch, *items = scratch + limit, *other_distances = scratch + 2 * limit,
           *other_items = scratch + 3 * limit;
  int64_t computed = 0;
  for (int64_t start = 0, end; start < k; start = end) {
    // A group ends where every score before it ends lies above every score behind, whatever the errors.
    double least = INFINITY;
    for (end = start; end < count; end++) {
      double score = word_score(words[end]);
      if (end > start && least - bound->margin - bound->relative * (fabs(least) + bound->margin) > score) break;
      double low = bound->item_errors ? score - 2.0 * bound->item_errors[(int32_t)words[end]] : score;
      least = low < least ? low : least;
    }
    if (end == start + 1) {
      out[start] = (int32_t)words[start];
      continue;
    }
    int64_t size = end - start;
    for (int64_t i = 0; i < size; i++) {
      int64_t item = (int32_t)words[start + i];
      items[i] = (uint64_t)item;
      distances[i] = double_key(exact_distance(exact, row, item));
    }
    computed += size;
    sort_pairs(distances, items, size, other_distances, other_items);
    for (int64_t i = 0; i < size && start + i < k; i++) out[start + i] = (int32_t)items[i];
  }
  return computed;
}

int64_t dense_rank_candidates(dense_collector *collector, const dense_exact_rows *exact, int64_t row, int32_t *out,
                              uint64_t *scratch) {
  // Sorting is the dearer part: what the last threshold rules out goes first.
  dense_collector_thin(collector, row);
  if (dense_collector_gave_up(collector, row)) return -1;
  const dense_candidates *list = collector->lists + row;
  int64_t count = list->count, limit = collector->limit, *words = (int64_t *)scratch;
  if (count < collector->k) return -1;
  const int32_t *candidates = list_indices(list);
  for (int64_t i = 0; i < count; i++) words[i] = score_word(list->scores[i], candidates[i]);
  words = sort_words(words, words + limit, count);
  score_bound bound = {2.0 * collector->row_errors[row], DENSE_SCORE_ROUNDING, collector->item_errors};
  return order_words(exact, row, words, count, collector->k, &bound, out, scratch + 2 * limit, limit);
}

// A distance that is nearly the exact one: by at most `error` and `relative` of itself.
typedef struct {
  double distance, error, relative;
} near_distance;

// In Float where its range is enough and its error at most `allowed`, else the exact one.
static near_distance near_distance_of(const dense_exact_rows *exact, int64_t row, int64_t item, double allowed) {
  double rounding = 1.01 * ((double)exact->depth / 64 + DENSE_NEAR_ROUNDINGS) * 0x1p-24;
  if (!exact->is_double && rounding < 1e-3) {
    const float *a = (const float *)exact->rows + row * exact->row_stride;
    const float *b = (const float *)exact->items + item * exact->item_stride;
    if (exact->metric == DENSE_COSINE && rounding <= allowed) {
      // What underflows is far below the rounding then.
      double row_norm = exact->row_norms[row], item_norm = exact->item_norms[item];
      double least = row_norm < item_norm ? row_norm : item_norm, most = row_norm < item_norm ? item_norm : row_norm;
      if (least > 1e-12 && most < 1e15)
        return (near_distance){1 - dense_near_sum(a, b, exact->depth, 0) / (row_norm * item_norm), rounding, 0};
    }
    if (exact->metric == DENSE_EUCLIDEAN) {
      double square = dense_near_sum(a, b, exact->depth, 1);
      if (square > 1e-20 && square < 1e37 && rounding * square <= allowed)
        return (near_distance){square, 0, rounding};
    }
  }
  return (near_distance){exact_distance(exact, row, item), 0, 0};
}

// Puts a distance into its place among the k smallest so far, in order; of k the last one gives way. They come nearly in order:
// few others move.
static int64_t insert(double *distances, int64_t count, int64_t k, double distance) {
  int64_t place = count < k ? count++ : k - 1;
  for (; place > 0 && distances[place - 1] > distance; place--) distances[place] = distances[place - 1];
  distances[place] = distance;
  return count;
}

static void prefetch_item(const dense_exact_rows *exact, int64_t item) {
  enum { LINES = 32 };
  int64_t size = exact->is_double ? sizeof(double) : sizeof(float);
  const char *start = (const char *)exact->items + item * exact->item_stride * size;
  int64_t lines = exact->depth * size / 64 + 1;
  for (int64_t line = 0; line < lines && line < LINES; line++) __builtin_prefetch(start + line * 64);
  __builtin_prefetch(exact->item_norms + item);
}

int64_t dense_rank_best_first(dense_collector *collector, const dense_exact_rows *exact, double origin, double slope,
                              int64_t row, float guess, int32_t *out, uint64_t *scratch) {
  // A short list costs less to sort than to thin out.
  if (collector->lists[row].count > RUN) dense_collector_thin(collector, row);
  if (dense_collector_gave_up(collector, row)) return -1;
  const dense_candidates *found = collector->lists + row;
  int64_t count = found->count, k = collector->k, limit = collector->limit;
  if (count < k) return -1;
  int64_t *words = (int64_t *)scratch;
  const int32_t *candidates = list_indices(found);
  for (int64_t i = 0; i < count; i++) words[i] = score_word(found->scores[i], candidates[i]);
  words = sort_words(words, words + limit, count);
  // Near distances in the place of scores, as their negatives, before the words that are still to come.
  double *smallest = (double *)(scratch + 2 * limit), error = collector->row_errors[row], reached = -INFINITY;
  score_bound bound = {0, 2 * DENSE_SCORE_ROUNDING, NULL};
  int64_t kept = 0, used = 0, computed = 0;
  prefetch_item(exact, (int32_t)words[0]);
  for (; used < count; used++) {
    // Nobody behind can be nearer than the k-th, nor as near.
    if (kept == k && word_score(words[used]) + error < reached) break;
    if (used + 1 < count) prefetch_item(exact, (int32_t)words[used + 1]);
    int32_t item = (int32_t)words[used];
    // Where rows differ by less than Float tells, whole numbers that were centered first still do.
    near_distance near = near_distance_of(exact, row, item, error / slope);
    computed += near.error == 0 && near.relative == 0;
    words[used] = score_word((float)-near.distance, item);
    bound.margin = 2 * near.error > bound.margin ? 2 * near.error : bound.margin;
    double relative = 2 * near.relative + 2 * DENSE_SCORE_ROUNDING;
    bound.relative = relative > bound.relative ? relative : bound.relative;
    if (kept == k && near.distance >= smallest[k - 1]) continue;
    kept = insert(smallest, kept, k, near.distance);
    double farthest = smallest[kept - 1] + bound.margin + bound.relative * fabs(smallest[kept - 1]);
    if (kept == k) reached = origin - slope * farthest;
  }
  // What was dropped for the guess alone may be as near as this.
  if (guess > -FLT_MAX && !(reached > (double)guess + error)) return -1;
  int64_t *sorted = sort_words(words, words == (int64_t *)scratch ? words + limit : (int64_t *)scratch, used);
  return computed + order_words(exact, row, sorted, used, k, &bound, out, scratch + 2 * limit, limit);
}
