// What is known of each descriptor, computed once.
#ifndef WAMP_SRC_ENGINE_DESCRIPTOR_CACHE_H_
#define WAMP_SRC_ENGINE_DESCRIPTOR_CACHE_H_

#include <memory>
#include <mutex>
#include <shared_mutex>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "google/protobuf/descriptor.h"

namespace wamp {
namespace internal {

// To be created by `new` and never destroyed, as static objects of a program
// may use it to the end. Any thread may call it.
template <class T>
class DescriptorCache {
 public:
  // What `make` returns for the descriptor, which must live as long as this.
  template <class Make>
  const T& Get(const google::protobuf::Descriptor* message, Make make) {
    {
      const std::shared_lock lock(mutex_);
      const auto found = values_.find(message);
      if (found != values_.end()) return *found->second;
    }
    auto value = std::make_unique<T>(make(message));
    const std::unique_lock lock(mutex_);
    return *values_.try_emplace(message, std::move(value)).first->second;
  }

 private:
  std::shared_mutex mutex_;
  // Guarded by `mutex_`.
  absl::flat_hash_map<const google::protobuf::Descriptor*, std::unique_ptr<T>>
      values_;
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_DESCRIPTOR_CACHE_H_
