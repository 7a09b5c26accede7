#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/message.h"
#include "src/engine/secret_keys.h"
#include "src/log/digest.h"
#include "src/log/log_text.h"
#include "src/log/redacted_copy.h"
#include "src/log/redaction_plan.h"
#include "wamp/codec/utf8.h"
#include "wamp/log/redaction.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace internal {
namespace {

using google::protobuf::Message;
using google::protobuf::Reflection;
using log::Redact;

constexpr char kMask[] = "<secret>";
constexpr char kHash[] = "hmac-sha256";

log::v1::RedactionMethod MethodOf(Redact action) {
  switch (action) {
    case Redact::kDrop:
      return log::v1::REDACTION_METHOD_DROP;
    case Redact::kMask:
      return log::v1::REDACTION_METHOD_MASK;
    case Redact::kHash:
      return log::v1::REDACTION_METHOD_HASH;
    case Redact::kKeep:
      return log::v1::REDACTION_METHOD_KEEP;
  }
  return log::v1::REDACTION_METHOD_UNSPECIFIED;
}

// The same bytes for equal messages, which a plain serialization does not
// promise.
std::string BytesOf(const Message& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializePartialToCodedStream(&coded);
  }
  return bytes;
}

class Walk {
 public:
  Walk(const RedactionPlan& plan, log::v1::SessionRecord& record)
      : plan_(plan), record_(record), earlier_(record.redactions_size()) {}

  void Run() { Take(plan_.steps, record_); }

 private:
  void Take(const RedactionSteps& steps, Message& message) {
    for (const RedactionStep& step : steps) {
      if (step.is_repeated) {
        if (step.reflection->FieldSize(message, step.field) > 0) {
          TakeRepeated(step, message);
        }
      } else if (step.reflection->HasField(message, step.field)) {
        TakeOne(step, message);
      }
    }
  }

  void TakeRepeated(const RedactionStep& step, Message& message) {
    const Reflection& reflection = *step.reflection;
    if (step.action.value_or(Redact::kKeep) == Redact::kDrop) {
      return Drop(step, message);
    }
    const int size = reflection.FieldSize(message, step.field);
    const int most = MostElements();
    for (int i = size; i > most; --i) {
      reflection.RemoveLast(&message, step.field);
    }
    if (size > most) {
      Note(step.path, log::v1::REDACTION_METHOD_CUT,
           static_cast<uint64_t>(size - most));
    }
    for (int i = 0; i < std::min(size, most); ++i) {
      if (step.holds == Holds::kMessage) {
        Take(step.inner,
             *reflection.MutableRepeatedMessage(&message, step.field, i));
        continue;
      }
      std::string text = reflection.GetRepeatedString(message, step.field, i);
      CleanText(step.path, step.is_address, text);
      reflection.SetRepeatedString(&message, step.field, i, std::move(text));
    }
  }

  void TakeOne(const RedactionStep& step, Message& message) {
    if (!step.hidden && !step.action.has_value()) return Clean(step, message);
    if (WasDone(step.path)) return Clean(step, message);
    if (step.action.has_value()) {
      Note(step.path, MethodOf(*step.action));
      return Do(*step.action, step, message);
    }
    if (step.unknown_keys && plan_.policy.keep_unknown_keys) {
      Note(step.path, log::v1::REDACTION_METHOD_KEEP);
      return Clean(step, message);
    }
    v1::Dict* dict = DictOf(step, message);
    if (dict != nullptr && (!step.rules.empty() || WasPicked(step.path))) {
      Pick(step.path, step.rules, *dict);
      if (dict->entries_size() > 0) return;
      return step.reflection->ClearField(&message, step.field);
    }
    Drop(step, message);
  }

  void Drop(const RedactionStep& step, Message& message) {
    const Reflection& reflection = *step.reflection;
    // Of an empty dict, such as CHALLENGE must have, nothing is lost.
    const bool is_empty =
        step.holds != Holds::kText && step.holds != Holds::kOther &&
        !step.is_repeated &&
        reflection.GetMessage(message, step.field).ByteSizeLong() == 0;
    if (!is_empty) Note(step.path, log::v1::REDACTION_METHOD_DROP);
    reflection.ClearField(&message, step.field);
  }

  void Do(Redact action, const RedactionStep& step, Message& message) {
    const Reflection& reflection = *step.reflection;
    if (action == Redact::kDrop) {
      return reflection.ClearField(&message, step.field);
    }
    if (action == Redact::kKeep) return Clean(step, message);
    if (step.holds == Holds::kText) {
      std::string text = reflection.GetString(message, step.field);
      return reflection.SetString(
          &message, step.field, action == Redact::kMask ? kMask : HashOf(text));
    }
    Message& inner = *reflection.MutableMessage(&message, step.field);
    const std::string hash = action == Redact::kHash ? HashOf(inner) : "";
    inner.Clear();
    if (step.holds == Holds::kValue) {
      static_cast<v1::Value&>(inner).set_string_value(
          action == Redact::kMask ? kMask : hash);
    } else if (action == Redact::kMask) {
      // It is there, and empty.
    } else if (step.holds == Holds::kDict) {
      v1::Entry& entry = *static_cast<v1::Dict&>(inner).add_entries();
      entry.set_key(kHash);
      entry.mutable_value()->set_string_value(hash);
    } else {
      static_cast<v1::List&>(inner).add_values()->set_string_value(hash);
    }
  }

  // Leaves of a dict what the rules name, and what an earlier redactor left.
  void Pick(const std::string& path, const RulesHere& rules, v1::Dict& dict) {
    uint64_t dropped = 0;
    const auto gone = [&](v1::Entry& entry) {
      const bool stays = PickEntry(path, rules, entry);
      dropped += stays ? 0 : 1;
      return !stays;
    };
    EraseIf(*dict.mutable_entries(), gone);
    if (dropped > 0) Note(path, log::v1::REDACTION_METHOD_DROP, dropped);
    CutElements(path, *dict.mutable_entries());
  }

  bool PickEntry(const std::string& path, const RulesHere& rules,
                 v1::Entry& entry) {
    const std::string here = absl::StrCat(path, ".", entry.key());
    v1::Value& value = *entry.mutable_value();
    if (WasDone(here)) {
      CleanValue(here, {}, value);
      return true;
    }
    const RulesHere below = Below(rules, entry.key(), nullptr);
    const std::optional<Redact> action = ActionOf(below);
    if (action.has_value()) return DoValue(*action, here, value);
    if (!value.has_dict_value() || (below.empty() && !WasPicked(here))) {
      return false;
    }
    Pick(here, below, *value.mutable_dict_value());
    return value.dict_value().entries_size() > 0;
  }

  // Returns whether there is a value left.
  bool DoValue(Redact action, const std::string& path, v1::Value& value) {
    Note(path, MethodOf(action));
    switch (action) {
      case Redact::kDrop:
        return false;
      case Redact::kKeep:
        CleanValue(path, {}, value);
        return true;
      case Redact::kMask:
        value.set_string_value(kMask);
        return true;
      case Redact::kHash:
        value.set_string_value(value.has_string_value()
                                   ? HashOf(value.string_value())
                                   : HashOf(value));
        return true;
    }
    return false;
  }

  void Clean(const RedactionStep& step, Message& message) {
    const Reflection& reflection = *step.reflection;
    if (step.holds == Holds::kText) {
      std::string scratch;
      const std::string& found =
          reflection.GetStringReference(message, step.field, &scratch);
      if (IsClean(step.is_address, found)) return;
      std::string text = found;
      CleanText(step.path, step.is_address, text);
      return reflection.SetString(&message, step.field, std::move(text));
    }
    if (step.holds == Holds::kOther) return;
    Message& inner = *reflection.MutableMessage(&message, step.field);
    switch (step.holds) {
      case Holds::kDict:
        return CleanDict(step.path, step.rules, static_cast<v1::Dict&>(inner));
      case Holds::kList:
        return CleanList(step.path, static_cast<v1::List&>(inner));
      case Holds::kValue:
        CleanValue(step.path, step.rules, static_cast<v1::Value&>(inner));
        return;
      default:
        return Take(step.inner, inner);
    }
  }

  void CleanDict(const std::string& path, const RulesHere& rules,
                 v1::Dict& dict) {
    CutElements(path, *dict.mutable_entries());
    EraseIf(*dict.mutable_entries(), [&](v1::Entry& entry) {
      const RulesHere below = Below(rules, entry.key(), nullptr);
      const std::optional<Redact> action = ActionOf(below);
      const std::string named = absl::StrCat(path, ".", entry.key());
      if (action.has_value() && !WasDone(named)) {
        return !DoValue(*action, named, *entry.mutable_value());
      }
      if (!WasDone(named) && IsSecretName(entry.key())) {
        Note(PathOfSecret(path, entry.key()), log::v1::REDACTION_METHOD_DROP);
        return true;
      }
      CleanText(path, /*is_address=*/false, *entry.mutable_key());
      const bool is_named = !below.empty() || WasPicked(named);
      return !CleanValue(is_named ? named : path, below,
                         *entry.mutable_value());
    });
  }

  void CleanList(const std::string& path, v1::List& list) {
    CutElements(path, *list.mutable_values());
    EraseIf(*list.mutable_values(),
            [&](v1::Value& value) { return !CleanValue(path, {}, value); });
  }

  // Returns whether there is a value left.
  bool CleanValue(const std::string& path, const RulesHere& rules,
                  v1::Value& value) {
    switch (value.kind_case()) {
      case v1::Value::kStringValue:
        if (HoldsPrivateKey(value.string_value())) break;
        CleanText(path, /*is_address=*/false, *value.mutable_string_value());
        return true;
      case v1::Value::kBytesValue: {
        if (HoldsPrivateKey(value.bytes_value())) break;
        std::string& bytes = *value.mutable_bytes_value();
        if (bytes.size() <= plan_.policy.max_text_bytes) return true;
        bytes.resize(plan_.policy.max_text_bytes);
        Note(path, log::v1::REDACTION_METHOD_CUT);
        return true;
      }
      case v1::Value::kListValue:
        CleanList(path, *value.mutable_list_value());
        return true;
      case v1::Value::kDictValue:
        CleanDict(path, rules, *value.mutable_dict_value());
        return true;
      default:
        return true;
    }
    Note(path, log::v1::REDACTION_METHOD_DROP);
    return false;
  }

  bool IsClean(bool is_address, const std::string& text) const {
    return text.size() <= plan_.policy.max_text_bytes && IsValidUtf8(text) &&
           !absl::StrContains(text, "://") &&
           !(is_address && absl::StrContains(text, '?'));
  }

  void CleanText(const std::string& path, bool is_address, std::string& text) {
    if (IsClean(is_address, text)) return;
    RepairUtf8(&text);
    const bool of_url = CutUrls(is_address, &text);
    const bool of_end = CutText(plan_.policy.max_text_bytes, &text);
    if (of_url || of_end) Note(path, log::v1::REDACTION_METHOD_CUT);
  }

  template <class Elements>
  void CutElements(const std::string& path, Elements& elements) {
    const int more = elements.size() - MostElements();
    if (more <= 0) return;
    elements.DeleteSubrange(MostElements(), more);
    Note(path, log::v1::REDACTION_METHOD_CUT, static_cast<uint64_t>(more));
  }

  // Keeps the order of those that stay.
  template <class Elements, class IsGone>
  static void EraseIf(Elements& elements, IsGone is_gone) {
    int kept = 0;
    for (int i = 0; i < elements.size(); ++i) {
      if (is_gone(*elements.Mutable(i))) continue;
      elements.SwapElements(kept++, i);
    }
    elements.DeleteSubrange(kept, elements.size() - kept);
  }

  int MostElements() const {
    return static_cast<int>(plan_.policy.max_elements);
  }

  static v1::Dict* DictOf(const RedactionStep& step, Message& message) {
    if (step.holds != Holds::kDict) return nullptr;
    return static_cast<v1::Dict*>(
        step.reflection->MutableMessage(&message, step.field));
  }

  // With the key, if it is one of ours: a peer's own could be anything.
  static std::string PathOfSecret(const std::string& path,
                                  const std::string& key) {
    if (!IsSecretKey(key)) return path;
    return absl::StrCat(path, ".", NormalizedKey(key));
  }

  // Whether an earlier redactor has been told what to do here.
  bool WasDone(absl::string_view path) const {
    return std::any_of(
        record_.redactions().begin(), record_.redactions().begin() + earlier_,
        [&](const log::v1::Redaction& done) {
          return done.path() == path &&
                 (done.method() == log::v1::REDACTION_METHOD_MASK ||
                  done.method() == log::v1::REDACTION_METHOD_HASH ||
                  done.method() == log::v1::REDACTION_METHOD_KEEP);
        });
  }

  // Whether it was told so of some key of the dict here.
  bool WasPicked(absl::string_view path) const {
    const std::string start = absl::StrCat(path, ".");
    return std::any_of(
        record_.redactions().begin(), record_.redactions().begin() + earlier_,
        [&](const log::v1::Redaction& done) {
          return absl::StartsWith(done.path(), start) && WasDone(done.path());
        });
  }

  void Note(const std::string& path, log::v1::RedactionMethod method,
            uint64_t count = 1) {
    for (log::v1::Redaction& note : *record_.mutable_redactions()) {
      if (note.path() == path && note.method() == method) {
        note.set_count((note.has_count() ? note.count() : 1) + count);
        return;
      }
    }
    log::v1::Redaction& note = *record_.add_redactions();
    note.set_path(path);
    note.set_method(method);
    if (method == log::v1::REDACTION_METHOD_HASH) {
      note.set_key_id(plan_.policy.hash_key_id);
    }
    if (count > 1) note.set_count(count);
  }

  std::string HashOf(absl::string_view bytes) const {
    return absl::StrCat(kHash, ":", plan_.policy.hash_key_id, ":",
                        HmacSha256Hex(plan_.policy.hash_key, bytes));
  }
  std::string HashOf(const Message& message) const {
    return HashOf(BytesOf(message));
  }

  const RedactionPlan& plan_;
  log::v1::SessionRecord& record_;
  // How many redactions there were before.
  const int earlier_;
};

std::shared_ptr<const RedactionPlan> DefaultPlan() {
  static const auto* const plan =
      new std::shared_ptr<const RedactionPlan>(*MakeRedactionPlan({}));
  return *plan;
}

}  // namespace

// With the highest limits, so that what another redactor has left stays whole.
log::v1::SessionRecord RedactedCopy(const log::v1::SessionRecord& record) {
  static const auto* const redactor = [] {
    log::RedactionPolicy policy;
    policy.max_text_bytes = log::RedactionPolicy::kHighestTextBytes;
    policy.max_elements = log::RedactionPolicy::kHighestElements;
    return new log::Redactor(*log::Redactor::Create(policy));
  }();
  log::v1::SessionRecord copy = record;
  redactor->Apply(&copy);
  return copy;
}

}  // namespace internal

namespace log {

Redactor::Redactor() : plan_(internal::DefaultPlan()) {}

Redactor::Redactor(std::shared_ptr<const internal::RedactionPlan> plan)
    : plan_(std::move(plan)) {}

absl::StatusOr<Redactor> Redactor::Create(const RedactionPolicy& policy) {
  auto plan = internal::MakeRedactionPlan(policy);
  if (!plan.ok()) return plan.status();
  return Redactor(*std::move(plan));
}

void Redactor::Apply(v1::SessionRecord* record) const {
  internal::Walk(*plan_, *record).Run();
}

}  // namespace log
}  // namespace wamp
