// Shows ThreadSanitizer the order in which gRPC hands things from thread to
// thread: what came before a batch was started with a tag, came before the
// event with that tag. Its library, which is not instrumented, does so by
// atomics and locks of its own, of which ThreadSanitizer sees nothing. A
// program that holds this file calls gRPC by way of it, as does libgrpc++.
#include "absl/base/config.h"

#ifdef ABSL_HAVE_THREAD_SANITIZER

#include <dlfcn.h>
#include <grpc/grpc.h>
#include <sanitizer/tsan_interface.h>

namespace {

// Returns the function of gRPC's library that has this name.
template <class Function>
Function* InLibrary(Function* /*here*/, const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

grpc_event AfterItsBatch(const grpc_event& event) {
  if (event.type == GRPC_OP_COMPLETE) __tsan_acquire(event.tag);
  return event;
}

}  // namespace

grpc_call_error grpc_call_start_batch(grpc_call* call, const grpc_op* ops,
                                      size_t nops, void* tag, void* reserved) {
  static const auto library =
      InLibrary(&grpc_call_start_batch, "grpc_call_start_batch");
  __tsan_release(tag);
  return library(call, ops, nops, tag, reserved);
}

grpc_event grpc_completion_queue_next(grpc_completion_queue* cq,
                                      gpr_timespec deadline, void* reserved) {
  static const auto library =
      InLibrary(&grpc_completion_queue_next, "grpc_completion_queue_next");
  return AfterItsBatch(library(cq, deadline, reserved));
}

grpc_event grpc_completion_queue_pluck(grpc_completion_queue* cq, void* tag,
                                       gpr_timespec deadline, void* reserved) {
  static const auto library =
      InLibrary(&grpc_completion_queue_pluck, "grpc_completion_queue_pluck");
  return AfterItsBatch(library(cq, tag, deadline, reserved));
}

#endif  // ABSL_HAVE_THREAD_SANITIZER
