// Products of rows in Double by tiles of bytes; see split_products.h.
#include "variants.h"

enum {
  GROUP = DENSE_SPLIT_GROUP,
  BLOCK = DENSE_SPLIT_BLOCK,
  BYTES = DENSE_SPLIT_BYTES,
  TILE_BYTES = GROUP * BLOCK,
  // Sums of the places of two bytes whose products count.
  PLACES = 4
};

#if DENSE_HAS_VARIANTS
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4,amx-tile,amx-int8,tune=x86-64"))), apply_to = function)

typedef double numbers __attribute__((ext_vector_type(8)));
typedef double memory_numbers __attribute__((ext_vector_type(8), aligned(8)));
typedef int32_t integers __attribute__((ext_vector_type(8)));
typedef int8_t bytes __attribute__((ext_vector_type(8)));

static numbers eight(const double *row, int64_t left) {
  if (left >= 8) return *(const memory_numbers *)row;
  double padded[8] = {0};
  if (left > 0) memcpy(padded, row, (size_t)left * sizeof *row);
  return *(const memory_numbers *)padded;
}

// The length of a row, and its largest number, or infinity where one is not finite.
static double length(const double *row, int64_t depth, double *largest) {
  numbers most = 0.0, squares = 0.0, wrong = 0.0;
  for (int64_t c = 0; c < depth; c += 8) {
    const numbers x = eight(row + c, depth - c);
    most = __builtin_elementwise_max(most, __builtin_elementwise_abs(x));
    squares += x * x;
    // Zero, or not a number.
    wrong += x - x;
  }
  double square = 0, other = 0;
  *largest = 0;
  for (int l = 0; l < 8; l++) {
    *largest = most[l] > *largest ? most[l] : *largest;
    square += squares[l];
    other += wrong[l];
  }
  if (other != 0) *largest = INFINITY;
  return sqrt(square) * (1 + 0x1p-40);
}

// Rounds eight columns of a row into its planes; returns the squares of what they lose.
static numbers split(int8_t planes[BYTES][BLOCK], int64_t c, numbers x, double step, double inverse) {
  const numbers nearest = __builtin_elementwise_roundeven(x * inverse);
  const numbers rest = x - nearest * step;
  integers q = __builtin_convertvector(nearest, integers);
  for (int p = 0; p < BYTES; p++) {
    // Signed, so what is left of the number is larger by one where the byte is negative.
    const bytes digit = __builtin_convertvector(q, bytes);
    memcpy(planes[p] + c, &digit, sizeof digit);
    q = (q - __builtin_convertvector(digit, integers)) >> 8;
  }
  return rest * rest;
}

void dense_split_group(const dense_split_rows *out, int64_t group, const double *rows, int64_t stride, int64_t count,
                       int64_t depth) {
  const int64_t blocks = out->blocks, first = group * BYTES * blocks * TILE_BYTES;
  for (int64_t r = 0; r < GROUP; r++) {
    const double *row = rows + (r < count ? r : 0) * stride;
    double largest = 0, squares = 0, size = r < count ? length(row, depth, &largest) : 0;
    // The largest number of four signed bytes.
    double step = largest / 0x7f7f7f7f;
    // Squares of the numbers are far from both ends of Double then.
    const int holds = step > 0x1p-400 && step < 0x1p400;
    if (!holds) {
      step = 0;
      size = largest * sqrt((double)depth) * (1 + 0x1p-40);
    }
    const double inverse = holds ? 1 / (step * (1 + 0x1p-50)) : 0;
    numbers lost = 0.0;
    for (int64_t b = 0; b < blocks; b++) {
      int8_t planes[BYTES][BLOCK] = {0};
      if (holds)
        for (int64_t c = 0; c < BLOCK && b * BLOCK + c < depth; c += 8)
          lost += split(planes, c, eight(row + b * BLOCK + c, depth - b * BLOCK - c), step, inverse);
      for (int p = 0; p < BYTES; p++) {
        const int64_t tile = first + (p * blocks + b) * TILE_BYTES;
        if (out->lines) memcpy(out->lines + tile + r * BLOCK, planes[p], BLOCK);
        for (int w = 0; out->words && w < BLOCK / 4; w++)
          memcpy(out->words + tile + (w * GROUP + r) * 4, planes[p] + 4 * w, 4);
      }
    }
    for (int l = 0; l < 8; l++) squares += lost[l];
    out->steps[group * GROUP + r] = step;
    out->lengths[group * GROUP + r] = size;
    // The last term: what is rounded on the way from bytes to products.
    out->residuals[group * GROUP + r] = holds ? sqrt(squares) * (1 + 0x1p-40) + size * 0x1p-50 : size;
  }
}

// The sums of 16 rows and items that wait to become products, and where those go.
typedef struct {
  // Products of two bytes added up, by the sum of their places from 6 to 3.
  int32_t sums[PLACES][GROUP * GROUP] __attribute__((aligned(64)));
  const double *row_steps, *item_steps;
  double *products;
  int64_t stride, height, width;
} pending_products;

// The products of the rows from `row` to `end`, and no more than there are.
static void add_up(const pending_products *pending, int64_t row, int64_t end) {
  end = end < pending->height ? end : pending->height;
  for (int64_t r = row; r < end; r++) {
    numbers sums[GROUP / 8];
    for (int v = 0; v < GROUP / 8; v++) {
      numbers sum = 0.0;
      for (int s = 0; s < PLACES; s++)
        sum = sum * 256 + __builtin_convertvector(*(const integers *)(pending->sums[s] + r * GROUP + 8 * v), numbers);
      sums[v] = sum * (pending->row_steps[r] * 0x1p24) * *(const memory_numbers *)(pending->item_steps + 8 * v);
    }
    const size_t width = pending->width == GROUP ? sizeof sums : (size_t)pending->width * sizeof(double);
    memcpy(pending->products + r * pending->stride, sums, width);
  }
}

// Leaves the sums of 16 rows and items in `out`. Meanwhile the products of the sums before it are made: vectors have nothing to
// do while tiles multiply.
static void split_sums(pending_products *out, const int8_t *rows, const int8_t *items, int64_t blocks,
                       const pending_products *before) {
  const int64_t plane = blocks * TILE_BYTES;
  _tile_zero(0);
  _tile_zero(1);
  _tile_zero(2);
  _tile_zero(3);
#define LOAD(tile, side, byte) _tile_loadd(tile, side + (byte) * plane, BLOCK)
  for (int64_t b = 0, row = 0; b < blocks; b++, rows += TILE_BYTES, items += TILE_BYTES) {
    LOAD(7, items, 3);
    LOAD(4, rows, 3);
    _tile_dpbssd(0, 4, 7);
    LOAD(5, rows, 2);
    _tile_dpbssd(1, 5, 7);
    LOAD(6, rows, 0);
    _tile_dpbssd(3, 6, 7);
    LOAD(6, rows, 1);
    _tile_dpbssd(2, 6, 7);
    LOAD(7, items, 2);
    _tile_dpbssd(1, 4, 7);
    _tile_dpbssd(2, 5, 7);
    _tile_dpbssd(3, 6, 7);
    LOAD(7, items, 1);
    _tile_dpbssd(2, 4, 7);
    _tile_dpbssd(3, 5, 7);
    LOAD(7, items, 0);
    _tile_dpbssd(3, 4, 7);
    const int64_t end = (b + 1) * GROUP / blocks;
    add_up(before, row, end);
    row = end;
  }
#undef LOAD
  _tile_stored(0, out->sums[0], BLOCK);
  _tile_stored(1, out->sums[1], BLOCK);
  _tile_stored(2, out->sums[2], BLOCK);
  _tile_stored(3, out->sums[3], BLOCK);
}

void dense_split_products(double *products, int64_t stride, const dense_split_rows *rows, int64_t row_count,
                          const dense_split_rows *items, int64_t item_count) {
  const int64_t group = BYTES * rows->blocks * TILE_BYTES;
  pending_products pending[2];
  pending[1].height = 0;
  int turn = 0;
  dense_begin_byte_tiles();
  // The tiles of 16 items stay in the first-level cache, those of the rows in the second.
  for (int64_t i = 0; i < item_count; i += GROUP) {
    for (int64_t r = 0; r < row_count; r += GROUP, turn ^= 1) {
      pending_products *now = pending + turn;
      split_sums(now, rows->lines + r / GROUP * group, items->words + i / GROUP * group, rows->blocks,
                 pending + (turn ^ 1));
      now->row_steps = rows->steps + r;
      now->item_steps = items->steps + i;
      now->products = products + r * stride + i;
      now->stride = stride;
      now->height = row_count - r < GROUP ? row_count - r : GROUP;
      now->width = item_count - i < GROUP ? item_count - i : GROUP;
    }
  }
  dense_end_byte_tiles();
  add_up(pending + (turn ^ 1), 0, GROUP);
}

#pragma clang attribute pop
#else
// Never called.
void dense_split_group(const dense_split_rows *out, int64_t group, const double *rows, int64_t stride, int64_t count,
                       int64_t depth) {}
void dense_split_products(double *products, int64_t stride, const dense_split_rows *rows, int64_t row_count,
                          const dense_split_rows *items, int64_t item_count) {}
#endif
