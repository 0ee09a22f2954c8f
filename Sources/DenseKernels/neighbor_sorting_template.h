// The short sorts of neighbor_sorting.h: quadratic, but without a branch to predict.

// A number's place is the number of smaller ones.
void VARIANT(dense_sort_pair_run)(const uint64_t *keys, const uint64_t *indices, uint64_t *out_keys,
                                  uint64_t *out_indices, int64_t count) {
  for (int64_t i = 0; i < count; i++) {
    uint64_t key = keys[i], index = indices[i], place = 0;
    for (int64_t j = 0; j < count; j++) place += (keys[j] < key) | ((keys[j] == key) & (indices[j] < index));
    out_keys[place] = key;
    out_indices[place] = index;
  }
}

// Eight words at a time are compared with each one.
void VARIANT(dense_sort_word_run)(const int64_t *words, int64_t *out, int64_t count) {
  enum { WORDS = 8 };
  typedef int64_t word_vector __attribute__((ext_vector_type(WORDS)));
  typedef int64_t memory_word_vector __attribute__((ext_vector_type(WORDS), aligned(8)));
  for (int64_t i = 0; i < count; i += WORDS) {
    const word_vector these = *(const memory_word_vector *)(words + i);
    word_vector smaller = 0;
    for (int64_t j = 0; j < count; j++) smaller -= (word_vector)words[j] < these;
    int64_t places[WORDS];
    *(memory_word_vector *)places = smaller;
    for (int64_t l = 0; l < WORDS && i + l < count; l++) out[places[l]] = words[i + l];
  }
}
