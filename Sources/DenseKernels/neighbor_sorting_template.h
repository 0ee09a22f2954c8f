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

void VARIANT(dense_sort_word_run)(const int64_t *words, int64_t *out, int64_t count) {
  for (int64_t i = 0; i < count; i++) {
    int64_t word = words[i], place = 0;
    for (int64_t j = 0; j < count; j++) place += words[j] < word;
    out[place] = word;
  }
}
