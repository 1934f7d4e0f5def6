#include "containers.h"

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstring>

#include "text.h"

namespace host {

using namespace twain;

namespace {

template <typename T>
T readAs(const unsigned char *at) {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

std::string frameText(const TW_FRAME &frame) {
  char text[96];
  std::snprintf(text, sizeof text, "%.9g,%.9g,%.9g,%.9g", numberOf(frame.Left), numberOf(frame.Top),
                numberOf(frame.Right), numberOf(frame.Bottom));
  return text;
}

CapabilityValue decodeValue(TW_UINT16 type, const unsigned char *at) {
  switch (type) {
    case TWTY_INT8:
      return {static_cast<double>(readAs<TW_INT8>(at)), std::nullopt};
    case TWTY_INT16:
      return {static_cast<double>(readAs<TW_INT16>(at)), std::nullopt};
    case TWTY_INT32:
      return {static_cast<double>(readAs<TW_INT32>(at)), std::nullopt};
    case TWTY_UINT8:
      return {static_cast<double>(readAs<TW_UINT8>(at)), std::nullopt};
    case TWTY_UINT16:
    case TWTY_BOOL:
      return {static_cast<double>(readAs<TW_UINT16>(at)), std::nullopt};
    case TWTY_UINT32:
      return {static_cast<double>(readAs<TW_UINT32>(at)), std::nullopt};
    case TWTY_FIX32:
      return {numberOf(readAs<TW_FIX32>(at)), std::nullopt};
    case TWTY_FRAME:
      return {0, frameText(readAs<TW_FRAME>(at))};
    default: {
      const std::size_t size = sizeOfType(type);
      std::size_t length = 0;
      while (length < size && at[length]) length += 1;
      return {0, utf8OfCodePage(std::string(reinterpret_cast<const char *>(at), length))};
    }
  }
}

void encodeNumber(TW_UINT16 type, double number, unsigned char *at) {
  const auto whole = static_cast<std::int64_t>(std::llround(number));
  if (type == TWTY_FIX32) {
    const TW_FIX32 fixed = fixedOf(number);
    std::memcpy(at, &fixed, sizeof fixed);
  } else {
    // Little endian: the low bytes of a negative number are right for every width.
    std::memcpy(at, &whole, sizeOfType(type));
  }
}

}  // namespace

double numberOf(const TW_FIX32 &fixed) { return fixed.Whole + fixed.Frac / 65536.0; }

TW_FIX32 fixedOf(double number) {
  const auto scaled = static_cast<std::int32_t>(std::lround(number * 65536.0));
  return {static_cast<TW_INT16>(scaled >> 16), static_cast<TW_UINT16>(scaled & 0xffff)};
}

std::size_t sizeOfType(TW_UINT16 type) {
  switch (type) {
    case TWTY_INT8:
    case TWTY_UINT8:
      return 1;
    case TWTY_INT16:
    case TWTY_UINT16:
    case TWTY_BOOL:
      return 2;
    case TWTY_INT32:
    case TWTY_UINT32:
    case TWTY_FIX32:
      return 4;
    case TWTY_FRAME:
      return sizeof(TW_FRAME);
    case TWTY_STR32:
      return sizeof(TW_STR32);
    case TWTY_STR64:
      return sizeof(TW_STR64);
    case TWTY_STR128:
      return sizeof(TW_STR128);
    case TWTY_STR255:
      return sizeof(TW_STR255);
    default:
      return 0;
  }
}

std::optional<Capability> decodeContainer(TW_UINT16 id, TW_UINT16 container, const unsigned char *bytes,
                                          std::size_t length) {
  if (length < sizeof(TW_UINT16)) return std::nullopt;
  Capability capability;
  capability.id = id;
  capability.container = container;
  capability.type = readAs<TW_UINT16>(bytes);
  const std::size_t size = sizeOfType(capability.type);
  if (size == 0) return std::nullopt;
  const auto valueAt = [&](std::size_t at) { return decodeValue(capability.type, bytes + at); };
  if (container == TWON_ONEVALUE) {
    if (length < offsetof(TW_ONEVALUE, Item) + size) return std::nullopt;
    capability.values.push_back(valueAt(offsetof(TW_ONEVALUE, Item)));
    capability.current = capability.values[0];
    return capability;
  }
  if (container == TWON_RANGE) {
    if (length < sizeof(TW_RANGE) || size > sizeof(TW_UINT32)) return std::nullopt;
    capability.values = {valueAt(offsetof(TW_RANGE, MinValue)), valueAt(offsetof(TW_RANGE, MaxValue)),
                         valueAt(offsetof(TW_RANGE, StepSize))};
    capability.current = valueAt(offsetof(TW_RANGE, CurrentValue));
    return capability;
  }
  const bool isEnumeration = container == TWON_ENUMERATION;
  if (!isEnumeration && container != TWON_ARRAY) return std::nullopt;
  const std::size_t first = isEnumeration ? offsetof(TW_ENUMERATION, ItemList) : offsetof(TW_ARRAY, ItemList);
  if (length < first) return std::nullopt;
  const auto count = readAs<TW_UINT32>(bytes + sizeof(TW_UINT16));
  if (count > (length - first) / size) return std::nullopt;
  for (TW_UINT32 index = 0; index < count; index += 1) capability.values.push_back(valueAt(first + index * size));
  if (!isEnumeration) return capability;
  const auto current = readAs<TW_UINT32>(bytes + offsetof(TW_ENUMERATION, CurrentIndex));
  if (current < count) capability.current = capability.values[current];
  return capability;
}

std::vector<unsigned char> encodeOneValue(TW_UINT16 type, const CapabilityValue &value) {
  const std::size_t size = sizeOfType(type);
  const std::size_t first = offsetof(TW_ONEVALUE, Item);
  // Never shorter than the structure: sources read the whole of it.
  std::vector<unsigned char> bytes(first + (size > sizeof(TW_UINT32) ? size : sizeof(TW_UINT32)));
  std::memcpy(bytes.data(), &type, sizeof type);
  if (!value.text) {
    encodeNumber(type, value.number, bytes.data() + first);
    return bytes;
  }
  const std::string text = codePageOfUtf8(*value.text);
  std::memcpy(bytes.data() + first, text.data(), text.size() < size ? text.size() : size - 1);
  return bytes;
}

std::vector<unsigned char> encodeArray(TW_UINT16 type, const std::vector<double> &values) {
  const std::size_t size = sizeOfType(type);
  const std::size_t first = offsetof(TW_ARRAY, ItemList);
  const std::size_t length = first + size * values.size();
  std::vector<unsigned char> bytes(length > sizeof(TW_ARRAY) ? length : sizeof(TW_ARRAY));
  const auto count = static_cast<TW_UINT32>(values.size());
  std::memcpy(bytes.data(), &type, sizeof type);
  std::memcpy(bytes.data() + sizeof type, &count, sizeof count);
  for (std::size_t index = 0; index < values.size(); index += 1) {
    encodeNumber(type, values[index], bytes.data() + first + index * size);
  }
  return bytes;
}

}  // namespace host
