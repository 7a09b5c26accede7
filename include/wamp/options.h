// How strictly messages are read, and how they are written.
//
// Example:
//
//   wamp::DecodeOptions options;
//   options.unknown_keys = wamp::UnknownKeys::kKeep;  // lose nothing
//
// The options are plain values; the defaults suit a program at the edge of a
// network that reads what strangers send.
#ifndef WAMP_OPTIONS_H_
#define WAMP_OPTIONS_H_

#include <cstddef>
#include <optional>

#include "wamp/codec/codec.h"
#include "wamp/codec/json_reader.h"
#include "wamp/uri.h"

namespace wamp {

// What happens to dict keys that the message has no field for.
enum class UnknownKeys {
  // They are skipped (WAMP: Extensibility).
  kIgnore,
  // They are stored in the message's `unknown_keys` and written back, so that a
  // message that passes through the library loses nothing.
  kKeep,
  // They are faults.
  kReject,
};

// Whose rules decide which values are valid.
enum class Profile {
  // The specification's: ids from 1 to 2^53 and well-formed URIs everywhere.
  kSpec,
  // Those of autobahn-python's parser: ids from 0, and ids and URIs are checked
  // only at the positions of a message; JSON may hold NaN and Infinity.
  kAutobahn,
  // Those of kAutobahn, and whatever else can be understood without loss: a
  // float without a fraction as an integer, a scalar as a list of one.
  kLenient,
};

// What happens to the application payload of a message.
enum class PayloadMode {
  // It becomes `args` and `kwargs`.
  kDecode,
  // It is checked for well-formedness and stored in `raw` as the bytes it
  // arrived in, so that a router can pass it on without decoding it.
  kRaw,
};

// The limits of a reader, with a depth that protobuf's own readers take by
// default, in every language, in binary and in JSON: what has been decoded
// under them can be stored and read back. A dict within a dict takes three
// levels of messages, of which those readers allow 64 to 100.
constexpr Limits StorableLimits() {
  Limits limits;
  limits.max_depth = 20;
  return limits;
}

// How to read.
struct DecodeOptions {
  UnknownKeys unknown_keys = UnknownKeys::kIgnore;
  Profile profile = Profile::kSpec;
  // Which characters URIs may hold.
  UriStrictness uri = UriStrictness::kLoose;
  PayloadMode payload = PayloadMode::kDecode;
  // Whether values that the format has and WAMP doesn't (dates of CBOR,
  // extensions of MessagePack, integers beyond 64 bits) are faults, or are kept
  // where any value may be: in arguments, free dicts and unknown keys. They can
  // be written in the same format alone (see Foreign in value.proto).
  ForeignValues foreign = ForeignValues::kRefuse;
  // Whether reading goes on after a fault that doesn't break the format, so
  // that all faults of a message are reported (see Violations in
  // violation.proto).
  bool collect_all = false;
  // How many faults `collect_all` reports; the last one then says how many more
  // there are. 0 counts as 1.
  size_t max_faults = 100;
  Limits limits = StorableLimits();
  // How many elements and entries the lists and dicts of a message may have,
  // all together: those that it keeps, so not what is skipped or raw. Each that
  // takes a byte on the wire can take more than a hundred in a message, so that
  // this bounds what a small frame costs.
  size_t max_values = 1'000'000;
  // How many bytes of memory a new message may take, beside its fixed fields.
  // What is counted is never less than what is taken from the heap, and at most
  // twice that; on an arena less may be taken.
  size_t max_memory = size_t{1} << 28;
};

// How to write.
struct EncodeOptions {
  // Whether JSON may hold NaN and Infinity, which only lenient readers take.
  JsonNan json_nan = JsonNan::kReject;
  // The reader that must accept what is written, as Validate (wire.h) asks it;
  // nothing is written otherwise. What can't be written at all is reported
  // alone, without what that reader would find. Off by default, since reading
  // everything back takes several times as long as writing it (docs/adr has the
  // figures):
  //
  //   options.validate.emplace();  // a reader of the specification's profile
  std::optional<DecodeOptions> validate;
};

}  // namespace wamp

#endif  // WAMP_OPTIONS_H_
