// The outer structure of MAT files of version 5: after 128 bytes, elements of a type and a length (32 bits each) and
// that many bytes. Source: MAT-File Format, The MathWorks.
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <zlib.h>

#include "failure.h"
#include "mat_file.h"

enum { ELEMENT_MATRIX = 14, ELEMENT_COMPRESSED = 15, HEADER_SIZE = 128, TAG_SIZE = 8 };

static uint32_t word(const unsigned char *bytes, int is_big) {
  return is_big ? (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3]
                : (uint32_t)bytes[3] << 24 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[1] << 8 | bytes[0];
}

// Unpacks an element without keeping it.
static void check_compressed(const unsigned char *packed, uint32_t length, uint64_t offset, int is_big) {
  unsigned char tag[TAG_SIZE] = {0}, *sink = malloc(1 << 16);
  z_stream stream = {.next_in = (unsigned char *)packed, .avail_in = length};
  if (sink == NULL || inflateInit(&stream) != Z_OK) fail(EXIT_CONTENT, "no memory to unpack it");
  uint64_t unpacked = 0;
  int status = Z_OK;
  while (status == Z_OK) {
    stream.next_out = sink;
    stream.avail_out = 1 << 16;
    status = inflate(&stream, Z_NO_FLUSH);
    const size_t count = (1 << 16) - stream.avail_out;
    if (unpacked < TAG_SIZE)
      memcpy(tag + unpacked, sink, count < TAG_SIZE - unpacked ? count : TAG_SIZE - unpacked);
    unpacked += count;
  }
  inflateEnd(&stream);
  free(sink);
  if (status != Z_STREAM_END)
    fail(EXIT_CONTENT, "the compressed variable at byte %" PRIu64 " is damaged or cut short", offset);
  if (unpacked < TAG_SIZE || word(tag, is_big) != ELEMENT_MATRIX || unpacked - TAG_SIZE != word(tag + 4, is_big))
    fail(EXIT_CONTENT, "the compressed variable at byte %" PRIu64 " has %" PRIu64 " bytes, its own header says %" PRIu32,
         offset, unpacked, unpacked < TAG_SIZE ? 0 : word(tag + 4, is_big));
}

void check_mat5_structure(int descriptor, uint64_t size) {
  const unsigned char *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (bytes == MAP_FAILED) fail(EXIT_FILE, "cannot be mapped: %s", strerror(errno));
  const int is_big = bytes[126] == 'M';
  uint64_t offset = HEADER_SIZE;
  while (offset < size) {
    if (size - offset < TAG_SIZE) fail(EXIT_CONTENT, "ends within the header of a variable, at byte %" PRIu64, size);
    const uint32_t type = word(bytes + offset, is_big), length = word(bytes + offset + 4, is_big);
    if (type != ELEMENT_MATRIX && type != ELEMENT_COMPRESSED)
      fail(EXIT_CONTENT, "has no variable at byte %" PRIu64 " but an element of type %" PRIu32, offset, type);
    offset += TAG_SIZE;
    if (length > size - offset)
      fail(EXIT_CONTENT, "ends too early: the variable before byte %" PRIu64 " has %" PRIu32 " bytes, found %" PRIu64,
           offset, length, size - offset);
    if (type == ELEMENT_COMPRESSED) check_compressed(bytes + offset, length, offset, is_big);
    offset += length;
  }
  munmap((void *)bytes, size);
}
