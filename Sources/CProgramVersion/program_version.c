#include "program_version.h"

// The package's manifest says it.
#ifndef CROSSMODAL_COMMIT
#define CROSSMODAL_COMMIT ""
#endif

const char *program_version(void) { return "0.1.0"; }

const char *program_commit(void) { return CROSSMODAL_COMMIT; }
