// DAT_CAPABILITY: features to containers and back.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstring>

#include "controls.h"
#include "features.h"
#include "memory.h"

namespace virtual_source {

using namespace twain;

namespace {

std::size_t sizeOf(TW_UINT16 type) {
  static constexpr std::size_t sizes[] = {1, 2, 4, 1, 2, 4, 2, 4, 16, 34, 66, 130, 256};
  return sizes[type];
}

void write(TW_UINT16 type, double number, unsigned char *at) {
  auto whole = static_cast<std::int64_t>(std::llround(number));
  if (type == TWTY_FIX32) {
    // High word first: Whole, then Frac.
    const auto scaled = std::llround(number * 65536);
    whole = (scaled >> 16 & 0xffff) | (scaled & 0xffff) << 16;
  }
  std::memcpy(at, &whole, sizeOf(type));
}

double read(TW_UINT16 type, const unsigned char *at) {
  std::int64_t whole = 0;
  std::memcpy(&whole, at, sizeOf(type));
  switch (type) {
    case TWTY_INT8:
      return static_cast<TW_INT8>(whole);
    case TWTY_INT16:
      return static_cast<TW_INT16>(whole);
    case TWTY_INT32:
      return static_cast<TW_INT32>(whole);
    case TWTY_FIX32:
      return static_cast<TW_INT16>(whole & 0xffff) + static_cast<double>(whole >> 16 & 0xffff) / 65536;
    default:
      return static_cast<double>(whole);
  }
}

template <typename Container>
std::vector<unsigned char> containerOf(TW_UINT16 type, std::size_t first, const std::vector<double> &values) {
  std::vector<unsigned char> bytes(std::max(sizeof(Container), first + values.size() * sizeOf(type)) + 8);
  auto *const container = reinterpret_cast<Container *>(bytes.data());
  container->ItemType = type;
  for (std::size_t index = 0; index < values.size(); index += 1) {
    write(type, values[index], bytes.data() + first + index * sizeOf(type));
  }
  return bytes;
}

std::vector<unsigned char> arrayOf(TW_UINT16 type, const std::vector<double> &values) {
  std::vector<unsigned char> bytes = containerOf<TW_ARRAY>(type, offsetof(TW_ARRAY, ItemList), values);
  reinterpret_cast<TW_ARRAY *>(bytes.data())->NumItems = static_cast<TW_UINT32>(values.size());
  return bytes;
}

std::vector<unsigned char> oneOf(const Feature &feature) {
  if (feature.type < TWTY_STR32) return containerOf<TW_ONEVALUE>(feature.type, offsetof(TW_ONEVALUE, Item), feature.now);
  std::vector<unsigned char> bytes(offsetof(TW_ONEVALUE, Item) + sizeOf(feature.type));
  std::memcpy(bytes.data(), &feature.type, sizeof feature.type);
  std::memcpy(bytes.data() + offsetof(TW_ONEVALUE, Item), feature.text.data(),
              std::min(feature.text.size(), sizeOf(feature.type) - 1));
  return bytes;
}

bool isPossible(const Feature &feature, double value) {
  if (feature.kind == Kind::one) return true;
  if (feature.kind != Kind::range) {
    return std::find(feature.values.begin(), feature.values.end(), value) != feature.values.end();
  }
  return value >= feature.values[0] && value <= feature.values[1];
}

}  // namespace

void Features::answer(const Feature &feature, bool isCurrentOnly, TW_CAPABILITY &capability) const {
  if (feature.kind == Kind::array) {
    capability.ConType = TWON_ARRAY;
    capability.hContainer = handleOf(arrayOf(feature.type, isCurrentOnly || !feature.isSettable ? feature.now : feature.values));
  } else if (feature.kind == Kind::one || isCurrentOnly) {
    capability.ConType = TWON_ONEVALUE;
    capability.hContainer = handleOf(oneOf(feature));
  } else if (feature.kind == Kind::range) {
    const std::vector<double> five = {feature.values[0], feature.values[1], feature.values[2], feature.now[0],
                                      feature.now[0]};
    std::vector<unsigned char> bytes(sizeof(TW_RANGE));
    std::memcpy(bytes.data(), &feature.type, sizeof feature.type);
    for (std::size_t index = 0; index < five.size(); index += 1) {
      write(feature.type, five[index], bytes.data() + offsetof(TW_RANGE, MinValue) + index * sizeof(TW_UINT32));
    }
    capability.ConType = TWON_RANGE;
    capability.hContainer = handleOf(bytes);
  } else {
    std::vector<unsigned char> bytes =
        containerOf<TW_ENUMERATION>(feature.type, offsetof(TW_ENUMERATION, ItemList), feature.values);
    auto *const enumeration = reinterpret_cast<TW_ENUMERATION *>(bytes.data());
    enumeration->NumItems = static_cast<TW_UINT32>(feature.values.size());
    const auto at = std::find(feature.values.begin(), feature.values.end(), feature.now[0]);
    enumeration->CurrentIndex = static_cast<TW_UINT32>(at - feature.values.begin());
    capability.ConType = TWON_ENUMERATION;
    capability.hContainer = handleOf(bytes);
  }
}

TW_UINT16 Features::set(const TW_CAPABILITY &capability) {
  Feature &feature = features_.at(capability.Cap);
  if (!feature.isSettable) return TWCC_CAPBADOPERATION;
  const std::vector<unsigned char> bytes = bytesOf(capability.hContainer);
  TW_UINT16 type = 0;
  std::memcpy(&type, bytes.data(), sizeof type);
  if (type != feature.type) return TWCC_BADVALUE;
  char id[8];
  std::snprintf(id, sizeof id, "%04x", capability.Cap);
  std::string told = std::string("SET ") + id + " =";
  if (type >= TWTY_STR32) {
    if (capability.ConType != TWON_ONEVALUE) return TWCC_BADVALUE;
    const auto *const text = reinterpret_cast<const char *>(bytes.data() + offsetof(TW_ONEVALUE, Item));
    feature.text = std::string(text, strnlen(text, sizeOf(type)));
    writeLog(told + " " + feature.text);
    return TWCC_SUCCESS;
  }
  const bool isArray = capability.ConType == TWON_ARRAY;
  if (isArray != (feature.kind == Kind::array) || (!isArray && capability.ConType != TWON_ONEVALUE)) return TWCC_BADVALUE;
  const std::size_t first = isArray ? offsetof(TW_ARRAY, ItemList) : offsetof(TW_ONEVALUE, Item);
  const std::size_t count = isArray ? reinterpret_cast<const TW_ARRAY *>(bytes.data())->NumItems : 1;
  std::vector<double> wanted;
  for (std::size_t index = 0; index < count; index += 1) {
    wanted.push_back(read(type, bytes.data() + first + index * sizeOf(type)));
    if (!isPossible(feature, wanted.back())) return TWCC_BADVALUE;
    char number[32];
    std::snprintf(number, sizeof number, " %g", wanted.back());
    told += number;
  }
  feature.now = wanted;
  writeLog(told);
  return TWCC_SUCCESS;
}

TW_UINT16 Features::serve(TW_UINT16 message, TW_CAPABILITY &capability) {
  const auto found = features_.find(capability.Cap);
  if (found == features_.end()) return TWCC_CAPUNSUPPORTED;
  switch (message) {
    case MSG_GET:
    case MSG_GETCURRENT:
    case MSG_GETDEFAULT:
      answer(found->second, message != MSG_GET, capability);
      return TWCC_SUCCESS;
    case MSG_SET:
      return set(capability);
    case MSG_QUERYSUPPORT: {
      const double bits = TWQC_GET | TWQC_GETCURRENT | TWQC_GETDEFAULT | (found->second.isSettable ? TWQC_SET : 0);
      answer({TWTY_INT32, Kind::one, false, {}, {bits}, ""}, true, capability);
      return TWCC_SUCCESS;
    }
    default:
      return TWCC_CAPBADOPERATION;
  }
}

}  // namespace virtual_source
