// A shared object of any type that goes with a value inside one process:
// ComponentConfig holds some in addition to its stored fields.
//
// Example:
//
//   config.set_shared(wamp::Handle::Of(std::make_shared<Counters>()));
//   if (auto counters = config.shared().get<Counters>()) counters->Add(1);
//
// A handle is as thread-safe as a std::shared_ptr: one handle may be read by
// many threads, or written by one, and its copies are independent of it. The
// object lives as long as any handle or pointer to it, and guards itself.
#ifndef WAMP_HANDLE_H_
#define WAMP_HANDLE_H_

#include <memory>
#include <type_traits>
#include <utility>

namespace wamp {

// Holds a shared object, or nothing. It knows the object's type without RTTI.
class Handle {
 public:
  // Holds nothing.
  Handle() = default;

  // Holds `object`, as a `T`. A null pointer gives a handle that holds nothing.
  template <class T>
  static Handle Of(std::shared_ptr<T> object) {
    Handle handle;
    if (object == nullptr) return handle;
    handle.object_ =
        std::const_pointer_cast<std::remove_const_t<T>>(std::move(object));
    handle.type_ = TypeTag<T>();
    return handle;
  }

  // The object, or null if the handle holds nothing or was made of another type
  // than exactly `T`: a base class and a `const T` are other types. So may be
  // the same type in another shared library that hides its symbols.
  template <class T>
  std::shared_ptr<T> get() const {
    if (type_ != TypeTag<T>()) return nullptr;
    return std::static_pointer_cast<T>(object_);
  }

  // Whether the handle holds an object.
  explicit operator bool() const { return object_ != nullptr; }

  // Whether both hold the same object, as the same type, or both hold nothing.
  friend bool operator==(const Handle& a, const Handle& b) {
    return a.object_ == b.object_ && a.type_ == b.type_;
  }
  friend bool operator!=(const Handle& a, const Handle& b) { return !(a == b); }

 private:
  // An address that differs for each type. Not const: a linker may fold equal
  // constants into one.
  template <class T>
  static const void* TypeTag() {
    static char tag;
    return &tag;
  }

  std::shared_ptr<void> object_;
  const void* type_ = nullptr;
};

}  // namespace wamp

#endif  // WAMP_HANDLE_H_
