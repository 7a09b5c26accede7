// Which fields of a message make up its dict.
#ifndef WAMP_SRC_ENGINE_DICT_FORM_H_
#define WAMP_SRC_ENGINE_DICT_FORM_H_

namespace wamp {
namespace internal {

enum class DictForm {
  kWire,     // what travels in WAMP messages; absent keys are left out
  kMarshal,  // what `Marshal` writes; absent keys are null
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_DICT_FORM_H_
