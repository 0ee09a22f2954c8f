// The C interface of libcrossmodal, for programs in other languages; Python's package crossmodal is built on it.
//
// Rows are items, columns are dimensions. Every function that can fail takes a call first and returns a code; what went
// wrong is in one line in crossmodal_call_message. Nothing here ends the process, whatever the arguments, but a lack
// of memory and pointers that lead nowhere. All functions may be called from several threads at once, each with a call of
// its own; arrays, maps and tables that are only read may be shared. A process that exits while a function still runs in
// another thread ends at once. Words are UTF-8, end in a zero byte, and are those of the command line.
//
// Ownership: what a *_create, *_fit, *_read or *_load gives is given back to the *_free next to it; texts (char **) to
// crossmodal_text_free. Numbers are written to memory of the caller, row after row without gaps.
#ifndef CROSSMODAL_H
#define CROSSMODAL_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Grows with every change that a program compiled before would not survive.
#define CROSSMODAL_ABI_VERSION 1

// What functions return.
#define CROSSMODAL_DONE 0         // done
#define CROSSMODAL_VALUE 1        // an argument, or the content of a file, is not what is allowed
#define CROSSMODAL_IO 2           // a file cannot be opened, read or written, or a program is missing
#define CROSSMODAL_INTERRUPTED 3  // the call was stopped; what it was to write is of no use
#define CROSSMODAL_INTERNAL 4     // a defect of the library

// Types of numbers.
#define CROSSMODAL_FLOAT16 1
#define CROSSMODAL_FLOAT32 2
#define CROSSMODAL_FLOAT64 3

// Rows of numbers that the caller owns and nobody changes during a call.
typedef struct crossmodal_array {
  const void *data;       // element (0, 0)
  int64_t rows;           // items, at least 1
  int64_t columns;        // dimensions, at least 1
  int64_t row_stride;     // bytes from a row to the next one; may be 0 or negative
  int64_t column_stride;  // bytes from a column to the next one
  int32_t type;           // CROSSMODAL_FLOAT…, in the byte order of the machine
  const char *name;       // what messages call it; may be NULL
} crossmodal_array;
// Float rows that lie one behind the other without gaps between columns are not copied, all others are. Numbers in double
// precision that single precision does not hold are compared in double precision.

// --- Library ---------------------------------------------------------------------------------------------------------

// CROSSMODAL_ABI_VERSION of the library that was loaded.
int32_t crossmodal_abi_version(void);

// A JSON text: {"version", "openblas", "kernel", "path", "processors"}; NULL where there is no memory for it.
char *crossmodal_configuration(void);

// Names the folder of the program crossmodal-matrix, which MAT and HDF5 files need; without, that of the running program.
void crossmodal_programs(const char *folder);

// Gives a text back; NULL is allowed.
void crossmodal_text_free(char *text);

// --- Calls -----------------------------------------------------------------------------------------------------------

// What a function is told while it runs, and what it leaves behind. Serves one function at a time, any number in turn.
typedef struct crossmodal_call crossmodal_call;

// Hears the part that is done, from 0 to 1, now and then, from any thread, one at a time. Anything but 0 stops the call.
typedef int32_t (*crossmodal_progress)(double share, void *context);

crossmodal_call *crossmodal_call_create(void);
void crossmodal_call_free(crossmodal_call *call);

// Has a function asked for progress; NULL for none.
void crossmodal_call_listen(crossmodal_call *call, crossmodal_progress progress, void *context);

// Asks the function that runs, and all later ones of this call, to stop: training after a batch, everything else after a
// block of rows, a random alignment, or the like. Only reading a file, and a single product or decomposition of a large
// matrix, end as they would. May be called from any thread.
void crossmodal_call_stop(crossmodal_call *call);

// The part that is done, from 0 to 1. May be called from any thread.
double crossmodal_call_share(const crossmodal_call *call);

// What went wrong in the last function, one line, or an empty text. Valid until the next function of the call.
const char *crossmodal_call_message(const crossmodal_call *call);

// --- Neighbors, distances --------------------------------------------------------------------------------------------

// The k exact nearest neighbors of each row of x (n×d) among the rows of y (m×d), or among the other rows of x where y is
// NULL; ties to the lower row. metric: cosine or euclidean. csls: 0, or the rows whose mean cosine is taken off; then the
// order is that of CSLS and metric is cosine. indices: n×k, from 0. distances: n×k, or NULL: 1 − cosine, the Euclidean
// distance, or −CSLS. tied: NULL, or the number of rows whose last neighbor is as far as the next one.
// 1 ≤ k ≤ m, or n − 1. threads: 0 for all processors; no number depends on it. Cost n m d.
int32_t crossmodal_neighbors(crossmodal_call *call, const crossmodal_array *x, const crossmodal_array *y, int64_t k,
                             const char *metric, int64_t csls, int64_t threads, int32_t *indices, double *distances,
                             int64_t *tied);

// The mean nearest-neighbor overlap of two row-aligned sets (n×p, n×q) at every k of counts, 1 ≤ k < n, from one search.
// values: one for each of count numbers. includes_self: whether an item counts as its own neighbor, as in the paper.
// Cost n² (p + q).
int32_t crossmodal_overlap(crossmodal_call *call, const crossmodal_array *x, const crossmodal_array *y,
                           const int64_t *counts, int64_t count, const char *metric, int32_t includes_self,
                           int64_t threads, double *values);

// The distances from the rows of x (n×d) to those of y (m×d), NULL for x itself: n×m. metric: cosine, euclidean or
// correlation. Each is right to 1e-5 of itself. Cost n m d.
int32_t crossmodal_distances(crossmodal_call *call, const crossmodal_array *x, const crossmodal_array *y,
                             const char *metric, float *distances);

// --- Comparison, retrieval -------------------------------------------------------------------------------------------

// What two or more row-aligned spaces share, as the JSON text of `crossmodal compare --json`. counts: numbers of neighbors,
// 1 ≤ k < n. measures: names between commas; NULL for all of two spaces, or the usual three of several.
int32_t crossmodal_compare(crossmodal_call *call, const crossmodal_array *spaces, int64_t space_count,
                           const int64_t *counts, int64_t count, const char *metric, const char *measures,
                           int64_t permutations, uint64_t seed, int64_t threads, char **json);

// What is relevant to a query.
#define CROSSMODAL_SAME_ROW 0
#define CROSSMODAL_SAME_GROUP 1
#define CROSSMODAL_SAME_LABEL 2

// Whether the rows of x (n×d) and y (m×d) find what belongs to them on the other side, as the JSON text of
// `crossmodal retrieval X Y --json`. x_codes, y_codes: the group or label of each row, any numbers; NULL by row. metric:
// cosine, euclidean, csls or all. nearest: rows of the means of CSLS. y NULL: the rows of x find others of their label, as
// `crossmodal retrieval X --labels` says it; metric cosine or euclidean.
int32_t crossmodal_retrieval(crossmodal_call *call, const crossmodal_array *x, const crossmodal_array *y,
                             int32_t relevance, const int64_t *x_codes, const int64_t *y_codes, const char *metric,
                             int64_t nearest, int64_t threads, char **json);

// --- Maps ------------------------------------------------------------------------------------------------------------

// A map f from rows of x to rows of y.
typedef struct crossmodal_map crossmodal_map;

// How a map is fitted; the same words and defaults as `crossmodal train`.
typedef struct crossmodal_fit_options {
  const char *model;          // lin, nn, nn-3, nn-5, ridge, procrustes, cca, reduced-rank, mean, random
  int64_t hidden_units;       // of each hidden layer
  const char *activation;     // relu, sigmoid, tanh
  const char *loss;           // mse, cosine, max-margin, info-nce, sigmoid
  double margin;              // of max-margin
  double temperature;         // of info-nce
  const char *optimizer;      // rmsprop, adam, descent
  double learning_rate;
  const char *schedule;       // constant, cosine, inverse-time
  double weight_decay;
  double structure_weight;
  double dropout;
  int64_t epochs;
  int64_t batch_size;
  int64_t patience;           // epochs without a lower held-out loss before training ends; 0: never
  const double *penalties;    // of ridge, cca, reduced-rank; of several, ridge takes the one of least leave-one-out error
  int64_t penalty_count;      // 0: penalty 1
  int32_t penalty_per_target; // of ridge: a penalty for each column of y
  int64_t rank;               // of cca and reduced-rank; 0: the largest
  uint64_t seed;
  int32_t shuffles;           // whether rows are visited in another order in every epoch
  const int64_t *held_out;    // rows, from 0, that are not fitted; NULL for none
  int64_t held_out_count;
  // The random streams of a fit of a study instead of those of `crossmodal train`: the names of its data set, its cell and
  // its setting's streams, as `crossmodal plan CONFIG --settings --json` has them; NULL for none of the three.
  const char *dataset;
  const char *cell;
  const char *setting;
  int64_t fold; // the fold that is held out; -1: none, all rows are fitted
} crossmodal_fit_options;

// Fills in the defaults.
void crossmodal_fit_options_default(crossmodal_fit_options *options);

// Fits a map from the rows of x (n×p) to those of y (n×q) as `crossmodal train` does, to the bit.
int32_t crossmodal_map_fit(crossmodal_call *call, const crossmodal_array *x, const crossmodal_array *y,
                           const crossmodal_fit_options *options, crossmodal_map **map);

// A JSON text: {"inputs", "outputs", "targetInputs", "activation", "layers": [[inputs, outputs]], "hasInputSteps",
// "hasTargetSteps", "model", "training", "heldOut", "epochs", "penalty", "penalties", "notes"}; what is unknown is left
// out.
int32_t crossmodal_map_describe(crossmodal_call *call, const crossmodal_map *map, char **json);

// The numbers of a layer: weights inputs×outputs, bias outputs.
int32_t crossmodal_map_layer(crossmodal_call *call, const crossmodal_map *map, int64_t layer, float *weights,
                             float *bias);

// f(x) of every row: n × outputs. Cost: the products of the layers.
int32_t crossmodal_map_apply(crossmodal_call *call, const crossmodal_map *map, const crossmodal_array *x,
                             int64_t threads, float *mapped);

// The rows of y in the space of f(x), with which f(x) is compared: n × outputs. Other than y only for cca and maps with
// steps.
int32_t crossmodal_map_target(crossmodal_call *call, const crossmodal_map *map, const crossmodal_array *y,
                              int64_t threads, float *target);

// Writes a map: .safetensors, or .onnx, which is not read again.
int32_t crossmodal_map_save(crossmodal_call *call, const crossmodal_map *map, const char *path);

// Reads a map from .safetensors.
int32_t crossmodal_map_load(crossmodal_call *call, const char *path, crossmodal_map **map);

void crossmodal_map_free(crossmodal_map *map);

// --- Files -----------------------------------------------------------------------------------------------------------

// Rows of numbers from a file, with what the file says of them.
typedef struct crossmodal_table crossmodal_table;

// Reads any file of vectors that the command line reads. header: yes, no or NULL; id_column, label_column: a name, a number
// from 1, none, or NULL.
int32_t crossmodal_table_read(crossmodal_call *call, const char *path, const char *header, const char *id_column,
                              const char *label_column, crossmodal_table **table);

// A JSON text: {"rows", "columns", "type", "names", "labels", "notes"}; type: float32, or float64 where float32 does not
// hold the numbers or the file says so.
int32_t crossmodal_table_describe(crossmodal_call *call, const crossmodal_table *table, char **json);

// The numbers, rows×columns of the table's type.
int32_t crossmodal_table_numbers(crossmodal_call *call, const crossmodal_table *table, void *numbers);

void crossmodal_table_free(crossmodal_table *table);

#ifdef __cplusplus
}
#endif

#endif
