// Random records, with texts in them that do not belong into a log.
#ifndef WAMP_TESTS_LOG_RANDOM_RECORD_H_
#define WAMP_TESTS_LOG_RANDOM_RECORD_H_

#include <cstdint>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "tests/testing/random_message.h"
#include "wamp/log/v1/record.pb.h"

namespace wamp {
namespace log {

// The same seed gives the same records.
class RandomRecords {
 public:
  explicit RandomRecords(uint64_t seed) : random_(seed), messages_(seed) {
    messages_.set_local(true);
  }

  v1::SessionRecord Next() {
    v1::SessionRecord record;
    const auto* events =
        v1::SessionRecord::descriptor()->FindOneofByName("event");
    const auto event =
        static_cast<int>(Below(static_cast<uint64_t>(events->field_count())));
    messages_.Fill(
        *record.GetReflection()->MutableMessage(&record, events->field(event)));
    record.set_record_id("id");
    if (Chance(50)) record.set_realm("com.example.realm1");
    if (Chance(50)) record.set_sequence(Below(9));
    if (Chance(50)) record.set_previous_hash("\xFF");
    if (Chance(50)) messages_.Fill(*record.mutable_ident());
    if (Chance(30)) messages_.Fill(*record.mutable_claimed_ident());
    if (Chance(30)) messages_.Fill(*record.mutable_transport());
    for (uint64_t i = Below(4); i > 0; --i) {
      messages_.Fill(*record.add_claimed_addresses());
    }
    spoiling_ = Below(3) * 10;
    Spoil(record);
    return record;
  }

 private:
  using Message = google::protobuf::Message;

  uint64_t Below(uint64_t limit) { return random_() % limit; }
  bool Chance(uint64_t percent) { return Below(100) < percent; }

  std::string Spoiled() {
    static const std::string texts[] = {
        std::string("\xC3\x28", 2),
        "http://joe:pw@example.com/a?b=c",
        "1.2.3.4:5?token=1",
        "::1",
        "12345678?",
        "\x80",
        std::string(1025, 'x'),
        std::string(1024, 'x') + "\xC3\xA9",
        "-----BEGIN PRIVATE KEY-----",
    };
    return texts[Below(std::size(texts))];
  }

  // Replaces some of all texts.
  void Spoil(Message& message) {
    const auto& reflection = *message.GetReflection();
    std::vector<const google::protobuf::FieldDescriptor*> fields;
    reflection.ListFields(message, &fields);
    for (const auto* field : fields) {
      const bool is_text =
          field->type() == google::protobuf::FieldDescriptor::TYPE_STRING;
      if (field->is_repeated()) {
        for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
          if (field->message_type() != nullptr) {
            Spoil(*reflection.MutableRepeatedMessage(&message, field, i));
          } else if (is_text && Chance(spoiling_)) {
            reflection.SetRepeatedString(&message, field, i, Spoiled());
          }
        }
      } else if (field->message_type() != nullptr) {
        Spoil(*reflection.MutableMessage(&message, field));
      } else if (is_text && Chance(spoiling_)) {
        reflection.SetString(&message, field, Spoiled());
      }
    }
  }

  std::mt19937_64 random_;
  wamp::testing::RandomMessages messages_;
  // How many texts of a hundred.
  uint64_t spoiling_ = 0;
};

}  // namespace log
}  // namespace wamp

#endif  // WAMP_TESTS_LOG_RANDOM_RECORD_H_
