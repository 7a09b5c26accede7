// The configuration that an application component is started with.
//
// Example:
//
//   wamp::ComponentConfig config;
//   config->set_realm("realm1");
//   config.set_shared(wamp::Handle::Of(std::make_shared<Counters>()));
//
// A ComponentConfig is as thread-safe as an `int`: one object may be read by
// many threads, or written by one. The objects in its handles are shared with
// its copies, and guard themselves.
#ifndef WAMP_COMPONENT_H_
#define WAMP_COMPONENT_H_

#include <ostream>
#include <string>
#include <utility>

#include "wamp/handle.h"
#include "wamp/v1/component.pb.h"
#include "wamp/wrapper.h"

namespace wamp {

// Configures a component. The stored half, `realm` and `extra`, is in proto().
// The handles exist only in this process: they are copied and moved along, and
// neither stored nor sent.
class ComponentConfig : public Wrapper<v1::ComponentConfig> {
 public:
  using Wrapper::Wrapper;

  // The object that encrypts and decrypts payloads.
  const Handle& keyring() const { return keyring_; }
  void set_keyring(Handle keyring) { keyring_ = std::move(keyring); }

  // The session of the process that hosts the component.
  const Handle& controller() const { return controller_; }
  void set_controller(Handle controller) {
    controller_ = std::move(controller);
  }

  // What the components of one process share.
  const Handle& shared() const { return shared_; }
  void set_shared(Handle shared) { shared_ = std::move(shared); }

  // The object that runs the component.
  const Handle& runner() const { return runner_; }
  void set_runner(Handle runner) { runner_ = std::move(runner); }

  // As wamp::ToString, with the handles that hold something:
  // `ComponentConfig(realm="realm1", shared=<handle>)`.
  std::string ToString() const;

  // Equal content, and the same objects in the handles.
  friend bool operator==(const ComponentConfig& a, const ComponentConfig& b) {
    return Equals(a.proto(), b.proto()) && a.keyring_ == b.keyring_ &&
           a.controller_ == b.controller_ && a.shared_ == b.shared_ &&
           a.runner_ == b.runner_;
  }
  friend bool operator!=(const ComponentConfig& a, const ComponentConfig& b) {
    return !(a == b);
  }

  friend std::ostream& operator<<(std::ostream& os,
                                  const ComponentConfig& config) {
    return os << config.ToString();
  }

 private:
  Handle keyring_;
  Handle controller_;
  Handle shared_;
  Handle runner_;
};

}  // namespace wamp

#endif  // WAMP_COMPONENT_H_
