// The one door to libcrypto: SHA-256 of contents. Debian: libssl-dev.
#ifndef COPENSSL_SHIM_H
#define COPENSSL_SHIM_H

#include <openssl/evp.h>

#endif
