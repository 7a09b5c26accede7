// Where a value ends doesn't depend on how much of what follows has arrived;
// and a message is found there, too.
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/fuzz/fuzz.h"
#include "wamp/decode_next.h"
#include "wamp/measure.h"
#include "wamp/transcode.h"
#include "wamp/ubjson_dialect.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

using Size = absl::StatusOr<std::optional<size_t>>;

Size MeasureEither(absl::string_view bytes, const DecodeOptions& options) {
  const absl::StatusOr<std::optional<UbjsonMessage>> message =
      MeasureUbjson(bytes, options);
  if (!message.ok()) return message.status();
  if (!message->has_value()) return std::nullopt;
  return (*message)->size;
}

// What is known of the bytes stays true with more of them.
template <class Measure>
void ExpectSteady(absl::string_view bytes, bool is_json,
                  const Measure& measure) {
  const std::string all(bytes);
  const Size whole = measure(all);
  if (whole.ok() && whole->has_value()) {
    fuzz::Expect("a value is no longer than its bytes",
                 **whole <= bytes.size());
  }
  for (size_t size = 0; size < bytes.size(); ++size) {
    // A copy, so that what lies behind it is out of bounds.
    const std::string cut(bytes.substr(0, size));
    const Size part = measure(cut);
    if (!part.ok()) {
      fuzz::Expect("what is no value is none with more bytes", !whole.ok(),
                   absl::StrCat("the first ", size,
                                " bytes: ", part.status().ToString()));
    } else if (part->has_value() && !(is_json && **part == size)) {
      // A number of JSON ends where the bytes do.
      fuzz::Expect("a value ends where it did with fewer bytes",
                   whole.ok() && *whole == *part,
                   absl::StrCat("the first ", size, " bytes: ", **part,
                                "; all: ", whole.status().ToString(), " ",
                                whole.ok() ? whole->value_or(0) : 0));
    }
  }
}

// DecodeNext ends where MeasureValue does, and reads what Decode reads there.
void ExpectFound(absl::string_view bytes, v1::Serializer serializer,
                 const DecodeOptions& options, const Size& size) {
  v1::Frame next_frame;
  const NextMessage next = DecodeNext(bytes, serializer, &next_frame, options);
  if (next.size.has_value()) {
    fuzz::Expect("a message that is found has a size",
                 size.ok() && *size == next.size);
    v1::Frame frame;
    fuzz::ExpectSame(
        "what is found is read as Decode reads it",
        Decode(bytes.substr(0, *next.size), serializer, &frame, options),
        next.status);
    if (next.status.ok()) {
      fuzz::ExpectSame("what is found is what Decode reads", frame, next_frame);
    }
  } else if (size.ok()) {
    fuzz::Expect("what has a size is found", !size->has_value());
    fuzz::ExpectOk("what may go on is not refused", next.status);
  }
}

void Run(fuzz::Input input) {
  const v1::Serializer serializer = input.Serializer();
  const DecodeOptions options = input.Options();
  const absl::string_view bytes = input.Rest().substr(0, 256);
  ExpectSteady(bytes, serializer == v1::SERIALIZER_JSON,
               [&](absl::string_view part) {
                 return MeasureValue(part, serializer, options);
               });
  const Size size = MeasureValue(bytes, serializer, options);
  fuzz::CountRead("value", bytes, size.ok() && size->has_value());
  std::string out;
  const EncodeOptions writing = fuzz::WritingOf(options);
  if (Transcode(bytes, serializer, serializer, &out, options, writing).ok()) {
    fuzz::ExpectOk("what can be transcoded has a size", size.status());
    fuzz::Expect("what can be transcoded has an end", size->has_value());
  }
  ExpectFound(bytes, serializer, options, size);
  if (serializer == v1::SERIALIZER_UBJSON) {
    ExpectSteady(bytes, false, [&](absl::string_view part) {
      return MeasureEither(part, options);
    });
    DetectUbjson(bytes);
  }
}

}  // namespace
}  // namespace wamp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  wamp::Run(wamp::fuzz::Input(data, size));
  return 0;
}
