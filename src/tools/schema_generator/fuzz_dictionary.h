// The words of the wire, as a dictionary of libFuzzer's.
#ifndef WAMP_SRC_TOOLS_SCHEMA_GENERATOR_FUZZ_DICTIONARY_H_
#define WAMP_SRC_TOOLS_SCHEMA_GENERATOR_FUZZ_DICTIONARY_H_

#include <string>

namespace wamp {
namespace internal {

std::string FuzzDictionary();

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_SCHEMA_GENERATOR_FUZZ_DICTIONARY_H_
