#include "tests/bench/baselines.h"

#include <cstring>
#include <map>

#include "msgpack.hpp"
#include "nlohmann/json.hpp"

namespace wamp {
namespace bench {
namespace {

const msgpack::object* Find(const msgpack::object_map& map, const char* key) {
  const size_t size = std::strlen(key);
  for (uint32_t i = 0; i < map.size; ++i) {
    const msgpack::object& name = map.ptr[i].key;
    if (name.type == msgpack::type::STR && name.via.str.size == size &&
        std::memcmp(name.via.str.ptr, key, size) == 0) {
      return &map.ptr[i].val;
    }
  }
  return nullptr;
}

std::string TextOr(const msgpack::object* value) {
  return value == nullptr || value->is_nil() ? "" : value->as<std::string>();
}

nlohmann::json Parse(Format format, const std::string& frame) {
  switch (format) {
    case Format::kJson:
      return nlohmann::json::parse(frame);
    case Format::kMsgPack:
      return nlohmann::json::from_msgpack(frame);
    case Format::kCbor:
      return nlohmann::json::from_cbor(frame);
    case Format::kUbjson:
      return nlohmann::json::from_ubjson(frame);
  }
  return nullptr;
}

// Calls `use` with the value of each key that is there.
template <class Find, class Use>
void ForEach(const std::vector<const char*>& keys, Find find, Use use) {
  for (const char* key : keys) {
    if (const auto* value = find(key)) use(*value);
  }
}

}  // namespace

const Wanted& WantedOf(const std::string& message) {
  static const auto& wanted = *new std::map<std::string, Wanted>{
      {"HELLO",
       {2,
        {"authid", "authrole", "resume-token"},
        {"resume-session"},
        {"resumable"},
        {},
        {"authmethods"}}},
      {"WELCOME",
       {2,
        {"realm", "authid", "authrole", "authmethod", "authprovider",
         "resume_token"},
        {},
        {"resumed", "resumable"},
        {},
        {}}},
      {"EVENT",
       {3,
        {"publisher_authid", "publisher_authrole", "topic", "transaction_hash",
         "enc_algo"},
        {"publisher"},
        {"retained", "x_acknowledged_delivery"},
        {},
        {}}},
      {"PUBLISH",
       {2,
        {"transaction_hash", "enc_algo"},
        {},
        {"acknowledge", "exclude_me", "retain"},
        {"exclude", "eligible"},
        {"exclude_authid", "exclude_authrole", "eligible_authid",
         "eligible_authrole"}}},
      {"INVOCATION",
       {3,
        {"caller_authid", "caller_authrole", "procedure", "transaction_hash",
         "enc_algo"},
        {"caller", "timeout"},
        {"receive_progress"},
        {},
        {}}},
      {"CHALLENGE",
       {2, {"challenge", "salt"}, {"iterations", "keylen"}, {}, {}, {}}},
  };
  return wanted.at(message.substr(0, message.find(' ')));
}

Picked PickWithMsgPackC(const std::string& frame, const Wanted& wanted) {
  const msgpack::object_handle tree =
      msgpack::unpack(frame.data(), frame.size());
  const msgpack::object_array& array = tree.get().via.array;
  Picked picked;
  for (uint32_t i = 1; i < array.size; ++i) {
    if (array.ptr[i].type == msgpack::type::POSITIVE_INTEGER) {
      picked.head_ids.push_back(array.ptr[i].as<uint64_t>());
    } else if (array.ptr[i].type == msgpack::type::STR) {
      picked.head_text = array.ptr[i].as<std::string>();
    }
  }
  const msgpack::object_map& dict = array.ptr[wanted.dict].via.map;
  const auto find = [&dict](const char* key) { return Find(dict, key); };
  using Object = msgpack::object;
  ForEach(wanted.texts, find, [&](const Object& value) {
    picked.texts.push_back(value.as<std::string>());
  });
  ForEach(wanted.ids, find, [&](const Object& value) {
    picked.ids.push_back(value.as<uint64_t>());
  });
  ForEach(wanted.flags, find, [&](const Object& value) {
    picked.flags.push_back(value.as<bool>());
  });
  ForEach(wanted.id_lists, find, [&](const Object& value) {
    picked.id_lists.push_back(value.as<std::vector<uint64_t>>());
  });
  ForEach(wanted.text_lists, find, [&](const Object& value) {
    picked.text_lists.push_back(value.as<std::vector<std::string>>());
  });
  if (const Object* forward_for = find("forward_for")) {
    const msgpack::object_array& list = forward_for->via.array;
    for (uint32_t i = 0; i < list.size; ++i) {
      const msgpack::object_map& principal = list.ptr[i].via.map;
      picked.forward_for.push_back({Find(principal, "session")->as<uint64_t>(),
                                    TextOr(Find(principal, "authid")),
                                    TextOr(Find(principal, "authrole"))});
    }
  }
  return picked;
}

Picked PickWithNlohmann(Format format, const std::string& frame,
                        const Wanted& wanted) {
  using Json = nlohmann::json;
  const Json array = Parse(format, frame);
  Picked picked;
  for (size_t i = 1; i < array.size(); ++i) {
    if (array[i].is_number_unsigned()) {
      picked.head_ids.push_back(array[i].get<uint64_t>());
    } else if (array[i].is_string()) {
      picked.head_text = array[i].get<std::string>();
    }
  }
  const Json& dict = array[wanted.dict];
  const auto find = [&dict](const char* key) -> const Json* {
    const auto found = dict.find(key);
    return found == dict.end() ? nullptr : &*found;
  };
  ForEach(wanted.texts, find, [&](const Json& value) {
    picked.texts.push_back(value.get<std::string>());
  });
  ForEach(wanted.ids, find, [&](const Json& value) {
    picked.ids.push_back(value.get<uint64_t>());
  });
  ForEach(wanted.flags, find, [&](const Json& value) {
    picked.flags.push_back(value.get<bool>());
  });
  ForEach(wanted.id_lists, find, [&](const Json& value) {
    picked.id_lists.push_back(value.get<std::vector<uint64_t>>());
  });
  ForEach(wanted.text_lists, find, [&](const Json& value) {
    picked.text_lists.push_back(value.get<std::vector<std::string>>());
  });
  if (const Json* forward_for = find("forward_for")) {
    for (const Json& principal : *forward_for) {
      const Json& authid = principal.at("authid");
      picked.forward_for.push_back(
          {principal.at("session").get<uint64_t>(),
           authid.is_null() ? "" : authid.get<std::string>(),
           principal.at("authrole").get<std::string>()});
    }
  }
  return picked;
}

}  // namespace bench
}  // namespace wamp
