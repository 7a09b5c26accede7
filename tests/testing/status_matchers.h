// Matchers of statuses and messages, which say what they found.
//
//   EXPECT_THAT(Encode(message, serializer, &bytes), IsOk());
//   EXPECT_THAT(Decode<v1::Published>(bytes, serializer),
//               IsOkAndHolds(EqualsProto(R"pb(request: 1 publication: 2)pb")));
//   EXPECT_THAT(Decode<v1::Published>("", serializer),
//               StatusIs(absl::StatusCode::kInvalidArgument,
//                        HasSubstr("the end of the input")));
//
// A call that must fail fails for a reason, which StatusIs() asks for.
#ifndef WAMP_TESTS_TESTING_STATUS_MATCHERS_H_
#define WAMP_TESTS_TESTING_STATUS_MATCHERS_H_

#include <memory>
#include <ostream>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"

namespace wamp {
namespace testing {

inline const absl::Status& StatusOf(const absl::Status& status) {
  return status;
}
template <class T>
const absl::Status& StatusOf(const absl::StatusOr<T>& result) {
  return result.status();
}

// Without the payload, which holds binary data.
inline std::string ToText(const absl::Status& status) {
  std::string text = absl::StatusCodeToString(status.code());
  if (!status.ok()) text += ": " + std::string(status.message());
  return text;
}

class IsOkMatcher {
 public:
  using is_gtest_matcher = void;

  template <class Result>
  bool MatchAndExplain(const Result& result, std::ostream* out) const {
    const absl::Status& status = StatusOf(result);
    if (!status.ok() && out != nullptr) *out << "which is " << ToText(status);
    return status.ok();
  }
  void DescribeTo(std::ostream* out) const { *out << "is OK"; }
  void DescribeNegationTo(std::ostream* out) const { *out << "is not OK"; }
};

// Matches a Status or a StatusOr that is OK.
inline IsOkMatcher IsOk() { return {}; }

class StatusIsMatcher {
 public:
  using is_gtest_matcher = void;

  StatusIsMatcher(absl::StatusCode code,
                  ::testing::Matcher<std::string> message)
      : code_(code), message_(std::move(message)) {}

  template <class Result>
  bool MatchAndExplain(const Result& result, std::ostream* out) const {
    const absl::Status& status = StatusOf(result);
    if (out != nullptr) *out << "which is " << ToText(status);
    return status.code() == code_ &&
           message_.Matches(std::string(status.message()));
  }
  void DescribeTo(std::ostream* out) const {
    *out << "is " << absl::StatusCodeToString(code_) << " with a message that ";
    message_.DescribeTo(out);
  }
  void DescribeNegationTo(std::ostream* out) const {
    *out << "is not " << absl::StatusCodeToString(code_)
         << ", or has a message that ";
    message_.DescribeNegationTo(out);
  }

 private:
  absl::StatusCode code_;
  ::testing::Matcher<std::string> message_;
};

// Matches a Status or a StatusOr of `code` whose message is, or matches,
// `message`.
inline StatusIsMatcher StatusIs(
    absl::StatusCode code, const ::testing::Matcher<std::string>& message) {
  return StatusIsMatcher(code, message);
}

template <class Inner>
class IsOkAndHoldsMatcher {
 public:
  explicit IsOkAndHoldsMatcher(Inner inner) : inner_(std::move(inner)) {}

  // How matchers are made.
  template <class Result>
  operator ::testing::Matcher<Result>() const {  // NOLINT
    return ::testing::Matcher<Result>(new Impl<Result>(inner_));
  }

 private:
  template <class Result>
  class Impl : public ::testing::MatcherInterface<Result> {
   public:
    explicit Impl(const Inner& inner)
        : inner_(::testing::SafeMatcherCast<const Value&>(inner)) {}

    bool MatchAndExplain(
        Result result,
        ::testing::MatchResultListener* listener) const override {
      if (!result.ok()) {
        *listener << "which is " << ToText(result.status());
        return false;
      }
      *listener << "which holds " << ::testing::PrintToString(*result) << " ";
      return inner_.MatchAndExplain(*result, listener);
    }
    void DescribeTo(std::ostream* out) const override {
      *out << "is OK and holds a value that ";
      inner_.DescribeTo(out);
    }
    void DescribeNegationTo(std::ostream* out) const override {
      *out << "is not OK, or holds a value that ";
      inner_.DescribeNegationTo(out);
    }

   private:
    using Value = typename std::decay_t<Result>::value_type;
    const ::testing::Matcher<const Value&> inner_;
  };

  const Inner inner_;
};

// Matches a StatusOr that is OK and whose value is, or matches, `inner`.
template <class Inner>
IsOkAndHoldsMatcher<std::decay_t<Inner>> IsOkAndHolds(Inner&& inner) {
  return IsOkAndHoldsMatcher<std::decay_t<Inner>>(std::forward<Inner>(inner));
}

class EqualsProtoMatcher {
 public:
  using is_gtest_matcher = void;

  explicit EqualsProtoMatcher(const google::protobuf::Message& expected)
      : expected_(expected.New()) {
    expected_->CopyFrom(expected);
  }
  // The text of a message whose type is that of the one it is compared with.
  explicit EqualsProtoMatcher(std::string text) : text_(std::move(text)) {}

  bool MatchAndExplain(const google::protobuf::Message& found,
                       std::ostream* out) const {
    std::shared_ptr<const google::protobuf::Message> expected = expected_;
    if (expected == nullptr) {
      std::shared_ptr<google::protobuf::Message> parsed(found.New());
      if (!google::protobuf::TextFormat::ParseFromString(text_, parsed.get())) {
        if (out != nullptr) *out << "but what is expected is no such message";
        return false;
      }
      expected = parsed;
    }
    if (found.GetDescriptor() != expected->GetDescriptor()) {
      if (out != nullptr) *out << "which is a " << found.GetTypeName();
      return false;
    }
    // By their bytes, which differ where zeros have another sign.
    if (found.SerializeAsString() == expected->SerializeAsString()) return true;
    if (out != nullptr) *out << "with " << Differences(*expected, found);
    return false;
  }
  void DescribeTo(std::ostream* out) const { *out << "equals " << Expected(); }
  void DescribeNegationTo(std::ostream* out) const {
    *out << "does not equal " << Expected();
  }

 private:
  std::string Expected() const {
    return expected_ == nullptr ? text_ : expected_->ShortDebugString();
  }

  static std::string Differences(const google::protobuf::Message& expected,
                                 const google::protobuf::Message& found) {
    std::string differences;
    google::protobuf::util::MessageDifferencer differencer;
    differencer.ReportDifferencesToString(&differences);
    differencer.Compare(expected, found);
    return differences.empty() ? "other bytes" : differences;
  }

  // One of them: the text, or the message.
  std::string text_;
  std::shared_ptr<google::protobuf::Message> expected_;
};

// Matches a message that has the same fields set to the same values.
inline EqualsProtoMatcher EqualsProto(
    const google::protobuf::Message& expected) {
  return EqualsProtoMatcher(expected);
}
inline EqualsProtoMatcher EqualsProto(const std::string& text) {
  return EqualsProtoMatcher(text);
}

}  // namespace testing
}  // namespace wamp

#endif  // WAMP_TESTS_TESTING_STATUS_MATCHERS_H_
