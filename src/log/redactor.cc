#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/numeric/bits.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/message.h"
#include "src/engine/foreign_text.h"
#include "src/engine/secret_keys.h"
#include "src/log/digest.h"
#include "src/log/log_text.h"
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
    // Fails beyond 2 GiB alone, and no record holds so much.
    static_cast<void>(message.SerializePartialToCodedStream(&coded));
  }
  return bytes;
}

bool IsClean(const log::RedactionPolicy& policy, bool is_address,
             absl::string_view text) {
  if (text.size() > policy.max_text_bytes) return false;
  return IsPlain(text) ||
         (IsValidUtf8(text) && !absl::StrContains(text, "://") &&
          !(is_address && absl::StrContains(text, '?')));
}

bool IsPresent(const RedactionStep& step, const Message& message) {
  return step.is_repeated ? step.reflection->FieldSize(message, step.field) > 0
                          : step.reflection->HasField(message, step.field);
}

// Calls `use` for the step of each field that there may be something to do to,
// as long as it returns true. Returns whether all calls did.
template <class Use>
bool ForEachNotable(const log::RedactionPolicy& policy,
                    const RedactionSteps& steps, const Message& message,
                    const Use& use) {
  if (steps.access == nullptr) {
    return std::all_of(steps.all.begin(), steps.all.end(),
                       [&](const RedactionStep& step) {
                         return !IsPresent(step, message) || use(step);
                       });
  }
  uint64_t left = steps.bits & steps.access->notable(message, steps.sure,
                                                     policy.max_text_bytes);
  for (; left != 0; left &= left - 1) {
    const auto bit = static_cast<size_t>(absl::countr_zero(left));
    if (!use(steps.all[steps.of_bit[bit]])) return false;
  }
  return true;
}

bool IsCleanText(const log::RedactionPolicy& policy, const RedactionStep& step,
                 const Message& message) {
  if (step.access != nullptr) {
    return IsClean(policy, step.is_address, step.access->text(message));
  }
  std::string scratch;
  return IsClean(
      policy, step.is_address,
      step.reflection->GetStringReference(message, step.field, &scratch));
}

const Message& InnerOf(const RedactionStep& step, const Message& message) {
  if (step.access != nullptr) return step.access->message(message);
  return step.reflection->GetMessage(message, step.field);
}

Message& Open(const RedactionStep& step, Message& message) {
  if (step.access != nullptr) return step.access->open(message);
  return *step.reflection->MutableMessage(&message, step.field);
}

// Whether a Walk would do nothing to a message. Lists and dicts of any values
// are left to that.
class Look {
 public:
  explicit Look(const log::RedactionPolicy& policy) : policy_(policy) {}

  bool FindsNothing(const RedactionSteps& steps, const Message& message) const {
    return ForEachNotable(
        policy_, steps, message, [&](const RedactionStep& step) {
          if (step.action.has_value() || step.hidden) return false;
          return step.is_repeated ? FindsNothingInAll(step, message)
                                  : FindsNothingIn(step, message);
        });
  }

 private:
  bool FindsNothingIn(const RedactionStep& step, const Message& message) const {
    if (step.holds == Holds::kText) return IsCleanText(policy_, step, message);
    if (step.holds != Holds::kMessage) return step.holds == Holds::kOther;
    return FindsNothing(step.inner, InnerOf(step, message));
  }

  bool FindsNothingInAll(const RedactionStep& step,
                         const Message& message) const {
    const Reflection& reflection = *step.reflection;
    const int size = reflection.FieldSize(message, step.field);
    if (static_cast<size_t>(size) > policy_.max_elements) return false;
    std::string scratch;
    for (int i = 0; i < size; ++i) {
      const bool nothing =
          step.holds == Holds::kMessage
              ? FindsNothing(step.inner, reflection.GetRepeatedMessage(
                                             message, step.field, i))
              : IsClean(policy_, step.is_address,
                        reflection.GetRepeatedStringReference(
                            message, step.field, i, &scratch));
      if (!nothing) return false;
    }
    return true;
  }

  const log::RedactionPolicy& policy_;
};

std::vector<absl::string_view> PathsOfDone(
    const log::v1::SessionRecord& record) {
  std::vector<absl::string_view> paths;
  for (const log::v1::Redaction& done : record.redactions()) {
    if (done.method() == log::v1::REDACTION_METHOD_MASK ||
        done.method() == log::v1::REDACTION_METHOD_HASH ||
        done.method() == log::v1::REDACTION_METHOD_KEEP) {
      paths.emplace_back(done.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

class Walk {
 public:
  Walk(const RedactionPlan& plan, log::v1::SessionRecord& record)
      : plan_(plan), record_(record), done_(PathsOfDone(record)) {}

  void Run() { Take(plan_.steps, record_); }

 private:
  // No step changes whether the field of another is there.
  void Take(const RedactionSteps& steps, Message& message) {
    ForEachNotable(plan_.policy, steps, message,
                   [&](const RedactionStep& step) {
                     step.is_repeated ? TakeRepeated(step, message)
                                      : TakeOne(step, message);
                     return true;
                   });
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
    const bool is_empty = step.holds != Holds::kText &&
                          step.holds != Holds::kOther && !step.is_repeated &&
                          InnerOf(step, message).ByteSizeLong() == 0;
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
    Message& inner = Open(step, message);
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
    if (step.holds == Holds::kText) {
      if (IsCleanText(plan_.policy, step, message)) return;
      std::string text = step.reflection->GetString(message, step.field);
      CleanText(step.path, step.is_address, text);
      return step.reflection->SetString(&message, step.field, std::move(text));
    }
    if (step.holds == Holds::kOther) return;
    Message& inner = Open(step, message);
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
      case v1::Value::kForeignValue: {
        // What can be neither cut nor searched for secret keys is dropped.
        const v1::Foreign& foreign = value.foreign_value();
        if (HoldsForeignParts(foreign) || HoldsPrivateKey(foreign.encoded()) ||
            foreign.encoded().size() > plan_.policy.max_text_bytes) {
          break;
        }
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

  void CleanText(const std::string& path, bool is_address, std::string& text) {
    if (IsClean(plan_.policy, is_address, text)) return;
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
    return &static_cast<v1::Dict&>(Open(step, message));
  }

  // With the key, if it is one of ours: a peer's own could be anything.
  static std::string PathOfSecret(const std::string& path,
                                  const std::string& key) {
    if (!IsSecretKey(key)) return path;
    return absl::StrCat(path, ".", NormalizedKey(key));
  }

  // Whether an earlier redactor has been told what to do here.
  bool WasDone(absl::string_view path) const {
    return std::binary_search(done_.begin(), done_.end(), path);
  }

  // Whether it was told so of some key of the dict here.
  bool WasPicked(absl::string_view path) const {
    if (done_.empty()) return false;
    const std::string start = absl::StrCat(path, ".");
    const auto first = std::lower_bound(done_.begin(), done_.end(), start);
    return first != done_.end() && absl::StartsWith(*first, start);
  }

  void Note(const std::string& path, log::v1::RedactionMethod method,
            uint64_t count = 1) {
    if (log::v1::Redaction* note = FindNote(path, method)) {
      note->set_count((note->has_count() ? note->count() : 1) + count);
      return;
    }
    log::v1::Redaction& note = *record_.add_redactions();
    note.set_path(path);
    note.set_method(method);
    if (method == log::v1::REDACTION_METHOD_HASH) {
      note.set_key_id(plan_.policy.hash_key_id);
    }
    if (count > 1) note.set_count(count);
  }

  // Of the few that there are as a rule all are looked at, of many an index.
  log::v1::Redaction* FindNote(absl::string_view path,
                               log::v1::RedactionMethod method) {
    constexpr int kFew = 16;
    auto& notes = *record_.mutable_redactions();
    if (notes.size() <= kFew) {
      for (log::v1::Redaction& note : notes) {
        if (note.path() == path && note.method() == method) return &note;
      }
      return nullptr;
    }
    for (; indexed_ < notes.size(); ++indexed_) {
      log::v1::Redaction& note = *notes.Mutable(indexed_);
      index_.try_emplace({note.path(), note.method()}, &note);
    }
    const auto found = index_.find({path, method});
    return found == index_.end() ? nullptr : found->second;
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
  // The paths at which an earlier redactor was told what to do, sorted.
  const std::vector<absl::string_view> done_;
  // The first `indexed_` redactions by path and method. An element of a
  // repeated field stays where it is while others are added.
  absl::flat_hash_map<std::pair<absl::string_view, int>, log::v1::Redaction*>
      index_;
  int indexed_ = 0;
};

std::shared_ptr<const RedactionPlan> DefaultPlan() {
  static const auto* const plan =
      new std::shared_ptr<const RedactionPlan>(*MakeRedactionPlan({}));
  return *plan;
}

}  // namespace

void FollowPlan(const RedactionPlan& plan, log::v1::SessionRecord* record) {
  Walk(plan, *record).Run();
}

bool LeavesAsIs(const RedactionPlan& plan,
                const log::v1::SessionRecord& record) {
  return Look(plan.policy).FindsNothing(plan.steps, record);
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
  internal::FollowPlan(*plan_, record);
}

}  // namespace log
}  // namespace wamp
