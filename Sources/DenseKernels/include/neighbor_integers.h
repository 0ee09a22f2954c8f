// The search of neighbors by products of whole numbers, which are exact: rows are rounded to 8 or 16 bits, and a bound says
// how far a product may be from that of the rows themselves.
//
// Row x of a set stands for the numbers x' = x scale - center. Its step s is the least with which q = round(x' / s) fits, and
// for another row y with step t: |x' y' - s t q_x q_y| <= residual_x |y'| + (|x'| + residual_x) residual_y, where residual =
// |x' - s q| (Cauchy-Schwarz).
//
// A word holds four numbers of 8 bits or two of 16, the first one in its lowest bits. A panel is 64 rows, in strips as wide
// as this processor's register tile, word after word: as the panels of neighbor_rows.h, a word in place of a number. Where
// products go by tiles (AMX), which multiply bytes only, numbers of 16 bits stand in two planes: first the words of all high
// bytes, which are signed, then those of all low bytes, which are not. A plane's words are filled up with zeros to a multiple of
// 16, and 16 words of 16 rows stand together, the four of a panel after each other, word after word.
#ifndef DENSE_KERNELS_NEIGHBOR_INTEGERS_H
#define DENSE_KERNELS_NEIGHBOR_INTEGERS_H

#include "neighbor_candidates.h"
#include "neighbor_rows.h"

// Bytes of a panel are unsigned, 128 larger than the numbers they stand for: processors multiply unsigned bytes by signed
// ones. So a product starts from -128 times the sum of the row's numbers.

/// The bits of a number.
enum dense_integer_bits { DENSE_BITS_8 = 8, DENSE_BITS_16 = 16 };

/// 128 in each byte of a word: their exclusive or turns signed bytes into those of a panel, and back.
#define DENSE_BYTE_OFFSETS ((int32_t)0x80808080)

enum {
  /// Words of a product that are added up between two looks at the sums in memory.
  DENSE_INTEGER_RUN = 160,
  /// Panels of items that share one pass over a panel of rows.
  DENSE_INTEGER_GROUP = 4,
  /// Words of a row that products by tiles take at once.
  DENSE_TILE_WORDS = 16
};

/// What belongs to a panel's rows; arrays of 64 numbers.
typedef struct {
  /// |x'|, |x' - s q|, and center x'.
  double *lengths, *residuals, *linear;
  /// s, and 1 / s.
  float *steps, *inverses;
  /// -128 times the sum of q: what a product of bytes starts from. 0 with 16 bits.
  int32_t *starts;
  /// The numbers of the rows once more as the left sides of products by tiles: all words of 16 rows, then those of the next,
  /// 16 words of 16 rows after each other, row after row. Bytes are signed. NULL for rows that are items only.
  int32_t *lines;
  /// Whether products go by tiles.
  int32_t tiled;
} dense_rounded_rows;

/// Panels ready for products, and what belongs to their rows, padded to whole panels: as above.
typedef struct {
  const int32_t *words, *starts;
  const float *steps, *inverses;
  /// As in dense_rounded_rows; NULL where products do not go by tiles.
  const int32_t *lines;
} dense_integer_panels;

/// A random sample of the items: `count` of them, padded to whole panels, with terms (-infinity for padding) and indices.
typedef struct {
  const dense_integer_panels *panels;
  const float *terms;
  /// The largest error of any of them.
  float error;
  const int32_t *indices;
  int64_t count, padded;
} dense_item_sample;

/// Rounds `count` <= 64 rows to a panel of words, filled up with zeros. Row r is rows[(indices ? indices[r] : r) * stride];
/// `center` may be NULL. No number leaves [-127, 127] or [-32767, 32767], and with 16 bits |q| stays below 46,340.9, so that
/// no product of two rows reaches 2^31.
void dense_round_panel_f(int32_t *out, const float *rows, int64_t stride, const int32_t *indices, int64_t count,
                         int64_t depth, const double *center, const double *scales, int32_t bits,
                         const dense_rounded_rows *rounded);
void dense_round_panel_d(int32_t *out, const double *rows, int64_t stride, const int32_t *indices, int64_t count,
                         int64_t depth, const double *center, const double *scales, int32_t bits,
                         const dense_rounded_rows *rounded);

/// As dense_collect_panels: collects from all pairs of the rows of a panel and the items of `count` <= DENSE_INTEGER_GROUP
/// panels, `words` in a row, by tiles where rows have lines. `scratch` has room for 64 * (DENSE_INTEGER_GROUP * 64 + words)
/// numbers, aligned to 64 bytes as the panels are. Sums must fit 32 bits: the caller has seen to that.
void dense_collect_bytes(const dense_pairing *pairing, const dense_integer_panels *rows, int64_t row_panel,
                         const dense_integer_panels *items, int64_t column_panel, int64_t count, int64_t words, int32_t *scratch);
void dense_collect_shorts(const dense_pairing *pairing, const dense_integer_panels *rows, int64_t row_panel,
                          const dense_integer_panels *items, int64_t column_panel, int64_t count, int64_t words, int32_t *scratch);

/// First thresholds of a panel's rows from a sample of the items: what they would be if the sample's `rank` best were the k
/// best of all. guesses[row] is the threshold, passing[row] how many of the sample lie above it. They prove nothing: a
/// row whose k-th neighbor does not reach guesses[row] + its error must be searched again. `scores` has room for 64 *
/// sample->padded numbers, `scratch` for 64 * words, aligned to 64 bytes.
void dense_guess_bytes(const dense_pairing *pairing, const dense_integer_panels *rows, int64_t row_panel,
                       const dense_item_sample *sample, int64_t words, int32_t rank, float *guesses, int32_t *passing,
                       float *scores, int32_t *scratch);
void dense_guess_shorts(const dense_pairing *pairing, const dense_integer_panels *rows, int64_t row_panel,
                        const dense_item_sample *sample, int64_t words, int32_t rank, float *guesses,
                        int32_t *passing, float *scores, int32_t *scratch);

#endif
