// Products of rows in Double by tiles of bytes: each row as whole numbers of 32 bits times a step, each number as four bytes.
// Sums are exact; what is lost is what rounding lost, and the six least of the sixteen products of two numbers' bytes. For processors for which dense_multiplies_tiles() is true.
#ifndef DENSE_SPLIT_PRODUCTS_H
#define DENSE_SPLIT_PRODUCTS_H

#include <stdint.h>

enum {
  /// Rows of a group; a tile has so many of 64 bytes.
  DENSE_SPLIT_GROUP = 16,
  /// Columns of a block, one byte of each in a tile.
  DENSE_SPLIT_BLOCK = 64,
  /// Bytes of a number, the lowest first, all signed.
  DENSE_SPLIT_BYTES = 4,
  /// Columns up to which the sums of bytes fit into 32 bits.
  DENSE_SPLIT_MOST_COLUMNS = 1 << 14
};

/// Groups of rows: of each its tiles, byte after byte, block after block.
typedef struct {
  /// Tiles of 16 rows of 64 bytes, for left sides; or NULL.
  int8_t *lines;
  /// Tiles of 16 times 4 columns of 16 rows, for right sides; or NULL.
  int8_t *words;
  /// s of every row: x = s q + what is lost.
  double *steps;
  /// The Euclidean lengths of x, and of x - s q, rounded up.
  double *lengths, *residuals;
  /// Blocks of a row.
  int64_t blocks;
} dense_split_rows;

/// Rounds `count` rows of `depth` columns, 1 <= count <= 16, to the group `group`; rows behind them become zero. A row whose step
/// is so large or small that Double may not hold its square loses all of itself: zero, with a residual of its length or more.
void dense_split_group(const dense_split_rows *out, int64_t group, const double *rows, int64_t stride, int64_t count,
                       int64_t depth);

/// products[r * stride + i] = about row r times item i. Rows have lines, items words, and both as many blocks.
void dense_split_products(double *products, int64_t stride, const dense_split_rows *rows, int64_t row_count,
                          const dense_split_rows *items, int64_t item_count);

#endif
