#ifndef FAILURE_H
#define FAILURE_H

/// Exit codes: those of crossmodal, and one for a variable that does not exist, so that the caller can list the others.
enum {
  EXIT_USAGE = 64,
  EXIT_CONTENT = 65,
  EXIT_NO_VARIABLE = 66,
  EXIT_FILE = 74,
};

/// The file that messages are about.
extern const char *failure_path;

/// Writes one line on stderr, "path: message", and ends the program. Without destructors of the libraries: they may be
/// what is broken.
_Noreturn void fail(int code, const char *format, ...) __attribute__((format(printf, 2, 3)));

/// A name from a file for use in a line: at most 60 bytes, control characters shown as '?'. Valid until the fourth call
/// after.
const char *printable(const char *name);

#endif
