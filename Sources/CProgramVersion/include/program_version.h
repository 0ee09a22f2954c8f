#ifndef CROSSMODAL_PROGRAM_VERSION_H
#define CROSSMODAL_PROGRAM_VERSION_H

/// The version of all programs, as `0.1.0`.
const char *program_version(void);

/// The commit that they were built from, as `5b25a11` or `5b25a11, modified`; empty where there was no git.
const char *program_commit(void);

#endif
