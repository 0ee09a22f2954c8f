// crossmodal-matrix: arrays of MAT and HDF5 files as .npy, in a process of its own with limits of memory and time,
// because the libraries that read these files have a history of memory faults.
//
//   crossmodal-matrix list FILE            one line for each variable: name, type, lengths, separated by tabs
//   crossmodal-matrix read FILE VARIABLE   the variable as .npy on stdout
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

enum format { FORMAT_MAT5, FORMAT_HDF5 };

// The format by the first bytes; everything else is refused before a library sees it.
static enum format recognized(int descriptor, uint64_t size) {
  unsigned char start[128] = {0};
  const ssize_t count = pread(descriptor, start, sizeof start, 0);
  if (count < 0) fail(EXIT_FILE, "cannot be read: %s", strerror(errno));
  if (size == 0) fail(EXIT_CONTENT, "is empty");
  if (count >= 8 && memcmp(start, "\x89HDF\r\n\x1a\n", 8) == 0) return FORMAT_HDF5;
  if (count == sizeof start && memcmp(start, "MATLAB ", 7) == 0) {
    const int is_little = start[126] == 'I' && start[127] == 'M', is_big = start[126] == 'M' && start[127] == 'I';
    const unsigned version = is_little ? start[124] | start[125] << 8u : start[125] | start[124] << 8u;
    // Version 7.3 is HDF5 behind a block of 512 bytes that starts with this header.
    if (version == 0x0200) return FORMAT_HDF5;
    if ((is_little || is_big) && version == 0x0100) return FORMAT_MAT5;
    fail(EXIT_CONTENT, "has a MATLAB header of an unknown version; versions 5 to 7.3 are allowed");
  }
  // Version 4 has no mark: a small type number MOPT, two lengths, a flag, the length of the name.
  if (count >= 20 && start[1] <= 0x10 && start[2] == 0 && start[3] == 0 && start[12] <= 1 && start[13] == 0)
    fail(EXIT_CONTENT, "is no MAT file of version 5 to 7.3; if MATLAB 4 wrote it, save it with -v7");
  fail(EXIT_CONTENT, "is neither a MAT file of version 5 to 7.3 nor an HDF5 file");
}

int main(int count, char **arguments) {
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
