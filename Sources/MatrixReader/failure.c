#include "failure.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

const char *failure_path = "crossmodal-matrix";

_Noreturn void fail(int code, const char *format, ...) {
  char message[600];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  fprintf(stderr, "%s: %s\n", failure_path, message);
  fflush(stderr);
  _exit(code);
}

const char *printable(const char *name) {
  static char texts[4][64];
  static unsigned turn;
  char *text = texts[turn++ % 4];
  unsigned length = 0;
  for (; name != NULL && name[length] != 0 && length < 60; length++) {
    const unsigned char byte = (unsigned char)name[length];
    text[length] = byte < 0x20 || byte == 0x7f ? '?' : name[length];
  }
  text[length] = 0;
  return text;
}
