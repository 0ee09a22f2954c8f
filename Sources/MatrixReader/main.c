// crossmodal-matrix: arrays of MAT and HDF5 files as .npy, in a process of its own with limits of memory and time,
// because the libraries that read these files have a history of memory faults.
//
//   crossmodal-matrix list FILE            one line for each variable: name, type, lengths, separated by tabs
//   crossmodal-matrix --version            its version
//   crossmodal-matrix read FILE VARIABLE   the variable as .npy on stdout; a field of a struct is STRUCT.FIELD
//
// Exit codes: 0 done, 64 usage, 65 content of the file, 66 no such variable, 74 a file that cannot be read or written.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "array.h"
#include "failure.h"
#include "hdf5_file.h"
#include "limits.h"
#include "mat_file.h"
#include "program_version.h"

enum format { FORMAT_MAT5, FORMAT_HDF5 };

static const char hdf5_signature[] = "\x89HDF\r\n\x1a\n";

// An HDF5 file may begin with a block of its user: 512 bytes, or twice as many, and so on.
static int has_user_block(int descriptor, uint64_t size) {
  char found[8];
  for (uint64_t offset = 512; offset < size; offset *= 2) {
    if (pread(descriptor, found, sizeof found, (off_t)offset) == sizeof found && memcmp(found, hdf5_signature, 8) == 0)
      return 1;
  }
  return 0;
}

static uint32_t word(const unsigned char *bytes, int is_big) {
  return is_big ? (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3]
                : (uint32_t)bytes[3] << 24 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[1] << 8 | bytes[0];
}

// Version 4 has no mark: five numbers, of which the first is MOPT in decimal digits (M: 0 little-endian, 1 big-endian; O: 0;
// P: type; T: full, text or sparse), then rows, columns, whether complex, and the length of the name that follows.
static int is_version4(const unsigned char *start, ssize_t count) {
  for (int is_big = 0; is_big < 2 && count >= 22; is_big++) {
    const uint32_t type = word(start, is_big), name = word(start + 16, is_big);
    if (type / 1000 == (uint32_t)is_big && type / 100 % 10 == 0 && type / 10 % 10 <= 5 && type % 10 <= 2 &&
        word(start + 12, is_big) <= 1 && name >= 2 && name <= 64 && start[20] > 0x20)
      return 1;
  }
  return 0;
}

// The format by the first bytes; everything else is refused before a library sees it.
static enum format recognized(int descriptor, uint64_t size) {
  unsigned char start[128] = {0};
  const ssize_t count = pread(descriptor, start, sizeof start, 0);
  if (count < 0) fail(EXIT_FILE, "cannot be read: %s", strerror(errno));
  if (size == 0) fail(EXIT_CONTENT, "is empty");
  if (count >= 8 && memcmp(start, hdf5_signature, 8) == 0) return FORMAT_HDF5;
  if (count == sizeof start && memcmp(start, "MATLAB ", 7) == 0) {
    const int is_little = start[126] == 'I' && start[127] == 'M', is_big = start[126] == 'M' && start[127] == 'I';
    const unsigned version = is_little ? start[124] | start[125] << 8u : start[125] | start[124] << 8u;
    // Version 7.3 is HDF5 behind a block of 512 bytes that starts with this header.
    if (version == 0x0200) return FORMAT_HDF5;
    if ((is_little || is_big) && version == 0x0100) return FORMAT_MAT5;
    fail(EXIT_CONTENT, "has a MATLAB header of an unknown version; versions 5 to 7.3 are allowed");
  }
  if (has_user_block(descriptor, size)) return FORMAT_HDF5;
  if (is_version4(start, count))
    fail(EXIT_CONTENT, "is a MAT file of version 4, which is not read; in MATLAB: load it and save it with -v7");
  fail(EXIT_CONTENT, "is neither a MAT file of version 5 to 7.3 nor an HDF5 file");
}

// As the other programs print it.
static int print_version(void) {
  const char *commit = program_commit();
  printf(*commit ? "crossmodal-matrix %s (%s)\n" : "crossmodal-matrix %s\n", program_version(), commit);
  return 0;
}

int main(int count, char **arguments) {
  if (count == 2 && (strcmp(arguments[1], "--version") == 0 || strcmp(arguments[1], "-V") == 0)) return print_version();
  const int lists = count == 3 && strcmp(arguments[1], "list") == 0;
  const int reads = count == 4 && strcmp(arguments[1], "read") == 0;
  if (!lists && !reads) fail(EXIT_USAGE, "usage: crossmodal-matrix list FILE | crossmodal-matrix read FILE VARIABLE");
  const char *path = arguments[2], *name = reads ? arguments[3] : NULL;
  failure_path = path;

  // Without O_NONBLOCK, opening a pipe would wait for a writer.
  const int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat status;
  if (descriptor < 0) fail(EXIT_FILE, "cannot be opened: %s", strerror(errno));
  if (fstat(descriptor, &status) != 0) fail(EXIT_FILE, "cannot be examined: %s", strerror(errno));
  if (!S_ISREG(status.st_mode))
    fail(EXIT_FILE, "is %s; only regular files can be read", S_ISDIR(status.st_mode) ? "a directory" : "neither a file nor a directory");
  const uint64_t size = (uint64_t)status.st_size;
  const limits_t limits = set_limits(size);
  switch (recognized(descriptor, size)) {
    case FORMAT_MAT5:
      check_mat5_structure(descriptor, size);
      mat_file(path, name, &limits);
      break;
    case FORMAT_HDF5:
      hdf5_file(path, name, &limits);
      break;
  }
  finish_output();
  // Not return: what the libraries do at exit is of no use here.
  _exit(0);
}
