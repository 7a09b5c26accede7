// The header of the libpq that the system has.
#ifndef WAMP_THIRD_PARTY_BAZEL_SYSTEM_LIBPQ_LIBPQ_FE_H_
#define WAMP_THIRD_PARTY_BAZEL_SYSTEM_LIBPQ_LIBPQ_FE_H_

#include <postgresql/libpq-fe.h>

#endif  // WAMP_THIRD_PARTY_BAZEL_SYSTEM_LIBPQ_LIBPQ_FE_H_
