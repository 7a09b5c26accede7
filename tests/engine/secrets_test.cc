// What is secret stays out of errors: in each place that the annotations name,
// with each fault, by each door.
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "src/engine/annotations.h"
#include "tests/testing/random_message.h"
#include "tests/testing/serializers.h"
#include "wamp/dict.h"
#include "wamp/frame.h"
#include "wamp/measure.h"
#include "wamp/reflection.h"
#include "wamp/transcode.h"
#include "wamp/v1/authentication.pb.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/value.h"
#include "wamp/violation.h"

namespace wamp {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

// What is looked for. `~` stands for a byte that is not UTF-8: the formats'
// writers would refuse the byte itself.
constexpr absl::string_view kCanary = "CANARY7";
constexpr absl::string_view kBroken = "CANARY7~";

// A way into the lists and dicts of a message: an index, or a key.
struct Step {
  int index = -1;
  std::string key;
};
using Place = std::vector<Step>;

std::string NameOf(const Place& place) {
  std::string name;
  for (const Step& step : place) {
    absl::StrAppend(&name, "/",
                    step.key.empty() ? absl::StrCat(step.index) : step.key);
  }
  return name;
}

Place Then(Place place, Step step) {
  place.push_back(std::move(step));
  return place;
}

// What is at a place must not be told; if it is secret, nor must the keys in
// it.
struct Hidden {
  Place place;
  bool secret = false;
};

// Adds the places below `place`, where `message` stands, that must not be told.
void AddDict(const Descriptor* message, const Place& place,
             std::vector<Hidden>& places) {
  places.push_back({Then(place, {-1, "x_unknown"}), false});
  places.push_back({Then(place, {-1, "ticket"}), true});
  for (int i = 0; i < message->field_count(); ++i) {
    const FieldDescriptor* field = message->field(i);
    if (!internal::IsKey(field)) continue;
    const Place here = Then(place, {-1, internal::KeyOf(field)});
    if (internal::IsUntold(field)) {
      const v1::FieldAnnotation& annotation = internal::AnnotationOf(field);
      const bool secret = annotation.secret();
      const std::string& alias = annotation.alias();
      places.push_back({here, secret});
      if (!alias.empty()) places.push_back({Then(place, {-1, alias}), secret});
    } else if (field->message_type() != nullptr &&
               !internal::AnnotationOf(field->message_type()).has_shape()) {
      AddDict(field->message_type(), here, places);
    }
  }
}

std::vector<Hidden> PlacesOf(const Descriptor* message) {
  std::vector<Hidden> places;
  for (const internal::Slot& slot : internal::SlotsOf(message)) {
    const Place here = {{slot.position, ""}};
    const Descriptor* type = slot.field->message_type();
    if (type == v1::Payload::descriptor()) {
      places.push_back({here, false});
      places.push_back({{{slot.position + 1, ""}}, false});
    } else if (internal::IsUntold(slot.field)) {
      places.push_back({here, internal::AnnotationOf(slot.field).secret()});
    } else if (type != nullptr) {
      AddDict(type, here, places);
    }
  }
  return places;
}

// The value under `key`, a new one if there is none.
v1::Value& ValueOf(v1::Dict& dict, const std::string& key) {
  for (v1::Entry& entry : *dict.mutable_entries()) {
    if (entry.key() == key) return *entry.mutable_value();
  }
  v1::Entry& entry = *dict.add_entries();
  entry.set_key(key);
  return *entry.mutable_value();
}

// Puts `value` at `place`; `twice`: a second time under its key, after another.
void Put(v1::Value& root, const Place& place, const v1::Value& value,
         bool twice) {
  v1::Value* at = &root;
  for (const Step& step : place) {
    if (!step.key.empty()) {
      at = &ValueOf(*at->mutable_dict_value(), step.key);
      continue;
    }
    v1::List& list = *at->mutable_list_value();
    // What stands before a payload's kwargs are its args.
    while (list.values_size() <= step.index) {
      list.add_values()->mutable_list_value();
    }
    at = list.mutable_values(step.index);
  }
  if (!twice) {
    *at = value;
    return;
  }
  *at = MakeValue("first");
  v1::Value* dict = &root;
  for (size_t i = 0; i + 1 < place.size(); ++i) {
    dict = place[i].key.empty()
               ? dict->mutable_list_value()->mutable_values(place[i].index)
               : &ValueOf(*dict->mutable_dict_value(), place[i].key);
  }
  v1::Entry& again = *dict->mutable_dict_value()->add_entries();
  again.set_key(place.back().key);
  *again.mutable_value() = value;
}

// Values of every kind that hold the secret, of which some break the message;
// `keys`: as a key, too.
std::vector<v1::Value> Secrets(bool keys) {
  const std::string good(kCanary);
  const std::string broken(kBroken);
  std::vector<v1::Value> secrets = {
      MakeValue(good),
      MakeValue(broken),
      MakeValue(Bytes{good}),
      MakeValue(MakeList(good)),
      MakeValue(MakeList(broken)),
      MakeValue(MakeDict({{"k", MakeValue(good)}})),
      MakeValue(MakeDict({{"k", MakeValue(broken)}})),
      // Where a key is told as a place, one that is none is not.
      MakeValue(MakeDict({{broken, MakeValue(1)}})),
      MakeValue(MakeDict({{"k", MakeValue(MakeList(MakeList(broken)))}})),
  };
  if (!keys) return secrets;
  const v1::Value dict = MakeValue(MakeDict({{good, MakeValue(broken)}}));
  secrets.push_back(dict);
  secrets.push_back(MakeValue(MakeList(dict)));
  secrets.push_back(MakeValue(MakeDict({{"k", dict}})));
  secrets.push_back(MakeValue(MakeDict({{good, MakeValue(MakeList(dict))}})));
  return secrets;
}

bool HasBrokenKey(const v1::Value& value) {
  return value.dict_value().entries_size() != 0 &&
         value.dict_value().entries(0).key() == kBroken;
}

void ExpectUntold(const absl::Status& status, const std::string& what) {
  EXPECT_FALSE(absl::StrContains(status.message(), kCanary))
      << what << ": " << status.message();
  EXPECT_FALSE(
      absl::StrContains(ViolationsOf(status).ShortDebugString(), kCanary))
      << what;
}

std::vector<DecodeOptions> Options() {
  std::vector<DecodeOptions> all(6);
  all[1].collect_all = true;
  all[2].unknown_keys = UnknownKeys::kReject;
  all[2].collect_all = true;
  all[3].unknown_keys = UnknownKeys::kKeep;
  all[4].payload = PayloadMode::kRaw;
  all[5].profile = Profile::kLenient;
  return all;
}

// Sends the bytes through every door.
void Read(const std::string& bytes, v1::Serializer serializer,
          const std::string& what) {
  for (const DecodeOptions& options : Options()) {
    v1::Frame frame;
    ExpectUntold(Decode(bytes, serializer, &frame, options), what);
    ExpectUntold(DecodeByReflection(bytes, serializer, &frame, options), what);
    ExpectUntold(PeekHeader(bytes, serializer, options).status(), what);
    ExpectUntold(MeasureValue(bytes, serializer, options).status(), what);
  }
  for (const v1::Serializer to : testing::Serializers()) {
    std::string out;
    ExpectUntold(Transcode(bytes, serializer, to, &out), what);
  }
}

// As above, without bytes; and what can be read that way is written.
void ReadValue(const v1::Value& value, const std::string& what) {
  for (const DecodeOptions& options : Options()) {
    v1::Frame frame;
    ExpectUntold(FromValueByReflection(value, &frame, options), what);
    const absl::Status status = FromValue(value, &frame, options);
    ExpectUntold(status, what);
    if (!status.ok()) continue;
    for (const v1::Serializer serializer : testing::Serializers()) {
      std::string out;
      ExpectUntold(Encode(frame, serializer, &out), what);
      ExpectUntold(EncodeByReflection(frame, serializer, &out), what);
    }
  }
}

// The bytes of a value, with the byte that is not UTF-8 in its place.
std::string BytesOf(const v1::Value& value, v1::Serializer serializer) {
  auto bytes = Encode(value, serializer);
  EXPECT_TRUE(bytes.ok()) << bytes.status();
  return absl::StrReplaceAll(bytes.value_or(""), {{"CANARY7~", "CANARY7\xFF"}});
}

// `~` as a byte that is not UTF-8, in every text of `value`.
void Break(v1::Value& value) {
  const auto broken = [](const std::string& text) {
    return absl::StrReplaceAll(text, {{"CANARY7~", "CANARY7\xFF"}});
  };
  if (value.has_string_value()) {
    value.set_string_value(broken(value.string_value()));
  } else if (value.has_list_value()) {
    for (v1::Value& item : *value.mutable_list_value()->mutable_values()) {
      Break(item);
    }
  } else if (value.has_dict_value()) {
    for (v1::Entry& entry : *value.mutable_dict_value()->mutable_entries()) {
      entry.set_key(broken(entry.key()));
      Break(*entry.mutable_value());
    }
  }
}

class SecretsTest : public ::testing::TestWithParam<std::string> {};

TEST_P(SecretsTest, AreInNoError) {
  const FieldDescriptor* arm =
      v1::Frame::descriptor()->FindFieldByName(GetParam());
  ASSERT_NE(arm, nullptr);
  v1::Frame frame;
  testing::RandomMessages random(7);
  random.Fill(*frame.GetReflection()->MutableMessage(&frame, arm));
  v1::Value whole;
  ASSERT_EQ(ToValue(frame, &whole), absl::OkStatus());
  for (const auto& [place, has_secret_keys] : PlacesOf(arm->message_type())) {
    for (const v1::Value& secret : Secrets(has_secret_keys)) {
      for (const bool twice : {false, true}) {
        if (twice && place.back().key.empty()) continue;
        v1::Value value = whole;
        Put(value, place, secret, twice);
        const std::string what =
            absl::StrCat(NameOf(place), twice ? " twice: " : ": ",
                         secret.ShortDebugString());
        for (const v1::Serializer serializer : testing::Serializers()) {
          Read(BytesOf(value, serializer), serializer,
               absl::StrCat(testing::NameOf(serializer), " ", what));
        }
        if (HasBrokenKey(secret)) continue;
        Break(value);
        ReadValue(value, what);
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(AllMessages, SecretsTest, ::testing::ValuesIn([] {
                           std::vector<std::string> names;
                           const auto* type = v1::Frame::descriptor();
                           names.reserve(
                               static_cast<size_t>(type->field_count()));
                           for (int i = 0; i < type->field_count(); ++i) {
                             names.emplace_back(type->field(i)->name());
                           }
                           return names;
                         }()),
                         [](const auto& tested) { return tested.param; });

// What has no field may be anything: a piece of a broken message, say.
TEST(SecretsTest, WhatHasNoFieldIsNotTold) {
  for (const char* json :
       {"\"CANARY7\"", "\"CANARY7\xff\"", "\"\\u0000CANARY7!\"",
        "[\"CANARY7\"]", "[\"CANARY7\xff\",1]", "[[\"CANARY7\"]]",
        "{\"CANARY7\":1}"}) {
    for (const bool all : {false, true}) {
      DecodeOptions options;
      options.collect_all = all;
      v1::Frame frame;
      v1::PublishOptions dict;
      v1::Value value;
      for (const absl::Status& status :
           {Decode(json, v1::SERIALIZER_JSON, &frame, options),
            Decode(json, v1::SERIALIZER_JSON, &dict, options),
            Decode(json, v1::SERIALIZER_JSON, &value, options),
            DecodeByReflection(json, v1::SERIALIZER_JSON, &frame, options),
            PeekHeader(json, v1::SERIALIZER_JSON, options).status()}) {
        EXPECT_FALSE(absl::StrContains(status.ToString(), "CANARY7")) << json;
      }
    }
  }
  v1::Value value;
  value.set_string_value("CANARY7\xff");
  EXPECT_FALSE(absl::StrContains(
      Encode(value, v1::SERIALIZER_MSGPACK).status().ToString(), "CANARY7"));
}

// Dicts that stand alone, of which all keys without a field are secret.
TEST(SecretsTest, KeysOfSecretDictsAreNotTold) {
  v1::HelloAuthextra authextra;
  const std::string broken = "{\"CANARY7\":{\"CANARY7\":\"\xff\"}}";
  DecodeOptions options;
  for (const UnknownKeys unknown :
       {UnknownKeys::kIgnore, UnknownKeys::kKeep, UnknownKeys::kReject}) {
    options.unknown_keys = unknown;
    const absl::Status status =
        Decode(broken, v1::SERIALIZER_JSON, &authextra, options);
    EXPECT_EQ(ViolationsOf(status).violations(0).path(),
              "HELLO.Details.authextra");
    ExpectUntold(status, "HELLO.Details.authextra");
  }
  v1::Entry& entry = *authextra.mutable_unknown_keys()->add_entries();
  entry.set_key(std::string(kCanary));
  entry.mutable_value()->set_string_value("\xff");
  const absl::Status status =
      Encode(authextra, v1::SERIALIZER_MSGPACK).status();
  EXPECT_EQ(std::string(status.message()),
            "HELLO.Details.authextra: expected a text in UTF-8, got bytes");
}

// The lenient profile tries a float before it gives up.
TEST(SecretsTest, LenientErrorsAreTheSame) {
  const std::string json = absl::StrCat(R"([16,1,{"exclude":[")",
                                        std::string(1000, 'x'), R"("]},"a"])");
  DecodeOptions lenient;
  lenient.profile = Profile::kLenient;
  v1::Frame frame;
  EXPECT_EQ(Decode(json, v1::SERIALIZER_JSON, &frame, lenient).message(),
            Decode(json, v1::SERIALIZER_JSON, &frame).message());
}

// The tests above could not fail if nothing were ever told.
TEST(SecretsTest, OtherValuesAreTold) {
  v1::Frame frame;
  EXPECT_EQ(std::string(Decode(R"([1,"a.b",{"roles":{},"authid":7}])",
                               v1::SERIALIZER_JSON, &frame)
                            .message()),
            "HELLO.Details.authid: expected a string, got integer 7 (byte 30)");
  EXPECT_EQ(std::string(Decode(R"([1,"CANARY7 x",{"roles":{}}])",
                               v1::SERIALIZER_JSON, &frame)
                            .message()),
            "HELLO.realm: expected a URI, got string \"CANARY7 x\" (byte 3)");
}

// Nor could those of keys.
TEST(SecretsTest, OtherKeysAreTold) {
  v1::Frame frame;
  v1::HelloAuthextra authextra;
  const auto path = [](const absl::Status& status) {
    return ViolationsOf(status).violations(0).path();
  };
  EXPECT_EQ(path(Decode("[48,1,{},\"a.b\",[],{\"k\":{\"CANARY7\":\"\xff\"}}]",
                        v1::SERIALIZER_JSON, &frame)),
            "CALL.kwargs.k.CANARY7");
  EXPECT_EQ(path(Decode(R"({"nonce":7})", v1::SERIALIZER_JSON, &authextra)),
            "HELLO.Details.authextra.nonce");
}

}  // namespace
}  // namespace wamp
