// The one door to zlib: npz files are zip archives, and any file may be gzip. Debian: zlib1g-dev.
#ifndef CZLIB_SHIM_H
#define CZLIB_SHIM_H

#include <zlib.h>

// inflateInit2 is a macro, which Swift cannot see. Negative window bits read a raw deflate stream, 16 more one of gzip.
static inline int czlib_inflate_raw_init(z_stream *stream) { return inflateInit2(stream, -MAX_WBITS); }
static inline int czlib_inflate_gzip_init(z_stream *stream) { return inflateInit2(stream, 16 + MAX_WBITS); }

#endif
